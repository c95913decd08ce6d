import BorderGeo
import Foundation
import TestSupport
import Testing

/// Pages of docs/reference and man pages are made from what the tool says of itself, and are what it says today.
@Suite(.needs(.python)) struct ReferencePagesTests {
    private static let root = Fixtures.folder.deletingLastPathComponent()

    private func make(_ arguments: [String]) throws -> Tool.Run {
        try External.run(
            "python3", [Self.root.appending(path: "scripts/reference-pages").path, "--tool", Tool.path.path] + arguments)
    }

    @Test func pagesAreWhatTheToolSays() throws {
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            let run = try make([])
            Issue.record("docs/reference written: read it, then run without UPDATE_GOLDENS\n\(run.stderr)")
        } else {
            let run = try make(["--check"])
            #expect(run.exitCode == 0, "\(run.stdout)\(run.stderr)")
        }
    }

    @Test func theVersionIsOneEverywhere() throws {
        func text(_ name: String) throws -> String { try String(contentsOf: Self.root.appending(path: name), encoding: .utf8) }
        #expect(try text("CITATION.cff").contains("\nversion: \(ToolVersion.tool)\n"))
        #expect(try text("CHANGELOG.md").contains("\n## \(ToolVersion.tool) ("))
        #expect(try Tool.run(["--version"]).stdout.hasPrefix("geo-tool \(ToolVersion.tool) "))
    }

    @Test func everyCommandHasAManPage() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let run = try make(["--man", folder.path("man1")])
        #expect(run.exitCode == 0, "\(run.stderr)")
        let pages = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path("man1")))
        let commands = HelpTests.commands.map { "geo-tool-" + $0.path.joined(separator: "-") + ".1" }
        #expect(commands.count > 20)
        #expect(pages == Set(commands + ["geo-tool.1"]))
        for command in HelpTests.commands {
            let text = try String(
                contentsOfFile: folder.path("man1/geo-tool-\(command.path.joined(separator: "-")).1"), encoding: .utf8)
            for argument in command.arguments {
                for name in argument["names"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
                    #expect(text.contains(name.replacing("-", with: "\\-")), "\(command.path) \(name)")
                }
            }
        }
    }

    @Test func everythingIsInstalledBelowThePrefix() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let script = Self.root.appending(path: "scripts/install").path
        let run = try External.run("/bin/sh", [script, Tool.path.path, folder.path("prefix")])
        #expect(run.exitCode == 0, "\(run.stderr)")
        for path in [
            "bin/geo-tool", "share/man/man1/geo-tool-locate.1", "share/bash-completion/completions/geo-tool",
            "share/zsh/site-functions/_geo-tool", "share/fish/vendor_completions.d/geo-tool.fish",
        ] {
            let file = folder.path("prefix/" + path)
            #expect(try !Data(contentsOf: URL(filePath: file)).isEmpty, "\(path)")
        }
        let bash = folder.path("prefix/share/bash-completion/completions/geo-tool")
        let completed = try External.run(
            "/usr/bin/env",
            [
                "bash", "-c",
                "PATH='\(folder.path("prefix/bin"))':$PATH; . '\(bash)'; COMP_WORDS=(geo-tool cov); COMP_CWORD=1; _geo-tool geo-tool cov geo-tool; echo \"${COMPREPLY[@]}\"",
            ])
        #expect(completed.stdout == "coverage\n", "\(completed.stderr)")
        #expect(try External.run("/bin/sh", [script, Tool.path.path]).exitCode == 64)
    }

    @Test(.needs(.groff)) func groffReadsTheManPages() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        #expect(try make(["--man", folder.path("man1")]).exitCode == 0)
        for page in try FileManager.default.contentsOfDirectory(atPath: folder.path("man1")) {
            let run = try External.run("groff", ["-man", "-Tutf8", "-ww", "-z", folder.path("man1/" + page)])
            #expect(run.exitCode == 0 && run.stderr.isEmpty, "\(page): \(run.stderr)")
        }
    }
}
