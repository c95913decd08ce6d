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

private func measures(_ values: [Double]) -> [Measure] { values.map { Measure($0) } }
private func piece(_ length: Double, _ events: [Double]) -> LinePiece {
    LinePiece(start: Measure(0), end: Measure(length), events: measures(events))
}
/// Of the polyline of an outside case.
private func length(_ row: CorpusRow) throws -> Double {
    let vertices: [[Double]] = try row.value("input.polyline")
    return zip(vertices, vertices.dropFirst()).reduce(0) { $0 + distance($1.0, $1.1) }
}
private func distance(_ a: [Double], _ b: [Double]) -> Double {
    ((b[0] - a[0]) * (b[0] - a[0]) + (b[1] - a[1]) * (b[1] - a[1])).squareRoot()
}

@Suite struct LineDensityTests {
    @Test func goldenDensity() throws {
        let density = try #require(
            LineDensity(events: measures([1, 2, 4, 7]), from: Measure(0), to: Measure(10), bandwidth: Metres(0.8)))
        #expect(abs(density.perMetre(at: Measure(0)) - 0.500447181) < 1e-9)
        #expect(abs(density.perMetre(at: Measure(4)) - 0.521469717) < 1e-9)
        #expect(abs(density.events(from: Measure(0), to: Measure(10)) - 4) < 1e-12)
    }

    @Test(.needs(.corpora)) func everyCaseOfDensityAgrees() throws {
        let run = try CorpusRun(
            .density, beside: ["input.name"],
            checks: [
                "line_kde": { row in
                    let length = try length(row)
                    try row.compare(length, at: "expected.length")
                    let name = try row.text("input.kernel")
                    let kernel = try #require(LineDensity.Kernel(rawValue: name))
                    let events = measures(try row.numbers("input.chainages"))
                    let sigma = Metres(try row.number("input.sigma"))
                    let reach = 9 * sigma.value
                    if row.has("input.halfwidth") {
                        try row.compare(sigma.value * 5.0.squareRoot(), at: "input.halfwidth")
                    }
                    let places = try row.numbers("input.at")
                    for (key, ends) in [
                        ("density_no_edge_correction", LineDensity.Ends.open), ("density_reflected", .reflecting),
                    ] {
                        let density = try #require(
                            LineDensity(
                                events: events, from: Measure(0), to: Measure(length), bandwidth: sigma, kernel: kernel,
                                ends: ends))
                        let expected = try row.numbers("expected.\(key)")
                        row.compare("values of \(key)", got: expected.count, expected: places.count)
                        for (place, expected) in zip(places, expected) {
                            let got = density.perMetre(at: Measure(place))
                            if kernel == .epanechnikov || events.contains(where: { abs($0.metres - place) <= reach }) {
                                try row.compare("\(key) at \(place)", number: got, expected: expected)
                            } else {
                                row.omit(
                                    "what is beyond nine standard deviations: the kernel ends there, with 1e-17 of its mass left")
                                row.compare("\(key) at \(place)", got == 0 && expected < 1e-17, got: "\(got)", expected: "0")
                            }
                        }
                    }
                }
            ])
        try run.expectAgreement()
    }

    @Test(arguments: [0.01, 0.3, 2, 25, 499, 501, 1e6])
    func lixelsAddUpToTheNumberOfEvents(bandwidth: Double) throws {
        let density = try #require(
            LineDensity(
                events: measures([100, 100, 103.5, 110]), from: Measure(100), to: Measure(110), bandwidth: Metres(bandwidth)))
        let sum = (0..<40).reduce(0) {
            $0 + density.events(from: Measure(100 + Double($1) / 4), to: Measure(100.25 + Double($1) / 4))
        }
        #expect(abs(sum - 4) < 1e-9)
        #expect(density.perMetre(at: Measure(99.9)) == 0)
        if bandwidth > 400 { #expect(abs(density.perMetre(at: Measure(105)) - 0.4) < 1e-9) }
    }

    @Test func crossValidationFindsTheScaleOfClusters() throws {
        var random = SplitMix64(seed: 3)
        // Twenty clusters with standard deviation 100 m on 100 km.
        let events = (0..<20).flatMap { cluster in
            (0..<20).map { _ in Double(cluster) * 5000 + 2500 + 100 * random.normal() }
        }
        let search = try #require(
            BandwidthSearch(pieces: [piece(100_000, events)], floor: Metres(10), ceiling: Metres(20_000), steps: 40))
        #expect(search.bandwidth.value > 25 && search.bandwidth.value < 120)
        #expect(!search.isAtEnd)
        // Coincident events drive it to the floor, and that is said.
        let doubled = try #require(
            BandwidthSearch(pieces: [piece(1000, [5, 5, 700, 700])], floor: Metres(10), ceiling: Metres(500)))
        #expect(doubled.bandwidth.value == 10)
        #expect(doubled.isAtEnd)
        #expect(BandwidthSearch(pieces: [piece(1000, [5])], floor: Metres(10), ceiling: Metres(500)) == nil)
    }

    @Test func binnedScoresFollowTheExactOnes() throws {
        var random = SplitMix64(seed: 4)
        let events = (0..<21_000).map { _ in random.uniform(0, 400_000) * random.uniform(0.9, 1) }
        let many = try #require(
            BandwidthSearch(pieces: [piece(400_000, events)], floor: Metres(100), ceiling: Metres(250), steps: 2))
        for (bandwidth, score) in many.scores {
            let density = try #require(
                LineDensity(events: measures(events), from: Measure(0), to: Measure(400_000), bandwidth: bandwidth))
            let exact = events.reduce(-21_000.0) {
                $0 + Elementary.log(density.perMetre(at: Measure($1)) - density.ownShare(at: Measure($1)))
            }
            #expect(abs(score - exact) < 0.002 * abs(exact), "\(bandwidth)")
        }
    }
}

