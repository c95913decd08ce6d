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

@Suite struct PositionalAccuracyTests {
    @Test(.needs(.corpora)) func everyCaseOfPositionalAccuracyAgrees() throws {
        let run = try CorpusRun(
            .accuracy, beside: ["input.name"],
            checks: [
                "horizontal_accuracy": { row in
                    let (east, north) = (try row.numbers("input.dx"), try row.numbers("input.dy"))
                    let accuracy = try #require(
                        PositionalAccuracy(east: east.map { Metres($0) }, north: north.map { Metres($0) }))
                    row.compare("n", got: accuracy.count, expected: try row.whole("expected.n"))
                    try row.compare(accuracy.rmseEast.value, at: "expected.rmse_x")
                    try row.compare(accuracy.rmseNorth.value, at: "expected.rmse_y")
                    try row.compare(accuracy.rmse.value, at: "expected.rmse_r")
                    try row.compare(accuracy.meanEast.value, at: "expected.mean_x")
                    try row.compare(accuracy.meanNorth.value, at: "expected.mean_y")
                    try row.compare(accuracy.axisRatio, at: "expected.ratio_min_max")
                    try row.compare(accuracy.asprs2014At95.value, at: "expected.asprs2014_ce95")
                    try row.compare(accuracy.circular90.value, at: "expected.ce90_equal")
                    row.compare(
                        "enough points", got: accuracy.hasEnoughForNSSDA, expected: try row.flag("expected.enough_points"))
                    let nssda = accuracy.nssda95?.value
                    if let words = try? row.text("expected.nssda95") {
                        let isOutside = words.hasPrefix("outside the NSSDA formula")
                        row.compare("nssda95", isOutside && nssda == nil, got: "\(String(describing: nssda))", expected: words)
                    } else {
                        try row.compare(nssda, at: "expected.nssda95")
                    }
                }
            ])
        try run.expectAgreement()
    }

    @Test func theCountedCircleHasDistributionFreeBounds() throws {
        let accuracy = try #require(
            PositionalAccuracy(east: (1...50).map { Metres(Double($0)) }, north: [Metres](repeating: .zero, count: 50)))
        let circle = accuracy.circle(holding: Share(0.9))
        #expect(circle.radius == Metres(45))
        // R: qbinom(0.025, 50, 0.9) = 41 (P(X <= 40) = 0.0245 <= 0.025); P(X >= 50) = 0.0052, P(X >= 49) = 0.0338.
        #expect(circle.lower == Metres(41))
        #expect(circle.upper == Metres(50))
        let few = try #require(PositionalAccuracy(east: [Metres(1), Metres(2)], north: [Metres(0), Metres(0)]))
        #expect(few.circle(holding: Share(0.95)).upper == nil)
        #expect(PositionalAccuracy(east: [], north: []) == nil)
    }

    @Test func checkPointErrorIsTakenIn() throws {
        let accuracy = try #require(PositionalAccuracy(east: [Metres(3), Metres(-3)], north: [Metres(0), Metres(0)]))
        #expect(accuracy.asprs2023(checkPointError: Metres(4)) == Metres(5))
    }
}

@Suite struct ShiftTestTests {
    /// R: ICSNP-free hand calculation with numpy: mean (2.5, 1), S = [[1.6667, 1], [1, 2]], T2 = n m' S^-1 m.
    @Test func hotellingByHand() throws {
        let east = [1.0, 2, 3, 4].map { Metres($0) }
        let north = [0.0, 1, 0, 3].map { Metres($0) }
        let test = try #require(ShiftTest(east: east, north: north))
        // S = [[5/3, 4/3], [4/3, 2]]: det = 10/3 - 16/9 = 14/9; m'adj(S)m = 2.5^2*2 - 2*2.5*4/3 + 5/3 = 12.5 - 6.6667 + 1.6667 = 7.5.
        #expect(abs(test.tSquared - 4 * 7.5 / (14.0 / 9)) < 1e-9)
        // F = 2/(2*3) T2 with (2, 2): P = 1 / (1 + F).
        #expect(abs(test.pValue - 1 / (1 + test.tSquared / 3)) < 1e-9)
        // Student, 3 degrees: 3.182446.
        #expect(abs(test.halfWidths().east.value - 3.182446 * (5.0 / 3 / 4).squareRoot()) < 1e-5)
    }

