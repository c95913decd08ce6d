import GeoHandles

/// Points of the plane along a curve through all of them, in leaves of eight under boxes of eight: finds the nearest other point of each.
struct PointTree: Sendable {
    struct Entry: Sendable {
        package var place: SIMD2<Double>
        /// Which one of the caller's points.
        var row: Int32
    }

    /// An entry with the nearest of the others.
    struct Neighbours {
        let entry: Entry
        let other: Entry
        let squaredDistance: Double
    }

    /// In the order of the leaves.
    package let entries: [Entry]
    let leafCount: Int
    private let columns: PointTreeSearch.Columns

    /// The points must be finite; sorted on `jobs` threads.
    init(_ points: [Entry], jobs: Int?) {
        let entries = MortonOrder.sorted(points, jobs: jobs)
        leafCount = (entries.count + Self.width - 1) / Self.width
        var columns = PointTreeSearch.Columns()
        let unfilled = [Double](repeating: .nan, count: leafCount * Self.width - entries.count)
        columns.east = entries.map { $0.place.x } + unfilled
        columns.north = entries.map { $0.place.y } + unfilled
        var children = (0..<leafCount).map { leaf in
            entries[leaf * Self.width..<min((leaf + 1) * Self.width, entries.count)].reduce(into: Box()) {
                $0.cover(Box(low: $1.place, high: $1.place))
            }
        }
        repeat {
            columns.levels.append(columns.boxes.count / (4 * Self.width))
            var parents: [Box] = []
            for first in stride(from: 0, to: children.count, by: Self.width) {
                var parent = Box()
                let node = columns.boxes.count
                columns.boxes += Self.noChildren
                for (lane, child) in children[first..<min(first + Self.width, children.count)].enumerated() {
                    columns.boxes[node + lane] = child.low.x
                    columns.boxes[node + Self.width + lane] = child.low.y
                    columns.boxes[node + 2 * Self.width + lane] = child.high.x
                    columns.boxes[node + 3 * Self.width + lane] = child.high.y
                    parent.cover(child)
                }
                parents.append(parent)
            }
            children = parents
        } while children.count > 1
        self.entries = entries
        self.columns = columns
    }

    private static let width = PointTreeSearch.width
    private static let noChildren =
        [Double](repeating: .infinity, count: 2 * width) + [Double](repeating: -.infinity, count: 2 * width)

    private struct Box {
        var low = SIMD2<Double>(repeating: .infinity)
        var high = SIMD2<Double>(repeating: -.infinity)

        mutating func cover(_ other: Box) {
            low.replace(with: other.low, where: other.low .< low)
            high.replace(with: other.high, where: other.high .> high)
        }
    }
}

extension PointTree {
    /// Calls `body` for every entry of some leaves that is not alone. Of the order of log n for each, whatever clusters and loners there are.
    func forEachNeighbours(inLeaves leaves: Range<Int>, _ body: (Neighbours) -> Void) {
        let found = PointTreeSearch.nearestOthers(columns, leaves: leaves)
        for (i, other) in found.places.enumerated() where other >= 0 {
            let entry = entries[leaves.lowerBound * Self.width + i]
            body(Neighbours(entry: entry, other: entries[other], squaredDistance: found.squared[i]))
        }
    }
}
