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

@Suite struct CoverageTests {
    /// The fixture of F7, comparison side: L = 100, observed [0,90), primary [10,45), secondary [30,60).
    @Test func theChangeFixtureIsCoveredFiftyOfNinety() throws {
        let inventory = Sample.inventory(
            fences: [Sample.fence("a", .primary, [(10, 45)]), Sample.fence("b", .secondary, [(30, 60)], fenceLine: 36)],
            observed: Sample.set((0, 90)))
        let coverage = try inventory.coverage(of: Sample.domain((0, 100)))
        #expect(coverage.border == Metres(100))
        #expect(coverage.observed == Metres(90))
        #expect(coverage.fenced == Metres(50))
        #expect(coverage.share?.fraction == 50.0 / 90)
        #expect(coverage.multiplicity.map(\.border.value) == [40, 35, 15, 0])
        #expect(coverage.layers.map(\.fenced.value) == [35, 30, 0])
        #expect(coverage.layers.map(\.fenceLine.value) == [35, 36, 0])
        #expect(coverage.layerLength == Metres(65))
        #expect(coverage.gaps == [.init(span: Sample.span(0, 10), open: true), .init(span: Sample.span(60, 90), open: true)])
    }

    struct Row: CustomTestStringConvertible {
        var name: String
        var fences: [LocatedFence]
        var observed = Sample.set((0, 100))
        var fenced: Double
        var gaps: [(Double, Double, Bool)]
        var testDescription: String { name }
    }

    static let rows = [
        Row(
            name: "touching spans leave no gap",
            fences: [Sample.fence("a", .primary, [(0, 10)]), Sample.fence("b", .primary, [(10, 100)])], fenced: 100, gaps: []),
        Row(
            name: "ends within a centimetre are one place",
            fences: [Sample.fence("a", .primary, [(0, 10)]), Sample.fence("b", .primary, [(10.009, 100)])], fenced: 100,
            gaps: []),
        Row(
            name: "ends two centimetres apart leave a gap",
            fences: [Sample.fence("a", .primary, [(0, 10)]), Sample.fence("b", .primary, [(10.02, 100)])], fenced: 99.98,
            gaps: [(10, 10.02, false)]),
        Row(
            name: "a gap inside is closed and one at the edge of the observed border open",
            fences: [Sample.fence("a", .primary, [(10, 20), (30, 90)])], observed: Sample.set((5, 85)), fenced: 65,
            gaps: [(5, 10, true), (20, 30, false)]),
        Row(
            name: "an unobserved stretch between two gaps makes both open",
            fences: [Sample.fence("a", .primary, [(0, 20), (80, 100)])], observed: Sample.set((0, 40), (60, 100)), fenced: 40,
            gaps: [(20, 40, true), (60, 80, true)]),
        Row(
            name: "records of one layer over the same place count once",
            fences: [Sample.fence("a", .primary, [(0, 60)]), Sample.fence("b", .primary, [(40, 100)])], fenced: 100, gaps: []),
        Row(
            name: "a fence on the other bank does not count",
            fences: [Sample.fence("a", .primary, [(0, 50)], bank: .outward)], fenced: 0, gaps: [(0, 100, true)]),
    ]

    @Test(arguments: rows) func fencedBorderAndGaps(row: Row) throws {
        let coverage = try Sample.inventory(fences: row.fences, observed: row.observed).coverage(of: Sample.domain((0, 100)))
        // 1e-9 m: sums of a few doubles below 100.
        #expect((coverage.fenced.value - row.fenced).magnitude < 1e-9)
        #expect(coverage.gaps.map { [$0.span.from.metres, $0.span.to.metres] } == row.gaps.map { [$0.0, $0.1] })
        #expect(coverage.gaps.map(\.open) == row.gaps.map(\.2))
    }

    @Test func chineseFencesCountWhereAskedFor() throws {
        let fences = [Sample.fence("a", .primary, [(0, 50)], bank: .outward)]
        let inventory = Sample.inventory(fences: fences, observed: Sample.set((0, 100)), banks: [.inward, .outward])
        #expect(try inventory.coverage(of: Sample.domain((0, 100))).fenced == Metres(50))
    }

