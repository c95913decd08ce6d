extension EdgeSearch {
    /// Beyond this planar distance from the route's box the nearest edge is the nearest in the plane.
    static let farthestExact: Float = 200_000

    /// The nearest foot over all pieces. `warm` is a leaf to look at first: it changes the time, never the answer.
    ///
    /// The tree gives every piece whose chord is so near in the plane that it can be the nearest on the ground: mostly one, or two at a vertex.
    @inline(__always)
    func nearest(_ q: Query, warm: Int) -> (foot: Foot, vectors: Vectors) {
        let start = Self.least(childDistances(node: levels[levelCount - 1], q)).distance
        guard start < Self.anything else { return (Foot(), Vectors()) }
        if start > Self.farthestExact * Self.farthestExact { return (farthest(q), Vectors()) }
        var found = Candidates()
        var bound = Self.anything
        if warm >= 0 { scan(leaf: warm, q, &found, &bound) }
        forEachLeaf(q, bound: &bound) { leaf, bound in
            scan(leaf: leaf, q, &found, &bound)
            return true
        }
        for i in 0..<found.count { consider(candidates[i], q, &found) }
        return (found.best, found.vectors)
    }

    /// What a search for the nearest has found so far.
    struct Candidates {
        /// Entries of `candidates` in use.
        var count = 0
        var least = EdgeSearch.anything
        var best = Foot()
        var vectors = Vectors()
    }

    /// More pieces than this are rarely as near as the nearest: a point in the middle of an arc.
    static let candidateCapacity = 32

    @inline(__always)
    private func scan(leaf: Int, _ q: Query, _ found: inout Candidates, _ bound: inout Float) {
        var distances = chordDistances(leaf: leaf, q)
        var (distance, lane) = Self.least(distances)
        guard distance <= bound else { return }
        if distance < found.least {
            // All candidates so far may be stale, and are if they are beyond the new bound: most often they are.
            let before = Double(found.least).squareRoot()
            found.least = distance
            let planar = Double(distance).squareRoot()
            let reach = self.reach(planar: planar + leafError(planar), q)
            let limit = reach + leafError(reach)
            bound = Self.roundedUp(limit * limit)
            if before > limit + leafError(limit) { found.count = 0 }
        }
        repeat {
            if found.count == Self.candidateCapacity {
                for i in 0..<found.count { consider(candidates[i], q, &found) }
                found.count = 0
            }
            candidates[found.count] = leaf * EdgeIndex.width + lane
            found.count += 1
            distances[lane] = Self.gone
            (distance, lane) = Self.least(distances)
        } while distance <= bound
    }

    @inline(__always)
    private func consider(_ piece: Int, _ q: Query, _ found: inout Candidates) {
        let (candidate, vectors) = foot(piece, q)
        if candidate.precedes(found.best), !neighbourIsNearer(candidate, vectors) {
            found.best = candidate
            found.vectors = vectors
        }
    }

    /// The planar distance within which lies everything as near as `distance` on the ground.
    @inline(__always)
    func reach(_ distance: Double, _ q: Query) -> Double { reach(planar: distance * q.scale, q) }

    /// The planar distance within which lies everything that can be as near on the ground as what is that far in the plane.
    ///
    /// Between two ways of the same planar length the scale differs by its gradient times their extent; chords miss geodesics by the bow.
    @inline(__always)
    func reach(planar: Double, _ q: Query) -> Double {
        let gradient = 2.6e-14 * (q.east.magnitude + 2 * planar)
        return planar * (1 + 1.1 * gradient * planar) + 2 * largestBow + 2e-5
    }

    /// Far away: the nearest in the plane, ties to the first piece; then the foot on it.
    private func farthest(_ q: Query) -> Foot {
        var best = Foot()
        var bound = Self.anything
        forEachLeaf(q, bound: &bound) { leaf, bound in
            let distances = chordDistances(leaf: leaf, q)
            guard Self.least(distances).distance <= bound else { return true }
            for lane in 0..<EdgeIndex.width where distances[lane] <= bound {
                let foot = chordFoot(leaf * EdgeIndex.width + lane, q)
                if foot.distance < best.distance || (foot.distance == best.distance && foot.piece < best.piece) { best = foot }
            }
            let limit = best.distance + 2 * leafError(best.distance)
            bound = Self.roundedUp(limit * limit)
            return true
        }
        return best
    }

    /// The foot on a chord in the plane: where to start from when the point is far away.
    private func chordFoot(_ piece: Int, _ q: Query) -> Foot {
        let ex = ends[piece + 1].east - ends[piece].east
        let ey = ends[piece + 1].north - ends[piece].north
        let px = q.east - ends[piece].east
        let py = q.north - ends[piece].north
        let u = min(max((px * ex + py * ey) / (ex * ex + ey * ey), 0), 1)
        let dx = px - u * ex
        let dy = py - u * ey
        return Foot(
            piece: piece, fraction: u, measure: ends[piece].measure + u * (ends[piece + 1].measure - ends[piece].measure),
            distance: (dx * dx + dy * dy).squareRoot())
    }
}
