import BorderBase

/// Many locations as columns, row by row those of the positions given.
public struct LocationColumns: Sendable, Hashable {
    public var measures: [Measure] = []
    public var offsets: [Offset] = []
    public var sides: [Side] = []
    public var flags: [LocationFlags] = []

    public init() {}
    public var count: Int { measures.count }

    mutating func reserve(_ count: Int) {
        measures.reserveCapacity(count)
        offsets.reserveCapacity(count)
        sides.reserveCapacity(count)
        flags.reserveCapacity(count)
    }

    package mutating func append(_ other: LocationColumns) {
        measures += other.measures
        offsets += other.offsets
        sides += other.sides
        flags += other.flags
    }
}

extension Route {
    /// `locate` for many positions at once, on `jobs` threads (`nil`: all cores): the same answers at any number of threads.
    ///
    /// Measures, offsets, sides and flags alone; nothing is allocated per position. Positions near each other in the array are found faster.
    public func locate(_ positions: [GeoPosition], options: LocateOptions = LocateOptions(), jobs: Int? = nil) -> LocationColumns
    {
        let pieces = Parallel.pieces(of: positions.count, atLeast: 1024, jobs: jobs)
        let chunks = Parallel.map(pieces.count, jobs: jobs) { piece in
            index.withLocator(on: self, options: options) { locator in locator.locate(positions[pieces[piece]]) }
        }
        var all = LocationColumns()
        all.reserve(positions.count)
        for chunk in chunks { all.append(chunk) }
        return all
    }
}

extension RouteLocator {
    fileprivate mutating func locate(_ positions: ArraySlice<GeoPosition>) -> LocationColumns {
        var columns = LocationColumns()
        columns.measures = [Measure](repeating: Measure(.nan), count: positions.count)
        columns.offsets = [Offset](repeating: Offset(.nan), count: positions.count)
        columns.sides = [Side](repeating: .ambiguous, count: positions.count)
        columns.flags = [LocationFlags](repeating: [], count: positions.count)
        locate(positions) { row, place in
            columns.measures[row] = Measure(place.measure)
            columns.offsets[row] = Offset(place.offset)
            columns.sides[row] = place.side
            columns.flags[row] = place.flags
        }
        return columns
    }

    /// Rows that are put in order at once: what the search needs of them stays in the cache.
    private static let batch = 8192

    /// Locates a batch in an order of its own: neighbours on the ground one after the other, so that what one search has brought into the cache serves the next.
    /// `body` is told the row of each answer.
    @inline(__always)
    package mutating func locate(_ positions: ArraySlice<GeoPosition>, _ body: (_ row: Int, _ place: Location) -> Void) {
        let projection = search.frame.projection
        var first = positions.startIndex
        while first < positions.endIndex {
            let batch = positions[first..<min(first + Self.batch, positions.endIndex)]
            let planar = batch.map { p -> SIMD2<Double> in
                let q = projection.project(longitude: p.longitude, latitude: p.latitude)
                return SIMD2(q.east, q.north)
            }
            for row in SpatialOrder.rows(planar) {
                let p = batch[first + row]
                let place =
                    p.isOnEarth
                    ? locate(longitude: p.longitude, latitude: p.latitude, at: (planar[row].x, planar[row].y)) : Location()
                body(first - positions.startIndex + row, place)
            }
            first = batch.endIndex
        }
    }
}
