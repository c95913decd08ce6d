import BorderGeo
import Testing

@Suite struct FindingDigestTests {
    private func finding(_ rule: String, _ feature: Int?, file: String = "a.csv", repeats: Int = 1) -> Finding {
        var finding = Finding(
            rule: rule, severity: .warning, place: .init(file: file, feature: feature),
            sentence: "Feature \(feature ?? -1) is odd.")
        finding.repeats = repeats
        return finding
    }

    @Test func equalFindingsAreOneLineWithTheirNumberAndThreeExamples() {
        let all = (0..<1350).map { finding("no-id", $0) } + [finding("other", 3), finding("no-id", 9, file: "b.csv")]
        let digest = all.digest()
        #expect(digest.map(\.rule) == ["no-id", "other", "no-id"])
        #expect(digest[0].sentence == "Feature 0 is odd. (One of 1,350 like it; others: feature 1; feature 2.)")
        #expect(digest[1].sentence == "Feature 3 is odd.")
        #expect(digest[2].place.file == "b.csv")
    }

    /// Three edges of one line: their place says nothing that distinguishes them.
    @Test func examplesInOneFeatureAreWhatTheySay() {
        let all = ["10 km", "20 km", "30 km"].map {
            Finding(
                rule: "long-edge", severity: .warning, place: .init(file: "a.csv", feature: 0),
                sentence: "The edge is \($0) long.")
        }
        #expect(
            all.digest().map(\.sentence) == [
                "The edge is 10 km long. (One of 3 like it; others: The edge is 20 km long; The edge is 30 km long.)"
            ])
    }

    @Test func nothingIsReportedTwice() {
        #expect([finding("a", 1), finding("a", 1)].digest().map(\.sentence) == ["Feature 1 is odd."])
    }

    /// Those that were only counted where the file was read are in the number, and no example.
    @Test func whatWasOnlyCountedCounts() {
        let all = (0..<20).map { finding("no-id", $0) } + [finding("no-id", nil, repeats: 80)]
        #expect(all.digest().map(\.sentence) == ["Feature 0 is odd. (One of 100 like it; others: feature 1; feature 2.)"])
    }
}