    @Test func nothingObservedIsUnknownAndNotZero() throws {
        let inventory = Sample.inventory(fences: [Sample.fence("a", .primary, [(0, 50)])], observed: MeasureSpanSet())
        let coverage = try inventory.coverage(of: Sample.domain((0, 100)))
        #expect(coverage.share == nil)
        #expect(coverage.unobserved == Metres(100))
    }

    @Test func bridgedLoopsCountByDefaultAndAreReportedApart() throws {
        let fences = [
            Sample.fence("a", .primary, [(0, 40)]), Sample.fence("b", .primary, [(30, 70)], fenceLine: 5, bridged: true),
        ]
        let inventory = Sample.inventory(fences: fences, observed: Sample.set((0, 100)))
        let with = try inventory.coverage(of: Sample.domain((0, 100)))
        #expect([with.fenced, with.direct, with.bridged].map(\.value) == [70, 40, 30])
        #expect(with.fenceLine == Metres(45))
        let without = try inventory.coverage(of: Sample.domain((0, 100)), countingBridged: false)
        #expect([without.fenced, without.direct, without.bridged].map(\.value) == [40, 40, 0])
    }

    /// Hoeryong, D3: 9.5 km of primary and 9.2 km of secondary fence line along 7.4 km of border.
    @Test func fenceLineIsLongerThanTheBorderItRunsAlong() throws {
        let fences = [
            Sample.fence("p", .primary, [(0, 7400)], fenceLine: 9500),
            Sample.fence("s", .secondary, [(0, 7400)], fenceLine: 9200),
        ]
        let coverage = try Sample.inventory(fences: fences, observed: Sample.set((0, 7400))).coverage(
            of: Sample.domain((0, 7400)))
        #expect(fences.map { ($0.events[0].sinuosity ?? 0).rounded(toPlaces: 3) } == [1.284, 1.243])
        #expect(coverage.fenced == Metres(7400))
        #expect(coverage.fenceLine == Metres(18_700))
    }

    @Test func theUnionOfAreasCountsOverlapsOnce() throws {
        let areas = [
            StudyArea(id: "west", name: "West", spans: Sample.set((0, 60))),
            StudyArea(id: "east", name: "East", spans: Sample.set((50, 100))),
        ]
        let domains = MetricDomain.domains(of: areas)
        #expect(domains.map(\.id) == ["west", "east", "all"])
        #expect(domains.map(\.border.value) == [60, 50, 100])
        let russian = MetricDomain.domains(of: areas, within: Sample.set((90, 200)))
        #expect(russian.map(\.id) == ["east", "all"])
        #expect(russian.map(\.border.value) == [10, 10])
    }

    /// Against counting on a grid of half metres; all ends lie on whole metres, so the grid is exact.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func agreesWithCountingMetreByMetre(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func spans(_ n: Int) -> [(Double, Double)] {
            (0..<n).map { _ in
                let from = random.uniform(0...480).rounded()
                return (from, from + random.uniform(1...40).rounded())
            }
        }
        let fences = FenceLayer.allCases.map { Sample.fence($0.rawValue, $0, spans(12)) }
        let observed = MeasureSpanSet(spans(8).map { Sample.span($0.0, $0.1) })
        let domain = MetricDomain(id: "d", spans: MeasureSpanSet(spans(10).map { Sample.span($0.0, $0.1) }))
        let coverage = try Sample.inventory(fences: fences, observed: observed).coverage(of: domain)
        var expected = [0.0, 0, 0, 0]
        for metre in 0..<600 {
            let place = Measure(Double(metre) + 0.5)
            guard domain.spans.contains(place), observed.contains(place) else { continue }
            expected[fences.count { fence in fence.events.contains { $0.span.contains(place) } }] += 1
        }
        #expect(coverage.multiplicity.map(\.border.value) == expected, "seed \(seed)")
        let bare = coverage.gaps.reduce(0) { $0 + $1.length.value }
        #expect(bare == expected[0], "seed \(seed)")
    }
}

extension Double {
    func rounded(toPlaces places: Int) -> Double {
        let power = (0..<places).reduce(1.0) { result, _ in result * 10 }
        return (self * power).rounded() / power
    }
}
