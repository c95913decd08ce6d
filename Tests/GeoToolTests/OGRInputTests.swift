import Foundation
import TestSupport
import Testing

/// What GDAL reads for us, against `ogr2ogr -f GeoJSONSeq` of the same file.
@Suite(.needs(.ogr)) struct OGRInputTests {
    private static let points = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"망루","kind":"tower","height":12.5,"seen":"2019-03-31"},"geometry":{"type":"Point","coordinates":[129.7512345,42.4301234]}},
        {"type":"Feature","properties":{"name":"a \\"b\\", c","kind":"post","height":null,"seen":"2020-01-01"},"geometry":{"type":"Point","coordinates":[129.76,42.44]}}
        ]}
        """

    struct Row: Sendable, CustomTestStringConvertible {
        var driver: String
        var file: String
        var options: [String] = []
        var layer: String?
        /// The file is written here, not by ogr2ogr.
        var text: String?
        var testDescription: String { driver }
    }

    private static let rows = [
        Row(driver: "ESRI Shapefile", file: "s.shp", options: ["-lco", "ENCODING=UTF-8", "-t_srs", "EPSG:5179"]),
        Row(driver: "FlatGeobuf", file: "s.fgb", options: ["-t_srs", "EPSG:32652"]),
        Row(driver: "OpenFileGDB", file: "s.gdb"),
        Row(driver: "GPX", file: "s.gpx", options: ["-dsco", "GPX_USE_EXTENSIONS=YES"]),
        Row(driver: "DXF", file: "s.dxf", options: ["-skipfailures"]),
        Row(driver: "MapInfo File", file: "s.tab", options: ["-select", "kind,height"]),
        Row(driver: "MapInfo File", file: "s.mif", options: ["-select", "kind,height"]),
        Row(driver: "GML", file: "s.gml"), Row(driver: "SQLite", file: "s.sqlite"), Row(driver: "OGR_GMT", file: "s.gmt"),
        Row(driver: "JML", file: "s.jml"), Row(driver: "MapML", file: "s.mapml"),
        Row(driver: "GeoRSS", file: "s.georss", options: ["-dsco", "USE_EXTENSIONS=YES"]),
        Row(driver: "DGN", file: "s.dgn", options: ["-skipfailures"]),
        Row(
            driver: "OSM", file: "s.osm", layer: "points",
            text: """
                <?xml version="1.0"?><osm version="0.6"><node id="1" lat="42.43" lon="129.75" version="1"><tag k="man_made" v="tower"/>\
                <tag k="name" v="망루"/></node><node id="2" lat="42.44" lon="129.76" version="1"/></osm>
                """),
        Row(
            driver: "TopoJSON", file: "s.json",
            text: """
                {"type":"Topology","objects":{"posts":{"type":"GeometryCollection","geometries":[\
                {"type":"Point","coordinates":[129.75,42.43],"properties":{"kind":"tower"}}]}},"arcs":[]}
                """),
        Row(
            driver: "ESRIJSON", file: "s.json",
            text: """
                {"geometryType":"esriGeometryPoint","spatialReference":{"wkid":5179},"fields":[{"name":"kind","type":"esriFieldTypeString"}],\
                "features":[{"attributes":{"kind":"tower"},"geometry":{"x":1185000.5,"y":2490000.25}}]}
                """),
        Row(
            driver: "OGR_VRT", file: "s.vrt",
            text: """
                <OGRVRTDataSource><OGRVRTLayer name="source"><SrcDataSource relativeToVRT="1">source.geojson</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>
                """),
    ]

    private func scratch() throws -> ScratchFolder {
        let scratch = try ScratchFolder()
        try Self.points.write(toFile: scratch.path("source.geojson"), atomically: true, encoding: .utf8)
        return scratch
    }

    @Test(arguments: rows) func theSameBytesAsFromGeoJSONLines(row: Row) throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        let file = scratch.path(row.file)
        if let text = row.text {
            try text.write(toFile: file, atomically: true, encoding: .utf8)
        } else {
            _ = try External.run("ogr2ogr", ["-f", row.driver, file, scratch.path("source.geojson")] + row.options)
        }
        let reference = try External.run(
            "ogr2ogr", ["-f", "GeoJSONSeq", scratch.path("reference.geojsonl"), file] + (row.layer.map { [$0] } ?? []))
        #expect(reference.exitCode == 0, "\(reference.stderr)")
        let direct = try Tool.run(
            ["convert", file, "-", "--to", "geojsonl", "--quiet"] + (row.layer.map { ["--layer", $0] } ?? []))
        #expect(direct.exitCode == 0, "\(direct.stderr)")
        let lines = try Tool.run(["convert", scratch.path("reference.geojsonl"), "-", "--to", "geojsonl", "--quiet"])
        #expect(direct.stdoutData == lines.stdoutData)
        #expect(direct.stdoutData.count > 80, "\(direct.stdout)")
    }

    /// GDAL writes what it finds out about a file beside it where nobody says otherwise.
    @Test(arguments: rows) func nothingIsLeftBesideAnInput(row: Row) throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        let file = scratch.path(row.file)
        if let text = row.text {
            try text.write(toFile: file, atomically: true, encoding: .utf8)
        } else {
            _ = try External.run("ogr2ogr", ["-f", row.driver, file, scratch.path("source.geojson")] + row.options)
        }
        // The schema of a GML seldom comes with it.
        try? FileManager.default.removeItem(atPath: scratch.path("s.xsd"))
        let names = try FileManager.default.subpathsOfDirectory(atPath: scratch.url.path).sorted()
        for command in [["lint", file], ["convert", file, "-"], ["convert", file, "-", "--layer", "no such"]] {
            let layer = command.contains("--layer") ? [] : row.layer.map { ["--layer", $0] } ?? []
            _ = try Tool.run(command + layer)
            #expect(try FileManager.default.subpathsOfDirectory(atPath: scratch.url.path).sorted() == names, "\(command)")
        }
    }

    @Test func oneOfSeveralLayersIsChosenByAnOption() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        let gpx = """
            <gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="42.43" lon="129.75"/>\
            <rte><rtept lat="42.43" lon="129.75"/><rtept lat="42.44" lon="129.75"/></rte></gpx>
            """
        try gpx.write(toFile: scratch.path("a.gpx"), atomically: true, encoding: .utf8)
        let run = try Tool.run(["convert", scratch.path("a.gpx"), "-"])
        #expect(run.exitCode == 65)
        #expect(
            run.stderr.contains("a GPX file") && run.stderr.contains("Choose one with --layer: waypoints, routes"),
            "\(run.stderr)")
        let chosen = try Tool.run(["convert", scratch.path("a.gpx"), "-", "--layer", "waypoints"])
        #expect(chosen.exitCode == 0 && chosen.stdout.contains("129.75"), "\(chosen.stderr)")
    }

    @Test func aZippedShapefileIsReadAsItIs() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        for name in ["one", "two"] {
            _ = try External.run(
                "ogr2ogr", ["-lco", "ENCODING=UTF-8", scratch.path("\(name).shp"), scratch.path("source.geojson")])
        }
        func zip(_ name: String, _ stems: [String]) throws {
            let files = stems.flatMap { stem in ["shp", "shx", "dbf", "prj", "cpg"].map { scratch.path("\(stem).\($0)") } }
            let script =
                "import sys, zipfile, os\nwith zipfile.ZipFile(sys.argv[1], 'w') as z:\n  for f in sys.argv[2:]: z.write(f, 'data/' + os.path.basename(f))"
            #expect(try External.run("/usr/bin/python3", ["-c", script, scratch.path(name)] + files).exitCode == 0)
        }
        try zip("one.zip", ["one"])
        try zip("both.zip", ["one", "two"])
        let want = try Tool.run(["convert", scratch.path("one.shp"), "-", "--to", "geojsonl", "--quiet"])
        let got = try Tool.run(["convert", scratch.path("one.zip"), "-", "--to", "geojsonl", "--quiet"])
        #expect(got.exitCode == 0 && got.stdoutData == want.stdoutData, "\(got.stderr)")
        let unsaid = try Tool.run(["convert", scratch.path("both.zip"), "-", "--to", "geojsonl"])
        #expect(unsaid.exitCode == 65 && unsaid.stderr.contains("one, two"), "\(unsaid.stderr)")
        let said = try Tool.run(["convert", scratch.path("both.zip"), "-", "--to", "geojsonl", "--layer", "two", "--quiet"])
        #expect(said.exitCode == 0 && said.stdoutData == want.stdoutData, "\(said.stderr)")
    }

    @Test func layersAreChosenAndNamed() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        for (name, mode) in [("a", []), ("b", ["-update"])] as [(String, [String])] {
            _ = try External.run(
                "ogr2ogr", ["-f", "SQLite", scratch.path("s.sqlite"), scratch.path("source.geojson"), "-nln", name] + mode)
        }
        let unsaid = try Tool.run(["convert", scratch.path("s.sqlite"), "-"])
        #expect(unsaid.exitCode == 65 && unsaid.stderr.contains("Choose one with --layer: a, b."), "\(unsaid.stderr)")
        let wrong = try Tool.run(["convert", scratch.path("s.sqlite"), "-", "--layer", "c"])
        #expect(wrong.exitCode == 65 && wrong.stderr.contains("there is no layer \"c\""), "\(wrong.stderr)")
        #expect(try Tool.run(["convert", scratch.path("s.sqlite"), "-", "--layer", "b"]).exitCode == 0)
    }

    @Test func whatCoordinatesAreInIsAskedForAndContradicted() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        _ = try External.run("ogr2ogr", [scratch.path("known.shp"), scratch.path("source.geojson"), "-t_srs", "EPSG:5179"])
        for ending in ["shp", "shx", "dbf"] {
            try FileManager.default.copyItem(atPath: scratch.path("known.\(ending)"), toPath: scratch.path("bare.\(ending)"))
        }
        let known = try Tool.run(["convert", scratch.path("known.shp"), "-", "--to", "geojsonl", "--quiet"])
        // A file orders its axes as it likes: that is no contradiction.
        let same = try Tool.run(["convert", scratch.path("known.shp"), "-", "--to", "geojsonl", "--crs", "EPSG:5179"])
        #expect(same.exitCode == 0 && same.stdoutData == known.stdoutData, "\(same.stderr)")
        let other = try Tool.run(["convert", scratch.path("known.shp"), "-", "--crs", "EPSG:32652"])
        #expect(other.exitCode == 65 && other.stderr.contains("EPSG:32652"), "\(other.stderr)")
        let bare = try Tool.run(["convert", scratch.path("bare.shp"), "-", "--to", "geojsonl", "--crs", "EPSG:5179", "--quiet"])
        #expect(bare.exitCode == 0 && bare.stdoutData == known.stdoutData, "\(bare.stderr)")
        let unsaid = try Tool.run(["convert", scratch.path("bare.shp"), "-", "--to", "geojsonl"])
        #expect(unsaid.exitCode == 65 && unsaid.stderr.contains("--crs"), "\(unsaid.stderr)")
    }

    /// How well coordinates come to WGS 84 is said as of other inputs, in the same words; and refused where it is too bad.
    @Test(arguments: ["shp", "fgb", "gml"]) func theAccuracyOfAConversionIsSaid(ending: String) throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        // Tokyo in Korea: PROJ knows its shift to 9 m.
        let made = try External.run(
            "ogr2ogr", [scratch.path("old.\(ending)"), scratch.path("source.geojson"), "-t_srs", "EPSG:3093"])
        #expect(made.exitCode == 0, "\(made.stderr)")
        let rows = try External.run(
            "ogr2ogr", ["-f", "CSV", "/vsistdout/", scratch.path("old.\(ending)"), "-lco", "GEOMETRY=AS_XY"])
        try rows.stdout.write(toFile: scratch.path("old.csv"), atomically: true, encoding: .utf8)
        func said(_ file: String, _ options: [String] = []) throws -> (exitCode: Int32, line: Substring?) {
            let run = try Tool.run(["convert", scratch.path(file), "-", "--to", "geojsonl"] + options)
            let line = run.stderr.split(separator: "\n").first { $0.contains("converted from") || $0.contains("no datum shift") }
            return (run.exitCode, line.map { $0[($0.firstRange(of: "oordinates")?.lowerBound ?? $0.startIndex)...] })
        }
        let own = try said("old.csv", ["--crs", "EPSG:3093"])
        let through = try said("old.\(ending)")
        #expect(own.exitCode == 0 && through.exitCode == 0)
        // What a format writes of a CRS may have another name, and the same operation.
        func operation(_ line: Substring?) -> Substring? {
            line.flatMap { line in line.firstRange(of: " by \"").map { line[$0.lowerBound...] } }
        }
        #expect(own.line != nil && operation(own.line) == operation(through.line), "\(own) \(through)")
        #expect(try said("old.\(ending)", ["--accuracy", "0.1m"]).exitCode == 65)
        // WGS 84 has nothing to say.
        _ = try External.run("ogr2ogr", [scratch.path("new.\(ending)"), scratch.path("source.geojson")])
        #expect(try said("new.\(ending)").line == nil)
    }

    @Test func optionsOfTheUserArePassedAsArguments() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        _ = try External.run("ogr2ogr", [scratch.path("s.fgb"), scratch.path("source.geojson")])
        let some = try Tool.run([
            "convert", scratch.path("s.fgb"), "-", "--to", "geojsonl", "--ogr", "-where", "--ogr", "kind = 'post'",
        ])
        #expect(some.exitCode == 0 && some.stdout.split(separator: "\n").count == 1, "\(some.stderr)")
        let file = scratch.path("touched")
        let shell = try Tool.run([
            "convert", scratch.path("s.fgb"), "-", "--ogr", "-where", "--ogr", "kind = '$(touch \(file))'; touch \(file)",
        ])
        #expect(shell.exitCode != 0 && !FileManager.default.fileExists(atPath: file))
        let taken = try Tool.run(["convert", scratch.path("s.fgb"), "-", "--ogr", "-f", "--ogr", "CSV"])
        #expect(taken.exitCode == 65 && taken.stderr.contains("the format is ours"), "\(taken.stderr)")
    }

    @Test func everyCommandThatReadsDataReadsIt() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        _ = try External.run("ogr2ogr", [scratch.path("posts.fgb"), scratch.path("source.geojson")])
        let located = try Tool.run(["locate", scratch.path("posts.fgb"), "--format", "ndjson"])
        #expect(located.exitCode == 0 && located.stdout.contains("\"segment\":\"tumen\""), "\(located.stderr)")
        #expect(try Tool.run(["lint", scratch.path("posts.fgb"), "--severity", "error"]).exitCode == 0)
        let validated = try Tool.run([
            "validate", "--reference", scratch.path("posts.fgb"), "--detections", scratch.path("posts.fgb"), "--max-distance",
            "20m", "--format", "json",
        ])
        #expect(validated.exitCode == 0 && validated.stdout.contains(/"true_positive": ?2\b/), "\(validated.stderr)")
        let line = scratch.path("line.geojson")
        #expect(try Tool.run(["border", "stretch", "--from", "100km", "--to", "130km", "-o", line]).exitCode == 0)
        _ = try External.run("ogr2ogr", [scratch.path("line.shp"), line])
        let border = try Tool.run(["border", "info", "--border", scratch.path("line.shp"), "--format", "json"])
        #expect(border.exitCode == 0 && border.stdout.contains(/"length_m": (30000\.0|29999\.99)/), "\(border.stderr)")
        try """
        format: border-study/1
        id: s
        title: S
        synthetic: true
        areas: [{id: a, name: A, from: 940km, to: 960km}]
        epochs: [{id: "2020", date: 2020-06-30}]
        facilities: [{file: posts.fgb}]
        """.write(toFile: scratch.path("study.yaml"), atomically: true, encoding: .utf8)
        let density = try Tool.run(["density", scratch.path("study.yaml"), "--format", "csv"])
        #expect(density.exitCode == 0, "\(density.stderr)")
    }

    @Test func withoutGDALTheMessageHasTheLineToRun() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        _ = try External.run("ogr2ogr", [scratch.path("s.fgb"), scratch.path("source.geojson")])
        let run = try Tool.run(["convert", scratch.path("s.fgb"), "-"], environment: ["PATH": "/nowhere"])
        #expect(run.exitCode == 65 && run.stderr.contains("ogr2ogr -f GeoJSONSeq -t_srs EPSG:4326 s.geojsonl"), "\(run.stderr)")
        #expect(run.stdout.isEmpty)
    }

    @Test func aDriverThatIsMissingIsNamed() throws {
        let formats = try External.run("ogrinfo", ["--formats"]).stdout
        guard !formats.contains("  Parquet -") else { return print("skipped: this GDAL reads Parquet, and no driver is missing") }
        let scratch = try scratch()
        defer { scratch.remove() }
        try Data("PAR1xxxxPAR1".utf8).write(to: scratch.url.appending(path: "s.parquet"))
        let run = try Tool.run(["convert", scratch.path("s.parquet"), scratch.path("out.geojson")])
        #expect(run.exitCode == 65 && run.stderr.contains("no Parquet driver"), "\(run.stderr)")
        #expect(!FileManager.default.fileExists(atPath: scratch.path("out.geojson")))
    }

    /// A program in the place of ogr2ogr that breaks off: what came before is not taken for the whole.
    @Test(arguments: ["exit 3", "kill -9 $$", "echo 'ERROR 1: disk on fire' >&2; exit 1"])
    func whatBreaksOffIsNothing(end: String) throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        _ = try External.run("ogr2ogr", [scratch.path("s.fgb"), scratch.path("source.geojson")])
        let line = #"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[129.75,42.43]}}"#
        try FileManager.default.createDirectory(atPath: scratch.path("bin"), withIntermediateDirectories: true)
        try "#!/bin/sh\necho '\(line)'\n\(end)\n".write(toFile: scratch.path("bin/ogr2ogr"), atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.path("bin/ogr2ogr"))
        try Data("old".utf8).write(to: scratch.url.appending(path: "out.geojson"))
        let run = try Tool.run(
            ["convert", scratch.path("s.fgb"), scratch.path("out.geojson")],
            environment: ["PATH": scratch.path("bin") + ":/usr/bin:/bin"])
        #expect(run.exitCode == 65, "\(run.stderr)")
        if end.contains("fire") { #expect(run.stderr.contains("disk on fire")) }
        #expect(try Data(contentsOf: scratch.url.appending(path: "out.geojson")) == Data("old".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).allSatisfy { !$0.hasPrefix(".out") })
    }

    @Test func aPasswordIsNotRepeated() throws {
        let run = try Tool.run(["convert", "PG:host=127.0.0.1 port=1 dbname=none password=secret", "-"])
        #expect(run.exitCode == 65 && !run.stderr.contains("secret") && run.stderr.contains("password=***"), "\(run.stderr)")
    }
}
