import BorderGeo
import Foundation
import TestSupport
import Testing

/// The table of docs/formats.md, row by row and format by format: where it says "kept", nothing changes and nothing is said; elsewhere what it says comes true and is said.
@Suite struct FormatLossTableTests {
    /// Something of a kind that the table names.
    private struct Sample {
        /// GeoJSON features, each without its place where it has none of its own.
        var features: [String]
        /// For a cell of the table that is not "kept": what comes back holds this, or does not hold what follows a `!`.
        var comesBack: [String: String] = [:]
    }

    private static let place = #""geometry":{"type":"Point","coordinates":[129.75,42.43]}"#

    private static func feature(_ properties: String, id: String? = nil, geometry: String = place) -> String {
        #"{"type":"Feature",\#(id.map { "\"id\":\($0)," } ?? "")"properties":\#(properties),\#(geometry)}"#
    }

    private static let samples: [String: Sample] = [
        "id of a feature": Sample(
            features: [feature(#"{"a":"x"}"#, id: #""p1""#), feature(#"{"a":"y"}"#, id: #""p2""#)],
            comesBack: ["becomes the column `id`, or `feature_id` beside an attribute `id`": #""id":"p1""#]),
        "attribute `id` beside it": Sample(features: [feature(#"{"id":"own","a":"x"}"#)]),
        "missing id": Sample(features: [feature(#"{"a":"x"}"#), feature(#"{"a":"y"}"#)]),
        "missing value": Sample(
            features: [feature(#"{"a":"x","b":"y"}"#), feature(#"{"a":"z"}"#)], comesBack: ["becomes null": #""a":"z","b":null"#]),
        "whole number up to 64 bits": Sample(
            features: [feature(#"{"n":9223372036854775807}"#), feature(#"{"n":-9007199254740993}"#)],
            comesBack: ["kept; beyond 2^53 other programs drop digits": #""n":9223372036854775807"#]),
        "larger whole number": Sample(
            features: [feature(#"{"n":18446744073709551616}"#)], comesBack: ["text": #""n":"18446744073709551616""#]),
        "decimal number": Sample(features: [feature(#"{"x":2.5}"#), feature(#"{"x":0.1}"#)]),
        "text": Sample(features: [feature(#"{"t":" 초소, \"a\" <b>\n "}"#)]),
        "text that looks like a number, in all rows of a column": Sample(
            features: [feature(#"{"t":"1"}"#), feature(#"{"t":"25"}"#)], comesBack: ["read back as a number": #""t":25"#]),
        "text like `12.10`, `1E5`, `08123`": Sample(
            features: [feature(#"{"t":"12.10"}"#), feature(#"{"t":"1E5"}"#), feature(#"{"t":"08123"}"#)]),
        "empty text": Sample(features: [feature(#"{"t":""}"#), feature(#"{"t":"x"}"#)]),
        "control characters, U+FFFE, U+FFFF": Sample(
            features: [feature(#"{"t":"a\u0000b\u0007c\uffffd"}"#)],
            comesBack: [
                "U+FFFD": "a\u{FFFD}b\u{FFFD}c\u{FFFD}d", "kept, NUL becomes U+FFFD": "a\u{FFFD}b",
            ]),
        "nested value": Sample(
            features: [feature(#"{"o":{"b":[1,2]}}"#)], comesBack: ["text": #""o":"{\"b\":[1,2]}""#]),
        "values of several types in a field": Sample(
            features: [feature(#"{"v":1}"#), feature(#"{"v":"x"}"#), feature(#"{"v":true}"#)], comesBack: ["text": #""v":"true""#]
        ),
        "heights (Z)": Sample(
            features: [feature("{}", id: #""a""#, geometry: #""geometry":{"type":"Point","coordinates":[129.75,42.43,417.5]}"#)],
            comesBack: ["left out": "!417"]),
        "empty geometry": Sample(
            features: [feature(#"{"a":"x"}"#, geometry: #""geometry":{"type":"MultiLineString","coordinates":[]}"#)],
            comesBack: ["none": #""geometry":null"#]),
        "multi geometry of one part": Sample(
            features: [feature(#"{"a":"x"}"#, geometry: #""geometry":{"type":"MultiPoint","coordinates":[[129.75,42.43]]}"#)]),
        "feature without place, id and values": Sample(
            features: [feature(#"{"a":"x"}"#), feature(#"{"a":null}"#, geometry: #""geometry":null"#)],
            comesBack: ["left out: an empty row is none": "!null"]),
        "no feature at all": Sample(features: []),
        "field without a name": Sample(
            features: [feature(#"{"":"v","b":"w"}"#)], comesBack: ["`column_n`": #"":"v","b":"w""#]),
        "name that the format takes for itself": Sample(
            features: [feature(#"{"longitude":3,"fid":"f","Fid":"g"}"#)],
            comesBack: [
                "renamed (`longitude`, `latitude`, `wkt`)": #""longitude_2":3"#,
                "renamed (`fid`, `geom`, letter case)": #""fid_""#,
            ]),
        "coordinates": Sample(
            features: [feature(#"{"a":"x"}"#, geometry: #""geometry":{"type":"Point","coordinates":[129.751234564,42.43]}"#)],
            // Back in GeoJSON it has as many.
            comesBack: ["7 decimals": "129.7512346,", "kept": "129.7512346,"]),
    ]

    /// Rows that other tests walk through: what they hold cannot stand in GeoJSON.
    private static let elsewhere = ["BLOB (read from gpkg)", "measures (M) of our own layers"]

    struct Cell: Sendable, CustomTestStringConvertible {
        var kind: String
        var format: String
        var says: String
        var testDescription: String { "\(kind), \(format): \(says)" }
    }

    /// Every cell of the table as the page has it.
    static let cells: [Cell] = {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/formats.md")
        let lines = (try? String(contentsOf: page, encoding: .utf8))?.split(separator: "\n") ?? []
        let table = lines.filter { $0.hasPrefix("| ") }.map { line in
            line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
        }
        guard let header = table.first else { return [] }
        return table.dropFirst().flatMap { row in
            zip(header, row).dropFirst().map { Cell(kind: row[0], format: $0, says: $1) }
        }
    }()

    @Test func thePageHasTheTableAndEveryRowASample() {
        #expect(Self.cells.count >= 88)
        let kinds = Set(Self.cells.map(\.kind))
        #expect(kinds == Set(Self.samples.keys).union(Self.elsewhere))
    }

    @Test(arguments: cells) func theCellIsTrue(cell: Cell) throws {
        guard let sample = Self.samples[cell.kind] else { return }
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write(
            #"{"type":"FeatureCollection","features":[\#(sample.features.joined(separator: ","))]}"#, to: "in.geojson")
        func run(_ from: String, _ to: String) throws -> String {
            let run = try Tool.run(["convert", from, to], directory: folder.url)
            #expect(run.exitCode == 0, "\(run.stderr)")
            return run.stderr.split(separator: "\n").dropLast().joined(separator: "\n")
        }
        // What reading says of the input is said whatever is written.
        let said = try run("in.geojson", "x.\(cell.format)")
        _ = try run("x.\(cell.format)", "back.geojson")
        let back = try String(contentsOf: folder.url.appending(path: "back.geojson"), encoding: .utf8)
        let isKept = cell.says.hasPrefix("kept") || cell.says.hasPrefix("value kept") || cell.says == "header of the places"
        if isKept, sample.comesBack[cell.says] == nil {
            #expect(said.isEmpty, "\(said)")
            let features = try Self.features(back)
            #expect(try features == Self.features(#"{"features":[\#(sample.features.joined(separator: ","))]}"#), "\(back)")
        } else {
            let expected = try #require(sample.comesBack[cell.says], "a cell that no sample knows")
            if expected.hasPrefix("!") {
                #expect(!back.contains(expected.dropFirst()), "\(back)")
            } else {
                #expect(back.contains(expected), "\(back)")
            }
            #expect(said.isEmpty == (cell.says == "kept"), "\(said)")
        }
    }

    private static func features(_ text: String) throws -> [NSDictionary] {
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return try #require(object?["features"] as? [NSDictionary])
    }

    @Test func anIDThatLooksLikeADateGetsLettersInGeoJSON() throws {
        let run = try Tool.run(
            ["convert", "-", "-", "--to", "geojson"], stdin: Data(Self.feature(#"{"a":"x"}"#, id: #""2019-03-31""#).utf8))
        #expect(
            run.stdout.contains(#""id":"id-2019-03-31""#) && run.stderr.contains("look like dates"), "\(run.stdout) \(run.stderr)"
        )
    }

    @Test(.needs(.python), arguments: ["geojson", "csv", "kml", "gpkg"])
    func bytesAreReportedAsLost(format: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write(Self.feature(#"{"a":"x"}"#), to: "in.geojson")
        #expect(try Tool.run(["convert", "in.geojson", "in.gpkg"], directory: folder.url).exitCode == 0)
        let made = try External.run(
            "python3",
            [
                "-c",
                #"import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); [c.create_function(n, 1, lambda x: 0) for n in ('ST_IsEmpty', 'ST_MinX', 'ST_MaxX', 'ST_MinY', 'ST_MaxY')]; c.execute('ALTER TABLE "in" ADD COLUMN photo BLOB'); c.execute('UPDATE "in" SET photo=?', (b'JFIF',)); c.commit()"#,
                folder.path("in.gpkg"),
            ])
        try #require(made.exitCode == 0, "\(made.stderr)")
        let run = try Tool.run(["convert", "in.gpkg", "x.\(format)"], directory: folder.url)
        #expect(run.exitCode == 0 && run.stderr.contains("bytes (BLOB)"), "\(run.stderr)")
        let back = try Tool.run(["convert", "x.\(format)", "-", "--to", "geojson"], directory: folder.url)
        #expect(back.stdout.contains(#""photo":null"#) && !back.stdout.contains("JFIF"), "\(back.stdout)")
    }

    @Test(arguments: ["geojson", "csv", "kml", "gpkg"]) func measuresAreKeptByGeoPackageAlone(format: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let line = Polyline([GeoPosition(longitude: 129.1, latitude: 42.1), GeoPosition(longitude: 129.2, latitude: 42.3)])
        var layer = FeatureLayer(
            name: "m", title: "m", kind: .line, fields: [], features: [Feature(id: "a", geometry: .lineString(line))],
            synthetic: false)
        layer.measures[0] = [Measure(5), Measure(7.5)]
        let target = try #require(InputFormat(path: "x.\(format)"))
        let losses = try LayerFile.write(layer, to: folder.path("x.\(format)"), as: target, styles: [])
        #expect(
            losses.contains { $0.sentence.contains("measures (M)") || $0.sentence.contains("Measures (M)") } == (format != "gpkg")
        )
    }
}
