@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

/// Small inventories made by hand: one fence, one event, one straight border.
enum Sample {
    static func span(_ from: Double, _ to: Double) -> MeasureSpan { MeasureSpan(Measure(from), Measure(to)) }
    static func set(_ pairs: (Double, Double)...) -> MeasureSpanSet { MeasureSpanSet(pairs.map { span($0.0, $0.1) }) }
    static func date(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(text) else { preconditionFailure("\(text) is not a date") }
        return date
    }
    static func domain(_ pairs: (Double, Double)..., id: String = "area") -> MetricDomain {
        MetricDomain(id: id, spans: MeasureSpanSet(pairs.map { span($0.0, $0.1) }))
    }

    static func fence(
        _ id: String, _ layer: FenceLayer, _ spans: [(Double, Double)], fenceLine: Double? = nil, from: String? = nil,
        to: String? = nil, upgradedOn: String? = nil, material: FenceMaterial = .wire, rows: Int? = 1, bank: Bank = .inward,
        bridged: Bool = false, offset: Double = -50, sigma: Double? = nil
    ) -> LocatedFence {
        let total = spans.reduce(0) { $0 + $1.1 - $1.0 }
        return LocatedFence(
            fence: FenceLine(
                id: id, layer: layer, bank: bank, rows: rows, material: material, upgradedOn: upgradedOn.map(date), parts: [],
                lifetime: Lifetime(validFrom: from.map(date), validTo: to.map(date)),
                provenance: Provenance(sigma: sigma.map { Metres($0) })),
            location: location(id, spans, fenceLine: fenceLine ?? total, offset: offset, bridged: bridged))
    }

    /// A fence at one distance, its length spread evenly; or one that only bridges the spans and has its length at their first measure.
    static func location(
        _ id: String, _ spans: [(Double, Double)], fenceLine: Double, offset: Double, bridged: Bool
    ) -> FenceLocation {
        var profile = FenceProfile(end: Measure(1_000_000))
        let total = spans.reduce(0) { $0 + $1.1 - $1.0 }
        // Somewhere of its own, so that no two fences of a test meet by their ends.
        let latitude = 40 + Double(id.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xFFFF }) * 1e-4
        for (i, pair) in spans.enumerated() {
            let length = bridged ? fenceLine / Double(spans.count) : fenceLine * (pair.1 - pair.0) / total
            profile.startPart(source: i, at: GeoPosition(longitude: 129 + Double(i) * 0.01, latitude: latitude))
            profile.append(
                FenceProfile.Step(
                    alongFrom: 0, alongTo: length, from: pair.0, to: bridged ? pair.0 : pair.1, offsetFrom: offset,
                    offsetTo: offset,
                    stretch: .along))
            profile.endPart(at: GeoPosition(longitude: 129.005 + Double(i) * 0.01, latitude: latitude))
        }
        var location = FenceLocation(profile: profile, length: Metres(fenceLine), options: FenceOptions())
        if bridged {
            location.cover.bridged = spans.map { span($0.0, $0.1) }
            location.cover.places = []
            location.cover.leaps = spans.map { FenceCover.Leap(span: span($0.0, $0.1), offset: offset) }
            location.events = profile.events(location.cover)
        }
        return location
    }

    static func facility(
        _ id: String, _ kind: FacilityKind, at measure: Double?, from: String? = nil, to: String? = nil, absentOn: String? = nil,
        flags: [LocationFlag] = []
    ) -> LocatedFacility {
        let position = GeoPosition(longitude: 129, latitude: 42)
        let lifetime = Lifetime(validFrom: from.map(date), validTo: to.map(date), absentOn: absentOn.map(date))
        return LocatedFacility(
            facility: Facility(id: id, kind: kind, position: position, lifetime: lifetime),
            location: measure.map {
                RouteLocation(
                    measure: Measure($0), offset: Offset(-30), inwardOffset: Offset(30), side: .right, foot: position,
                    tangentAzimuth: Degrees(0), flags: flags)
            })
    }

    static let before = Epoch(id: "2019", date: date("2019-03-31"))
    static let after = Epoch(id: "2023", date: date("2023-04-30"))

    static func inventory(
        _ epoch: Epoch = after, fences: [LocatedFence] = [], facilities: [LocatedFacility] = [],
        observed: MeasureSpanSet = set((0, 1000)), banks: Set<Bank> = [.inward]
    ) -> Inventory {
        Inventory(
            epoch: epoch, assets: LocatedAssets(facilities: facilities, fences: fences), observed: observed, banks: banks)
    }
}
