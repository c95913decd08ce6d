import LinearReferencing

/// One stretch of border that a fence covers, with the true length of the fence over it (F3).
public struct FenceEvent: Hashable, Sendable {
    /// Empty where the foot of the fence stands still: fence line, but no border.
    public var span: MeasureSpan
    /// Geodesic length of the fence line over this span.
    public var fenceLine: Metres
    /// Of `fenceLine`: at a larger angle with the border than `FenceOptions.steepAngle`.
    public var steep: Metres
    public var offsetMean: Offset
    public var offsetMin: Offset
    public var offsetMax: Offset
    /// The fence cuts the neck of a meander: it stands between the loop and the inland without following the loop.
    public var bridged: Bool
    /// The fence runs on either side of the border here.
    public var crosses: Bool

    public init(
        span: MeasureSpan, fenceLine: Metres, steep: Metres = .zero, offsetMean: Offset, offsetMin: Offset, offsetMax: Offset,
        bridged: Bool = false, crosses: Bool = false
    ) {
        self.span = span
        self.fenceLine = fenceLine
        self.steep = steep
        self.offsetMean = offsetMean
        self.offsetMin = offsetMin
        self.offsetMax = offsetMax
        self.bridged = bridged
        self.crosses = crosses
    }

    /// `to - from`: length of border that the fence covers here.
    public var route: Metres { span.length }
    /// Fence line per border it covers; `nil` where it covers none.
    public var sinuosity: Double? { route.value > 0 ? fenceLine / route : nil }
}

extension FenceProfile {
    /// The events of a fence that covers what `cover` says, in order of measure.
    func events(_ cover: FenceCover) -> [FenceEvent] {
        var rows: [Row] = []
        rows.reserveCapacity(cover.direct.count + cover.places.count)
        for span in cover.direct { rows.append(Row(span: span)) }
        for place in cover.places { rows.append(Row(span: MeasureSpan(place, place))) }
        if !cover.direct.isEmpty, !cover.places.isEmpty { rows.sort { $0.span.from < $1.span.from } }
        var onLoops = [EventSums](repeating: EventSums(), count: cover.bridged.count)
        for part in parts {
            var last = 0
            forEachStep(of: part) { step in
                guard step.stretch.contains(.along), !rows.isEmpty || !onLoops.isEmpty else { return }
                let middle = Measure((step.from + step.to) / 2)
                let snap = FenceCover.snap
                if rows.isEmpty || middle < rows[last].span.from - snap || middle > rows[last].span.to + snap {
                    let row = rows.partitioningIndex { $0.span.to + snap >= middle }
                    let loop = cover.bridged.partitioningIndex { $0.to + snap >= middle }
                    // Metres whose foot stays inside a loop belong to the event of that loop.
                    if row == rows.count || rows[row].span.from - snap > middle, loop < onLoops.count,
                        cover.bridged[loop].from - snap <= middle
                    {
                        return onLoops[loop].add(step)
                    }
                    // Beside loops alone; the middle of metres at one place can be a little farther away than that place.
                    if rows.isEmpty { return onLoops[min(loop, onLoops.count - 1)].add(step) }
                    last = min(row, rows.count - 1)
                }
                rows[last].sums.add(step)
            }
        }
        var events = rows.map { $0.sums.event(over: $0.span) }
        for (span, sums) in zip(cover.bridged, onLoops) {
            var event = sums.event(over: span)
            let offset = Offset(cover.offset(bridging: span))
            (event.offsetMean, event.offsetMin, event.offsetMax) = (offset, offset, offset)
            event.bridged = true
            event.crosses = false
            events.append(event)
        }
        events.sort { ($0.span.from, $0.span.to) < ($1.span.from, $1.span.to) }
        return events
    }

    private struct Row {
        var span: MeasureSpan
        var sums = EventSums()
    }

    /// What the metres of one event add up to.
    private struct EventSums {
        private var length = 0.0
        private var steep = 0.0
        private var moment = 0.0
        private var least = Double.infinity
        private var most = -Double.infinity

        mutating func add(_ step: Step) {
            length += step.length
            if step.stretch.contains(.steep) { steep += step.length }
            moment += (step.offsetFrom + step.offsetTo) / 2 * step.length
            least = min(least, step.offsetFrom, step.offsetTo)
            most = max(most, step.offsetFrom, step.offsetTo)
        }

        func event(over span: MeasureSpan) -> FenceEvent {
            FenceEvent(
                span: span, fenceLine: Metres(length), steep: Metres(steep), offsetMean: Offset(length > 0 ? moment / length : 0),
                offsetMin: Offset(length > 0 ? least : 0), offsetMax: Offset(length > 0 ? most : 0),
                crosses: least < -1e-3 && most > 1e-3)
        }
    }
}

extension FenceCover {
    /// The offset of the fence at the leap that cuts off a place; 0 where none does.
    func offset(bridging span: MeasureSpan) -> Double {
        leap(over: span.from + span.length / 2)?.offset ?? 0
    }
}