    @Test func tooFewPairsHaveNoTest() {
        #expect(ShiftTest(east: [Metres(1), Metres(2)], north: [Metres(1), Metres(2)]) == nil)
    }
}

@Suite struct StratifiedAccuracyTests {
    @Test func olofssonTable4() throws {
        let result = try #require(
            StratifiedAccuracy(counts: [[97, 0, 3], [3, 279, 18], [2, 1, 97]], mapped: [22353, 1_122_543, 610_228]))
        #expect(abs(result.overall.value - 0.944417) < 5e-7)
        #expect(abs(result.overall.standardError - 0.011164) < 5e-7)
        for (value, expected) in zip(result.user, [0.97, 0.93, 0.97]) {
            #expect(abs(try #require(value).value - expected) < 1e-12)
        }
        let producer = [(0.480631, 0.114558), (0.994189, 0.005778), (0.896926, 0.021024)]
        for (value, expected) in zip(result.producer, producer) {
            #expect(abs(try #require(value).value - expected.0) < 5e-7)
            #expect(abs(try #require(value).standardError - expected.1) < 5e-7)
        }
        let extents = [(45112.4, 21072.8), (1_050_067.3, 34598.0), (659_944.3, 36526.3)]
        for (index, expected) in extents.enumerated() {
            let extent = result.extent(index)
            #expect(abs(extent.value - expected.0) < 0.06)
            #expect(abs(1.96 * extent.standardError - expected.1) < 0.06)
        }
    }

    @Test func aStratumWithoutASampleIsRefused() {
        #expect(StratifiedAccuracy(counts: [[5, 0], [0, 1]], mapped: [10, 10]) == nil)
        #expect(StratifiedAccuracy(counts: [[5, 0]], mapped: [10]) == nil)
    }
}

@Suite struct BuildOutBoundsTests {
    @Test func turnbullFixture() throws {
        let bounds = BuildOutBounds([
            .init(after: 0, until: 2), .init(after: 1, until: 3), .init(after: 2, until: 3), .init(after: 0, until: 1),
        ])
        #expect(bounds.masses.map(\.after) == [0, 1, 2])
        #expect(bounds.masses.map(\.until) == [1, 2, 3])
        for (mass, expected) in zip(bounds.masses, [0.5, 0, 0.5]) { #expect(abs(mass.share - expected) < 1e-6) }
        #expect(bounds.count(at: 0) == 0...0)
        #expect(bounds.count(at: 1) == 1...2)
        #expect(bounds.count(at: 2) == 2...3)
        #expect(bounds.count(at: 3) == 4...4)
    }

    @Test func openBracketsCountAsPossible() {
        let bounds = BuildOutBounds([
            .init(after: -.infinity, until: 5), .init(after: 4, until: .infinity), .init(after: 9, until: 2),
        ])
        #expect(bounds.brackets.count == 2)
        #expect(bounds.count(at: 4.5) == 0...2)
        #expect(abs(bounds.masses.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    }
}

@Suite struct BlockBootstrapTests {
    /// With blocks of one unit the interval of a mean is close to the normal one.
    @Test func independentUnitsGiveTheNormalInterval() throws {
        var random = SplitMix64(seed: 6)
        let values = (0..<400).map { _ in 5 + random.normal() }
        let mean = values.reduce(0, +) / 400
        let interval = try #require(
            BlockBootstrap(units: 400, blockLength: 1, seed: 1).interval { indices in
                indices.reduce(0) { $0 + values[$1] } / Double(indices.count)
            })
        let accelerated = try #require(interval.accelerated)
        for range in [interval.percentile, accelerated] {
            #expect(abs(range.lowerBound - (mean - 0.098)) < 0.02)
            #expect(abs(range.upperBound - (mean + 0.098)) < 0.02)
        }
    }

    @Test func blocksKeepTheDependenceOfNeighbours() throws {
        var random = SplitMix64(seed: 8)
        // Runs of ten equal values: the mean varies as that of forty values.
        let runs = (0..<40).map { _ in random.normal() }
        let values = runs.flatMap { Array(repeating: $0, count: 10) }
        func width(_ block: Int) throws -> Double {
            let interval = try #require(
                BlockBootstrap(units: 400, blockLength: block, replicates: 999, seed: 2).interval { indices in
                    indices.reduce(0) { $0 + values[$1] } / Double(indices.count)
                })
            return interval.percentile.upperBound - interval.percentile.lowerBound
        }
        #expect(try width(40) > 2 * width(1))
    }

