import Foundation
import TestSupport
import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LinearReferencing

@Suite("Columns of a page")
struct PageColumnsTests {
    private static let reader = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "browser/columns.py")

    /// What Python unpacks from a page.
    private func unpacked(_ page: String) throws -> [[String]] {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try page.write(toFile: folder.path("page.html"), atomically: true, encoding: .utf8)
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", Self.reader.path, folder.path("page.html")]
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return output.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test(.needs(.python), arguments: ["six-areas", "hoeryong"])
    func `Python unpacks every facility where the study has it, to the metre`(name: String) throws {
        let figures = ReportFigures(try ReportModel(try StudyLoader().load(name)))
        let data = figures.mapData
        let frame = LiveMap(data: data, epochs: figures.drawn, shown: figures.shown, language: .english).frame
        let rows = try unpacked(try HTMLReport(figures).text())
        let assets = try #require(figures.model.inventories.first?.assets)
        let words = figures.model.study.words
        var expected: [String: [String]] = [:]
        for (index, located) in assets.facilities.enumerated() {
            let epochs = figures.model.inventories.indices.filter { figures.model.inventories[$0].present.contains(index) }
            guard !epochs.isEmpty else { continue }
            let place = frame.place(located.facility.position)
            expected[located.facility.id] = [
                located.facility.id, words.word(located.facility.kind).key, "\(Int(place.x.rounded()))",
                "\(Int(place.y.rounded()))",
                located.attached.map { "\(Int($0.measure.metres.rounded()))" } ?? "",
                epochs.map(String.init).joined(separator: " "),
            ]
        }
        #expect(rows.count == expected.count)
        for row in rows where expected[row[0]] != row { Issue.record("\(row) is not \(expected[row[0]] ?? [])") }
        // Along the border.
        #expect(rows.compactMap { Int($0[4]) } == rows.compactMap { Int($0[4]) }.sorted())
    }

    @Test func `Numbers of any size come back, and small ones take a byte each`() {
        var columns = PageColumns()
        columns.append("small", [0, -1, 1, -128, 127])
        columns.append("large", [1 << 40, -(1 << 40)])
        columns.append("none", [Int]())
        columns.append("steps", [1_000_000, 1_000_001, 1_000_000], differences: true)
        #expect(
            columns.directory.text(.compact) == #"{"small":[0,5,1,0],"large":[5,2,6,0],"none":[17,0,1,0],"steps":[17,3,3,1]}"#)
    }

    @Test func `Sets of epochs are shared, and are runs`() {
        let sets = EpochSets(count: 5, present: [[0, 1], [0, 1, 2], [2], [0, 1, 4]])
        #expect(sets.of == [0, 0, 1, nil, 2])
        #expect(sets.sets == [[0, 1, 3], [1, 2], [3]])
        #expect(sets.runs(0) == [0, 2, 3, 4])
        #expect(sets.holding(3) == [true, false, true])
    }

    @Test func `A facility at any epoch of many is found, beyond the thirty-second too`() {
        let sets = EpochSets(count: 1, present: (0..<200).map { $0 >= 150 ? [0] : [] })
        #expect(sets.runs(0) == [150, 200] && sets.holding(199) == [true] && sets.holding(149) == [false])
    }

    @Test func `A page of a public edition has no columns, and its cells are all it holds`() throws {
        let page = try HTMLReport(SampleReport.figures(isPublic: true)).text()
        #expect(page.contains(#"<script type="text/plain" id="columns"></script>"#))
        #expect(page.contains(#""columns":null"#))
    }
}
