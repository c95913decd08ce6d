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

@Suite struct LocateAccuracyTests {
    /// Random points within 3 km of a border; the measure against a search by geodesics alone. Tolerance 1 mm, the distance 0.1 mm.
    @Test(arguments: SampleBorder.allCases)
    func measureIsRightToAMillimetre(border: SampleBorder) throws {
        let route = try border.route()
        let brute = BruteForce(route)
        let seed: UInt64 = 20_240_601
        var random = SeededGenerator(seed: seed)
        // The long search of the fine border is slow; the bench package runs it with 20,000 points.
        let count = border == .coarse ? 20_000 : 2_000
        let points = try (0..<count).map { _ in
            let s = Measure(random.uniform(0...route.length.value))
            return try route.position(at: s, offset: Offset(random.uniform(-3000...3000)))
        }
        let located = route.locate(points)
        let truth = Parallel.map(count) { brute.nearest(points[$0]) }
        var compared = 0
        var worst = 0.0
        var worstDistance = 0.0
        for i in 0..<count {
            worstDistance = max(worstDistance, abs(abs(located.offsets[i].metres) - truth[i].distance))
            // Two feet as near to a tenth of a millimetre: either is right.
            guard truth[i].second - truth[i].distance > 1e-4 else { continue }
            compared += 1
            let error = abs(located.measures[i].metres - truth[i].measure)
            if error > worst { worst = error }
        }
        #expect(compared > count * 99 / 100, "seed \(seed)")
        #expect(worst < 1e-3, "seed \(seed)")
        #expect(worstDistance < 1e-4, "seed \(seed)")
        print(
            "\(border): worst measure error \(worst) m, worst distance error \(worstDistance) m, \(compared) of \(count) compared"
        )
    }
}
