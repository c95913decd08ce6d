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

@Suite struct FenceChangeTests {
    static func compare(
        _ fences: [LocatedFence], observed: (MeasureSpanSet, MeasureSpanSet) = (Sample.set((0, 100)), Sample.set((0, 100))),
        countingBridged: Bool = true
    ) -> FenceComparison {
        FenceComparison(
            baseline: Sample.inventory(Sample.before, fences: fences, observed: observed.0),
            comparison: Sample.inventory(Sample.after, fences: fences, observed: observed.1), countingBridged: countingBridged)
    }

    static func lengths(_ change: FenceChange) -> [ChangeClass: Double] {
        Dictionary(uniqueKeysWithValues: change.classes.map { ($0.changeClass, $0.border.value) }).filter { $0.value != 0 }
    }

    /// F7's fixture: L = 100, unobserved [90,100), 2019 A[10,40), 2023 A[10,45) upgraded on [20,30), B[30,60).
    static let fixture = [
        Sample.fence("a1", .primary, [(10, 20)]), Sample.fence("a2", .primary, [(20, 30)], upgradedOn: "2021-05-01"),
        Sample.fence("a3", .primary, [(30, 40)]), Sample.fence("a4", .primary, [(40, 45)], from: "2021-05-01"),
        Sample.fence("b", .secondary, [(30, 60)], fenceLine: 36, from: "2021-05-01"),
    ]

