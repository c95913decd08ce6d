import Foundation
import TestSupport
import Testing

/// Runs that pages of the documentation show, command by command: what stands under a command is what it prints.
///
/// `UPDATE_GOLDENS=1` writes what is printed now into the pages, and fails.
@Suite struct DocumentedRunTests {
    private static let root = Fixtures.folder.deletingLastPathComponent()

    private static let tutorials: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "docs/tutorials").path)) ?? []
        return names.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted().map { "docs/tutorials/\($0)" }
    }()

    /// Runs a page from top to bottom in one folder.
    private func replay(_ name: String, in folder: ScratchFolder, _ streams: DocumentedPage.Streams) throws {
        var page = try DocumentedPage(Self.root.appending(path: name))
        #expect(!page.runs.isEmpty, "\(name) shows no run")
        let updates = ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1"
        var changes: [(Range<Int>, [String])] = []
        for run in page.runs {
            let printed = try DocumentedPage.printed(by: run.command, in: folder, streams)
            if page.shows(printed, for: run) { continue }
            if updates {
                changes.append((run.output, printed))
            } else {
                #expect(printed == Array(page.lines[run.output]), "\(name): \(run.command)")
            }
        }
        guard updates else { return }
        for (output, printed) in changes.reversed() { page.replace(output, with: printed) }
        try page.write()
        Issue.record("\(name): \(changes.count) runs written: read them, then run without UPDATE_GOLDENS")
    }

    @Test(arguments: ["validation", "statistics"])
    func pagesShowWhatIsPrinted(name: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("Fixtures"), withDestinationPath: Fixtures.folder.path)
        let study = try Tool.run(
            ["simulate", Fixtures.path("studies/validation/recipe.yaml"), "-o", folder.path("vs"), "--quiet"])
        #expect(study.exitCode == 0, "\(study.stderr)")
        try replay("docs/\(name).md", in: folder, .output)
    }

    /// Pages that show runs. The one on the library shows Swift code, which `ArticleTextTests` has compiled, and a package that CI builds; a full disk is
    /// shown where there is `/dev/full`.
    private static let replayed =
        ["README.md"] + tutorials.filter { !$0.hasSuffix("/library.md") }
        + (Need.fullDevice.isTried ? ["docs/reference/exit-codes.md"] : [])

    /// A reader starts with an empty folder and sees both streams.
    @Test(arguments: replayed)
    func aReaderInAnEmptyFolderSeesWhatIsShown(name: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try replay(name, in: folder, .both)
    }

    @Test func thereAreSevenTutorialsAndTheirListNamesThem() throws {
        #expect(Self.tutorials.count == 7)
        let list = try String(contentsOf: Self.root.appending(path: "docs/tutorials/README.md"), encoding: .utf8)
        for name in Self.tutorials { #expect(list.contains("(\(name.dropFirst("docs/tutorials/".count)))"), "\(name)") }
    }

    @Test(arguments: [
        (["a", "…", "d"], true), (["…", "d"], true), (["a", "b", "…"], true), (["…", "b", "…", "d"], true),
        (["a", "…", "c"], false), (["b", "…"], false), (["…", "x", "…"], false),
    ]) func anExcerptLeavesOutOnlyWhereItSays(shown: [String], matches: Bool) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        for fence in ["```console excerpt", "```console"] {
            try folder.write(([fence, "$ x"] + shown + ["```", ""]).joined(separator: "\n"), to: "page.md")
            let page = try DocumentedPage(URL(filePath: folder.path("page.md")))
            let run = try #require(page.runs.first)
            #expect(page.shows(["a", "b", "c", "d"], for: run) == (matches && fence != "```console"))
        }
    }
}
