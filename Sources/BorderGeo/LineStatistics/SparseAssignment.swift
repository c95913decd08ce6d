import BorderBase

/// One-to-one assignment between two sets with costs on some pairs only, exactly optimal.
///
/// The pairs are split into connected components; each is solved on its own: in closed form where one side has a single node, by shortest
/// augmenting paths elsewhere, on a full matrix where a large component is nearly full. Equal costs are decided by index order, so the answer does not depend on the number of threads.
package struct SparseAssignment: Sendable {
    package enum Objective: Hashable, Sendable {
        /// Least sum of pair costs plus this much for every object left alone. A pair dearer than twice that is never taken.
        case leastCost(unmatched: Double)
        /// As many pairs as possible, and among those the least sum of costs.
        case mostPairs
    }

    /// Pairs as rows of a sparse matrix: `columns[starts[i]..<starts[i + 1]]` are the columns that row `i` may take, in increasing order.
    package struct Pairs: Sendable {
        package var starts: [Int32]
        package var columns: [Int32]
        package var costs: [Double]
        package var columnCount: Int
        /// Which of two equal rows, or columns, comes first: places in the caller's input order. `nil`: index order.
        package var rowRanks: [Int32]?
        package var columnRanks: [Int32]?

        package var rowCount: Int { starts.count - 1 }

        /// From a full matrix; pairs at or below `limit` may be taken, others and those that are not finite may not.
        package init(matrix: [[Double]], limit: Double = .infinity) {
            starts = [0]
            columns = []
            costs = []
            columnCount = matrix.map(\.count).max() ?? 0
            for row in matrix {
                for (column, cost) in row.enumerated() where cost.isFinite && cost <= limit {
                    columns.append(Int32(column))
                    costs.append(cost)
                }
                starts.append(Int32(columns.count))
            }
        }

        package init(
            starts: [Int32], columns: [Int32], costs: [Double], columnCount: Int, rowRanks: [Int32], columnRanks: [Int32]
        ) {
            self.starts = starts
            self.columns = columns
            self.costs = costs
            self.columnCount = columnCount
            self.rowRanks = rowRanks
            self.columnRanks = columnRanks
        }
    }

    /// Column of each row, `nil` where it is left alone.
    package var columnOfRow: [Int?] { columns.map { $0 < 0 ? nil : Int($0) } }
    /// The same with -1.
    package let columns: [Int32]
    package let pairCount: Int
    /// Sum of the costs of the pairs taken.
    package let totalCost: Double
    /// Nodes in the largest connected component.
    package let largestComponent: Int

    /// O(edges) for components of one row or one column; O(r e log c) for one of r rows, c columns and e edges. `jobs` as in `geo-tool --jobs`.
    package init(_ pairs: Pairs, objective: Objective, jobs: Int? = nil) {
        let components = AssignmentComponents(pairs)
        let pieces = Parallel.pieces(of: components.count, atLeast: 4096, jobs: jobs)
        let solved = Parallel.map(pieces.count, jobs: jobs) {
            Self.solve(pairs, in: components, pieces[$0], objective: objective)
        }
        var columns = [Int32](repeating: -1, count: pairs.rowCount)
        var pairCount = 0
        var total = 0.0
        for piece in solved {
            for (row, column, cost) in piece {
                columns[Int(row)] = column
                total += cost
            }
            pairCount += piece.count
        }
        self.columns = columns
        self.pairCount = pairCount
        totalCost = total
        largestComponent = components.largest
    }

    private static func solve(
        _ pairs: Pairs, in components: AssignmentComponents, _ range: Range<Int>, objective: Objective
    ) -> [(Int32, Int32, Double)] {
        var taken: [(Int32, Int32, Double)] = []
        taken.reserveCapacity(range.count)
        var solver = ComponentSolver()
        var graph = ComponentSolver.Graph()
        for component in range {
            let rows = components.rows(component)
            let columnsHere = components.columns(component)
            if rows.count == 1 || columnsHere.count == 1 {
                if let pair = single(pairs, of: rows, objective: objective) { taken.append(pair) }
                continue
            }
            graph.fill(pairs, in: components, rows: rows, columnCount: columnsHere.count)
            let out = wayOut(graph.costs, nodes: min(rows.count, columnsHere.count), objective)
            let columnOf: [Int32]
            if DenseSolver.suits(rows: rows.count, columns: columnsHere.count, edges: graph.costs.count) {
                columnOf = DenseSolver.solve(graph, wayOut: out, mayLeaveAlone: objective != .mostPairs)
            } else {
                solver.solve(graph, wayOut: out)
                columnOf = solver.columnOf
            }
            for (index, row) in rows.enumerated() where columnOf[index] >= 0 {
                let local = columnOf[index]
                var cost = 0.0
                for edge in graph.edges(of: index) where graph.columns[edge] == local { cost = graph.costs[edge] }
                taken.append((row, columnsHere[columnsHere.startIndex + Int(local)], cost))
            }
        }
        return taken
    }

    /// A row left alone leaves one column alone too, so its way out costs twice the unmatched cost. For most pairs it costs more than
    /// any chain of swaps can save.
    static func wayOut(_ costs: [Double], nodes: Int, _ objective: Objective) -> Double {
        switch objective {
        case .leastCost(let unmatched): 2 * unmatched
        case .mostPairs: (Double(nodes) + 1) * 2 * (costs.lazy.map(\.magnitude).max() ?? 0) + 1
        }
    }

    /// One row with some columns, or one column with some rows: the cheapest pair, the first of equals.
    static func single(
        _ pairs: Pairs, of rows: ArraySlice<Int32>, objective: Objective
    ) -> (Int32, Int32, Double)? {
        var best: (Int32, Int32, Double)?
        func rank(_ column: Int32) -> Int32 { pairs.columnRanks?[Int(column)] ?? column }
        for row in rows {
            for edge in Int(pairs.starts[Int(row)])..<Int(pairs.starts[Int(row) + 1]) {
                let (column, cost) = (pairs.columns[edge], pairs.costs[edge])
                if let taken = best {
                    // Rows come in rank order; only columns of one row can tie out of order.
                    guard cost < taken.2 || (cost == taken.2 && row == taken.0 && rank(column) < rank(taken.1)) else { continue }
                }
                best = (row, column, cost)
            }
        }
        if case .leastCost(let unmatched) = objective, let cost = best?.2, cost > 2 * unmatched { return nil }
        return best
    }
}

extension ComponentSolver.Graph {
    /// One component of an assignment's pairs.
    mutating func fill(
        _ pairs: SparseAssignment.Pairs, in components: AssignmentComponents, rows: ArraySlice<Int32>, columnCount: Int
    ) {
        removeAll()
        self.columnCount = columnCount
        starts.append(0)
        for row in rows {
            for edge in Int(pairs.starts[Int(row)])..<Int(pairs.starts[Int(row) + 1]) {
                columns.append(components.localColumn[Int(pairs.columns[edge])])
                costs.append(pairs.costs[edge])
            }
            starts.append(Int32(columns.count))
        }
    }
}
