import TestSupport

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

/// A small study made by hand for tests of reports: a winding border of about 120 km, two areas, two epochs, seeded facilities.
enum SampleReport {
    static let border: Border? = {
        var positions: [GeoPosition] = []
        for i in 0...240 {
            let t = Double(i) / 240
            // A meandering line from south-west to north-east.
            let bend = 0.03 * (((i / 6) % 2 == 0) ? 1.0 : -1.0) * (Double(i % 6) / 6)
            positions.append(GeoPosition(longitude: 129.2 + t * 1.2 + bend, latitude: 42.2 + t * 0.5 - bend / 2))
        }
        guard let route = try? Route(id: "sample", parts: [Polyline(positions)]) else { return nil }
        return Border(
            route: route,
            segments: [
                BorderSegment(id: "tumen", name: "Tumen", neighbour: BorderNeighbour(rawValue: "china"), span: route.span)
            ],
            source: BorderSource(origin: .file("sample.geojson"), title: "A line made up for a test"), findings: [])
    }()

    struct NoBorder: Error {}

    private static let line: MapData.BorderPart? = border.flatMap { MapData.BorderPart.parts(of: $0).first }

    static func position(at measure: Measure, inland: Double) -> GeoPosition {
        let line = Self.line?.position(at: measure) ?? GeoPosition(longitude: 0, latitude: 0)
        return GeoPosition(longitude: line.longitude + inland / 82_000, latitude: line.latitude - inland / 111_000)
    }

