import BorderGeo
import Foundation
import TestSupport
import Testing

/// One study in four formats and three coordinate systems gives one report.
@Suite struct FormatsTests {
    private static let names = ["facilities", "fences", "patrol_paths"]

    /// The Hoeryong study with its files under another ending.
    private func study(_ ending: String, in folder: URL) throws -> String {
        var text = try String(contentsOf: Fixtures.folder.appending(path: "studies/hoeryong/study.yaml"), encoding: .utf8)
        for name in Self.names { text = text.replacingOccurrences(of: "\(name).geojson", with: "\(name).\(ending)") }
        let file = folder.appending(path: "study-\(ending).yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    private func numbers(_ value: JSONValue, _ path: String = "") -> [(String, Double)] {
        switch value {
        case .array(let values): values.enumerated().flatMap { numbers($0.element, "\(path)/\($0.offset)") }
        case .object(let members): members.flatMap { numbers($0.value, "\(path)/\($0.key)") }
        default: value.doubleValue.map { [(path, $0)] } ?? []
        }
    }

    private func results(_ study: String) throws -> [(String, Double)] {
        let run = try Tool.run(["report", study, "--format", "json"])
        #expect(run.exitCode <= 1, "\(run.stderr)")
        // The digests and sizes of the files are not of the data.
        return numbers(try JSONValue(parsing: [UInt8](run.stdoutData))["results"] ?? .null).filter { !$0.0.contains("/inputs/") }
    }

    private func expectSame(_ study: String, _ expected: [(String, Double)]) throws {
        let results = try results(study)
        #expect(results.map(\.0).elementsEqual(expected.map(\.0)), "the same members")
        // Lengths to a millimetre (and half a unit of their last digit); rates to 6 figures follow them.
        for (a, b) in zip(results, expected) {
            #expect(abs(a.1 - b.1) <= max(0.00101, abs(b.1) * 2e-6), "\(a.0): \(a.1) against \(b.1)")
        }
    }

    @Test func tablesInUTM52NAndKMZGiveTheReportOfGeoJSON() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let utm = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 32652))
        for name in Self.names {
            let source = Fixtures.path("studies/hoeryong/\(name).geojson")
            let features = try GeoJSONReader.read(.path(source)).features
            var fields: [String] = []
            for feature in features { for key in feature.properties.keys where !fields.contains(key) { fields.append(key) } }
            let isPoints = name == "facilities"
            var rows = [(["id"] + (isPoints ? ["easting", "northing", "zone"] : ["wkt"]) + fields).joined(separator: ",")]
            for feature in features {
                let geometry = try #require(feature.geometry)
                let planar: PlanarGeometry = try utm.transform(geometry, .forward)
                var cells = [feature.id ?? ""]
                if case .point(let p) = planar {
                    cells += [FixedDecimal.string(p.easting, decimals: 4), FixedDecimal.string(p.northing, decimals: 4), "52N"]
                } else {
                    cells.append("\"SRID=32652;\(planar.wkt)\"")
                }
                cells += fields.map { feature.properties[$0]?.plainText ?? "" }
                rows.append(cells.joined(separator: ","))
            }
            try (rows.joined(separator: "\n") + "\n").write(
                toFile: scratch.path("\(name).csv"), atomically: true, encoding: .utf8)
            let convert = try Tool.run(["convert", source, scratch.path("\(name).kmz")])
            #expect(convert.exitCode == 0, "\(convert.stderr)")
        }
        let expected = try results("hoeryong")
        #expect(expected.count > 100)
        try expectSame(study("csv", in: scratch.url), expected)
        try expectSame(study("kmz", in: scratch.url), expected)
    }

    @Test(.needs(.ogr))
    func geoPackagesInEPSG5179GiveTheReportOfGeoJSON() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        for name in Self.names {
            let source = Fixtures.path("studies/hoeryong/\(name).geojson")
            let run = try External.run("ogr2ogr", ["-t_srs", "EPSG:5179", scratch.path("\(name).gpkg"), source])
            #expect(run.exitCode == 0, "\(run.stderr)")
        }
        try expectSame(study("gpkg", in: scratch.url), try results("hoeryong"))
    }

    private static let words = ["감시초소", "잠복초소", "경비초소", "망루"]

    private func posts(_ kinds: [String]) -> String {
        "id,kind,lat,lon\n" + kinds.enumerated().map { "p\($0),\($1),42.43,129.7\($0)\n" }.joined()
    }

    @Test(arguments: ["kml", "kmz", "geojson", "geojsonl", "csv", "csv.gz"])
    func everyStreamableFormatIsReadFromStdinToo(ending: String) throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try posts(Self.words).write(toFile: scratch.path("posts.csv"), atomically: true, encoding: .utf8)
        let file = scratch.path("out.\(ending)")
        #expect(try Tool.run(["convert", scratch.path("posts.csv"), file]).exitCode == 0)
        let piped = try Tool.run(
            ["locate", "-", "--format", "ndjson"], stdin: try Data(contentsOf: URL(fileURLWithPath: file)))
        let opened = try Tool.run(["locate", file, "--format", "ndjson"])
        #expect(piped.stdout == opened.stdout)
        for word in Self.words { #expect(piped.stdout.contains("\"kind\":\"\(word)\"")) }
        #expect(piped.stderr.contains("4 features read: 4 points"))
    }

    @Test(arguments: [("CP949", "cp949", words), ("GB18030", "gb18030", ["岗哨", "瞭望塔", "军营", "哨所", "兵营"]), ("UTF-16", "", words)])
    func aTablePlainlyInAnotherEncodingIsStreamedAndSaysSo(encoding: String, told: String, kinds: [String]) throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try posts(kinds).write(toFile: scratch.path("posts.csv"), atomically: true, encoding: .utf8)
        let iconv = try External.run("iconv", ["-f", "UTF-8", "-t", encoding, scratch.path("posts.csv")])
        #expect(iconv.exitCode == 0)
        let run = try Tool.run(["locate", "-", "--format", "ndjson"], stdin: iconv.stdoutData)
        #expect(run.exitCode == 0, "\(run.stderr)")
        for word in kinds { #expect(run.stdout.contains("\"kind\":\"\(word)\"")) }
        #expect(run.stderr.contains("it was read as \(told)") == !told.isEmpty)
    }

    @Test func anEmptyStreamIsNoFeaturesAndNoError() throws {
        for format in ["ndjson", "geojson"] {
            let run = try Tool.run(["locate", "-", "--format", format], stdin: Data())
            #expect(run.exitCode == 0)
            #expect(run.stdout == (format == "ndjson" ? "" : "{\"type\":\"FeatureCollection\",\"features\":[\n\n]}\n"))
        }
    }

    @Test func aStudySaysOfEachFileWhatTheFileCannot() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        // Korea's unified grid, a Korean spreadsheet's encoding, columns and words of the analyst's own.
        let source = Fixtures.path("studies/hoeryong/facilities.geojson")
        let korea = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 5179))
        let features = try GeoJSONReader.read(.path(source)).features
        var fields: [String] = []
        for feature in features {
            for key in feature.properties.keys where key != "kind" && !fields.contains(key) { fields.append(key) }
        }
        var rows = [(["번호", "동", "북", "구분"] + fields).joined(separator: ",")]
        for feature in features {
            let planar: PlanarGeometry = try korea.transform(try #require(feature.geometry), .forward)
            guard case .point(let p) = planar else { continue }
            rows.append(
                ([
                    feature.id ?? "", FixedDecimal.string(p.easting, decimals: 4), FixedDecimal.string(p.northing, decimals: 4),
                    feature.properties["kind"] == "watchtower" ? "높은 것" : "감시초소",
                ] + fields.map { feature.properties[$0]?.plainText ?? "" }).joined(separator: ","))
        }
        try (rows.joined(separator: "\n") + "\n").write(toFile: scratch.path("u.csv"), atomically: true, encoding: .utf8)
        let iconv = try External.run("iconv", ["-f", "UTF-8", "-t", "CP949", scratch.path("u.csv")])
        #expect(iconv.exitCode == 0)
        try iconv.stdoutData.write(to: URL(fileURLWithPath: scratch.path("posts.csv")))
        for name in ["fences", "patrol_paths"] {
            try FileManager.default.copyItem(
                atPath: Fixtures.path("studies/hoeryong/\(name).geojson"), toPath: scratch.path("\(name).geojson"))
        }
        let entry = """
            facilities:
              - file: posts.csv
                crs: EPSG:5179
                encoding: cp949
                fields: {easting: 동, northing: 북, kind: 구분}
                values: {kind: {높은 것: watchtower}}
            """
        let text = try String(contentsOf: Fixtures.folder.appending(path: "studies/hoeryong/study.yaml"), encoding: .utf8)
        #expect(text.contains("facilities: [facilities.geojson]"))
        try text.replacingOccurrences(of: "facilities: [facilities.geojson]", with: entry).write(
            toFile: scratch.path("study.yaml"), atomically: true, encoding: .utf8)
        try expectSame(scratch.path("study.yaml"), results("hoeryong"))
        let lint = try Tool.run(["lint", scratch.path("study.yaml"), "--severity", "error"])
        #expect(lint.exitCode == 0, "\(lint.stdout)")
    }
}
