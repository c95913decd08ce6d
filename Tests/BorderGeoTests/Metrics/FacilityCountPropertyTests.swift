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

/// What must hold of counts whatever the records: two epochs of a straight border of 20 km along a meridian, fences beside a part of it.
@Suite struct FacilityCountPropertyTests {
    static let length = 20_000.0
    static let place = GeoPosition(longitude: 129, latitude: 42)
    static let scale = GroundScale(latitude: 42.09)

    struct Record {
        var id: String
        var kind: FacilityKind
        var measure: Double
        var east: Double
        var lifetime: Lifetime

        func located(shift: (east: Double, north: Double) = (0, 0)) -> LocatedFacility {
            let position = GeoPosition(
                longitude: place.longitude + (east + shift.east) / scale.east,
                latitude: place.latitude + (measure + shift.north) / scale.north)
            let offset = Offset(-(east + shift.east))
            return LocatedFacility(
                facility: Facility(id: id, kind: kind, position: position, lifetime: lifetime),
                location: RouteLocation(
                    measure: Measure(measure + shift.north), offset: offset, inwardOffset: Offset(-offset.metres), side: .right,
                    foot: position, tangentAzimuth: Degrees(0)))
        }
    }

    /// Posts at random, some on whole kilometres, where areas are cut. Every third was drawn anew between the epochs, a few metres
    /// off; others come, go, or are open at one of them.
    static func records(_ count: Int, _ random: inout SeededGenerator) -> [Record] {
        let between = Sample.date("2021-01-01")
        var records: [Record] = []
        for i in 0..<count {
            let kind: FacilityKind = [.guardPost, .watchtower, .garrison].randomElement(using: &random) ?? .other
            let measure = i % 10 == 0 ? Double(Int.random(in: 1...19, using: &random)) * 1000 : random.uniform(100...length - 100)
            let east = random.uniform(10...900)
            var one = Record(id: "r\(i)", kind: kind, measure: measure, east: east, lifetime: Lifetime())
            switch i % 6 {
            case 0, 3:
                one.lifetime = Lifetime(validTo: between)
                records.append(one)
                let far = i % 18 == 0 ? 14.0 : 4
                one = Record(
                    id: "r\(i)-again", kind: i % 12 == 0 ? .watchtower : kind, measure: measure + random.uniform(-far...far),
                    east: east + random.uniform(-far...far), lifetime: Lifetime(validFrom: between))
            case 1: one.lifetime = Lifetime(validFrom: between)
            case 2: one.lifetime = Lifetime(validTo: between)
            case 4: one.lifetime = Lifetime(validFrom: Sample.date("2024-01-01"), absentOn: Sample.date("2022-01-01"))
            default: break
            }
            records.append(one)
        }
        return records
    }

    struct Results: Equatable {
        var density: [[Density]]
        var changes: [[FacilityChange]]
    }

    static let fences: [LocatedFence] = [
        ("old", 1000.0, 9000.0, nil as String?), ("new", 12_000, 15_000, "2021-06-01"),
    ].map { id, from, to, since in
        var fence = Sample.fence(id, .primary, [(from, to)], from: since)
        fence.fence.parts = [
            Polyline(
                [from, to].map {
                    GeoPosition(longitude: place.longitude + 50 / scale.east, latitude: place.latitude + $0 / scale.north)
                })
        ]
        return fence
    }

    static func results(
        _ facilities: [LocatedFacility], in domains: [MetricDomain], keepingShift: Bool = false, observed: [MeasureSpanSet]? = nil
    ) throws -> Results {
        let assets = LocatedAssets(facilities: facilities, fences: fences, borderEnd: Measure(length))
        let masks = observed ?? [Sample.set((0, length)), Sample.set((0, length))]
        let inventories = zip([Sample.before, Sample.after], masks).map { Inventory(epoch: $0, assets: assets, observed: $1) }
        let pair = FenceComparison(baseline: inventories[0], comparison: inventories[1])
        let vicinity = FenceVicinity(of: inventories[1], since: pair, within: Metres(300))
        let nearness = inventories[1].nearness(to: vicinity, jobs: 2)
        let kinds = Set(FacilityKind.allCases)
        var matcher = FacilityMatcher()
        matcher.rule.removesShift = !keepingShift
        let facilities = FacilityComparison(
            baseline: inventories[0], comparison: inventories[1],
            replacements: try matcher.replacements(baseline: inventories[0], comparison: inventories[1]))
        return Results(
            density: try domains.map { domain in
                inventories[1].density(
                    in: domain,
                    lengths: BasisLengths(
                        coverage: try inventories[1].coverage(of: domain), change: try pair.change(in: domain)),
                    kinds: kinds, nearness: nearness)
            }, changes: facilities.changes(in: domains, kinds: kinds, near: vicinity))
    }

    static let whole = Sample.domain((0, length), id: "whole")
    static let masks = [Sample.set((0, 17_000)), Sample.set((3000, length))]

