/// Points of the plane halved again and again at their median: a balanced tree without pointers.
struct PointTree: Sendable {
    struct Entry: Sendable {
        var x: Double
        var y: Double
        /// Which one of the caller's points.
        var index: Int32
    }

    /// A range of entries is cut in its middle: those before lie at or below `value`, the others at or above.
    private struct Cut: Sendable {
        var value = 0.0
        var isVertical = false
    }

    /// The nearest point found so far.
    struct Nearest {
        var squaredDistance = Double.infinity
        var x = Double.nan
        var y = Double.nan
    }

    let entries: [Entry]
    /// The root's cut first, those of node k at 2k + 1 and 2k + 2.
    private let cuts: [Cut]
    private let low: SIMD2<Double>
    private let high: SIMD2<Double>

    private static let leaf = 8
    /// Trees in a forest: enough to keep many cores busy.
    private static let forestDepth = 5

    /// The points in up to 32 trees that lie beside each other, built on `jobs` threads.
    static func forest(_ points: [Entry], jobs: Int?) -> [PointTree] {
        guard !points.isEmpty else { return [] }
        var points = points
        var ranges = [0..<points.count]
        for _ in 0..<forestDepth where ranges[0].count > 4096 {
            ranges = points.withUnsafeMutableBufferPointer { points in
                ranges.flatMap { range in
                    let slice = UnsafeMutableBufferPointer(rebasing: points[range])
                    let middle = range.lowerBound + range.count / 2
                    _ = halve(slice)
                    return [range.lowerBound..<middle, middle..<range.upperBound]
                }
            }
        }
        let sorted = points
        let parts = ranges
        return Parallel.map(parts.count, jobs: jobs) { PointTree(Array(sorted[parts[$0]])) }
    }

    init(_ points: [Entry]) {
        var points = points
        var nodes = 1
        while points.count / nodes > Self.leaf { nodes *= 2 }
        var cuts = [Cut](repeating: Cut(), count: nodes - 1)
        (low, high) = points.withUnsafeMutableBufferPointer { points in
            Self.build(points, 0, &cuts)
            return Self.box(UnsafeBufferPointer(points))
        }
        entries = points
        self.cuts = cuts
    }

    private static func build(_ points: UnsafeMutableBufferPointer<Entry>, _ node: Int, _ cuts: inout [Cut]) {
        guard node < cuts.count else { return }
        cuts[node] = halve(points)
        let middle = points.count / 2
        build(UnsafeMutableBufferPointer(rebasing: points[..<middle]), 2 * node + 1, &cuts)
        build(UnsafeMutableBufferPointer(rebasing: points[middle...]), 2 * node + 2, &cuts)
    }

    private static func box(_ points: UnsafeBufferPointer<Entry>) -> (low: SIMD2<Double>, high: SIMD2<Double>) {
        var low = SIMD2<Double>(repeating: .infinity)
        var high = -low
        for p in points {
            let place = SIMD2(p.x, p.y)
            low.replace(with: place, where: place .< low)
            high.replace(with: place, where: place .> high)
        }
        return (low, high)
    }
}

extension PointTree {
    /// Puts the median across the longer side of the points' box in the middle, what is below before it.
    private static func halve(_ points: UnsafeMutableBufferPointer<Entry>) -> Cut {
        let (low, high) = box(UnsafeBufferPointer(points))
        let isVertical = high.x - low.x < high.y - low.y
        if isVertical { select(points) { $0.y } } else { select(points) { $0.x } }
        let middle = points[points.count / 2]
        return Cut(value: isVertical ? middle.y : middle.x, isVertical: isVertical)
    }

    /// Quickselect of the middle; after too many unlucky pivots a sort.
    @inline(__always)
    private static func select(_ points: UnsafeMutableBufferPointer<Entry>, by key: (Entry) -> Double) {
        let wanted = points.count / 2
        var first = 0
        var last = points.count - 1
        var rounds = 0
        while first < last {
            rounds += 1
            guard rounds < 64 else {
                var rest = UnsafeMutableBufferPointer(rebasing: points[first...last])
                rest.sort { key($0) < key($1) }
                return
            }
            let (a, b, c) = (key(points[first]), key(points[first + (last - first) / 2]), key(points[last]))
            let pivot = max(min(a, b), min(max(a, b), c))
            var i = first
            var j = last
            while i <= j {
                while key(points[i]) < pivot { i += 1 }
                while key(points[j]) > pivot { j -= 1 }
                guard i <= j else { break }
                points.swapAt(i, j)
                i += 1
                j -= 1
            }
            if wanted <= j { last = j } else if wanted >= i { first = i } else { return }
        }
    }
}

extension PointTree {
    /// To the box of all points.
    func squaredDistance(to p: Entry) -> Double {
        let dx = max(low.x - p.x, p.x - high.x, 0)
        let dy = max(low.y - p.y, p.y - high.y, 0)
        return dx * dx + dy * dy
    }

    /// Replaces `best` by the nearest point with another index, where one is nearer.
    func nearestOther(to p: Entry, _ best: inout Nearest) {
        entries.withUnsafeBufferPointer { entries in
            cuts.withUnsafeBufferPointer { cuts in Self.visit(0, entries, cuts, p, &best) }
        }
    }

    private static func visit(
        _ node: Int, _ entries: UnsafeBufferPointer<Entry>, _ cuts: UnsafeBufferPointer<Cut>, _ p: Entry,
        _ best: inout Nearest
    ) {
        guard node < cuts.count else {
            for entry in entries where entry.index != p.index {
                let dx = entry.x - p.x
                let dy = entry.y - p.y
                let squared = dx * dx + dy * dy
                if squared < best.squaredDistance { best = Nearest(squaredDistance: squared, x: entry.x, y: entry.y) }
            }
            return
        }
        let cut = cuts[node]
        let beyond = (cut.isVertical ? p.y : p.x) - cut.value
        let middle = entries.count / 2
        let before = UnsafeBufferPointer(rebasing: entries[..<middle])
        let after = UnsafeBufferPointer(rebasing: entries[middle...])
        visit(beyond < 0 ? 2 * node + 1 : 2 * node + 2, beyond < 0 ? before : after, cuts, p, &best)
        guard beyond * beyond < best.squaredDistance else { return }
        visit(beyond < 0 ? 2 * node + 2 : 2 * node + 1, beyond < 0 ? after : before, cuts, p, &best)
    }
}
