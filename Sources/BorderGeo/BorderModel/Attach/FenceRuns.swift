import LinearReferencing

/// Gathers the steps of a fence into runs, and the runs of all its parts into events.
struct FenceRuns {
    package let options: FenceOptions
    let inwardSign: Double
    private let steepest: Double
    private let leastProgress: Double
    private var runs: [Run] = []
    private var loops: [Run] = []
    private var transverse: [FenceLocation.Transverse] = []
    private var outside = 0.0
    private var run = Run()
    /// Steep steps seen since the run's last good one.
    private var spur = Run()
    /// Steps on the route itself, where the sign of the offset is noise: which side they led to shows when the fence leaves it.
    private var pending: [FenceWalk.Step] = []
    /// The side the fence was last seen on: -1, 0 (nowhere yet), 1.
    private var side = 0
    /// The foot leapt to another limb and the fence is on its way there.
    private var crossesNeck = false
    /// Nearer than samples are exact.
    private static let onRoute = 0.1

    /// A stretch of fence along the route.
    private struct Run {
        var low = Double.infinity
        var high = -Double.infinity
        var length = 0.0
        /// Integral of the offset over the fence.
        var moment = 0.0
        var least = Double.infinity
        var most = -Double.infinity
        /// Measures where it begins and ends.
        var first = Double.nan
        var last = Double.nan
        var startsAtCrossing = false
        var endsAtCrossing = false

        var isEmpty: Bool { !(low <= high) }
        var route: Double { max(high - low, 0) }

        mutating func add(_ s: FenceWalk.Sample) {
            low = min(low, s.measure)
            high = max(high, s.measure)
            least = min(least, s.offset)
            most = max(most, s.offset)
        }

        mutating func add(_ other: Run) {
            if first.isNaN { first = other.first }
            last = other.last
            low = min(low, other.low)
            high = max(high, other.high)
            length += other.length
            moment += other.moment
            least = min(least, other.least)
            most = max(most, other.most)
        }

        var event: FenceEvent {
            FenceEvent(
                span: MeasureSpan(Measure(low), Measure(high)), fenceLine: Metres(length),
                offsetMean: Offset(length > 0 ? moment / length : (least + most) / 2), offsetMin: Offset(least),
                offsetMax: Offset(most), bridged: false, crosses: startsAtCrossing || endsAtCrossing)
        }
    }

    init(options: FenceOptions, inwardSign: Double) {
        self.options = options
        self.inwardSign = inwardSign
        (steepest, leastProgress) = options.maxAngle.sineAndCosine
    }

    mutating func startPart() {
        run = Run()
        spur = Run()
        side = 0
    }

    mutating func endPart() {
        flush()
        settleSpur(ends: true)
        close()
        crossesNeck = false
    }

    mutating func add(_ step: FenceWalk.Step) {
        guard step.from.inside, step.to.inside else {
            endPart()
            outside += step.length
            side = 0
            return
        }
        if step.leaps {
            flush()
            leap(step)
            return
        }
        let here = step.to.offset > 0 ? 1 : -1
        if step.to.offset.magnitude <= Self.onRoute {
            pending.append(step)
        } else if side != 0, here != side, !pending.isEmpty || Self.passesZero(step) {
            pending.append(step)
            cross(to: here)
        } else {
            flush()
            extend(step)
            side = here
        }
    }

    /// The sign also changes where the foot goes over to a limb that runs the other way: then the offset does not pass zero.
    private static func passesZero(_ step: FenceWalk.Step) -> Bool {
        step.from.offset.magnitude + step.to.offset.magnitude <= step.length * 1.01 + 1e-3
    }

    private mutating func flush() {
        for step in pending { extend(step) }
        pending.removeAll(keepingCapacity: true)
    }

    /// The fence came to the route on one side and leaves it on the other: the run ends at the last zero of the offset.
    private mutating func cross(to here: Int) {
        let sign = Double(here)
        let last = pending.lastIndex { $0.from.offset * sign <= 0 } ?? 0
        for (i, step) in pending.enumerated() {
            guard i == last else {
                extend(step)
                continue
            }
            let span = step.from.offset - step.to.offset
            let t = span == 0 ? 0.5 : min(max(step.from.offset / span, 0), 1)
            var middle = step.from
            middle.measure += t * (step.to.measure - step.from.measure)
            middle.offset = 0
            extend(FenceWalk.Step(from: step.from, to: middle, length: step.length * t, leaps: false))
            if spur.isEmpty {
                run.endsAtCrossing = true
                close()
                run.startsAtCrossing = true
            } else {
                spur.endsAtCrossing = true
            }
            extend(FenceWalk.Step(from: middle, to: step.to, length: step.length * (1 - t), leaps: false))
        }
        pending.removeAll(keepingCapacity: true)
        side = here
    }

