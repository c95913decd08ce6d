import BorderGeo
import Foundation
import TestSupport
import Testing

@Suite struct LintTests {
    private let table = """
        id,kind,lat,lon,valid_from
        a,초소,42.4301234,129.7191234,2019/03/31
        b,watchtower,129.7201234,42.4311234,2019-03-31
        c,igloo,42.4321234,129.7211234,
        d,camera,abc,129.7,

        """

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lint-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try table.write(to: folder.appending(path: "posts.csv"), atomically: true, encoding: .utf8)
        return folder
    }

    @Test func textNamesPlaceRuleAndRemedyAndExitsWithOne() throws {
        let run = try Tool.run(["lint", "-"], stdin: Data(table.utf8))
        #expect(run.exitCode == 1)
        #expect(
            run.stdout.contains("error   feature 1 (id \"b\"): The coordinates (42.4311234, 129.7201234) are near the border"))
        #expect(run.stdout.contains("[swapped-axes]\n          Write longitude before latitude"))
        #expect(run.stdout.contains("error   line 5, feature 3, lat: \"abc\" cannot be read as degrees.  [broken-record]"))
        #expect(run.stdout.contains("1 file, 4 features: 2 errors, "))
        #expect(run.stderr.isEmpty)
    }

    @Test(arguments: [("note", 1), ("warning", 0), ("error", 0)] as [(String, Int32)])
    func theAskedSeverityDecidesTheExitCode(severity: String, code: Int32) throws {
        let fine = "id,kind,lat,lon\na,초소,42.4301234,129.7191234\n"
        let run = try Tool.run(["lint", "-", "--severity", severity, "--border", "none"], stdin: Data(fine.utf8))
        #expect(run.exitCode == code, "\(run.stdout)")
    }

    @Test func jsonIsTheEnvelopeAndGeoJSONHasAPointForEveryPlace() throws {
        let json = try Tool.run(["lint", "-", "--format", "json"], stdin: Data(table.utf8))
        let document = try JSONValue(parsing: [UInt8](json.stdoutData))
        #expect(document["schema"]?.stringValue == "geo-tool/lint/1")
        #expect(document["results"]?.arrayValue?.first?["role"]?.stringValue == "facilities")
        let findings = try #require(document["findings"]?.arrayValue)
        let geojson = try Tool.run(["lint", "-", "--format", "geojson"], stdin: Data(table.utf8))
        let features = try GeoJSONReader.read(.bytes([UInt8](geojson.stdoutData), name: "x")).features
        #expect(features.count == findings.count)
        #expect(
            features.contains {
                $0.properties["rule"] == "swapped-axes"
                    && $0.geometry == .point(GeoPosition(longitude: 129.7201234, latitude: 42.4311234))
            })
        let csv = try Tool.run(["lint", "-", "--format", "csv"], stdin: Data(table.utf8))
        #expect(try InputReader.read(.bytes([UInt8](csv.stdoutData), name: "x.csv")).features.count == findings.count)
    }

    @Test func fixWritesANewFileAndLeavesTheInput() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try Tool.run(["lint", "posts.csv", "--fix", "fixed.geojson"], directory: folder)
        #expect(run.exitCode == 1)
        #expect(run.stderr.contains("1 features with swapped axes turned  [swapped-axes]"))
        #expect(try String(contentsOf: folder.appending(path: "posts.csv"), encoding: .utf8) == table)
        let fixed = try GeoJSONReader.read(.path(folder.appending(path: "fixed.geojson").path)).features
        #expect(fixed[0].properties["kind"] == "guard_post")
        #expect(fixed[0].properties["source_label"] == "초소")
        #expect(fixed[0].properties["valid_from"] == "2019-03-31")
        #expect(fixed[1].geometry == .point(GeoPosition(longitude: 129.7201234, latitude: 42.4311234)))
        #expect(fixed[2].properties["kind"] == "igloo")
    }

    @Test(
        arguments: [
            (["lint"], 64, "Give a file"), (["lint", "missing.csv"], 66, "no such file"),
            (["lint", "posts.csv", "--fix", "posts.csv"], 64, "new file"),
            (["lint", "posts.csv", "--role", "posts"], 64, "--role"),
            (["lint", "posts.csv", "--format", "md"], 64, "The value 'md' is invalid"),
        ] as [([String], Int32, String)])
    func mistakesHaveTheirExitCode(arguments: [String], code: Int32, words: String) throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try Tool.run(arguments, directory: folder)
        #expect(run.exitCode == code, "\(run.stderr)")
        #expect(run.stderr.contains(words), "\(run.stderr)")
    }

    @Test func rulesAndSynonymsAreListed() throws {
        let rules = try Tool.run(["lint", "--rules"])
        #expect(rules.exitCode == 0)
        for rule in LintRule.all { #expect(rules.stdout.contains(rule.id)) }
        let synonyms = try Tool.run(["lint", "--synonyms"])
        for word in ["감시초소", "망루", "军营", "guard tower"] { #expect(synonyms.stdout.contains(word), "\(word)") }
    }

    @Test func theBuiltInStudiesHaveNoErrors() throws {
        for study in ["hoeryong", "six-areas"] {
            let run = try Tool.run(["lint", study, "--severity", "error"])
            #expect(run.exitCode == 0, "\(run.stdout)")
            #expect(run.stdout.contains(": 0 errors"))
        }
    }
}
