import LinearReferencing

/// One of the named parts of a border: Yalu, Paektu land, Tumen, Tumen-Russia, or what a line of one's own names.
public struct BorderSegment: Hashable, Sendable {
    /// `yalu`, `paektu-land`, `tumen`, `tumen-russia` on the built-in line.
    public let id: String
    public let name: String
    /// Whose land lies on the other side; `nil` where a line of one's own does not say.
    public let neighbour: BorderNeighbour?
    public let span: MeasureSpan

    public init(id: String, name: String, neighbour: BorderNeighbour?, span: MeasureSpan) {
        self.id = id
        self.name = name
        self.neighbour = neighbour
        self.span = span
    }

    public var length: Metres { span.length }

    /// The names of the built-in line's segments by id, and of a line that has none.
    package static let knownNames = [
        "yalu": "Yalu (Amnok)", "paektu-land": "Land border at Paektu", "tumen": "Tumen (Tuman)",
        "tumen-russia": "Tumen, Russian stretch", "border": "Border",
    ]
}

/// The state across the border. Totals along China and along Russia are different figures.
public enum BorderNeighbour: String, Hashable, Sendable, Codable, CaseIterable { case china, russia }
