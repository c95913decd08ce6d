import Foundation
import TestSupport
import Testing

/// What `convert` writes, `convert` reads, and what it makes of it is the same: in every format, and over every other format.
@Suite struct ConvertAgainTests {
    private static let formats = ["geojson", "ndjson", "geojsonseq", "csv", "tsv", "kml", "kmz", "gpkg"]

    private static func point(_ properties: String) -> String {
        "{\"type\":\"Feature\",\"properties\":\(properties),\"geometry\":{\"type\":\"Point\",\"coordinates\":[129.7,42.4]}}"
    }

    private static let inputs: [(name: String, features: [String])] = [
        ("keys that come and go", [point(#"{"a":1,"b":2}"#), point(#"{"b":1,"c":2}"#), point(#"{"c":1,"d":2}"#)]),
        (
            "a start that is not known",
            [point(#"{"layer":"primary","valid_from":null,"upgraded_on":"2022-04-30","valid_to":"2023-01-01"}"#)]
        ),
        (
            "dates that are none",
            [
                point(#"{"valid_from":"2019-03-31","d":"2020-02-29","y":"2020-01-01T00:00:00Z"}"#),
                point(#"{"valid_from":"2019-02-31","d":null,"y":"x"}"#),
            ]
        ),
        ("nested values", [point(#"{"o":{"b":1,"a":[1,{"x":null}]},"l":[]}"#), point(#"{"o":"text","l":[1.10,"é"]}"#)]),
        (
            "ids of features and attributes",
            [
                #"{"type":"Feature","id":"a","properties":{"id":"a"},"geometry":null}"#,
                #"{"type":"Feature","id":"b","properties":{"id":"c","fid":"x","feature_id":1,"longitude":2,"wkt":"w"},"geometry":null}"#,
            ]
        ),
        ("ids like numbers", [point(#"{"id":"12.10","e":"1E5"}"#), point(#"{"id":"12.1","e":"2E5"}"#)]),
        ("large numbers", [point(#"{"n":9007199254740993,"m":9223372036854775807,"r":1}"#), point(#"{"n":1,"m":2,"r":2.5}"#)]),
        ("a key without a name", [point(#"{"":1,"a":" x "}"#)]),
        ("nothing at all", []),
        ("blank features", [#"{"type":"Feature","properties":{},"geometry":null}"#, point(#"{"a":"x"}"#)]),
        ("several types", [point(#"{"a":1,"b":true}"#), point(#"{"a":"x","b":"t"}"#)]),
        (
            "lines",
            [
                #"{"type":"Feature","properties":{"a":1},"geometry":{"type":"LineString","coordinates":[[129.7,42.4],[129.8,42.5]]}}"#,
                #"{"type":"Feature","properties":{"a":1},"geometry":{"type":"MultiLineString","coordinates":[[[129.7,42.4],[129.8,42.5]]]}}"#,
            ]
        ),
    ]

    @Test(arguments: inputs.indices, formats)
    func aSecondConversionChangesNothing(input: Int, format: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "again-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (name, features) = Self.inputs[input]
        /// Converts a file into a folder of its own, since a layer is called after its file.
        func convert(_ from: String, to format: String, _ step: String) throws -> String {
            try FileManager.default.createDirectory(at: folder.appending(path: step), withIntermediateDirectories: true)
            let run = try Tool.run(["convert", from, "\(step)/x.\(format)", "--quiet"], directory: folder)
            #expect(run.exitCode == 0, "\(name), \(step): \(run.stderr)")
            return "\(step)/x.\(format)"
        }
        func bytes(_ path: String) throws -> Data { try Data(contentsOf: folder.appending(path: path)) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}".utf8)
            .write(to: folder.appending(path: "x.geojson"))
        let first = try convert("x.geojson", to: format, "first")
        #expect(try bytes(first) == bytes(convert(first, to: format, "second")), "\(name): \(format)")
        for other in Self.formats where other != format {
            let there = try convert(first, to: other, "there-\(other)")
            #expect(try bytes(there) == bytes(convert(there, to: other, "again-\(other)")), "\(name): \(format) to \(other)")
        }
    }
}