    @Test(arguments: Array(1...12) as [UInt64]) func cuttingAnAreaInTwoAndAddingGivesTheWhole(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let posts = Self.records(240, &random).map { $0.located() }
        // Half of the cuts go through posts.
        let cut = seed % 2 == 0 ? Double(Int.random(in: 2...18, using: &random)) * 1000 : random.uniform(2000...18_000)
        let domains = [Sample.domain((0, cut), id: "west"), Sample.domain((cut, Self.length), id: "east"), Self.whole]
        let results = try Self.results(posts, in: domains, observed: seed % 3 == 0 ? Self.masks : nil)
        func counts(_ row: Density) -> [Int] {
            [row.count.count, row.count.maximum, row.count.outsideMask, row.count.nearFenceLine, row.count.nearNewOrUpgraded]
        }
        var near = 0
        for (k, row) in results.density[2].enumerated() {
            let sum = zip(counts(results.density[0][k]), counts(results.density[1][k])).map { $0 + $1 }
            #expect(sum == counts(row), "seed \(seed), \(row.kind), cut at \(cut)")
            near += row.count.nearNewOrUpgraded
        }
        #expect(near > 0, "seed \(seed)")
        for (k, row) in results.changes[2].enumerated() {
            let (a, b) = (results.changes[0][k], results.changes[1][k])
            let place = "seed \(seed), \(row.kind), cut at \(cut)"
            #expect(a.baseline + b.baseline == row.baseline, "\(place)")
            #expect(a.comparison + b.comparison == row.comparison, "\(place)")
            #expect(a.new + b.new == row.new && a.removed + b.removed == row.removed, "\(place)")
            #expect((a.newNearFence ?? -1) + (b.newNearFence ?? -1) == row.newNearFence, "\(place)")
            // A pair across the cut is one in the whole and left one side for the other.
            let crossing = a.left + b.left - row.left
            if row.kind == "all" { #expect(crossing == a.entered + b.entered - row.entered, "\(place)") }
            func stayed(_ row: FacilityChange) -> Int { row.persisted + row.moved + row.reclassified + row.reclassifiedAway }
            if row.kind == "all" { #expect(stayed(a) + stayed(b) + crossing == stayed(row), "\(place)") }
        }
    }

    @Test(arguments: Array(1...12) as [UInt64]) func permutingRecordsChangesNothing(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let posts = Self.records(240, &random).map { $0.located() }
        let domains = [Sample.domain((0, 7000), id: "west"), Sample.domain((7000, Self.length), id: "east"), Self.whole]
        let expected = try Self.results(posts, in: domains)
        #expect(try Self.results(posts.shuffled(using: &random), in: domains) == expected, "seed \(seed)")
        #expect(try Self.results(posts.reversed(), in: domains) == expected, "seed \(seed)")
    }

    /// Images of one epoch that lie elsewhere as a whole move no facility.
    @Test(arguments: Array(1...12) as [UInt64]) func aCommonShiftOfOneEpochChangesNoFate(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let records = Self.records(240, &random)
        let (bearing, size) = (random.uniform(0...2 * .pi), random.uniform(5...20))
        let shift = (east: size * Elementary.cos(bearing), north: size * Elementary.sin(bearing))
        let later = records.map { $0.located(shift: $0.lifetime.validFrom == Sample.date("2021-01-01") ? shift : (0, 0)) }
        let still = try Self.results(records.map { $0.located() }, in: [Self.whole]).changes[0]
        let shifted = try Self.results(later, in: [Self.whole]).changes[0]
        for (a, b) in zip(still, shifted) {
            #expect(
                [a.persisted, a.moved, a.reclassified] == [b.persisted, b.moved, b.reclassified],
                "seed \(seed), \(a.kind), \(shift)")
            #expect([a.new, a.removed, a.unknown] == [b.new, b.removed, b.unknown], "seed \(seed), \(a.kind), \(shift)")
        }
        #expect(still.last.map { $0.persisted > 60 && $0.moved > 0 && $0.reclassified > 0 } == true, "seed \(seed)")
        // Left in, a shift beyond ten metres makes movers of all that were drawn anew.
        if size > 16 {
            let kept = try Self.results(later, in: [Self.whole], keepingShift: true).changes[0]
            #expect(kept.last.map { $0.moved } ?? 0 > 40, "seed \(seed)")
        }
    }

    /// |B| = |A| - removed + new + entered - left, with reclassified in and out for a kind; and with nothing open and equal masks
    /// both are what `density` counts.
    @Test(arguments: Array(1...12) as [UInt64]) func theIdentityOfCountsHolds(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let records = Self.records(240, &random).filter { $0.lifetime.absentOn == nil }
        let domains = [Sample.domain((0, 6000), id: "west"), Sample.domain((5000, 12_345), id: "middle"), Self.whole]
        for masks in [nil, Self.masks] {
            let results = try Self.results(records.map { $0.located() }, in: domains, observed: masks)
            for (d, rows) in results.changes.enumerated() {
                for (k, row) in rows.enumerated() {
                    let place = "seed \(seed), \(domains[d].id), \(row.kind)"
                    let came = row.kind == "all" ? 0 : row.reclassified - row.reclassifiedAway
                    #expect(row.comparison == row.baseline - row.removed + row.new + row.entered - row.left + came, "\(place)")
                    if masks == nil { #expect(row.comparison == results.density[d][k].count.count, "\(place)") }
                }
            }
        }
    }
}
