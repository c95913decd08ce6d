import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

/// Counts of parts against counts of the whole, worked out by hand.
@Suite struct PartialCountsTests {
    static let facilities = [
        Sample.facility("old", .guardPost, at: 10), Sample.facility("new", .guardPost, at: 20, from: "2022-05-01"),
        Sample.facility("maybe", .guardPost, at: 30, from: "2023-10-01", absentOn: "2022-06-01"),
        Sample.facility("tower", .watchtower, at: 50), Sample.facility("unseen", .watchtower, at: 150),
        Sample.facility("nowhere", .camera, at: nil),
        Sample.facility("far", .watchtower, at: 60, flags: [.outsideCorridor]),
        Sample.facility("twofold", .garrison, at: 80, flags: [.ambiguous]), Sample.facility("beyond", .garrison, at: 400),
    ]
    static let domains = [Sample.domain((0, 60), id: "west"), Sample.domain((0, 60), (60, 200), id: "all")]
    static let inventories = [
        Sample.inventory(Sample.before, observed: Sample.set((0, 500))),
        Sample.inventory(Sample.after, observed: Sample.set((0, 100))),
    ]

    static func counts(_ facilities: [LocatedFacility]) -> PartialCounts {
        PartialCounts(facilities, in: domains, at: inventories, areas: Sample.set((0, 200)))
    }

    @Test func theWholeIsCountedAsByHand() {
        let whole = Self.counts(Self.facilities)
        #expect(whole.recordCount == 9)
        #expect(whole.records == [.guardPost: 3, .watchtower: 3, .camera: 1, .garrison: 2])
        // west 2019, west 2023, all 2019, all 2023.
        #expect(
            whole.cells.map { $0[nil] ?? FacilityCount() } == [
                FacilityCount(count: 2, maximum: 2), FacilityCount(count: 3, maximum: 4), FacilityCount(count: 4, maximum: 4),
                FacilityCount(count: 4, maximum: 5, outsideMask: 1),
            ])
        #expect(whole.cells[3][.guardPost] == FacilityCount(count: 2, maximum: 3))
        #expect(
            whole.doubts == [
                .unlocated: RecordTally(count: 1, ids: ["nowhere"]), .outsideCorridor: RecordTally(count: 1, ids: ["far"]),
                .ambiguous: RecordTally(count: 1, ids: ["twofold"]), .outsideAreas: RecordTally(count: 1, ids: ["beyond"]),
            ])
    }

    @Test func everySplitInTwoAddsUpToTheWholeInBothOrders() {
        let whole = Self.counts(Self.facilities)
        for mask in 0..<(1 << Self.facilities.count) {
            let left = Self.facilities.enumerated().filter { mask >> $0.offset & 1 == 0 }.map(\.element)
            let right = Self.facilities.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element)
            var sum = Self.counts(left)
            sum += Self.counts(right)
            #expect(sum == whole, "split \(mask)")
        }
    }

    @Test func ofManyRecordsTheFirstThreeByBytesAreNamed() {
        // "e\u{301}" and "\u{E9}" are one string to Swift and two to a file.
        let ids = ["z", "\u{E9}", "b", "e\u{301}", "a", ""]
        var tally = RecordTally()
        for id in ids { tally.add(id) }
        var reversed = RecordTally()
        for id in ids.reversed() { reversed.add(id) }
        #expect(tally.count == 6)
        #expect(tally.ids == ["a", "b", "e\u{301}"])
        #expect(tally.ids.map { Array($0.utf8) } == reversed.ids.map { Array($0.utf8) })
    }
}
