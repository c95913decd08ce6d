import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

@Suite struct FacilityTimelineTests {
    static func points(_ timeline: FacilityTimeline) -> [String] {
        timeline.points.map { "\($0.date) \($0.atLeast) \($0.atMost)" }
    }

    /// F26's fixture with years for 0 to 3: {(0,2],(1,3],(2,3],(0,1]}; on a date t: #{B <= t} to #{A < t}.
    @Test func theFixtureOfF26() {
        let brackets = [(2000, 2002), (2001, 2003), (2002, 2003), (2000, 2001)]
        let facilities = brackets.enumerated().map { i, bracket in
            Sample.facility("f\(i)", .guardPost, at: 5, from: "\(bracket.1)-01-01", absentOn: "\(bracket.0)-01-01")
        }
        let timeline = LocatedAssets(facilities: facilities).timelines(in: [Sample.domain((0, 10))])[0]
        #expect(Self.points(timeline) == ["2000-01-01 0 0", "2001-01-01 1 2", "2002-01-01 2 3", "2003-01-01 4 4"])
    }

    @Test func whatIsGoneIsNotCountedAndWhatStoodBeforeIs() {
        let facilities = [
            Sample.facility("old", .guardPost, at: 1), Sample.facility("gone", .guardPost, at: 2, to: "2021-06-01"),
            Sample.facility("new", .guardPost, at: 3, from: "2022-03-01"),
            Sample.facility("elsewhere", .guardPost, at: 50, from: "2020-01-01"),
            Sample.facility("far", .guardPost, at: 4, flags: [.outsideCorridor]),
        ]
        let timeline = LocatedAssets(facilities: facilities).timelines(in: [Sample.domain((0, 10))])[0]
        #expect(Self.points(timeline) == ["2021-06-01 1 1", "2022-03-01 2 2"])
    }

    /// The bounds on a date are the counts of an inventory of that date.
    @Test func agreesWithInventoriesOfItsDates() {
        let dates = ["2019-01-01", "2019-07-01", "2020-01-01", "2020-07-01", "2021-01-01"]
        var facilities: [LocatedFacility] = []
        for (i, from) in dates.enumerated() {
            for (j, absent) in ([nil] + dates.prefix(i).map { Optional($0) }).enumerated() {
                facilities.append(
                    Sample.facility(
                        "\(i)-\(j)", .guardPost, at: 5, from: from, to: i % 2 == 0 ? "2022-01-01" : nil, absentOn: absent))
            }
        }
        let assets = LocatedAssets(facilities: facilities)
        let timeline = assets.timelines(in: [Sample.domain((0, 10))])[0]
        #expect(timeline.points.count == 6)
        for point in timeline.points {
            let inventory = Inventory(epoch: Epoch(id: "e", date: point.date), assets: assets, observed: Sample.set((0, 10)))
            #expect(point.atLeast == inventory.present.count, "\(point.date)")
            #expect(point.atMost == inventory.present.count + inventory.possible.count, "\(point.date)")
        }
    }
}

@Suite struct FacilityRateChangeTests {
    static func change(_ before: Int, _ after: Int, new: Int, removed: Int) -> FacilityChange {
        var change = FacilityChange(kind: "all")
        change.baseline = before
        change.comparison = after
        change.new = new
        change.removed = removed
        return change
    }

    /// Golden numbers: 169 against 5 on 7.4 km each is 33.8 [14.201628, 105.441073]; 10 against 0 is infinite from 2.241521, p
    /// 0.001953.
    @Test func goldenRateRatios() throws {
        let hoeryong = try #require(FacilityRateChange(Self.change(5, 169, new: 164, removed: 0), over: Metres(7400)))
        #expect(hoeryong.ratio.rounded(toPlaces: 6) == 33.8)
        #expect(hoeryong.lower.rounded(toPlaces: 6) == 14.201628)
        #expect(hoeryong.upper.rounded(toPlaces: 6) == 105.441073)
        let fromNone = try #require(FacilityRateChange(Self.change(0, 10, new: 10, removed: 0), over: Metres(5000)))
        #expect(fromNone.ratio == .infinity)
        #expect(fromNone.lower.rounded(toPlaces: 6) == 2.241521)
        #expect(fromNone.pValue.rounded(toPlaces: 6) == 0.001953)
    }

    /// 12 new against 3 removed: the exact McNemar test of the golden numbers, 0.035156.
    @Test func thePairedTestIsThatOfNewAgainstRemoved() throws {
        let test = try #require(FacilityRateChange(Self.change(20, 29, new: 12, removed: 3), over: Metres(1000)))
        #expect(test.pairedPValue.rounded(toPlaces: 6) == 0.035156)
    }

    @Test func withoutAnyFacilityThereIsNoTest() {
        #expect(FacilityRateChange(Self.change(0, 0, new: 0, removed: 0), over: Metres(1000)) == nil)
        #expect(FacilityRateChange(Self.change(1, 2, new: 1, removed: 0), over: .zero) == nil)
    }
}
