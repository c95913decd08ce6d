import BorderGeo
import Foundation
import TestSupport
import Testing

@Suite("GeoPackage") struct GeoPackageTests {
    static func layer(_ features: [Feature], fields: [Field] = [], kind: FeatureLayer.GeometryKind = .line) -> FeatureLayer {
        FeatureLayer(name: "t", title: "T", kind: kind, fields: fields, features: features, synthetic: false)
    }

    static let a = GeoPosition(longitude: 129.1, latitude: 42.1)
    static let b = GeoPosition(longitude: 129.2, latitude: 42.3)

    func trip(_ layer: FeatureLayer, _ name: String) throws -> (layer: FeatureLayer, findings: [Finding], written: [Finding]) {
        let path = try RoundTripTests.path(name)
        let written = try GeoPackageWriter().write([.init(layer)], to: path)
        let reader = try GeoPackageReader(path: path)
        let (back, findings) = try reader.read(try reader.table())
        return (back, findings, written)
    }

    /// Well-known binary of LINESTRING M (129.1 42.1 5, 129.2 42.3 7.5), put together by hand from ISO 19125: byte order, type 2002, count, numbers.
    @Test func measuresAreWrittenAsM() throws {
        var expected: [UInt8] = [1, 0xD2, 0x07, 0, 0, 2, 0, 0, 0]
        for value in [129.1, 42.1, 5.0, 129.2, 42.3, 7.5] {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { expected += $0 }
        }
        let bytes = WellKnownBinary.bytes(.lineString(Polyline([Self.a, Self.b])), measures: [Measure(5), Measure(7.5)])
        #expect(bytes == expected)
        let (geometry, dropped): (GeoGeometry, WellKnownBinary.Dropped) = try WellKnownBinary.geometry(bytes[...])
        #expect(geometry == .lineString(Polyline([Self.a, Self.b])))
        #expect(dropped == .m)
    }

    static let geometries: [(name: String, geometry: GeoGeometry)] = [
        ("point", .point(a)), ("line", .lineString(Polyline([a, b]))), ("empty line", .lineString(Polyline([]))),
        ("polygon with hole", .polygon(Polygon(exterior: [a, b, a], holes: [[b, a, b]]))), ("points", .multiPoint([a, b])),
        ("lines", .multiLineString([Polyline([a, b]), Polyline([b, a, b])])),
        ("polygons", .multiPolygon([Polygon(exterior: [a, b, a]), Polygon(exterior: [b, a, b])])),
        ("collection", .collection([.point(a), .collection([.lineString(Polyline([a, b]))])])),
    ]

