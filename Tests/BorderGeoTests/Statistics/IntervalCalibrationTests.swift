import Foundation
import Testing

@testable import BorderBase
@testable import BorderModel
@testable import LineStatistics

/// How often intervals hold what was planted, and how often p-values are small where nothing is. Short in every run; `make calibrate` draws forty
/// times as many.
@Suite struct IntervalCalibrationTests {
    private static let isLong = ProcessInfo.processInfo.environment["BORDERGEO_CALIBRATE"] == "1"
    private static let draws = isLong ? 20_000 : 500
    /// Bounds of a share seen in so many draws, four standard errors beyond what is stated.
    private static func stated(_ range: ClosedRange<Double>, _ draws: Int) -> ClosedRange<Double> {
        func slack(_ p: Double) -> Double { 4 * (p * (1 - p) / Double(draws)).squareRoot() }
        return range.lowerBound - slack(range.lowerBound)...min(1, range.upperBound + slack(range.upperBound))
    }

    /// A line of the table in docs/statistics.md.
    private static func report(_ name: String, _ share: Double) {
        if isLong { print("calibration | \(name) | \(NumberText.fixed(share * 100, 2)) % |") }
    }

    private func share(
        _ name: String, of draws: Int = Self.draws, seed: UInt64, _ holds: @escaping @Sendable (inout SplitMix64) -> Bool
    ) -> Double {
        let generator = SplitMix64(seed: seed)
        let held = Parallel.map(draws) { index in
            var random = generator.stream(index)
            return holds(&random) ? 1 : 0
        }.reduce(0, +)
        Self.report(name, Double(held) / Double(draws))
        return Double(held) / Double(draws)
    }

    private static func poisson(_ mean: Double, _ random: inout SplitMix64) -> Int {
        var (count, sum) = (0, 0.0)
        while true {
            sum -= Elementary.log(1 - random.uniform())
            if sum > mean { return count }
            count += 1
        }
    }

    @Test(arguments: [(5.0, 160.0, 2.0), (40, 10, 8), (20, 6, 6), (100, 50, 10), (50, 3, 3)])
    func pairedChange(stayed: Double, new: Double, gone: Double) {
        let truth = (stayed + new) / (stayed + gone)
        let held = share(
            "paired change, \(Int(stayed)) stay, \(Int(new)) new, \(Int(gone)) removed on average", seed: UInt64(new)
        ) { random in
            let interval = PairedRateRatio(
                stayed: Self.poisson(stayed, &random), new: Self.poisson(new, &random), gone: Self.poisson(gone, &random))
            return interval.map { $0.lower <= truth && truth <= $0.upper } ?? false
        }
        #expect(Self.stated(0.93...0.97, Self.draws).contains(held), "\(held)")
    }

    @Test(arguments: [(30, 0.5, 0.5), (60, 0.8, 0.4), (100, 0.7, 0.7), (400, 0.6, 0.3)])
    func totalOfTwoAnnotators(total: Int, first: Double, second: Double) {
        let held = share(
            "total of \(total) from two annotators who find \(Int(first * 100)) % and \(Int(second * 100)) %", seed: UInt64(total)
        ) { random in
            var (a, b, both) = (0, 0, 0)
            for _ in 0..<total {
                let (x, y) = (random.uniform() < first, random.uniform() < second)
                a += x ? 1 : 0
                b += y ? 1 : 0
                both += x && y ? 1 : 0
            }
            return HypergeometricTotal(first: a, second: b, matched: both)
                .map { $0.lower <= Double(total) && Double(total) <= $0.upper } ?? false
        }
        #expect(Self.stated(0.93...0.97, Self.draws).contains(held), "\(held)")
    }

    /// The survey as large as the reference: the count's own variation is half of it. False detections lie anywhere, as many as the precision says.
    ///
    /// Precision and recall of one reference vary together, which their variances added up leave out: with lower ones the interval is wider than
    /// it need be.
    @Test(arguments: [(100, 100), (300, 300), (300, 3000), (1000, 200)], [(0.9, 0.8), (0.85, 0.9), (0.7, 0.6)])
    func adjustedCount(sizes: (Int, Int), shares: (Double, Double)) {
        let ((reference, survey), (p, r)) = (sizes, shares)
        @Sendable func detected(_ objects: Int, _ random: inout SplitMix64) -> (right: Int, wrong: Int) {
            var right = 0
            for _ in 0..<objects where random.uniform() < r { right += 1 }
            return (right, Self.poisson(Double(objects) * r * (1 - p) / p, &random))
        }
        let name =
            "adjusted count of \(survey), precision \(Int(p * 100)) % and recall \(Int(r * 100)) % measured on \(reference)"
        let held = share(name, seed: UInt64(reference + survey)) { random in
            let (right, wrong) = detected(reference, &random)
            let counted = detected(survey, &random)
            let count = AdjustedCount(
                detections: counted.right + counted.wrong,
                scores: DetectionScores(truePositive: right, falsePositive: wrong, falseNegative: reference - right))
            return count.map { $0.lower <= Double(survey) && Double(survey) <= $0.upper } ?? false
        }
        #expect(Self.stated(p + r > 1.6 ? 0.93...0.97 : 0.93...1, Self.draws).contains(held), "\(held)")
    }

