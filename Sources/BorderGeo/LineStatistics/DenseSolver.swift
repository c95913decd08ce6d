/// Minimum-cost assignment of one large component in which nearly every row may take nearly every column: a full matrix, row reduction
/// first, then shortest augmenting paths by plain scans (Jonker and Volgenant 1987).
///
/// Exactly optimal, as `ComponentSolver` is, whose heap does hundreds of times the work where thousands of points lie on top of each other.
/// Equal costs are decided by index order, columns without a row first.
struct DenseSolver {
    private let rowCount: Int
    private let columnCount: Int
    /// Row by row; infinite where there is no edge.
    private var costs: [Double]
    private let wayOut: Double
    /// At most 0, and 0 for a column without a row.
    private var potential: [Double]
    private var rowOf: [Int32]
    /// -1: the row is not placed; -2: it took its way out.
    private var placeOf: [Int32]

    /// `wayOut`: what a row without a column costs; infinite where every row finds one. There must be no more rows than columns.
    init(rows: Int, columns: Int, costs: [Double], wayOut: Double) {
        rowCount = rows
        columnCount = columns
        self.costs = costs
        self.wayOut = wayOut
        potential = [Double](repeating: 0, count: columns)
        rowOf = [Int32](repeating: -1, count: columns)
        placeOf = [Int32](repeating: -1, count: rows)
    }

    /// Column of each row, -1 where it is left alone. O(rows² x columns) at worst; with points in a plane a few hundred times the matrix.
    mutating func solve() -> [Int32] {
        for row in reduce() { augment(from: row) }
        return placeOf.map { max($0, -1) }
    }

    /// Lets rows take their cheapest column and raises its price by what the second cheapest costs more, as long as that settles rows quickly.
    /// The rows that are left, in order.
    private mutating func reduce() -> [Int] {
        var waiting = Array((0..<rowCount).reversed())
        var late: [Int] = []
        var steps = 8 * rowCount
        while let row = waiting.popLast() {
            steps -= 1
            guard steps > 0 else {
                late.append(row)
                continue
            }
            let (column, first, second) = cheapestTwo(of: row)
            guard column >= 0, first <= wayOut else {
                placeOf[row] = -2
                continue
            }
            let other = Int(rowOf[column])
            let raised = min(second, wayOut) - first
            // A tie for a column that has a row already: nothing would be gained by taking it.
            guard other < 0 || raised > 0 else {
                late.append(row)
                continue
            }
            if raised.isFinite { potential[column] -= raised }
            rowOf[column] = Int32(row)
            placeOf[row] = Int32(column)
            guard other >= 0 else { continue }
            placeOf[other] = -1
            waiting.append(other)
        }
        return late.sorted()
    }

    /// The cheapest column of a row under the prices so far, one without a row among equals, and the costs of it and of the next one.
    private func cheapestTwo(of row: Int) -> (column: Int, first: Double, second: Double) {
        var best = -1
        var (first, second) = (Double.infinity, Double.infinity)
        costs.withUnsafeBufferPointer { costs in
            potential.withUnsafeBufferPointer { potential in
                rowOf.withUnsafeBufferPointer { rowOf in
                    let start = row * columnCount
                    for column in 0..<columnCount {
                        let cost = costs[start + column] - potential[column]
                        guard cost <= second else { continue }
                        if cost < first || (cost == first && best >= 0 && rowOf[best] >= 0 && rowOf[column] < 0) {
                            second = first
                            first = cost
                            if cost < .infinity { best = column }
                        } else {
                            second = cost
                        }
                    }
                }
            }
        }
        return (best, first, second)
    }