@Suite struct LinearKTests {
    @Test func goldenK() throws {
        let radii = [1.0, 2, 3, 5, 6].map { Metres($0) }
        let k = try #require(LinearK(events: measures([1, 2, 4, 7]), from: Measure(0), to: Measure(10), radii: radii))
        for (value, expected) in zip(k.corrected, [0.833333, 1.666667, 3.75, 5.416667, 7.083333]) {
            #expect(abs(value.value - expected) < 5e-7)
        }
        for (value, expected) in zip(k.uncorrected, [1.666667, 3.333333, 6.666667, 8.333333, 10]) {
            #expect(abs(value.value - expected) < 5e-7)
        }
    }

    @Test(.needs(.corpora)) func everyCaseOfLinearKAgrees() throws {
        func line(_ row: CorpusRow, _ radii: [Metres]) throws -> LinearK? {
            let length = try length(row)
            try row.compare(length, at: "expected.length")
            return row.operation == "linear_k"
                ? LinearK(
                    events: measures(try row.numbers("input.chainages")), from: Measure(0), to: Measure(length), radii: radii)
                : LinearK(
                    events: measures(try row.numbers("input.chainages_a")),
                    around: measures(try row.numbers("input.chainages_b")), from: Measure(0), to: Measure(length), radii: radii)
        }
        func onLine(_ row: CorpusRow) throws {
            let made = try line(row, row.numbers("input.r").map { Metres($0) })
            let k = try #require(made)
            try row.compare(k.uncorrected.map(\.value), at: "expected.k_none")
            try row.compare(k.corrected.map(\.value), at: "expected.k_ang")
        }
        // Places of a line are given twice: as chainages and as points.
        let run = try CorpusRun(
            .linearK, beside: ["input.name", "input.points"],
            checks: ["linear_k": onLine, "linear_k_cross": onLine, "linear_k_network": Self.onNetwork])
        try run.expectAgreement()
    }

