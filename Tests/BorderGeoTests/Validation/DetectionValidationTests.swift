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

private func point(
    _ id: String, _ east: Double, kind: FacilityKind = .guardPost, score: Double? = nil, measure: Double? = nil
) -> ValidationPoint {
    ValidationPoint(
        id: id, kind: kind, position: near(east).position, score: score, measure: measure.map { Measure($0) }, offset: Offset(0))
}

private let rule = MatchRule(maximumDistance: Metres(10), kindWeight: 0)

@Suite struct DetectionValidationTests {
    @Test func countsAndSharesOnAHandCase() throws {
        // Reference at 0, 100, 200, 300; found at 1 and 102 (called a tower), false at 500 and 103.
        let reference = [point("a", 0), point("b", 100), point("c", 200), point("d", 300, kind: .watchtower)]
        let detections = [
            point("1", 1, score: 0.9), point("2", 102, kind: .watchtower, score: 0.8), point("3", 500, score: 0.85),
            point("4", 103, score: 0.1),
        ]
        let validation = try DetectionValidation(reference: reference, detections: detections, rule: rule)
        let scores = validation.scores()
        #expect(scores == DetectionScores(truePositive: 2, falsePositive: 2, falseNegative: 2))
        #expect(scores.precision == Share(0.5))
        #expect(scores.recall == Share(0.5))
        #expect(scores.f1 == Share(0.5))
        // By kind the tower found at a post's place is false, and the post missed.
        #expect(validation.scores(kind: .guardPost) == DetectionScores(truePositive: 1, falsePositive: 2, falseNegative: 2))
        #expect(validation.scores(kind: .watchtower) == DetectionScores(truePositive: 0, falsePositive: 1, falseNegative: 1))
        let confusion = validation.confusion()
        #expect(confusion.kinds == [.guardPost, .watchtower])
        #expect(confusion.counts == [[1, 1], [0, 0]])
        #expect(confusion.missed == [1, 1])
        #expect(confusion.spurious == [2, 0])
        #expect(confusion.misclassified == 1)
        #expect(try validation.duplicates() == 1)
        // Right at 0.9, false at 0.85, right at 0.8, false at 0.1, of four: 1/4 * 1 + 1/4 * 2/3.
        let curve = try #require(try validation.curve())
        #expect(abs(curve.averagePrecision - (0.25 + 0.25 * 2 / 3)) < 1e-12)
        #expect(curve.points.map(\.recall) == [0.25, 0.25, 0.5, 0.5])
        // At recalls 0 ... 0.25 precision 1 (26 of them), to 0.5 two thirds (25), then 0.
        #expect(abs(curve.averagePrecision101 - (26 + 25 * 2.0 / 3) / 101) < 1e-12)
    }

    @Test func whatIsNotDefinedIsNotNought() throws {
        let nothing = try DetectionValidation(reference: [point("a", 0)], detections: [], rule: rule)
        #expect(nothing.scores().precision == nil)
        #expect(nothing.scores().recall == Share(0))
        #expect(try nothing.curve() == nil)
        let noReference = try DetectionValidation(reference: [], detections: [point("1", 0, score: 1)], rule: rule)
        #expect(noReference.scores().recall == nil)
        #expect(noReference.scores().precision == Share(0))
        let empty = try DetectionValidation(reference: [], detections: [], rule: rule)
        #expect(empty.scores().f1 == nil)
        let unscored = try DetectionValidation(
            reference: [point("a", 0)], detections: [point("1", 0, score: 1), point("2", 50)], rule: rule)
        #expect(try unscored.curve() == nil)
    }

    @Test func ignoredZonesAndUnobservedStretchesAreNotScored() throws {
        let reference = [point("in", 0, measure: 0), point("zone", 100, measure: 100), point("dark", 200, measure: 200)]
        let detections = [
            point("hit", 1, measure: 1), point("false-in-zone", 115, measure: 115), point("false-dark", 230, measure: 230),
            point("false", 400, measure: 50),
        ]
        let (west, east) = (near(90, -50).position, near(120, 50).position)
        let zone = Polygon(exterior: [
            west, GeoPosition(longitude: east.longitude, latitude: west.latitude), east,
            GeoPosition(longitude: west.longitude, latitude: east.latitude), west,
        ])
        let validation = try DetectionValidation(
            reference: reference, detections: detections, rule: rule,
            exclusions: .init(ignored: [zone], observed: MeasureSpanSet([MeasureSpan(Measure(0), Measure(150))])))
        #expect(validation.scores() == DetectionScores(truePositive: 1, falsePositive: 1, falseNegative: 0))
        #expect(validation.notScoredReference == 2)
        #expect(validation.notScoredDetections == 2)
    }

