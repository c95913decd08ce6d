import Foundation
import TestSupport
import Testing

/// What `convert` and `export` write through GDAL, read again by GDAL and by ourselves.
@Suite(.needs(.ogr)) struct OGROutputTests {
    private static let table = """
        name,kind,height,seen,longitude,latitude
        망루,tower,12.5,2019-03-31,129.7512345,42.4301234
        "a ""b"", c",post,,2020-01-01,129.76,42.44
        """

    private func scratch() throws -> ScratchFolder {
        let scratch = try ScratchFolder()
        try Self.table.write(toFile: scratch.path("posts.csv"), atomically: true, encoding: .utf8)
        return scratch
    }

    @Test(arguments: ["shp", "fgb", "gdb", "sqlite", "gml", "gpx"]) func whatIsWrittenReadsBack(ending: String) throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        let out = scratch.path("out.\(ending)")
        let there = try Tool.run(["convert", scratch.path("posts.csv"), out])
        #expect(there.exitCode == 0, "\(there.stderr)")
        let layer = ending == "gpx" ? ["--layer", "waypoints"] : []
        let back = try Tool.run(["convert", out, "-", "--to", "geojsonl", "--quiet"] + layer)
        #expect(back.exitCode == 0, "\(back.stderr)")
        let lines = back.stdout.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(
            back.stdout.contains("[129.7512345,42.4301234]") && back.stdout.contains("망루")
                && back.stdout.contains("a \\\"b\\\", c"))
        if ending == "fgb" { #expect(back.stdout.contains("\"height\":12.5") && back.stdout.contains("2019-03-31")) }
        let hidden = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).filter { $0.hasPrefix(".") }
        #expect(hidden.isEmpty, "\(hidden)")
    }

    @Test func theSameFeaturesGiveTheSameBytes() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        for name in ["a", "b"] {
            try FileManager.default.createDirectory(atPath: scratch.path(name), withIntermediateDirectories: true)
            for ending in ["shp", "fgb"] {
                #expect(
                    try Tool.run(["convert", scratch.path("posts.csv"), scratch.path("\(name)/out.\(ending)")]).exitCode == 0)
            }
        }
        for ending in ["shp", "shx", "dbf", "prj", "cpg", "fgb"] {
            let (a, b) = (scratch.url.appending(path: "a/out.\(ending)"), scratch.url.appending(path: "b/out.\(ending)"))
            #expect(try Data(contentsOf: a) == Data(contentsOf: b), "\(ending)")
        }
    }

    @Test func anEarlierSetIsReplacedWithItsCompanions() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        let out = scratch.path("out.shp")
        #expect(try Tool.run(["convert", scratch.path("posts.csv"), out]).exitCode == 0)
        try Data("an index of the old one".utf8).write(to: scratch.url.appending(path: "out.qix"))
        #expect(try Tool.run(["convert", scratch.path("posts.csv"), out]).exitCode == 0)
        #expect(!FileManager.default.fileExists(atPath: scratch.path("out.qix")))
        // A geodatabase is replaced; another folder of that name is not.
        let database = scratch.path("out.gdb")
        for _ in 0..<2 { #expect(try Tool.run(["convert", scratch.path("posts.csv"), database]).exitCode == 0) }
        try FileManager.default.createDirectory(atPath: scratch.path("mine.gdb"), withIntermediateDirectories: true)
        try Data("notes".utf8).write(to: scratch.url.appending(path: "mine.gdb/notes.txt"))
        let mine = try Tool.run(["convert", scratch.path("posts.csv"), scratch.path("mine.gdb")])
        #expect(
            mine.exitCode == 73 && FileManager.default.fileExists(atPath: scratch.path("mine.gdb/notes.txt")), "\(mine.stderr)")
        // An input of the run is none of its outputs.
        let itself = try Tool.run(["convert", out, scratch.path("out.shp")])
        #expect(itself.exitCode == 73, "\(itself.stderr)")
        #expect(try Tool.run(["convert", database, database]).exitCode == 73)
    }

    @Test func whatCannotBeWrittenLeavesTheOldFile() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        try Data("old".utf8).write(to: scratch.url.appending(path: "out.shp"))
        let mixed =
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[129.7,42.4]}},{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[129.7,42.4],[129.8,42.4]]}}]}"#
        try mixed.write(toFile: scratch.path("mixed.geojson"), atomically: true, encoding: .utf8)
        let run = try Tool.run(["convert", scratch.path("mixed.geojson"), scratch.path("out.shp")])
        #expect(run.exitCode == 65 && run.stderr.contains("GDAL cannot write a shapefile"), "\(run.stderr)")
        #expect(try Data(contentsOf: scratch.url.appending(path: "out.shp")) == Data("old".utf8))
        let gone = try Tool.run(["convert", scratch.path("posts.csv"), scratch.path("x.fgb")], environment: ["PATH": "/nowhere"])
        #expect(gone.exitCode == 65 && gone.stderr.contains("ogr2ogr -f FlatGeobuf"), "\(gone.stderr)")
        #expect(try Tool.run(["convert", scratch.path("posts.csv"), "-", "--to", "fgb"]).exitCode == 64)
    }

    @Test func anExportHoldsTheOtherFormatsInItsManifest() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let run = try Tool.run(["export", "hoeryong", "-o", scratch.path("maps"), "--also", "fgb,shp,gdb"])
        #expect(run.exitCode == 0, "\(run.stderr)")
        let manifest = try String(contentsOfFile: scratch.path("maps/about/manifest.json"), encoding: .utf8)
        for name in ["fgb/fences.fgb", "shp/fences.shp", "shp/fences.dbf", "hoeryong.gdb/gdb"] {
            #expect(manifest.contains("\"\(name)\""), "\(name)")
            #expect(FileManager.default.fileExists(atPath: scratch.path("maps/\(name)")), "\(name)")
        }
        func count(_ file: String) throws -> Int {
            try Tool.run(["convert", scratch.path("maps/\(file)"), "-", "--to", "geojsonl", "--quiet"]).stdout.split(
                separator: "\n"
            ).count
        }
        let own = try count("fences.geojson")
        #expect(own > 0)
        #expect(try count("fgb/fences.fgb") == own)
        #expect(try count("shp/fences.shp") == own)
        let unknown = try Tool.run(["export", "hoeryong", "-o", scratch.path("other"), "--also", "docx"])
        #expect(unknown.exitCode == 64 && !FileManager.default.fileExists(atPath: scratch.path("other")), "\(unknown.stderr)")
    }
}
