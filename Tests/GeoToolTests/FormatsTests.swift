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
        #expect(results.map(\.0) == expected.map(\.0))
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

    @Test(.enabled(if: External.has("ogr2ogr"), "skipped, no ogr2ogr"))
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
}
