import BorderBase

/// A named date at which an inventory holds.
public struct Epoch: Hashable, Sendable, Codable {
    public var id: String
    public var date: CalendarDate

    public init(id: String, date: CalendarDate) {
        self.id = id
        self.date = date
    }
}
