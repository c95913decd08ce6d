import BorderBase

extension RouteLocator {
    /// A turn of less than this sine is a straight line; with a reversed direction it is a hairpin without a side.
    private static let straight = 1e-9
    /// Nearer than this a point is on the route, and less than this beyond an end it is beside it.
    private static let millimetre = 1e-3

    /// The side rule of F2. Angles are taken in the conformal plane, where they are those on the ground.
    @inline(__always)
    func setSide(
        of place: inout Location, foot: EdgeSearch.Foot, vectors here: EdgeSearch.Vectors, vertex: Int,
        query: EdgeSearch.Query
    ) {
        let cross = here.tangentEast * here.toPointNorth - here.tangentNorth * here.toPointEast
        var left = cross >= 0
        var side: Side = left ? .left : .right
        if vertex >= 0 {
            let (isFirst, isLast) = isEnd(vertex, of: foot)
            if isFirst || isLast, !isClosed {
                setEnd(&place, here, isLast: isLast)
                if line.parts.count > 1, vertex > 0, vertex < line.vertices.count - 1 { place.flags.insert(.atGap) }
                if place.overshoot > Self.millimetre { side = .end }
                left = place.lateral >= 0
            } else {
                let turn = turn(atPieceEnd: pieceEnd(foot, isClosed: isClosed && (isFirst || isLast)), query)
                if turn.sine.magnitude < Self.straight, turn.cosine < 0 {
                    // Of a spike; see below. One that is the whole line has no side.
                    side = .ambiguous
                    left = true
                } else {
                    // The nearest vertex is seen from the outside of its turn. A turn too small to measure is a straight line.
                    left = turn.sine.magnitude < 1e-6 ? turn.pointIsLeft : turn.sine < 0
                    side = left ? .left : .right
                }
            }
        }
        if side != .end, !line.spikes.isEmpty, let spike = line.spike(at: foot.measure) {
            left = isLeft(ofLineWithout: spike, query)
            side = left ? .left : .right
            if foot.measure > spike.span.from.metres, foot.measure < spike.span.to.metres { place.flags.insert(.ambiguous) }
        }
        if foot.distance < Self.millimetre {
            side = .on
            place.overshoot = .nan
            place.lateral = .nan
        } else if side != .end {
            place.overshoot = .nan
            place.lateral = .nan
        }
        place.side = side
        place.offset = left ? foot.distance : -foot.distance
    }

    /// Components of the way to the point along and across the last direction of the route.
    @inline(__always)
    private func setEnd(_ place: inout Location, _ v: EdgeSearch.Vectors, isLast: Bool) {
        let t = (v.tangentEast * v.tangentEast + v.tangentNorth * v.tangentNorth).squareRoot()
        let w = (v.toPointEast * v.toPointEast + v.toPointNorth * v.toPointNorth).squareRoot()
        guard t > 0, w > 0 else {
            place.overshoot = 0
            place.lateral = 0
            return
        }
        let cosine = (v.tangentEast * v.toPointEast + v.tangentNorth * v.toPointNorth) / (t * w)
        let sine = (v.tangentEast * v.toPointNorth - v.tangentNorth * v.toPointEast) / (t * w)
        place.overshoot = place.distance * (isLast ? cosine : -cosine)
        place.lateral = place.distance * sine
    }

    /// The same components on the ellipsoid: 280 km away the direction in the plane is off by 4 cm.
    func refineEnd(_ place: inout Location, at vertex: Int, for position: GeoPosition) {
        let way = Geodesic().inverse(line.vertices[vertex], position)
        let turn = Degrees(line.azimuths[vertex] - way.azimuth.value).radians
        let along = place.distance * Elementary.cos(turn)
        place.overshoot = vertex == line.part(ofVertex: vertex).upperBound - 1 ? along : -along
        place.lateral = place.distance * Elementary.sin(turn)
    }

    /// Whether a part of the route begins or ends at the vertex that is the foot.
    @inline(__always)
    private func isEnd(_ vertex: Int, of foot: EdgeSearch.Foot) -> (first: Bool, last: Bool) {
        let j = foot.fraction < 0.5 ? foot.piece : foot.piece + 1
        // Breaks between parts are entries of NaN.
        if search.ends[j].vertex == vertex { return (j == 0 || search.ends[j - 1].east.isNaN, search.ends[j + 1].east.isNaN) }
        // Refined on the ellipsoid, the foot of a far point went over to the other end of its edge.
        let part = line.part(ofVertex: vertex)
        return (vertex == part.lowerBound, vertex == part.upperBound - 1)
    }

    /// Index in the columns of the vertex that is the foot; 0 for both ends of a closed route.
    @inline(__always)
    private func pieceEnd(_ foot: EdgeSearch.Foot, isClosed: Bool) -> Int {
        if isClosed { return 0 }
        return foot.fraction < 0.5 ? foot.piece : foot.piece + 1
    }

    /// Sine and cosine of the turn at a vertex, and on which side of the mean direction the point lies.
    private func turn(atPieceEnd j: Int, _ query: EdgeSearch.Query) -> (sine: Double, cosine: Double, pointIsLeft: Bool) {
        // Column 0 has a predecessor on a closed route alone: the last piece before the entries of NaN.
        let before = j > 0 ? j - 1 : closingPiece
        let (ux, uy) = direction(before, atEnd: true)
        let (vx, vy) = direction(j, atEnd: false)
        let px = query.east - search.ends[j].east
        let py = query.north - search.ends[j].north
        return (ux * vy - uy * vx, ux * vx + uy * vy, (ux + vx) * py - (uy + vy) * px >= 0)
    }

    /// Unit tangent of a piece's geodesic at one of its ends.
    private func direction(_ piece: Int, atEnd: Bool) -> (Double, Double) {
        let t = search.tangent(piece, atEnd: atEnd)
        let length = (t.east * t.east + t.north * t.north).squareRoot()
        return length > 0 ? (t.east / length, t.north / length) : (0, 0)
    }
}

extension RouteLocator {
    /// The last piece of a closed route: the one before its last vertex. Cuts come between vertices, so that vertex is at its number or after.
    private var closingPiece: Int {
        var j = line.vertices.count - 1
        while search.ends[j].vertex != line.vertices.count - 1, search.ends[j].vertex != .min { j += 1 }
        return max(j - 1, 0)
    }
}
