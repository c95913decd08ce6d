import BorderBase

/// Locates one position after the other on a route, on one thread, without allocating.
package struct RouteLocator {
    package let search: EdgeSearch
    package let line: MeasuredLine
    let isClosed: Bool
    let longestPiece: Double
    package let options: LocateOptions
    package let inwardSign: Double
    /// The leaf of the last answer: neighbours in a file are often neighbours on the ground.
    package var warm = -1

    /// A location in bare numbers; `RouteLocation` without what costs an allocation.
    package struct Location {
        package var measure = Double.nan
        package var offset = Double.nan
        package var side = Side.ambiguous
        package var flags = LocationFlags()
        package var overshoot = Double.nan
        package var lateral = Double.nan
        /// Edge of the foot, by its first vertex, and the distance along it.
        var edge = 0
        var alongEdge = 0.0
        package var distance = Double.nan

        /// Nowhere yet.
        package init() {}
    }

    /// The series are right to 1e-4 m within these; beyond, the foot is refined on the ellipsoid.
    static let seriesDistance = 20_000.0
    static let seriesPiece = 5_000.0
    static let seriesEasting = 600_000.0

    @inline(__always)
    package mutating func locate(longitude: Double, latitude: Double) -> Location {
        guard longitude.magnitude <= 180, latitude.magnitude <= 90 else { return Location() }
        return locate(
            longitude: longitude, latitude: latitude,
            at: search.frame.projection.project(longitude: longitude, latitude: latitude))
    }

    /// `locate` for a position on earth whose place in the plane is known.
    @inline(__always)
    package mutating func locate(longitude: Double, latitude: Double, at p: (east: Double, north: Double)) -> Location {
        let query = EdgeSearch.Query(east: p.east, north: p.north, frame: search.frame)
        guard var (foot, vectors) = nearest(query) else { return Location() }
        var vertex = self.vertex(of: foot)
        var place = Location()
        (place.edge, place.alongEdge) = edgePlace(of: foot)
        if foot.distance > Self.seriesDistance || longestPiece > Self.seriesPiece || query.east.magnitude > Self.seriesEasting {
            vertex = refine(&foot, &place, for: GeoPosition(longitude: longitude, latitude: latitude))
            vectors = search.foot(foot.piece, query).vectors
        }
        place.measure = foot.measure
        place.distance = foot.distance
        setSide(of: &place, foot: foot, vectors: vectors, vertex: vertex, query: query)
        if vertex >= 0, foot.distance > Self.seriesDistance, !place.overshoot.isNaN {
            refineEnd(&place, at: vertex, for: GeoPosition(longitude: longitude, latitude: latitude))
        }
        if hasRival(query, foot) { place.flags.insert(.ambiguous) }
        if let corridor = options.corridor, !corridor.contains(inwardOffset: Offset(place.offset * inwardSign)) {
            place.flags.insert(.outsideCorridor)
        }
        return place
    }

    /// The piece of the route that is nearest to a point of the plane, -1 for none.
    package mutating func nearestPiece(east: Double, north: Double) -> Int {
        nearest(EdgeSearch.Query(east: east, north: north, frame: search.frame))?.0.piece ?? -1
    }

    /// Where the foot of a point is, and how the point lies to the route there.
    package struct Bearing {
        package var measure: Double
        package var isRight: Bool
        /// Of an end of the route.
        package var isBeyond: Bool
    }

    /// Measure and side of a point of the plane, by the series alone, on a piece that is known to be nearest, or as near as another: right to 1e-4 m within 20 km of the route.
    package func bearing(of place: SIMD2<Double>, on piece: Int) -> Bearing {
        let query = EdgeSearch.Query(east: place.x, north: place.y, frame: search.frame)
        let (foot, vectors) = search.foot(piece, query)
        var place = Location()
        place.measure = foot.measure
        place.distance = foot.distance
        let vertex = vertex(of: foot)
        setSide(of: &place, foot: foot, vectors: vectors, vertex: vertex, query: query)
        // Where the piece beyond the vertex is a hair nearer, that one knows the side: its foot is no vertex.
        if vertex >= 0, search.neighbourIsNearer(foot, vectors) {
            let t = search.tangent(foot.fraction == 1 ? piece + 1 : piece - 1, atEnd: foot.fraction == 0)
            place.offset = t.east * vectors.toPointNorth >= t.north * vectors.toPointEast ? foot.distance : -foot.distance
        }
        return Bearing(measure: foot.measure, isRight: place.offset < 0, isBeyond: place.side == .end)
    }

    /// A turn of a smaller squared sine is looked at on the ellipsoid: angles between chords are those between edges to 1e-4.
    private static let decisive = 1e-6

    /// The same of a point that is beyond one end of its nearest piece, so that its foot is the vertex there: it is on the outer side of the turn.
    package func bearing(of place: SIMD2<Double>, on piece: Int, beyondEnd: Bool) -> Bearing {
        let j = beyondEnd ? piece + 1 : piece
        if j > 0, line.spikes.isEmpty {
            let vertex = search.ends[j]
            let a = SIMD2(vertex.east - search.ends[j - 1].east, vertex.north - search.ends[j - 1].north)
            let b = SIMD2(search.ends[j + 1].east - vertex.east, search.ends[j + 1].north - vertex.north)
            let cross = a.x * b.y - a.y * b.x
            // False where a part begins or ends: beyond it are entries of NaN.
            if cross * cross > Self.decisive * (a * a).sum() * (b * b).sum() {
                return Bearing(measure: vertex.measure, isRight: cross > 0, isBeyond: false)
            }
        }
        return bearing(of: place, on: piece)
    }

    /// Measure and distance alone of the foot of a point of the plane.
    package struct Foot {
        package var measure: Double
        package var distance: Double
    }

    /// The feet of two points of the plane on one piece.
    package func feet(of a: SIMD2<Double>, and b: SIMD2<Double>, on piece: Int) -> (Foot, Foot) {
        func foot(_ place: SIMD2<Double>) -> Foot {
            let foot = search.foot(piece, EdgeSearch.Query(east: place.x, north: place.y, frame: search.frame)).foot
            return Foot(measure: foot.measure, distance: foot.distance)
        }
        return (foot(a), foot(b))
    }

    @inline(__always)
    private mutating func nearest(_ query: EdgeSearch.Query) -> (EdgeSearch.Foot, EdgeSearch.Vectors)? {
        let (foot, vectors) = search.nearest(query, warm: warm)
        guard foot.piece >= 0 else { return nil }
        warm = foot.piece / EdgeIndex.width
        return (foot, vectors)
    }

    /// The vertex of the route that the foot is, or -1.
    @inline(__always)
    private func vertex(of foot: EdgeSearch.Foot) -> Int {
        foot.fraction == 0
            ? Int(search.ends[foot.piece].vertex) : foot.fraction == 1 ? Int(search.ends[foot.piece + 1].vertex) : -1
    }

    /// Replaces what the series gave by the foot on the ellipsoid; the vertex that it is, or -1.
    private func refine(_ foot: inout EdgeSearch.Foot, _ place: inout Location, for position: GeoPosition) -> Int {
        let edge = place.edge
        let refined = EdgeFoot.refined(from: position, line: line, edge: edge, along: place.alongEdge)
        place.alongEdge = refined.along
        foot.distance = refined.distance
        if refined.along <= 0 {
            foot.measure = line.measures[edge].metres
            return edge
        }
        if refined.along >= (line.measures[edge + 1] - line.measures[edge]).value {
            foot.measure = line.measures[edge + 1].metres
            return edge + 1
        }
        foot.measure = line.measures[edge].metres + refined.along
        return -1
    }

    /// The edge of the route under a foot, and how far along it.
    @inline(__always)
    private func edgePlace(of foot: EdgeSearch.Foot) -> (edge: Int, along: Double) {
        let number = search.ends[foot.piece].vertex
        let edge = Int(number >= 0 ? number : -1 - number)
        return (edge, foot.measure - line.measures[edge].metres)
    }

    /// Whether another local minimum is nearly as near: stops at the first.
    @inline(__always)
    private func hasRival(_ query: EdgeSearch.Query, _ foot: EdgeSearch.Foot) -> Bool {
        let limit = options.rivalLimit(foot.distance)
        let separation = options.ambiguitySeparation.value
        let near = foot.measure - separation...foot.measure + separation
        var found = false
        search.forEachMinimum(query, within: search.reach(limit, query), except: near) { piece in
            found =
                isRival(piece, of: query, within: limit, apart: near)
                || isExactRival(piece, of: query, foot: foot, within: limit)
            return !found
        }
        return found
    }

    /// Whether a piece is a rival beyond doubt: all of it apart on the route, and its chord nearer than any error of the plane could undo.
    @inline(__always)
    private func isRival(_ piece: Int, of query: EdgeSearch.Query, within limit: Double, apart near: ClosedRange<Double>) -> Bool
    {
        let from = search.ends[piece].measure
        let to = search.ends[piece + 1].measure
        guard !isClosed, to < near.lowerBound - 1 || from > near.upperBound + 1 else { return false }
        let planar = search.chordDistance(piece, query)
        // What `EdgeSearch.reach` adds, doubled.
        let gradient = 2.6e-14 * (query.east.magnitude + 2 * planar)
        return planar * (1 + 2.2 * gradient * planar) + 4 * search.largestBow + 4e-5 < limit * query.scale
    }

    @inline(__always)
    private func isExactRival(
        _ piece: Int, of query: EdgeSearch.Query, foot: EdgeSearch.Foot, within limit: Double
    ) -> Bool {
        let other = search.foot(piece, query).foot
        return other.distance <= limit && separationOnRoute(other.measure, foot.measure) > options.ambiguitySeparation.value
    }

    /// On a closed route the shorter way round.
    @inline(__always)
    func separationOnRoute(_ a: Double, _ b: Double) -> Double {
        let d = (a - b).magnitude
        guard isClosed, let first = line.measures.first, let last = line.measures.last else { return d }
        return min(d, (last - first).value - d)
    }
}

extension EdgeIndex {
    /// Calls `body` with a locator whose pointers are valid inside.
    package func withLocator<R>(
        on route: Route, options: LocateOptions, _ body: (inout RouteLocator) throws -> R
    ) rethrows -> R {
        try withSearch { search in
            var locator = RouteLocator(
                search: search, line: route.line, isClosed: route.isClosed, longestPiece: longestPiece, options: options,
                inwardSign: route.inwardSide == .left ? 1 : -1)
            return try body(&locator)
        }
    }
}
