import BorderBase

/// When a thing stood, as images tell it: first seen, first seen gone, last seen absent.
///
/// Present at `t` when `validFrom <= t < validTo`. Between `absentOn` and `validFrom` it is possible, and between `lastSeenOn` and
/// `validTo`: imagery leaves it open.
public struct Lifetime: Hashable, Sendable, Codable {
    /// First image that shows it; `nil`: since before the first image.
    public var validFrom: CalendarDate?
    /// First image that shows it gone (exclusive); `nil`: still there.
    public var validTo: CalendarDate?
    /// Last image before `validFrom` that shows nothing there.
    public var absentOn: CalendarDate?
    /// Last image before `validTo` that shows it, where the two are known apart; `nil`: it stood until `validTo`.
    package var lastSeenOn: CalendarDate?

    public init(validFrom: CalendarDate? = nil, validTo: CalendarDate? = nil, absentOn: CalendarDate? = nil) {
        self.validFrom = validFrom
        self.validTo = validTo
        self.absentOn = absentOn
    }

    /// Whether there is a date on which both are present.
    package func overlaps(_ other: Lifetime) -> Bool {
        if let end = validTo, let start = other.validFrom, end <= start { return false }
        if let end = other.validTo, let start = validFrom, end <= start { return false }
        return true
    }

    public enum Presence: String, Hashable, Sendable, Codable { case present, possible, absent }

    public func presence(at date: CalendarDate) -> Presence {
        if let validTo, date >= validTo { return .absent }
        let standing = lastSeenOn.map { date > $0 } == true ? Presence.possible : .present
        guard let validFrom else { return standing }
        if date >= validFrom { return standing }
        if let absentOn { return date > absentOn ? .possible : .absent }
        return .absent
    }
}
