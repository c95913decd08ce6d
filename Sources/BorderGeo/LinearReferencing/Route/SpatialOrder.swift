/// An order of points in which neighbours in the plane mostly follow each other.
enum SpatialOrder {
    /// Cells along each side of the points' box.
    private static let side = 128

    /// Row numbers by cells, line by line, every other line backwards; within a cell as given. Linear: a counting sort.
    package static func rows(_ points: [SIMD2<Double>]) -> [Int] {
        var low = SIMD2<Double>(repeating: .infinity)
        var high = -low
        // False for what is not a number; such points go to cell 0.
        for p in points {
            low.replace(with: p, where: p .< low)
            high.replace(with: p, where: p .> high)
        }
        let extent = high - low
        guard points.count > 64, extent.x.isFinite, extent.y.isFinite, extent.max() > 0 else { return Array(points.indices) }
        let scale = Double(side) / extent.max() * 0.999_999
        func cell(_ p: SIMD2<Double>) -> Int {
            let q = (p - low) * scale
            guard q.x >= 0, q.y >= 0, q.x < Double(side), q.y < Double(side) else { return 0 }
            let line = Int(q.y)
            let place = Int(q.x)
            return line * side + (line.isMultiple(of: 2) ? place : side - 1 - place)
        }
        let cells = points.map(cell)
        var starts = [Int](repeating: 0, count: side * side + 1)
        for c in cells { starts[c + 1] += 1 }
        for c in 0..<side * side { starts[c + 1] += starts[c] }
        var rows = [Int](repeating: 0, count: points.count)
        for (row, c) in cells.enumerated() {
            rows[starts[c]] = row
            starts[c] += 1
        }
        return rows
    }
}
