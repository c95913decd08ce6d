import TestSupport
import Testing

@testable import GeoFormats
@testable import LinearReferencing

/// Features that each have fields of their own make no output that grows with the square of the input.
@Suite struct RowFieldsTests {
    private func layer(_ count: Int, keys: (Int) -> [String], fieldless: Int = 0) -> FeatureLayer {
        let features = (0..<count).map { i in
            Feature(
                id: "f\(i)", geometry: .point(GeoPosition(longitude: 129.7, latitude: 42.4)),
                properties: .init(uniqueKeysWithValues: keys(i).map { ($0, FieldValue.integer(Int64(i))) }))
        }
        return FeatureLayer(name: "x", title: "x", inferringFieldsOf: features, synthetic: false)
    }

    @Test func aSparseLayerIsWrittenWithEachFeaturesOwnFieldsInOneOrder() throws {
        // Every feature has one field that all have, written last, and one of its own, written first.
        let sparse = layer(300, keys: { ["k\($0)", "all"] })
        #expect(sparse.isSparse)
        let bytes = try GeoJSONWriter.write(sparse)
        #expect(bytes.count < 300 * 150)
        let read = try GeoJSONReader.read(.bytes(bytes, name: "x")).features
        #expect(read.count == 300)
        #expect(read[0].properties.keys == ["k0", "all"])
        #expect(read[7].properties.keys == ["all", "k7"])
        let again = FeatureLayer(name: "x", title: "x", inferringFieldsOf: read, synthetic: false)
        #expect(again.fields == sparse.fields)
        #expect(try GeoJSONWriter.write(again) == bytes)
    }

    @Test func otherLayersKeepEveryColumnForEveryFeature() throws {
        let wide = layer(20, keys: { i in (0..<150).map { "k\(i < 10 ? $0 : $0 + 1)" } })
        #expect(!wide.isSparse)
        #expect(!layer(90, keys: { ["k\($0)"] }).isSparse)
        let read = try GeoJSONReader.read(.bytes(try GeoJSONWriter.write(wide), name: "x")).features
        #expect(read.allSatisfy { $0.properties.count == 151 })
    }

    @Test(
        arguments: [
            (1996, InputFormat.geopackage, true), (1997, .geopackage, true), (1998, .geopackage, false), (2000, .csv, true),
            (2001, .csv, false), (2001, .tsv, false), (2001, .geojson, true), (2001, .kml, true),
        ])
    func tablesRefuseMoreColumnsThanTheyHold(columns: Int, format: InputFormat, isHeld: Bool) {
        let layer = layer(columns, keys: { ["k\($0)"] })
        if isHeld {
            #expect(throws: Never.self) { try layer.checkColumns(format) }
        } else {
            let error = #expect(throws: InputError.self) { try layer.checkColumns(format) }
            #expect("\(error.map { "\($0)" } ?? "")".contains("\(columns) different fields"))
        }
    }

    @Test func aFullTableMayHaveAnyNumberOfColumnsInCSV() throws {
        let full = layer(3, keys: { _ in (0..<5000).map { "k\($0)" } })
        #expect(throws: Never.self) { try full.checkColumns(.csv) }
    }

    /// The pair that QGIS takes for the temporal field goes before the first date once and for all.
    @Test(
        arguments: [
            (["layer", "valid_from", "upgraded_on", "material"], ["layer", "valid_from", "upgraded_on", "material"]),
            (["upgraded_on", "layer", "valid_to", "valid_from"], ["valid_to", "valid_from", "upgraded_on", "layer"]),
            (["a", "valid_from", "b", "upgraded_on", "valid_to"], ["a", "b", "valid_from", "valid_to", "upgraded_on"]),
        ])
    func theOrderOfColumnsIsThatOfTheNextPass(names: [String], order: [String]) {
        var fields = names.map { Field($0, $0 == "upgraded_on" ? .date : .text) }
        for _ in 1...3 {
            fields =
                FeatureLayer(name: "x", title: "x", kind: .point, fields: fields, features: [], synthetic: false)
                .fieldsForTemporalSettings
            #expect(fields.map(\.name) == order)
        }
    }
}
