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

    mutating func append(_ other: LocationColumns) {
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
            let rows = pieces[piece]
            var columns = LocationColumns()
            columns.reserve(rows.count)
            index.withLocator(self, options) { locator in
                for row in rows {
                    let p = positions[row]
                    let place = locator.locate(longitude: p.longitude, latitude: p.latitude)
                    columns.measures.append(Measure(place.measure))
                    columns.offsets.append(Offset(place.offset))
                    columns.sides.append(place.side)
                    columns.flags.append(place.flags)
                }
            }
            return columns
        }
        var all = LocationColumns()
        all.reserve(positions.count)
        for chunk in chunks { all.append(chunk) }
        return all
    }
}
