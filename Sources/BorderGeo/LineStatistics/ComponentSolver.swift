/// Minimum-cost assignment of one connected component: successive shortest augmenting paths with column potentials (Jonker and
/// Volgenant 1987) on sparse costs, with a private way out for each row.
///
/// Every row either takes a column or its way out at `wayOut`. Rows and columns are taken in index order, so equal costs give the same
/// answer every time. Scratch arrays are kept between components.
struct ComponentSolver {
    /// The edges of a component, row by row.
    struct Graph {
        /// Where the edges of each row start, and where the last ones end: one entry more than there are rows.
        var starts: [Int32] = []
        var columns: [Int32] = []
        /// Finite.
        var costs: [Double] = []
        var columnCount = 0

        func edges(of row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

        mutating func removeAll() {
            starts.removeAll(keepingCapacity: true)
            columns.removeAll(keepingCapacity: true)
            costs.removeAll(keepingCapacity: true)
        }
    }

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
    /// Rows whose column the row that entered last changed.
    private var changed: [Int32] = []

    /// O(rows x edges log columns) at worst; components of a gating graph have a handful of nodes.
    mutating func solve(_ graph: Graph, wayOut: Double) {
        let rowCount = graph.starts.count - 1
        reset(rowCount, graph.columnCount)
        for row in 0..<rowCount { augment(graph, from: row, wayOut: wayOut) }
    }

    /// The same, and after each row the rows whose column it changed: what `columnOf` then holds is the answer for the rows so far.
    mutating func solve(_ graph: Graph, wayOut: Double, each: (_ row: Int, _ changed: [Int32], _ columnOf: [Int32]) -> Void) {
        let rowCount = graph.starts.count - 1
        reset(rowCount, graph.columnCount)
        for row in 0..<rowCount {
            changed.removeAll(keepingCapacity: true)
            augment(graph, from: row, wayOut: wayOut)
            each(row, changed, columnOf)
        }
    }

    private mutating func reset(_ rowCount: Int, _ columnCount: Int) {
        func fill<T>(_ array: inout [T], count: Int, with value: T) {
            array.removeAll(keepingCapacity: true)
            array.append(contentsOf: repeatElement(value, count: count))
        }
        fill(&potential, count: columnCount, with: 0)
        fill(&rowOf, count: columnCount, with: -1)
        fill(&shortest, count: columnCount, with: .infinity)
        fill(&previousRow, count: columnCount, with: -1)
        fill(&scanned, count: columnCount, with: false)
        fill(&columnOf, count: rowCount, with: -1)
        fill(&costOf, count: rowCount, with: 0)
    }

    private mutating func augment(_ graph: Graph, from start: Int, wayOut: Double) {
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
            for edge in graph.edges(of: row) {
                let column = Int(graph.columns[edge])
                if scanned[column] { continue }
                let cost = reached + graph.costs[edge] - potential[column] - dual
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
            flip(graph, from: start, to: sink)
        } else if rowOut != start {
            let freed = columnOf[rowOut]
            columnOf[rowOut] = -1
            changed.append(Int32(rowOut))
            flip(graph, from: start, to: freed)
        }
        for column in touched {
            shortest[Int(column)] = .infinity
            scanned[Int(column)] = false
        }
    }

    /// Hands each column on the path back to the row that reached it.
    private mutating func flip(_ graph: Graph, from start: Int, to end: Int32) {
        var column = end
        while column >= 0 {
            let row = Int(previousRow[Int(column)])
            rowOf[Int(column)] = Int32(row)
            let next = columnOf[row]
            columnOf[row] = column
            changed.append(Int32(row))
            for edge in graph.edges(of: row) where graph.columns[edge] == column { costOf[row] = graph.costs[edge] }
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
