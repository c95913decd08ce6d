import BorderGeo
import Foundation
import TestSupport
import Testing

/// `report`, `coverage`, `density` and `change` as a user runs them.
@Suite struct StudyCommandTests {
    static let verbs = ["report", "coverage", "density", "change"]

    @Test func theSixAreasReadAsPublished() throws {
        let run = try Tool.run(["report", "six-areas"])
        #expect(run.exitCode == 0)
        #expect(run.stderr == "")
        for phrase in [
            "SYNTHETIC POSITIONS", "321 km (published: 321 km) of border observed",
            "grew from 230 km (71.7 %; published: 230 km)* to 317 km (98.8 %)",
            "482 km of new", "260 km of upgraded fence line", "6,820 facilities in 2023",
            "one every 109 m of new or upgraded fence line (published: 110 m)", "482 km of new (published: 482 km)",
            "6,512 in 2023 (published: over 6,500)", "one every 47 m of observed border", "20 times as many (published: 20-fold)",
            "Guard posts: 38 in 2019", "not a sampling error", "digitised at 1:1,000,000",
        ] {
            #expect(run.stdout.contains(phrase), "\(phrase)")
        }
        #expect(!run.stdout.contains("\u{1B}"), "a pipe gets no colours")
    }

    @Test func hoeryongReadsAsPublished() throws {
        let run = try Tool.run(["report", "hoeryong"])
        #expect(run.exitCode == 0)
        for phrase in [
            "SYNTHETIC POSITIONS", "7.4 km (published: 7.4 km) of border observed", "from 5 to 174",
            "one every 110.7 m of new or upgraded fence line",
            "one every 1.48 km of observed border (published: 1.5 km)", "9.2 km of new", "9.5 km of upgraded fence line",
        ] {
            #expect(run.stdout.contains(phrase), "\(phrase)")
        }
    }

    @Test(arguments: verbs, ["text", "json", "csv", "md"]) func twiceTheSameCommandGivesTheSameBytes(verb: String, format: String)
        throws
    {
        let first = try Tool.run([verb, "hoeryong", "--format", format])
        let second = try Tool.run([verb, "hoeryong", "--format", format, "--jobs", "1"])
        #expect(first.exitCode == 0)
        #expect(!first.stdout.isEmpty)
        #expect(first.stdoutData == second.stdoutData)
    }

    /// The contract's keys, in its order.
    @Test(arguments: [
        (
            "coverage",
            "area,epoch,border_m,observed_m,fenced_m,direct_m,bridged_m,coverage,layers,multiplicity,gaps,"
                + "steep_m,across_m,outside_m,beyond_m,joined_m,joined_gaps"
        ),
        ("density", "area,epoch,kind,count,count_min,count_max,rates,dispersion,neighbours"),
        (
            "change",
            "area,baseline,comparison,border_m,observed_both_m,coverage_baseline,coverage_comparison,classes,matrix,fence_line_m,"
                + "new_layer_m,facilities"
        ),
    ])
    func rowsCarryTheKeysOfTheContractInOrder(verb: String, keys: String) throws {
        let run = try Tool.run([verb, "hoeryong", "--format", "json"])
        let document = try JSONValue(parsing: run.stdout)
        guard case .object(let envelope) = document, case .object(let row)? = document["results"]?.arrayValue?.first else {
            Issue.record("no envelope")
            return
        }
        #expect(Array(envelope.keys) == ["schema", "definitions", "tool", "study", "parameters", "results", "findings"])
        #expect(document["schema"]?.stringValue == "geo-tool/\(verb)/1")
        #expect(document["definitions"] == .integer(2))
        #expect(row.keys.joined(separator: ",") == keys)
        #expect(document["results"]?.arrayValue?.last?["area"]?.stringValue == "all")
    }

