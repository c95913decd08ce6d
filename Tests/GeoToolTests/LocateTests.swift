import Foundation
import TestSupport
import Testing

@Suite struct LocateTests {
    private static let sample = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[129.75,42.43]},"properties":{"kind":"guard_post","이름":"초소","side":"x",
         "n":{"a":[1,2]}}},
        {"type":"Feature","id":"b","geometry":{"type":"Point","coordinates":[124.0,39.5]},"properties":null},
        {"type":"Feature","geometry":null,"properties":{}},
        {"type":"Feature","id":"l","geometry":{"type":"LineString","coordinates":[[129.75,42.43],[129.752,42.44],[129.76,42.45]]},"properties":{"layer":"primary"}}
        ]}
        """

    private func members(_ run: Tool.Run) throws -> [[String: Any]] {
        let object = try #require(try JSONSerialization.jsonObject(with: run.stdoutData) as? [String: Any])
        return try #require(object["features"] as? [[String: Any]])
    }

    private func properties(_ feature: [String: Any]) throws -> [String: Any] {
        try #require(feature["properties"] as? [String: Any])
    }

    @Test func pointsAndLinesGainTheirPlaceAndKeepTheirProperties() throws {
        let run = try Tool.run(["locate", "-"], stdin: Data(Self.sample.utf8))
        #expect(run.exitCode == 0, "\(run.stderr)")
        let features = try members(run)
        #expect(features.map { $0["id"] as? String } == ["7", "b", nil, "l"])

        let post = try properties(features[0])
        #expect(post["이름"] as? String == "초소")
        #expect((post["n"] as? [String: [Int]]) == ["a": [1, 2]])
        #expect(post["side"] as? String == "right")
        #expect(post["segment"] as? String == "tumen")
        let measure = try #require(post["measure_m"] as? Double)
        #expect((747_246...1_170_398).contains(measure))
        #expect(try #require(post["inward_offset_m"] as? Double) == -(try #require(post["offset_m"] as? Double)))

        let beyond = try properties(features[1])
        #expect(beyond["side"] as? String == "end")
        #expect(beyond["overshoot_m"] as? Double != nil)
        #expect(try properties(features[2])["flags"] as? String == "unlocated")

        let line = try properties(features[3])
        let from = try #require(line["from_m"] as? Double)
        let to = try #require(line["to_m"] as? Double)
        #expect(abs(try #require(line["route_m"] as? Double) - (to - from)) < 0.002)
        #expect(line["layer"] as? String == "primary")
    }

    @Test func areasComeFromAStudyAndLinesOfOutputAreFeatures() throws {
        let run = try Tool.run(
            ["locate", "-", "--study", "hoeryong", "--format", "ndjson", "--quiet"], stdin: Data(Self.sample.utf8))
        #expect(run.exitCode == 0)
        #expect(run.stderr.isEmpty)
        let lines = run.stdout.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0].contains("\"area\":\"hoeryong\""))
        #expect(lines[1].contains("\"flags\":\"outside_corridor outside_areas\""))
    }

    @Test func theNumberOfThreadsChangesNoByte() throws {
        var random = SeededGenerator(seed: 20)
        var text = "{\"type\":\"FeatureCollection\",\"features\":[\n"
        for i in 0..<20_000 {
            let longitude = random.uniform(124...131)
            let latitude = random.uniform(39.5...43.5)
            text +=
                "\(i == 0 ? "" : ",\n"){\"type\":\"Feature\",\"id\":\"p\(i)\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[\(longitude),\(latitude)]},"
            text += "\"properties\":{\"n\":\(i)}}"
        }
        text += "]}"
        let runs = try ["1", "2", "4"].map { try Tool.run(["locate", "-", "--jobs", $0], stdin: Data(text.utf8)) }
        #expect(runs[0].exitCode == 0)
        #expect(runs[0].stdoutData.count > 4_000_000)
        #expect(runs[1].stdoutData == runs[0].stdoutData)
        #expect(runs[2].stdoutData == runs[0].stdoutData)
    }

    @Test(arguments: [
        ("not JSON", "x", "a GeoJSON object is expected"),
        ("swapped", #"{"type":"Point","coordinates":[42.4,129.7]}"#, "outside -180...180"),
        ("not a number", #"{"type":"Point","coordinates":[NaN,42]}"#, "numbers"),
        ("cut off", #"{"type":"FeatureCollection","features":[{"type":"Feature","#, "end"),
    ])
    func badInputIsOneMessageAndNoOutput(name: String, text: String, message: String) throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let run = try Tool.run(["locate", "-", "-o", scratch.path("out.geojson")], stdin: Data(text.utf8))
        #expect(run.exitCode == 65)
        #expect(run.stderr.contains(message), "\(run.stderr)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
        let piped = try Tool.run(["locate", "-"], stdin: Data(text.utf8))
        #expect(piped.stdoutData.isEmpty)
    }

    @Test func missingInputsAndOutputsHaveTheirCodes() throws {
        #expect(try Tool.run(["locate", "/no/such/file.geojson"]).exitCode == 66)
        #expect(try Tool.run(["locate", "-", "-o", "/no/such/folder/out.geojson"], stdin: Data(Self.sample.utf8)).exitCode == 73)
        #expect(try Tool.run(["locate", "-", "--corridor-inward", "3000"], stdin: Data(Self.sample.utf8)).exitCode == 64)
    }

    @Test func anEmptyCollectionStaysOne() throws {
        let run = try Tool.run(["locate", "-"], stdin: Data(#"{"type":"FeatureCollection","features":[]}"#.utf8))
        #expect(run.exitCode == 0)
        #expect(try members(run).isEmpty)
    }

    @Test func aBorderOfOnesOwnReplacesTheBuiltInOne() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let border = #"{"type":"LineString","coordinates":[[124.36,40.0],[130.67,42.28]]}"#
        try Data(border.utf8).write(to: scratch.url.appending(path: "mine.geojson"))
        let run = try Tool.run(
            ["locate", "-", "--border", scratch.path("mine.geojson")],
            stdin: Data(#"{"type":"Point","coordinates":[127.6,41.0]}"#.utf8))
        #expect(run.exitCode == 0, "\(run.stderr)")
        let post = try properties(try members(run)[0])
        #expect(post["side"] as? String == "right")
    }
}
