import Testing

@testable import BorderModel
@testable import GeoFormats
@testable import LinearReferencing

/// Records of one layer over the same observed border.
@Suite struct OverlapFindingsTests {
    private static func sentence(_ fences: [LocatedFence], observed: MeasureSpanSet) -> String? {
        Sample.inventory(fences: fences, observed: observed).fenceFindings.first { $0.rule == "same-layer-overlap" }?.sentence
    }

    /// By hand: a and b overlap from 500 to 1000, b and d from 1300 to 1500; c is of another layer, e only touches d. An offset of 10 m makes 40 m no overlap.
    private static let fences = [
        Sample.fence("a", .primary, [(0, 1000)], offset: -10), Sample.fence("b", .primary, [(500, 1500)], offset: -10),
        Sample.fence("c", .secondary, [(0, 1500)], offset: -10), Sample.fence("d", .primary, [(1300, 2000)], offset: -10),
        Sample.fence("e", .primary, [(2000, 2500), (2600, 3000)], offset: -10),
        Sample.fence("f", .primary, [(2960, 3200)], offset: -10),
    ]

    static let rows: [(observed: MeasureSpanSet, words: String?)] = [
        (Sample.set((0, 4000)), "overlap over 700 m of border in 2023 and count once there: a and b, b and d."),
        (Sample.set((0, 600), (650, 1400)), "overlap over 550 m of border in 2023 and count once there: a and b, b and d."),
        (Sample.set((1250, 1400), (1450, 4000)), "overlap over 150 m of border in 2023 and count once there: b and d."),
        (Sample.set((0, 500), (1500, 4000)), nil),
    ]

    @Test(arguments: rows) func pairsAreNamedWithWhatTheyShare(row: (observed: MeasureSpanSet, words: String?)) {
        let sentence = Self.sentence(Self.fences, observed: row.observed)
        #expect((sentence == nil) == (row.words == nil), "\(sentence ?? "none")")
        if let words = row.words { #expect(sentence?.hasSuffix(words) == true, "\(sentence ?? "none")") }
    }

    /// 60 records over one place are 60 x 59 / 2 pairs; of 200 each is compared with 64 others, and the sentence says so.
    @Test func ofManyRecordsOverOnePlaceItIsSaidThatThereAreMore() {
        func many(_ count: Int) -> String? {
            Self.sentence(
                (0..<count).map { Sample.fence("f\($0)", .primary, [(0, 100)], offset: -1) }, observed: Sample.set((0, 4000)))
        }
        #expect(many(60)?.contains("overlap over 177 km of border") == true, "\(many(60) ?? "none")")
        #expect(many(60)?.contains("and 1,767 more.") == true)
        #expect(many(200)?.contains("overlap over at least ") == true, "\(many(200) ?? "none")")
    }
}
