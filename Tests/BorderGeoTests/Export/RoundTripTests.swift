import BorderGeo
import Foundation
import Testing

/// What a layer is made of, comparable across formats: coordinates to 1e-7 degrees, single and multi geometries alike.
struct Essence: Equatable, CustomStringConvertible {
    var id: String
    var parts: [[String]]
    var values: [String: FieldValue]

    init(_ feature: Feature, fields: [Field]) {
        id = feature.id ?? ""
        parts = []
        switch feature.geometry {
        case .point(let p): parts = [[Self.place(p)]]
        case .multiPoint(let points): parts = points.map { [Self.place($0)] }
        case .some(let geometry):
            parts =
                geometry.polylines.map { $0.positions.map(Self.place) }
                + geometry.polygons.flatMap(\.rings).map { $0.map(Self.place) }
        case nil: break
        }
        values = [:]
        for field in fields { values[field.name] = feature.properties[field.name] ?? .null }
    }

    /// The lattice of 1e-7 degrees: no value of the samples lies within 1e-9 of the middle between two of its points.
    static func place(_ p: GeoPosition) -> String { "\(Int((p.longitude * 1e7).rounded())),\(Int((p.latitude * 1e7).rounded()))" }

    var description: String { "\(id) \(parts.count) parts \(values.sorted { $0.key < $1.key })" }
}

@Suite("Round trips") struct RoundTripTests {
    static let folder = FileManager.default.temporaryDirectory.appending(path: "bordergeo-export-\(UUID().uuidString)")

    static func path(_ name: String) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.appending(path: name).path
    }

    @Test(arguments: SampleLayers.all.map(\.name)) func geoPackageToKMLKeepsEverything(name: String) throws {
        let layer = try #require(SampleLayers.all.first { $0.name == name })
        let path = try Self.path("rt-\(name).gpkg")
        #expect(try GeoPackageWriter().write([.init(layer)], to: path) == [])
        let reader = try GeoPackageReader(path: path)
        let (packed, findings) = try reader.read(try reader.table())
        #expect(findings == [])
        #expect(packed.kind == layer.kind)
        let kmz = try KMLWriter(title: "t").archive([.init(packed)])
        let (placed, notes) = try KMLReader().read(kmz, name: "t.kmz")
        #expect(notes == [])
        let wanted = layer.features.map { Essence($0, fields: layer.fields) }
        #expect(packed.features.map { Essence($0, fields: layer.fields) } == wanted)
        // KML keeps the features of one epoch together, so the order may change.
        #expect(
            placed.features.map { Essence($0, fields: layer.fields) }.sorted { $0.id < $1.id } == wanted.sorted { $0.id < $1.id })
        for field in layer.fields {
            #expect(packed.fields.first { $0.name == field.name }?.type == field.type, "\(field.name)")
            // A column without a value has no dates to be told by.
            if field.type != .date || layer.features.contains(where: { $0.properties[field.name] ?? .null != .null }) {
                #expect(placed.fields.first { $0.name == field.name }?.type == field.type, "\(field.name)")
            }
        }
    }

    @Test func twiceTheSameBytes() throws {
        let tables = SampleLayers.all.map { GeoPackageWriter.Table($0) }
        let (a, b) = (try Self.path("a.gpkg"), try Self.path("b.gpkg"))
        try GeoPackageWriter(summary: "s").write(tables, to: a)
        try GeoPackageWriter(summary: "s").write(tables, to: b)
        #expect(try Data(contentsOf: URL(filePath: a)) == Data(contentsOf: URL(filePath: b)))
        let folders = SampleLayers.all.map { KMLWriter.Folder($0) }
        #expect(try KMLWriter(title: "t").archive(folders) == KMLWriter(title: "t").archive(folders))
    }
}
