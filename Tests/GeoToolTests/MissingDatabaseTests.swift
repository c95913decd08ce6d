import Foundation
import TestSupport
import Testing

/// A tool that was copied without PROJ's data: what needs the database says that it is missing, and what does not need it works.
@Suite struct MissingDatabaseTests {
    private static let post =
        #"{"type":"FeatureCollection",%@"features":[{"type":"Feature","id":"a","properties":{"kind":"guard_post","score":1},"geometry":{"type":"Point","coordinates":[129.75,42.43]}}]}"#

    private static let files: [(name: String, text: String)] = [
        ("posts.geojson", post.replacingOccurrences(of: "%@", with: "")),
        (
            "crs84.geojson",
            post.replacingOccurrences(
                of: "%@", with: #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"#)
        ),
        (
            "tokyo.geojson",
            post.replacingOccurrences(of: "%@", with: #""crs":{"type":"name","properties":{"name":"EPSG:4301"}},"#)
        ),
        ("utm.csv", "id,kind,score,easting,northing,zone\na,guard_post,1,561676,4697812,52N\n"),
        ("mgrs.csv", "id,kind,mgrs\na,guard_post,52T EM 61676 97812\n"),
        ("srid.csv", "id,kind,wkt\na,guard_post,SRID=32652;POINT(561676 4697812)\n"),
        ("degrees.csv", "id,kind,lat,lon\na,guard_post,42.43,129.75\n"),
        (
            "posts.kml",
            #"<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><Point><coordinates>129.75,42.43</coordinates></Point></Placemark></kml>"#
        ),
        (
            "study.yaml",
            "format: border-study/1\nid: s\nepochs: [{id: \"2019\", date: 2019-06-30}]\nfacilities: {file: degrees.csv, crs: EPSG:4301}\n"
        ),
    ]

    private func inside(_ body: (ScratchFolder, [String: String]) throws -> Void) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        for file in Self.files { try folder.write(file.text, to: file.name) }
        #expect(try Tool.run(["convert", "posts.geojson", "posts.gpkg", "--quiet"], directory: folder.url).exitCode == 0)
        try FileManager.default.createDirectory(at: folder.url.appending(path: "empty"), withIntermediateDirectories: true)
        let empty = folder.path("empty")
        try body(folder, ["PROJ_DATA": empty, "PROJ_LIB": empty])
    }

    @Test func whatNeedsTheDatabaseNamesIt() throws {
        try inside { folder, environment in
            let commands = [
                ["convert", "tokyo.geojson", "-"], ["convert", "utm.csv", "-"], ["convert", "mgrs.csv", "-"],
                ["convert", "srid.csv", "-"], ["convert", "degrees.csv", "-", "--crs", "EPSG:4301"],
                ["convert", "posts.kml", "-", "--crs", "EPSG:5179"], ["locate", "utm.csv"], ["locate", "tokyo.geojson"],
                ["validate", "--detections", "utm.csv", "--reference", "utm.csv"], ["density", "study.yaml"],
                ["coverage", "study.yaml"],
            ]
            for command in commands {
                let run = try Tool.run(command, environment: environment, directory: folder.url)
                #expect(run.exitCode == 70, "\(command): \(run.stderr)")
                #expect(run.stderr.contains("does not find its database, proj.db"), "\(command): \(run.stderr)")
                #expect(run.stderr.contains("PROJ_DATA"), "\(command): \(run.stderr)")
                #expect(!run.stderr.contains("is not a coordinate reference system") && !run.stderr.contains("does not know"))
            }
            for file in ["utm.csv", "tokyo.geojson", "study.yaml"] {
                let run = try Tool.run(["lint", file], environment: environment, directory: folder.url)
                #expect(run.stdout.contains("proj.db"), "\(file): \(run.stdout)")
            }
        }
    }

    /// Moved to a machine that has no PROJ at all: the database is where it was when the tool was built, and nowhere else. Where user namespaces are
    /// allowed, an empty folder takes its place; where they are not, `PROJ_DATA` names one.
    @Test func aRelocatedCopyNamesItToo() throws {
        try inside { folder, environment in
            let copy = folder.url.appending(path: "elsewhere/geo-tool")
            try FileManager.default.createDirectory(
                at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: Tool.path, to: copy)
            func check(_ run: Tool.Run, _ words: [String]) {
                #expect(run.exitCode == 70, "\(words): \(run.stderr)")
                #expect(run.stderr.contains("does not find its database, proj.db"), "\(words): \(run.stderr)")
                #expect(!run.stderr.contains("is not a coordinate reference system"), "\(words): \(run.stderr)")
            }
            let needing = [
                ["convert", "utm.csv", "-"], ["convert", "degrees.csv", "-", "--crs", "EPSG:5179"], ["locate", "tokyo.geojson"],
            ]
            for words in needing {
                check(try Tool.run(words, environment: environment, directory: folder.url, at: copy), words)
            }
            let works = try Tool.run(["locate", "posts.geojson"], environment: environment, directory: folder.url, at: copy)
            #expect(works.exitCode == 0, "\(works.stderr)")

            let places = ["/usr/share/proj", "/usr/local/share/proj"].filter {
                FileManager.default.fileExists(atPath: $0 + "/proj.db")
            }
            let mounting = places.map { "mount -t tmpfs none \($0) && " }.joined() + "cd \"$1\" && shift && exec \"$@\""
            let unshare = URL(filePath: "/usr/bin/unshare")
            func hidden(_ words: [String]) throws -> Tool.Run {
                try Tool.run(
                    ["-rm", "sh", "-c", "unset PROJ_DATA PROJ_LIB; " + mounting, "sh", folder.url.path] + words,
                    directory: folder.url,
                    at: unshare)
            }
            let canHide =
                try !places.isEmpty && FileManager.default.isExecutableFile(atPath: unshare.path)
                && hidden(["true"]).exitCode == 0
            let hiding = Need("way to hide proj.db", remedy: "install proj-data, and allow user namespaces") { canHide }
            guard try hiding.isMetOrSaysSo() else { return }
            for words in needing { check(try hidden([copy.path] + words), words) }
            let alone = try hidden([copy.path, "coverage", "hoeryong"])
            #expect(alone.exitCode == 0, "\(alone.stderr)")
        }
    }

    @Test func whatDoesNotNeedItWorks() throws {
        try inside { folder, environment in
            let commands = [
                ["convert", "posts.geojson", "-"], ["convert", "crs84.geojson", "-"], ["convert", "posts.kml", "-"],
                ["convert", "posts.gpkg", "-"], ["convert", "degrees.csv", "-"],
                ["convert", "degrees.csv", "-", "--crs", "GCJ02"],
                ["locate", "posts.geojson"], ["locate", "posts.gpkg"], ["border"], ["coverage", "hoeryong"],
                ["density", "hoeryong"],
                ["validate", "--detections", "posts.geojson", "--reference", "posts.geojson"],
            ]
            for command in commands {
                let run = try Tool.run(command, environment: environment, directory: folder.url)
                #expect(run.exitCode == 0, "\(command): \(run.stderr)")
            }
        }
    }
}
