import Foundation
import TestSupport
import Testing

/// What comes back after a file went through a format and became GeoJSON again: ids and values as they were, or a loss that was reported.
@Suite struct RoundTripTests {
    private struct Case {
        var name: String
        /// The `id` and `properties` of the features, as JSON.
        var features: [String]
        /// What comes back from the formats named, where it is not the same, and a word of the finding that says so.
        var losses: [(formats: [String], features: [String], said: String)] = []
    }

    private static let formats = ["geojson", "ndjson", "geojsonseq", "csv", "tsv", "kml", "kmz", "gpkg"]
    private static let tables = ["csv", "tsv"]
    private static let kml = ["kml", "kmz"]

    private static let cases = [
        Case(
            name: "whole numbers beyond 53 bits", features: [#"{"properties":{"n":9007199254740993,"m":-9223372036854775808}}"#]),
        Case(
            name: "whole numbers beyond 64 bits", features: [#"{"properties":{"n":"a","m":18446744073709551616}}"#],
            losses: [
                (tables + kml + ["gpkg"], [#"{"properties":{"n":"a","m":"18446744073709551616"}}"#], "beyond 64 bits")
            ]),
        Case(name: "ids that end in zero", features: [#"{"properties":{"id":"12.1"}}"#, #"{"properties":{"id":"12.10"}}"#]),
        Case(
            name: "ids like exponents",
            features: [#"{"properties":{"id":"1E5","s":"3.10"}}"#, #"{"properties":{"id":"2E5","s":"3.1"}}"#]),
        Case(
            name: "id and attribute id",
            features: [#"{"id":"a","properties":{"id":"a"}}"#, #"{"id":"b","properties":{"id":"c"}}"#],
            losses: [
                (
                    tables, [#"{"properties":{"feature_id":"a","id":"a"}}"#, #"{"properties":{"feature_id":"b","id":"c"}}"#],
                    "column feature_id"
                )
            ]),
        Case(
            name: "missing ids", features: [#"{"id":"2","properties":{"k":1}}"#, #"{"properties":{"k":2}}"#],
            losses: [(tables, [#"{"properties":{"id":2,"k":1}}"#, #"{"properties":{"id":null,"k":2}}"#], "column id")]),
        Case(
            name: "a key without a name", features: [#"{"properties":{"":1,"b":2}}"#],
            losses: [
                (kml + ["gpkg"], [#"{"properties":{"column_1":1,"b":2}}"#], "column_1"),
                (tables, [#"{"properties":{"column_3":1,"b":2}}"#], "column_3"),
            ]),
        Case(name: "whole and broken numbers", features: [#"{"properties":{"a":1,"b":1.5}}"#, #"{"properties":{"a":2,"b":2}}"#]),
        Case(
            name: "missing and null", features: [#"{"properties":{"a":1,"b":null}}"#, #"{"properties":{"a":2}}"#],
            losses: [
                (
                    tables + kml + ["gpkg"], [#"{"properties":{"a":1,"b":null}}"#, #"{"properties":{"a":2,"b":null}}"#],
                    "Missing values"
                )
            ]),
        Case(
            name: "several types",
            features: [#"{"properties":{"a":1}}"#, #"{"properties":{"a":"x"}}"#, #"{"properties":{"a":true}}"#],
            losses: [
                (
                    tables + kml + ["gpkg"],
                    [#"{"properties":{"a":"1"}}"#, #"{"properties":{"a":"x"}}"#, #"{"properties":{"a":"true"}}"#], "several types"
                )
            ]),
        Case(
            name: "texts like numbers", features: [#"{"properties":{"a":"1"}}"#, #"{"properties":{"a":"2"}}"#],
            losses: [(tables, [#"{"properties":{"a":1}}"#, #"{"properties":{"a":2}}"#], "look like numbers")]),
        Case(
            name: "empty texts and blanks",
            features: [#"{"properties":{"a":"","b":" x "}}"#, #"{"properties":{"a":"q","b":null}}"#]),
        Case(
            name: "names that a table takes", features: [#"{"properties":{"longitude":3,"lat":5,"fid":"f"}}"#],
            losses: [
                (tables, [#"{"properties":{"longitude_2":3,"lat":5,"fid":"f"}}"#], "longitude_2"),
                (["gpkg"], [#"{"properties":{"longitude":3,"lat":5,"fid_":"f"}}"#], "fid_"),
            ]),
        Case(name: "no features", features: []),
    ]

    @Test(arguments: cases.indices, formats)
    func comesBack(index: Int, format: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "trip-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let subject = Self.cases[index]
        let loss = subject.losses.first { $0.formats.contains(format) }
        let place = #","geometry":{"type":"Point","coordinates":[129.7,42.4]},"type":"Feature"}"#
        func collection(_ features: [String]) -> Data {
            Data(
                "{\"type\":\"FeatureCollection\",\"features\":[\(features.map { $0.dropLast() + place }.joined(separator: ","))]}"
                    .utf8)
        }
        func members(_ data: Data) throws -> [NSDictionary] {
            let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            return try #require(object["features"] as? [NSDictionary])
        }
        try collection(subject.features).write(to: folder.appending(path: "in.geojson"))
        let there = try Tool.run(["convert", "in.geojson", "x.\(format)"], directory: folder)
        #expect(there.exitCode == 0, "\(subject.name): \(there.stderr)")
        let back = try Tool.run(["convert", "x.\(format)", "back.geojson", "--quiet"], directory: folder)
        #expect(back.exitCode == 0, "\(subject.name): \(back.stderr)")
        let found = try members(Data(contentsOf: folder.appending(path: "back.geojson")))
        #expect(try found == members(collection(loss?.features ?? subject.features)), "\(subject.name), \(format)")
        if let loss { #expect(there.stderr.contains(loss.said), "\(subject.name), \(format): \(there.stderr)") }
    }

    /// What formats differ in most, in one collection.
    private static let awkward = [
        #"{"id":"2","properties":{"id":"c","big":18446744073709551616,"exp":"1E5","mix":1,"t":"","d":"2019-03-31"}}"#,
        #"{"properties":{"exp":"2E5","mix":"x","n":9007199254740993,"t":" a "}}"#,
        #"{"id":"b","properties":{"exp":"3.10","mix":true,"o":{"a":[1,null]},"n":null,"d":"2019-02-31","longitude":3}}"#,
    ]

    /// From any format into any other one: what comes out is what comes out by way of GeoJSON, which keeps everything.
    @Test(arguments: formats, formats) func everyPairOfFormatsAgreesWithTheWayThroughGeoJSON(first: String, second: String) throws
    {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let place = #","geometry":{"type":"Point","coordinates":[129.7,42.4]},"type":"Feature"}"#
        let features = Self.awkward.map { $0.dropLast() + place }.joined(separator: ",")
        try folder.write("{\"type\":\"FeatureCollection\",\"features\":[\(features)]}", to: "in.geojson")
        for (from, to) in [
            ("in.geojson", "a.\(first)"), ("a.\(first)", "b.\(second)"), ("b.\(second)", "direct.geojson"),
            ("a.\(first)", "middle.geojson"), ("middle.geojson", "c.\(second)"), ("c.\(second)", "through.geojson"),
        ] {
            let run = try Tool.run(["convert", from, to, "--quiet"], directory: folder.url)
            #expect(run.exitCode == 0, "\(from) to \(to): \(run.stderr)")
        }
        func result(_ name: String) throws -> [NSDictionary] {
            let object = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.url.appending(path: name)))
            return try #require((object as? [String: Any])?["features"] as? [NSDictionary])
        }
        #expect(try result("direct.geojson") == result("through.geojson"))
    }
}
