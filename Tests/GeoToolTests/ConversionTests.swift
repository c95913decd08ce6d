import BorderGeo
import Foundation
import TestSupport
import Testing

/// How well coordinates are brought to WGS 84, said by every command that reads some. Accuracies and positions by PROJ 9.1 (proj_trans), shifts by coord-convert.
@Suite struct ConversionTests {
    private static let katec =
        "+proj=tmerc +lat_0=38 +lon_0=128 +k=0.9999 +x_0=400000 +y_0=600000 +ellps=bessel +units=m +no_defs"

    private struct Case: CustomTestStringConvertible {
        var name: String
        var crs: String
        var cells: String
        /// Part of the output.
        var output: String
        /// Part of what is said; `nil`: nothing.
        var said: String?
        /// Whether 5 m are enough to refuse it.
        var isWorse: Bool
        var testDescription: String { name }
    }

    private static let cases = [
        Case(
            name: "Beijing 1954", crs: "EPSG:4214", cells: "129.75,42.43", output: "129.7500000,42.4300000",
            said: "no datum shift", isWorse: true),
        Case(
            name: "Xian 1980", crs: "EPSG:4610", cells: "129.75,42.43", output: "129.7500000,42.4300000", said: "no datum shift",
            isWorse: true),
        Case(
            name: "CGCS2000", crs: "EPSG:4490", cells: "129.75,42.43", output: "129.7500000,42.4300000", said: nil, isWorse: false
        ),
        Case(
            name: "Tokyo", crs: "EPSG:4301", cells: "129.75,42.43", output: "129.7474256,42.4321799",
            said: "accurate to 9 m", isWorse: true),
        Case(
            name: "Korean 1985", crs: "EPSG:4162", cells: "129.75,42.43", output: "129.7475727,42.4322434", said: nil,
            isWorse: false),
        Case(
            name: "KATEC without a datum shift", crs: katec, cells: "543978.9002362,1093283.4031066",
            output: "129.7500000,42.4300000", said: "no datum shift", isWorse: true),
        Case(
            name: "KATEC with one", crs: katec + " +towgs84=-115.80,474.99,674.11,1.16,-2.31,-1.63,6.43",
            cells: "544183.7313906,1093038.3192034", output: "129.7500000,42.4300000", said: "unknown accuracy", isWorse: true),
        Case(
            name: "GCJ-02", crs: "GCJ02", cells: "129.75695141599692,42.43238393778049", output: "129.7500000,42.4300000",
            said: "accurate to 10 m", isWorse: true),
        Case(
            name: "BD-09", crs: "BD09", cells: "129.7634852523496,42.43824160626612", output: "129.7500000,42.4300000",
            said: "accurate to 10 m", isWorse: true),
    ]

    @Test(arguments: cases) private func aPoorConversionIsSaidAndRefusedOnRequest(subject: Case) throws {
        let table = Data("id,lon,lat\na,\(subject.cells)\n".utf8)
        let run = try Tool.run(["convert", "-", "-", "--to", "csv", "--crs", subject.crs], stdin: table)
        #expect(run.exitCode == 0, "\(run.stderr)")
        #expect(run.stdout.contains(subject.output), "\(run.stdout)")
        if let said = subject.said {
            #expect(run.stderr.contains(said), "\(run.stderr)")
        } else {
            #expect(!run.stderr.contains("warning"))
        }
        let strict = try Tool.run(
            ["convert", "-", "-", "--to", "csv", "--crs", subject.crs, "--accuracy", "5m"], stdin: table)
        #expect(strict.exitCode == (subject.isWorse ? 65 : 0), "\(strict.stderr)")
        #expect(strict.stderr.contains("an accuracy of 5 m is required") == subject.isWorse, "\(strict.stderr)")
        let generous = try Tool.run(
            ["convert", "-", "-", "--to", "csv", "--crs", subject.crs, "--accuracy", "20m"], stdin: table)
        let isKnown = subject.said?.contains("accurate") ?? true
        #expect(generous.exitCode == (isKnown ? 0 : 65), "\(generous.stderr)")
    }

