import LinearReferencing

/// A named part of the border that a study reports on: one or more spans of measures.
public struct StudyArea: Hashable, Sendable {
    public var id: String
    public var name: String
    /// Other spellings: romanisations of Korean names vary between sources.
    public var aliases: [String]
    public var spans: MeasureSpanSet

    public init(id: String, name: String, aliases: [String] = [], spans: MeasureSpanSet) {
        self.id = id
        self.name = name
        self.aliases = aliases
        self.spans = spans
    }

    /// Whether the area goes by this id, name or alias, letter case aside.
    public func answers(to text: String) -> Bool {
        let wanted = text.lowercased()
        return id.lowercased() == wanted || name.lowercased() == wanted || aliases.contains { $0.lowercased() == wanted }
    }
}
