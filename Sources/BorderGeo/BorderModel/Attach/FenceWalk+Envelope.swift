import LinearReferencing

extension FenceWalk {
    /// Squared distances that differ by less than this tie: 5e-8 m.
    @inline(__always)
    private static func tie(_ squared: Double) -> Double { 1e-7 * max(squared.squareRoot(), 1e-3) }

    /// Of the pieces in `range` the nearest at a place of the leg; of those that tie the one of smaller measure. Neighbours do not tie where the foot has gone on from one to the
    /// other: seen from far away the place is still as near to the vertex when the foot has left it by millimetres.
    func nearestPiece(_ t: Double, _ range: Range<Int>) -> NearPiece? {
        near.withUnsafeBufferPointer { near in
            var best = -1
            var (least, second) = (Double.infinity, Double.infinity)
            for i in range {
                let squared = near[i].distances.squared(t)
                if squared < least {
                    (least, second) = (squared, least)
                    best = i
                } else if squared < second {
                    second = squared
                }
            }
            guard best >= 0 else { return nil }
            let limit = least + Self.tie(least)
            if second <= limit {
                for i in range where near[i].piece < near[best].piece && near[i].distances.squared(t) <= limit { best = i }
            }
            while near[best].distances.fraction.0 + t * near[best].distances.fraction.1 > 1,
                let next = range.first(where: { near[$0].piece == near[best].piece + 1 }),
                near[next].distances.squared(t) < near[best].distances.squared(t)
            {
                best = next
            }
            return near[best]
        }
    }

    /// The pieces nearest along a leg from `t` to `u`, given those at its ends and all that can be: emits each with its metres.
    mutating func envelope(
        of leg: Leg, from t: Double, on first: NearPiece, to u: Double, on last: NearPiece, among range: Range<Int>, depth: Int
    ) {
        let least = Self.shortest / leg.length
        guard u - t > least else { return }
        let kept = narrowed(range, of: leg, from: t, on: first, to: u, on: last)
        defer { if kept.lowerBound > range.lowerBound { near.removeSubrange(kept) } }
        if first.piece == last.piece {
            guard depth < 256, let (v, other) = nearer(than: first, from: t, to: u, least, kept) else {
                return emit(leg, from: t, to: u, on: first)
            }
            envelope(of: leg, from: t, on: first, to: v, on: other, among: kept, depth: depth + 1)
            envelope(of: leg, from: v, on: other, to: u, on: last, among: kept, depth: depth + 1)
            return
        }
        // Nothing is left over that would be too short to be placed.
        let meeting = first.distances.meeting(with: last.distances, from: t, to: u)
        let v = meeting - t <= least ? t : u - meeting <= least ? u : meeting
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

    /// Where between `t` and `u`, by more than `least` from either, another piece comes nearer than one that is nearest at both, by most; `nil` where none does.
    private func nearer(
        than piece: NearPiece, from t: Double, to u: Double, _ least: Double, _ range: Range<Int>
    ) -> (Double, NearPiece)? {
        // The distance to a piece is convex along a leg: nowhere greater than at the ends.
        let most = max(piece.distances.squared(t), piece.distances.squared(u))
        let isOne = piece.distances.isOneParabola(from: t, to: u)
        let own = piece.distances.parabola((t + u) / 2)
        var best = (depth: -Self.tie(most), t: t, index: -1)
        near.withUnsafeBufferPointer { near in
            for i in range where near[i].piece != piece.piece {
                let other = near[i].distances
                let found: (depth: Double, t: Double)
                if isOne, other.isOneParabola(from: t, to: u) {
                    // One parabola minus another comes below both ends where it opens upwards and its lowest point lies between them.
                    let difference = other.parabola((t + u) / 2) - own
                    guard difference.y > 0 else { continue }
                    let lowest = -difference.x / (2 * difference.y)
                    guard lowest - t > least, u - lowest > least else { continue }
                    found = (other.squared(lowest) - piece.distances.squared(lowest), lowest)
                } else {
                    guard other.squaredBound(from: t, to: u) < most else { continue }
                    found = other.leastDifference(to: piece.distances, from: t, to: u)
                }
                // At the ends it is known to be nearest, but for what places there are rounded to.
                if found.depth < best.depth, found.t - t > least, u - found.t > least { best = (found.depth, found.t, i) }
            }
        }
        guard best.index >= 0 else { return nil }
        return (best.t, nearestPiece(best.t, range) ?? near[best.index])
    }
}

extension EdgeSearch.ChordDistances {
    /// The linear (x) and the square coefficient (y) of the squared distance about `t`, where it is one parabola.
    @inline(__always)
    func parabola(_ t: Double) -> SIMD2<Double> {
        let u = fraction.0 + t * fraction.1
        let h = SIMD2(2 * across.0 * across.1, across.1 * across.1)
        guard u < 0 || u > 1 else { return h }
        let b = u < 0 ? fraction.0 : fraction.0 - 1
        return h + SIMD2(squaredLength * (2 * b * fraction.1), squaredLength * (fraction.1 * fraction.1))
    }

