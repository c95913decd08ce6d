extension EdgeSearch {
    /// Calls `body` with every piece that holds a local minimum of the distance to the route within `reach` metres in the plane, until it returns false.
    ///
    /// A minimum lies inside a piece, at a vertex that both its pieces end nearest to, or at an end of a part. Pieces whose measures all lie in `near` are left out.
    @inline(__always)
    func forEachMinimum(
        _ q: Query, within reach: Double, except near: ClosedRange<Double>, _ body: (_ piece: Int) -> Bool
    ) {
        _ = walk.begin(east: q.east, north: q.north)
        while let (leaf, lanes) = walk.nextMinima(within: reach, except: near) {
            var left = lanes
            while left != 0 {
                let piece = leaf * EdgeIndex.width + left.trailingZeroBitCount
                left &= left &- 1
                // At a break in the route one of the measures is none, and the comparison false.
                if ends[piece].measure >= near.lowerBound, ends[piece + 1].measure <= near.upperBound { continue }
                if isMinimum(piece, q), !body(piece) { return }
            }
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
