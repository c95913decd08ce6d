import BorderAnalysis

/// Words for the titles and headings of the tables that all formats share, by the table's id and the column's field. The English ones are
/// the table's own; what has no entry stays English.
struct TableWords {
    /// One title or heading of a page: the key that its element carries, and what it says in each language.
    struct Entry: Hashable {
        var key: String
        var english: String
        var korean: String
    }

    /// `nil` where the title stays English.
    private(set) var title: Entry?
    /// One for each column; `nil` where its heading stays English.
    private(set) var headings: [Entry?]

    init(_ table: ResultTable) {
        title = Self.titles[table.id].map { Entry(key: "t:" + table.id, english: table.title, korean: $0) }
        headings = table.columns.map { column in
            guard let field = column.field else { return nil }
            if let own = Self.headings[table.id]?[field] {
                return Entry(key: "h:\(table.id).\(field)", english: column.heading, korean: own)
            }
            return Self.common[field].map { Entry(key: "h:" + field, english: column.heading, korean: $0) }
        }
    }

    /// The title and the headings that have words in other languages, in order.
    var entries: [Entry] { ([title] + headings).compactMap { $0 } }
}

extension TableWords.Entry {
    func text(in language: ReportLanguage) -> String {
        switch language {
        case .english: english
        case .korean: korean
        }
    }
}
