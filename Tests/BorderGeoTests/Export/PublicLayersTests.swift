import BorderGeo
import Foundation
import TestSupport
import Testing

@Suite("Public layers") struct PublicLayersTests {
    /// Facilities stand on the border in the middle of their kilometres, and lines follow the border between whole kilometres (or its ends).
    @Test func whatPublicLayersDrawIsOnTheGrid() throws {
        let study = try ExportSample.layers(public: true)
        let route = study.model.border.route
        for layer in try study.layers() where layer.synthetic {
            for feature in layer.features {
                if case .point(let p) = feature.geometry {
                    let place = route.locate(p)
                    #expect(place.offset.distance.value < 0.01)
                    #expect((place.measure.metres.remainder(dividingBy: 1000).magnitude - 500).magnitude < 0.01)
                }
                for line in feature.geometry?.polylines ?? [] {
                    for end in [line.positions.first, line.positions.last].compactMap({ $0 }) {
                        let place = route.locate(end)
                        let off = (place.measure.metres / 1000 - (place.measure.metres / 1000).rounded()).magnitude * 1000
                        #expect(off < 0.01 || place.measure.metres > route.end.metres - 0.01, "\(layer.name) \(feature.id ?? "")")
                        #expect(place.offset.distance.value < 0.01)
                    }
                }
                for field in ["from_m", "to_m"] {
                    guard let value = feature.properties[field]?.number else { continue }
                    #expect(value.remainder(dividingBy: 1000) == 0, "\(layer.name) \(feature.id ?? "") \(field)")
                }
            }
        }
    }

    @Test func publicLayersKeepLengthsAndDropPlaces() throws {
        let (exact, open) = (try ExportSample.layers(), try ExportSample.layers(public: true))
        for name in ["gaps", "coverage", "change"] {
            let (a, b) = (try exact.layer(name), try open.layer(name))
            #expect(b.kind == .none && b.features.allSatisfy { $0.geometry == nil }, "\(name)")
            #expect(!b.hasField(named: "from_m") && !b.hasField(named: "to_m"), "\(name)")
            let field = name == "gaps" ? "unfenced_m" : "length_m"
            #expect(abs(a.sum("length_m") - b.sum(field)) < 300, "\(name)")
        }
        let last = open.model.inventories[1].epoch.id
        #expect(
            try open.layer("facilities").sum("count", where: "epoch", is: .text(last))
                == Double(exact.layer("facilities").features.count))
        let files = try ExportSample.contents(ExportSample.write(public: true))
        for file in ["README.txt", "hoeryong.qgz!hoeryong.qgs", "hoeryong.kmz!doc.kml", "hoeryong.gpkg"] {
            let data = Data(try #require(files[file]))
            #expect(data.range(of: Data("facilities by the whole kilometre".utf8)) != nil, "\(file) must say so")
        }
        for (file, bytes) in files where file.hasSuffix(".geojson") {
            #expect(Data(bytes).range(of: Data("public: whole kilometres".utf8)) != nil, "\(file) must say so")
        }
    }
}

extension FeatureLayer {
    fileprivate func hasField(named name: String) -> Bool { fields.contains { $0.name == name } }
}