    /// The foot goes over to another limb at one place of the fence; the route between is a loop that the fence cuts off.
    private mutating func leap(_ step: FenceWalk.Step) {
        // On its way over the neck the fence leads away from one limb and then towards the other: no spur.
        if !spur.isEmpty {
            run.add(spur)
            spur = Run()
        }
        crossesNeck = true
        run.add(step.from)
        run.length += step.length / 2
        run.moment += step.from.offset * step.length / 2
        close()
        var loop = Run()
        loop.add(step.from)
        loop.add(step.to)
        loops.append(loop)
        run.add(step.to)
        run.length = step.length / 2
        run.moment = step.to.offset * step.length / 2
        side = step.to.offset.magnitude <= Self.onRoute ? 0 : step.to.offset > 0 ? 1 : -1
    }

    private mutating func extend(_ step: FenceWalk.Step) {
        let (a, b) = (step.from.offset, step.to.offset)
        let change = a * b < 0 && !Self.passesZero(step) ? b.magnitude - a.magnitude : b - a
        var piece = Run()
        piece.add(step.from)
        piece.add(step.to)
        piece.first = step.from.measure
        piece.last = step.to.measure
        piece.length = step.length
        piece.moment = (a + b) / 2 * step.length
        // Where the foot goes over to another place at once there is no angle: it stays with what it comes from.
        if step.length > 0 ? change.magnitude > steepest * step.length * (1 + 1e-6) : !spur.isEmpty {
            spur.add(piece)
        } else {
            settleSpur(ends: false)
            crossesNeck = false
            run.add(piece)
        }
    }

    /// Steep steps are over: a stretch that is short, or gets on along the route after all, as over the mouth of an inlet, belongs to its run. Another is a
    /// spur and ends it.
    private mutating func settleSpur(ends: Bool) {
        guard !spur.isEmpty else { return }
        defer { spur = Run() }
        let getsOn = (spur.last - spur.first).magnitude >= leastProgress * spur.length
        let isShort = spur.length < options.minRun.value && !ends && !run.isEmpty
        if crossesNeck || getsOn || (isShort && !spur.endsAtCrossing) { return run.add(spur) }
        transverse.append(
            FenceLocation.Transverse(span: MeasureSpan(Measure(spur.low), Measure(spur.high)), fenceLine: Metres(spur.length)))
        run.endsAtCrossing = run.endsAtCrossing || spur.endsAtCrossing
        if !ends {
            close()
            run.startsAtCrossing = spur.endsAtCrossing
        }
    }

    private mutating func close() {
        if !run.isEmpty { runs.append(run) }
        run = Run()
    }
}

extension FenceRuns {
    /// Events in order: runs that overlap or touch are one, loops count where no run does.
    func location(length: Metres) -> FenceLocation {
        // F4: ends within a centimetre are the same place.
        let snap = max(options.mergeGap.value, 0.01)
        var merged: [Run] = []
        for next in runs.sorted(by: { ($0.low, $0.high) < ($1.low, $1.high) }) {
            guard let last = merged.last, next.low <= last.high + snap, !meetAtCrossing(last, next) else {
                merged.append(next)
                continue
            }
            var union = last
            union.add(next)
            union.startsAtCrossing = last.startsAtCrossing || next.startsAtCrossing
            union.endsAtCrossing = last.endsAtCrossing || next.endsAtCrossing
            merged[merged.count - 1] = union
        }
        let kept = merged.filter { $0.route >= options.minRun.value }
        var events = kept.map(\.event)
        // Two runs that meet at a crossing may overlap by the width of a sample: the later one gives way.
        for i in events.indices.dropFirst() where events[i].span.from < events[i - 1].span.to {
            events[i].span = MeasureSpan(events[i - 1].span.to, max(events[i].span.to, events[i - 1].span.to))
        }
        events += bridges(besides: MeasureSpanSet(events.map(\.span)))
        events.sort { ($0.span.from, $0.span.to) < ($1.span.from, $1.span.to) }
        return FenceLocation(
            events: events, transverse: transverse, droppedRuns: merged.count - kept.count, length: length,
            outside: Metres(outside))
    }

    /// The loops, where no run follows the route.
    private func bridges(besides direct: MeasureSpanSet) -> [FenceEvent] {
        let sorted = loops.sorted { ($0.low, $0.high) < ($1.low, $1.high) }
        var next = 0
        var events: [FenceEvent] = []
        for span in MeasureSpanSet(sorted.map(\.event.span)).subtracting(direct).spans where span.length >= options.minRun {
            // The last loop that starts no later than the span: its offset is that of the fence at the neck.
            while next + 1 < sorted.count, sorted[next + 1].low <= span.from.metres { next += 1 }
            var event = sorted[next].event
            event.span = span
            event.bridged = true
            events.append(event)
        }
        return events
    }

    /// Touching at a crossing is not overlapping: the two sides stay apart.
    private func meetAtCrossing(_ a: Run, _ b: Run) -> Bool {
        b.low >= a.high - 0.5 && (a.endsAtCrossing || a.startsAtCrossing) && (b.startsAtCrossing || b.endsAtCrossing)
            && a.moment * b.moment < 0
    }
}
