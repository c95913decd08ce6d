extension EdgeSearch {
    /// Calls `body` with the foot of every local minimum of the distance to the route within `reach` metres in the plane, until it returns false.
    ///
    /// A minimum lies inside a piece, at a vertex that both its pieces end nearest to, or at an end of a part. Leaves whose measures all lie in `near` are left out.
    @inline(__always)
    func forEachMinimum(
        _ q: borrowing Query, within reach: Double, except near: ClosedRange<Double>, _ body: (Foot) -> Bool
    ) {
        let bound = reach * reach
        let boundUp = Self.roundedUp(bound)
        guard distanceToEverything(q) <= boundUp else { return }
        stack[0] = Entry(distance2: 0, level: Int32(truncatingIfNeeded: levelCount - 1), number: 0)
        var top = 1
        while top > 0 {
            top -= 1
            let entry = stack[top]
            if entry.level >= 0 {
                push(entry, q, boundUp, &top)
                continue
            }
            let first = entry.number * EdgeIndex.width
            // False where a break lies in between: NaN compares false.
            if measure[first] >= near.lowerBound, measure[first + EdgeIndex.width] <= near.upperBound { continue }
            for half in [0, 8] {
                let distances = chordDistances(first: first + half, q)
                for lane in 0..<8 where distances[lane] <= bound {
                    let piece = first + half + lane
                    guard isMinimum(piece, q) else { continue }
                    if !body(foot(piece, q).foot) { return }
                }
            }
        }
    }

    /// Whether the distance has a local minimum inside the piece, at its start, or, where nothing follows, at its end.
    @inline(__always)
    private func isMinimum(_ piece: Int, _ q: borrowing Query) -> Bool {
        let ex = east[piece + 1] - east[piece]
        let ey = north[piece + 1] - north[piece]
        let dot = (q.east - east[piece]) * ex + (q.north - north[piece]) * ey
        if dot <= 0 {
            // At the start: a minimum when the piece before comes nearer up to its end, or does not exist.
            guard piece > 0, !east[piece - 1].isNaN else { return true }
            let bx = east[piece] - east[piece - 1]
            let by = north[piece] - north[piece - 1]
            return (q.east - east[piece]) * bx + (q.north - north[piece]) * by >= 0
        }
        if dot < ex * ex + ey * ey { return true }
        return east[piece + 2].isNaN
    }
}