    @Test func aPairBelongsToTheBinOfItsReference() throws {
        let reference = [point("a", 999, measure: 999), point("b", 1500, measure: 1500)]
        let detections = [point("1", 1001, measure: 1001), point("2", 2500, measure: 2500), point("3", 300, measure: 300)]
        let validation = try DetectionValidation(reference: reference, detections: detections, rule: rule)
        let bins = try RouteBins(MeasureSpanSet([MeasureSpan(Measure(0), Measure(3000))]), length: Metres(1000))
        #expect(bins.spans.count == 3)
        #expect(
            validation.scores(by: bins) == [
                DetectionScores(truePositive: 1, falsePositive: 1), DetectionScores(falseNegative: 1),
                DetectionScores(falsePositive: 1),
            ])
        let counts = validation.counts(by: bins)
        #expect(counts.map(\.reference) == [1, 1, 0])
        #expect(counts.map(\.detections) == [1, 1, 1])
        #expect(bins.index(of: Measure(2999.9)) == 2)
        #expect(bins.index(of: Measure(3000)) == nil)
        #expect(bins.index(of: Measure(-1)) == nil)
    }

    /// Two areas side by side and one apart, on a border of 3,000 m: a point on a cut is in the later area, one on the end of an area that
    /// ends inside the border is in none, and the border's last point is in the area that reaches it (printed to the millimetre).
    @Test(
        arguments: [
            (0, [0]), (999.9, [0]), (1000, [1]), (1999.9, [1]), (2000, []), (2500, [2]), (3000.000_4, [2]),
        ] as [(Double, [Int])])
    func endsOfAreasAreHalfOpen(at: Double, areas: [Int]) throws {
        let end = Measure(3000.000_4)
        let spans = [(0.0, 1000.0), (1000, 2000), (2500, 3000)].map {
            MeasureSpanSet(MeasureSpan(Measure($0.0), Measure($0.1)))
        }
        let all = MeasureSpanSet(spans.flatMap(\.spans))
        let validation = try DetectionValidation(
            reference: [point("a", 0, measure: at)], detections: [point("far", 500, measure: at)], rule: rule,
            exclusions: .init(observed: all, borderEnd: end))
        let expected = DetectionScores(truePositive: 0, falsePositive: 1, falseNegative: 1)
        for (area, span) in spans.enumerated() {
            let scores = validation.scores(in: .init(spans: span, borderEnd: end))
            #expect(scores == (areas.contains(area) ? expected : DetectionScores()), "area \(area)")
            let bins = try RouteBins(span, length: Metres(100), borderEnd: end)
            #expect((bins.index(of: Measure(at)) != nil) == areas.contains(area), "bins of area \(area)")
        }
        #expect(validation.notScoredReference == (areas.isEmpty ? 1 : 0))
        #expect(validation.scores(in: .init(spans: all, borderEnd: end)) == (areas.isEmpty ? DetectionScores() : expected))
    }

    @Test func countErrorsByHand() throws {
        // Differences 1, -1, 2, 0: bias 0.5, MAE 1, RMSE sqrt(1.5), deviation sqrt(5/3).
        let errors = try #require(CountErrors([(3, 4), (2, 1), (0, 2), (5, 5)]))
        #expect(errors.bias == 0.5)
        #expect(errors.meanAbsolute == 1)
        #expect(abs(errors.rootMeanSquare - 1.5.squareRoot()) < 1e-12)
        let limits = try #require(errors.limits)
        #expect(abs(limits.upperBound - (0.5 + 1.96 * (5.0 / 3).squareRoot())) < 1e-12)
        #expect(CountErrors([]) == nil)
        #expect(CountErrors([(1, 1)])?.limits == nil)
    }

    @Test func twoDetectorsAreComparedOnTheSameReference() throws {
        let reference = (0..<20).map { point("r\($0)", Double($0) * 100) }
        func found(_ range: Range<Int>) throws -> DetectionValidation {
            try DetectionValidation(
                reference: reference, detections: range.map { point("d\($0)", Double($0) * 100) }, rule: rule)
        }
        let comparison = DetectorComparison(try found(0..<17), try found(12..<20))
        #expect(comparison.onlyFirst == 12)
        #expect(comparison.onlySecond == 3)
        #expect(comparison.both == 5)
        #expect(comparison.neither == 0)
        #expect(abs(comparison.pValue - 0.03515625) < 1e-12)
    }

    /// Ten of ten found, and ten detections false: recall counts as 10.5 of 11, so that its error is not 0.
    @Test func aShareOfOneHasAnErrorToo() throws {
        let scores = DetectionScores(truePositive: 10, falsePositive: 10, falseNegative: 0)
        let adjusted = try #require(AdjustedCount(detections: 100, scores: scores))
        #expect(adjusted.estimate == 50)
        let recall = 10.5 / 11
        let error = (0.5 / (20 * 0.5) + (1 - recall) / (10 * recall) + 0.5 / 100).squareRoot()
        #expect(isNear(adjusted.upper / 50, Elementary.exp(1.959963984540054 * error), 1e-9))
    }

    @Test func adjustedCountsCarryBothErrors() throws {
        // P = 0.8, R = 0.5: 100 detections mean 160 objects.
        let scores = DetectionScores(truePositive: 40, falsePositive: 10, falseNegative: 40)
        let adjusted = try #require(AdjustedCount(detections: 100, scores: scores))
        #expect(adjusted.estimate == 160)
        let error = (0.2 / 40 + 0.5 / 40.0 + (1 - 0.8 * 0.5) / 100).squareRoot()
        #expect(abs(adjusted.upper / 160 - Elementary.exp(1.959963984540054 * error)) < 1e-9)
        #expect(abs(adjusted.lower * adjusted.upper - 160 * 160) < 1e-6)
        #expect(AdjustedCount(detections: 5, scores: DetectionScores(falsePositive: 3)) == nil)
    }

    /// The millionth stretch used to hold all that was left, and areas behind it had none.
    @Test(
        arguments: [(length: 1.0, stretches: 1_000_000), (length: 0.999, stretches: nil), (length: 1e-300, stretches: nil)]
            as [(length: Double, stretches: Int?)])
    func moreThanAMillionStretchesAreRefused(length: Double, stretches: Int?) throws {
        let spans = MeasureSpanSet([
            MeasureSpan(Measure(0), Measure(600_000)), MeasureSpan(Measure(700_000), Measure(1_100_000)),
        ])
        if let stretches {
            #expect(try RouteBins(spans, length: Metres(length)).spans.count == stretches)
        } else {
            #expect(throws: MatchError.tooManyStretches(limit: 1_000_000)) { try RouteBins(spans, length: Metres(length)) }
        }
    }

    @Test func blocksWidenTheIntervalOfF1WhereErrorsComeTogether() throws {
        // Every fifth kilometre is missed as a whole.
        let reference = (0..<400).map { point("r\($0)", Double($0) * 100, measure: Double($0) * 100) }
        let found = (0..<400).filter { $0 / 10 % 5 != 0 }.map { point("d\($0)", Double($0) * 100, measure: Double($0) * 100) }
        let validation = try DetectionValidation(reference: reference, detections: found, rule: rule)
        let bins = try RouteBins(MeasureSpanSet([MeasureSpan(Measure(0), Measure(40_000))]), length: Metres(1000))
        let interval = try #require(validation.bootstrap(bins: bins, block: 5, replicates: 199, seed: 3).f1)
        #expect(abs(interval.estimate - 640.0 / 720) < 1e-12)
        #expect(interval.percentile.contains(interval.estimate))
        let none = try RouteBins(MeasureSpanSet(), length: Metres(1))
        #expect(validation.bootstrap(bins: none, block: 5, seed: 1).f1 == nil)
    }
}

