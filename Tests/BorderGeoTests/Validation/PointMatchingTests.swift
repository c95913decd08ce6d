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

/// A place some metres east and north of a point near Hoeryong.
func near(_ east: Double, _ north: Double = 0, sigma: Double? = nil, kind: Int = 0, measure: Double? = nil) -> ValidationPoint {
    let scale = GroundScale(latitude: 42.44)
    let latitude = 42.44 + north / scale.north
    let here = GroundScale(latitude: latitude)
    return ValidationPoint(
        id: "", kind: FacilityKind.allCases[kind],
        position: GeoPosition(longitude: 129.75 + east / here.east, latitude: latitude),
        sigma: sigma.map { Metres($0) }, measure: measure.map { Measure($0) })
}

private func indices(_ matching: PointMatching) -> [[Int]] { matching.pairs.map { [$0.first, $0.second] } }

@Suite struct PointMatchingTests {
    /// Nearest first pairs 10 with 11 and leaves 0 and 6 alone; the optimum pairs both.
    @Test(arguments: [MatchRule.Goal.leastCost, .mostPairs])
    func optimalPairsWhatGreedyLoses(goal: MatchRule.Goal) throws {
        // Reference at 0 and 10, detections at 6 and 11, gate 7.
        let rule = MatchRule(goal: goal, maximumDistance: Metres(7))
        let matching = try PointMatching([near(0), near(10)], [near(6), near(11)], rule: rule)
        #expect(indices(matching) == [[0, 0], [1, 1]])
        #expect(abs(matching.pairs[0].distance.value - 6) < 1e-3)
        #expect(abs(matching.pairs[1].distance.value - 1) < 1e-3)
        #expect(matching.unmatchedFirst.isEmpty)
        #expect(matching.unmatchedSecond.isEmpty)
    }

    @Test func theSameAlongTheRoute() throws {
        let rule = MatchRule(metric: .alongRoute, maximumDistance: Metres(7))
        let reference: ValidationPoints = [near(0, measure: 0), near(0, measure: 10), near(0)]
        let matching = try PointMatching(reference, [near(0, measure: 6), near(0, measure: 11)], rule: rule)
        #expect(indices(matching) == [[0, 0], [1, 1]])
        #expect(matching.pairs.map(\.distance.value) == [6, 1])
        #expect(matching.unmatchedFirst == [2])
    }

    @Test(arguments: [("none", 0, 0), ("no detections", 3, 0), ("no reference", 0, 2)])
    func emptySetsMatchNothing(name: String, first: Int, second: Int) throws {
        let rule = MatchRule(maximumDistance: Metres(20))
        let matching = try PointMatching(
            ValidationPoints((0..<first).map { near(Double($0)) }), ValidationPoints((0..<second).map { near(Double($0)) }),
            rule: rule)
        #expect(matching.pairs.isEmpty)
        #expect(matching.unmatchedFirst.count == first)
        #expect(matching.unmatchedSecond.count == second)
    }

    @Test func tiesGoToTheFirstInTheInput() throws {
        let rule = MatchRule(maximumDistance: Metres(10))
        // Two detections at the same place, east of one reference; then the eastern one listed before the western.
        #expect(indices(try PointMatching([near(0)], [near(5), near(5)], rule: rule)) == [[0, 0]])
        let mirrored = near(0)
        var west = mirrored
        var east = mirrored
        west.position.longitude -= 0x1p-14
        east.position.longitude += 0x1p-14
        #expect(indices(try PointMatching([mirrored], [east, west], rule: rule)) == [[0, 0]])
        #expect(indices(try PointMatching([mirrored], [west, east], rule: rule)) == [[0, 0]])
        #expect(indices(try PointMatching([near(3), near(3)], [near(5)], rule: rule)) == [[0, 0]])
    }

    @Test func aSigmaSetsTheGate() throws {
        // 2.4477 sqrt(3^2 + 4^2) = 12.24 m.
        let rule = MatchRule(maximumDistance: Metres(100))
        #expect(try PointMatching([near(0, sigma: 3)], [near(12.2, sigma: 4)], rule: rule).pairs.count == 1)
        #expect(try PointMatching([near(0, sigma: 3)], [near(12.3, sigma: 4)], rule: rule).pairs.isEmpty)
        // One of the two without: the fixed gate holds.
        #expect(try PointMatching([near(0)], [near(99.9, sigma: 4)], rule: rule).pairs.count == 1)
        var fixed = rule
        fixed.usesSigma = false
        #expect(try PointMatching([near(0, sigma: 3)], [near(99.9, sigma: 4)], rule: fixed).pairs.count == 1)
    }

