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
        var best = (depth: -Self.tie(most), t: t, index: -1)
        near.withUnsafeBufferPointer { near in
            for i in range where near[i].piece != piece.piece && near[i].distances.squaredBound(from: t, to: u) < most {
                let (depth, v) = near[i].distances.leastDifference(to: piece.distances, from: t, to: u)
                // At the ends it is known to be nearest, but for what places there are rounded to.
                if depth < best.depth, v > t, v < u { best = (depth, v, i) }
            }
        }
        guard best.index >= 0 else { return nil }
        return (best.t, nearestPiece(best.t, range) ?? near[best.index])
    }

    /// Where between two places the pieces nearest to them are equally near.
    private func meeting(
        of first: NearPiece, and last: NearPiece, on leg: Leg, from t: Double, to u: Double
    ) -> Double {
        let (first, last) = (first.distances, last.distances)
        func firstIsNearer(_ v: Double) -> Bool { first.squared(v) <= last.squared(v) }
        var (low, high) = (t, u)
        // Two halvings at a time: what the second may ask is asked beside the first, not after it. Choices and no branch, for which way it goes is anyone's guess.
        while (high - low) * leg.length > 1e-5 {
            let middle = (low + high) / 2
            let (before, after) = ((low + middle) / 2, (middle + high) / 2)
            let (isPast, isPastBefore, isPastAfter) = (firstIsNearer(middle), firstIsNearer(before), firstIsNearer(after))
            let (l, h) = (isPast ? middle : low, isPast ? high : middle)
            let v = isPast ? after : before
            let goesOn = isPast ? isPastAfter : isPastBefore
            low = goesOn ? v : l
            high = goesOn ? h : v
        }
        while (high - low) * leg.length > 1e-6 {
            let v = (low + high) / 2
            let goesOn = firstIsNearer(v)
            low = goesOn ? v : low
            high = goesOn ? high : v
            if v == t || v == u { break }
        }
        return (low + high) / 2
    }
}

extension EdgeSearch.ChordDistances {
    /// The linear and the square coefficient of the squared distance about `t`, where it is one parabola.
    @inline(__always)
    private func parabola(_ t: Double) -> (Double, Double) {
        let u = fraction.0 + t * fraction.1
        let h = (2 * across.0 * across.1, across.1 * across.1)
        guard u < 0 || u > 1 else { return h }
        let b = u < 0 ? fraction.0 : fraction.0 - 1
        return (h.0 + squaredLength * (2 * b * fraction.1), h.1 + squaredLength * (fraction.1 * fraction.1))
    }

    /// Whether no perpendicular passes an end of the piece between two places.
    @inline(__always)
    private func isOneParabola(from t: Double, to u: Double) -> Bool {
        let (first, last) = (fraction.0 + t * fraction.1, fraction.0 + u * fraction.1)
        let (least, most) = first < last ? (first, last) : (last, first)
        return most <= 0 || least >= 1 || (least >= 0 && most <= 1)
    }

    /// The least of this squared distance minus another's between two places, and where that is.
    @inline(__always)
    func leastDifference(to other: Self, from t: Double, to u: Double) -> (Double, Double) {
        var best = (squared(t) - other.squared(t), t)
        if isOneParabola(from: t, to: u), other.isOneParabola(from: t, to: u) {
            look(to: other, from: t, to: u, &best)
        } else {
            lookPieceByPiece(to: other, from: t, to: u, &best)
        }
        return best
    }

    /// Looks where both distances are one parabola, after `t`.
    @inline(__always)
    private func look(to other: Self, from t: Double, to u: Double, _ best: inout (Double, Double)) {
        let last = squared(u) - other.squared(u)
        if last < best.0 { best = (last, u) }
        let (mine, others) = (parabola((t + u) / 2), other.parabola((t + u) / 2))
        let square = mine.1 - others.1
        guard square > 0 else { return }
        let v = -(mine.0 - others.0) / (2 * square)
        guard v > t, v < u else { return }
        let least = squared(v) - other.squared(v)
        if least < best.0 { best = (least, v) }
    }

    /// Both are one parabola between the places where a perpendicular passes an end of a piece.
    private func lookPieceByPiece(to other: Self, from t: Double, to u: Double, _ best: inout (Double, Double)) {
        var cuts = SIMD4(
            -fraction.0 / fraction.1, (1 - fraction.0) / fraction.1, -other.fraction.0 / other.fraction.1,
            (1 - other.fraction.0) / other.fraction.1)
        cuts.replace(with: u, where: .!((cuts .> t) .& (cuts .< u)))
        var from = t
        while from < u {
            var to = u
            for i in 0..<4 where cuts[i] > from && cuts[i] < to { to = cuts[i] }
            look(to: other, from: from, to: to, &best)
            from = to
        }
    }
}