@Suite struct DesignEffectTests {
    /// 240 bins of one outcome each are as good as that many draws; where four detections share the outcome of their bin, each says a quarter as much.
    @Test(arguments: [1, 4]) func outcomesThatComeTogetherSayLess(together: Int) throws {
        var reference: [ValidationPoint] = []
        var detections: [ValidationPoint] = []
        for bin in 0..<240 {
            for i in 0..<together {
                let place = Double(bin) * 1000 + 100 + Double(i) * 200
                detections.append(point("d\(bin)-\(i)", place, measure: place))
                // Seven bins of ten hold what was detected.
                if bin * 7 % 10 < 7 { reference.append(point("r\(bin)-\(i)", place, measure: place)) }
            }
        }
        let validation = try DetectionValidation(reference: reference, detections: detections, rule: rule)
        let bins = try RouteBins(MeasureSpanSet([MeasureSpan(Measure(0), Measure(240_000))]), length: Metres(1000))
        let intervals = validation.bootstrap(bins: bins, block: 1, replicates: 999, seed: 7)
        #expect(isNear(intervals.precision?.estimate ?? 0, 0.7, 1e-12))
        let design = try #require(intervals.precisionDesign) / Double(together)
        #expect((0.85...1.15).contains(design), "\(design)")
        #expect(intervals.recallDesign == nil, "nothing was missed")
    }