    private mutating func augment(from start: Int) {
        var shortest = [Double](repeating: .infinity, count: columnCount)
        var previous = [Int32](repeating: -1, count: columnCount)
        // Columns not scanned yet stand in front.
        var open = Array(Int32(0)..<Int32(columnCount))
        var scanned: [Int32] = []
        var row = start
        var (reached, dual) = (0.0, 0.0)
        var (bestOut, rowOut) = (Double.infinity, start)
        var sink = -1
        while true {
            let out = reached + wayOut - dual
            if out < bestOut { (bestOut, rowOut) = (out, row) }
            let next = scan(row, offset: reached - dual, shortest: &shortest, previous: &previous, open: &open)
            guard next.place >= 0, next.cost < .infinity, next.cost <= bestOut else { break }
            let column = Int(open[next.place])
            reached = next.cost
            if rowOf[column] < 0 {
                sink = column
                break
            }
            open.swapAt(next.place, open.count - 1)
            open.removeLast()
            scanned.append(Int32(column))
            row = Int(rowOf[column])
            dual = costs[row * columnCount + column] - potential[column]
        }
        let total = sink >= 0 ? reached : bestOut
        guard total < .infinity else {
            placeOf[start] = -2
            return
        }
        for column in scanned { potential[Int(column)] -= max(0, total - shortest[Int(column)]) }
        var column = sink
        if sink < 0 {
            column = rowOut == start ? -1 : Int(placeOf[rowOut])
            placeOf[rowOut] = -2
        }
        while column >= 0 {
            let row = Int(previous[column])
            rowOf[column] = Int32(row)
            let next = row == start ? -1 : Int(placeOf[row])
            placeOf[row] = Int32(column)
            column = next
        }
    }

    /// Shortens ways over a row and finds the open column that is nearest: its place in `open`; one without a row among equals, then the first.
    private func scan(
        _ row: Int, offset: Double, shortest: inout [Double], previous: inout [Int32], open: inout [Int32]
    ) -> (place: Int, cost: Double) {
        var best = -1
        var least = Double.infinity
        var leastIsFree = false
        let start = row * columnCount
        shortest.withUnsafeMutableBufferPointer { shortest in
            previous.withUnsafeMutableBufferPointer { previous in
                open.withUnsafeBufferPointer { open in
                    costs.withUnsafeBufferPointer { costs in
                        potential.withUnsafeBufferPointer { potential in
                            for place in open.indices {
                                let column = Int(open[place])
                                let cost = offset + costs[start + column] - potential[column]
                                var own = shortest[column]
                                if cost < own {
                                    own = cost
                                    shortest[column] = cost
                                    previous[column] = Int32(row)
                                }
                                if own < least {
                                    least = own
                                    best = place
                                    leastIsFree = rowOf[column] < 0
                                } else if own == least, !leastIsFree, own < .infinity, rowOf[column] < 0 {
                                    best = place
                                    leastIsFree = true
                                }
                            }
                        }
                    }
                }
            }
        }
        return (best, least)
    }
}

extension DenseSolver {
    /// Whether a component is large and full enough for a matrix: smaller and sparser ones have few edges to look at anyway.
    static func suits(rows: Int, columns: Int, edges: Int) -> Bool { rows * columns >= 40_000 && edges >= rows * columns / 4 }

    /// Columns of the rows of a graph, -1 where a row is left alone. The smaller side chooses, so that no search ends with nothing.
    static func solve(_ graph: ComponentSolver.Graph, wayOut: Double, mayLeaveAlone: Bool) -> [Int32] {
        let (rows, columns) = (graph.starts.count - 1, graph.columnCount)
        let isTurned = rows > columns
        var costs = [Double](repeating: .infinity, count: rows * columns)
        for row in 0..<rows {
            for edge in graph.edges(of: row) {
                let column = Int(graph.columns[edge])
                costs[isTurned ? column * rows + row : row * columns + column] = graph.costs[edge]
            }
        }
        // Where every pair is possible and none dearer than a way out, all of the smaller side find a partner.
        let isFull = graph.costs.count == rows * columns && (!mayLeaveAlone || graph.costs.allSatisfy { $0 <= wayOut })
        var solver = DenseSolver(
            rows: min(rows, columns), columns: max(rows, columns), costs: costs, wayOut: isFull ? .infinity : wayOut)
        let found = solver.solve()
        guard isTurned else { return found }
        var columnOf = [Int32](repeating: -1, count: rows)
        for (column, row) in found.enumerated() where row >= 0 { columnOf[Int(row)] = Int32(column) }
        return columnOf
    }
}