    @Test func theFixtureOfF7() throws {
        let seen = Sample.set((0, 90))
        let change = try Self.compare(Self.fixture, observed: (seen, seen)).change(in: Sample.domain((0, 100)))
        #expect(
            Self.lengths(change) == [.none: 40, .unchanged: 10, .upgraded: 10, .layerAdded: 10, .new: 20, .unknown: 10])
        #expect(change.coverageBaseline?.fraction == 30.0 / 90)
        #expect(change.coverageComparison?.fraction == 50.0 / 90)
        #expect(change.newLayerLength == Metres(35))
        #expect(change.observedBoth == Metres(90))
        #expect(change.matrix.map { $0.map(\.value) } == [[40, 15, 5, 0], [0, 20, 10, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
        #expect(Self.ledger(change) == [.new: 41, .upgraded: 10, .unchanged: 20])
        #expect(change.fenceLine.baseline == Metres(30))
        #expect(change.fenceLine.comparison == Metres(71))
    }

    struct Row: CustomTestStringConvertible {
        var name: String
        var fences: [LocatedFence]
        var classes: [ChangeClass: Double]
        var ledger: [FenceStatus: Double]
        var testDescription: String { name }
    }

    private static func old(_ offset: Double = -50, sigma: Double? = nil, material: FenceMaterial = .wire, rows: Int? = 1)
        -> LocatedFence
    {
        Sample.fence("old", .primary, [(0, 100)], to: "2021-01-01", material: material, rows: rows, offset: offset, sigma: sigma)
    }

    static let rows = [
        Row(
            name: "a fence gone is removed",
            fences: [Sample.fence("a", .primary, [(0, 40)], fenceLine: 50, to: "2022-01-01")],
            classes: [.removed: 40, .none: 60], ledger: [.removed: 50]),
        Row(
            name: "a layer gone where another stays is a layer lost",
            fences: [Sample.fence("a", .primary, [(0, 100)]), Sample.fence("b", .secondary, [(0, 40)], to: "2022-01-01")],
            classes: [.layerLost: 40, .unchanged: 60], ledger: [.removed: 40, .unchanged: 100]),
        Row(
            name: "a second line of a standing layer is a line added",
            fences: [
                Sample.fence("a", .primary, [(0, 100)]),
                Sample.fence("b", .primary, [(0, 40)], fenceLine: 44, from: "2021-01-01", offset: -90),
            ], classes: [.lineAdded: 40, .unchanged: 60], ledger: [.new: 44, .unchanged: 100]),
        Row(
            name: "one of two lines of a layer gone is a line lost",
            fences: [
                Sample.fence("a", .primary, [(0, 100)]), Sample.fence("b", .primary, [(0, 40)], to: "2021-01-01", offset: -90),
            ], classes: [.lineLost: 40, .unchanged: 60], ledger: [.removed: 40, .unchanged: 100]),
        Row(
            name: "a fence replaced by one of another material is upgraded, and redrawn by the difference",
            fences: [
                old(), Sample.fence("new", .primary, [(0, 100)], fenceLine: 120, from: "2021-01-01", material: .concrete),
            ], classes: [.upgraded: 100], ledger: [.upgraded: 120, .redrawn: 20]),
        Row(
            name: "a fence replaced by one of more rows is upgraded",
            fences: [old(), Sample.fence("new", .primary, [(0, 100)], from: "2021-01-01", rows: 2)],
            classes: [.upgraded: 100], ledger: [.upgraded: 100]),
        Row(
            name: "rows that nobody counted are no upgrade",
            fences: [old(rows: nil), Sample.fence("new", .primary, [(0, 100)], from: "2021-01-01", rows: 2)],
            classes: [.unchanged: 100], ledger: [.unchanged: 100]),
        Row(
            name: "unknown material on one side is no upgrade",
            fences: [
                old(material: .unknown), Sample.fence("new", .primary, [(0, 100)], from: "2021-01-01", material: .concrete),
            ],
            classes: [.unchanged: 100], ledger: [.unchanged: 100]),
        Row(
            name: "an upgrade before the baseline is no change",
            fences: [Sample.fence("a", .primary, [(0, 100)], upgradedOn: "2018-06-01")], classes: [.unchanged: 100],
            ledger: [.unchanged: 100]),
        Row(
            name: "an upgrade after the comparison is no change",
            fences: [Sample.fence("a", .primary, [(0, 100)], upgradedOn: "2024-06-01")], classes: [.unchanged: 100],
            ledger: [.unchanged: 100]),
        Row(
            name: "another record farther off than both uncertainties allow is another line",
            fences: [old(sigma: 3), Sample.fence("new", .primary, [(0, 100)], from: "2021-01-01", offset: -80, sigma: 4)],
            classes: [.realigned: 100], ledger: [.new: 100, .removed: 100]),
        Row(
            name: "a later version of the same record farther off is realigned",
            fences: [
                old(sigma: 3),
                Sample.fence("old", .primary, [(0, 100)], fenceLine: 103, from: "2021-01-01", offset: -80, sigma: 4),
            ], classes: [.realigned: 100], ledger: [.realigned: 103, .redrawn: 3]),
        Row(
            name: "a shift within 2.4477 sigma is unchanged",
            fences: [old(sigma: 3), Sample.fence("new", .primary, [(0, 100)], from: "2021-01-01", offset: -62, sigma: 4)],
            classes: [.unchanged: 100], ledger: [.unchanged: 100]),
        Row(
            name: "without sigma 29 m are the same line",
            fences: [old(), Sample.fence("new", .primary, [(0, 100)], from: "2021-01-01", offset: -79)],
            classes: [.unchanged: 100], ledger: [.unchanged: 100]),
        Row(
            name: "without sigma 31 m are another line",
            fences: [old(), Sample.fence("new", .primary, [(0, 100)], from: "2021-01-01", offset: -81)],
            classes: [.realigned: 100], ledger: [.new: 100, .removed: 100]),
        Row(
            name: "a line of another layer within half the gate is relabelled",
            fences: [old(), Sample.fence("new", .secondary, [(0, 100)], from: "2021-01-01", offset: -64)],
            classes: [.relabelled: 100], ledger: [.relabelled: 100]),
        Row(
            name: "a line of another layer beyond half the gate is another line",
            fences: [old(), Sample.fence("new", .secondary, [(0, 100)], from: "2021-01-01", offset: -66)],
            classes: [.realigned: 100], ledger: [.new: 100, .removed: 100]),
        Row(
            // 18 m and 18 m cost 0.6 and 0.6; 2 m and two lines left alone 0.07 + 0.5 + 0.5, which is less.
            name: "two lines for two are paired so that the sum of costs is least",
            fences: [
                old(-50), Sample.fence("back", .primary, [(0, 100)], to: "2021-01-01", offset: -70),
                Sample.fence("front new", .primary, [(0, 100)], from: "2021-01-01", offset: -68),
                Sample.fence("back new", .primary, [(0, 100)], from: "2021-01-01", offset: -88),
            ], classes: [.realigned: 100], ledger: [.unchanged: 100, .new: 100, .removed: 100]),
        Row(
            // 15 m and 15 m, or 25 m and 5 m: the same sum, and the first keeps wire with wire and concrete with concrete.
            name: "two lines in front of two others are paired in their order",
            fences: [
                old(-50),
                Sample.fence("back", .primary, [(0, 100)], to: "2021-01-01", material: .concrete, offset: -60),
                Sample.fence("back new", .primary, [(0, 100)], from: "2021-01-01", material: .concrete, offset: -75),
                Sample.fence("front new", .primary, [(0, 100)], from: "2021-01-01", offset: -65),
            ], classes: [.unchanged: 100], ledger: [.unchanged: 200]),
        Row(
            name: "the end of a redrawn line is redrawn, not new",
            fences: [
                old(), Sample.fence("new", .primary, [(0, 90)], from: "2021-01-01", offset: -52),
            ], classes: [.unchanged: 90, .removed: 10], ledger: [.unchanged: 90, .redrawn: -10]),
        Row(
            name: "an upgrade under an added layer counts in the fence line",
            fences: [
                Sample.fence("a", .primary, [(0, 100)], fenceLine: 130, upgradedOn: "2021-05-01"),
                Sample.fence("b", .secondary, [(0, 100)], fenceLine: 125, from: "2021-05-01"),
            ], classes: [.layerAdded: 100], ledger: [.new: 125, .upgraded: 130]),
    ]

    @Test(arguments: rows) func classesAndFenceLine(row: Row) throws {
        let change = try Self.compare(row.fences).change(in: Sample.domain((0, 100)))
        #expect(Self.lengths(change) == row.classes)
        #expect(Self.ledger(change) == row.ledger)
        let line = change.fenceLine
        #expect(isNear((line.baseline - line.removed + line.new + line.redrawn).value, line.comparison.value, 1e-9))
    }

    /// The entries that are not zero.
    static func ledger(_ change: FenceChange) -> [FenceStatus: Double] {
        Dictionary(uniqueKeysWithValues: FenceStatus.allCases.map { ($0, change.fenceLine[$0].value) }).filter { $0.value != 0 }
    }

    /// 260 km upgraded beside 230 km fenced is legitimate (D3): one is fence line, the other border.
    @Test func upgradedFenceLineMayExceedTheBorderFencedBefore() throws {
        let fences = [Sample.fence("a", .primary, [(0, 230)], fenceLine: 260, upgradedOn: "2021-05-01")]
        let all = Sample.set((0, 321))
        let change = try Self.compare(fences, observed: (all, all)).change(in: Sample.domain((0, 321)))
        #expect(change.fenceLine.upgraded == Metres(260))
        #expect(change.border(.upgraded) == Metres(230))
        #expect(((change.coverageBaseline?.percent ?? 0)).rounded(toPlaces: 1) == 71.7)
    }

    @Test func withoutCommonImageryEverythingIsUnknown() throws {
        let change = try Self.compare(Self.fixture, observed: (Sample.set((0, 50)), Sample.set((50, 100)))).change(
            in: Sample.domain((0, 100)))
        #expect(Self.lengths(change) == [.unknown: 100])
        #expect(change.coverageBaseline == nil)
        #expect(change.coverageComparison == nil)
    }

    /// The margins of the matrix are each epoch's border by number of layers, on random fences and masks.
    @Test(arguments: [11, 12, 13, 14, 15, 16] as [UInt64])
    func marginsOfTheMatrixAreTheCoverageOfEachEpoch(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func spans(_ n: Int) -> [(Double, Double)] {
            (0..<n).map { _ in
                let from = random.uniform(0...900).rounded()
                return (from, from + random.uniform(1...90).rounded())
            }
        }
        let fences = FenceLayer.allCases.flatMap { layer in
            ["always", "new", "gone"].map { name in
                Sample.fence(
                    layer.rawValue + name, layer, spans(6), from: name == "new" ? "2021-01-01" : nil,
                    to: name == "gone" ? "2021-01-01" : nil)
            }
        }
        func mask() -> MeasureSpanSet { MeasureSpanSet(spans(12).map { Sample.span($0.0, $0.1) }) }
        let masks = (mask(), mask())
        let comparison = Self.compare(fences, observed: masks)
        let domain = Sample.domain((100, 400), (350, 800))
        let change = try comparison.change(in: domain)
        let both = masks.0.intersection(masks.1)
        let seen = MetricDomain(id: "both", spans: domain.spans.intersection(both))
        let before = try comparison.baseline.coverage(of: seen)
        let after = try comparison.comparison.coverage(of: seen)
        for layers in 0...3 {
            // 1e-9 m: sums of whole numbers below a thousand, added in another order.
            let row = change.matrix[layers].reduce(0) { $0 + $1.value }
            let column = change.matrix.reduce(0) { $0 + $1[layers].value }
            #expect((row - before.multiplicity[layers].border.value).magnitude < 1e-9, "seed \(seed)")
            #expect((column - after.multiplicity[layers].border.value).magnitude < 1e-9, "seed \(seed)")
        }
        let classes = change.classes.reduce(0) { $0 + $1.border.value }
        #expect((classes - domain.border.value).magnitude < 1e-9, "seed \(seed)")
    }
}