    private static func onNetwork(_ row: CorpusRow) throws {
        let vertices: [[Double]] = try row.value("input.vertices")
        // Edges and places are numbered from 1 there.
        let edges = try row.value("input.edges", as: [[Int]].self).map { ends in
            let (from, to) = (ends[0] - 1, ends[1] - 1)
            return NetworkK.Edge(from: from, to: to, length: Metres(distance(vertices[from], vertices[to])))
        }
        let places = try row.value("input.points", as: [[String: Any]].self).map { point in
            NetworkK.NetworkPoint(
                edge: try #require(point["edge"] as? Int) - 1, share: Share(try #require(point["t"] as? Double)))
        }
        let radii = try row.numbers("input.r").map { Metres($0) }
        let k = try #require(NetworkK(edges: edges, places: places, radii: radii))
        try row.compare(k.length.value, at: "expected.length")
        try row.compare(k.uncorrected.map(\.value), at: "expected.k_none")
        try row.compare(k.corrected.map(\.value), at: "expected.k_ang")
        guard row.has("expected.shortest_path_distances") else { return }
        let (distances, slack): ([[Double]], Double) = try (
            row.value("expected.shortest_path_distances"), row.number("tolerance.relative")
        )
        // Of a pair alone, K is 0 up to its distance and the whole length from there on.
        for (i, j) in places.indices.flatMap({ i in (0..<i).map { (i, $0) } }) {
            let around = [distances[i][j] * (1 - slack), distances[i][j] * (1 + slack)].map { Metres($0) }
            let pair = try #require(NetworkK(edges: edges, places: [places[i], places[j]], radii: around))
            row.compare("K about the distance \(distances[i][j])", got: pair.uncorrected, expected: [.zero, k.length])
        }
    }

    @Test func onOneLineTheNetworkGivesTheSame() throws {
        var random = SplitMix64(seed: 31)
        let places = (0..<30).map { _ in random.uniform(0, 900) }
        let radii = [50.0, 120, 333].map { Metres($0) }
        let line = try #require(LinearK(events: measures(places), from: Measure(0), to: Measure(900), radii: radii))
        let edges = [NetworkK.Edge(from: 0, to: 1, length: Metres(400)), NetworkK.Edge(from: 1, to: 2, length: Metres(500))]
        let network = try #require(
            NetworkK(
                edges: edges,
                places: places.map {
                    $0 < 400 ? .init(edge: 0, share: Share($0 / 400)) : .init(edge: 1, share: Share(($0 - 400) / 500))
                },
                radii: radii))
        for (a, b) in zip(line.corrected, network.corrected) { #expect(abs(a.value - b.value) < 1e-6) }
    }

    @Test func clustersAreNotRandom() throws {
        let radii = (1...20).map { Metres(Double($0) * 10) }
        let rows = measures([100.0, 600, 1100, 1600].flatMap { start in (0..<10).map { start + Double($0) * 5 } })
        let p = try #require(LinearK.randomnessTest(events: rows, from: Measure(0), to: Measure(2000), radii: radii, seed: 9))
        #expect(p == 0.001)
        var random = SplitMix64(seed: 21)
        let thrown = measures((0..<40).map { _ in random.uniform(0, 2000) })
        let q = try #require(LinearK.randomnessTest(events: thrown, from: Measure(0), to: Measure(2000), radii: radii, seed: 9))
        #expect(q > 0.05)
    }
}

@Suite struct ScanStatisticTests {
    @Test func goldenScan() throws {
        let events = [5.0, 12, 20, 40, 41, 41.5, 42, 43, 60, 75, 90]
        let scan = try #require(
            ScanStatistic(pieces: [piece(100, events)], options: .init(leastWidth: Metres(0), simulations: 199, seed: 4)))
        let top = try #require(scan.hot.first)
        #expect(abs(top.likelihoodRatio - 10.136443) < 5e-7)
        #expect(top.from == Measure(40))
        #expect(top.to == Measure(43))
        #expect(top.count == 5)
    }

    /// Every window by hand against the search that skips.
    @Test(arguments: Array(1...20) as [UInt64])
    func theSearchFindsTheMaximum(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let places = (0..<80).map { _ in seed % 2 == 0 ? random.uniform(0, 1000) : 1000 * random.uniform() * random.uniform() }
            .sorted()
        let scan = try #require(
            ScanStatistic(pieces: [piece(1000, places)], options: .init(leastWidth: Metres(5), simulations: 1, seed: seed)))
        let likelihood = ScanLikelihood(total: 80, length: 1000)
        var hot = 0.0
        for i in 0..<80 {
            for j in i..<80 where j > i && places[j] - places[i] <= 500 {
                let width = max(5, places[j] - places[i])
                let count = j - i + 1
                if Double(count) > 80 * width / 1000 { hot = max(hot, likelihood.ratio(count, width: width)) }
            }
        }
        #expect(abs((scan.hot.first?.likelihoodRatio ?? 0) - hot) < 1e-9, "seed \(seed)")
        let marks = [0] + places + [1000]
        var cold = 0.0
        for i in marks.indices {
            for j in marks.indices where j > i && marks[j] - marks[i] <= 500 && marks[j] - marks[i] >= 5 {
                let count = j - i - 1
                let width = marks[j] - marks[i]
                if Double(count) < 80 * width / 1000 { cold = max(cold, likelihood.ratio(count, width: width)) }
            }
        }
        #expect(abs((scan.cold.first?.likelihoodRatio ?? 0) - cold) < 1e-9, "seed \(seed)")
        for (a, b) in zip(scan.hot, scan.hot.dropFirst()) { #expect(a.likelihoodRatio >= b.likelihoodRatio) }
        for (index, window) in scan.hot.enumerated() {
            for other in scan.hot[(index + 1)...] { #expect(window.to < other.from || other.to < window.from, "seed \(seed)") }
        }
    }

    @Test func pValuesOfRandomEventsAreSpreadEvenly() throws {
        // Of 60 random sets about 6 fall below 0.1; 0 or more than 15 would be a fault (probability under 0.2 %).
        var small = 0
        for seed in 1...60 as ClosedRange<UInt64> {
            var random = SplitMix64(seed: seed &* 7919)
            let events = (0..<40).map { _ in random.uniform(0, 10_000) }
            let scan = try #require(
                ScanStatistic(pieces: [piece(10_000, events)], options: .init(simulations: 199, seed: seed, limit: 1)))
            if try #require(scan.hot.first).pValue <= 0.1 { small += 1 }
        }
        #expect(small > 0 && small <= 15)
    }

