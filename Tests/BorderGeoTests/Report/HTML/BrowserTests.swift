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

/// Opens pages in a real browser with `Tests/browser/check_report.py`.
@Suite("HTML report in a browser", .serialized, .needs(.python), .needs(.chromium))
struct BrowserTests {
    static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "browser/check_report.py")

    private func check(_ pages: [String], parts: String? = nil) throws -> (status: Int32, output: String) {
        let run = try External.run(
            "python3", [Self.script.path] + (parts.map { ["--parts", $0] } ?? []) + pages,
            environment: ["PYTHONDONTWRITEBYTECODE": "1"])
        return (run.exitCode, run.stdout + run.stderr)
    }

    @Test(.timeLimit(.minutes(60)))
    func `A reader finds slider, hover, zoom, copying, both languages and print at work, and no error or request`() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        var pages: [String] = []
        func add(_ name: String, _ text: String) throws {
            let path = folder.path("\(name).html")
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            pages.append(path)
        }
        for name in StudyLoader.builtInStudies {
            try add(name, try HTMLReport(try ReportModel(try StudyLoader().load(name))).text())
        }
        try add("sample", try HTMLReport(SampleReport.figures()).text())
        try add("korean", try HTMLReport(SampleReport.figures(language: .korean)).text())
        try add("public", try HTMLReport(SampleReport.figures(isPublic: true)).text())
        let run = try check(pages)
        #expect(run.status == 0, "\(run.output)")
    }

    /// What the check is worth: each fault alone must be found, and named.
    @Test(
        .timeLimit(.minutes(60)),
        arguments: [
            Fault("a picture from elsewhere", "<main>", "<main><img src=\"https://example.org/a.png\" alt=\"\">", "console"),
            Fault(
                "an error in the script", "root.classList.add('live');", "root.classList.add('live'); console.error('oops');",
                "oops"),
            Fault(
                "a slider that moves nothing", "radios[+slider.value].checked = true;", "", "the slider does not", parts: "use"),
            Fault(
                "a strip that says nothing", "show(e, describe({ m }) + nearby(m)); cursor(m);", "", "hovering a strip",
                parts: "use"),
            Fault("a page wider than a telephone", "<main>", "<main><p style=\"width:900px\">wide</p>", "wider than the window"),
            Fault("a tap that opens nothing", "if (h) pin(h, e);", "if (h) {}", "a tap on the map", parts: "touch"),
            Fault("a cursor that stays", "strip.at = m;\n  const w", "const w", "does not move", parts: "keyboard"),
            Fault(
                "a link that forgets", "if (D.areas.some(a => a.id === asked.get('area'))) go(asked.get('area'));", "",
                "bring the area", parts: "links"),
            Fault(
                "letters too small", ".figure .tiny{fill:var(--ink2);font-size:9.5px}",
                ".figure .tiny{fill:var(--ink2);font-size:6px}", "text below 9 px"),
            Fault(
                "a picture that takes the focus", "map.setAttribute('role', 'application');", "", "yet are pictures",
                parts: "accessible"),
            Fault(
                "a button without a name", "<main>", "<main><button type=\"button\"></button>", "axe-core: button-name",
                parts: "accessible"),
            Fault("grey on grey", "--ink2:#4a535e", "--ink2:#b8bcc2", "contrast"),
        ])
    func `A fault in the page is found`(_ fault: Fault) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let sound = try HTMLReport(SampleReport.figures()).text()
        let broken = sound.replacingOccurrences(of: fault.sound, with: fault.broken)
        #expect(broken != sound)
        try broken.write(toFile: folder.path("broken.html"), atomically: true, encoding: .utf8)
        if fault.said.hasPrefix("axe-core"), try !Need.axeCore.isMetOrSaysSo() { return }
        let run = try check([folder.path("broken.html")], parts: fault.parts)
        #expect(run.status == 1 && run.output.contains(fault.said), "\(run.output)")
    }

    struct Fault: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let sound: String
        let broken: String
        /// A part of what the check prints.
        let said: String
        /// The parts of the check that are to find it.
        let parts: String

        init(_ name: String, _ sound: String, _ broken: String, _ said: String, parts: String = "views") {
            testDescription = name
            self.sound = sound
            self.broken = broken
            self.said = said
            self.parts = parts
        }
    }
}
