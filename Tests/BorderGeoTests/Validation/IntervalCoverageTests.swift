import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

/// Detectors and annotators whose rates are planted, object by object and at random: their intervals must hold the planted value about as
/// often as they say. 240 studies each; of 95 % intervals 215 to 239 should (three standard errors of a binomial count around 228).
@Suite struct IntervalCoverageTests {
    private static let studies = 240
    private static let fair = 215...239
    private static let seed: UInt64 = 20_231_231
    private let rule = MatchRule(maximumDistance: Metres(15), usesSigma: false, kindWeight: 0)

    /// Posts 40 to 120 m apart on a line: errors of some metres leave no doubt who is who.
    private func truth(_ count: Int, _ random: inout SplitMix64) -> [ValidationPoint] {
        var east = 0.0
        return (0..<count).map { index in
            east += random.uniform(40, 120)
            return ValidationPoint(id: "t\(index)", kind: .guardPost, position: near(east).position)
        }
    }

    private func seen(_ point: ValidationPoint, shift: (Double, Double) = (0, 0), _ random: inout SplitMix64) -> ValidationPoint {
        let scale = GroundScale(latitude: point.position.latitude)
        return ValidationPoint(
            id: point.id, kind: point.kind,
            position: GeoPosition(
                longitude: point.position.longitude + (shift.0 + 2 * random.normal()) / scale.east,
                latitude: point.position.latitude + (shift.1 + 2 * random.normal()) / scale.north))
    }

    private func expectFair(_ held: Int, _ what: String) {
        #expect(
            Self.fair.contains(held), "\(what): \(held) of \(Self.studies) intervals hold the planted value, seed \(Self.seed)")
    }

    @Test func recallAndShiftAreHeldAsOftenAsTheIntervalsSay() throws {
        var (recall, east, north) = (0, 0, 0)
        for study in 0..<Self.studies {
            var random = SplitMix64(seed: Self.seed).stream(study)
            let reference = truth(150, &random)
            var found: [ValidationPoint] = []
            for point in reference where random.uniform() < 0.85 { found.append(seen(point, shift: (4, -3), &random)) }
            let validation = try DetectionValidation(reference: reference, detections: found, rule: rule, jobs: 1)
            let interval = try #require(validation.scores().recallInterval())
            if interval.lower.fraction <= 0.85, 0.85 <= interval.upper.fraction { recall += 1 }
            let pairs = validation.pairs()
            let shift = try #require(ShiftTest(east: pairs.map(\.east), north: pairs.map(\.north)))
            let half = shift.halfWidths()
            if (shift.east.value - 4).magnitude <= half.east.value { east += 1 }
            if (shift.north.value + 3).magnitude <= half.north.value { north += 1 }
        }
        expectFair(recall, "recall 0.85")
        expectFair(east, "shift 4 m east")
        expectFair(north, "shift 3 m south")
    }

    @Test func precisionIsHeldAsOftenAsItsIntervalSays() throws {
        var held = 0
        for study in 0..<Self.studies {
            var random = SplitMix64(seed: Self.seed &+ 1).stream(study)
            let reference = truth(160, &random)
            // Every detection is true with nine chances in ten; a false one stands 300 m aside.
            let found = reference.enumerated().map { index, point in
                random.uniform() < 0.9
                    ? seen(point, &random)
                    : ValidationPoint(id: "f\(index)", kind: .guardPost, position: near(Double(index) * 50, 300).position)
            }
            let validation = try DetectionValidation(reference: reference, detections: found, rule: rule, jobs: 1)
            let interval = try #require(validation.scores().precisionInterval())
            if interval.lower.fraction <= 0.9, 0.9 <= interval.upper.fraction { held += 1 }
        }
        expectFair(held, "precision 0.9")
    }

    @Test func twoAnnotatorsGiveTheTotalAsOftenAsTheIntervalSays() throws {
        var held = 0
        for study in 0..<Self.studies {
            var random = SplitMix64(seed: Self.seed &+ 2).stream(study)
            let all = truth(200, &random)
            let marks = [0.8, 0.65].map { rate in
                all.compactMap { random.uniform() < rate ? seen($0, &random) : nil }
            }
            let agreement = try AnnotatorAgreement([("anna", marks[0]), ("boris", marks[1])], rule: rule, jobs: 1)
            let total = try #require(agreement.pairs().first?.total)
            if total.lower <= 200, 200 <= total.upper { held += 1 }
        }
        expectFair(held, "total of 200")
    }

    @Test func anAdjustedCountHoldsTheTrueNumberAsOftenAsItSays() throws {
        // 40,000 objects surveyed by a detector that 300 references judged: the judgement is what is uncertain.
        let (p, r) = (0.9, 0.8)
        var held = 0
        for study in 0..<Self.studies {
            var random = SplitMix64(seed: Self.seed &+ 3).stream(study)
            let found = (0..<300).count { _ in random.uniform() < r }
            // False ones come between the true ones as often as the precision lets them.
            var madeUp = 0
            for _ in 0..<found { while random.uniform() >= p { madeUp += 1 } }
            let scores = DetectionScores(truePositive: found, falsePositive: madeUp, falseNegative: 300 - found)
            let count = try #require(AdjustedCount(detections: Int((40_000 * r / p).rounded()), scores: scores))
            if count.lower <= 40_000, 40_000 <= count.upper { held += 1 }
        }
        expectFair(held, "adjusted count")
    }
}
