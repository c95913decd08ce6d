import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

/// Numerators that stand near their denominators: a border along a meridian, an old fence by its first kilometre, a new one by its
/// third, posts at hand-picked distances from them.
@Suite struct CountNearFenceTests {
    static let scale = GroundScale(latitude: 42)

    static func position(_ measure: Double, _ east: Double) -> GeoPosition {
        GeoPosition(longitude: 129 + east / scale.east, latitude: 42 + measure / scale.north)
    }

    static func post(_ id: String, at measure: Double, east: Double, kind: FacilityKind = .guardPost) -> LocatedFacility {
        var post = Sample.facility(id, kind, at: measure)
        post.facility.position = position(measure, east)
        return post
    }

    static func fence(_ id: String, _ from: Double, _ to: Double, since: String? = nil) -> LocatedFence {
        var fence = Sample.fence(id, .primary, [(from, to)], from: since)
        fence.fence.parts = [Polyline([position(from, 50), position(to, 50)])]
        return fence
    }

    static let posts = [
        post("at the old", at: 500, east: 60), post("499 m from the old", at: 500, east: 549),
        post("501 m from the old", at: 500, east: 551), post("499 m behind its end", at: 1499, east: 50),
        post("501 m behind its end", at: 1501, east: 50), post("at the new", at: 2500, east: 40, kind: .watchtower),
        post("far", at: 4500, east: 50, kind: .watchtower),
    ]

    static func density(headline: LengthBasis = .borderObserved) throws -> [[Density]] {
        let fences = [fence("old", 0, 1000), fence("new", 2000, 3000, since: "2021-01-01")]
        let assets = LocatedAssets(facilities: posts, fences: fences)
        let all = Sample.set((0, 5000))
        let inventories = [Sample.before, Sample.after].map { Inventory(epoch: $0, assets: assets, observed: all) }
        let pair = FenceComparison(baseline: inventories[0], comparison: inventories[1])
        let domain = Sample.domain((0, 5000))
        return try zip(inventories, [nil, pair]).map { inventory, since in
            let vicinity = FenceVicinity(of: inventory, since: since, within: Metres(500))
            return inventory.density(
                in: domain,
                lengths: BasisLengths(coverage: try inventory.coverage(of: domain), change: try since?.change(in: domain)),
                kinds: [.guardPost, .watchtower], nearness: inventory.nearness(to: vicinity))
        }
    }

    @Test func onlyThoseWithinTheDistanceOfTheLineThatTheRateIsOverAreNear() throws {
        let (before, after) = (try Self.density()[0], try Self.density()[1])
        #expect(before.map(\.kind) == ["guard_post", "watchtower", "all"])
        #expect(before.map { $0.countNearFence(.fenceLine) } == [3, 0, 3])
        #expect(after.map { $0.countNearFence(.fenceLine) } == [4, 1, 5], "501 m behind the old one is 499 m before the new one")
        #expect(after.map { $0.countNearFence(.fenceLineNewOrUpgraded) } == [1, 1, 2])
        #expect(before.map { $0.countNearFence(.fenceLineNewOrUpgraded) } == [nil, nil, nil], "nothing is new at the baseline")
        #expect(after.allSatisfy { $0.countNearFence(.borderObserved) == nil && $0.countNearFence(.borderFenced) == nil })
        #expect(after.map(\.count.count) == [5, 2, 7], "the rest is in the count all the same")
    }

    /// A border of 5 km along a meridian and one record of fence beside its first 4 km, of whose metres an older record held the second half. New is the first half.
    @Test(arguments: [false, true]) func ofAFenceThatIsNewInPartThatPartCounts(drawnBackwards: Bool) throws {
        let route = try Route(id: "r", parts: [Polyline([Self.position(0, 0), Self.position(5000, 0)])], inwardSide: .right)
        func fence(_ id: String, _ measures: [Double], from: String?, to: String?) -> FenceLine {
            FenceLine(
                id: id, layer: .primary, parts: [Polyline(measures.map { Self.position($0, 50) })],
                lifetime: Lifetime(validFrom: from.map(Sample.date), validTo: to.map(Sample.date)))
        }
        let whole = [0.0, 1300, 2700, 4000]
        let fences = [
            fence("older", [2000, 4000], from: nil, to: "2021-01-01"),
            fence("whole", drawnBackwards ? whole.reversed() : whole, from: "2021-01-01", to: nil),
        ]
        // 300 m east of the new half, across from its end, and of the old half.
        let posts = [("new", 1000.0), ("at the end", 2299), ("past the end", 2301), ("old", 3000)].map {
            Facility(id: $0.0, kind: .guardPost, position: Self.position($0.1, 50))
        }
        let assets = LocatedAssets(
            facilities: posts, fences: fences, patrolPaths: [], on: route, fenceOptions: FenceOptions(), jobs: 1)
        let (before, after) = (
            Inventory(epoch: Sample.before, assets: assets, observed: route.whole),
            Inventory(epoch: Sample.after, assets: assets, observed: route.whole)
        )
        let pair = FenceComparison(baseline: before, comparison: after)
        let domain = MetricDomain(id: "all", spans: route.whole)
        let ledger = try pair.change(in: domain).fenceLine
        #expect(isNear(ledger.new.value, 2000, 0.05) && isNear(ledger.unchanged.value, 2000, 0.05), "\(ledger)")
        let lines = pair.newOrUpgradedLines
        #expect(isNear(lines.reduce(0) { $0 + Geodesic().length(of: $1).value }, ledger.new.value, 1e-3), "\(lines)")
        let near = pair.facilitiesNearNewOrUpgraded(in: [domain], within: Metres(300))
        #expect(near.map(\.near) == [2] && near.map(\.all) == [4])
        let counts = after.facilityCounts(
            in: domain, nearness: after.nearness(to: FenceVicinity(of: after, since: pair, within: Metres(300))))
        #expect(counts[nil]?.nearNewOrUpgraded == 2 && counts[nil]?.nearFenceLine == 4)
        // Where only the second half was observed at both epochs nothing is new.
        let half = Inventory(epoch: Sample.before, assets: assets, observed: Sample.set((2500, 5000)))
        #expect(FenceComparison(baseline: half, comparison: after).newOrUpgradedLines.isEmpty)
    }

    @Test func aRateMeetsItsLengthWhereHalfOrMoreStandNearIt() throws {
        let after = try Self.density()[1]
        #expect(after.map { $0.meets(.fenceLine) } == [true, true, true], "4 of 5, 1 of 2, 5 of 7")
        #expect(after.map { $0.meets(.fenceLineNewOrUpgraded) } == [false, true, false], "1 of 5, 1 of 2, 2 of 7")
        #expect(after.allSatisfy { $0.meets(.borderObserved) })
    }

    @Test func everyRateOverFenceLineIsWrittenWithTheNumberNearIt() throws {
        let row = try #require(try Self.density()[1].last)
        let rates = try #require(row.json["rates"]?.arrayValue)
        #expect(rates.map { $0["basis"]?.stringValue } == LengthBasis.allCases.map(\.rawValue))
        #expect(rates.map { $0["count_near_fence"] } == [.null, .null, .integer(5), .integer(2)])
        let csv = ResultTable.density([row], near: Metres(500)).csv()
        let lines = csv.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(lines[0].last == "count_near_fence")
        #expect(lines.dropFirst().compactMap(\.last) == ["", "", "5", "2"])
    }
}
