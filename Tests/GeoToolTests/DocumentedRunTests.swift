import Foundation
import TestSupport
import Testing

/// Runs that pages of the documentation show, command by command: what stands under a command is what it prints.
///
/// `UPDATE_GOLDENS=1` writes what is printed now into the pages, and fails.
@Suite struct DocumentedRunTests {
    private static let root = Fixtures.folder.deletingLastPathComponent()

    /// A page in pieces: text, and fenced blocks that begin with `$ `.
    private struct Page {
        var lines: [String]
        /// The line of each command and the lines of its output.
        var runs: [(command: String, output: Range<Int>)] = []

        init(_ file: URL) throws {
            lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
            var start: Int?
            for (number, line) in lines.enumerated() where line.hasPrefix("```") {
                if let first = start, lines[first + 1].hasPrefix("$ ") {
                    runs.append((String(lines[first + 1].dropFirst(2)), first + 2..<number))
                }
                start = start == nil ? number : nil
            }
        }
    }

    @Test(arguments: ["validation", "statistics"])
    func pagesShowWhatIsPrinted(name: String) throws {
        let file = Self.root.appending(path: "docs/\(name).md")
        var page = try Page(file)
        #expect(!page.runs.isEmpty)
        let folder = try ScratchFolder()
        defer { folder.remove() }
        for (link, target) in [("geo-tool", Tool.path.path), ("Fixtures", Fixtures.folder.path)] {
            try FileManager.default.createSymbolicLink(atPath: folder.path(link), withDestinationPath: target)
        }
        let study = try Tool.run(
            ["simulate", Fixtures.path("studies/validation/recipe.yaml"), "-o", folder.path("vs"), "--quiet"])
        #expect(study.exitCode == 0, "\(study.stderr)")
        for (command, output) in page.runs.reversed() {
            let run = try External.run(
                "/bin/sh", ["-c", "cd '\(folder.url.path)' && PATH=\"$PWD:$PATH\" && export PATH && \(command)"])
            var printed = run.stdout.components(separatedBy: "\n").dropLast(run.stdout.hasSuffix("\n") ? 1 : 0)[...]
            if run.exitCode != 0 { printed += ["", "(exit code \(run.exitCode))"] }
            if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
                page.lines.replaceSubrange(output, with: printed)
            } else {
                #expect(Array(printed) == Array(page.lines[output]), "docs/\(name).md: \(command)\n\(run.stderr)")
            }
        }
        guard ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" else { return }
        try page.lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        Issue.record("docs/\(name).md written: read it, then run without UPDATE_GOLDENS")
    }
}