    @Test(.needs(JSONSchemas.need))
    func everyOutputFollowsItsSchema() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        var files: [String] = []
        for verb in Self.verbs {
            for (i, arguments) in [["six-areas"], ["hoeryong"], ["six-areas", "--segment", "russia"]].enumerated() {
                let run = try Tool.run([verb] + arguments + ["--format", "json"])
                #expect(run.exitCode == 0)
                files.append(folder.path("\(verb)-\(i).json"))
                try run.stdoutData.write(to: URL(filePath: files[files.count - 1]))
            }
        }
        for study in ["six-areas", "hoeryong"] {
            let open = try Tool.run(["report", study, "--public", "--format", "json"])
            files.append(folder.path("public-\(study).json"))
            try open.stdoutData.write(to: URL(filePath: files[files.count - 1]))
        }
        let profile = try Tool.run(["density", "hoeryong", "--profile", "--format", "json"])
        files.append(folder.path("profile.json"))
        try profile.stdoutData.write(to: URL(filePath: files[files.count - 1]))
        #expect(try JSONSchemas.faults(in: files) == "")
    }

    @Test func aFileIsWrittenWholeWithNothingOnStdout() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let run = try Tool.run(["coverage", "hoeryong", "--format", "csv", "-o", folder.path("c.csv"), "--quiet"])
        #expect(run.exitCode == 0)
        #expect(run.stdout == "")
        #expect(run.stderr == "")
        let lines = try String(contentsOfFile: folder.path("c.csv"), encoding: .utf8).components(separatedBy: "\r\n")
        #expect(lines[0].hasPrefix("area,epoch,border_m,observed_m,fenced_m,coverage,"))
        #expect(lines.count == 6, "a header, two epochs of one area and of all, and the end")
        #expect(lines[1].hasPrefix("hoeryong,2019,7400.000,7400.000,"))
    }

    @Test func aReportFolderHoldsTablesAndResults() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let run = try Tool.run(["report", "hoeryong", "-o", folder.path("out"), "--quiet"])
        #expect(run.exitCode == 0)
        #expect(run.stdout.hasPrefix("hoeryong: "))
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path("out"))
        for name in ["report.json", "report.md", "tables/coverage.csv", "tables/density.csv", "tables/change.csv"] {
            #expect(names.contains(name), "\(name)")
        }
        let coverage = try String(contentsOfFile: folder.path("out/tables/coverage.csv"), encoding: .utf8)
        let lines = coverage.components(separatedBy: "\r\n").dropLast()
        #expect(lines.first?.hasSuffix(",synthetic") == true)
        #expect(lines.dropFirst().filter { !$0.hasSuffix(",true") }.isEmpty, "every row says that positions are made up")
        let json = try Tool.run(["report", "hoeryong", "--format", "json"])
        #expect(try Data(contentsOf: URL(filePath: folder.path("out/report.json"))) == json.stdoutData)
    }

    @Test func areasEpochsAndSegmentsNarrowTheRows() throws {
        let run = try Tool.run([
            "coverage", "six-areas", "--area", "Sonbong", "--area", "hyesan", "--epoch", "2023", "--format", "csv", "--quiet",
        ])
        let rows = run.stdout.components(separatedBy: "\r\n").dropFirst().dropLast().map {
            $0.split(separator: ",")[0...1].joined(separator: ",")
        }
        #expect(rows == ["hyesan,2023", "sonbong,2023", "all,2023"], "study order; an alias finds its area")
        func observed(_ segment: String) throws -> Double {
            let run = try Tool.run(["coverage", "--segment", segment, "--area", "all", "--epoch", "2019", "--format", "json"])
            return try #require(try JSONValue(parsing: run.stdout)["results"]?.arrayValue?.first?["observed_m"]?.doubleValue)
        }
        // Sonbong reaches both sides of the triple point: the two parts make the 321 km.
        let china = try observed("china")
        let russia = try observed("russia")
        #expect(russia > 10_000 && russia < 48_000)
        #expect(try observed("tumen-russia") == russia)
        #expect(((china + russia) - 321_000).magnitude < 0.0015)
    }

    struct Refusal: CustomTestStringConvertible {
        var arguments: [String]
        var code: Int32
        var message: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let refusals = [
        Refusal(arguments: ["report", "nowhere"], code: 66, message: "geo-tool: nowhere: no such file\n"),
        Refusal(
            arguments: ["coverage", "--area", "atlantis"], code: 65,
            message: "geo-tool: the study \"six-areas\" has no area \"atlantis\"\n  Use one of: sinuiju, "),
        Refusal(
            arguments: ["density", "--epoch", "1066"], code: 65,
            message: "geo-tool: the study \"six-areas\" has no epoch \"1066\"\n"),
        Refusal(
            arguments: ["change", "--segment", "mars"], code: 65,
            message: "geo-tool: the border builtin:dcw has no segment \"mars\"\n"),
        Refusal(
            arguments: ["coverage", "--format", "geojson"], code: 64,
            message: "Error: The value 'geojson' is invalid for '--format <format>'"),
        Refusal(arguments: ["report", "--jobs", "0"], code: 64, message: "Error: --jobs takes a number"),
        Refusal(
            arguments: ["coverage", "-o", "/nowhere/at/all.csv"], code: 73,
            message: "geo-tool: /nowhere/at/all.csv: cannot be created"),
    ]

    @Test(arguments: refusals) func aMistakeIsOneMessageAndItsCode(refusal: Refusal) throws {
        let run = try Tool.run(refusal.arguments + ["--quiet"])
        #expect(run.exitCode == refusal.code)
        #expect(run.stdout == "")
        #expect(run.stderr.hasPrefix(refusal.message), "\(run.stderr)")
    }

    @Test func aStudyComesFromStdin() throws {
        let text = "format: border-study/1\nid: bare\nepochs: [{id: \"2020\", date: 2020-01-01}]\n"
        let run = try Tool.run(["coverage", "-", "--format", "csv"], stdin: Data(text.utf8))
        #expect(run.exitCode == 0)
        #expect(run.stdout.contains("\r\nall,2020,"), "a study without areas is about the whole border")
    }

    @Test func findingsFailWhereAskedFor() throws {
        let text = """
            format: border-study/1
            id: bare
            epochs: [{id: "2020", date: 2020-01-01}]
            """
        #expect(try Tool.run(["report", "-", "--fail-on", "warning"], stdin: Data(text.utf8)).exitCode == 0)
        let run = try Tool.run(["report", "six-areas", "--fail-on", "note", "--border", "builtin:dcw"])
        #expect(run.exitCode == 1)
        #expect(run.stdout.hasPrefix("six-areas: "))
    }
}

/// The shipped schemas, checked by a validator of another maker.
enum JSONSchemas {
    private static func python(_ arguments: [String]) -> (code: Int32, output: String)? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    static let need = Need(
        "jsonschema", remedy: "python3 -m pip install --target .build/jsonschema jsonschema"
    ) { canValidate }
    /// The script imports what it needs before it looks at its files, here without any.
    private static let canValidate = python([Fixtures.path("schemas/validate")])?.code == 0

    /// One line for each fault; empty where all is well.
    static func faults(in files: [String]) throws -> String {
        let run = try #require(python([Fixtures.path("schemas/validate")] + files))
        return run.code == 0 ? "" : run.output + "exit \(run.code)"
    }
}
