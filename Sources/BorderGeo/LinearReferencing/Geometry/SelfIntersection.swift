/// Where a line crosses itself.
package struct SelfIntersection: Hashable {
    /// The two edges, each named by the index of its last vertex; `first` comes earlier along the line.
    package var first: Int
    package var second: Int
    package var position: GeoPosition
}

extension SelfIntersection {
    /// The first crossing of two edges that are not neighbours, in order of longitude; `nil` where there is none.
    ///
    /// A sweep over edges sorted by their western end: n log n for lines of short edges. It gives up after 50 million pairs, which only
    /// lines made to that end have.
    package static func first(in positions: [GeoPosition]) -> SelfIntersection? {
        guard positions.count > 3 else { return nil }
        let edges = (1..<positions.count).filter { positions[$0 - 1] != positions[$0] }
        let sorted = edges.sorted {
            let (a, b) = (min(positions[$0 - 1].x, positions[$0].x), min(positions[$1 - 1].x, positions[$1].x))
            return a != b ? a < b : $0 < $1
        }
        var pairs = 0
        for (i, e) in sorted.enumerated() {
            let (a, b) = (positions[e - 1], positions[e])
            let east = max(a.x, b.x)
            for f in sorted[(i + 1)...] {
                let (c, d) = (positions[f - 1], positions[f])
                if min(c.x, d.x) > east { break }
                pairs += 1
                if pairs > 50_000_000 { return nil }
                if max(a.y, b.y) < min(c.y, d.y) || max(c.y, d.y) < min(a.y, b.y) || abs(e - f) == 1 { continue }
                if let p = StraightEdge(from: a, to: b).crossing(with: StraightEdge(from: c, to: d)) {
                    return SelfIntersection(first: min(e, f), second: max(e, f), position: p)
                }
            }
        }
        return nil
    }
}
