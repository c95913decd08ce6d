import BorderBase

/// The assignment of the first rows, of one row more, and so on: each exactly optimal, as `SparseAssignment` of those rows alone would be.
///
/// Rows enter in the order of their ranks. What is kept is who changed partner when.
package struct GrowingAssignment: Sendable {
    package struct Change: Hashable, Sendable {
        package var row: Int32
        /// -1: the row is left alone.
        package var column: Int32
    }

    private let changes: [Change]
    /// By rank, where its changes start, and where the last ones end.
    private let starts: [Int32]

    /// What the row of a rank changed when it entered; a row that found no partner and moved nobody changed nothing.
    package func changes(at rank: Int) -> ArraySlice<Change> { changes[Int(starts[rank])..<Int(starts[rank + 1])] }

    /// `pairs.rowRanks` say in which order rows enter, 0 first; without them in index order. `ranks`: how many there are.
    /// As much work as one assignment of all rows.
    package init(_ pairs: SparseAssignment.Pairs, ranks: Int, objective: SparseAssignment.Objective, jobs: Int? = nil) {
        let components = AssignmentComponents(pairs)
        let pieces = Parallel.pieces(of: components.count, atLeast: 4096, jobs: jobs)
        let solved = Parallel.map(pieces.count, jobs: jobs) {
            Self.solve(pairs, in: components, pieces[$0], objective: objective)
        }
        var starts = [Int32](repeating: 0, count: ranks + 1)
        for piece in solved { for entry in piece { starts[Int(entry.rank) + 1] += 1 } }
        for rank in 0..<ranks { starts[rank + 1] += starts[rank] }
        var next = starts
        var changes = [Change](repeating: Change(row: 0, column: -1), count: Int(starts[ranks]))
        for piece in solved {
            for entry in piece {
                changes[Int(next[Int(entry.rank)])] = entry.change
                next[Int(entry.rank)] += 1
            }
        }
        self.starts = starts
        self.changes = changes
    }

    private static func solve(
        _ pairs: SparseAssignment.Pairs, in components: AssignmentComponents, _ range: Range<Int>,
        objective: SparseAssignment.Objective
    ) -> [(rank: Int32, change: Change)] {
        var found: [(rank: Int32, change: Change)] = []
        var solver = ComponentSolver()
        var graph = ComponentSolver.Graph()
        for component in range {
            let rows = components.rows(component)
            let columns = components.columns(component)
            // Most components are two objects: no other row ever moves the one.
            if let row = rows.first, rows.count == 1 {
                if let pair = SparseAssignment.single(pairs, of: rows, objective: objective) {
                    found.append((pairs.rowRanks?[Int(row)] ?? row, Change(row: row, column: pair.1)))
                }
                continue
            }
            graph.fill(pairs, in: components, rows: rows, columnCount: columns.count)
            let out = SparseAssignment.wayOut(graph.costs, nodes: min(rows.count, columns.count), objective)
            solver.solve(graph, wayOut: out) { entered, changed, columnOf in
                let row = rows[rows.startIndex + entered]
                let rank = pairs.rowRanks?[Int(row)] ?? row
                for local in changed {
                    let column = columnOf[Int(local)]
                    found.append(
                        (
                            rank,
                            Change(
                                row: rows[rows.startIndex + Int(local)],
                                column: column < 0 ? -1 : columns[columns.startIndex + Int(column)])
                        ))
                }
            }
        }
        return found
    }
}
