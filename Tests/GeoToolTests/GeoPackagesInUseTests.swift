import BorderGeo
import Foundation
import TestSupport
import Testing

/// GeoPackages as they lie on disks: with a write-ahead log, in folders that may not be written, with texts of another encoding, with rows that are broken.
/// SQLite by way of Python makes them.
@Suite(.needs(.python)) struct GeoPackagesInUseTests {
    private static let posts = """
        id,kind,lat,lon
        a,guard_post,42.43012,129.75012
        b,watchtower,42.43112,129.75112
        c,camera,42.43212,129.75212

        """

    /// The triggers of the spatial index call functions that SQLite alone does not have.
    private static let connecting = """
        import sqlite3, sys, shutil, os
        p = sys.argv[1]
        c = sqlite3.connect(p)
        for name in "ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY": c.create_function(name, 1, lambda x: 0)

        """

    /// A GeoPackage of three posts, changed by a piece of Python in which `c` is the connection.
    private func prepare(_ folder: ScratchFolder, _ python: String) throws {
        try folder.write(Self.posts, to: "posts.csv")
        #expect(try Tool.run(["convert", "posts.csv", "posts.gpkg", "--quiet"], directory: folder.url).exitCode == 0)
        let run = try External.run(
            "python3",
            ["-c", Self.connecting + python, folder.path("posts.gpkg")])
        try #require(run.exitCode == 0, "\(run.stderr)")
    }

    private func names(_ folder: ScratchFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    }

    /// The mode is in the file's header for good; who reads has no need of a log.
    @Test func aPackageInWALModeIsReadWhereNothingMayBeWritten() throws {
        let folder = try ScratchFolder()
        defer {
            try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
            folder.remove()
        }
        try prepare(folder, "print(c.execute('PRAGMA journal_mode=WAL').fetchone())\nc.commit()\nc.close()")
        let before = try names(folder)
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.url.path)
        for command in [["lint", "posts.gpkg"], ["convert", "posts.gpkg", "-", "--to", "csv"], ["locate", "posts.gpkg"]] {
            let run = try Tool.run(command, directory: folder.url)
            #expect(run.exitCode <= 1 && !run.stderr.contains("readonly"), "\(command): \(run.stderr)")
            #expect(try names(folder) == before, "\(command) leaves nothing behind")
        }
        let run = try Tool.run(["convert", "posts.gpkg", "-", "--to", "csv"], directory: folder.url)
        #expect(run.stdout.split(whereSeparator: \.isNewline).count == 4, "\(run.stdout)")
    }

    /// An empty log, or one whose changes are all in the file, as QGIS leaves it while a project is open.
    @Test func aCleanLogIsLeftAlone() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try prepare(
            folder,
            """
            c.execute('PRAGMA journal_mode=WAL')
            c.execute("UPDATE posts SET kind='other' WHERE id='a'")
            c.commit()
            c.execute('PRAGMA wal_checkpoint(TRUNCATE)')
            shutil.copy(p, p + '.copy')
            open(p + '-wal.copy', 'wb').write(open(p + '-wal', 'rb').read())
            c.close()
            os.replace(p + '.copy', p)
            os.replace(p + '-wal.copy', p + '-wal')
            """)
        let before = try names(folder)
        #expect(before.contains("posts.gpkg-wal"))
        let run = try Tool.run(["convert", "posts.gpkg", "-", "--to", "csv"], directory: folder.url)
        #expect(run.exitCode == 0 && run.stdout.contains("a,other"), "\(run.stdout) \(run.stderr)")
        #expect(try names(folder) == before)
    }

    /// What another program has written and not yet brought into the file belongs to the layer.
    @Test func changesInTheLogAreRead() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try prepare(
            folder,
            """
            c.execute('PRAGMA journal_mode=WAL')
            c.execute('PRAGMA wal_autocheckpoint=0')
            c.execute("UPDATE posts SET kind='other' WHERE id='b'")
            c.commit()
            for s in ('', '-wal'):
                shutil.copy(p + s, p + s + '.copy')
            c.close()
            for s in ('', '-wal'):
                os.replace(p + s + '.copy', p + s)
            """)
        let run = try Tool.run(["convert", "posts.gpkg", "-", "--to", "csv"], directory: folder.url)
        #expect(run.exitCode == 0 && run.stdout.contains("b,other"), "\(run.stdout) \(run.stderr)")
    }

    @Test func textsInAnotherEncodingAreReadWhereItIsNamed() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        // "초소" in CP949.
        try prepare(
            folder, "c.execute(\"UPDATE posts SET kind=CAST(x'C3CABCD2' AS TEXT) WHERE id='a'\")\nc.commit()\nc.close()")
        let refused = try Tool.run(["convert", "posts.gpkg", "-", "--to", "csv"], directory: folder.url)
        #expect(refused.exitCode == 65)
        #expect(
            refused.stderr.contains("feature 0, posts.kind") && refused.stderr.contains("--encoding cp949"), "\(refused.stderr)")
        let read = try Tool.run(["convert", "posts.gpkg", "-", "--to", "csv", "--encoding", "cp949"], directory: folder.url)
        #expect(read.exitCode == 0 && read.stdout.contains("a,초소"), "\(read.stdout) \(read.stderr)")
        let wrong = try Tool.run(["convert", "posts.gpkg", "-", "--to", "csv", "--encoding", "utf-8"], directory: folder.url)
        #expect(wrong.exitCode == 65)
    }

    /// Every broken row has a finding, and the others are there.
    @Test func lintGoesOnBehindBrokenRows() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try prepare(
            folder,
            """
            c.execute("UPDATE posts SET geom=x'4750000199' WHERE id='a'")
            c.execute("UPDATE posts SET kind=CAST(x'C3CA' AS TEXT) WHERE id='b'")
            c.commit()
            c.close()
            """)
        let run = try Tool.run(["lint", "posts.gpkg", "--border", "none", "--format", "json"], directory: folder.url)
        let json = try JSONValue(parsing: [UInt8](run.stdoutData))
        #expect(json["results"]?.arrayValue?.first?["features"] == 3)
        let errors = (json["findings"]?.arrayValue ?? []).filter { $0["severity"]?.stringValue == "error" }
        #expect(errors.compactMap { $0["feature"]?.doubleValue } == [0, 1], "\(errors)")
    }

    /// The same of text formats: the second broken record is found as the first is, and what follows is read.
    @Test(arguments: [
        (
            "x.geojson",
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1]}},{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":"x"}},{"type":"Feature","id":"c","properties":{},"geometry":{"type":"Point","coordinates":[129.75012,42.43012]}}]}"#
        ),
        (
            "x.geojsonl",
            "{\"type\":\"Feature\",\"properties\":{},\"geometry\":\n{\"type\":\"Feature\",\"properties\":{},\"geometry\":5}\n{\"type\":\"Feature\",\"id\":\"c\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[129.75012,42.43012]}}\n"
        ),
        ("x.csv", "id,lat,lon\na,x,129.7\nb,42.4,y\nc,42.43012,129.75012\n"),
        (
            "x.kml",
            #"<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><Point><coordinates>a,b</coordinates></Point></Placemark><Placemark><Point><coordinates>c,d</coordinates></Point></Placemark><Placemark id="c"><Point><coordinates>129.75012,42.43012</coordinates></Point></Placemark></Document></kml>"#
        ),
    ])
    func lintGoesOnBehindBrokenRecords(name: String, text: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write(text, to: name)
        let run = try Tool.run(["lint", name, "--border", "none", "--format", "json"], directory: folder.url)
        let json = try JSONValue(parsing: [UInt8](run.stdoutData))
        #expect(json["results"]?.arrayValue?.first?["features"] == 3, "\(run.stdout)")
        let errors = (json["findings"]?.arrayValue ?? []).filter { $0["severity"]?.stringValue == "error" }
        #expect(Set(errors.compactMap { $0["feature"]?.doubleValue }) == [0, 1], "\(errors)")
    }

    /// Overpass says in a remark that it broke off; a remark about something else is none of that.
    @Test(arguments: [
        (#"runtime error: Query ran out of memory in "query" at line 3."#, true),
        ("runtime error: Query timed out in query", true),
        ("some places are approximate", false),
    ])
    func anAnswerOfOverpassThatBrokeOffIsNotEverything(remark: String, isPart: Bool) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let quoted = remark.replacingOccurrences(of: "\"", with: "\\\"")
        try folder.write(
            #"{"version":0.6,"generator":"Overpass API","elements":[{"type":"node","id":1,"lat":42.43012,"lon":129.75012,"tags":{"kind":"guard_post"}}],"remark":"\#(quoted)"}"#,
            to: "x.json")
        for command in [["convert", "x.json", "-"], ["locate", "x.json"], ["lint", "x.json", "--border", "none"]] {
            let run = try Tool.run(command, directory: folder.url)
            #expect(run.exitCode <= 1)
            #expect((run.stdout + run.stderr).contains("not complete") == isPart, "\(command): \(run.stdout) \(run.stderr)")
        }
        let validation = try Tool.run(["validate", "--detections", "x.json", "--reference", "x.json"], directory: folder.url)
        #expect(validation.exitCode == (isPart ? 65 : 0), "\(validation.stderr)")
    }
}
