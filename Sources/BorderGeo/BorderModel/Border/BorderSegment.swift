import LinearReferencing

/// One of the named parts of a border, such as a river or a stretch of land.
public struct BorderSegment: Hashable, Sendable {
    /// As the line's features name it (`segment`); `border` where they name none.
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
}

/// The state across the border, by the id that the line's features give it (`neighbour`). Totals along two of them are different figures.
public struct BorderNeighbour: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