    /// Blocks over all bins, the first included, begin with the average precision of the curve itself.
    @Test func averagePrecisionOverAllBinsIsThatOfTheCurve() throws {
        var random = SeededGenerator(seed: 3)
        let places = (0..<60).map { Double($0) * 500 + 10 }
        let reference = places.enumerated().map { point("r\($0)", $1, measure: $1) }
        let detections = (places + places.map { $0 + 100 }).enumerated().map { i, place in
            point("d\(i)", place, score: random.uniform(0...1) * (i < 60 ? 1 : 0.8), measure: place)
        }
        let validation = try DetectionValidation(reference: reference, detections: detections, rule: rule)
        let sweep = try #require(try validation.scoreSweep())
        let bins = try RouteBins(MeasureSpanSet([MeasureSpan(Measure(0), Measure(30_000))]), length: Metres(1000))
        let interval = try #require(validation.bootstrap(bins: bins, block: 1, seed: 1, sweep: sweep).averagePrecision)
        let curve = try #require(try validation.curve())
        #expect(isNear(interval.estimate, curve.averagePrecision, 1e-12))
        #expect((0.2...0.95).contains(curve.averagePrecision))
    }

    /// Points with a place on the border behind others without, and the other way round: each keeps its own.
    @Test func setsWithAndWithoutPlacesMayFollowEachOther() {
        let placed = ValidationPoints([point("a", 0, measure: 10), point("b", 5, measure: 20)])
        let unplaced = ValidationPoints(
            [point("c", 0), point("d", 1)].map { point in
                var point = point
                point.offset = nil
                return point
            })
        for (first, second) in [(placed, unplaced), (unplaced, placed)] {
            var all = first
            all.append(contentsOf: second)
            all.append(contentsOf: placed)
            let parts = [first, second, placed]
            #expect(
                all.indices.map { all.measure(of: $0) } == parts.flatMap { part in part.indices.map { part.measure(of: $0) } })
            #expect(all.indices.map { all.offset(of: $0) } == parts.flatMap { part in part.indices.map { part.offset(of: $0) } })
        }
    }

    /// By distance alone goes what is taken greedily: a tower at 2 m before a post at 5 m, whatever another kind costs in the matching.
    @Test func greedyMatchesGoByDistance() throws {
        let weighted = MatchRule(maximumDistance: Metres(10), kindWeight: 0.5)
        let validation = try DetectionValidation(
            reference: [point("post", 105), point("tower", 98, kind: .watchtower)],
            detections: [point("d", 100, score: 0.9), point("e", 103, score: 0.5)], rule: weighted)
        let sweep = try #require(try validation.scoreSweep())
        #expect(sweep.greedy(validation, kind: nil).references == [1, 0])
        #expect(sweep.greedy(validation, kind: .guardPost).references == [0, -1])
    }
}

@Suite struct LineValidationTests {
    private func line(_ points: (Double, Double)...) -> Polyline<GeoPosition> {
        Polyline(points.map { near($0.0, $0.1).position })
    }

    @Test func equalLinesAreCompleteAndCorrect() {
        let fence = [line((0, 0), (500, 30), (900, 0))]
        let result = LineValidation(reference: fence, digitised: fence, tolerance: Metres(10))
        #expect(result.completeness == Share(1))
        #expect(result.correctness == Share(1))
        #expect(result.quality == Share(1))
        #expect((result.hausdorff?.value ?? 1) < 1e-6)
    }

    @Test func halfCoveredAndHalfFalse() throws {
        // Reference 0...1000; digitised 500...1000 at 5 m and another 500 m a hundred metres off.
        let result = LineValidation(
            reference: [line((0, 0), (1000, 0))], digitised: [line((500, 5), (1000, 5)), line((0, 100), (500, 100))],
            tolerance: Metres(10))
        #expect(abs(try #require(result.completeness).fraction - 0.5) < 0.01)
        #expect(abs(try #require(result.correctness).fraction - 0.5) < 0.002)
        // Matched 500, false 500, missed about 491 (within 10 m of the end counts): 500 / 1491.
        #expect(abs(try #require(result.quality).fraction - 500.0 / 1491.3) < 0.002)
        #expect(abs(try #require(result.share(within: Metres(50))).fraction - 0.5) < 0.002)
        #expect(abs(try #require(result.distance(holding: Share(0.45))).value - 5) < 0.01)
        #expect(abs(try #require(result.distance(holding: Share(0.95))).value - 100) < 0.1)
        #expect(abs(try #require(result.hausdorff).value - 100) < 0.5)
    }

