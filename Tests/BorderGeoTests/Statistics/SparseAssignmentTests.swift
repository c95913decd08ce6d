import TestSupport
import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

/// The best assignment by trying all: the reference for small cases.
private func bruteForce(_ matrix: [[Double]], limit: Double, unmatched: Double?) -> (pairs: Int, cost: Double) {
    let columns = matrix.map(\.count).max() ?? 0
    var best = (pairs: -1, cost: Double.infinity)
    func better(_ a: (pairs: Int, cost: Double), _ b: (pairs: Int, cost: Double)) -> Bool {
        if let unmatched { return a.cost - 2 * unmatched * Double(a.pairs) < b.cost - 2 * unmatched * Double(b.pairs) - 1e-12 }
        return a.pairs > b.pairs || (a.pairs == b.pairs && a.cost < b.cost)
    }
    func visit(_ row: Int, _ used: Set<Int>, _ pairs: Int, _ cost: Double) {
        if row == matrix.count {
            if best.pairs < 0 || better((pairs, cost), best) { best = (pairs, cost) }
            return
        }
        visit(row + 1, used, pairs, cost)
        for column in 0..<columns where !used.contains(column) && column < matrix[row].count && matrix[row][column] <= limit {
            visit(row + 1, used.union([column]), pairs + 1, cost + matrix[row][column])
        }
    }
    visit(0, [], 0, 0)
    return best
}

@Suite struct SparseAssignmentTests {
    @Test(.needs(.corpora)) func everyCaseOfAssignmentAgrees() throws {
        let run = try CorpusRun(
            .assignment, beside: ["input.name"],
            checks: [
                "optimal_assignment": { row in
                    let limit = row.has("input.max_cost") ? try row.number("input.max_cost") : .infinity
                    let pairs = SparseAssignment.Pairs(matrix: try row.value("input.cost"), limit: limit)
                    let result = SparseAssignment(pairs, objective: .mostPairs)
                    row.compare("pairs", got: result.pairCount, expected: try row.whole("expected.pairs"))
                    try row.compare(result.totalCost, at: "expected.total")
                }
            ])
        try run.expectAgreement()
    }

    @Test(arguments: Array(1...60) as [UInt64])
    func everyObjectiveMatchesBruteForce(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let (rows, columns) = (1 + random.index(below: 6), 1 + random.index(below: 6))
        // Whole costs on odd seeds, so that ties are common.
        let matrix = (0..<rows).map { _ in
            (0..<columns).map { _ in seed % 2 == 1 ? Double(random.index(below: 5)) : random.uniform(0, 5) }
        }
        let limit = random.uniform(1, 5)
        let pairs = SparseAssignment.Pairs(matrix: matrix, limit: limit)
        let most = SparseAssignment(pairs, objective: .mostPairs)
        let expectedMost = bruteForce(matrix, limit: limit, unmatched: nil)
        #expect(most.pairCount == expectedMost.pairs, "seed \(seed)")
        #expect(abs(most.totalCost - expectedMost.cost) < 1e-9, "seed \(seed)")
        let unmatched = random.uniform(0.2, 2)
        let least = SparseAssignment(pairs, objective: .leastCost(unmatched: unmatched))
        let expectedLeast = bruteForce(matrix, limit: limit, unmatched: unmatched)
        let value = least.totalCost - 2 * unmatched * Double(least.pairCount)
        let expectedValue = expectedLeast.cost - 2 * unmatched * Double(expectedLeast.pairs)
        #expect(abs(value - expectedValue) < 1e-9, "seed \(seed)")
        #expect(Set(least.columnOfRow.compactMap { $0 }).count == least.pairCount, "seed \(seed): a column taken twice")
    }

    @Test func equalCostsGoToTheFirst() {
        let all = SparseAssignment(.init(matrix: [[1, 1, 1], [1, 1, 1]]), objective: .leastCost(unmatched: 1))
        #expect(all.columnOfRow == [0, 1])
        let one = SparseAssignment(.init(matrix: [[1, 1]]), objective: .leastCost(unmatched: 1))
        #expect(one.columnOfRow == [0])
        let column = SparseAssignment(.init(matrix: [[1], [1]]), objective: .mostPairs)
        #expect(column.columnOfRow == [0, nil])
    }

    @Test(arguments: [
        ("nothing at all", [[Double]]()), ("rows without a column", [[], []]), ("all too dear", [[9, 9], [9, 9]]),
    ])
    func noPairsGiveAnEmptyAnswer(name: String, matrix: [[Double]]) {
        let result = SparseAssignment(.init(matrix: matrix, limit: 1), objective: .mostPairs)
        #expect(result.pairCount == 0)
        #expect(result.totalCost == 0)
        #expect(result.columnOfRow == Array(repeating: nil, count: matrix.count))
    }
}
