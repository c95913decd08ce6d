import BorderGeo
import Foundation
import TestSupport
import Testing

/// The tool describes itself truly: help, examples, `--json-usage`.
@Suite struct HelpTests {
    struct Command: Sendable, CustomTestStringConvertible {
        var path: [String]
        var discussion: String
        var arguments: [JSONValue]

        var testDescription: String { path.joined(separator: " ") }

        /// The command lines of its help.
        var examples: [String] {
            discussion.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.hasPrefix("geo-tool ") }
        }
    }

    static let commands: [Command] = {
        guard let run = try? Tool.run(["--json-usage"]), let usage = try? JSONValue(parsing: run.stdout) else { return [] }
        return (usage["commands"]?.arrayValue ?? []).map { command in
            Command(
                path: command["command"]?.arrayValue?.compactMap(\.stringValue) ?? [],
                discussion: command["discussion"]?.stringValue ?? "", arguments: command["arguments"]?.arrayValue ?? [])
        }
    }()

    @Test func theUsageNamesEveryCommandOfTheHelp() throws {
        let help = try Tool.run(["--help"]).stdout
        let listed = help.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }.dropFirst()
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(listed.count > 15)
        #expect(Set(Self.commands.compactMap(\.path.first)) == Set(listed))
    }

    @Test(arguments: commands) func everyArgumentHasATypeAndWords(command: Command) {
        let free: Set = ["--layer", "--also", "--ogr"]
        for argument in command.arguments {
            let names = argument["names"]?.arrayValue?.compactMap(\.stringValue) ?? []
            #expect(argument["abstract"]?.stringValue?.isEmpty == false, "\(names)")
            if argument["type"] == "text" { #expect(!free.isDisjoint(with: names), "\(names) has no type") }
            if argument["type"] == "choice" { #expect((argument["choices"]?.arrayValue ?? []).count > 1, "\(names)") }
        }
    }

    @Test(arguments: commands) func everyCommandsExamplesRun(command: Command) throws {
        #expect((2...5).contains(command.examples.count), "two or three examples")
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try Self.fill(folder)
        // A database needs a server, and other formats need GDAL.
        let hasGDAL = try Need.ogr.isMet()
        for example in command.examples
        where !example.contains("PG:") && (hasGDAL || !example.contains(/\.shp|--also/)) {
            var input = Data()
            for step in example.split(separator: " | ") {
                var words = step.split(separator: " ").map(String.init).dropFirst()
                if let i = words.firstIndex(of: "<") {
                    input = try Data(contentsOf: URL(filePath: folder.path(words[i + 1])))
                    words = words[..<i]
                }
                if let i = words.firstIndex(of: "2>") { words = words[..<i] }
                let run = try Tool.run(Array(words), stdin: input, directory: URL(filePath: folder.path("")))
                // Findings, claims that are not reproduced and scores under a threshold give 1: the example ran.
                #expect([0, 1].contains(run.exitCode), "\(example)\n\(run.stderr)")
                #expect(!run.stderr.contains("Error:"), "\(example)\n\(run.stderr)")
                input = run.stdoutData
            }
        }
    }

    /// What a person sees in a terminal of 80 columns.
    private func terminal(_ arguments: [String], columns: Int = 80) throws -> [String] {
        let line = ([Tool.path.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/script")
        process.arguments = ["-qefc", "stty cols \(columns); \(line)", "/dev/null"]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // A line of progress is drawn over, not scrolled.
        return text.replacing("\r\u{1B}[2K", with: "\n").replacing(/\u{1B}\[[0-9;]*[mK]/, with: "").replacing("\r\n", with: "\n")
            .split(
                separator: "\n", omittingEmptySubsequences: false
            ).map(String.init)
    }

    @Test(
        .needs(.terminal),
        arguments: [
            ["report"], ["coverage", "--gaps"], ["density"], ["change"], ["spacing", "--k-test", "--simulations", "19"],
            ["hotspots", "--simulations", "19", "--all"], ["audit"], ["audit", "six-areas"], ["border"],
            ["border", "posts", "--every", "100km"], ["sample", "--seed", "1"], ["lint", "hoeryong"], ["--help"],
            ["density", "--help"], ["locate", "/nowhere"],
        ]) func aTerminalOfEightyColumnsGetsEighty(arguments: [String]) throws
    {
        let lines = try terminal(arguments)
        #expect(lines.count > 1)
        for line in lines { #expect(line.count <= 80, "\(line)") }
    }

    @Test(
        .needs(.terminal),
        arguments: [
            (["density"], ["per km", "one every, m"]), (["spacing", "--k-test", "--simulations", "19"], ["verdict", "K p"]),
            (["hotspots", "--simulations", "19", "--all"], ["adjusted"]), (["audit"], ["gives"]),
            (["audit", "six-areas"], ["gives"]),
        ]) func aTerminalOfEightyColumnsShowsTheAnswer(arguments: [String], headings: [String]) throws
    {
        let text = try terminal(arguments).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
        for heading in headings {
            #expect(
                !text.split(separator: "Not shown in").dropFirst().contains { $0.prefix { $0 != "." }.contains("\"\(heading)\"") }
            )
        }
    }

    @Test func aWideTerminalGetsEveryColumn() throws {
        let lines = try terminal(["coverage"], columns: 240)
        #expect(lines.contains { $0.contains("longest gap") || $0.contains("joined, km") })
        #expect(!lines.contains { $0.contains("Not shown") })
    }

    @Test func aReportInAFolderEndsWithItsPaths() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let run = try Tool.run(["report", "hoeryong", "-o", folder.path("out")])
        #expect(run.exitCode == 0)
        #expect(run.stdout.split(separator: "\n").count < 20, "\(run.stdout)")
        for name in ["report.html", "hoeryong.qgz"] { #expect(run.stdout.contains(folder.path("out") + "/" + name)) }
        #expect(try Tool.run(["report", "hoeryong"]).stdout.contains("Fenced border"))
    }

    /// The files that examples name: those of the built-in study under the names that a user would give them.
    static func fill(_ folder: ScratchFolder) throws {
        let study = "studies/hoeryong/"
        let copies = [
            "facilities.geojson": ["facilities.geojson", "my-study/facilities.geojson", "posts.geojson", "truth.geojson"],
            "fences.geojson": ["fences.geojson", "my-study/fences.geojson"],
            "patrol_paths.geojson": ["patrol_paths.geojson", "my-study/patrol_paths.geojson"],
            "study.yaml": ["study.yaml", "my-study/study.yaml"],
            "recipe.yaml": ["recipe.yaml"],
            "detections-model.geojson": ["model.geojson"],
            "detections-annotator-a.geojson": ["anna.geojson"],
            "detections-annotator-b.geojson": ["boris.geojson"],
        ]
        for sub in ["my-study", "simulated"] {
            try FileManager.default.createDirectory(atPath: folder.path(sub), withIntermediateDirectories: true)
        }
        for (source, names) in copies {
            let bytes = try Data(contentsOf: URL(filePath: Fixtures.path(study + source)))
            for name in names { try bytes.write(to: URL(filePath: folder.path(name))) }
        }
        func make(_ arguments: [String]) throws {
            let run = try Tool.run(arguments, directory: URL(filePath: folder.path("")))
            #expect(run.exitCode == 0, "\(arguments) \(run.stderr)")
        }
        try make(["convert", "facilities.geojson", "posts.csv"])
        for (source, name) in [
            ("anna", "a"), ("boris", "b"), ("anna", "c"), ("truth", "r"), ("model", "d"), ("model", "other"),
        ] {
            try make(["convert", "\(source).geojson", "\(name).csv"])
        }
        try make(["border", "stretch", "-o", "border.geojson"])
        try "id,measure_m,offset_m\na,946100,20\nb,947000,-15\n".write(
            toFile: folder.path("stations.csv"), atomically: true, encoding: .utf8)
        try "id,from_m,to_m,offset_m,chainage,distance\nw,1000,1500,5,1000,5\n".write(
            toFile: folder.path("works.csv"), atomically: true, encoding: .utf8)
        for name in ["a.geojson", "b.geojson"] { try make(["border", "stretch", "-o", name]) }
        if try Need.ogr.isMet() {
            for name in ["river.shp", "river-2019.shp", "river-2023.shp"] { try make(["convert", "border.geojson", name]) }
        }
        for part in ["part-1.json", "part-2.json"] {
            try make(["density", "hoeryong", "--facilities", "posts.csv", "--partial", "--quiet", "-o", part])
        }
        try make(["border", "posts", "--every", "100km", "--format", "csv", "-o", "km.csv"])
        let atlas = try String(contentsOfFile: folder.path("km.csv"), encoding: .utf8).split(separator: "\r\n")
        let measure = try #require(atlas[0].split(separator: ",").firstIndex(of: "measure_m"))
        let rows = atlas.enumerated().map { i, row in
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            return row + "," + (i == 0 ? "posted_km" : String((Double(cells[measure]) ?? 0) / 1000))
        }
        try rows.joined(separator: "\r\n").write(toFile: folder.path("atlas.csv"), atomically: true, encoding: .utf8)
        try "format: border-claims/1\nclaims: []\n".write(toFile: folder.path("claims.yaml"), atomically: true, encoding: .utf8)
        try "format: border-batch/1\nstudies: [hoeryong]\n".write(
            toFile: folder.path("plan.yaml"), atomically: true, encoding: .utf8)
        try make(["sample", "six-areas", "--format", "geojson", "-o", "sample.geojson"])
        let sample = try String(contentsOfFile: folder.path("sample.geojson"), encoding: .utf8)
        let checked = sample.replacing(/"stratum":"([^"]*)","found":null/) { "\"stratum\":\"\($0.1)\",\"found\":\"\($0.1)\"" }
        try checked.write(toFile: folder.path("checked.geojson"), atomically: true, encoding: .utf8)
    }

    @Test(arguments: [
        (["coverge"], "Did you mean \"coverage\"?"),
        (["border", "post"], "Did you mean \"posts\"?"),
        (["coverage", "six-aeras"], "Did you mean \"six-areas\"?"),
        (["coverage", "--area", "hoeryon"], "Did you mean \"hoeryong\"?"),
        (["coverage", "--epok", "2023"], "Did you mean '--epoch'?"),
        (["audit", "--claim", "hrw2024-spacng"], "The nearest id is hrw2024-spacing"),
    ]) func whatIsMisspeltGetsASuggestion(arguments: [String], hint: String) throws {
        let run = try Tool.run(arguments)
        #expect([64, 65, 66].contains(run.exitCode))
        #expect(run.stderr.contains(hint), "\(run.stderr)")
    }

    @Test func aNameThatIsNearToNoneGetsNoSuggestion() throws {
        let run = try Tool.run(["coverage", "--area", "xyz"])
        #expect(!run.stderr.contains("Did you mean"))
        #expect(run.stderr.contains("Use one of: sinuiju"))
    }

    @Test(arguments: [
        (["coverage"], "text, json, csv or md"), (["locate", "x"], "geojson or ndjson"),
        (["lint", "x"], "text, json, csv or geojson"),
    ]) func theFormatsOfACommandAreNamed(arguments: [String], names: String) throws {
        #expect(try Tool.run([arguments[0], "--help"]).stdout.contains(names))
        let run = try Tool.run(arguments + ["--format", "xml"])
        #expect(run.exitCode == 64)
        #expect(!run.stderr.contains("ndjson") || names.contains("ndjson"), "\(run.stderr)")
    }
}
