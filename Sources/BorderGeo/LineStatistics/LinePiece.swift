import BorderBase

/// One connected piece of observed line with the events on it. Statistics along the line never reach across a gap.
package struct LinePiece: Hashable, Sendable {
    package var start: Measure
    package var end: Measure
    package var events: [Measure]

    package init(start: Measure, end: Measure, events: [Measure]) {
        self.start = start
        self.end = end
        self.events = events
    }

    package var length: Double { max(0, (end - start).value) }
}
