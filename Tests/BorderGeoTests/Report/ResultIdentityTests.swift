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

/// The identities of F4 and F7 in the printed figures: whole millimetres, compared without tolerance.
@Suite struct ResultIdentityTests {
    static func millimetres(_ value: JSONValue?) throws -> Int {
        guard case .number(let metres, decimals: 3)? = value else { throw InputError("no length", remedy: "") }
        let text = FixedDecimal.string(metres, decimals: 3)
        return try #require(Int(text.replacing(".", with: "")))
    }

    static func sum(_ rows: JSONValue?, _ member: String) throws -> Int {
        try (rows?.arrayValue ?? []).reduce(0) { try $0 + millimetres($1[member]) }
    }

    static func check(_ coverage: Coverage, _ note: String) throws {
        let row = coverage.json
        let border = try millimetres(row["border_m"])
        let observed = try millimetres(row["observed_m"])
        let fenced = try millimetres(row["fenced_m"])
        let counted = try sum(row["multiplicity"], "border_m")
        #expect(counted + (border - observed) == border, "\(note)")
        let direct = try millimetres(row["direct_m"])
        let bridged = try millimetres(row["bridged_m"])
        #expect(direct + bridged == fenced, "\(note)")
        let gaps = try sum(row["gaps"], "length_m")
        #expect(gaps + fenced == observed, "\(note)")
    }

    static func check(_ change: FenceChange, _ note: String) throws {
        let row = AreaChange(area: change.area, fences: change, facilities: []).json
        let border = try millimetres(row["border_m"])
        let classes = try sum(row["classes"], "border_m")
        #expect(classes == border, "\(note)")
        let both = try millimetres(row["observed_both_m"])
        let matrix = try (row["matrix"]?.arrayValue ?? []).map { try ($0.arrayValue ?? []).map(millimetres) }
        #expect(matrix.joined().reduce(0, +) == both, "\(note)")
    }

    @Test(arguments: ["six-areas", "hoeryong"]) func holdInTheBuiltInStudies(study: String) throws {
        let model = try ReportModel(try StudyLoader().load(study))
        #expect(model.coverage.count == model.domains.count * model.inventories.count)
        for row in model.coverage { try Self.check(row, "\(row.area) \(row.epoch)") }
        for row in model.changes { try Self.check(row.fences, row.area) }
    }

    /// Ends that lie on no millimetre, so that rounding part by part would not add up.
    @Test(arguments: [21, 22, 23, 24, 25, 26, 27, 28] as [UInt64]) func holdOnRandomFencesAndMasks(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func spans(_ n: Int) -> [(Double, Double)] {
            (0..<n).map { _ in
                let from = random.uniform(0...900)
                return (from, from + random.uniform(0.001...90))
            }
        }
        func set(_ n: Int) -> MeasureSpanSet { MeasureSpanSet(spans(n).map { Sample.span($0.0, $0.1) }) }
        let fences = FenceLayer.allCases.flatMap { layer in
            [
                Sample.fence("a-\(layer)", layer, spans(20)), Sample.fence("b-\(layer)", layer, spans(20), from: "2021-01-01"),
                Sample.fence("c-\(layer)", layer, spans(20), to: "2021-01-01", bridged: true),
            ]
        }
        let before = Sample.inventory(Sample.before, fences: fences, observed: set(10))
        let after = Sample.inventory(Sample.after, fences: fences, observed: set(10))
        let domain = MetricDomain(id: "d", spans: set(6))
        for inventory in [before, after] { try Self.check(try inventory.coverage(of: domain), "seed \(seed)") }
        try Self.check(try FenceComparison(baseline: before, comparison: after).change(in: domain), "seed \(seed)")
    }
}
