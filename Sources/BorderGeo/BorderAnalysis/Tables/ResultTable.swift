import BorderBase

/// A table of results as values, from which text for a terminal, Markdown, CSV and HTML are written: one definition, so they never disagree.
///
/// People read rounded figures with their unit in the heading; CSV carries full figures under the field names of JSON.
public struct ResultTable: Hashable, Sendable {
    public struct Column: Hashable, Sendable {
        /// What a person reads, with the unit: `fenced, km`.
        public var heading: String
        /// The column's name in CSV: `fenced_m`. `nil` leaves the column out there.
        public var field: String?

        public init(_ heading: String, field: String?) {
            self.heading = heading
            self.field = field
        }
    }

    /// One value: how it reads and how it is stored.
    public enum Cell: Hashable, Sendable {
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
        /// Shown with 3 places, `< 0.001` below; stored with 6 significant figures.
        case probability(Double?)
        case flag(Bool)
        case none
    }

    public var title: String
    public var columns: [Column]
    public var rows: [[Cell]]
    /// Sentences under the table.
    public var notes: [String]

    public init(title: String, columns: [Column], rows: [[Cell]], notes: [String] = []) {
        self.title = title
        self.columns = columns
        self.rows = rows
        self.notes = notes
    }
}
