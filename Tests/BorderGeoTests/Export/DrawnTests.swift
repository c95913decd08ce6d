import BorderGeo
import Foundation
import TestSupport
import Testing

/// What a real QGIS draws and prints, counted in pixels, legend lines and sheets: `scripts/draw_qgis.py`. Settings are not looked at.
@Suite("Drawn by QGIS") struct DrawnTests {
    private struct Drawn: Decodable {
        struct Sheet: Decodable {
            var layout: String
            var scale: Double
            var holdsItsFeature: Bool?
            var inset: Bool
        }

        var pixels: [String: Int]
        var legend: [String: [String: Int]]
        var sheets: [Sheet]
    }

    private static func drawn(_ bundle: LayerBundle, _ arguments: [String] = []) throws -> Drawn {
        let path = try RoundTripTests.path("drawn-\(UUID().uuidString)")
        var folder = try OutputFolder(path)
        try bundle.write(into: &folder)
        _ = try folder.commit()
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Drawn.self, from: External.script("draw_qgis.py", [path] + arguments))
    }

    /// 100 km along a parallel near 50 N: a kilometre is 1/71.7 of a degree there.
    private static func stretch(_ from: Double, _ to: Double) -> GeoGeometry {
        .lineString(
            Polyline([from, to].map { GeoPosition(longitude: 20 + $0 / 71.7, latitude: 50) }))
    }

    private static func bundle(_ layers: [FeatureLayer]) -> LayerBundle {
        LayerBundle(title: "Drawn", sources: "Made by hand.", layers: layers, synthetic: true)
    }

    private static var frame: [FeatureLayer] {
        [
            FeatureLayer(
                name: "border", title: "Border", kind: .line, fields: [Field("name", .text)],
                features: [Feature(id: "b", geometry: stretch(0, 100), properties: ["name": "River"])], synthetic: true),
            FeatureLayer(
                name: "areas", title: "Study areas", kind: .line,
                fields: [Field("name", .text), Field("length_m", .real), Field("inward", .text)],
                features: [(0.0, 21.0), (40, 53), (88, 100)].enumerated().map { index, span in
                    Feature(
                        id: "a\(index)", geometry: stretch(span.0, span.1),
                        properties: [
                            "name": .text("Area \(index)"), "length_m": .real((span.1 - span.0) * 1000), "inward": "right",
                        ])
                }, synthetic: true),
        ]
    }

    /// Ten gaps of half a kilometre, 5 % of the border: what they take of the paper is their length at that scale times the width of their core,
    /// 2.2 mm. Round ends would make it three times as much.
    @Test(.needs(.qgis), arguments: [500_000.0, 250_000])
    func gapsAreAsLongAsTheyAre(scale: Double) throws {
        let gaps = FeatureLayer(
            name: "gaps", title: "Gaps", kind: .line, fields: [Field("length_m", .real), Field("open", .bool)],
            features: (0..<10).map { index in
                Feature(
                    id: "g\(index)", geometry: Self.stretch(Double(index) * 4 + 31, Double(index) * 4 + 31.5),
                    properties: ["length_m": 500, "open": .bool(false)])
            }, synthetic: true)
        let found = try Self.drawn(Self.bundle([gaps] + Self.frame), ["--scale", "\(Int(scale))"])
        let core = Palette.standard[.gap, "gap"].color.css
        let dots = 300 / 25.4
        let expected = 5000 / scale * 1000 * 2.2 * dots * dots
        let drawn = Double(found.pixels[core] ?? 0)
        #expect(abs(drawn / expected - 1) < 0.2, "\(drawn) pixels against \(expected)")
    }

    /// One facility that is counted, one outside the corridor, one rejected: two lines of the legend, and the same in the style of changes.
    @Test(.needs(.qgis))
    func whatIsNotCountedIsDrawnApart() throws {
        let facilities = FeatureLayer(
            name: "facilities", title: "Facilities", kind: .point, fields: [Field("kind", .text), Field("not_counted", .text)],
            features: [nil, "outside_corridor", "rejected"].enumerated().map { index, reason in
                Feature(
                    id: "f\(index)", geometry: .point(GeoPosition(longitude: 20.5, latitude: 49.99 - Double(index) * 0.001)),
                    properties: ["kind": "guard_post", "not_counted": reason.map { .text($0) } ?? .null])
            }, synthetic: true)
        let found = try Self.drawn(Self.bundle([facilities] + Self.frame), ["--scale", "50000"])
        #expect(found.legend["Facilities"] == ["Guard posts": 1, "Not counted": 2])
    }

    /// Every sheet of the built-in study is at a scale with at most two figures and zeros, and holds what it is of.
    @Test(.needs(.qgis)) func sheetsHaveRoundScales() throws {
        let found = try Self.drawn(LayerBundle(ExportSample.layers()))
        #expect(found.sheets.count == 6)
        for sheet in found.sheets {
            var figures = sheet.scale.rounded()
            #expect(abs(sheet.scale - figures) < 0.5)
            while figures > 99, figures.truncatingRemainder(dividingBy: 10) == 0 { figures /= 10 }
            #expect(figures < 100, "\(sheet.layout): 1:\(sheet.scale)")
            #expect(sheet.holdsItsFeature != false, "\(sheet.layout)")
            #expect(sheet.inset, "\(sheet.layout): 7 km of 1,188")
        }
    }

    /// Each epoch's theme draws what stood then: 5 watchtowers in 2019, 169 guard posts since; nothing of the other epoch.
    @Test(.needs(.qgis), arguments: [("2019", 5, 0), ("2022", 5, 169)])
    func anEpochsThemeDrawsIt(epoch: String, towers: Int, posts: Int) throws {
        let found = try Self.drawn(
            LayerBundle(ExportSample.layers()), ["--theme", "State of \(epoch)", "--scale", "50000"])
        let legend = try #require(found.legend["Facilities, \(epoch)"])
        #expect(legend["Watchtowers"] ?? 0 == towers && legend["Guard posts"] ?? 0 == posts)
        #expect(found.legend.keys.contains("Gaps \(epoch)") && !found.legend.keys.contains("Facilities"))
    }
}