    @Test func coincidentEventsAreNoInfiniteCluster() throws {
        let scan = try #require(ScanStatistic(pieces: [piece(1000, [5, 5, 5, 300, 800])], options: .init(simulations: 9)))
        let top = try #require(scan.hot.first)
        #expect(top.likelihoodRatio.isFinite)
        #expect(top.expected == 0.25)
    }

    @Test func windowsSayWhatIsObservedOfThem() throws {
        let pieces = [
            LinePiece(start: Measure(0), end: Measure(100), events: measures([10, 97, 98, 99])),
            LinePiece(start: Measure(900), end: Measure(1000), events: measures([901, 902, 990])),
        ]
        let scan = try #require(ScanStatistic(pieces: pieces, options: .init(leastWidth: Metres(1), simulations: 99)))
        let top = try #require(scan.hot.first)
        #expect(top.from == Measure(97))
        #expect(top.to == Measure(902))
        #expect(abs(top.observed.value - 5) < 1e-9)
        #expect(top.count == 5)
    }

    @Test func slidingWindowsCarryExactTails() throws {
        let events = (0..<10).map { 5000 + Double($0) * 10 } + [500, 9000]
        let windows = SlidingWindows.scan(pieces: [piece(10_000, events)], length: Metres(1000), step: Metres(500))
        #expect(windows.count == 19)
        let top = try #require(windows.min { $0.pValue < $1.pValue })
        #expect(top.count == 10)
        #expect(abs(top.expected - 1.2) < 1e-12)
        // R: ppois(9, 1.2, lower = FALSE)
        #expect(abs(top.pValue - 5.741e-7) < 5e-9)
        #expect(top.adjusted >= top.pValue && top.adjusted <= top.pValue * 19)
    }
}

@Suite struct SpacingStatisticsTests {
    @Test func spacingsStayInsideTheirPiece() throws {
        let pieces = [
            LinePiece(start: Measure(0), end: Measure(100), events: measures([10, 30, 30])),
            LinePiece(start: Measure(500), end: Measure(600), events: measures([550])),
        ]
        let spacing = try #require(SpacingStatistics(pieces: pieces, simulations: 99, seed: 1))
        #expect(spacing.spacings == [Metres(0), Metres(20)])
        #expect(spacing.ties == 1)
        #expect(spacing.mean == Metres(10))
        #expect(spacing.median == Metres(10))
        #expect(spacing.least == Metres(0))
        // (10^2 + 20^2 + 0 + 70^2 + 50^2 + 50^2) / 200^2
        #expect(abs(spacing.greenwood - 10_400.0 / 40_000) < 1e-12)
    }

    @Test func greenwoodsNullMomentsAreThoseOfSimulation() throws {
        let spacing = try #require(
            SpacingStatistics(pieces: [piece(1, [0.1, 0.2, 0.3, 0.6, 0.9, 0.95, 0.97, 0.5])], simulations: 9, seed: 1))
        #expect(abs(spacing.greenwoodMean - 0.2) < 1e-12)
        #expect(abs(spacing.greenwoodDeviation - (32.0 / 13_200).squareRoot()) < 1e-12)
        var random = SplitMix64(seed: 77)
        var sum = 0.0
        var squares = 0.0
        for _ in 0..<20_000 {
            let places = [0] + (0..<8).map { _ in random.uniform() }.sorted() + [1]
            let g = zip(places, places.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
            sum += g
            squares += g * g
        }
        let mean = sum / 20_000
        #expect(abs(mean - spacing.greenwoodMean) < 0.002)
        #expect(abs((squares / 20_000 - mean * mean).squareRoot() - spacing.greenwoodDeviation) < 0.003)
    }

    @Test func evenPostsAreRegularAndRowsAreClustered() throws {
        let even = try #require(
            SpacingStatistics(pieces: [piece(1000, (0..<20).map { Double($0) * 50 + 25 })], simulations: 199, seed: 2))
        #expect(even.verdict() == .regular)
        #expect(even.variation == 0)
        let rows = try #require(
            SpacingStatistics(
                pieces: [piece(1000, (0..<20).map { Double($0 % 10) + ($0 < 10 ? 100 : 800) })], simulations: 199, seed: 2)
        )
        #expect(rows.verdict() == .clustered)
        #expect(SpacingStatistics(pieces: [piece(1000, [])], seed: 1) == nil)
    }
}