    @Test func nothingDigitisedIsIncompleteAndNotIncorrect() {
        let result = LineValidation(reference: [line((0, 0), (100, 0))], digitised: [], tolerance: Metres(10))
        #expect(result.completeness == Share(0))
        #expect(result.correctness == nil)
        #expect(result.hausdorff == nil)
        let far = LineValidation(
            reference: [line((0, 0), (100, 0))], digitised: [line((0, 5000), (100, 5000))], tolerance: Metres(10))
        #expect(far.hausdorff == nil)
        #expect(far.distance(holding: Share(0.5)) == nil)
        #expect(far.correctness == Share(0))
    }
}

@Suite struct AnnotatorAgreementTests {
    @Test func twoAnnotatorsGiveChapman() throws {
        // 48 in common, 12 and 7 apart.
        let common = (0..<48).map { Double($0) * 100 }
        let a = (common + (0..<12).map { 10_000 + Double($0) * 100 }).enumerated().map { point("a\($0.offset)", $0.element) }
        let b = (common.map { $0 + 3 } + (0..<7).map { 20_000 + Double($0) * 100 }).enumerated()
            .map { point("b\($0.offset)", $0.element, kind: $0.offset < 4 ? .watchtower : .guardPost) }
        let agreement = try AnnotatorAgreement([("a", a), ("b", b)], rule: rule)
        let pair = try #require(agreement.pairs().first)
        #expect(pair.counts == (60, 55, 48))
        #expect(abs(try #require(pair.total).estimate - 68.7143) < 1e-4)
        #expect(pair.confusion.misclassified == 4)
        #expect(agreement.logLinear() == nil)
    }

    @Test func threeAnnotatorsAreChained() throws {
        // The second is 8 m off the first, the third 8 m off on the other side: all mark one object.
        let agreement = try AnnotatorAgreement(
            [("a", [point("a", 0)]), ("b", [point("b", 8)]), ("c", [point("c", -8), point("d", 500)])], rule: rule)
        #expect(agreement.objects.map(\.marks) == [[0, 0, 0], [nil, nil, 1]])
        #expect(agreement.pairs().count == 3)
    }

    /// Two marks at one place: which of them the other annotator's mark goes with does not depend on the order in a file.
    @Test func theOrderOfAFileChangesNoObject() throws {
        let (marks, other) = ([point("x", 0), point("y", 0), point("z", 0), point("w", 700)], [point("1", 3), point("2", 703)])
        func objects(_ marks: [ValidationPoint]) throws -> Set<[String?]> {
            let agreement = try AnnotatorAgreement([("a", marks), ("b", other)], rule: rule)
            return Set(agreement.objects.map { [$0.marks[0].map { marks[$0].id }, $0.marks[1].map { other[$0].id }] })
        }
        #expect(try objects(marks) == [["x", "1"], ["y", nil], ["z", nil], ["w", "2"]])
        for order in [[1, 0, 2, 3], [2, 1, 0, 3], [3, 2, 1, 0], [1, 3, 2, 0]] {
            #expect(try objects(order.map { marks[$0] }) == objects(marks))
        }
    }

    @Test func alphaOverBinsNeedsNoMatching() throws {
        let bins = try RouteBins(MeasureSpanSet([MeasureSpan(Measure(0), Measure(2000))]), length: Metres(100))
        func marks(_ name: String, _ bins: [Int]) -> (name: String, points: [ValidationPoint]) {
            (name, bins.map { point("\(name)\($0)", Double($0) * 100 + 50, measure: Double($0) * 100 + 50) })
        }
        let same = try AnnotatorAgreement([marks("a", [1, 5, 9]), marks("b", [1, 5, 9])], rule: rule)
            .byBins(bins, replicates: 99, seed: 1)
        #expect(same.presence == 1)
        #expect(same.counts == 1)
        #expect(same.presenceKappa == 1)
        let other = try AnnotatorAgreement([marks("a", [1, 5, 9]), marks("b", [2, 6, 10])], rule: rule)
            .byBins(bins, replicates: 99, seed: 1)
        // 20 units, 34 zeros and 6 ones, 6 units in disagreement: 1 - 39 * 12 / (2 * 34 * 6).
        #expect(abs(try #require(other.presence) - (1 - 39 * 12.0 / 408)) < 1e-12)
    }
}
