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

@Suite struct PoissonIntervalTests {
    /// Garwood 1936: tables; the last rows from R 4.2 `poisson.test`.
    @Test(arguments: [
        ("none seen", 0, 0.0, 3.688879),
        ("one seen", 1, 0.025318, 5.571643),
        ("five towers at Hoeryong", 5, 1.623486, 11.668332),
        ("169 posts at Hoeryong", 169, 144.480427, 196.488384),
        ("6820 facilities", 6820, 6659.0886, 6983.8172),
    ])
    func garwoodBoundsAreExact(name: String, count: Int, lower: Double, upper: Double) {
        let interval = PoissonInterval.garwood(count: count)
        #expect(abs(interval.lower - lower) < 5e-7 * max(1, lower) + 1e-4 * (count > 1000 ? 1 : 0), "\(name)")
        #expect(abs(interval.upper - upper) < 5e-7 * max(1, upper) + 1e-4 * (count > 1000 ? 1 : 0), "\(name)")
    }

    @Test(arguments: [1, 2, 10, 1000, 1_000_000, 1_000_000_000])
    func boundsPutExactlyTheTailOutside(count: Int) {
        let interval = PoissonInterval.garwood(count: count, confidence: Share(0.9))
        let atLower = GammaFunction.regularised(Double(count), interval.lower).lower
        let atUpper = GammaFunction.regularised(Double(count) + 1, interval.upper).upper
        #expect(abs(atLower - 0.05) < 1e-9)
        #expect(abs(atUpper - 0.05) < 1e-9)
    }

    @Test(.needs(.corpora)) func everyCaseOfPoissonAgrees() throws {
        let run = try CorpusRun(
            .poisson,
            checks: [
                "poisson_rate_exact": { row in
                    let (count, exposure) = (try row.whole("input.events"), try row.number("input.exposure"))
                    let interval = PoissonInterval.garwood(
                        count: count, confidence: Share(try row.number("input.confidence")))
                    try row.compare(Double(count) / exposure, at: "expected.rate")
                    try row.compare(interval.lower / exposure, at: "expected.lower")
                    try row.compare(interval.upper / exposure, at: "expected.upper")
                },
                "poisson_test_one_sample": { row in
                    let mean = try row.number("input.exposure") * row.number("input.rate0")
                    let test = ExactTest.poisson(count: try row.whole("input.events"), mean: mean)
                    try row.compare(test.minimumLikelihood, at: "expected.p_two_sided")
                    try row.compare(test.less, at: "expected.p_less")
                    try row.compare(test.greater, at: "expected.p_greater")
                },
            ])
        try run.expectAgreement()
    }
}
