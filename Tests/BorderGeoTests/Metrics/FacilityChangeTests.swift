import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

@Suite struct FacilityChangeTests {
    static func compare(
        _ facilities: [LocatedFacility], replacements: [Int: (later: Int, status: FacilityStatus)] = [:],
        observed: MeasureSpanSet = Sample.set((0, 100))
    ) -> FacilityComparison {
        FacilityComparison(
            baseline: Sample.inventory(Sample.before, facilities: facilities),
            comparison: Sample.inventory(Sample.after, facilities: facilities, observed: observed),
            replacements: FacilityReplacements(pairs: replacements))
    }

    /// Hoeryong: 5 watchtowers stay and 169 guard posts are added: 174, and 34.8 times as many.
    @Test func hoeryongGrowsFromFiveToOneHundredAndSeventyFour() throws {
        let towers = (0..<5).map { Sample.facility("t\($0)", .watchtower, at: Double($0) * 10) }
        let posts = (0..<169).map { Sample.facility("p\($0)", .guardPost, at: Double($0) / 2, from: "2022-04-30") }
        let rows = Self.compare(towers + posts).changes(in: [Sample.domain((0, 100))], kinds: [.watchtower, .guardPost])[0]
        #expect(rows.map(\.kind) == ["guard_post", "watchtower", "all"])
        #expect(rows.map(\.baseline) == [0, 5, 5])
        #expect(rows.map(\.comparison) == [169, 5, 174])
        #expect(rows.map(\.new) == [169, 0, 169])
        #expect(rows.map(\.persisted) == [0, 5, 5])
        #expect(rows.map(\.factor) == [nil, 1, 34.8])
    }

    static let mixed = [
        Sample.facility("stays", .guardPost, at: 10), Sample.facility("goes", .guardPost, at: 20, to: "2021-01-01"),
        Sample.facility("comes", .watchtower, at: 30, from: "2021-01-01"),
        Sample.facility("tower before", .watchtower, at: 40, to: "2021-01-01"),
        Sample.facility("post after", .guardPost, at: 40.5, from: "2021-01-01"),
        Sample.facility("open", .guardPost, at: 50, from: "2023-06-01", absentOn: "2018-01-01"),
        Sample.facility("unseen later", .garrison, at: 90),
        Sample.facility("neither", .garrison, at: 60, from: "2019-06-01", to: "2020-01-01"),
    ]

    @Test func everyStatusIsCountedOnce() {
        let comparison = Self.compare(
            Self.mixed, replacements: [3: (later: 4, status: .reclassified)], observed: Sample.set((0, 80)))
        let rows = comparison.changes(in: [Sample.domain((0, 100))], kinds: [.guardPost, .watchtower, .garrison])[0]
        let post = rows[0]
        #expect([post.baseline, post.comparison, post.persisted, post.removed, post.new, post.unknown] == [2, 2, 1, 1, 0, 1])
        #expect([post.reclassified, post.reclassifiedAway] == [1, 0])
        let tower = rows[1]
        #expect([tower.baseline, tower.comparison, tower.new, tower.reclassified, tower.reclassifiedAway] == [1, 1, 1, 0, 1])
        #expect([rows[2].baseline, rows[2].comparison, rows[2].unknown] == [0, 0, 1])
        let all = rows[3]
        #expect([all.baseline, all.comparison, all.removed, all.new, all.reclassified, all.unknown] == [3, 3, 1, 1, 1, 2])
    }

    /// |B| = |A| - removed + new, and for a kind with those that changed kind.
    @Test(arguments: [false, true]) func theIdentityHolds(reclassified: Bool) {
        let comparison = Self.compare(
            Self.mixed, replacements: reclassified ? [3: (later: 4, status: .reclassified)] : [:])
        for row in comparison.changes(in: [Sample.domain((0, 100))], kinds: Set(FacilityKind.allCases))[0] {
            let away = row.kind == "all" ? 0 : row.reclassifiedAway
            let came = row.kind == "all" ? 0 : row.reclassified
            #expect(row.comparison == row.baseline - row.removed + row.new + came - away, "\(row.kind)")
        }
    }

    /// One facility drawn twice, at 40 and at 60, in every way that its two ends can lie to an area's and a mask's end.
    struct Crossing: CustomTestStringConvertible {
        var name: String
        var area: (Double, Double)
        var observedLater: (Double, Double) = (0, 100)
        /// baseline, comparison, moved, entered, left, unknown, removed, new
        var row: [Int]
        var testDescription: String { name }
    }

    static let crossings = [
        Crossing(name: "both ends inside", area: (0, 100), row: [1, 1, 1, 0, 0, 0, 0, 0]),
        Crossing(name: "it left the area", area: (0, 50), row: [1, 0, 0, 0, 1, 0, 0, 0]),
        Crossing(name: "it entered the area", area: (50, 100), row: [0, 1, 0, 1, 0, 0, 0, 0]),
        Crossing(name: "elsewhere", area: (70, 100), row: [0, 0, 0, 0, 0, 0, 0, 0]),
        Crossing(name: "behind the end of the mask", area: (0, 100), observedLater: (0, 50), row: [1, 0, 0, 0, 1, 0, 0, 0]),
        Crossing(
            name: "from behind the end of the mask", area: (0, 100), observedLater: (50, 100), row: [0, 1, 0, 1, 0, 0, 0, 0]),
        Crossing(name: "neither end was seen twice", area: (0, 100), observedLater: (80, 100), row: [0, 0, 0, 0, 0, 1, 0, 0]),
        Crossing(
            name: "the end in the area was not seen twice", area: (50, 100), observedLater: (0, 50),
            row: [0, 0, 0, 0, 0, 1, 0, 0]),
    ]

    @Test(arguments: crossings) func aPairAcrossAnEndIsInTheRowsOfBothSides(crossing: Crossing) {
        let pair = [
            Sample.facility("a", .guardPost, at: 40, to: "2021-01-01"),
            Sample.facility("b", .guardPost, at: 60, from: "2021-01-01"),
        ]
        let comparison = Self.compare(
            pair, replacements: [0: (later: 1, status: .moved)], observed: Sample.set(crossing.observedLater))
        for row in comparison.changes(in: [Sample.domain(crossing.area)], kinds: [.guardPost])[0] {
            let counts = [row.baseline, row.comparison, row.moved, row.entered, row.left, row.unknown, row.removed, row.new]
            #expect(counts == crossing.row, "\(row.kind)")
        }
    }

    /// A tower that is a post on the other side of the area's end: it left as a tower; no post came.
    @Test func whatLeavesAsAnotherKindLeavesAsWhatItWas() {
        let pair = [
            Sample.facility("a", .watchtower, at: 40, to: "2021-01-01"),
            Sample.facility("b", .guardPost, at: 60, from: "2021-01-01"),
        ]
        let comparison = Self.compare(pair, replacements: [0: (later: 1, status: .reclassified)])
        let rows = comparison.changes(in: [Sample.domain((0, 50))], kinds: [.guardPost, .watchtower])[0]
        #expect(rows.map(\.left) == [0, 1, 1])
        #expect(rows.map(\.baseline) == [0, 1, 1])
        #expect(rows.map(\.reclassifiedAway) == [0, 0, 0])
        #expect(rows.map(\.unknown) == [0, 0, 0])
    }
}
