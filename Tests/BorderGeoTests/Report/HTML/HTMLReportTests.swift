import Foundation
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

@Suite("HTML report")
struct HTMLReportTests {
    /// Writes the page where `BORDERGEO_KEEP` points, to be looked at.
    private func keep(_ text: String, _ name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["BORDERGEO_KEEP"] else { return }
        try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }

    private func page(posts: Int = 400, isPublic: Bool = false, language: ReportLanguage = .english) throws -> String {
        try HTMLReport(SampleReport.figures(posts: posts, isPublic: isPublic, language: language)).text()
    }

    @Test func `The same model gives the same bytes`() throws {
        let first = try page()
        #expect(try page() == first)
        try keep(first, "sample.html")
        try keep(try page(language: .korean), "korean.html")
    }

    @Test func `A page asks for nothing outside itself`() throws {
        let page = try page()
        let pattern = /(src|href)\s*=\s*"([^"]*)"|url\(([^)]*)\)|@import/
        for match in page.matches(of: pattern) {
            // In style sheets, also in those that JSON holds, with quotation marks.
            let target = (match.output.2 ?? match.output.3 ?? "@import").drop { $0 == "\"" || $0 == "\\" }
            #expect(target.hasPrefix("#") || target.hasPrefix("data:"), "\(match.output.0)")
        }
        #expect(page.contains("default-src 'none'"))
    }

    @Test func `A name with markup in it stays text everywhere`() throws {
        let page = try page()
        #expect(!page.contains("<reach>"))
        #expect(page.contains("Upper &lt;reach&gt; &amp; &quot;bend&quot;"))
        #expect(page.contains(#"Upper \u003creach> & \"bend\""#))
    }

    @Test func `The data of the script is JSON and holds every facility that stood`() throws {
        let page = try page()
        let start = try #require(page.range(of: #"<script type="application/json" id="data">"#)).upperBound
        let end = try #require(page.range(of: "</script>", range: start..<page.endIndex)).lowerBound
        let data = try #require(try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8)) as? [String: Any])
        let posts = try #require(data["posts"] as? [String: Any])
        #expect(posts["count"] as? Int == 400)
        // 391 stand where the later epoch looked, the others are kept in the data too: what there is of each, `PageColumnsTests` unpacks.
        let directory = try #require(data["columns"] as? [String: [Int]])
        for name in ["m", "offset", "dx", "dy", "class", "from", "to", "sure"] { #expect(directory[name]?[1] == 400, "\(name)") }
    }

    @Test func `Synthetic positions are said to be so, real ones are not`() throws {
        #expect(try page().contains("Synthetic positions"))
        let real = ReportFigures(try SampleReport.model(synthetic: false))
        #expect(try HTMLReport(real).text().contains(#"class="notice synthetic""#) == false)
    }

    @Test func `What a study says of itself stands in every edition, and only there`() throws {
        let note = "Totals are <those> of a register."
        let model = try SampleReport.model(notes: [note])
        #expect(try HTMLReport(ReportFigures(model)).text().contains("Totals are &lt;those&gt; of a register."))
        #expect(model.text().contains(note) && model.markdown().contains("> **Totals are &lt;those> of a register.**"))
        #expect(model.reportEnvelope.text().contains(#""notes": ["#))
        #expect(try !SampleReport.model().reportEnvelope.text().contains(#""notes""#))
        #expect(try !page().contains("About this study</strong>"))
        #expect(ReportModel.syntheticNotice.contains("made up") && !ReportModel.syntheticNotice.contains("otals"))
    }

    @Test func `A Korean page names the areas in Korean where the study knows their names`() throws {
        let page = try HTMLReport(try ReportModel(try StudyLoader().load("hoeryong")), language: .korean).text()
        #expect(page.contains(">회령시</button>") && page.contains(#"<html lang="ko">"#))
    }

    @Test func `A column of zeros is named below its table instead of filling it, and a claim keeps its qualifier`() throws {
        let page = try HTMLReport(try ReportModel(try StudyLoader().load("six-areas"))).text()
        let start = try #require(page.range(of: "Change of fences, border km (2019 to 2023)</b>")).upperBound
        let table = page[start...].prefix { $0 != "§" }.prefix(8000)
        let headings = table.prefix(upTo: try #require(table.range(of: "</thead>")).lowerBound)
        #expect(headings.contains(">layer added<") && !headings.contains(">realigned<"))
        let note = try #require(table.range(of: "Zero everywhere and left out here:"))
        #expect(table[note.upperBound...].prefix(400).contains(">realigned<"))
        #expect(page.contains("over 6,500") && page.contains("about 70 %"))
    }

    @Test func `A public page holds no id and no place finer than a kilometre of border`() throws {
        let page = try page(isPublic: true)
        try keep(page, "public.html")
        #expect(!page.contains("sample-f-"))
        let figures = try SampleReport.figures(isPublic: true)
        for post in figures.mapData.posts {
            let measure = figures.model.border.route.locate(post.position).measure.metres
            #expect((measure.remainder(dividingBy: 1000).magnitude - 500).magnitude < 0.01)
        }
        #expect(figures.mapData.posts.filter { figures.mapData.sets.holding(1)[$0.set] }.reduce(0) { $0 + $1.count } > 300)
        #expect(figures.mapData.fences.isEmpty)
        #expect(figures.stripFigure.areas.allSatisfy { $0.tracks.isEmpty && $0.change.isEmpty && !$0.withheld.isEmpty })
    }

    @Test func `Every label has words in both languages`() {
        for label in ReportLabel.allCases {
            #expect(!label.english.isEmpty && !label.korean.isEmpty, "\(label)")
            #expect(label.korean.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }, "\(label)")
        }
    }

    @Test(arguments: ReportLanguage.allCases) func `Elements refer to words that the page has in every language`(
        language: ReportLanguage
    ) throws {
        let page = try page(language: language)
        let start = try #require(page.range(of: #"<script type="application/json" id="data">"#)).upperBound
        let end = try #require(page.range(of: "</script>", range: start..<page.endIndex)).lowerBound
        let data = try #require(try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8)) as? [String: Any])
        let words = try #require(data["words"] as? [String: [String: String]])
        let used = Set(page.matches(of: /data-t="([^"]*)"/).map { String($0.output.1) })
        for code in ["en", "ko"] {
            #expect(used.subtracting(try #require(words[code]).keys).isEmpty, "\(code)")
        }
        // What an element says is what the page has under its key.
        let own = try #require(words[language.rawValue])
        for match in page.matches(of: /<th [^>]*data-t="(h:[^"]*)">([^<]*)</) {
            #expect(own[String(match.output.1)] == String(match.output.2), "\(match.output.0)")
        }
        #expect(!page.contains("{{"))
    }

    @Test func `Words of shared tables are found by table and field, whatever the English heading says`() throws {
        let table = ResultTable(
            id: "coverage", title: "Anything",
            columns: [
                .init("x", field: "area"), .init("y", field: "fenced_m"), .init("area", field: "other"),
                .init("gaps", field: nil),
            ],
            rows: [])
        let words = TableWords(table)
        #expect(words.title == .init(key: "t:coverage", english: "Anything", korean: "철조망이 있는 국경"))
        #expect(words.headings.map(\.?.key) == ["h:area", "h:coverage.fenced_m", nil, nil])
        #expect(words.headings.map(\.?.korean) == ["구역", "철조망, km", nil, nil])
        #expect(
            TableWords(ResultTable(id: "unheard", title: "", columns: [.init("fenced, km", field: "fenced_m")], rows: [])).entries
                .isEmpty)
    }

    @Test func `Every table and field with Korean words is one that a page shows`() throws {
        let model = try SampleReport.figures().model
        let tables = [
            model.coverageTable, model.fenceLineTable, model.facilityTable, model.changeTable, model.fenceLineChangeTable,
            model.facilityChangeTable, try SampleReport.figures(isPublic: true).model.gapTable,
        ]
        let kinds = FacilityKind.allCases.map(\.rawValue)
        for (id, words) in TableWords.headings {
            let fields = Set(try #require(tables.first { $0.id == id }, "\(id)").columns.compactMap(\.field))
            #expect(words.keys.allSatisfy { fields.contains($0) || (id == "facilities" && kinds.contains($0)) }, "\(id)")
        }
        #expect(Set(TableWords.titles.keys).isSubset(of: tables.map(\.id)))
    }

    @Test func `A hundred thousand facilities stay under one megabyte`() throws {
        let page = try page(posts: 100_000)
        #expect(page.utf8.count < 1_000_000)
        try keep(page, "large.html")
    }

    @Test func `A study of one epoch without a baseline has a page too`() throws {
        var model = try SampleReport.model(posts: 10)
        model.study.baseline = nil
        model.study.comparison = nil
        model.inventories.removeLast()
        model.coverage.removeAll { $0.epoch == "2023" }
        model.density.removeAll { $0.epoch == "2023" }
        model.changes = []
        model.fenceComparison = nil
        let page = try HTMLReport(model).text()
        #expect(page.contains("In 2019, 23.0 km (37.7 %) of the 61.0 km of border that imagery shows was fenced"))
        #expect(!page.contains("id=\"change-matrix-t\""))
    }
}
