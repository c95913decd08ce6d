import Synchronization
import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

@Suite struct ParallelTests {
    /// Maps within maps within a pair: every result in its place, whatever thread was first.
    @Test(arguments: [1, 2, 3, 4, nil] as [Int?])
    func partsOfPartsComeBackInOrder(jobs: Int?) throws {
        let (sums, squares) = try Parallel.both(jobs: jobs) {
            Parallel.map(40, jobs: jobs) { i in
                Parallel.map(30, jobs: jobs) { j in Parallel.map(3, jobs: jobs) { i * 100 + j * 3 + $0 } }.flatMap { $0 }
            }
        } _: {
            Parallel.map(1000, jobs: jobs) { $0 * $0 }
        }
        #expect(sums == (0..<40).map { i in (0..<90).map { i * 100 + $0 } })
        #expect(squares == (0..<1000).map { $0 * $0 })
    }

    /// A number of threads holds for maps within maps: counted where the work is.
    @Test(arguments: [1, 2, 3])
    func noMoreThreadsThanAskedFor(jobs: Int) {
        final class Gauge: Sendable {
            let running = Atomic(0)
            let most = Atomic(0)
        }
        let gauge = Gauge()
        let results = Parallel.map(8, jobs: jobs) { _ in
            Parallel.map(8, jobs: jobs) { _ in
                gauge.most.max(gauge.running.wrappingAdd(1, ordering: .relaxed).newValue, ordering: .relaxed)
                var x = 1.0
                for i in 0..<20_000 { x = (x + Double(i)).squareRoot() }
                gauge.running.wrappingSubtract(1, ordering: .relaxed)
                return x
            }
        }
        #expect(results.flatMap { $0 }.count == 64)
        #expect(gauge.most.load(ordering: .relaxed) <= jobs)
    }

    struct Wrong: Error, Equatable { var half: Int }

    @Test func theFirstHalfsErrorIsTheOneThrown() {
        #expect(throws: Wrong(half: 1)) {
            _ = try Parallel.both { () throws -> Int in
                throw Wrong(half: 1)
            } _: { () throws -> Int in
                throw Wrong(half: 2)
            }
        }
        #expect(throws: Wrong(half: 2)) {
            _ = try Parallel.both {
                1
            } _: { () throws -> Int in
                throw Wrong(half: 2)
            }
        }
    }
}