    /// Whether no perpendicular passes an end of the piece between two places.
    @inline(__always)
    func isOneParabola(from t: Double, to u: Double) -> Bool {
        let (first, last) = (fraction.0 + t * fraction.1, fraction.0 + u * fraction.1)
        let (least, most) = first < last ? (first, last) : (last, first)
        return most <= 0 || least >= 1 || (least >= 0 && most <= 1)
    }

    /// The least of this squared distance minus another's between two places, and where that is: both are one parabola between the places where a perpendicular passes
    /// an end of a piece.
    func leastDifference(to other: Self, from t: Double, to u: Double) -> (Double, Double) {
        var cuts = passages(with: other)
        cuts.replace(with: u, where: .!((cuts .> t) .& (cuts .< u)))
        var best = (squared(t) - other.squared(t), t)
        var from = t
        while from < u {
            var to = u
            for i in 0..<4 where cuts[i] > from && cuts[i] < to { to = cuts[i] }
            look(to: other, from: from, to: to, &best)
            from = to
        }
        return best
    }

    /// Where between two places, at the first of which this distance is the smaller one and at the second another, the two are equal.
    func meeting(with other: Self, from t: Double, to u: Double) -> Double {
        var (low, high) = (t, u)
        if !isOneParabola(from: t, to: u) || !other.isOneParabola(from: t, to: u) {
            let cuts = passages(with: other)
            for i in 0..<4 where cuts[i] > low && cuts[i] < high {
                if squared(cuts[i]) <= other.squared(cuts[i]) { low = cuts[i] } else { high = cuts[i] }
            }
        }
        // One parabola minus another, in what lies after `low`: zero there or negative, and positive at `high`. In the form whose terms do not cancel.
        let difference = parabola((low + high) / 2) - other.parabola((low + high) / 2)
        let square = difference.y
        let slope = difference.x + 2 * low * square
        let gap = squared(low) - other.squared(low)
        let root = max(slope * slope - 4 * square * gap, 0).squareRoot()
        let way = slope > 0 ? -2 * gap / (slope + root) : (root - slope) / (2 * square)
        // Not a number where the two are the same all along.
        return way > 0 ? min(low + way, high) : low
    }

    /// Where a perpendicular passes an end of this piece or of another one; not finite where none does.
    @inline(__always)
    private func passages(with other: Self) -> SIMD4<Double> {
        SIMD4(
            -fraction.0 / fraction.1, (1 - fraction.0) / fraction.1, -other.fraction.0 / other.fraction.1,
            (1 - other.fraction.0) / other.fraction.1)
    }

    /// Looks where both distances are one parabola, after `t`.
    @inline(__always)
    private func look(to other: Self, from t: Double, to u: Double, _ best: inout (Double, Double)) {
        let last = squared(u) - other.squared(u)
        if last < best.0 { best = (last, u) }
        let difference = parabola((t + u) / 2) - other.parabola((t + u) / 2)
        guard difference.y > 0 else { return }
        let v = -difference.x / (2 * difference.y)
        guard v > t, v < u else { return }
        let least = squared(v) - other.squared(v)
        if least < best.0 { best = (least, v) }
    }
}
