import LinearReferencing

/// Which of some points, sorted by latitude and then longitude, may stand within a metre of another one.
struct NearPoints {
    private struct Cell: Hashable {
        var row: Int
        var column: Int
    }

    private let cells: [Cell]
    /// In rising order within a cell.
    private let members: [Cell: [Int]]

    /// 1 m of latitude is at least 8.9e-6 degrees, and up to 70 degrees 1 m of longitude at most 2.7e-5.
    private static let height = 9.1e-6
    private static let width = 3e-5
    /// Later points of a cell that a point is compared with: thousands on one spot are told of long before all pairs of them were looked at.
    private static let compared = 100

    /// Positions on Earth.
    init(_ positions: [GeoPosition]) {
        cells = positions.map {
            Cell(row: Int(($0.latitude / Self.height).rounded(.down)), column: Int(($0.longitude / Self.width).rounded(.down)))
        }
        members = Dictionary(grouping: cells.indices) { [cells] in cells[$0] }
    }

    /// Later points in the cells around a point, in order.
    func after(_ point: Int) -> [Int] {
        var found: [Int] = []
        for row in 0...1 {
            for column in -1...1 {
                guard let own = members[Cell(row: cells[point].row + row, column: cells[point].column + column)] else { continue }
                let first = own.partitioningIndex { $0 > point }
                found += own[first...].prefix(Self.compared)
            }
        }
        return found.sorted()
    }
}
