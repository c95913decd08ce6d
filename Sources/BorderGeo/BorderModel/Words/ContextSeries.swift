import BorderBase

/// Figures from elsewhere that a report shows beside its own: context, not cause.
public struct ContextSeries: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        public var date: CalendarDate
        /// The date as the file has it: a year, a month or a day.
        public var dateText: String
        public var value: Double
        public var label: String
        public var source: String
        /// When the source said so, as the file has it.
        package var sourceDate: String
        public var note: String
        /// False where the figure covers a part of its year.
        public var isWhole: Bool

        package init(
            date: CalendarDate, dateText: String, value: Double, label: String, source: String, sourceDate: String, note: String,
            isWhole: Bool
        ) {
            self.date = date
            self.dateText = dateText
            self.value = value
            self.label = label
            self.source = source
            self.sourceDate = sourceDate
            self.note = note
            self.isWhole = isWhole
        }
    }

    /// Heading of the chapter.
    public var title: LocalText
    /// What the values are, over the drawing: `Arrivals per year`.
    public var axis: LocalText
    /// A sentence under the heading.
    public var note: LocalText
    /// Title of the drawing.
    public var chart: LocalText
    /// Heading of the column of values.
    public var column: LocalText
    /// Rows of earlier years are in the table and not in the drawing.
    public var drawnFrom: Int?
    /// In order of date.
    public var rows: [Row]
    /// The file as the study names it, and what it holds.
    package var file: String
    package var bytes: [UInt8]

    package init(
        title: LocalText, axis: LocalText, note: LocalText, chart: LocalText, column: LocalText, drawnFrom: Int?, rows: [Row],
        file: String, bytes: [UInt8]
    ) {
        self.title = title
        self.axis = axis
        self.note = note
        self.chart = chart
        self.column = column
        self.drawnFrom = drawnFrom
        self.rows = rows
        self.file = file
        self.bytes = bytes
    }
}
