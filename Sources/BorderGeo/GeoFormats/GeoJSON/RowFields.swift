import BorderBase
import LinearReferencing

/// Which columns a feature is written with.
///
/// All of them, so that every feature has every column, `null` where it has no value. In a sparse layer its own alone: features that each have keys of their own would
/// otherwise fill an output that grows with the square of the input.
struct RowFields: Sendable {
    let fields: [Field]
    /// Columns by name; `nil` where every feature is written with all of them.
    private let places: [String: Int]?

    /// `fields` in the order in which they are written.
    init(_ fields: [Field], isSparse: Bool) {
        self.fields = fields
        places = isSparse ? Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first }) : nil
    }

    /// In the order of the columns. k log k in the feature's own columns where the layer is sparse.
    func of(_ feature: Feature) -> [Field] {
        guard let places else { return fields }
        return feature.properties.keys.compactMap { places[$0] }.sorted().map { fields[$0] }
    }
}

extension Feature {
    /// No place, no id and no value but nulls.
    var isBlank: Bool { geometry == nil && id == nil && properties.values.allSatisfy { $0 == .null } }
}

extension FeatureLayer {
    /// The column that holds the features' ids in formats that have no other place for them, before all fields: `id`. In a verbatim layer with an attribute of that
    /// name it is `feature_id`, even where it is empty, which says that `id` is an attribute; in other layers such an attribute is the id, and it is `nil`.
    var idColumn: String? {
        guard hasField("id") else { return "id" }
        guard isVerbatim else { return nil }
        var unique = UniqueNames(taken: Set(fields.map { $0.name.lowercased() }), ignoresCase: true) { "\($0)_\($1)" }
        return unique.name(Self.featureIDColumn)
    }

    static let featureIDColumn = "feature_id"

    /// The fields as they are written. In a verbatim layer whole numbers stay whole among broken ones.
    var writtenFields: [Field] {
        isVerbatim ? fields.map { $0.type == .real ? Field($0.name, .mixed) : $0 } : fields
    }

    /// Whether a table of all features and all columns would hold little but empty cells: more than a hundred columns, and fewer than one cell in sixteen is a feature's own.
    var isSparse: Bool {
        Self.isSparse(columns: fields.count, rows: features.count, filled: features.reduce(0) { $0 + $1.properties.count })
    }

    static func isSparse(columns: Int, rows: Int, filled: Int) -> Bool {
        guard columns > 100 else { return false }
        let (cells, overflow) = columns.multipliedReportingOverflow(by: rows)
        return overflow || cells / 16 > filled
    }

    /// Columns that a sparse layer may have in a table, and any layer in a GeoPackage: SQLite takes no more, and no spreadsheet shows them.
    static let columnLimit = 2000

    func checkColumns(_ format: InputFormat) throws(InputError) { try checkColumns(format, isSparse: isSparse) }

    /// Throws `InputError` where a format of tables cannot hold the columns.
    func checkColumns(_ format: InputFormat, isSparse: Bool) throws(InputError) {
        let problem: String
        switch format {
        // fid, geom and the feature's id take a column each.
        case .geopackage where fields.count + (hasField("id") ? 2 : 3) > Self.columnLimit:
            problem = "a table of a GeoPackage holds \(Self.columnLimit) columns at most"
        case .csv where fields.count > Self.columnLimit && isSparse, .tsv where fields.count > Self.columnLimit && isSparse:
            problem = "a table of more than \(Self.columnLimit) columns is written only where its rows fill them"
        default: return
        }
        throw InputError(
            "the features have \(fields.count) different fields, of which \"\(fields.last?.name ?? "")\" is the last: \(problem)",
            at: Finding.Place(file: name),
            remedy: "Write GeoJSON, where a feature has its own fields alone, or give the features common names of fields.")
    }
}
