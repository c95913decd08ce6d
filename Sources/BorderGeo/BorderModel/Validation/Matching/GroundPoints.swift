import LinearReferencing

/// Points sorted into rows of equal latitude and, within a row, by longitude: the pairs within a gate are then neighbours in memory.
struct GroundPoints: Sendable {
    struct Point: Sendable {
        /// Degrees: differences of positions as written are exact, so that ties stay ties.
        var latitude: Double
        var longitude: Double
        /// Metres per degree here.
        var east: Double
        var north: Double
        /// Square of sigma; NaN where there is none.
        var variance: Double
        /// The kind's place in the vocabulary.
        var kind: Int32
        /// Index in the caller's array.
        var index: Int32
    }

    /// How the plane is cut: the same for both sets.
    struct Grid: Sendable {
        var south: Double
        var west: Double
        var rowHeight: Double
        /// A gate's width in degrees of longitude, wherever the points are.
        var width: Double
        var rowCount: Int
        var columnStep: Double

        /// Rows no lower than the gate, so that pairs lie in the same or in neighbouring rows.
        init?(_ a: [Point], _ b: [Point], gate: Double) {
            guard let first = a.first ?? b.first else { return nil }
            var (south, north, west, east) = (first.latitude, first.latitude, first.longitude, first.longitude)
            var (leastEast, leastNorth) = (first.east, first.north)
            for set in [a, b] {
                for point in set {
                    south = min(south, point.latitude)
                    north = max(north, point.latitude)
                    west = min(west, point.longitude)
                    east = max(east, point.longitude)
                    leastEast = min(leastEast, point.east)
                    leastNorth = min(leastNorth, point.north)
                }
            }
            self.south = south
            self.west = west
            // A gate of 0 still needs a height; a tiny one must not make billions of rows.
            rowHeight = max(gate * 1.000_001 / leastNorth, (north - south) / 4_000_000, 1e-12)
            rowCount = Int((north - south) / rowHeight) + 1
            columnStep = max((east - west) / 16_777_215, 1e-15)
            width = min(gate * 1.000_001 / max(leastEast, 1), 360) + 2 * columnStep
        }

        func row(_ point: Point) -> Int { min(rowCount - 1, max(0, Int((point.latitude - south) / rowHeight))) }

        func key(_ point: Point) -> UInt64 {
            UInt64(row(point)) << 24 | UInt64(min(16_777_215, max(0, (point.longitude - west) / columnStep)))
        }
    }

    var points: [Point]
    /// The rows that hold points, from the south up: empty ground between far places takes no room.
    var rows: [Int32]
    /// Where each of them starts, one more than there are.
    var starts: [Int32]

    init(_ unsorted: [Point], grid: Grid) {
        let order = RadixSort.order(unsorted.map(grid.key))
        points = order.map { unsorted[Int($0)] }
        rows = []
        starts = []
        for (index, point) in points.enumerated() {
            let row = Int32(grid.row(point))
            guard row != rows.last else { continue }
            rows.append(row)
            starts.append(Int32(index))
        }
        starts.append(Int32(points.count))
    }

    /// The points of the rows south of a row, of the row, and north of it. `near` is the first of the rows from there on, which only moves on.
    func around(_ row: Int, near: inout Int) -> (Range<Int>, Range<Int>, Range<Int>) {
        while near < rows.count, Int(rows[near]) < row - 1 { near += 1 }
        var at = near
        func next(_ row: Int) -> Range<Int> {
            guard at < rows.count, Int(rows[at]) == row else { return 0..<0 }
            at += 1
            return Int(starts[at - 1])..<Int(starts[at])
        }
        return (next(row - 1), next(row), next(row + 1))
    }

    /// Objects off the earth (NaN, latitude 95) are left out: they match nothing. `shift` is taken off every position.
    static func columns(
        of objects: ValidationPoints, shift: (east: Double, north: Double) = (0, 0), jobs: Int?
    ) -> [Point] {
        let pieces = Parallel.pieces(of: objects.count, atLeast: 16_384, jobs: jobs)
        let parts = Parallel.map(pieces.count, jobs: jobs) { piece in
            var points: [Point] = []
            points.reserveCapacity(pieces[piece].count)
            objects.withColumns { columns in
                for index in pieces[piece] {
                    let position = columns.position(index)
                    guard position.isOnEarth else { continue }
                    let scale = GroundScale(latitude: position.latitude)
                    let variance = columns.sigma(index).map { $0.value * $0.value } ?? .nan
                    points.append(
                        Point(
                            latitude: position.latitude - shift.north / scale.north,
                            longitude: position.longitude - shift.east / max(scale.east, 1),
                            east: scale.east, north: scale.north, variance: variance,
                            kind: Int32(columns.kind(index).rank), index: Int32(index)))
                }
            }
            return points
        }
        return parts.count == 1 ? parts[0] : Array(parts.joined())
    }
}
