import LinearReferencing

/// A rule that `lint` checks: its id, how grave a hit is, what it looks for.
package struct LintRule: Hashable, Sendable {
    package var id: String
    package var severity: Finding.Severity
    /// What it looks for, one sentence.
    package var sentence: String
    /// `lint --fix` mends it.
    package var isFixed: Bool

    init(_ id: String, _ severity: Finding.Severity, finds sentence: String, fixed: Bool = false) {
        self.id = id
        self.severity = severity
        self.sentence = sentence
        isFixed = fixed
    }

    /// Every rule, in the order of their listing. Findings of other steps (reading, attaching) carry ids of their own, listed here too.
    package static let all: [LintRule] = [
        LintRule("broken-record", .error, finds: "A feature or row that is not what its format says."),
        LintRule("off-earth", .error, finds: "A coordinate outside -180...180, -90...90."),
        LintRule(
            "swapped-axes", .error, finds: "Latitude and longitude swapped: the other way round they are near the border.",
            fixed: true
        ),
        LintRule("null-island", .error, finds: "A place at exactly 0, 0: an empty coordinate read as a number."),
        LintRule("duplicate-id", .error, finds: "Two features of a file with one id."),
        LintRule("dates-reversed", .error, finds: "valid_to before valid_from, or absent_on not before valid_from."),
        LintRule("from-after-to", .error, finds: "from_m behind to_m."),
        LintRule("wrong-value", .error, finds: "A value that its field cannot take: no date, no number, out of range."),
        LintRule("unknown-value", .warning, finds: "A word that is none of the vocabulary and no synonym of it."),
        LintRule(
            "synonym", .note, finds: "A word in another language or spelling, understood as one of the vocabulary.", fixed: true),
        LintRule("no-geometry", .warning, finds: "A feature without a place."),
        LintRule(
            "polygon-as-point", .note, finds: "A facility drawn as a polygon, which counts at a point on its surface."),
        LintRule(
            "date-interval", .note,
            finds: "A month or a year in place of a day: on its days the record counts as possible."),
        LintRule("no-id", .note, finds: "A feature without an id: change is detected by id."),
        LintRule("kind-missing", .warning, finds: "A facility that does not say its kind."),
        LintRule("layer-missing", .warning, finds: "A fence that does not say its layer."),
        LintRule(
            "date-shaped-id", .warning, finds: "An id that looks like a date: GDAL and QGIS then type the column as dates.",
            fixed: true),
        LintRule("mixed-type", .warning, finds: "A field with numbers in some features and texts in others.", fixed: true),
        LintRule("untidy-text", .note, finds: "Blanks at the ends of a value.", fixed: true),
        LintRule("date-form", .note, finds: "A date written otherwise than YYYY-MM-DD.", fixed: true),
        LintRule("duplicate-point", .warning, finds: "Two points of one class within a metre of each other at the same time."),
        LintRule("duplicate-feature", .warning, finds: "A duplicate feature: all values are the same.", fixed: true),
        LintRule(
            "coarse-coordinates", .warning, finds: "Most coordinates with fewer than 5 decimals: coarser than about a metre."),
        LintRule("short-line", .warning, finds: "A line, or a part of one, with fewer than two positions.", fixed: true),
        LintRule("repeated-vertex", .note, finds: "A vertex that repeats the one before it.", fixed: true),
        LintRule("border-spike", .warning, finds: "A place where a border runs out and back over itself.", fixed: true),
        LintRule(
            "long-edge", .warning,
            finds: "An edge over 5 km: a geodesic and a straight line on the map differ there by decimetres and more."),
        LintRule("self-intersection", .warning, finds: "A line that crosses itself."),
        LintRule(
            "outside-corridor", .warning, finds: "A point farther from the border than the corridor reaches: it counts nowhere."),
        LintRule("beyond-end", .warning, finds: "A point beyond an end of the border."),
        LintRule("ambiguous-place", .note, finds: "A point with two places on the border nearly equally near."),
        LintRule("fence-off-border", .warning, finds: "A fence no part of which runs along the border."),
        LintRule("fence-crosses-border", .warning, finds: "A fence that crosses the border line."),
        LintRule("ambiguous-side", .warning, finds: "A fence over 1 km from the border whose side is ambiguous."),
        LintRule(
            "same-layer-overlap", .warning,
            finds: "Two fences of one layer along the same border at the same time: the stretch counts once."),
        LintRule(
            "ends-nearly-meet", .note, finds: "Ends of two fence lines of one layer within 30 m that do not meet.", fixed: true),
        LintRule(
            "suspected-map-shift", .warning,
            finds:
                "Fences and border that fit each other far better with the shift of a Chinese web map (GCJ-02, BD-09) taken off."),
        LintRule("conversion-accuracy", .warning, finds: "A conversion to WGS 84 that is good to more than 5 m."),
        LintRule("ballpark-conversion", .warning, finds: "Coordinates of a system whose datum shift to WGS 84 is not known."),
        LintRule("line-too-coarse", .warning, finds: "An area that rests on fewer than ten edges of the border line."),
        LintRule("outside-mask", .note, finds: "A record where no imagery of the epoch shows the border."),
        LintRule("duplicate-property", .warning, finds: "A property given twice.", fixed: true),
        LintRule("duplicate-column", .warning, finds: "Two columns of one name.", fixed: true),
        LintRule("no-place-columns", .warning, finds: "A table no column of which says where a row is."),
        LintRule("mixed-column", .warning, finds: "A text in a column that holds numbers so far."),
        LintRule("short-row", .warning, finds: "A row with fewer cells than the header has columns.", fixed: true),
        LintRule("missing-properties", .warning, finds: "A GeoJSON feature without \"properties\".", fixed: true),
        LintRule("fourth-ordinate", .warning, finds: "Positions with more than three numbers.", fixed: true),
        LintRule("nested-collection", .warning, finds: "A geometry collection inside another one."),
        LintRule("old-crs-member", .warning, finds: "The \"crs\" member that RFC 7946 removed.", fixed: true),
        LintRule("byte-order-mark", .warning, finds: "A byte order mark at the start.", fixed: true),
        LintRule("guessed-encoding", .warning, finds: "A text whose encoding had to be guessed.", fixed: true),
        LintRule("ring-orientation", .note, finds: "A ring against the right-hand rule.", fixed: true),
        LintRule("excess-precision", .note, finds: "Coordinates with more than 9 decimals.", fixed: true),
        LintRule("height-dropped", .note, finds: "Heights, which nothing here uses.", fixed: true),
    ]

    static let severities: [String: Finding.Severity] = Dictionary(
        all.map { ($0.id, $0.severity) }, uniquingKeysWith: { a, _ in a })
}
