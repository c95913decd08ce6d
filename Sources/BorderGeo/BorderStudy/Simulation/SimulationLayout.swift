import LinearReferencing

/// Where fences stand and where they are interrupted, so that the border they stand along has the asked length.
struct SimulationLayout {
    /// A fence ends at least this far from the ends of its area, so that all of it counts to that area.
    static let margin = Metres(30)
    /// No piece of fence and no opening is shorter, where there is room.
    static let shortest = 60.0

    /// Takes openings of `missing` metres in all out of `available`, at random; `isClean` says whether a fence may end at a measure,
    /// strictly or, where nothing else is found, as far as the fence itself goes.
    ///
    /// The openings have random sizes. Each is shifted about until both its ends are clean and no sliver of fence is left beside it.
    static func open(
        _ available: MeasureSpanSet, missing: Double, openings: Int, _ random: inout SplitMix64,
        isClean: (Measure, _ strictly: Bool) -> Bool
    ) -> MeasureSpanSet? {
        let total = available.length.value
        guard missing <= total else { return nil }
        if missing < 0.001 { return available }
        if total - missing < 0.001 { return MeasureSpanSet() }
        let count = max(1, min(openings, Int(missing / shortest)))
        var weights = (0..<count).map { _ in 0.3 - Elementary.log(1 - random.uniform()) }
        let sum = weights.reduce(0, +)
        for i in weights.indices { weights[i] *= missing / sum }
        // Positions in the length that stays, so that openings never overlap.
        let places = (0..<count).map { _ in random.uniform() * (total - missing) }.sorted()
        let line = Concatenated(available)
        var removed: [MeasureSpan] = []
        var opened = 0.0
        var earliest = 0.0
        for (place, size) in zip(places, weights) {
            // What the openings still to come need stays free behind this one.
            let latest = total - (missing - opened)
            var at = min(max(place + opened, earliest), latest)
            for attempt in 0..<400 {
                if attempt > 0 {
                    let reach = 20.0 * Double(attempt)
                    at = min(max(place + opened + random.uniform(-reach, reach), earliest), latest)
                }
                let pieces = line.spans(at, at + size)
                let beside = line.besides(at, at + size)
                let leavesNoSliver = [beside.before, beside.after].allSatisfy { $0 < 0.001 || $0 >= shortest }
                if leavesNoSliver, pieces.allSatisfy({ line.isEnd($0.from) || isClean($0.from, attempt < 300) }),
                    pieces.allSatisfy({ line.isEnd($0.to) || isClean($0.to, attempt < 300) })
                {
                    break
                }
            }
            removed += line.spans(at, at + size)
            opened += size
            earliest = at + size
        }
        return available.subtracting(MeasureSpanSet(removed))
    }

    /// Splits a whole number over weights by largest remainders; ties to the earlier.
    static func apportion(_ total: Int, over weights: [Double]) -> [Int] {
        let sum = weights.reduce(0, +)
        guard sum > 0 else { return weights.map { _ in 0 } }
        let exact = weights.map { Double(total) * $0 / sum }
        var shares = exact.map { Int($0.rounded(.down)) }
        let order = exact.indices.sorted { (Double(shares[$0]) - exact[$0], $0) < (Double(shares[$1]) - exact[$1], $1) }
        for i in order.prefix(max(0, total - shares.reduce(0, +))) { shares[i] += 1 }
        return shares
    }
}

/// Spans laid end to end, so that a place among them is one number.
private struct Concatenated {
    private let spans: [MeasureSpan]

    init(_ set: MeasureSpanSet) { spans = set.spans }

    func isEnd(_ measure: Measure) -> Bool { spans.contains { $0.from == measure || $0.to == measure } }

    /// The measures from one place to another.
    func spans(_ from: Double, _ to: Double) -> [MeasureSpan] {
        var result: [MeasureSpan] = []
        var start = 0.0
        for span in spans {
            let end = start + span.length.value
            let a = max(from, start)
            let b = min(to, end)
            if b - a > 0.0005 {
                result.append(MeasureSpan(span.from + Metres(a - start), b == end ? span.to : span.from + Metres(b - start)))
            }
            start = end
        }
        return result
    }

    /// How much of the span that holds each end stays beside it.
    func besides(_ from: Double, _ to: Double) -> (before: Double, after: Double) {
        var start = 0.0
        var result = (before: 0.0, after: 0.0)
        for span in spans {
            let end = start + span.length.value
            if from >= start, from < end { result.before = from - start }
            if to > start, to <= end { result.after = end - to }
            start = end
        }
        return result
    }
}
