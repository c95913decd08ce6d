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

    @Test(.enabled(if: Corpora.isAvailable, "skipped, no corpora"))
    func chapmanCorpusPasses() throws {
        try CorpusRow.each("stats/chapman.jsonl", op: "chapman") { row in
            let value = CaptureRecapture(
                first: try row.whole("n1"), second: try row.whole("n2"), matched: try row.whole("matched"),
                confidence: Share(row.input["confidence"] as? Double ?? 0.95))
            if row.expectsError {
                #expect(value == nil, "\(row.id)")
                return
            }
            let estimate = try #require(value)
            row.check("estimate", estimate.estimate)
            row.check("variance", estimate.variance)
            row.check("standard_error", estimate.standardError)
            row.check("lower_normal", estimate.normalInterval.lower)
            row.check("upper_normal", estimate.normalInterval.upper)
            row.check("lower_bound_logical", Double(estimate.seen))
            row.check("lincoln_petersen", estimate.lincolnPetersen)
        }
        try CorpusRow.each("stats/chapman.jsonl", op: "bailey") { row in
            let value = CaptureRecapture(
                first: try row.whole("n1"), second: try row.whole("n2"), matched: try row.whole("matched"))
            row.check("estimate", value?.bailey)
        }
    }

    @Test(.enabled(if: Corpora.isAvailable, "skipped, no corpora"))
    func kappaCorpusPasses() throws {
        try CorpusRow.each("stats/kappa.jsonl", op: "cohen_kappa") { row in
            let table = try #require(row.input["table"] as? [[Int]])
            let kappa = try #require(CohenKappa(table: table))
            row.check("observed_agreement", kappa.observedAgreement)
            row.check("expected_agreement", kappa.expectedAgreement)
            row.check("kappa", kappa.kappa)
            row.check("kappa_weighted_linear", CohenKappa(table: table, weights: .linear)?.kappa)
            row.check("kappa_weighted_quadratic", CohenKappa(table: table, weights: .quadratic)?.kappa)
            row.check("standard_error_ase", kappa.standardError)
        }
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
