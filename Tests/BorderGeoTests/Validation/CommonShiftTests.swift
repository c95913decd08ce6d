import BorderGeo
import TestSupport
import Testing

@testable import BorderModel
@testable import LineStatistics

@Suite struct CommonShiftTests {
    /// Ranks of the bounds as in table A3 of Conover, Practical Nonparametric Statistics: with p 1/2, tails of at most 0.025.
    @Test(
        arguments: [
            (5, nil), (6, 1), (8, 1), (9, 2), (10, 2), (11, 2), (12, 3), (20, 6), (100, 40),
        ] as [(Int, Int?)])
    func theBoundsOfAMedianAreOrderStatistics(count: Int, rank: Int?) {
        let interval = MedianInterval((1...count).reversed().map(Double.init))
        #expect(interval?.lower == rank.map(Double.init))
        #expect(interval?.upper == rank.map { Double(count + 1 - $0) })
        if rank != nil { #expect(interval?.median == Double(count + 1) / 2) }
    }

    static func facility(_ id: String, _ east: Double, _ north: Double, _ lifetime: Lifetime) -> LocatedFacility {
        let object = near(east, north)
        return LocatedFacility(
            facility: Facility(id: id, kind: .guardPost, position: object.position, lifetime: lifetime),
            location: RouteLocation(
                measure: Measure(east + 1000), offset: Offset(0), inwardOffset: Offset(0), side: .on, foot: object.position,
                tangentAzimuth: Degrees(0)))
    }

    /// `count` posts 100 m apart, all drawn again 12 m east and 9 m north; one of them 20 m farther.
    static func replaced(
        _ count: Int, removing: Bool = true, sameIDs: Bool = false, byPosition: Bool = true
    ) throws -> FacilityReplacements {
        let day = try #require(CalendarDate("2020-03-01"))
        let assets = LocatedAssets(
            facilities: (0..<count).flatMap { i in
                let x = Double(i) * 100
                return [
                    facility("p\(i)", x, 0, Lifetime(validTo: day)),
                    facility(
                        sameIDs ? "p\(i)" : "q\(i)", x + 12, i == 3 ? 26 : 9, Lifetime(validFrom: day)),
                ]
            })
        let all = MeasureSpanSet([MeasureSpan(Measure(0), Measure(100_000))])
        func inventory(_ id: String, _ date: String) throws -> Inventory {
            Inventory(epoch: Epoch(id: id, date: try #require(CalendarDate(date))), assets: assets, observed: all)
        }
        var matcher = FacilityMatcher()
        matcher.rule.removesShift = removing
        return try matcher.replacements(
            baseline: try inventory("2019", "2019-03-31"), comparison: try inventory("2022", "2022-04-30"), byPosition: byPosition
        )
    }

    @Test(arguments: [false, true]) func itIsTakenOffBeforeMovesAreJudged(sameIDs: Bool) throws {
        let result = try Self.replaced(12, sameIDs: sameIDs, byPosition: !sameIDs)
        #expect(result.pairs.count == 12)
        #expect(result.pairs.filter { $0.value.status == .moved }.map(\.key) == [6], "17 m beyond the others")
        let shift = try #require(result.shift)
        #expect(shift.isRemoved)
        #expect(shift.pairs == 12)
        #expect(abs(shift.east.median - 12) < 0.01 && abs(shift.north.median - 9) < 0.01)
        #expect(result.findings.map(\.rule) == ["facility-shift"])
        #expect(result.findings[0].sentence.contains("12.0 m (95 % interval 12.0 to 12.0) to the east"))
        #expect(result.findings[0].remedy.description.contains("`keepsShift`"))
    }

    @Test func itIsKeptOnRequest() throws {
        let result = try Self.replaced(12, removing: false)
        #expect(result.pairs.values.allSatisfy { $0.status == .moved }, "15 m and more")
        #expect(result.shift?.isRemoved == false)
    }

    @Test func fewerThanTenPairsShowNone() throws {
        let result = try Self.replaced(9)
        #expect(result.shift == nil)
        #expect(result.findings.isEmpty)
        #expect(result.pairs.values.allSatisfy { $0.status == .moved })
    }

    @Test func byRecordsOnlyOneIDIsOneFacility() throws {
        #expect(try Self.replaced(12, byPosition: false).pairs.isEmpty)
    }
}