    @Test(arguments: geometries) func everyKindComesBack(row: (name: String, geometry: GeoGeometry)) throws {
        let bytes = WellKnownBinary.bytes(row.geometry)
        #expect(try WellKnownBinary.geometry(bytes[...], as: GeoPosition.self).geometry == row.geometry, "\(row.name)")
        for count in bytes.indices {
            #expect(throws: WellKnownBinary.ReadingError.self, "\(row.name) cut to \(count)") {
                try WellKnownBinary.geometry(bytes[..<count], as: GeoPosition.self)
            }
        }
    }

    static let foreign: [(name: String, hex: String)] = [
        ("big-endian", "00 00000001 40602333 33333333 40450CCC CCCCCCCD"),
        ("ISO Z", "01 E9030000 3333333333236040 CDCCCCCCCC0C4540 0000000000005940"),
        ("EWKB with SRID and Z", "01 010000A0 E6100000 3333333333236040 CDCCCCCCCC0C4540 0000000000005940"),
    ]

    @Test(arguments: foreign) func foreignFormsAreRead(row: (name: String, hex: String)) throws {
        let digits = Array(row.hex.filter { $0 != " " })
        let bytes = try stride(from: 0, to: digits.count, by: 2).map {
            try #require(UInt8(String(digits[$0...($0 + 1)]), radix: 16))
        }
        let read: (geometry: GeoGeometry, dropped: WellKnownBinary.Dropped) = try WellKnownBinary.geometry(bytes[...])
        #expect(read.geometry == .point(Self.a), "\(row.name)")
        #expect(read.dropped == (row.name == "big-endian" ? [] : .z))
    }

    @Test func aCountThatLiesIsNotBelieved() {
        #expect(throws: WellKnownBinary.ReadingError.truncated) {
            try WellKnownBinary.geometry([1, 2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF][...], as: GeoPosition.self)
        }
    }

    @Test func valuesKeepTypesAndNulls() throws {
        let fields = [
            Field("flag", .bool), Field("n", .integer), Field("x", .real), Field("text", .text), Field("day", .date),
            Field("json", .json),
        ]
        let full = Feature(
            id: "f-1", geometry: .point(Self.a),
            properties: [
                "flag": true, "n": .integer(Int64.max), "x": 0.1, "text": "초소 'x' \"y\"", "day": "2020-02-29",
                "json": .json("[1]"),
            ])
        let hollow = Feature(id: "f-2", geometry: nil, properties: [:])
        let (back, findings, written) = try trip(Self.layer([full, hollow], fields: fields, kind: .point), "values.gpkg")
        #expect(findings == [] && written == [])
        #expect(back.features[0].properties["n"] == .integer(Int64.max))
        #expect(back.features[0].properties["x"] == 0.1)
        #expect(back.features[0].properties["flag"] == true)
        #expect(back.features[0].properties["text"] == "초소 'x' \"y\"")
        #expect(back.features[0].properties["json"] == "[1]")
        #expect(back.features[1].geometry == nil)
        #expect(back.features[1].properties.values.dropFirst().allSatisfy { $0 == .null })
        #expect(back.features.map(\.id) == ["f-1", "f-2"])
    }

    @Test func takenNamesAndMisfitsAreTold() throws {
        let feature = Feature(id: "a", geometry: .point(Self.a), properties: ["fid": 3, "Geom": "g", "n": "many"])
        let (back, _, written) = try trip(
            Self.layer([feature], fields: [Field("fid", .integer), Field("Geom", .text), Field("n", .integer)], kind: .point),
            "names.gpkg")
        #expect(written.map(\.rule) == ["renamed-column", "renamed-column", "value-type"])
        #expect(back.features[0].properties["fid_"] == 3)
        #expect(back.features[0].properties["Geom_"] == "g")
        #expect(back.features[0].properties["n"] == "many")
    }

    @Test func singleAndMultiShareATable() throws {
        let mixed = Self.layer([
            Feature(id: "a", geometry: .lineString(Polyline([Self.a, Self.b]))),
            Feature(id: "b", geometry: .multiLineString([Polyline([Self.a, Self.b]), Polyline([Self.b, Self.a])])),
        ])
        let back = try trip(mixed, "mixed.gpkg").layer
        #expect(back.features[0].geometry == .multiLineString([Polyline([Self.a, Self.b])]))
    }

    static let broken: [(name: String, bytes: [UInt8])] = [
        ("no SQLite", Array("hello".utf8)), ("empty", []), ("text of a header", Array("SQLite format 3\0".utf8)),
    ]

    @Test(arguments: broken) func brokenFilesAreOneClearError(row: (name: String, bytes: [UInt8])) throws {
        let path = try RoundTripTests.path("broken-\(row.name).gpkg")
        try Data(row.bytes).write(to: URL(filePath: path))
        #expect(throws: InputError.self, "\(row.name)") { try GeoPackageReader(path: path) }
    }

    @Test func aMissingFileIsNamed() {
        #expect(throws: FileError.notFound(path: "/nowhere/x.gpkg")) { try GeoPackageReader(path: "/nowhere/x.gpkg") }
    }

    @Test func severalLayersAskForAChoice() throws {
        let path = try RoundTripTests.path("several.gpkg")
        try GeoPackageWriter().write([.init(SampleLayers.fences), .init(SampleLayers.border)], to: path)
        let reader = try GeoPackageReader(path: path)
        let error = #expect(throws: InputError.self) { try reader.table() }
        #expect(error?.remedy == "Choose one of: fences, border.")
        #expect(try reader.table(named: "Border").name == "border")
        #expect(throws: InputError.self) { try reader.table(named: "posts") }
    }

    /// GDAL writes the same layer in Korea 2000 / Unified CS; reading it must give the degrees back to 1e-9 (0.1 mm).
    @Test(.enabled(if: External.has("ogr2ogr"), "skipped, no GDAL")) func anyCRSIsRead() throws {
        let source = try RoundTripTests.path("crs.gpkg")
        try GeoPackageWriter().write([.init(SampleLayers.facilities)], to: source)
        let target = try RoundTripTests.path("crs-5179.gpkg")
        try? FileManager.default.removeItem(atPath: target)
        let run = try External.run("ogr2ogr", ["-f", "GPKG", "-t_srs", "EPSG:5179", "-dim", "XYZ", target, source, "facilities"])
        try #require(run.exitCode == 0, "\(run.stderr)")
        let reader = try GeoPackageReader(path: target)
        let (layer, findings) = try reader.read(try reader.table())
        #expect(findings.map(\.rule) == ["dropped-z"])
        for (a, b) in zip(layer.features, SampleLayers.facilities.features) {
            guard case .point(let p) = a.geometry, case .point(let q) = b.geometry else {
                throw InputError("no point", remedy: "")
            }
            #expect(abs(p.longitude - q.longitude) < 1e-9 && abs(p.latitude - q.latitude) < 1e-9)
        }
    }
}
