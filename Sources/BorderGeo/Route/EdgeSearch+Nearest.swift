extension EdgeSearch {
    /// Squared planar distance to the box of the whole route.
    @inline(__always)
    func distanceToEverything(_ q: borrowing Query) -> Float { childDistances(node: levels[levelCount - 1], q).min() }

    /// Beyond this planar distance from the route's box the nearest edge is the nearest in the plane.
    static let farthestExact: Float = 200_000

    /// The nearest foot over all pieces. `warm` is a piece to look at first: it changes the time, never the answer.
    @inline(__always)
    func nearest(_ q: borrowing Query, warm: Int) -> Foot {
        var best = Foot()
        let start = distanceToEverything(q)
        guard start < .infinity else { return best }
        if start > Self.farthestExact * Self.farthestExact { return farthest(q) }
        var bound = Double.infinity
        if warm >= 0 { scan(leaf: warm / EdgeIndex.width, q, &best, &bound) }
        var boundUp = Self.roundedUp(bound)
        stack[0] = Entry(distance2: 0, level: Int32(truncatingIfNeeded: levelCount - 1), number: 0)
        var top = 1
        while top > 0 {
            top -= 1
            let entry = stack[top]
            if entry.distance2 > boundUp { continue }
            if entry.level < 0 {
                scan(leaf: entry.number, q, &best, &bound)
                boundUp = Self.roundedUp(bound)
            } else {
                push(entry, q, boundUp, &top)
            }
        }
        return best
    }

    /// Children within the bound go onto the stack, the nearest on top.
    @inline(__always)
    func push(_ entry: Entry, _ q: borrowing Query, _ bound: Float, _ top: inout Int) {
        let distances = childDistances(node: levels[Int(entry.level)] + entry.number, q)
        let floor = top
        for lane in 0..<EdgeIndex.width where distances[lane] <= bound {
            let d = distances[lane]
            var i = top
            while i > floor, stack[i - 1].distance2 < d {
                stack[i] = stack[i - 1]
                i -= 1
            }
            stack[i] = Entry(distance2: d, level: entry.level - 1, number: entry.number * EdgeIndex.width + lane)
            top += 1
        }
    }

    /// Squared bounds in single precision, never too small.
    @inline(__always)
    static func roundedUp(_ bound: Double) -> Float { Float(bound * 1.000_001).nextUp }

    /// Looks at a leaf's pieces; `bound` is the squared planar distance beyond which no piece can be the nearest on the ground.
    @inline(__always)
    private func scan(leaf: Int, _ q: borrowing Query, _ best: inout Foot, _ bound: inout Double) {
        let first = leaf * EdgeIndex.width
        for half in [0, 8] {
            let distances = chordDistances(first: first + half, q)
            // The nearest first, so that few others pass.
            var lane = -1
            var least = bound
            for i in 0..<8 where distances[i] <= least {
                least = distances[i]
                lane = i
            }
            guard lane >= 0 else { continue }
            consider(first + half + lane, q, &best, &bound)
            for i in 0..<8 where i != lane && distances[i] <= bound { consider(first + half + i, q, &best, &bound) }
        }
    }

    @inline(__always)
    private func consider(_ piece: Int, _ q: borrowing Query, _ best: inout Foot, _ bound: inout Double) {
        let (candidate, vectors) = foot(piece, q)
        guard candidate.precedes(best), !neighbourIsNearer(candidate, vectors) else { return }
        best = candidate
        bound = reach(candidate.distance, q)
        bound *= bound
    }

    /// The planar distance within which lies everything as near as `distance` on the ground.
    ///
    /// Between two ways of the same planar length the scale differs by its gradient times their extent; chords miss geodesics by the bow.
    @inline(__always)
    func reach(_ distance: Double, _ q: borrowing Query) -> Double {
        let planar = distance * q.scale
        let gradient = 2.6e-14 * (q.east.magnitude + 2 * planar)
        return planar * (1 + 0.55 * gradient * planar) + 2 * largestBow + 2e-5
    }

    /// Far away: the nearest in the plane, ties to the first piece; then the foot on it.
    private func farthest(_ q: borrowing Query) -> Foot {
        var least = Double.infinity
        var piece = -1
        stack[0] = Entry(distance2: 0, level: Int32(truncatingIfNeeded: levelCount - 1), number: 0)
        var top = 1
        while top > 0 {
            top -= 1
            let entry = stack[top]
            if entry.distance2 > Self.roundedUp(least) { continue }
            guard entry.level < 0 else {
                push(entry, q, Self.roundedUp(least), &top)
                continue
            }
            for half in 0..<2 {
                let first = entry.number * EdgeIndex.width + 8 * half
                let distances = chordDistances(first: first, q)
                for i in 0..<8 where distances[i] < least || (distances[i] == least && first + i < piece) {
                    least = distances[i]
                    piece = first + i
                }
            }
        }
        return piece < 0 ? Foot() : chordFoot(piece, q)
    }

    /// The foot on a chord in the plane: where to start from when the point is far away.
    func chordFoot(_ piece: Int, _ q: borrowing Query) -> Foot {
        let ex = east[piece + 1] - east[piece]
        let ey = north[piece + 1] - north[piece]
        let px = q.east - east[piece]
        let py = q.north - north[piece]
        let u = min(max((px * ex + py * ey) / (ex * ex + ey * ey), 0), 1)
        let dx = px - u * ex
        let dy = py - u * ey
        return Foot(
            piece: piece, fraction: u, measure: measure[piece] + u * (measure[piece + 1] - measure[piece]),
            distance: (dx * dx + dy * dy).squareRoot())
    }
}
