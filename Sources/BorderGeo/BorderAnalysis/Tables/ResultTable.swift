import BorderBase

/// A table of results as values, from which text for a terminal, Markdown, CSV and HTML are written: one definition, so they never disagree.
///
/// People read rounded figures with their unit in the heading; CSV carries full figures under the field names of JSON.
package struct ResultTable: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        /// What a person reads, with the unit: `fenced, km`.
        package var heading: String
        /// The column's name in CSV, and what words for its heading are looked up by: `fenced_m`. `nil` leaves the column out there.
        package var field: String?
        /// Whether a reader can do without it first: left out before others where a terminal is too narrow.
        package var isDetail: Bool
        /// Whether the table is made for this column: where a terminal is too narrow, others go before it.
        package var isAnswer: Bool

        package init(_ heading: String, field: String?, isDetail: Bool = false, isAnswer: Bool = false) {
            self.heading = heading
            self.field = field
            self.isDetail = isDetail
            self.isAnswer = isAnswer
        }
    }

    /// One value: how it reads and how it is stored.
    package enum Cell: Hashable, Sendable {
        case text(String)
        case count(Int)
        /// Shown in kilometres with this many places, stored in metres.
        case kilometres(Metres?, places: Int = 1)
        /// Shown in metres with this many places.
        case metres(Metres?, places: Int = 1)
        /// Shown in per cent, stored as a fraction.
        case percent(Share?, places: Int = 1)
        /// Shown with so many places, stored with 6 significant figures.
        case number(Double?, places: Int)
        /// Shown and stored with 6 significant figures, however small.
        case probability(Double?)
        case flag(Bool)
        case none
    }

    /// What the table is called by programs, and by what looks up words for it: `coverage`.
    package var id: String
    /// What a person reads above it.
    package var title: String
    package var columns: [Column]
    package var rows: [[Cell]]
    /// Sentences under the table.
    package var notes: [String]

    package init(id: String, title: String, columns: [Column], rows: [[Cell]], notes: [String] = []) {
        self.id = id
        self.title = title
        self.columns = columns
        self.rows = rows
        self.notes = notes
    }
}
