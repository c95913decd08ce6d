import Testing

@testable import BorderBase
@testable import LineStatistics

/// The search through blocks against every window, one by one.
@Suite struct ScanSearchTests {
    /// Places that are even, crowded, in a lattice with twins, or rising along the line.
    private func places(_ shape: UInt64, _ count: Int, _ length: Double, _ random: inout SplitMix64) -> [Double] {
        (0..<count).map { index in
            switch shape % 4 {
            case 0: random.uniform(0, length)
            case 1: index % 3 == 0 ? random.uniform(0, length) : 0.4 * length + random.uniform(0, 0.03 * length)
            case 2: length * Double(index / 2 * 2) / Double(count) + 3
            default: length * random.uniform().squareRoot()
            }
        }.sorted()
    }

    /// All windows that are wide and hot, or cold, enough, in the order of the search.
    private func windows(_ search: ScanSearch, _ places: [Double], _ kind: ScanSearch.Kind) -> [ScanSearch.Found] {
        let (all, length) = (Double(places.count), search.likelihood.length)
        let marks = kind == .hot ? places : [0] + places + [length]
        var found: [ScanSearch.Found] = []
        for i in marks.indices {
            for j in marks.indices.dropFirst(i + 1) where marks[j] - marks[i] <= search.widest {
                let count = kind == .hot ? j - i + 1 : j - i - 1
                let drawn = marks[j] - marks[i]
                let width = kind == .hot ? max(drawn, search.narrowest) : drawn
                let expected = all * width / length
                guard kind == .hot ? Double(count) > expected : Double(count) < expected && width >= search.narrowest else {
                    continue
                }
                let ratio = search.likelihood.ratio(count, width: width)
                guard ratio > 0 else { continue }
                found.append(
                    .init(first: i, last: j, from: marks[i], to: marks[j], width: width, count: count, ratio: ratio))
            }
        }
        return found.sorted { $0.precedes($1) }
    }

    private func apart(_ windows: [ScanSearch.Found], _ kind: ScanSearch.Kind, limit: Int) -> [ScanSearch.Found] {
        var chosen: [ScanSearch.Found] = []
        for window in windows where chosen.count < limit {
            let isFree = chosen.allSatisfy {
                kind == .hot
                    ? window.last < $0.first || window.first > $0.last : window.last <= $0.first || window.first >= $0.last
            }
            if isFree { chosen.append(window) }
        }
        return chosen
    }

    @Test(arguments: Array(1...24) as [UInt64])
    func searchAndSimulationsAreThoseOfEveryWindow(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let count = [2, 9, 17, 60, 90, 131][Int(seed) % 6]
        let length = 4000.0
        let seen = places(seed / 6 + seed, count, length, &random)
        let search = ScanSearch(
            likelihood: ScanLikelihood(total: count, length: length), widest: [0.5, 0.1, 1][Int(seed) % 3] * length,
            narrowest: [0, 5, 50, 400][Int(seed / 2) % 4])
        let line = ObservedLine([LinePiece(start: Measure(0), end: Measure(length), events: seen.map { Measure($0) })])
        let thrower = ScanThrower(line, seed % 2 == 0 ? .homogeneous : .spacing)
        let options = ScanStatistic.Options(simulations: 7, seed: seed)
        var expected: [ScanSearch.Kind: [[Double]]] = [:]
        var levels: [ScanSearch.Kind: [Double]] = [:]
        for kind in [ScanSearch.Kind.hot, .cold] {
            let found = search.windows(seen, limit: 4, kind: kind)
            let all = apart(windows(search, seen, kind), kind, limit: 4)
            #expect(found.map(\.ratio) == all.map(\.ratio), "seed \(seed), \(kind)")
            #expect(found.map { [$0.first, $0.last] } == all.map { [$0.first, $0.last] }, "seed \(seed), \(kind)")
            levels[kind] = found.map(\.ratio)
            expected[kind] = (0..<7).map { index in
                var stream = SplitMix64(seed: seed).stream(index)
                return [windows(search, thrower.places(&stream), kind).first?.ratio ?? 0]
            }
        }
        let (hot, cold) = search.simulatedExceedances(hot: levels[.hot] ?? [], cold: levels[.cold] ?? [], options, thrower)
        for (kind, counts) in [(ScanSearch.Kind.hot, hot), (.cold, cold)] {
            let brute = (levels[kind] ?? []).map { level in
                (expected[kind] ?? []).count { $0[0] >= level * (1 - 1e-12) }
            }
            #expect(counts == brute, "seed \(seed), \(kind)")
        }
    }

    /// Blocks find what keeps a level that only few windows keep, wherever its ends fall among the blocks.
    @Test func oneCrowdIsFoundWhereverItStands() {
        for start in 0..<40 {
            var random = SplitMix64(seed: UInt64(start))
            let places =
                ((0..<300).map { Double($0) * 10 } + (0..<30).map { _ in Double(start * 70 + 20) + random.uniform(0, 60) })
                .sorted()
            let search = ScanSearch(likelihood: ScanLikelihood(total: 330, length: 3000), widest: 1500, narrowest: 1)
            let found = search.windows(places, limit: 1, kind: .hot)[0]
            #expect(found.ratio == windows(search, places, .hot)[0].ratio, "start \(start)")
        }
    }

    @Test(arguments: [2, 11, 300, 6820])
    func widthsAreWhereTheRatioReachesTheLevel(total: Int) {
        let likelihood = ScanLikelihood(total: total, length: 321_000)
        for level in [0.3, 4, 12, 90] {
            let (hot, cold) = (likelihood.hotWidths(level: level), likelihood.coldWidths(level: level))
            for count in stride(from: 0, through: total, by: max(1, total / 97)) {
                let even = 321_000 * Double(count) / Double(total)
                if hot[count] > 0 {
                    #expect(likelihood.ratio(count, width: hot[count]) >= level)
                    #expect(hot[count] <= even && likelihood.ratio(count, width: hot[count] * (1 + 1e-9)) < level)
                } else {
                    #expect(count == 0 || likelihood.ratio(count, width: even * 1e-9) < level)
                }
                if cold[count].isFinite {
                    #expect(likelihood.ratio(count, width: cold[count]) >= level)
                    #expect(cold[count] >= even && likelihood.ratio(count, width: cold[count] * (1 - 1e-9)) < level)
                } else {
                    #expect(count == total || likelihood.ratio(count, width: 321_000 * (1 - 1e-9)) < level)
                }
            }
        }
    }

    @Test(arguments: [1, 16, 17, 1000] as [Int])
    func placesInOrderAreThoseDrawn(count: Int) {
        var (random, again) = (SplitMix64(seed: 12), SplitMix64(seed: 12))
        let drawn = (0..<count).map { _ in again.uniform(0, 777) }
        #expect(UniformPlaces.sorted(count, on: 777, &random) == drawn.sorted())
    }
}
