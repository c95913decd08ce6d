import BorderGeo
import TestSupport
import Testing

@Suite struct FacilityMatcherTests {
    @Test func everyFateIsTold() throws {
        let matcher = FacilityMatcher(rule: MatchRule(maximumDistance: Metres(30)), movedBeyond: Metres(10))
        let earlier: ValidationPoints = [near(0), near(100), near(200, kind: 1), near(300), near(400)]
        let later: ValidationPoints = [near(3), near(115), near(201, kind: 2), near(500), near(600)]
        let fates = try matcher.fates(
            earlier: earlier, later: later, earlierObservedLater: [true, true, true, true, false],
            laterObservedEarlier: [true, true, true, true, false])
        #expect(fates.earlier == [.persisted, .moved, .reclassified, .removed, .unknown])
        #expect(fates.later == [.persisted, .moved, .reclassified, .new, .unknown])
        #expect(fates.earlierCount == 4)
        #expect(fates.laterCount == 4)
        #expect(fates.isBalanced)
    }

    @Test(arguments: Array(1...8) as [UInt64])
    func laterIsEarlierLessRemovedPlusNew(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func objects(_ count: Int) -> ValidationPoints {
            ValidationPoints(
                (0..<count).map { _ in near(random.uniform(0, 2000), random.uniform(0, 50), kind: random.index(below: 3)) })
        }
        let (a, b) = (objects(150), objects(170))
        let fates = try FacilityMatcher().fates(
            earlier: a, later: b, earlierObservedLater: a.map { _ in random.uniform() < 0.8 },
            laterObservedEarlier: b.map { _ in random.uniform() < 0.8 })
        #expect(fates.isBalanced, "seed \(seed)")
        #expect(fates.earlier.count { $0 == .persisted } == fates.later.count { $0 == .persisted }, "seed \(seed)")
        #expect(fates.earlier.count { $0 == .removed } > 0, "seed \(seed)")
    }

    @Test func driftingNamesAreNoReclassification() {
        let strict = FacilityMatcher()
        #expect(FacilityKind.allCases.allSatisfy { strict.representative(of: $0) == $0 })
        let merged = FacilityMatcher(sameKinds: [[.guardPost, .watchtower]])
        #expect(merged.representative(of: .guardPost) == merged.representative(of: .watchtower))
        #expect(merged.representative(of: .garrison) != merged.representative(of: .watchtower))
    }

    @Test func replacedRecordsArePairedByPlace() throws {
        let day = try #require(CalendarDate("2020-03-01"))
        func facility(_ id: String, _ east: Double, _ lifetime: Lifetime) -> LocatedFacility {
            let object = near(east)
            return LocatedFacility(
                facility: Facility(id: id, kind: .guardPost, position: object.position, lifetime: lifetime),
                location: RouteLocation(
                    measure: Measure(east), offset: Offset(0), inwardOffset: Offset(0), side: .on, foot: object.position,
                    tangentAzimuth: Degrees(0)))
        }
        let assets = LocatedAssets(facilities: [
            facility("stays", 0, Lifetime()), facility("rebuilt-old", 100, Lifetime(validTo: day)),
            facility("rebuilt-new", 112, Lifetime(validFrom: day)), facility("gone", 300, Lifetime(validTo: day)),
        ])
        let all = MeasureSpanSet([MeasureSpan(Measure(0), Measure(1000))])
        func inventory(_ id: String, _ date: String) throws -> Inventory {
            Inventory(epoch: Epoch(id: id, date: try #require(CalendarDate(date))), assets: assets, observed: all)
        }
        let (baseline, comparison) = (try inventory("2019", "2019-03-31"), try inventory("2022", "2022-04-30"))
        let replaced = try FacilityMatcher().replacements(baseline: baseline, comparison: comparison)
        #expect(replaced.pairs.count == 1)
        #expect(replaced.pairs[1]?.later == 2)
        #expect(replaced.pairs[1]?.status == .moved)
        #expect(replaced.shift == nil, "one pair shows no common shift")
        let result = FacilityComparison(baseline: baseline, comparison: comparison, replacements: replaced)
        #expect(result.fates.map(\.status).sorted { $0.rawValue < $1.rawValue } == [.moved, .persisted, .removed])
    }
}
