import BorderGeo
import TestSupport
import Testing

@Suite struct AgreementTests {
    @Test(arguments: [
        ("towers and posts", 948, 421, 167, 2382.7976, 129.0563, 1202, 2155.715, 2663.949),
        ("near-complete overlap", 60, 55, 48, 68.7143, 1.5460, 67, 67.378, 74.776),
    ])
    func chapmanGoldens(
        name: String, n1: Int, n2: Int, m: Int, estimate: Double, error: Double, seen: Int, lower: Double, upper: Double
    ) throws {
        let value = try #require(CaptureRecapture(first: n1, second: n2, matched: m))
        #expect(abs(value.estimate - estimate) < 1e-4, "\(name)")
        #expect(abs(value.standardError - error) < 1e-4, "\(name)")
        #expect(value.seen == seen, "\(name)")
        #expect(abs(value.lower - lower) < 1e-3, "\(name)")
        #expect(abs(value.upper - upper) < 1e-3, "\(name)")
        #expect(value.flags.isEmpty, "\(name)")
    }

    @Test func nothingInCommonIsFlaggedUnusable() throws {
        let value = try #require(CaptureRecapture(first: 10, second: 12, matched: 0))
        #expect(value.estimate == 142)
        #expect(abs(value.standardError - 92.63) < 0.005)
        #expect(value.flags == [.unusable])
    }

    @Test func equalSetsGiveAFlaggedPoint() throws {
        let value = try #require(CaptureRecapture(first: 20, second: 20, matched: 20))
        #expect(value.lower == 20)
        #expect(value.upper == 20)
        #expect(value.flags == [.nothingUnseen])
    }

    @Test(.needs(.corpora)) func everyCaseOfChapmanAgrees() throws {
        func estimate(_ row: CorpusRow) throws -> CaptureRecapture? {
            CaptureRecapture(
                first: try row.whole("input.n1"), second: try row.whole("input.n2"), matched: try row.whole("input.matched"),
                confidence: Share(row.has("input.confidence") ? try row.number("input.confidence") : 0.95))
        }
        let run = try CorpusRun(
            .chapman,
            checks: [
                "chapman": { row in
                    let estimate = try estimate(row)
                    if !row.has("expected.estimate") {
                        row.compare("result", estimate == nil, got: "\(String(describing: estimate))", expected: "nothing")
                        return row.compare("expected", got: try row.text("expected"), expected: "error")
                    }
                    try row.compare(estimate?.estimate, at: "expected.estimate")
                    try row.compare(estimate?.variance, at: "expected.variance")
                    try row.compare(estimate?.standardError, at: "expected.standard_error")
                    try row.compare(estimate?.normalInterval.lower, at: "expected.lower_normal")
                    try row.compare(estimate?.normalInterval.upper, at: "expected.upper_normal")
                    try row.compare(estimate.map { Double($0.seen) }, at: "expected.lower_bound_logical")
                    try row.compare(estimate?.lincolnPetersen, at: "expected.lincoln_petersen")
                },
                "bailey": { row in try row.compare(estimate(row)?.bailey, at: "expected.estimate") },
            ])
        try run.expectAgreement()
    }

    @Test(.needs(.corpora)) func everyCaseOfKappaAgrees() throws {
        let run = try CorpusRun(
            .kappa, beside: ["input.name"],
            checks: [
                "cohen_kappa": { row in
                    let table: [[Int]] = try row.value("input.table")
                    let kappa = try #require(CohenKappa(table: table))
                    try row.compare(kappa.observedAgreement, at: "expected.observed_agreement")
                    try row.compare(kappa.expectedAgreement, at: "expected.expected_agreement")
                    try row.compare(kappa.kappa, at: "expected.kappa")
                    try row.compare(
                        CohenKappa(table: table, weights: .linear)?.kappa, at: "expected.kappa_weighted_linear")
                    try row.compare(
                        CohenKappa(table: table, weights: .quadratic)?.kappa, at: "expected.kappa_weighted_quadratic")
                    try row.compare(kappa.standardError, at: "expected.standard_error_ase")
                }
            ])
        try run.expectAgreement()
    }

    /// Krippendorff's four observers and twelve units.
    @Test(arguments: [
        (KrippendorffAlpha.Scale.nominal, 0.743421), (.ordinal, 0.815388), (.interval, 0.849107), (.ratio, 0.797403),
    ])
    func alphaOnKrippendorffsData(scale: KrippendorffAlpha.Scale, expected: Double) throws {
        let observers: [[Double?]] = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
            [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
        ]
        let units = (0..<12).map { unit in observers.map { $0[unit] } }
        let alpha = try #require(KrippendorffAlpha.alpha(units: units, scale: scale))
        #expect(abs(alpha - expected) < 5e-7)
    }

    @Test func alphaWithoutVariationIsNotDefined() {
        #expect(KrippendorffAlpha.alpha(units: [[1, 1], [1, 1]], scale: .nominal) == nil)
        #expect(KrippendorffAlpha.alpha(units: [[1, nil], [2, nil]], scale: .nominal) == nil)
    }
}
