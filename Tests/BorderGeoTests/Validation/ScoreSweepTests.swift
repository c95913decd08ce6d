import TestSupport
import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import LineStatistics
@testable import LinearReferencing

private func point(_ id: String, _ east: Double, kind: FacilityKind = .guardPost, score: Double? = nil) -> ValidationPoint {
    ValidationPoint(id: id, kind: kind, position: near(east).position, score: score, measure: Measure(east), offset: Offset(0))
}

@Suite struct ScoreSweepTests {
    private let rule = MatchRule(goal: .mostPairs, maximumDistance: Metres(7))

    @Test func aLaterDetectionTakesNothingFromAnEarlierOne() throws {
        let validation = try DetectionValidation(
            reference: [point("r", 0)], detections: [point("a", 5, score: 0.99), point("b", 1, score: 0.10)], rule: rule)
        let sweep = try #require(try validation.scoreSweep())
        let curve = try #require(validation.curve(by: sweep))
        #expect(curve.averagePrecision == 1)
        #expect(curve.points.first?.precision == 1)
        #expect(validation.averagePrecision101(by: sweep) == 1)
    }

    @Test func equalKindsArePreferred() throws {
        let validation = try DetectionValidation(
            reference: [point("r", 0, kind: .watchtower)],
            detections: [point("wrong", 1, score: 0.5), point("right", 3, kind: .watchtower, score: 0.9)], rule: rule)
        #expect(validation.detectionOutcomes == [.unmatched, .matched(0)])
        let sweep = try #require(try validation.scoreSweep())
        #expect(validation.curve(kind: .watchtower, by: sweep)?.averagePrecision == 1)
        #expect(validation.curve(kind: .guardPost, by: sweep) == nil)
    }

    /// Every point of every curve is what a validation of the detections from that score on gives, whatever the goal, with ties and exclusions.
    @Test(arguments: [MatchRule.Goal.mostPairs, .leastCost])
    func curvesAreTheTableAtEachScore(goal: MatchRule.Goal) throws {
        for seed in 0..<12 {
            var random = SplitMix64(seed: UInt64(seed) &+ 77)
            let kinds = [FacilityKind.guardPost, .watchtower]
            let reference = (0..<40).map { point("r\($0)", random.uniform(0, 300), kind: kinds[random.index(below: 2)]) }
            let detections = (0..<60).map {
                point(
                    "d\($0)", random.uniform(0, 300), kind: kinds[random.index(below: 2)],
                    score: Double(random.index(below: 25)) / 25)
            }
            let exclusions = DetectionValidation.Exclusions(
                observed: MeasureSpanSet([MeasureSpan(Measure(0), Measure(120)), MeasureSpan(Measure(140), Measure(300))]))
            let rule = MatchRule(goal: goal, maximumDistance: Metres(9))
            let selection = DetectionValidation.Selection(spans: MeasureSpanSet(MeasureSpan(Measure(0), Measure(200))))
            let whole = try DetectionValidation(
                reference: reference, detections: detections, rule: rule, exclusions: exclusions)
            let sweep = try #require(try whole.scoreSweep())
            for kind in [nil] + kinds.map({ $0 as FacilityKind? }) {
                let curve = try #require(whole.curve(in: selection, kind: kind, by: sweep))
                for point in curve.points {
                    let part = try DetectionValidation(
                        reference: reference, detections: detections.filter { ($0.score ?? 0) >= point.score }, rule: rule,
                        exclusions: exclusions
                    ).scores(in: selection, kind: kind)
                    #expect(abs(point.recall - (part.recall?.fraction ?? -1)) < 1e-12, "seed \(seed) at \(point.score)")
                    #expect(abs(point.precision - (part.precision?.fraction ?? -1)) < 1e-12, "seed \(seed) at \(point.score)")
                }
            }
        }
    }

    /// COCO's own rule by hand: .9 takes the nearest reference, .8 what is left, .7 nothing.
    @Test func cocoIsGreedyByScore() throws {
        let validation = try DetectionValidation(
            reference: [point("r1", 0), point("r2", 10)],
            detections: [point("a", 4, score: 0.9), point("b", 3.5, score: 0.8), point("c", 5, score: 0.7)], rule: rule)
        let sweep = try #require(try validation.scoreSweep())
        // a takes r1 (4 m; r2 is 6 m off); b reaches r2 at 6.5 m.
        let ap = try #require(validation.averagePrecision101(by: sweep))
        #expect(abs(ap - 1) < 1e-12)
    }

    @Test func agreementDoesNotDependOnTheOrderOfFiles() throws {
        var random = SplitMix64(seed: 5)
        let sets = ["a", "b", "c", "d"].map { name in
            (
                name: name,
                points: (0..<60).map {
                    point("\(name)\($0)", random.uniform(0, 600), kind: random.uniform() < 0.7 ? .guardPost : .watchtower)
                }
            )
        }
        func objects(_ order: [Int]) throws -> Set<[String]> {
            let agreement = try AnnotatorAgreement(
                order.map { (sets[$0].name, ValidationPoints(sets[$0].points.shuffled(by: order))) }, rule: rule)
            return Set(
                agreement.objects.map { object in
                    object.marks.enumerated().compactMap { place, mark in
                        mark.map { sets[order[place]].points.shuffled(by: order)[$0].id }
                    }.sorted()
                })
        }
        let first = try objects([0, 1, 2, 3])
        for order in [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] { #expect(try objects(order) == first) }
    }
}

extension [ValidationPoint] {
    /// Another order for another order of annotators.
    fileprivate func shuffled(by order: [Int]) -> [ValidationPoint] {
        var random = SplitMix64(seed: UInt64(order.reduce(0) { $0 * 10 + $1 }))
        var points = self
        random.shuffle(&points)
        return points
    }
}
