import Foundation
import TestSupport
import Testing

@testable import BorderReport
@testable import GeoFormats
@testable import LinearReferencing

/// A conversion that reads twice gives the bytes and the notes of one that holds everything.
@Suite struct StreamedConversionTests {
    private static let mixed = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","id":"a","properties":{"id":7,"kind":"tower","n":1,"when":"2019-03-31","large":9007199254740993},"geometry":{"type":"Point","coordinates":[129.75123456789,42.43]}},
        {"type":"Feature","properties":{"kind":"12","n":2.5,"nested":{"a":[1]},"synthetic":true},"geometry":{"type":"LineString","coordinates":[[179.9,42.4],[-179.9,42.5]]}},
        {"type":"Feature","id":"2019-01-01","properties":{},"geometry":null},
        {"type":"Feature","properties":{"kind":"","text\\u0001":"x\\u0000y","":"nameless","fid":3},"geometry":{"type":"MultiPolygon","coordinates":[[[[129,42],[130,42],[130,43],[129,42]]]]}}
        ]}
        """

    private static let points = """
        id,kind,code,note,longitude,latitude
        p1,감시초소,007,"a, b",129.7512345,42.4301234
        p2,军营,12,,129.76,42.44
        """

    private static let formats: [(InputFormat, String)] = [
        (.geojson, "geojson"), (.geojsonLines, "geojsonl"), (.csv, "csv"), (.tsv, "tsv"), (.geopackage, "gpkg"),
    ]

    private func check(_ input: String, _ scratch: ScratchFolder) throws {
        for (format, ending) in Self.formats {
            let (whole, piecewise) = (scratch.path("whole.\(ending)"), scratch.path("pieces.\(ending)"))
            let (features, findings) = try InputReader.readVerbatim(.path(input))
            let layer = FeatureLayer(
                name: "layer", title: "layer", inferringFieldsOf: features,
                synthetic: features.contains { $0.properties["synthetic"] == true }, isVerbatim: true)
            let losses = try LayerFile.write(layer, to: whole, as: format)
            let feed = try #require(try FeatureFeed(.path(input), options: InputOptions(), leastBytes: 0))
            let streamed = try LayerFile.write(feed, named: "layer", from: input, to: piecewise, as: format)
            #expect(streamed.count == features.count)
            #expect(streamed.findings == findings, "\(input) to \(ending)")
            let renamed = streamed.losses.map { loss in
                var loss = loss
                loss.place.file = loss.place.file?.replacingOccurrences(of: "pieces.", with: "whole.")
                return loss
            }
            #expect(renamed == losses, "\(input) to \(ending)")
            #expect(
                try Data(contentsOf: URL(filePath: whole)) == Data(contentsOf: URL(filePath: piecewise)), "\(input) to \(ending)")
        }
    }

    @Test func bytesAndNotesAreTheSame() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try Self.mixed.write(toFile: scratch.path("mixed.geojson"), atomically: true, encoding: .utf8)
        try Self.points.write(toFile: scratch.path("points.csv"), atomically: true, encoding: .utf8)
        try check(scratch.path("mixed.geojson"), scratch)
        try check(scratch.path("points.csv"), scratch)
        // And from what was made of them.
        for (name, ending) in [("mixed", "geojsonl"), ("mixed", "gpkg"), ("points", "gpkg"), ("points", "geojson")] {
            let source = scratch.path(name == "mixed" ? "mixed.geojson" : "points.csv")
            let (features, _) = try InputReader.readVerbatim(.path(source))
            let layer = FeatureLayer(name: name, title: name, inferringFieldsOf: features, synthetic: false, isVerbatim: true)
            let made = scratch.path("\(name)-made.\(ending)")
            _ = try LayerFile.write(layer, to: made, as: try #require(InputFormat(path: made)))
            try check(made, scratch)
        }
    }

    @Test func manyPiecesAreOneLayer() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        var text = ""
        for i in 0..<20_000 {
            text +=
                #"{"type":"Feature","properties":{"n":\#(i),"name":"post \#(i)","note":\#(i == 19_999 ? "1.5" : "null")},"geometry":{"type":"Point","coordinates":[129.\#(1000 + i % 9000),42.4]}}"#
                + "\n"
        }
        try text.write(toFile: scratch.path("many.geojsonl"), atomically: true, encoding: .utf8)
        try check(scratch.path("many.geojsonl"), scratch)
    }

    @Test func whatIsHeldWholeHasNoFeed() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try "<kml></kml>".write(toFile: scratch.path("a.kml"), atomically: true, encoding: .utf8)
        try Self.points.write(toFile: scratch.path("small.csv"), atomically: true, encoding: .utf8)
        #expect(try FeatureFeed(.path(scratch.path("a.kml")), options: InputOptions(), leastBytes: 0) == nil)
        #expect(try FeatureFeed(.path(scratch.path("small.csv")), options: InputOptions()) == nil)
        #expect(try FeatureFeed(.path("-"), options: InputOptions(), leastBytes: 0) == nil)
    }
}
