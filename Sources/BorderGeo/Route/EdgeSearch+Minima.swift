extension EdgeSearch {
    /// Calls `body` with the foot of every local minimum of the distance to the route within `reach` metres in the plane, until it returns false.
    ///
    /// A minimum lies inside a piece, at a vertex that both its pieces end nearest to, or at an end of a part. Leaves whose measures all lie in `near` are left out.
    @inline(__always)
    func forEachMinimum(
        _ q: Query, within reach: Double, except near: ClosedRange<Double>, _ body: (Foot) -> Bool
    ) {
        let limit = reach + leafError(reach)
        var bound = Self.roundedUp(limit * limit)
        forEachLeaf(q, bound: &bound) { leaf, bound in
            let first = leaf * EdgeIndex.width
            // False where a break lies at the end: NaN compares false.
            let measures = measures(leaf: leaf)
            if Double(measures.least) >= near.lowerBound, Double(measures.greatest) <= near.upperBound { return true }
            let distances = chordDistances(leaf: leaf, q)
            for lane in 0..<EdgeIndex.width where distances[lane] <= bound && isMinimum(first + lane, q) {
                if !body(foot(first + lane, q).foot) { return false }
            }
            return true
        }
    }

    /// Whether the distance has a local minimum inside the piece, at its start, or, where nothing follows, at its end.
    @inline(__always)
    private func isMinimum(_ piece: Int, _ q: Query) -> Bool {
        let ex = ends[piece + 1].east - ends[piece].east
        let ey = ends[piece + 1].north - ends[piece].north
        let dot = (q.east - ends[piece].east) * ex + (q.north - ends[piece].north) * ey
        if dot <= 0 {
            // At the start: a minimum when the piece before comes nearer up to its end, or does not exist.
            guard piece > 0, !ends[piece - 1].east.isNaN else { return true }
            let bx = ends[piece].east - ends[piece - 1].east
            let by = ends[piece].north - ends[piece - 1].north
            return (q.east - ends[piece].east) * bx + (q.north - ends[piece].north) * by >= 0
        }
        if dot < ex * ex + ey * ey { return true }
        return ends[piece + 2].east.isNaN
    }
}
