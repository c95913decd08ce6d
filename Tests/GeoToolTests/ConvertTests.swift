import BorderGeo
import Foundation
import TestSupport
import Testing

@Suite struct ConvertTests {
    private let table = """
        id,type,lat,lon,valid_from,synthetic,note
        p1,감시초소,42.4301234,129.7512345,2019-03-31,true,"회령, 북쪽"
        p2,军营,42.44,129.76,,true,

        """

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "convert-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try table.write(to: folder.appending(path: "posts.csv"), atomically: true, encoding: .utf8)
        return folder
    }

    @Test(arguments: ["geojson", "geojsonl", "tsv", "kml", "kmz", "gpkg", "geojson.gz", "csv.gz"])
    func everyFormatKeepsPlacesAndKoreanAndChineseValues(ending: String) throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let there = try Tool.run(["convert", "posts.csv", "out.\(ending)"], directory: folder)
        #expect(there.exitCode == 0, "\(there.stderr)")
        let back = try Tool.run(["convert", "out.\(ending)", "-", "--quiet"], directory: folder)
        #expect(back.exitCode == 0, "\(back.stderr)")
        #expect(back.stderr.isEmpty)
        let features = try GeoJSONReader.read(.bytes([UInt8](back.stdoutData), name: "back")).features
        #expect(features.map { $0.properties["type"] } == ["감시초소", "军营"])
        #expect(features.map { $0.properties["note"] ?? .null } == ["회령, 북쪽", .null])
        #expect(
            features.map(\.geometry) == [
                .point(GeoPosition(longitude: 129.7512345, latitude: 42.4301234)),
                .point(GeoPosition(longitude: 129.76, latitude: 42.44)),
            ])
    }

    @Test func aConversionToGeoJSONIsTheSameBytesEveryTime() throws {
        let first = try Tool.run(["convert", "-", "-", "--to", "geojson"], stdin: Data(table.utf8))
        #expect(first.exitCode == 0, "\(first.stderr)")
        #expect(
            first.stdout
                == """
                {"type":"FeatureCollection","name":"_","synthetic":true,"bbox":[129.7512345,42.4301234,129.7600000,42.4400000],"features":[
                {"type":"Feature","properties":{"id":"p1","type":"감시초소","valid_from":"2019-03-31","synthetic":true,"note":"회령, 북쪽"},"geometry":{"type":"Point","coordinates":[129.7512345,42.4301234]}},
                {"type":"Feature","properties":{"id":"p2","type":"军营","valid_from":null,"synthetic":true,"note":null},"geometry":{"type":"Point","coordinates":[129.7600000,42.4400000]}}
                ]}

                """.replacingOccurrences(of: "\"_\"", with: "\"layer\""))
    }

    @Test(
        arguments: [
            (["convert", "missing.csv", "x.geojson"], 66, "no such file"),
            (["convert", "posts.csv", "x.qqq"], 64, "names no format"),
            (["convert", "posts.csv", "-", "--to", "shp"], 64, "a shapefile cannot go to stdout"),
            (["convert", "posts.csv", "x.kml", "--crs", "EPSG:0"], 64, "--crs EPSG:0"),
            (["convert", "posts.csv", "x.kml", "--encoding", "klingon"], 64, "is not known"),
            (["convert", "posts.csv", "x.kml", "--map", "kind"], 64, "not a field mapping"),
            (["convert", "posts.csv", "nowhere/x.kml"], 73, "cannot be created"),
            (["convert", "posts.csv", "-", "--to", "gpkg"], 65, "stream"),
        ] as [([String], Int32, String)])
    func mistakesHaveTheirExitCodeAndSentence(arguments: [String], code: Int32, words: String) throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try Tool.run(arguments, directory: folder)
        #expect(run.exitCode == code, "\(run.stderr)")
        #expect(run.stderr.contains(words), "\(run.stderr)")
        #expect(run.stdout.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["posts.csv"])
    }

    @Test func aPlaceOffTheEarthIsLeftOutAndNoSuccess() throws {
        let rows = "id,lat,lon\na,42.43,129.75\nb,142.43,129.75\n"
        let run = try Tool.run(["convert", "-", "-", "--to", "csv", "--quiet"], stdin: Data(rows.utf8))
        #expect(run.exitCode == 1)
        #expect(run.stdout == "longitude,latitude,id\n129.7500000,42.4300000,a\n,,b\n")
        #expect(run.stderr.contains("line 3, feature 1: A coordinate is outside -180...180, -90...90"))
    }

    @Test func whatAFormatCannotHoldIsTold() throws {
        let run = try Tool.run(
            ["convert", "-", "-", "--to", "csv"],
            stdin: Data(
                #"{"type":"Feature","geometry":{"type":"Point","coordinates":[129.123456789,42]},"properties":{"a":{"b":1},"zip":"12"}}"#
                    .utf8))
        #expect(run.stdout == "longitude,latitude,a,zip\n129.1234568,42.0000000,\"{\"\"b\"\":1}\",12\n")
        #expect(run.stderr.contains("Nested values become text"))
        #expect(run.stderr.contains("rounded to 7 decimals"))
        #expect(run.stderr.contains("read back as numbers"))
    }

    /// Feature by feature, coordinates on the lattice of 1e-7 degrees.
    private func essence(_ features: [Feature]) -> [String] {
        features.map { feature in
            var places: [String] = []
            feature.geometry?.forEachPosition {
                places.append("\(Int(($0.longitude * 1e7).rounded())) \(Int(($0.latitude * 1e7).rounded()))")
            }
            let values = feature.properties.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return "\(feature.id ?? "-") \(feature.geometry?.promotedToMulti.typeName ?? "-") \(places) \(values)"
        }
    }

    /// GeoJSON to GeoPackage to KML to GeoJSON with `convert`, over every layer of an export: ids, order, dates, kinds and all other values,
    /// coordinates to 1e-7 degrees, and nothing added.
    @Test func theLayersOfAStudySurviveTheRoundThroughAllFormats() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try Tool.run(["export", "hoeryong", "-o", "maps", "--quiet"], directory: folder).exitCode == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/maps").filter { $0.hasSuffix(".geojson") }
        #expect(names.count >= 13)
        for name in names.sorted() {
            for (from, to) in [("maps/\(name)", "a.gpkg"), ("a.gpkg", "b.kml"), ("b.kml", "c.geojson")] {
                let run = try Tool.run(["convert", from, to], directory: folder)
                #expect(run.exitCode == 0 && !run.stderr.contains("note:"), "\(name) to \(to): \(run.stderr)")
            }
            func features(_ file: String) throws -> [Feature] {
                try GeoJSONReader.read(.path(folder.appending(path: file).path)).features
            }
            #expect(try essence(features("c.geojson")) == essence(features("maps/\(name)")), "\(name)")
        }
    }

    /// What no table of ours has: Korean and Chinese text with markup in it, empty texts, leading zeros, nested values, numbers beyond 32 bits.
    @Test func oddValuesSurviveOrAreToldOf() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","id":"초소-1","properties":{"kind":"guard_post","valid_from":"2019-03-31","valid_to":null,"note":"会宁 <军营> & \\"哨所\\"","image":"","zip":"007","flag":true,"big":9007199254740993,"tags":["a",{"b":1}]},"geometry":{"type":"Point","coordinates":[129.7512345,-0.0000001]}},
        {"type":"Feature","id":"2","properties":{"kind":"watchtower","valid_from":"2021-01-02","valid_to":"2022-03-04","note":"line 1\\nline 2  end","image":null,"zip":"12","flag":false,"big":2,"tags":null},"geometry":null}
        ]}
        """.write(to: folder.appending(path: "odd.geojson"), atomically: true, encoding: .utf8)
        func read(_ file: String) throws -> [Feature] {
            let run = try Tool.run(["convert", file, "-", "--quiet"], directory: folder)
            return try GeoJSONReader.read(.bytes([UInt8](run.stdoutData), name: file)).features
        }
        let wanted = try read("odd.geojson")
        #expect(wanted[0].properties["tags"] == .json(#"["a",{"b":1}]"#))
        // The GeoPackage keeps all of it, also where a file of that name is there already.
        for _ in 0..<2 {
            let run = try Tool.run(["convert", "odd.geojson", "odd.gpkg"], directory: folder)
            #expect(run.exitCode == 0 && run.stderr == "odd.gpkg: 2 features\n", "\(run.stderr)")
        }
        #expect(try read("odd.gpkg") == wanted)
        let told = try Tool.run(["convert", "odd.gpkg", "odd.kml"], directory: folder).stderr
        #expect(told.contains("Nested values become text") && told.contains("beyond 9007199254740992"), "\(told)")
        var expected = wanted
        expected[0].properties["tags"] = .text(#"["a",{"b":1}]"#)
        #expect(try read("odd.kml") == expected)
    }

    @Test func textSequencesHaveSeparatorsAndLinesHaveNone() throws {
        for (format, first) in [("geojsonseq", UInt8(0x1E)), ("geojsonl", UInt8(ascii: "{")), ("ndjson", UInt8(ascii: "{"))] {
            let run = try Tool.run(["convert", "-", "-", "--to", format, "--quiet"], stdin: Data(table.utf8))
            let lines = run.stdoutData.split(separator: UInt8(ascii: "\n"))
            #expect(lines.count == 2 && lines.allSatisfy { $0.first == first }, "\(format)")
        }
    }
}
