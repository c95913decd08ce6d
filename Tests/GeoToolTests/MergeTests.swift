import BorderGeo
import Foundation
import TestSupport
import Testing

/// `density --facilities --partial` and `merge` as a user, or an engine on many machines, runs them.
@Suite struct MergeTests {
    /// The records of a built-in study as lines.
    static func lines(_ study: String) throws -> [String] {
        try String(contentsOfFile: Fixtures.path("studies/\(study)/facilities.geojson"), encoding: .utf8)
            .split(separator: "\n").filter { $0.hasPrefix("{\"type\":\"Feature\",") }
            .map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) }
    }

    static func partial(_ study: String, _ lines: some Sequence<String>, _ extra: [String] = []) throws -> Data {
        let run = try Tool.run(
            ["density", study, "--facilities", "-", "--partial", "--quiet"] + extra,
            stdin: Data(lines.map { $0 + "\n" }.joined().utf8))
        #expect(run.exitCode == 0, "\(run.stderr)")
        #expect(run.stderr == "")
        return run.stdoutData
    }

    /// All records in one run.
    static func single(_ study: String, _ format: String) throws -> Tool.Run {
        try Tool.run([
            "density", study, "--facilities", Fixtures.path("studies/\(study)/facilities.geojson"), "--format", format,
        ])
    }

    @Test(arguments: [7, 1953] as [UInt64]) func shardsOfAStudyGiveTheBytesOfTheSingleRun(seed: UInt64) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        var random = SeededGenerator(seed: seed)
        var shards = [[String]](repeating: [], count: 5)
        // The fifth shard stays empty.
        for line in try Self.lines("hoeryong").shuffled(using: &random) {
            shards[Int.random(in: 0..<4, using: &random)].append(line)
        }
        var files: [String] = []
        for (i, shard) in shards.enumerated() {
            files.append(folder.path("\(i).json"))
            try Self.partial("hoeryong", shard).write(to: URL(filePath: files[i]))
        }
        files.shuffle(using: &random)
        for format in ["text", "json", "csv", "md"] {
            let single = try Self.single("hoeryong", format)
            let merged = try Tool.run(["merge", "--format", format] + files)
            #expect(single.exitCode == 0 && merged.exitCode == 0)
            #expect(!single.stdout.isEmpty)
            #expect(merged.stdoutData == single.stdoutData, "seed \(seed), \(format)")
            #expect(merged.stderr == single.stderr)
        }
    }

    @Test func partialsAreLinesThatMergeInSteps() throws {
        let lines = try Self.lines("hoeryong")
        let parts = try [lines[..<50], lines[50..<51], lines[51...]].map { try Self.partial("hoeryong", $0) }
        #expect(parts.allSatisfy { $0.filter { $0 == UInt8(ascii: "\n") }.count == 1 }, "one line each")
        let two = try Tool.run(["merge", "-", "--partial"], stdin: parts[2] + parts[0])
        let merged = try Tool.run(["merge", "-", "--format", "json"], stdin: two.stdoutData + parts[1])
        #expect(merged.stdoutData == (try Self.single("hoeryong", "json").stdoutData))
    }

    @Test func facilitiesFromAFileTakeThePlaceOfTheStudysOwn() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let lines = try Self.lines("hoeryong")
        try Data(lines.prefix(5).joined(separator: "\n").utf8).write(to: URL(filePath: folder.path("five.ndjson")))
        let run = try Tool.run(["density", "hoeryong", "--facilities", folder.path("five.ndjson"), "--format", "json"])
        let rows = try #require(try JSONValue(parsing: run.stdout)["results"]?.arrayValue)
        #expect(rows.last?["count"] == 5)
    }

    /// Records counted as they are streamed are those of the study, but for the distances of neighbours.
    @Test func streamedRecordsGiveWhatTheStudyGives() throws {
        for format in ["text", "csv", "md"] {
            let own = try Tool.run(["density", "hoeryong", "--format", format])
            #expect(try Self.single("hoeryong", format).stdoutData == own.stdoutData)
        }
        var own = try JSONValue(parsing: try Tool.run(["density", "hoeryong", "--format", "json"]).stdout)
        let streamed = try JSONValue(parsing: try Self.single("hoeryong", "json").stdout)
        guard case .object(var members) = own, var rows = members["results"]?.arrayValue else {
            Issue.record("no rows")
            return
        }
        #expect(rows.contains { $0["neighbours"]?["median_m"]?.doubleValue != nil })
        for i in rows.indices {
            guard case .object(var row) = rows[i] else { continue }
            row["neighbours"] = .null
            rows[i] = .object(row)
        }
        members["results"] = .array(rows)
        own = .object(members)
        #expect(streamed == own)
    }

    @Test func partialsOfAnotherRunAreRefused() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try Self.partial("hoeryong", []).write(to: URL(filePath: folder.path("a.json")))
        for (other, extra, message) in [
            ("six-areas", [], "the study's id is \"six-areas\", not \"hoeryong\""),
            ("hoeryong", ["--no-bridged"], "bridged is false, not true"),
            ("hoeryong", ["--epoch", "2022"], "epochs is [\"2022\"], not []"),
        ] as [(String, [String], String)] {
            try Self.partial(other, [], extra).write(to: URL(filePath: folder.path("b.json")))
            let run = try Tool.run(["merge", folder.path("a.json"), folder.path("b.json")])
            #expect(run.exitCode == 65)
            #expect(run.stdout == "")
            #expect(
                run.stderr.hasPrefix("geo-tool: \(folder.path("b.json")): the partial is of another run: \(message)\n"),
                "\(run.stderr)")
        }
    }

    struct Refusal: CustomTestStringConvertible {
        var arguments: [String]
        var stdin = ""
        var code: Int32
        var message: String
        var testDescription: String { arguments.joined(separator: " ") + " < " + stdin }
    }

    @Test(arguments: [
        Refusal(arguments: ["merge"], code: 64, message: "Error: Missing expected argument '<partials> ...'"),
        Refusal(arguments: ["merge", "/nowhere/a.json"], code: 66, message: "geo-tool: /nowhere/a.json: no such file"),
        Refusal(arguments: ["merge", "-"], code: 65, message: "geo-tool: -: it contains no partial summary"),
        Refusal(
            arguments: ["merge", "-"], stdin: "{}\n", code: 65,
            message: "geo-tool: <stdin>, line 1, /schema: this is not a partial summary"),
        Refusal(arguments: ["merge", "-"], stdin: "{\"a\":\n", code: 65, message: "geo-tool: <stdin>, line"),
        Refusal(
            arguments: ["density", "--partial", "--format", "csv"], code: 64, message: "Error: --format csv has no meaning here"),
        Refusal(
            arguments: ["density", "-", "--facilities", "-"], code: 64, message: "Error: The study and the facilities cannot both"
        ),
    ])
    func aMistakeIsOneMessageAndItsCode(refusal: Refusal) throws {
        let run = try Tool.run(refusal.arguments, stdin: Data(refusal.stdin.utf8))
        #expect(run.exitCode == refusal.code)
        #expect(run.stdout == "")
        #expect(run.stderr.hasPrefix(refusal.message), "\(run.stderr)")
    }

    @Test(.needs(JSONSchemas.need))
    func partialsFollowTheirSchema() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let doubtful =
            "{\"type\":\"Feature\",\"properties\":{\"kind\":\"pagoda\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,0]}}"
        var files: [String] = []
        for (i, lines) in [[], [doubtful], try Self.lines("hoeryong")].enumerated() {
            files.append(folder.path("\(i).json"))
            try Self.partial("hoeryong", lines).write(to: URL(filePath: files[i]))
        }
        #expect(try JSONSchemas.faults(in: files) == "")
    }
}
