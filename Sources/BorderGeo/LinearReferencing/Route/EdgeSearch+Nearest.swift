extension EdgeSearch {
    /// Beyond this planar distance from the route's box the nearest edge is the nearest in the plane.
    static let farthestExact: Float = 200_000
    /// A squared distance beyond all others: the distance to nothing.
    static let anything: Float = 0x1p120

    /// The nearest foot over all pieces. `warm` is a leaf to look at first: it changes the time, never the answer.
    ///
    /// The tree gives every piece whose chord is so near in the plane that it can be the nearest on the ground: mostly one, or two at a vertex.
    @inline(__always)
    func nearest(_ q: Query, warm: Int) -> (foot: Foot, vectors: Vectors) {
        let start = walk.begin(east: q.east, north: q.north)
        guard start < Self.anything else { return (Foot(), Vectors()) }
        if start > Self.farthestExact * Self.farthestExact { return (farthest(q), Vectors()) }
        var best = Foot()
        var bestVectors = Vectors()
        walk.forEachNearest(warm: warm, onGround: true) { piece in
            // The vertex that this piece shares with the best is the best's foot, and it is known not to come nearer from there.
            if best.piece == piece - 1, best.fraction == 1 { return }
            if best.piece == piece + 1, best.fraction == 0 { return }
            let (candidate, vectors) = foot(piece, q)
            if candidate.precedes(best), !neighbourIsNearer(candidate, vectors) {
                best = candidate
                bestVectors = vectors
            }
        }
        return (best, bestVectors)
    }

    /// The planar distance within which lies everything as near as `distance` on the ground.
    ///
    /// Between two ways of the same planar length the scale differs by its gradient times their extent; chords miss geodesics by the bow.
    @inline(__always)
    func reach(_ distance: Double, _ q: Query) -> Double {
        let planar = distance * q.scale
        let gradient = 2.6e-14 * (q.east.magnitude + 2 * planar)
        return planar * (1 + 1.1 * gradient * planar) + 2 * largestBow + 2e-5
    }

    /// Far away: the nearest in the plane, ties to the first piece; then the foot on it.
    private func farthest(_ q: Query) -> Foot {
        var best = Foot()
        walk.forEachNearest(warm: -1, onGround: false) { piece in
            let foot = chordFoot(piece, q)
            if foot.distance < best.distance || (foot.distance == best.distance && foot.piece < best.piece) { best = foot }
        }
        return best
    }

    /// The least measure of a piece.
    @inline(__always)
    package func measure(ofStartOf piece: Int) -> Double { ends[piece].measure }

    /// Whether a piece begins and ends at a vertex of the route, not at a cut of a long edge.
    @inline(__always)
    package func vertexEnds(of piece: Int) -> (start: Bool, end: Bool) {
        (ends[piece].vertex >= 0, ends[piece + 1].vertex >= 0)
    }

    /// The distance to a chord in the plane.
    @inline(__always)
    func chordDistance(_ piece: Int, _ q: Query) -> Double {
        chord(piece).squaredDistance(to: SIMD2(q.east, q.north)).squareRoot()
    }

    /// The foot on a chord in the plane: where to start from when the point is far away.
    @inline(__always)
    private func chordFoot(_ piece: Int, _ q: Query) -> Foot {
        let u = min(max(chord(piece).fraction(of: SIMD2(q.east, q.north)), 0), 1)
        return Foot(
            piece: piece, fraction: u, measure: ends[piece].measure + u * (ends[piece + 1].measure - ends[piece].measure),
            distance: chordDistance(piece, q))
    }
}
