import BorderBase

/// One connected piece of observed line with the events on it. Statistics along the line never reach across a gap.
public struct LinePiece: Hashable, Sendable {
    public var start: Measure
    public var end: Measure
    public var events: [Measure]

    public init(start: Measure, end: Measure, events: [Measure]) {
        self.start = start
        self.end = end
        self.events = events
    }

    package var length: Double { max(0, (end - start).value) }
}
