import LinearReferencing

extension FenceWalk {
    /// Squared distances that differ by less than this tie: 5e-8 m.
    @inline(__always)
    private static func tie(_ squared: Double) -> Double { 1e-7 * max(squared.squareRoot(), 1e-3) }

    /// Of the pieces in `range` the nearest at a place of the leg; of those that tie the one of smaller measure. Neighbours do not tie where the foot has gone on from one to the
    /// other: seen from far away the place is still as near to the vertex when the foot has left it by millimetres.
    func nearestPiece(_ t: Double, _ range: Range<Int>) -> NearPiece? {
        var least = Double.infinity
        for i in range { least = min(least, near[i].distances.squared(t)) }
        let limit = least + Self.tie(least)
        var best: NearPiece?
        for i in range where near[i].distances.squared(t) <= limit {
            if let found = best, found.piece < near[i].piece { continue }
            best = near[i]
        }
        while let found = best, found.distances.fraction.0 + t * found.distances.fraction.1 > 1,
            let next = near[range].first(where: { $0.piece == found.piece + 1 }),
            next.distances.squared(t) < found.distances.squared(t)
        {
            best = next
        }
        return best
    }

    /// The pieces nearest along a leg from `t` to `u`, given those at its ends and all that can be: emits each with its metres.
    mutating func envelope(
        of leg: Leg, from t: Double, on first: NearPiece, to u: Double, on last: NearPiece, among range: Range<Int>, depth: Int
    ) {
        guard (u - t) * leg.length > 1e-7 else { return }
        let kept = narrowed(range, of: leg, from: t, on: first, to: u, on: last)
        defer { if kept.lowerBound > range.lowerBound { near.removeSubrange(kept) } }
        if first.piece == last.piece {
            guard depth < 256, let (v, other) = nearer(than: first, from: t, to: u, kept) else {
                return emit(leg, from: t, to: u, on: first)
            }
            envelope(of: leg, from: t, on: first, to: v, on: other, among: kept, depth: depth + 1)
            envelope(of: leg, from: v, on: other, to: u, on: last, among: kept, depth: depth + 1)
            return
        }
        let v = meeting(of: first, and: last, on: leg, from: t, to: u)
        if depth < 256, let other = nearestPiece(v, kept),
            other.distances.squared(v) < min(first.distances.squared(v), last.distances.squared(v))
                - Self.tie(other.distances.squared(v))
        {
            envelope(of: leg, from: t, on: first, to: v, on: other, among: kept, depth: depth + 1)
            envelope(of: leg, from: v, on: other, to: u, on: last, among: kept, depth: depth + 1)
        } else {
            envelope(of: leg, from: t, on: first, to: v, on: first, among: kept, depth: depth + 1)
            envelope(of: leg, from: v, on: last, to: u, on: last, among: kept, depth: depth + 1)
        }
    }

    /// Of the pieces in `range` those that can be nearest between `t` and `u`, on top of the stack.
    private mutating func narrowed(
        _ range: Range<Int>, of leg: Leg, from t: Double, on first: NearPiece, to u: Double, on last: NearPiece
    ) -> Range<Int> {
        guard range.count > 8 else { return range }
        let reach =
            max(first.distances.squared(t), last.distances.squared(u)).squareRoot() + (u - t) * leg.planarLength / 2
        let limit = (reach + 1e-6) * (reach + 1e-6)
        let start = near.count
        for i in range where near[i].distances.squared((t + u) / 2) <= limit { near.append(near[i]) }
        return start..<near.count
    }

    /// Where between `t` and `u` another piece comes nearer than one that is nearest at both, by most; `nil` where none does.
    private func nearer(than piece: NearPiece, from t: Double, to u: Double, _ range: Range<Int>) -> (Double, NearPiece)? {
        // The distance to a piece is convex along a leg: nowhere greater than at the ends.
        let most = max(piece.distances.squared(t), piece.distances.squared(u))
        let tie = Self.tie(most)
        var best: (depth: Double, t: Double, piece: NearPiece)?
        for i in range where near[i].piece != piece.piece {
            let (depth, v) = near[i].distances.leastDifference(to: piece.distances, from: t, to: u)
            // At the ends it is known to be nearest, but for what places there are rounded to.
            if depth < -tie, depth < best?.depth ?? 0, v > t, v < u { best = (depth, v, near[i]) }
        }
        guard let best else { return nil }
        return (best.t, nearestPiece(best.t, range) ?? best.piece)
    }

    /// Where between two places the pieces nearest to them are equally near.
    private func meeting(
        of first: NearPiece, and last: NearPiece, on leg: Leg, from t: Double, to u: Double
    ) -> Double {
        var (low, high) = (t, u)
        while (high - low) * leg.length > 1e-6 {
            let v = (low + high) / 2
            let firstIsNearer = first.distances.squared(v) <= last.distances.squared(v)
            // Two choices and no branch: which way it goes is anyone's guess.
            low = firstIsNearer ? v : low
            high = firstIsNearer ? high : v
            if v == t || v == u { break }
        }
        return (low + high) / 2
    }
}

extension EdgeSearch.ChordDistances {
    /// The coefficients of the squared distance about `t`, where it is one parabola.
    @inline(__always)
    private func parabola(_ t: Double) -> SIMD3<Double> {
        let u = fraction.0 + t * fraction.1
        let h = SIMD3(across.0 * across.0, 2 * across.0 * across.1, across.1 * across.1)
        guard u < 0 || u > 1 else { return h }
        let b = u < 0 ? fraction.0 : fraction.0 - 1
        return h + squaredLength * SIMD3(b * b, 2 * b * fraction.1, fraction.1 * fraction.1)
    }

    /// The least of this squared distance minus another's between two places, and where that is.
    func leastDifference(to other: Self, from t: Double, to u: Double) -> (Double, Double) {
        var best = (Double.infinity, t)
        func look(_ v: Double) {
            let d = squared(v) - other.squared(v)
            if d < best.0 { best = (d, v) }
        }
        // Both are one parabola between the places where a perpendicular passes an end of a piece.
        var cuts = SIMD4(
            -fraction.0 / fraction.1, (1 - fraction.0) / fraction.1, -other.fraction.0 / other.fraction.1,
            (1 - other.fraction.0) / other.fraction.1)
        cuts.replace(with: u, where: .!((cuts .> t) .& (cuts .< u)))
        var from = t
        look(t)
        while from < u {
            var to = u
            for i in 0..<4 where cuts[i] > from && cuts[i] < to { to = cuts[i] }
            look(to)
            let k = parabola((from + to) / 2) - other.parabola((from + to) / 2)
            if k.z > 0 {
                let v = -k.y / (2 * k.z)
                if v > from, v < to { look(v) }
            }
            from = to
        }
        return best
    }
}