    /// The shift is taken off in every format that holds degrees; a file in another system contradicts it.
    @Test func everyFormatOfDegreesMayBeAWebMaps() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let feature =
            #"{"type":"Feature","id":"a","properties":{"kind":"guard_post"},"geometry":{"type":"Point","coordinates":[129.756951416,42.432383938]}}"#
        try folder.write(feature, to: "x.geojson")
        for name in ["y.gpkg", "y.kml", "y.csv", "y.geojsonl"] {
            #expect(try Tool.run(["convert", "x.geojson", name], directory: folder.url).exitCode == 0)
        }
        for name in ["x.geojson", "y.gpkg", "y.kml", "y.csv", "y.geojsonl"] {
            let run = try Tool.run(["convert", name, "-", "--to", "csv", "--crs", "GCJ02"], directory: folder.url)
            #expect(run.stdout.contains("129.7500000,42.4300000"), "\(name): \(run.stdout) \(run.stderr)")
            #expect(run.stderr.contains("GCJ-02"), "\(name): \(run.stderr)")
        }
        let grid = try Tool.run(["convert", "-", "-", "--crs", "GCJ02"], stdin: Data("id,mgrs\na,52T EM 61676 97812\n".utf8))
        #expect(grid.exitCode == 65 && grid.stderr.contains("GCJ-02"), "\(grid.stderr)")
        let zone = try Tool.run(
            ["convert", "-", "-", "--crs", "BD09"], stdin: Data("easting,northing,zone\n561676,4697812,52N\n".utf8))
        #expect(zone.exitCode == 65 && zone.stderr.contains("BD-09"), "\(zone.stderr)")
    }

    /// What cannot be in another system is refused where one is given, and not read as if it had not been.
    @Test(arguments: ["x.kml", "x.json", "x.osm.json"]) func aFormatOfDegreesContradictsAnotherSystem(name: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write(
            #"<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><Point><coordinates>129.75,42.43</coordinates></Point></Placemark></kml>"#,
            to: "x.kml")
        try folder.write(
            #"{"type":"FeatureCollection","stac_version":"1.0.0","features":[{"type":"Feature","stac_version":"1.0.0","id":"a","properties":{"datetime":"2019-03-31T00:00:00Z"},"geometry":{"type":"Point","coordinates":[129.75,42.43]},"links":[],"assets":{}}]}"#,
            to: "x.json")
        try folder.write(
            #"{"version":0.6,"osm3s":{},"elements":[{"type":"node","id":1,"lat":42.43,"lon":129.75,"tags":{"man_made":"tower"}}]}"#,
            to: "x.osm.json")
        let run = try Tool.run(["convert", name, "-", "--to", "csv", "--crs", "EPSG:5179"], directory: folder.url)
        #expect(run.exitCode == 65, "\(run.stdout) \(run.stderr)")
        #expect(run.stderr.contains("EPSG:4326") && run.stderr.contains("EPSG:5179"), "\(run.stderr)")
    }

    @Test func everyCommandSaysIt() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let crs = #""crs":{"type":"name","properties":{"name":"EPSG:4301"}},"#
        try folder.write(
            #"{"type":"FeatureCollection",\#(crs)"features":[{"type":"Feature","id":"a","properties":{"kind":"guard_post","score":0.5},"geometry":{"type":"Point","coordinates":[129.75,42.43]}}]}"#,
            to: "posts.geojson")
        try folder.write(
            """
            format: border-study/1
            id: tokyo
            epochs: [{id: "2019", date: 2019-03-31}]
            facilities: posts.geojson

            """, to: "study.yaml")
        let commands = [
            ["convert", "posts.geojson", "-"], ["locate", "posts.geojson"], ["lint", "posts.geojson"], ["lint", "study.yaml"],
            ["validate", "--detections", "posts.geojson", "--reference", "posts.geojson"], ["coverage", "study.yaml"],
            ["density", "study.yaml"], ["density", "study.yaml", "--facilities", "posts.geojson"], ["spacing", "study.yaml"],
            ["report", "study.yaml"], ["audit", "study.yaml"],
        ]
        for command in commands {
            let run = try Tool.run(command, directory: folder.url)
            #expect((run.stdout + run.stderr).contains("accurate to 9 m"), "\(command): \(run.stdout.prefix(500)) \(run.stderr)")
            let strict = try Tool.run(command + ["--accuracy", "5m"], directory: folder.url)
            if command[0] == "lint" {
                #expect(strict.stdout.contains("an accuracy of 5 m is required"), "\(strict.stdout)")
            } else {
                #expect(strict.exitCode == 65 && strict.stderr.contains("5 m"), "\(command): \(strict.stderr)")
            }
        }
    }
}
