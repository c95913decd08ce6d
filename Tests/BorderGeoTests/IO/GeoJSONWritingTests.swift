import BorderGeo
import Foundation
import TestSupport
import Testing

@Suite struct GeoJSONWritingTests {
    private func p(_ x: Double, _ y: Double) -> GeoPosition { GeoPosition(longitude: x, latitude: y) }

    @Test func aLayerIsOneFeatureALineWithTypedColumnsAndBox() throws {
        let layer = FeatureLayer(
            name: "facilities", title: "Facilities", kind: .point,
            fields: [
                Field("kind", .text), Field("rows", .integer), Field("sigma_m", .real), Field("valid_from", .date),
                Field("extra", .json),
            ],
            features: [
                Feature(
                    id: "f-1", geometry: .point(p(129.12345678, 42.5)),
                    properties: [
                        "kind": "초소", "rows": 2, "sigma_m": 5, "valid_from": "2019-03-31", "extra": .json("[1]"), "unlisted": 1,
                    ]),
                Feature(geometry: nil, properties: ["rows": "two", "sigma_m": .real(.nan)]),
            ], synthetic: true)
        let text = String(decoding: try GeoJSONWriter.write(layer), as: UTF8.self)
        #expect(
            text == """
                {"type":"FeatureCollection","name":"facilities","synthetic":true,"bbox":[129.1234568,42.5000000,129.1234568,42.5000000],"features":[
                {"type":"Feature","id":"f-1","properties":{"kind":"초소","rows":2,"sigma_m":5.0,"valid_from":"2019-03-31","extra":[1]},"geometry":{"type":"Point","coordinates":[129.1234568,42.5000000]}},
                {"type":"Feature","properties":{"kind":null,"rows":null,"sigma_m":null,"valid_from":null,"extra":null},"geometry":null}
                ]}

                """)
    }

    @Test func anEmptyLayerIsAValidCollection() throws {
        let layer = FeatureLayer(name: "gaps", title: "Gaps", kind: .line, fields: [], features: [], synthetic: false)
        let bytes = try GeoJSONWriter.write(layer)
        #expect(try GeoJSONReader.read(.bytes(bytes, name: "x")).features.isEmpty)
    }

    @Test func ringsAreTurnedToTheRightHandRule() throws {
        let clockwise = [p(0, 0), p(0, 4), p(4, 4), p(0, 0)]
        let hole = [p(1, 2), p(2, 3), p(1, 3), p(1, 2)]
        var writer = ByteWriter()
        writer.append(.polygon(Polygon(exterior: clockwise, holes: [hole])))
        let (features, findings) = try GeoJSONReader.read(.bytes(writer.bytes, name: "x"))
        #expect(findings.isEmpty)
        #expect(features.first?.geometry == .polygon(Polygon(exterior: clockwise.reversed(), holes: [hole.reversed()])))
    }

    @Test(arguments: [Double.nan, .infinity, 181, -200])
    func coordinatesOffTheEarthAreRefused(x: Double) {
        let layer = FeatureLayer(
            name: "l", title: "", kind: .point, fields: [], features: [Feature(id: "a", geometry: .point(p(x, 42)))],
            synthetic: false)
        #expect(throws: InputError.self) { try GeoJSONWriter.write(layer) }
    }

    @Test func everythingReadIsWrittenAndReadBackTheSame() throws {
        let source: [UInt8] = Array(GeoJSONReadingTests.twoFeatures.utf8)
        let features = try GeoJSONReader.read(.bytes(source, name: "x")).features
        let layer = FeatureLayer(name: "x", title: "x", inferringFieldsOf: features, synthetic: false)
        let once = try GeoJSONWriter.write(layer)
        let again = try GeoJSONReader.read(.bytes(once, name: "x")).features
        #expect(again.map(\.geometry) == features.map(\.geometry))
        #expect(again.map(\.id) == features.map(\.id))
        #expect(again.first?.properties == features.first?.properties)
        #expect(try GeoJSONWriter.write(FeatureLayer(name: "x", title: "x", inferringFieldsOf: again, synthetic: false)) == once)
    }

    @Test(arguments: [
        ([1, 2] as [FieldValue], FieldType.integer), ([1, 2.5], .real), (["2019-03-31", .null], .date),
        (["2019-03-31", "x"], .text),
        ([true, false], .bool), ([true, 1], .text), ([.json("[]")], .json), ([.null], .text),
    ])
    func columnsGetTheOneTypeThatHoldsAllValues(values: [FieldValue], type: FieldType) {
        let features = values.map { Feature(geometry: nil, properties: ["a": $0]) }
        #expect(FeatureLayer(name: "x", title: "x", inferringFieldsOf: features, synthetic: false).fields == [Field("a", type)])
    }

    @Test func temporalColumnsComeBeforeOtherDatesAndIdsAreNeverDates() throws {
        let layer = FeatureLayer(
            name: "l", title: "", kind: .point,
            fields: [
                Field("kind", .text), Field("since_on", .date), Field("valid_to", .date), Field("n", .integer),
                Field("valid_from", .date),
            ],
            features: [Feature(id: "2019-02-31", geometry: nil)], synthetic: false)
        let text = String(decoding: try GeoJSONWriter.writeLines(layer), as: UTF8.self)
        #expect(
            text
                == #"{"type":"Feature","id":"id-2019-02-31","properties":{"kind":null,"valid_to":null,"valid_from":null,"since_on":null,"n":null},"geometry":null}"#
                + "\n")
    }
}
