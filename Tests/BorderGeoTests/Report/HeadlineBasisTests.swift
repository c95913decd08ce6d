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

/// Which length the sentences of a study lead with.
@Suite struct HeadlineBasisTests {
    static func model(_ basis: LengthBasis?, near: Metres = Metres(500), moving east: Double = 0) throws -> ReportModel {
        var data = try StudyLoader().load("hoeryong")
        if let basis { data.study.headlineBasis = basis }
        data.study.nearFence = near
        data.study.corridor.inward = .kilometres(20)
        for i in data.facilities.indices { data.facilities[i].position.longitude += east }
        return try ReportModel(data)
    }

    struct Expectation: CustomTestStringConvertible {
        var basis: LengthBasis
        var sentence: String
        var without: String
        var testDescription: String { basis.rawValue }
    }

    static let expectations = [
        Expectation(
            basis: .borderObserved, sentence: "174 facilities in 2022: one every 43 m of observed border.",
            without: "of new or upgraded fence line"),
        Expectation(
            basis: .fenceLineNewOrUpgraded, sentence: "one every 107 m of new or upgraded fence line",
            without: "of border observed at both dates."),
        Expectation(
            basis: .fenceLine, sentence: "174 of the 174 facilities are within 500 m of that fence line.", without: "%%"),
        Expectation(basis: .borderFenced, sentence: "m of fenced border", without: "%%"),
    ]

    @Test(arguments: expectations) func theStudyNamesTheLengthThatLeads(expectation: Expectation) throws {
        let headline = try Self.model(expectation.basis).headline
        let text = headline.sentences.joined(separator: "\n")
        #expect(text.contains(expectation.sentence), "\(text)")
        for sentence in headline.sentences where sentence.contains("one every") {
            #expect(!sentence.contains(expectation.without), "\(sentence)")
        }
        #expect(headline.caveats.contains { $0.hasPrefix("One every ") && $0.contains(" of \(expectation.basis.phrase): 95 %") })
    }

    @Test(arguments: [LengthBasis.fenceLineNewOrUpgraded, .fenceLine, .borderFenced])
    func aRateWhosePostsStandElsewhereDoesNotLead(basis: LengthBasis) throws {
        // Every post some ten kilometres east of where it was.
        let model = try Self.model(basis, moving: 0.12)
        let row = try #require(model.density(epoch: "2022"))
        try #require(row.count.count > 0)
        #expect(!row.meets(basis))
        let headline = model.headline
        let text = headline.sentences.joined(separator: "\n")
        for sentence in headline.sentences where sentence.contains("one every") {
            #expect(!sentence.contains(basis.phrase), "\(sentence)")
        }
        #expect(text.contains("of observed border"), "\(text)")
        #expect(
            headline.caveats.contains {
                $0.hasPrefix("The study requests rates over \(basis.phrase), but only ")
                    && $0.contains("facilities are within 500 m of")
            }, "\(headline.caveats)")
        #expect(model.spacings()?.english.contains("of observed border") == true)
    }

    @Test func withoutABaselineThereIsNoNewLineToLeadWith() throws {
        var data = try StudyLoader().load("hoeryong")
        data.study.baseline = nil
        data.study.comparison = nil
        let headline = try ReportModel(data).headline
        #expect(headline.sentences.contains { $0.contains("one every 43 m of observed border") })
        #expect(headline.caveats.contains { $0.contains("there is none in 2022") })
    }
}
