import BorderGeo
import DatabaseHandles
import Foundation
import TestSupport
import Testing

/// Packages of somebody else are data: whatever they hold, reading gives features or one error, and nothing of theirs runs.
@Suite("hostile GeoPackages") struct HostileGeoPackageTests {
    /// A package with one table `t` of one point, then changed by `sql`: names are put together from literals, as everywhere.
    static func package(_ name: String, _ sql: String) throws -> String {
        let path = try RoundTripTests.path("hostile-\(name).gpkg")
        let point = Feature(id: "a", geometry: .point(GeoPackageTests.a), properties: ["n": 1, "words": "x"])
        let layer = GeoPackageTests.layer([point], fields: [Field("n", .integer), Field("words", .text)], kind: .point)
        try GeoPackageWriter().write([.init(layer)], to: path)
        let script = """
            import sqlite3, sys
            d = sqlite3.connect(sys.argv[1], isolation_level=None)
            for name in "ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY": d.create_function(name, 1, lambda x: 0)
            d.executescript(sys.argv[2])
            """
        let run = try External.run("python3", ["-c", script, path, sql])
        try #require(run.exitCode == 0, "\(name): \(run.stderr)")
        return path
    }

    static let dropTriggers = "DROP TRIGGER rtree_t_geom_update1; DROP TRIGGER rtree_t_geom_update3;"
    static func view(_ select: String) -> String { "\(dropTriggers) ALTER TABLE t RENAME TO t0; CREATE VIEW t AS \(select);" }

    static let refused: [(name: String, sql: String, words: String)] = [
        ("srs as text", "UPDATE gpkg_geometry_columns SET srs_id = 'abc'", "gpkg_geometry_columns.srs_id"),
        ("no such column", "UPDATE gpkg_geometry_columns SET column_name = 'nosuch'", "no column \"nosuch\""),
        (
            "name as bytes", "PRAGMA foreign_keys = OFF; UPDATE gpkg_contents SET table_name = x'ff' WHERE table_name = 't'",
            "gpkg_contents.table_name"
        ),
        ("title as bytes", "UPDATE gpkg_contents SET identifier = x'00' WHERE table_name = 't'", "gpkg_contents.identifier"),
        ("text that is none", "UPDATE t SET words = CAST(x'61ff' AS TEXT)", "feature 0, t.words"),
        (
            "code as text",
            "UPDATE gpkg_spatial_ref_sys SET srs_id = 7, organization_coordsys_id = 'x' WHERE srs_id = 4326; UPDATE gpkg_geometry_columns SET srs_id = 7",
            "organization_coordsys_id"
        ),
        (
            "recursive view",
            view("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS fid, NULL AS geom FROM c"),
            "recursive"
        ),
        (
            "rows without end",
            view("SELECT 1 AS fid, a.geom FROM t0 a")
                + "INSERT INTO t0(n) SELECT value FROM json_each('[' || replace(hex(zeroblob(400)), '0', '1,') || '1]');"
                + "DROP VIEW t; CREATE VIEW t AS SELECT 1 AS fid, a.geom FROM t0 a, t0 b, t0 c, t0 d;", "more than the file holds"
        ),
        (
            "work without end",
            view("SELECT 1 AS fid, a.geom FROM t0 a")
                + "INSERT INTO t0(n) SELECT value FROM json_each('[' || replace(hex(zeroblob(400)), '0', '1,') || '1]');"
                + "DROP VIEW t; CREATE VIEW t AS SELECT count(*) AS fid, NULL AS geom FROM t0 a, t0 b, t0 c, t0 d WHERE a.n + b.n + c.n + d.n = 7;",
            "it takes too"
        ),
        (
            "views of views",
            view("SELECT * FROM v9")
                + (0...9).map { i in
                    "CREATE VIEW v\(i) AS SELECT a.* FROM \(i == 0 ? "t0" : "v\(i - 1)") a"
                        + (0..<7).map { ", \(i == 0 ? "t0" : "v\(i - 1)") a\($0)" }.joined() + ";"
                }.joined(), "too many"
        ),
        ("function that reads files", view("SELECT 1 AS fid, readfile('/etc/hostname') AS geom"), "readfile"),
        ("function that makes much", view("SELECT 1 AS fid, randomblob(100000000) AS geom"), "randomblob"),
        ("virtual table", view("SELECT rowid AS fid, data AS geom FROM sqlite_dbpage"), "not readable"),
        ("table that JSON makes", view("SELECT key AS fid, value AS geom FROM json_each('[1,2]')"), "not allowed"),
    ]

