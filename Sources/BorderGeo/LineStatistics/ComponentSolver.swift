/// Minimum-cost assignment of one connected component: successive shortest augmenting paths with column potentials (Jonker and
/// Volgenant 1987) on sparse costs, with a private way out for each row.
///
/// Every row either takes a column or its way out at `wayOut`. Rows and columns are taken in index order, so equal costs give the same
/// answer every time. Scratch arrays are kept between components.
struct ComponentSolver {
    private var potential: [Double] = []
    private var rowOf: [Int32] = []
    private var shortest: [Double] = []
    private var previousRow: [Int32] = []
    private var scanned: [Bool] = []
    private var touched: [Int32] = []
    private var heap: [(cost: Double, column: Int32)] = []
    /// Column of each row after `solve`, -1 where the row took its way out.
    private(set) var columnOf: [Int32] = []
    private var costOf: [Double] = []

    /// `starts` has one more entry than there are rows; `columns` and `costs` are the edges row by row. Costs are finite.
    ///
    /// O(rows x edges log columns) at worst; components of a gating graph have a handful of nodes.
    mutating func solve(starts: [Int32], columns: [Int32], costs: [Double], columnCount: Int, wayOut: Double) {
        let rowCount = starts.count - 1
        reset(rowCount, columnCount)
        for row in 0..<rowCount { augment(from: row, starts, columns, costs, wayOut) }
    }

    private mutating func reset(_ rowCount: Int, _ columnCount: Int) {
        func fill<T>(_ array: inout [T], _ count: Int, _ value: T) {
            array.removeAll(keepingCapacity: true)
            array.append(contentsOf: repeatElement(value, count: count))
        }
        fill(&potential, columnCount, 0)
        fill(&rowOf, columnCount, -1)
        fill(&shortest, columnCount, .infinity)
        fill(&previousRow, columnCount, -1)
        fill(&scanned, columnCount, false)
        fill(&columnOf, rowCount, -1)
        fill(&costOf, rowCount, 0)
    }

    private mutating func augment(
        from start: Int, _ starts: [Int32], _ columns: [Int32], _ costs: [Double], _ wayOut: Double
    ) {
        touched.removeAll(keepingCapacity: true)
        heap.removeAll(keepingCapacity: true)
        var row = start
        var reached = 0.0
        // Dual value of the row in hand; 0 for the row that enters.
        var dual = 0.0
        var bestOut = Double.infinity
        var rowOut = start
        var sink: Int32 = -1
        search: while true {
            let out = reached + wayOut - dual
            if out < bestOut {
                bestOut = out
                rowOut = row
            }
            for edge in Int(starts[row])..<Int(starts[row + 1]) {
                let column = Int(columns[edge])
                if scanned[column] { continue }
                let cost = reached + costs[edge] - potential[column] - dual
                if cost < shortest[column] {
                    if shortest[column] == .infinity { touched.append(Int32(column)) }
                    shortest[column] = cost
                    previousRow[column] = Int32(row)
                    push((cost, Int32(column)))
                }
            }
            while let top = heap.first {
                pop()
                let column = Int(top.column)
                if scanned[column] || top.cost > shortest[column] { continue }
                // At equal cost a pair is better than a way out.
                if bestOut < top.cost { break search }
                reached = top.cost
                if rowOf[column] < 0 {
                    sink = top.column
                    break search
                }
                scanned[column] = true
                row = Int(rowOf[column])
                dual = costOf[row] - potential[column]
                continue search
            }
            break
        }
        let total = sink >= 0 ? reached : bestOut
        for column in touched where scanned[Int(column)] { potential[Int(column)] -= total - shortest[Int(column)] }
        if sink >= 0 {
            flip(to: sink, start, starts, columns, costs)
        } else if rowOut != start {
            let freed = columnOf[rowOut]
            columnOf[rowOut] = -1
            flip(to: freed, start, starts, columns, costs)
        }
        for column in touched {
            shortest[Int(column)] = .infinity
            scanned[Int(column)] = false
        }
    }

    /// Hands each column on the path back to the row that reached it.
    private mutating func flip(
        to end: Int32, _ start: Int, _ starts: [Int32], _ columns: [Int32], _ costs: [Double]
    ) {
        var column = end
        while column >= 0 {
            let row = Int(previousRow[Int(column)])
            rowOf[Int(column)] = Int32(row)
            let next = columnOf[row]
            columnOf[row] = column
            for edge in Int(starts[row])..<Int(starts[row + 1]) where columns[edge] == column { costOf[row] = costs[edge] }
            if row == start { return }
            column = next
        }
    }

    private func before(_ a: (cost: Double, column: Int32), _ b: (cost: Double, column: Int32)) -> Bool {
        a.cost < b.cost || (a.cost == b.cost && a.column < b.column)
    }

    private mutating func push(_ entry: (cost: Double, column: Int32)) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard before(heap[child], heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func pop() {
        let last = heap.removeLast()
        guard !heap.isEmpty else { return }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && before(heap[child], heap[least]) {
                least = child
            }
            if least == parent { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