    @Test(arguments: [(60, 1), (60, 2), (120, 2), (240, 2)])
    func blocksOfAShare(units: Int, together: Int) {
        let draws = Self.isLong ? 4000 : 250
        let held = share("share by blocks, \(units) bins, \(together) alike", of: draws, seed: UInt64(units + together)) {
            random in
            var rows: [(Int, Int)] = []
            while rows.count < units {
                // 0.8 on average, from stretch to stretch 0.7 or 0.9.
                let own = together == 1 ? 0.8 : random.uniform() < 0.5 ? 0.7 : 0.9
                for _ in 0..<together {
                    let all = Self.poisson(8, &random)
                    rows.append(((0..<all).count { _ in random.uniform() < own }, all))
                }
            }
            let drawn = Array(rows.prefix(units))
            let interval = BlockBootstrap(units: units, blockLength: 5, replicates: 199, seed: random.next()).interval {
                indices in
                let (right, all) = indices.reduce((0, 0)) { ($0.0 + drawn[$1].0, $0.1 + drawn[$1].1) }
                return all > 0 ? Double(right) / Double(all) : nil
            }
            return interval?.range.contains(0.8) ?? false
        }
        #expect(Self.stated(0.93...0.97, draws).contains(held), "\(held)")
    }

    /// Summed over every outcome, not drawn: at least 95 % at every mean and share.
    @Test func exactIntervalsHoldAtLeastWhatTheySay() throws {
        var least = 1.0
        let bounds = (0...140).map { PoissonInterval.garwood(count: $0) }
        for mean in stride(from: 0.05, through: 60, by: 0.05) {
            let held = bounds.indices.reduce(0.0) {
                $0 + (bounds[$1].lower <= mean && mean <= bounds[$1].upper ? PoissonDistribution.mass($1, mean: mean) : 0)
            }
            least = min(least, held)
        }
        Self.report("exact Poisson interval, least over means from 0.05 to 60", least)
        #expect(least >= 0.95 - 1e-9)
        for trials in [10, 97, 400] {
            let intervals = try (0...trials).map { try #require(ProportionInterval.clopperPearson($0, of: trials)) }
            var least = 1.0
            for percent in 1...99 {
                let share = Double(percent) / 100
                let held = intervals.indices.reduce(0.0) {
                    let holds = intervals[$1].lower.fraction <= share && share <= intervals[$1].upper.fraction
                    return $0 + (holds ? Binomial.mass($1, trials: trials, share: share) : 0)
                }
                least = min(least, held)
            }
            Self.report("exact binomial interval of \(trials), least over shares from 1 to 99 %", least)
            #expect(least >= 0.95 - 1e-9)
        }
        for (first, second) in [(3.0, 8.0), (10, 10), (30, 6)] {
            var held = 0.0
            for a in 0...90 {
                for b in 0...60 where a + b > 0 {
                    let ratio = RateRatio.exact(count: a, over: Metres(1), against: b, over: Metres(1))
                    guard let ratio, ratio.lower <= first / second, first / second <= ratio.upper else { continue }
                    held += PoissonDistribution.mass(a, mean: first) * PoissonDistribution.mass(b, mean: second)
                }
            }
            held += PoissonDistribution.mass(0, mean: first) * PoissonDistribution.mass(0, mean: second)
            Self.report("exact interval of a ratio of rates, \(Int(first)) against \(Int(second)) on average", held)
            #expect(held >= 0.95 - 1e-6)
        }
    }

    /// P(p <= a) is a, no more, for statistics that are not discrete.
    @Test(arguments: ["k", "scan", "greenwood"])
    func pValuesUnderTheNull(of test: String) {
        let draws = Self.isLong ? 4000 : 300
        let small = share("p of \(test) at most 0.1 under the null", of: draws, seed: 40) { random in
            let piece = LinePiece(
                start: Measure(0), end: Measure(5000),
                events: SpacingTest.thrown(30, on: 5000, &random).map { Measure($0) })
            let seed = random.next()
            let p: Double? =
                switch test {
                case "k": SpacingTest([piece], simulations: 39, seed: seed)?.pValue
                case "scan":
                    ScanStatistic(pieces: [piece], options: .init(simulations: 39, seed: seed, limit: 1, null: .homogeneous))?
                        .hot.first?.pValue
                default: SpacingStatistics(pieces: [piece], simulations: 39, seed: seed)?.pValue
                }
            return p.map { $0 <= 0.1 } ?? false
        }
        #expect(Self.stated(0.085...0.1, draws).contains(small), "\(test): \(small)")
    }
}
