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
            (["convert", "posts.csv", "x.shp"], 64, "names no format"),
            (["convert", "posts.csv", "-", "--to", "shp"], 64, "no format that can be written"),
            (["convert", "posts.csv", "x.kml", "--crs", "EPSG:0"], 64, "--crs EPSG:0"),
            (["convert", "posts.csv", "x.kml", "--encoding", "klingon"], 64, "is not known"),
            (["convert", "posts.csv", "x.kml", "--map", "kind"], 64, "no field mapping"),
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
}