    @Test func aDifferentClassCostsButStillMatches() throws {
        let rule = MatchRule(maximumDistance: Metres(10))
        let alone = try PointMatching([near(0, kind: 1)], [near(9, kind: 2)], rule: rule)
        #expect(alone.pairs.count == 1)
        #expect(alone.pairs.first?.sameKind == false)
        // 0.01 + 0.5 for the near post against 0.25 for the tower farther off.
        let choice = try PointMatching([near(0, kind: 1)], [near(1, kind: 2), near(5, kind: 1)], rule: rule)
        #expect(indices(choice) == [[0, 1]])
    }

    @Test func positionsOffTheEarthMatchNothing() throws {
        let bad = ValidationPoint(id: "bad", position: GeoPosition(longitude: .nan, latitude: 42))
        let rule = MatchRule(maximumDistance: Metres(10))
        let matching = try PointMatching([bad, near(0)], [near(0), bad], rule: rule)
        #expect(indices(matching) == [[1, 0]])
        #expect(matching.unmatchedFirst == [0])
        #expect(matching.unmatchedSecond == [1])
    }

    @Test func aSystematicShiftIsRemovedInTheSecondPass() throws {
        var random = SplitMix64(seed: 11)
        // Posts 60 m apart, image shifted by 28 m east and 5 m south, noise 2 m.
        let truth = ValidationPoints((0..<40).map { near(Double($0) * 60) })
        let seen = ValidationPoints(
            (0..<40).map { near(Double($0) * 60 + 28 + 2 * random.normal(), -5 + 2 * random.normal()) })
        var rule = MatchRule(maximumDistance: Metres(31))
        rule.removesShift = true
        let matching = try PointMatching(truth, seen, rule: rule)
        #expect(matching.pairs.count == 40)
        #expect(matching.pairs.allSatisfy { $0.first == $0.second && $0.distance.value < 9 })
        let shift = try #require(matching.removedShift)
        #expect(abs(shift.east.value - 28) < 1.5)
        #expect(abs(shift.north.value + 5) < 1.5)
    }

    /// A full matrix of geodesic distances against the sweep, with mixed sigmas.
    @Test(arguments: Array(1...12) as [UInt64])
    func theSweepFindsEveryPairWithinItsGate(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func points(_ count: Int) -> ValidationPoints {
            ValidationPoints(
                (0..<count).map { _ in
                    near(
                        random.uniform(-300, 300), random.uniform(-300, 300),
                        sigma: seed % 3 == 0 ? nil : random.uniform(0.5, 20), kind: random.index(below: 2))
                })
        }
        let (a, b) = (points(120), points(130))
        let rule = MatchRule(maximumDistance: Metres(25))
        let geodesic = Geodesic()
        let matrix = a.map { p in
            b.map { q in
                let d = geodesic.distance(p.position, q.position).value
                let gate = rule.squaredGate(p.sigma, q.sigma)
                return d * d <= gate ? d * d / gate + (p.kind == q.kind ? 0 : 0.5) : Double.infinity
            }
        }
        let expected = SparseAssignment(.init(matrix: matrix), objective: .leastCost(unmatched: 1))
        let matching = try PointMatching(a, b, rule: rule)
        #expect(matching.pairs.count == expected.pairCount, "seed \(seed)")
        #expect(matching.pairs.map { Optional($0.second) } == expected.columnOfRow.filter { $0 != nil }, "seed \(seed)")
        let one = try PointMatching(a, b, rule: rule, jobs: 1)
        #expect(one.pairs == matching.pairs, "seed \(seed)")
    }

    @Test func manyThreadsGiveTheAnswerOfOne() throws {
        var random = SplitMix64(seed: 5)
        func points(_ count: Int) -> ValidationPoints {
            ValidationPoints((0..<count).map { _ in near(random.uniform(-30000, 30000), random.uniform(-1000, 1000)) })
        }
        let (a, b) = (points(40_000), points(40_000))
        let rule = MatchRule(maximumDistance: Metres(25))
        let one = try PointMatching(a, b, rule: rule, jobs: 1)
        let four = try PointMatching(a, b, rule: rule, jobs: 4)
        #expect(one.pairs == four.pairs)
        #expect(one.pairs.count > 15_000)
    }
}
