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

@Suite struct ExactTestTests {
    /// Tails summed with 40 digits (mpmath); R's poisson.test and SciPy's f.sf agree.
    @Test func tinyPValuesAreAsExactAsOthers() {
        func close(_ value: Double, _ expected: Double) -> Bool { abs(value - expected) <= 1e-9 * expected }
        #expect(close(PoissonDistribution.upperTail(60, mean: 5), 7.649610081149392e-43))
        #expect(close(ExactTest.poisson(count: 60, mean: 5).minimumLikelihood, 7.64961008114939e-43))
        #expect(close(ExactTest.poisson(count: 3, mean: 200).minimumLikelihood, 3.22392610947143e-81))
        #expect(close(ExactTest.binomial(count: 3, trials: 400).less, 4.130894182828959e-114))
        #expect(close(McNemar.exact(onlyFirst: 200, onlySecond: 4), 5.559787001072500e-54))
        #expect(close(FDistribution(above: 2, below: 98).upperTail(400), 7.236644063280089e-48))
    }

    /// By adding up every outcome.
    @Test(arguments: [(0, 1.3), (1, 0.4), (3, 7.7), (12, 7.7), (40, 22.0), (8, 8.0)])
    func poissonTwoSidedIsTheSumOfOutcomesNoMoreLikely(count: Int, mean: Double) {
        let seen = PoissonDistribution.mass(count, mean: mean)
        let sum = (0..<300).map { PoissonDistribution.mass($0, mean: mean) }.filter { $0 <= seen * (1 + 1e-7) }.reduce(0, +)
        #expect(abs(ExactTest.poisson(count: count, mean: mean).minimumLikelihood - sum) < 1e-12)
    }

    @Test(arguments: [(3, 10, 0.5), (0, 12, 0.2), (9, 12, 0.3), (12, 12, 0.9), (50, 120, 0.4), (5, 10, 0.5)])
    func binomialTwoSidedIsTheSumOfOutcomesNoMoreLikely(count: Int, trials: Int, share: Double) {
        let seen = Binomial.mass(count, trials: trials, share: share)
        let sum = (0...trials).map { Binomial.mass($0, trials: trials, share: share) }.filter { $0 <= seen * (1 + 1e-7) }
            .reduce(0, +)
        let test = ExactTest.binomial(count: count, trials: trials, share: Share(share))
        #expect(abs(test.minimumLikelihood - sum) < 1e-12)
    }

    /// Hand: 2 (C(15,0) + C(15,1) + C(15,2) + C(15,3)) / 2^15 = 2 * 576 / 32768.
    @Test(arguments: [
        ("12 against 3", 12, 3, 0.03515625), ("the other way round", 3, 12, 0.03515625), ("nothing discordant", 0, 0, 1.0),
        ("equal", 4, 4, 1.0), ("one", 1, 0, 1.0),
    ])
    func mcNemarIsExact(name: String, b: Int, c: Int, p: Double) {
        #expect(abs(McNemar.exact(onlyFirst: b, onlySecond: c) - p) < 1e-12, "\(name)")
    }

    @Test func benjaminiHochbergOnAHandCase() {
        // p * m / rank from the largest down, running minimum: 0.01*4/1, 0.02*4/2, 0.03*4/3, 0.5.
        let adjusted = FalseDiscoveryRate.benjaminiHochberg([0.03, 0.01, 0.5, 0.02])
        for (value, expected) in zip(adjusted, [0.04, 0.04, 0.5, 0.04]) { #expect(abs(value - expected) < 1e-15) }
        let withGap = FalseDiscoveryRate.benjaminiHochberg([0.03, .nan, 0.5])
        #expect(withGap[1].isNaN)
        #expect(abs(withGap[0] - 0.06) < 1e-15)
    }
}
