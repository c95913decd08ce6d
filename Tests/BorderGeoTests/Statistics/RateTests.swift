import BorderGeo
import TestSupport
import Testing

@Suite struct RateTests {
    /// Rate per km, its bounds, spacing in metres and its bounds: R's `poisson.test` over the length.
    @Test(arguments: [
        ("five towers at Hoeryong", 5, 7.4, 0.675676, 0.219390, 1.576802, 1480.0, 634.195, 4558.092),
        ("169 posts at Hoeryong", 169, 7.4, 22.837838, 19.524382, 26.552484, 43.787, 37.661, 51.218),
        ("6820 facilities over fence line", 6820, 742, 9.191375, 8.974513, 9.412153, 108.798, 106.246, 111.427),
        ("6820 facilities over border", 6820, 321, 21.246106, 20.7448, 21.7564, 47.067, 45.963, 48.205),
    ])
    func goldenRates(
        name: String, count: Int, km: Double, rate: Double, lower: Double, upper: Double, spacing: Double, short: Double,
        long: Double
    ) throws {
        let value = Rate(count: count, per: .borderObserved, length: .kilometres(km))
        let interval = try #require(value.interval())
        #expect(abs(try #require(value.perKilometre) - rate) < 5e-7, "\(name)")
        #expect(abs(interval.perKilometreLower - lower) < 5e-5, "\(name)")
        #expect(abs(interval.perKilometreUpper - upper) < 5e-5, "\(name)")
        #expect(abs(try #require(value.spacing).value - spacing) < 5e-4, "\(name)")
        #expect(abs(interval.spacingLower.value - short) < 5e-4, "\(name)")
        #expect(abs(try #require(interval.spacingUpper).value - long) < 5e-4, "\(name)")
    }

    @Test func noneSeenGivesAnUpperBoundAndAnOpenSpacing() throws {
        let rate = Rate(count: 0, per: .fenceLine, length: .kilometres(10))
        let interval = try #require(rate.interval())
        #expect(rate.perKilometre == 0)
        #expect(rate.spacing == nil)
        #expect(interval.perKilometreLower == 0)
        #expect(abs(interval.perKilometreUpper - 0.368888) < 5e-7)
        #expect(abs(interval.spacingLower.value - 2710.850) < 1e-3)
        #expect(interval.spacingUpper == nil)
    }

    @Test(arguments: [0, -5, Double.nan, .infinity])
    func aRateOverNoLengthIsNotDefined(metres: Double) {
        let rate = Rate(count: 3, per: .fenceLine, length: Metres(metres))
        #expect(rate.perKilometre == nil)
        #expect(rate.spacing == nil)
        #expect(rate.interval() == nil)
        #expect(throws: RateError.noLength(.fenceLine)) { try rate.ratio(to: rate) }
    }

    @Test func twoBasesCannotBeCompared() {
        let border = Rate(count: 5, per: .borderObserved, length: .kilometres(7.4))
        let fence = Rate(count: 169, per: .fenceLine, length: .kilometres(9.5))
        #expect(throws: RateError.differentBases(.fenceLine, .borderObserved)) { try fence.ratio(to: border) }
    }

    @Test(arguments: [
        ("169 posts against 5 towers", 169, 7.4, 5, 7.4, 33.8, 14.201628, 105.441073),
        ("ten against none", 10, 5, 0, 5, Double.infinity, 2.241521, .infinity),
        ("rateratio.test vignette", 2, 17877, 9, 16660, 0.2070942, 0.0217741, 1.0005491),
    ])
    func goldenRatios(
        name: String, first: Int, t1: Double, second: Int, t2: Double, ratio: Double, lower: Double, upper: Double
    ) throws {
        let a = Rate(count: first, per: .borderObserved, length: .kilometres(t1))
        let result = try a.ratio(to: Rate(count: second, per: .borderObserved, length: .kilometres(t2)))
        func near(_ a: Double, _ b: Double) -> Bool { a == b || abs(a - b) < 5e-7 * max(1, abs(b)) }
        #expect(near(try #require(result.ratio), ratio), "\(name)")
        #expect(near(result.lower, lower), "\(name)")
        #expect(near(result.upper, upper), "\(name)")
    }

    @Test func centralPValuesAgreeWithTheInterval() throws {
        let vignette = try #require(
            RateRatio.exact(count: 2, over: Metres(17877), against: 9, over: Metres(16660)))
        #expect(abs(vignette.test.central - 0.0501065) < 5e-8)
        let oneSided = try #require(RateRatio.exact(count: 10, over: Metres(5), against: 0, over: Metres(5)))
        #expect(abs(oneSided.test.central - 0.001953125) < 1e-12)
    }

    @Test(.needs(.corpora)) func everyCaseOfRateRatiosAgrees() throws {
        let run = try CorpusRun(
            .rateRatio,
            checks: [
                "rate_ratio_exact": { row in
                    let made = try RateRatio.exact(
                        count: row.whole("input.events1"), over: Metres(row.number("input.exposure1")),
                        against: row.whole("input.events2"), over: Metres(row.number("input.exposure2")),
                        confidence: Share(row.number("input.confidence")))
                    let result = try #require(made)
                    try row.compare(result.ratio, at: "expected.ratio")
                    try row.compare(result.lower, at: "expected.lower")
                    try row.compare(result.upper, at: "expected.upper")
                    try row.compare(result.test.minimumLikelihood, at: "expected.p_two_sided")
                    try row.compare(result.test.less, at: "expected.p_less")
                    try row.compare(result.test.greater, at: "expected.p_greater")
                }
            ])
        try run.expectAgreement()
    }

    @Test func overdispersionWidensTheInterval() throws {
        // Index of 0, 0, 0, 12 over four bins: (3 * 9 + 81) / 3 = 36, ratio 12.
        let test = try #require(DispersionTest(counts: [0, 0, 0, 12]))
        #expect(test.index == 36)
        #expect(test.ratio == 12)
        // R: pchisq(36, 3, lower = FALSE)
        #expect(abs(test.pClustered - 7.48e-8) < 1e-9)
        #expect(test.rejectsPoisson())
        let rate = Rate(count: 12, per: .borderObserved, length: .kilometres(4))
        let plain = try #require(rate.interval())
        let wide = try #require(rate.quasiPoissonInterval(dispersion: test.ratio))
        #expect(abs((wide.perKilometreUpper - 3) - 12.0.squareRoot() * (plain.perKilometreUpper - 3)) < 1e-12)
        #expect(wide.perKilometreLower == 0)
        #expect(DispersionTest(counts: [0, 0]) == nil)
        #expect(DispersionTest(counts: [4]) == nil)
    }
}
