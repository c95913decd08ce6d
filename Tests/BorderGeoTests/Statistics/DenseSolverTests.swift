import TestSupport
import Testing

@testable import BorderBase
@testable import LineStatistics

/// Large components go to a full matrix: as good as another engine's answer, and as good as the solver for sparse ones.
@Suite struct DenseSolverTests {
    /// Whole squared distances of points from a linear congruential generator, so that another engine can be given the same.
    private func distances(_ rows: Int, _ columns: Int) -> [[Double]] {
        var state: UInt64 = 7
        func next() -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % 100_000)
        }
        let a = (0..<rows).map { _ in (next(), next()) }
        let b = (0..<columns).map { _ in (next(), next()) }
        return a.map { p in b.map { q in Double((p.0 - q.0) * (p.0 - q.0) + (p.1 - q.1) * (p.1 - q.1)) } }
    }

    /// Totals of `scipy.optimize.linear_sum_assignment` (SciPy 1.17.1), which are whole numbers.
    @Test(arguments: [(200, 200, 19_394_777_567), (210, 260, 6_402_167_951), (260, 210, 6_088_733_172)])
    func theTotalIsThatOfSciPy(rows: Int, columns: Int, total: Int) {
        #expect(DenseSolver.suits(rows: rows, columns: columns, edges: rows * columns))
        let result = SparseAssignment(SparseAssignment.Pairs(matrix: distances(rows, columns)), objective: .mostPairs, jobs: 1)
        #expect(result.pairCount == min(rows, columns))
        #expect(result.totalCost == Double(total))
    }

    /// Holes in the matrix, way outs that pay, more rows than columns and the reverse, many ties.
    @Test(arguments: Array(1...12) as [UInt64])
    func itIsAsGoodAsTheSolverForSparseComponents(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let (rows, columns) = (20 + random.index(below: 40), 20 + random.index(below: 40))
        let hole = [0, 0.1, 0.5][random.index(below: 3)]
        var graph = ComponentSolver.Graph()
        graph.columnCount = columns
        graph.starts = [0]
        for _ in 0..<rows {
            for column in 0..<columns where random.uniform(0, 1) >= hole {
                graph.columns.append(Int32(column))
                graph.costs.append(seed % 2 == 0 ? random.uniform(0, 3) : Double(random.index(below: 4)))
            }
            graph.starts.append(Int32(graph.columns.count))
        }
        let wayOut = [0.05, 0.5, 2, 1000][random.index(below: 4)]
        var sparse = ComponentSolver()
        sparse.solve(graph, wayOut: wayOut)
        func cost(_ columnOf: [Int32]) -> Double {
            #expect(Set(columnOf.filter { $0 >= 0 }).count == columnOf.count { $0 >= 0 }, "seed \(seed)")
            return columnOf.enumerated().reduce(0) { sum, pair in
                guard pair.element >= 0 else { return sum + wayOut }
                let edge = graph.edges(of: pair.offset).first { graph.columns[$0] == pair.element }
                return sum + (edge.map { graph.costs[$0] } ?? .infinity)
            }
        }
        let dense = DenseSolver.solve(graph, wayOut: wayOut, mayLeaveAlone: true)
        #expect((cost(dense) - cost(sparse.columnOf)).magnitude < 1e-9, "seed \(seed)")
    }

    @Test func thousandsOfEqualPlacesAreMatchedInOrder() {
        let matrix = [[Double]](repeating: [Double](repeating: 0, count: 400), count: 300)
        let result = SparseAssignment(SparseAssignment.Pairs(matrix: matrix), objective: .leastCost(unmatched: 1), jobs: 1)
        #expect(result.pairCount == 300)
        #expect(result.columns == Array(0..<300))
    }
}