    @Test(.needs(.python), arguments: refused)
    func isOneError(row: (name: String, sql: String, words: String)) throws {
        let path = try Self.package(row.name.split(separator: " ").joined(separator: "-"), row.sql)
        let error = #expect(throws: InputError.self, "\(row.name)") { try InputReader.read(path) }
        #expect(error?.description.contains(row.words) == true, "\(row.name): \(error?.description ?? "none")")
        #expect(error?.place.file == path && error?.remedy.isEmpty == false, "\(row.name)")
    }

    /// Views that a person makes are read: a selection, a join, computed columns.
    @Test(.needs(.python)) func honestViewsAreRead() throws {
        let path = try Self.package(
            "honest", Self.view("SELECT a.fid, a.geom, upper(a.words) AS words, a.n + b.n AS n FROM t0 a JOIN t0 b USING (fid)"))
        let (features, _) = try InputReader.read(path)
        #expect(features.map { $0.properties["words"] } == ["X"])
        #expect(features.map { $0.properties["n"] } == [2])
    }

    static let names = [
        #"length 10""#, #"x" TEXT); ATTACH './victim.gpkg' AS p; UPDATE p.fac SET kind='forged'; --"#, "a\u{0}b", "", "'",
        "select", "[x]", "`",
        "\"\u{301}", "rowid", "ROWID", "fid", "geom\u{0}", "<script>", "ä", "Ä", String(repeating: "n", count: 5000),
    ]

    /// Whatever a field is called, it becomes one column of that very name (NUL aside) with its value in it.
    @Test(arguments: names) func aNameIsAColumnAndNothingElse(name: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let path = folder.path("names.gpkg")
        let feature = Feature(id: "a", geometry: .point(GeoPackageTests.a), properties: [name: "v"])
        try GeoPackageWriter().write(
            [.init(GeoPackageTests.layer([feature], fields: [Field(name, .text)], kind: .point))], to: path)
        let (features, _) = try InputReader.read(path)
        #expect(features.first?.properties.values.contains("v") == true)
        #expect(features.first?.properties.count == 2)
        if name != "fid", !name.contains("\u{0}") { #expect(features.first?.properties[name] == "v") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["names.gpkg"])
    }

    /// Names of layers are the GeoPackage's, SQLite's and the styles' own at times, and differ in letter case alone.
    @Test func layersGetNamesThatAreFree() throws {
        let path = try RoundTripTests.path("layer-names.gpkg")
        let names = ["gpkg_contents", "sqlite_x", "layer_styles", "A", "a", "x\"; DROP TABLE gpkg_contents; --"]
        let tables = names.map { name in
            var layer = GeoPackageTests.layer([Feature(id: name, geometry: .point(GeoPackageTests.a))], kind: .point)
            layer.name = name
            layer.title = name
            return GeoPackageWriter.Table(layer, styles: [])
        }
        let findings = try GeoPackageWriter().write(tables, to: path)
        #expect(findings.map(\.rule) == ["renamed-table", "renamed-table", "renamed-table", "renamed-table"])
        let reader = try GeoPackageReader(path: path)
        #expect(reader.tables.map(\.title) == names)
        for (table, name) in zip(reader.tables, names) { #expect(try reader.read(table).layer.features.map(\.id) == [name]) }
    }

    /// More columns than SQLite takes is no full disk.
    @Test func theLimitOfColumnsIsNamed() throws {
        let path = try RoundTripTests.path("columns.gpkg")
        let fields = (0..<2100).map { Field("f\($0)", .integer) }
        let layer = GeoPackageTests.layer([Feature(id: "a", geometry: .point(GeoPackageTests.a))], fields: fields, kind: .point)
        let error = #expect(throws: InputError.self) { try GeoPackageWriter().write([.init(layer)], to: path) }
        #expect(error?.problem.contains("too many columns") == true)
    }

    /// A connection that writes cannot attach another file, whatever statement it is given.
    @Test(arguments: [SQLiteConnection.Purpose.reading, .writing]) func noOtherFileIsAttached(purpose: SQLiteConnection.Purpose)
        throws
    {
        let path = try RoundTripTests.path("attach-\(purpose).gpkg")
        try GeoPackageWriter().write([.init(GeoPackageTests.layer([], kind: .point))], to: path)
        for statement in [
            "ATTACH ':memory:' AS p", "VACUUM INTO 'x.db'", "PRAGMA writable_schema = ON", "DROP TABLE gpkg_contents",
        ] as [SQL] {
            let error = #expect(throws: SQLiteError.self) {
                let connection = try SQLiteConnection.open(path, for: purpose, size: 100_000)
                try connection.execute(statement)
            }
            #expect(error?.kind == .refused || error?.kind == .statement)
        }
    }
}
