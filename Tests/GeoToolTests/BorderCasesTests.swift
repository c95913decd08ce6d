import BorderGeo
import Foundation
import TestSupport
import Testing

/// Borders as users have them, run as users run them.
@Suite struct BorderCasesTests {
    private func rows(_ run: Tool.Run) throws -> [JSONValue] {
        try #require(try JSONValue(parsing: [UInt8](run.stdoutData))["results"]?.arrayValue, "\(run.stderr)")
    }

    private func findings(_ run: Tool.Run) throws -> [String] {
        let findings = try JSONValue(parsing: [UInt8](run.stdoutData))["findings"]?.arrayValue ?? []
        return findings.compactMap { $0["rule"]?.stringValue }
    }

    private func offsets(_ run: Tool.Run) throws -> [Double] {
        let features = try JSONValue(parsing: [UInt8](run.stdoutData))["features"]?.arrayValue ?? []
        return features.compactMap { $0["properties"]?["inward_offset_m"]?.doubleValue }
    }

    @Test(
        arguments: [
            (
                "two reaches of a bend",
                "[[[129.909999,42.977899],[129.880703,42.992754]],[[129.932268,43.005959],[129.977598,42.970141]]]", []
            ),
            (
                "both against the stream",
                "[[[129.880703,42.992754],[129.909999,42.977899]],[[129.977598,42.970141],[129.932268,43.005959]]]",
                ["2 of 2 parts run against the line and have been turned: parts 1, 2."]
            ),
            (
                "the wrong order",
                "[[[129.932268,43.005959],[129.977598,42.970141]],[[129.909999,42.977899],[129.880703,42.992754]]]",
                ["1 of 2 has been moved. The order is now parts 2, 1."]
            ),
        ] as [(String, String, [String])])
    func postsKeepTheirBankWhateverTheFileLooksLike(name: String, coordinates: String, warnings: [String]) throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try #"{"type":"Feature","properties":{},"geometry":{"type":"MultiLineString","coordinates":\#(coordinates)}}"#.write(
            toFile: scratch.path("line.geojson"), atomically: true, encoding: .utf8)
        let points = [[129.8960497, 42.986068], [129.9540415, 42.9874394]].map {
            #"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[\#($0[0]),\#($0[1])]}}"#
        }
        let run = try Tool.run(
            ["locate", "-", "--border", scratch.path("line.geojson")], stdin: Data(points.joined(separator: "\n").utf8))
        let found = try offsets(run)
        #expect(found.count == 2 && found.allSatisfy { abs($0 - 100) < 0.1 }, "\(name): \(found)")
        for warning in warnings { #expect(run.stderr.contains(warning), "\(name): \(run.stderr)") }
        #expect(run.stderr.contains("The line has a gap of"))
    }

    @Test(
        arguments: [
            (
                "swapped axes", #"{"type":"LineString","coordinates":[[42.42,129.71],[42.5,129.75],[42.6,129.8]]}"#,
                ["[42.42, 129.71] is not on the earth", "axes are swapped", "Write longitude before latitude"]
            ),
            (
                "beyond 180 to the west",
                #"{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[-181.087646484375,-17.69897856226166],[-179.60586547851562,-16.380756046586434]]}}"#,
                ["longitude is beyond 180 degrees", "178.912353516"]
            ),
            (
                "beyond 180 to the east", #"{"type":"LineString","coordinates":[[179.5,-17],[180.5,-16]]}"#,
                ["longitude is beyond 180 degrees", "here -179.5;"]
            ),
            (
                "one part of two swapped",
                #"{"type":"MultiLineString","coordinates":[[[129.7,42.4],[129.75,42.5]],[[42.5,129.75],[42.6,129.8]]]}"#,
                ["axes are swapped"]
            ),
            (
                "metres", #"{"type":"LineString","coordinates":[[14415874,5236173],[14416874,5236173]]}"#,
                ["metres of a map projection", "--crs"]
            ),
        ] as [(String, String, [String])])
    func aLineOffTheEarthIsReportedAsWhatItIs(name: String, line: String, words: [String]) throws {
        for arguments in [["border", "info", "--border", "-"], ["border", "stretch", "--border", "-"]] {
            let run = try Tool.run(arguments, stdin: Data(line.utf8))
            #expect(run.exitCode == 65 && run.stdout == "")
            for word in words { #expect(run.stderr.contains(word), "\(name): \(run.stderr)") }
        }
    }

    // MARK: ends

    private func study(_ areas: String, border: String = "builtin:dcw", extra: String = "") -> String {
        """
        format: border-study/1
        id: t
        title: t
        border: \(border)
        areas:
          - \(areas)
        epochs:
          - {id: "2019", date: 2019-03-31}
          - {id: "2023", date: 2023-03-31}
        baseline: "2019"
        comparison: "2023"
        \(extra)
        """
    }

    @Test(
        arguments: [
            ("1188529.511m", 0), ("1188.53km", 0), ("1188.530km", 0), ("1189km", 0), ("1188529.513m", 65), ("1188.54km", 65),
            ("1190km", 65),
        ] as [(String, Int32)])
    func anAreaMayEndAtThePrintedEnd(end: String, code: Int32) throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try study("{id: ru, name: Russia, from: 1170396.956m, to: \(end)}").write(
            toFile: scratch.path("study.yaml"), atomically: true, encoding: .utf8)
        let run = try Tool.run(["coverage", scratch.path("study.yaml"), "--format", "json"])
        #expect(run.exitCode == code, "\(run.stderr)")
        guard code == 0 else { return }
        let row = try #require(try rows(run).first { $0["area"]?.stringValue == "ru" })
        #expect(abs((row["border_m"]?.doubleValue ?? 0) - 18_132.555) < 0.002)
    }

    @Test func thePrintedEndIsOnTheBorder() throws {
        for end in ["1188529.511m", "1188.530km"] {
            let run = try Tool.run(["border", "stretch", "--from", "1188km", "--to", end])
            #expect(run.exitCode == 0, "\(run.stderr)")
        }
        #expect(try Tool.run(["border", "stretch", "--from", "1188km", "--to", "1188.532km"]).exitCode == 64)
    }

    /// A straight border of 10 km; its last point, and posts up to and beyond both ends on both sides.
    @Test func theLastPointBelongsAndWhatLiesBeyondDoesNot() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        func write(_ name: String, _ text: String) throws {
            try text.write(toFile: scratch.path(name), atomically: true, encoding: .utf8)
        }
        try write("border.geojson", #"{"type":"LineString","coordinates":[[100,42],[100,42.045],[100,42.09]]}"#)
        let places = [
            ("first", 100, 42), ("last", 100, 42.09), ("right", 100.001, 42.09), ("left", 99.999, 42.09),
            ("beyond-right", 100.001, 42.0901), ("beyond-left", 99.999, 42.0901), ("before-right", 100.001, 41.9999),
            ("before-left", 99.999, 41.9), ("middle", 100.001, 42.04),
        ]
        let posts = places.map {
            #"{"type":"Feature","id":"\#($0.0)","properties":{"kind":"guard_post"},"geometry":{"type":"Point","coordinates":[\#($0.1),\#($0.2)]}}"#
        }
        try write("posts.geojson", posts.joined(separator: "\n"))
        let length = Geodesic().distance(
            GeoPosition(longitude: 100, latitude: 42), GeoPosition(longitude: 100, latitude: 42.09)
        ).value
        let extra = "inward: right\nfacilities: [posts.geojson]"
        try write(
            "study.yaml",
            study(
                "{id: all10, from: 0m, to: \(FixedDecimal.string(length, decimals: 3))m}", border: "border.geojson", extra: extra)
        )
        let run = try Tool.run(["density", scratch.path("study.yaml"), "--format", "json"])
        #expect(run.exitCode == 0, "\(run.stderr)")
        // Posts nearer than a metre beyond an end in longitude's bow count: first, last, right, left, middle.
        for row in try rows(run) where row["kind"]?.stringValue == "all" {
            #expect(row["count"]?.doubleValue == 5, "\(row.text(.compact))")
        }
        #expect(try findings(run).contains("beyond-end"))
        let said = try Tool.run(["density", scratch.path("study.yaml")])
        #expect(said.stderr.contains("4 facilities are beyond an end of the border and not counted"))
    }

    @Test func aStretchFromAGapHasNoPartWithoutLength() throws {
        let line = #"{"type":"MultiLineString","coordinates":[[[100,42],[100,42.01]],[[100,42.03],[100,42.05]]]}"#
        let first = Geodesic().distance(
            GeoPosition(longitude: 100, latitude: 42), GeoPosition(longitude: 100, latitude: 42.01)
        ).value
        for shift in [-0.004, -0.0004, 0, 0.0004] {
            let from = FixedDecimal.string(first + shift, decimals: 4)
            let run = try Tool.run(
                ["border", "stretch", "--border", "-", "--from", "\(from)m", "--to", "2000m"], stdin: Data(line.utf8))
            let feature = try #require(try JSONValue(parsing: run.stdout)["features"]?.arrayValue?.first, "\(run.stderr)")
            #expect(feature["geometry"]?["type"]?.stringValue == "LineString", "\(from): \(run.stdout)")
            #expect(feature["geometry"]?["coordinates"]?.arrayValue?.count == 2)
        }
    }

    // MARK: the side that is inward

    @Test func aWrongInwardIsDoubted() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        func write(_ name: String, _ text: String) throws {
            try text.write(toFile: scratch.path(name), atomically: true, encoding: .utf8)
        }
        try write("border.geojson", #"{"type":"LineString","coordinates":[[100,42],[100,42.045],[100,42.09]]}"#)
        try write(
            "fences.geojson",
            #"{"type":"Feature","id":"f","properties":{"layer":"primary"},"geometry":{"type":"LineString","coordinates":[[100.004,42.01],[100.004,42.04],[100.004,42.07]]}}"#
        )
        for (side, isDoubtful) in [("left", true), ("right", false)] {
            try write(
                "study.yaml",
                study("{id: a, from: 0m, to: 9km}", border: "border.geojson", extra: "inward: \(side)\nfences: [fences.geojson]"))
            let run = try Tool.run(["coverage", scratch.path("study.yaml"), "--format", "json"])
            #expect(try findings(run).contains("inward-doubtful") == isDoubtful, "\(side) \(run.stdout)")
            let said = try Tool.run(["coverage", scratch.path("study.yaml")])
            #expect(said.stderr.contains("100 % of the fences are on the outward side") == isDoubtful)
        }
    }

    /// Every command that reads a border says what was done to it.
    @Test func everyCommandReportsTheBorder() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        func write(_ name: String, _ text: String) throws {
            try text.write(toFile: scratch.path(name), atomically: true, encoding: .utf8)
        }
        let line = scratch.path("line.geojson")
        try write(
            "line.geojson", #"{"type":"MultiLineString","coordinates":[[[100,42],[100,42.04]],[[100,42.09],[100,42.04]]]}"#)
        try write(
            "posts.geojson",
            #"{"type":"Feature","id":"a","properties":{"kind":"guard_post"},"geometry":{"type":"Point","coordinates":[100.001,42.02]}}"#
        )
        try write("again.geojson", String(contentsOfFile: scratch.path("posts.geojson"), encoding: .utf8))
        try write(
            "study.yaml",
            study("{id: a, from: 0m, to: 9km}", border: "line.geojson", extra: "inward: right\nfacilities: [posts.geojson]"))
        let (study, posts) = (scratch.path("study.yaml"), scratch.path("posts.geojson"))
        let commands = [
            ["border", "info", "--border", line, "--format", "csv"], ["border", "posts", "--border", line],
            ["border", "stretch", "--border", line], ["locate", posts, "--border", line], ["locate", posts, "--study", study],
            ["lint", posts, "--border", line, "--severity", "error"],
            ["validate", "--reference", posts, "--detections", scratch.path("again.geojson"), "--border", line],
            ["agree", posts, scratch.path("again.geojson"), "--border", line], ["hotspots", study], ["coverage", study],
            ["density", study], ["change", study],
            ["report", study], ["export", study, "-o", scratch.path("out")], ["spacing", study],
            ["density", study, "--facilities", posts], ["report", study, "--format", "csv"],
        ]
        for command in commands {
            let run = try Tool.run(command)
            #expect(
                run.stderr.contains("1 of 2 parts runs against the line and has been turned: part 2."),
                "\(command): \(run.stderr)")
        }
    }

    // MARK: the antimeridian

    @Test func aLineAcrossTheAntimeridianHasItsBoxAndPlane() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let line = scratch.path("line.geojson")
        try #"{"type":"LineString","coordinates":[[178.8,-17.6],[179.6,-17.2],[-179.7,-16.8],[-179.2,-16.4]]}"#.write(
            toFile: line, atomically: true, encoding: .utf8)
        let run = try Tool.run(["border", "stretch", "--border", line])
        let box = try #require(try JSONValue(parsing: run.stdout)["bbox"]?.arrayValue).compactMap(\.doubleValue)
        #expect(box == [178.8, -17.6, -179.2, -16.4])
        // Cut there, and one line again where it is read.
        let feature = try #require(try JSONValue(parsing: run.stdout)["features"]?.arrayValue?.first?["geometry"])
        #expect(feature["type"]?.stringValue == "MultiLineString")
        let ends = try #require(feature["coordinates"]?.arrayValue).map { part in
            [part.arrayValue?.first, part.arrayValue?.last].map { $0?.arrayValue?.first?.doubleValue }
        }
        #expect(ends == [[178.8, 180], [-180, -179.2]])
        try run.stdout.write(toFile: scratch.path("cut.geojson"), atomically: true, encoding: .utf8)
        func info(_ line: String) throws -> JSONValue {
            let run = try Tool.run(["border", "info", "--border", line, "--format", "json"])
            #expect(run.exitCode == 0 && !run.stderr.contains("gap"), "\(run.stderr)")
            return try #require(try JSONValue(parsing: run.stdout)["results"])
        }
        let (whole, again) = (try info(line), try info(scratch.path("cut.geojson")))
        #expect(
            whole == again && whole.text(.compact).contains("\"length_m\":25"),
            "\(whole.text(.compact)) and \(again.text(.compact))")
        let points = [179.9, -179.9].map {
            #"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[\#($0),-17]}}"#
        }
        let located = try Tool.run(["locate", "-", "--border", line], stdin: Data(points.joined(separator: "\n").utf8))
        #expect(
            try JSONValue(parsing: located.stdout)["bbox"]?.arrayValue?.compactMap(\.doubleValue) == [179.9, -17, -179.9, -17])
        try study("{id: a, from: 0m, to: 200km}", border: "line.geojson", extra: "inward: right").write(
            toFile: scratch.path("study.yaml"), atomically: true, encoding: .utf8)
        let export = try Tool.run(["export", scratch.path("study.yaml"), "-o", scratch.path("out")])
        #expect(export.exitCode == 0, "\(export.stderr)")
        let text = try String(contentsOfFile: scratch.path("out") + "/README.txt", encoding: .utf8)
        #expect(text.contains("EPSG:32760"))
        let report = try Tool.run(["report", scratch.path("study.yaml"), "-o", scratch.path("report")])
        #expect(report.exitCode == 0, "\(report.stderr)")
        let map = try String(contentsOfFile: scratch.path("report") + "/figures/map-2023.svg", encoding: .utf8)
        // Both sides of the antimeridian on one map, a few degrees wide.
        for meridian in ["178.8\u{B0}E", "179.6\u{B0}E", "179.8\u{B0}W"] { #expect(map.contains(meridian)) }
        #expect(map.contains("17.0\u{B0}S"))
    }

    /// GDAL draws what it reads: no line may run from one end of a map to the other.
    @Test(.needs(.ogr), arguments: ["gpkg", "kml", "geojson"])
    func clientsSeeALineCutThere(format: String) throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try #"{"type":"LineString","coordinates":[[178.8,-17.6],[179.6,-17.2],[-179.7,-16.8],[-179.2,-16.4]]}"#.write(
            toFile: scratch.path("line.geojson"), atomically: true, encoding: .utf8)
        let out = scratch.path("cut." + format)
        #expect(try Tool.run(["convert", scratch.path("line.geojson"), out]).exitCode == 0)
        let run = try External.run("ogr2ogr", ["-f", "GeoJSON", scratch.path("seen.geojson"), out, "cut"])
        #expect(run.exitCode == 0, "\(run.stderr)")
        let seen = try JSONValue(parsing: [UInt8](Data(contentsOf: URL(filePath: scratch.path("seen.geojson")))))
        let parts = try #require(seen["features"]?.arrayValue?.first?["geometry"]?["coordinates"]?.arrayValue).map { part in
            (part.arrayValue ?? []).compactMap { $0.arrayValue?.first?.doubleValue }
        }
        #expect(parts == [[178.8, 179.6, 180], [-180, -179.7, -179.2]], "\(format): \(parts)")
    }
}
