import Testing

@testable import BorderBase
@testable import LineStatistics

@Suite struct SpacingTestTests {
    private func piece(_ places: [Double], length: Double, from start: Double = 0) -> LinePiece {
        LinePiece(start: Measure(start), end: Measure(start + length), events: places.map { Measure(start + $0) })
    }

    /// Counting with pointers gives what summing over pairs gives, on one piece.
    @Test func pooledKIsLinearKOnOnePiece() throws {
        var random = SplitMix64(seed: 3)
        for _ in 0..<20 {
            let places = (0..<30).map { _ in random.uniform(0, 1000) }.sorted()
            let others = (0..<17).map { _ in random.uniform(0, 1000) }.sorted()
            let radii = (1...20).map { Double($0) * 45 }
            let k = PooledK(lengths: [1000], radii: radii)
            let one = try #require(
                LinearK(events: places.map { Measure($0) }, from: Measure(0), to: Measure(1000), radii: radii.map { Metres($0) }))
            for (a, b) in zip(k.values([places]), one.corrected) { #expect(abs(a - b.value) < 1e-9) }
            let cross = try #require(
                LinearK(
                    events: places.map { Measure($0) }, around: others.map { Measure($0) }, from: Measure(0), to: Measure(1000),
                    radii: radii.map { Metres($0) }))
            for (a, b) in zip(k.values([places], around: [others]), cross.corrected) { #expect(abs(a - b.value) < 1e-9) }
        }
    }

    /// Counting pairs and sweeping each radius give the very same sums, and those of every pair, in crowds and beside ends.
    @Test(arguments: Array(1...12) as [UInt64])
    func bothWaysOfCountingAreThoseOfEveryPair(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let length = 2000.0
        let lattice = seed % 3 == 0
        func drawn(_ count: Int) -> [Double] {
            (0..<count).map { lattice ? Double($0 * 7 % 200) * 10 : length * random.uniform() * random.uniform() }.sorted()
        }
        let (places, others) = (drawn(90), drawn(70))
        // Pairs are few under the first radii and many under the second.
        for most in [150.0, 1000] {
            let radii = (1...4).map { most * Double($0 * $0) / 16 }
            let k = PooledK(lengths: [length], radii: radii)
            func sum(_ targets: [Double], own: Bool, _ radius: Double) -> Double {
                var sum = 0.0
                for (i, s) in places.enumerated() {
                    for (j, t) in targets.enumerated() where !(own && i == j) && abs(t - s) <= radius {
                        // Twins of one kind are on either side of each other.
                        let isRight = t > s || (t == s && (!own || j > i))
                        sum += (isRight ? s - abs(t - s) >= 0 : abs(t - s) <= length - s) ? 0.5 : 1
                    }
                }
                return sum
            }
            let own = radii.map { sum(places, own: true, $0) / (90 * 89 / length) }
            #expect(zip(k.values([places]), own).allSatisfy { abs($0 - $1) < 1e-9 * $1 + 1e-9 }, "seed \(seed), \(most)")
            let cross = radii.map { sum(others, own: false, $0) / (90 * 70 / length) }
            #expect(
                zip(k.values([places], around: [others]), cross).allSatisfy { abs($0 - $1) < 1e-9 * $1 + 1e-9 },
                "seed \(seed), \(most)")
        }
    }

    @Test func aLatticeIsNotRandomAndPiecesArePooled() throws {
        let lattice = (0..<100).map { Double($0) * 100 + 50 }
        let one = try #require(SpacingTest([piece(lattice, length: 10_000)], simulations: 999, seed: 1))
        #expect(one.pValue <= 0.004)
        #expect(one.curve.contains { $0.k < $0.lower })
        let two = try #require(
            SpacingTest(
                [
                    piece(lattice, length: 10_000), piece([10, 20, 30], length: 500, from: 20_000),
                    piece([1], length: 50, from: 30_000),
                ],
                simulations: 199, seed: 1))
        #expect(two.pieces == 2)
        #expect(two.events == 103)
        #expect(two.length == Metres(10_500))
        #expect(SpacingTest([piece([1], length: 50)], simulations: 9, seed: 1) == nil)
    }

    @Test func towersBesidePostsAreFound() throws {
        var random = SplitMix64(seed: 8)
        let posts = (0..<60).map { Double($0) * 160 + random.uniform(0, 20) }
        let towers = posts.enumerated().filter { $0.offset % 3 == 0 }.map { $0.element + 12 }
        let test = try #require(SpacingTest([piece(posts, length: 10_000)], against: [piece(towers, length: 10_000)], seed: 2))
        #expect(test.pValue <= 0.002)
        #expect(test.others == 20)
    }

    /// Under the null p-values are no smaller than they say, and close to it.
    @Test func pValuesUnderTheNullAreUniform() throws {
        var below = 0
        let runs = 400
        for run in 0..<runs {
            var random = SplitMix64(seed: 99).stream(run)
            let pieces = [
                piece(SpacingTest.thrown(25, on: 6000, &random), length: 6000),
                piece(SpacingTest.thrown(9, on: 2000, &random), length: 2000, from: 9000),
            ]
            let p = try #require(SpacingTest(pieces, simulations: 39, seed: UInt64(run) &+ 1000)?.pValue)
            if p <= 0.1 { below += 1 }
        }
        // 40 of 400, four standard errors of 6 either way.
        #expect((16...64).contains(below), "\(below) of \(runs) at 0.1")
    }

    @Test(arguments: [
        (7, 0, 3, true), (0, 0, 4, false), (3, 0, 10, false), (164, 2, 5, true), (10, 9, 50, false),
    ])
    func pairedIntervalsSayWhetherThereAreMore(new: Int, gone: Int, stayed: Int, isMore: Bool) throws {
        let interval = try #require(PairedRateRatio(stayed: stayed, new: new, gone: gone))
        #expect((interval.lower > 1) == isMore)
        let ratio = try #require(interval.ratio)
        #expect(interval.lower <= ratio && ratio <= interval.upper)
        let swapped = try #require(PairedRateRatio(stayed: stayed, new: gone, gone: new))
        #expect(abs(swapped.lower * interval.upper - 1) < 1e-6)
    }

    /// Against sums of every table: overlap m of n1 and n2 among N.
    @Test func hypergeometricTotalsHoldWhatTheirTailsSay() throws {
        func tails(_ m: Int, _ n1: Int, _ n2: Int, _ total: Int) -> (low: Double, high: Double) {
            func choose(_ n: Int, _ k: Int) -> Double {
                k < 0 || k > n ? 0 : (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
            }
            func p(_ k: Int) -> Double { choose(n1, k) * choose(total - n1, n2 - k) / choose(total, n2) }
            let low = (0..<m).reduce(0.0) { $0 + p($1) } + p(m) / 2
            return (low, 1 - low)
        }
        for (n1, n2, m) in [(12, 10, 5), (20, 15, 12), (8, 8, 8), (30, 5, 2)] {
            let interval = try #require(HypergeometricTotal(first: n1, second: n2, matched: m))
            let (low, high) = (Int(interval.lower), Int(interval.upper))
            #expect(tails(m, n1, n2, low).low > 0.025)
            if low > n1 + n2 - m { #expect(tails(m, n1, n2, low - 1).low <= 0.025) }
            #expect(tails(m, n1, n2, high).high > 0.025)
            #expect(tails(m, n1, n2, high + 1).high <= 0.025)
        }
        #expect(HypergeometricTotal(first: 5, second: 5, matched: 0)?.upper == .infinity)
        #expect(HypergeometricTotal(first: 5, second: 5, matched: 6) == nil)
    }
}
