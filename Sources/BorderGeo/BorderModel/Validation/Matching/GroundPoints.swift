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
    /// Where each row starts, one more than there are rows.
    var rowStarts: [Int32]

    init(_ unsorted: [Point], grid: Grid) {
        let order = RadixSort.order(unsorted.map(grid.key))
        points = order.map { unsorted[Int($0)] }
        rowStarts = [Int32](repeating: 0, count: grid.rowCount + 1)
        for point in points { rowStarts[grid.row(point) + 1] += 1 }
        for row in 0..<grid.rowCount { rowStarts[row + 1] += rowStarts[row] }
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
                            kind: Int32(columns.kind(index).ordinal), index: Int32(index)))
                }
            }
            return points
        }
        return parts.count == 1 ? parts[0] : Array(parts.joined())
    }
}
