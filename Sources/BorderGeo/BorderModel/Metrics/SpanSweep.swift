import LinearReferencing

/// Cuts a domain into elementary pieces: maximal spans over which the same runs are active (F4).
///
/// Ends nearer to each other than `snap` count as one place; ends of the domain stay where they are, so that pieces add up to the
/// domain exactly. n log n in the number of runs, plus the number of (piece, active run) pairs.
package struct SpanSweep {
    package struct Piece: Hashable {
        package var span: MeasureSpan
        /// Indexes into the runs, ascending.
        package var active: [Int]
    }

    /// F4: two ends within a centimetre are the same place.
    static let snap = Metres(0.01)

    package let pieces: [Piece]
    /// Where ends of runs lie, one for each cluster, not rounded; ascending.
    private let places: [Measure]

    package init(_ runs: [MeasureSpan], over domain: MeasureSpanSet, snap: Metres = SpanSweep.snap) {
        // An area is a small part of a long border: only runs that reach it are sorted.
        let near = Self.reaching(domain, runs, within: snap)
        let (snapped, places) = Self.snapped(runs, near, to: domain, within: snap)
        self.places = places
        let byStart = near.filter { !snapped[$0].isEmpty }.sorted { (snapped[$0].from, $0) < (snapped[$1].from, $1) }
        var pieces: [Piece] = []
        var active: [Int] = []
        var next = 0
        for whole in domain.spans {
            var position = whole.from
            while position < whole.to {
                active.removeAll { snapped[$0].to <= position }
                while next < byStart.count, snapped[byStart[next]].from <= position {
                    if snapped[byStart[next]].to > position { active.append(byStart[next]) }
                    next += 1
                }
                var end = whole.to
                for run in active { end = min(end, snapped[run].to) }
                if next < byStart.count { end = min(end, snapped[byStart[next]].from) }
                pieces.append(Piece(span: MeasureSpan(position, end), active: active.sorted()))
                position = end
            }
        }
        self.pieces = pieces
    }

    /// The runs with their ends moved onto a common end where one is near: an end of the domain before any other; else onto a
    /// whole millimetre.
    private static func snapped(
        _ runs: [MeasureSpan], _ near: [Int], to domain: MeasureSpanSet, within snap: Metres
    ) -> (runs: [MeasureSpan], places: [Measure]) {
        let fixed = domain.spans.flatMap { [$0.from, $0.to] }
        var places: [Measure] = []
        for end in near.flatMap({ [runs[$0].from, runs[$0].to] }).sorted() {
            if let near = nearest(to: end, in: fixed), (near - end).magnitude <= snap { continue }
            if let last = places.last, end - last <= snap { continue }
            places.append(end)
        }
        func moved(_ end: Measure) -> Measure {
            if let near = nearest(to: end, in: fixed), (near - end).magnitude <= snap { return near }
            return floor(of: end, in: places).toMillimetre
        }
        var result = runs
        for run in near { result[run] = MeasureSpan(moved(runs[run].from), moved(runs[run].to)) }
        return (result, places)
    }

    /// Where an end of a piece lies before it was rounded to the millimetre.
    func exact(_ end: Measure) -> Measure {
        guard let place = Self.nearest(to: end, in: places), place.toMillimetre == end else { return end }
        return place
    }

    /// Indexes of the runs between the first and the last measure of the domain, or within `snap` of them.
    private static func reaching(_ domain: MeasureSpanSet, _ runs: [MeasureSpan], within snap: Metres) -> [Int] {
        guard let from = domain.spans.first?.from, let to = domain.spans.last?.to else { return [] }
        return runs.indices.filter { runs[$0].to + snap >= from && runs[$0].from - snap <= to }
    }

    private static func lowerBound(_ value: Measure, in sorted: [Measure]) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func nearest(to value: Measure, in sorted: [Measure]) -> Measure? {
        let i = lowerBound(value, in: sorted)
        let after = i < sorted.count ? sorted[i] : nil
        let before = i > 0 ? sorted[i - 1] : nil
        guard let after else { return before }
        guard let before else { return after }
        return value - before <= after - value ? before : after
    }

    /// The last place at or before `value`: its cluster's first end.
    private static func floor(of value: Measure, in sorted: [Measure]) -> Measure {
        let i = lowerBound(value, in: sorted)
        if i < sorted.count, sorted[i] == value { return value }
        return i > 0 ? sorted[i - 1] : value
    }
}
