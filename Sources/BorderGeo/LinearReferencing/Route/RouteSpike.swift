import BorderBase

/// A place where a line runs out and back over itself, A-B-A: a slip of digitising that makes no side of its own.
package struct RouteSpike: Hashable, Sendable {
    /// Measures of what is run twice; the tip lies in the middle.
    package let span: MeasureSpan
    /// Vertices of the line near it without the spike's edges, as indexes, in order; at least two.
    let path: [Int]
    /// The vertex farthest out.
    package let tip: Int
}

extension RouteSpike {
    /// An edge that turns by 180 degrees but for this sine runs back over the one before.
    private static let straight = 1e-9

    /// The spikes of one part of a line in order of measure, those of several edges and those within others included. Linear.
    static func all(in part: Range<Int>, of vertices: [GeoPosition], _ measures: [Measure]) -> [RouteSpike] {
        // Most lines have none: nothing is set up before the first.
        let first = part.dropFirst().dropLast().first {
            isReversal(from: vertices[$0 - 1], over: vertices[$0], to: vertices[$0 + 1])
        }
        guard first != nil else { return [] }
        /// A vertex of the line without spikes: the first and the last vertex that fell together in it.
        var kept: [(low: Int, high: Int)] = []
        var found: [(span: MeasureSpan, after: Int, tip: Int)] = []
        let geodesic = Geodesic()
        for v in part {
            kept.append((v, v))
            while kept.count > 2, case let (a, b, c) = (kept[kept.count - 3], kept[kept.count - 2], kept[kept.count - 1]),
                isReversal(from: vertices[a.low], over: vertices[b.low], to: vertices[c.low])
            {
                let (p, q, r) = (vertices[a.low], vertices[b.low], vertices[c.low])
                let doubled = (measures[c.low] - measures[a.high]) - geodesic.distance(p, r)
                let isShorter = geodesic.distance(p, q) >= geodesic.distance(q, r)
                let span =
                    isShorter
                    ? MeasureSpan(measures[c.low] - doubled, measures[c.low])
                    : MeasureSpan(measures[a.high], measures[a.high] + doubled)
                // Spikes within this one are part of it, and farther out.
                var tip = b.low
                while let last = found.last, last.span.from >= span.from {
                    tip = last.tip
                    found.removeLast()
                }
                kept.removeLast(2)
                if p == r {
                    kept[kept.count - 1].high = c.high
                } else {
                    kept.append(c)
                }
                found.append((span, a.low, tip))
            }
        }
        return found.compactMap { span, after, tip in
            let k = kept.partitioningIndex { $0.low > after } - 1
            guard k >= 0 else { return nil }
            let path = (max(0, k - 1)...min(kept.count - 1, k + 2)).map { kept[$0].low }
            guard path.count > 1 else { return nil }
            return RouteSpike(span: span, path: path, tip: tip)
        }
    }

    /// The spikes of a line that has no measures yet. Linear.
    package static func all(in positions: [GeoPosition]) -> [RouteSpike] {
        guard hasReversal(positions) else { return [] }
        let geodesic = Geodesic()
        var measures = [Measure(0)]
        for (a, b) in zip(positions, positions.dropFirst()) {
            measures.append(measures[measures.count - 1] + geodesic.distance(a, b))
        }
        return all(in: positions.indices, of: positions, measures)
    }

    /// The line without the edges that it runs twice; a line that is nothing else comes back as it is. Linear.
    package static func removed(from positions: [GeoPosition]) -> [GeoPosition] {
        guard hasReversal(positions) else { return positions }
        var kept: [GeoPosition] = []
        for p in positions where p != kept.last {
            kept.append(p)
            while kept.count > 2, isReversal(from: kept[kept.count - 3], over: kept[kept.count - 2], to: p) {
                kept.remove(at: kept.count - 2)
                if kept[kept.count - 2] == p { kept.removeLast() }
            }
        }
        return kept.count > 1 ? kept : positions
    }

    private static func hasReversal(_ positions: [GeoPosition]) -> Bool {
        positions.indices.dropFirst().dropLast().contains {
            isReversal(from: positions[$0 - 1], over: positions[$0], to: positions[$0 + 1])
        }
    }

    /// Whether the way from `a` over `b` to `c` runs back where it came from.
    private static func isReversal(from a: GeoPosition, over b: GeoPosition, to c: GeoPosition) -> Bool {
        if a == c { return a != b }
        let scale = Degrees(b.latitude).sineAndCosine.1
        func step(_ p: GeoPosition) -> (Double, Double) {
            (TransverseMercator.reduced(p.longitude - b.longitude) * scale, p.latitude - b.latitude)
        }
        let (u, v) = (step(a), step(c))
        let lengths = ((u.0 * u.0 + u.1 * u.1) * (v.0 * v.0 + v.1 * v.1)).squareRoot()
        guard u.0 * v.0 + u.1 * v.1 > 0.999 * lengths, lengths > 0 else { return false }
        let geodesic = Geodesic()
        let turn = geodesic.inverse(b, a).azimuth.value - geodesic.inverse(b, c).azimuth.value
        return Degrees(turn).sineAndCosine.0.magnitude < straight
    }
}

extension Route {
    /// Places where the line runs out and back over itself.
    package var spikes: [RouteSpike] { line.spikes }
}

extension MeasuredLine {
    /// The spike over a measure, with its ends; log of the number of spikes.
    func spike(at measure: Double) -> RouteSpike? {
        let i = spikes.partitioningIndex { $0.span.to.metres >= measure }
        guard i < spikes.count, spikes[i].span.from.metres <= measure else { return nil }
        return spikes[i]
    }
}
