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

    /// Well-known binary of LINESTRING M (129.1 42.1 5, 129.2 42.3 7.5), put together by hand from ISO 19125: byte order, type 2002,
    /// count, numbers; before it GeoPackage's header with the envelope.
    @Test func measuresAreWrittenAsM() throws {
        var layer = Self.layer([Feature(id: "a", geometry: .lineString(Polyline([Self.a, Self.b])))])
        layer.measures[0] = [Measure(5), Measure(7.5)]
        let path = try RoundTripTests.path("measures.gpkg")
        try GeoPackageWriter().write([.init(layer)], to: path)
        var expected: [UInt8] = [0x47, 0x50, 0, 3, 0xE6, 0x10, 0, 0]
        for value in [129.1, 129.2, 42.1, 42.3] { withUnsafeBytes(of: value.bitPattern.littleEndian) { expected += $0 } }
        expected += [1, 0xD2, 0x07, 0, 0, 2, 0, 0, 0]
        for value in [129.1, 42.1, 5.0, 129.2, 42.3, 7.5] {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { expected += $0 }
        }
        let file = try Data(contentsOf: URL(filePath: path))
        #expect(file.range(of: Data(expected)) != nil)
        let reader = try GeoPackageReader(path: path)
        let (back, findings) = try reader.read(try reader.table())
        #expect(back.features[0].geometry == layer.features[0].geometry)
        #expect(findings.map(\.rule) == ["dropped-m"])
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
        #expect(back.features[0].properties["json"] == .json("[1]"))
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
        #expect(error?.remedy.description == "Choose one with `layer`: fences, border.")
        #expect(try reader.table(named: "Border").name == "border")
        #expect(throws: InputError.self) { try reader.table(named: "posts") }
    }

    /// GDAL writes the same layer in Korea 2000 / Unified CS; reading it must give the degrees back to 1e-9 (0.1 mm).
    @Test(.needs(.ogr)) func anyCRSIsRead() throws {
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
