import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

@Suite struct DensityTests {
    static func facilities(_ count: Int, _ kind: FacilityKind, over length: Double, from: String? = nil) -> [LocatedFacility] {
        (0..<count).map {
            Sample.facility("\(kind.rawValue)-\($0)", kind, at: (Double($0) + 0.5) * length / Double(count), from: from)
        }
    }

    /// Six areas (D1, D1', D12): the same 6,820 facilities over four lengths, only one of which gives the published 110 m.
    @Test func sixAreasHaveOneSpacingForEachDenominator() throws {
        let border = 321_000.0
        let fences = [
            Sample.fence("old", .primary, [(0, 230_000)], fenceLine: 260_000, upgradedOn: "2021-05-01"),
            Sample.fence("new", .secondary, [(0, 321_000)], fenceLine: 482_000, from: "2021-05-01"),
        ]
        let everything = Sample.set((0, border))
        let posts = Self.facilities(6820, .guardPost, over: border)
        let after = Sample.inventory(fences: fences, facilities: posts, observed: everything)
        let before = Sample.inventory(Sample.before, fences: fences, facilities: posts, observed: everything)
        let domain = Sample.domain((0, border))
        let change = try FenceComparison(baseline: before, comparison: after).change(in: domain)
        let rows = after.density(
            in: domain, lengths: BasisLengths(coverage: try after.coverage(of: domain), change: change), kinds: [.guardPost])
        let all = try #require(rows.last)
        #expect(rows.map(\.kind) == ["guard_post", "all"])
        #expect(all.count.count == 6820)
        let line = try #require(all.rate(.fenceLineNewOrUpgraded))
        #expect(line.length == Metres(742_000))
        // Golden numbers: 9.191375 [8.974513, 9.412153] per km, 108.798 m [106.246, 111.427].
        #expect(line.perKilometre?.rounded(toPlaces: 6) == 9.191375)
        #expect(line.spacing?.value.rounded(toPlaces: 3) == 108.798)
        let interval = try #require(line.interval())
        #expect(
            [interval.perKilometreLower, interval.perKilometreUpper].map { $0.rounded(toPlaces: 6) } == [8.974513, 9.412153])
        #expect(
            [interval.spacingLower.value, interval.spacingUpper?.value ?? 0].map { $0.rounded(toPlaces: 3) } == [
                106.246, 111.427,
            ])
        let observed = try #require(all.rate(.borderObserved))
        #expect(observed.perKilometre?.rounded(toPlaces: 6) == 21.246106)
        #expect(observed.spacing?.value.rounded(toPlaces: 3) == 47.067)
    }

    struct Row: CustomTestStringConvertible {
        var name: String
        var count: Int
        var km: Double
        var rate: Double
        var interval: [Double]
        var spacing: Double?
        var testDescription: String { name }
    }

    /// Golden numbers of F5.
    static let rows = [
        Row(name: "0 over 10 km", count: 0, km: 10, rate: 0, interval: [0, 0.368888], spacing: nil),
        Row(name: "1 over 1 km", count: 1, km: 1, rate: 1, interval: [0.025318, 5.571643], spacing: 1000),
        Row(
            name: "5 over 7.4 km: Hoeryong 2019", count: 5, km: 7.4, rate: 0.675676, interval: [0.21939, 1.576802], spacing: 1480),
        Row(
            name: "169 over 7.4 km: new posts", count: 169, km: 7.4, rate: 22.837838,
            interval: [19.524382, 26.552484],
            spacing: 43.787),
    ]

    @Test(arguments: rows) func ratesOnObservedBorder(row: Row) throws {
        let length = row.km * 1000
        let observed = Sample.set((0, length))
        let inventory = Sample.inventory(facilities: Self.facilities(row.count, .watchtower, over: length), observed: observed)
        let domain = Sample.domain((0, length))
        let lengths = BasisLengths(coverage: try inventory.coverage(of: domain), change: nil)
        let rows = inventory.density(in: domain, lengths: lengths, kinds: [.watchtower])
        let rate = try #require(rows.last?.rate(.borderObserved))
        let interval = try #require(rate.interval())
        #expect(rate.perKilometre?.rounded(toPlaces: 6) == row.rate)
        #expect([interval.perKilometreLower, interval.perKilometreUpper].map { $0.rounded(toPlaces: 6) } == row.interval)
        #expect(rate.spacing?.value.rounded(toPlaces: 3) == row.spacing)
        // Nothing is fenced: the other three bases have no length and so no rate.
        #expect(rows.last?.rates.map { $0.perKilometre == nil } == [false, true, true, true])
    }

    @Test func countsAreARangeWhereImageryLeavesDoubt() {
        let facilities = [
            Sample.facility("old", .guardPost, at: 10), Sample.facility("gone", .guardPost, at: 20, to: "2020-01-01"),
            Sample.facility("maybe", .guardPost, at: 30, from: "2023-10-01", absentOn: "2022-06-01"),
            Sample.facility("later", .guardPost, at: 40, from: "2024-10-01", absentOn: "2023-06-01"),
            Sample.facility("tower", .watchtower, at: 50), Sample.facility("unseen", .watchtower, at: 150),
            Sample.facility("unlocated", .watchtower, at: nil),
            Sample.facility("far", .watchtower, at: 60, flags: [.outsideCorridor]),
        ]
        let inventory = Sample.inventory(facilities: facilities, observed: Sample.set((0, 100)))
        let counts = inventory.facilityCounts(in: Sample.domain((0, 200)))
        #expect(counts[.guardPost] == FacilityCount(count: 1, maximum: 2))
        #expect(counts[.watchtower] == FacilityCount(count: 1, maximum: 1, outsideMask: 1))
        #expect(counts[nil] == FacilityCount(count: 2, maximum: 3, outsideMask: 1))
    }

    @Test func aPostAtTheVeryEndOfTheBorderCounts() {
        // The border's end is no whole millimetre; ends of areas and masks are.
        let posts = [Sample.facility("end", .camera, at: 100.0004), Sample.facility("cut", .camera, at: 50)]
        let assets = LocatedAssets(facilities: posts, borderEnd: Measure(100.0004))
        let inventory = Inventory(epoch: Sample.after, assets: assets, observed: Sample.set((0, 100)))
        #expect(inventory.facilityCounts(in: Sample.domain((50, 100)))[.camera]?.count == 2)
        #expect(inventory.facilityCounts(in: Sample.domain((0, 50)))[.camera]?.count == nil, "a place on a cut is on one side")
        #expect(inventory.facilityCounts(in: Sample.domain((0, 50), (60, 99)))[.camera]?.count == nil)
        let seen = Inventory(epoch: Sample.after, assets: assets, observed: Sample.set((0, 90)))
        #expect(seen.facilityCounts(in: Sample.domain((50, 100)))[.camera] == FacilityCount(count: 1, maximum: 1, outsideMask: 1))
    }
}