    static func model(
        posts: Int = 400, synthetic: Bool = true, notes: [String] = [], name: String = "Upper <reach> & \"bend\"",
        seed: UInt64 = 7
    )
        throws -> ReportModel
    {
        guard let border else { throw NoBorder() }
        var random = SeededGenerator(seed: seed)
        func day(_ y: Int, _ m: Int, _ d: Int) -> CalendarDate? { CalendarDate(year: y, month: m, day: d) }
        let areas = [
            StudyArea(id: "upper", name: name, spans: MeasureSpanSet(MeasureSpan(Measure(5000), Measure(41_000)))),
            StudyArea(id: "lower", name: "Lower reach", spans: MeasureSpanSet(MeasureSpan(Measure(60_000), Measure(85_000)))),
        ]
        var study = try Study(id: "sample", title: "Sample study")
        study.synthetic = synthetic
        study.notes = notes
        study.areas = .inline(areas)
        study.epochs = [2019, 2023].compactMap { year in day(year, 3, 31).map { Epoch(id: "\(year)", date: $0) } }
        study.baseline = "2019"
        study.comparison = "2023"
        func location(_ m: Double, _ inland: Double) -> RouteLocation {
            RouteLocation(
                measure: Measure(m), offset: Offset(-inland), inwardOffset: Offset(inland), side: .right,
                foot: position(at: Measure(m), inland: 0), tangentAzimuth: Degrees(60))
        }
        var facilities: [LocatedFacility] = []
        for i in 0..<posts {
            let area = areas[i % 3 == 0 ? 1 : 0].spans.spans[0]
            let m = random.uniform(area.from.metres...(area.to.metres - 1))
            let kind: FacilityKind = i % 40 == 0 ? .watchtower : i % 57 == 0 ? .garrison : .guardPost
            let old = i % 20 == 0
            facilities.append(
                LocatedFacility(
                    facility: Facility(
                        id: "sample-f-\(i)", kind: kind, position: position(at: Measure(m), inland: 60),
                        lifetime: old ? Lifetime() : Lifetime(validFrom: day(2022, 5, 1), absentOn: day(2019, 3, 31)),
                        provenance: Provenance(synthetic: synthetic)),
                    location: location(m, 60)))
        }
        func fence(_ id: String, _ layer: FenceLayer, _ from: Double, _ to: Double, new: Bool, upgraded: Bool = false)
            -> LocatedFence
        {
            let inland = 40.0 + 150 * Double(layer.rank)
            let line = (Self.line?.stretch(MeasureSpan(Measure(from), Measure(to))) ?? []).map {
                GeoPosition(longitude: $0.longitude + inland / 82_000, latitude: $0.latitude - inland / 111_000)
            }
            return LocatedFence(
                fence: FenceLine(
                    id: id, layer: layer, upgradedOn: upgraded ? day(2021, 6, 1) : nil, parts: [Polyline(line)],
                    lifetime: new ? Lifetime(validFrom: day(2021, 4, 1), absentOn: day(2019, 3, 31)) : Lifetime()),
                location: Sample.location(
                    id, [(from, to)], fenceLine: (to - from) * 1.1, offset: -inland, bridged: false))
        }
        let fences = [
            fence("a", .primary, 5000, 22_000, new: false, upgraded: true), fence("b", .primary, 24_000, 30_000, new: false),
            fence("c", .primary, 30_000, 41_000, new: true), fence("d", .secondary, 8000, 38_000, new: true),
            fence("e", .primary, 60_000, 84_000, new: true), fence("f", .secondary, 61_000, 70_000, new: true),
            fence("g", .tertiary, 63_000, 66_000, new: true),
        ]
        let assets = LocatedAssets(facilities: facilities, fences: fences)
        let whole = MeasureSpanSet(areas.flatMap(\.spans.spans))
        let seen = whole.subtracting(MeasureSpanSet(MeasureSpan(Measure(78_000), Measure(81_000))))
        let inventories = [
            Inventory(epoch: study.epochs[0], assets: assets, observed: whole),
            Inventory(epoch: study.epochs[1], assets: assets, observed: seen),
        ]
        let domains = MetricDomain.domains(of: areas)
        let kinds = Set(facilities.map(\.facility.kind))
        let comparison = FenceComparison(baseline: inventories[0], comparison: inventories[1])
        let facilityComparison = FacilityComparison(baseline: inventories[0], comparison: inventories[1])
        let coverage = try domains.flatMap { domain in try inventories.map { try $0.coverage(of: domain) } }
        let changes = try domains.map {
            AreaChange(
                area: $0.id, fences: try comparison.change(in: $0),
                facilities: facilityComparison.changes(in: [$0], kinds: kinds)[0])
        }
        let density = domains.enumerated().flatMap { d, domain in
            inventories.enumerated().flatMap { e, inventory in
                inventory.density(
                    in: domain, lengths: BasisLengths(coverage: coverage[d * 2 + e], change: e == 1 ? changes[d].fences : nil),
                    kinds: kinds)
            }
        }
        return ReportModel(
            study: study, parameters: ReportParameters(),
            border: border,
            areas: areas, domains: domains, inventories: inventories, coverage: coverage,
            profiles: inventories.map { EpochProfile(epoch: $0.epoch.id, pieces: $0.profile(of: domains[2])) }, density: density,
            changes: changes, fenceComparison: comparison, facilityComparison: facilityComparison, nearFence: [], claims: [],
            findings: [],
            inputs: [InputRecord(name: "sample.geojson", bytes: 1234, sha256: String(repeating: "0a", count: 32))])
    }

    static func figures(posts: Int = 400, isPublic: Bool = false, language: ReportLanguage = .english) throws -> ReportFigures {
        let exact = try model(posts: posts)
        var shown = isPublic ? ReportModel(try PublicEdition(of: exact)) : exact
        shown.context = [arrivals]
        return ReportFigures(shown, language: language)
    }

    /// A series of two years beside the study.
    private static var arrivals: ContextSeries {
        let words = LocalText("Arrivals", korean: "입국")
        let rows = [(2019, 1047.0), (2020, 229)].compactMap { year, value in
            CalendarDate(year: year, month: 1, day: 1).map {
                ContextSeries.Row(
                    date: $0, dateText: "\(year)", value: value, label: "", source: "made up", sourceDate: "", note: "",
                    isWhole: true)
            }
        }
        return ContextSeries(
            title: words, axis: words, note: words, chart: words, column: words, drawnFrom: nil, rows: rows, file: "arrivals.csv",
            bytes: [])
    }
}
