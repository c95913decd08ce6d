import BorderGeo
import Testing

@Suite struct ProportionIntervalTests {
    /// Wilson by the formula; Clopper-Pearson from R's `binom.test`.
    @Test(arguments: [
        ("85 of 97", 85, 97, 0.796113, 0.927796, 0.793870, 0.934413),
        ("all 97", 97, 97, 0.961905, 1, 0.962684, 1),
        ("none of 10", 0, 10, 0, 0.277533, 0, 0.308497),
    ])
    func intervalsMatchTheReference(
        name: String, x: Int, n: Int, wilsonLower: Double, wilsonUpper: Double, exactLower: Double, exactUpper: Double
    ) throws {
        let wilson = try #require(ProportionInterval.wilson(x, of: n))
        let exact = try #require(ProportionInterval.clopperPearson(x, of: n))
        #expect(abs(wilson.lower.fraction - wilsonLower) < 1e-6, "\(name)")
        #expect(abs(wilson.upper.fraction - wilsonUpper) < 1e-6, "\(name)")
        #expect(abs(exact.lower.fraction - exactLower) < 1e-6, "\(name)")
        #expect(abs(exact.upper.fraction - exactUpper) < 1e-6, "\(name)")
    }

    @Test func aShareOfNothingIsNotDefined() {
        #expect(ProportionInterval.wilson(0, of: 0) == nil)
        #expect(ProportionInterval.clopperPearson(0, of: 0) == nil)
        #expect(ProportionInterval.wilson(5, of: 4) == nil)
    }
}