    @Test func aStatisticThatIsNotDefinedGivesNoInterval() {
        #expect(BlockBootstrap(units: 10, blockLength: 2, seed: 1).interval { _ in nil } == nil)
        #expect(BlockBootstrap(units: 0, blockLength: 2, seed: 1).interval { _ in 1 } == nil)
    }

    @Test func theSeedDecides() throws {
        let values = (0..<50).map { Double($0 * $0 % 17) }
        func interval(_ seed: UInt64) throws -> BlockBootstrap.Interval {
            try #require(
                BlockBootstrap(units: 50, blockLength: 5, replicates: 99, seed: seed).interval {
                    $0.reduce(0) { $0 + values[$1] }
                })
        }
        #expect(try interval(1) == interval(1))
        #expect(try interval(1) != interval(2))
    }
}

@Suite struct LogLinearEstimateTests {
    /// Objects by who found them: a bit for each annotator.
    private func objects(_ cells: [Int: Int], _ annotators: Int) -> [Set<Int>] {
        cells.sorted { $0.key < $1.key }.flatMap { mask, count in
            Array(repeating: Set((0..<annotators).filter { mask >> $0 & 1 == 1 }), count: count)
        }
    }

    @Test func twoListsGiveLincolnAndPetersen() throws {
        // n1 = 60, n2 = 55, m = 48: unseen 12 * 7 / 48.
        let result = try #require(LogLinearEstimate(annotators: 2, found: objects([0b01: 12, 0b10: 7, 0b11: 48], 2)))
        #expect(abs(result.best.estimate - 60.0 * 55 / 48) < 1e-6)
        #expect(result.seen == 67)
    }

    /// All pairs dependent: `x111 x100 x010 x001 / (x110 x101 x011)` (Fienberg 1972).
    @Test func theSaturatedModelHasItsClosedForm() throws {
        let cells = [0b001: 30, 0b010: 25, 0b100: 20, 0b011: 15, 0b101: 12, 0b110: 10, 0b111: 18]
        let result = try #require(LogLinearEstimate(annotators: 3, found: objects(cells, 3)))
        let saturated = try #require(result.models.first { $0.dependentPairs.count == 3 })
        #expect(abs(saturated.estimate - 130 - 18.0 * 30 * 25 * 20 / (15.0 * 12 * 10)) < 1e-5)
        #expect(result.models.count == 5)
        #expect(result.models.allSatisfy { $0.lower >= 130 && $0.lower <= $0.estimate && $0.upper >= $0.estimate })
    }

    @Test func aPlantedTotalIsRecoveredAndDependenceIsSeen() throws {
        var random = SplitMix64(seed: 12)
        // 1,000 objects; the first two annotators share an easy half, the third is independent.
        let found = (0..<1000).map { index -> Set<Int> in
            let easy = index % 2 == 0
            let shares = [easy ? 0.9 : 0.3, easy ? 0.9 : 0.3, 0.6]
            return Set(shares.indices.filter { random.uniform() < shares[$0] })
        }
        let result = try #require(LogLinearEstimate(annotators: 3, found: found))
        #expect(result.best.lower < 1000 && result.best.upper > 1000)
        let independent = try #require(result.models.first { $0.dependentPairs.isEmpty })
        #expect(independent.estimate < 1000)
        #expect(result.best.dependentPairs.contains([0, 1]))
    }
}
