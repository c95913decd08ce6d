import BorderGeo
import Foundation
import TestSupport
import Testing

/// The bundle of the built-in study `hoeryong`, made once.
enum ExportSample {
    static let model: Result<ReportModel, any Error> = Result {
        try ReportModel(StudyLoader().load("hoeryong"))
    }

    static let edition: Result<ReportModel, any Error> = model.flatMap { model in
        Result { ReportModel(try PublicEdition(of: model)) }
    }

    static func layers(public isPublic: Bool = false) throws -> StudyLayers {
        StudyLayers(try (isPublic ? edition : model).get())
    }

    /// Writes a bundle into a fresh folder and returns its path.
    static func write(public isPublic: Bool = false, _ name: String = UUID().uuidString) throws -> String {
        let path = try RoundTripTests.path("bundle-\(name)")
        var folder = try OutputFolder(path)
        try LayerBundle(layers(public: isPublic)).write(into: &folder, formats: [.geoPackage, .kml])
        _ = try folder.commit()
        return path
    }

    /// Every file of a folder, archives unpacked: what a reader could search.
    static func contents(_ path: String) throws -> [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path).sorted() {
            guard let data = FileManager.default.contents(atPath: "\(path)/\(name)"), !data.isEmpty else { continue }
            let bytes = Array(data)
            result[name] = bytes
            guard let archive = try? ZipReader(bytes) else { continue }
            for entry in archive.entries { result[name + "!" + entry.name] = try archive.contents(of: entry, limit: 1 << 30) }
        }
        return result
    }
}

extension StudyLayers {
    func layer(_ name: String) throws -> FeatureLayer { try #require(try layers().first { $0.name == name }) }
}

extension FeatureLayer {
    func sum(_ field: String, where key: String? = nil, is value: FieldValue = .null) -> Double {
        features.filter { key == nil || $0.properties[key ?? ""] == value }.reduce(0) { $0 + ($1.properties[field]?.number ?? 0) }
    }
}

@Suite("Layers of a study") struct StudyLayersTests {
    @Test func lengthsOfLayersAreThoseOfTheResults() throws {
        let study = try ExportSample.layers()
        let model = study.model
        let coverage = try study.layer("coverage")
        for row in model.coverage where row.area == "all" {
            for entry in row.multiplicity {
                let sum = coverage.features.filter {
                    $0.properties["epoch"] == .text(row.epoch) && $0.properties["layers"] == .integer(Int64(entry.layers))
                }.reduce(0) { $0 + ($1.properties["length_m"]?.number ?? 0) }
                #expect(abs(sum - entry.border.value) < 0.01, "\(row.epoch), \(entry.layers) layers")
            }
        }
        let change = try study.layer("change")
        let row = try #require(model.changes.last)
        for entry in row.fences.classes {
            #expect(
                abs(change.sum("length_m", where: "class", is: .text(entry.changeClass.rawValue)) - entry.border.value) < 0.01)
        }
        #expect(abs(try study.layer("fence_events").sum("length_m") - row.fences.border.value) < 0.01)
        let gaps = model.coverage.filter { $0.area != "all" }.flatMap(\.gaps)
        #expect(try study.layer("gaps").features.count == gaps.count)
        #expect(try study.layer("facilities").features.count == model.inventories[0].assets.facilities.count)
    }

    /// Geometry cut from the border is as long as its measures say, on the ellipsoid, to a millimetre.
    @Test(arguments: ["border", "coverage", "change", "gaps", "areas", "fence_events", "observations"])
    func stretchesAreAsLongAsTheySay(name: String) throws {
        let geodesic = Geodesic()
        for feature in try ExportSample.layers().layer(name).features {
            let drawn = (feature.geometry?.polylines ?? []).reduce(0.0) { sum, line in
                zip(line.positions, line.positions.dropFirst()).reduce(sum) { $0 + geodesic.distance($1.0, $1.1).value }
            }
            let said = try #require(feature.properties["length_m"]?.number)
            #expect(abs(drawn - said) < 0.0015, "\(feature.id ?? "")")
        }
    }

    @Test func theBorderCarriesTheMeasureOfEveryVertex() throws {
        let study = try ExportSample.layers()
        let border = try study.layer("border")
        let route = study.model.border.route
        #expect(border.measures.count == border.features.count)
        for (index, feature) in border.features.enumerated() {
            let measures = try #require(border.measures[index])
            let positions = (feature.geometry?.polylines ?? []).flatMap(\.positions)
            #expect(measures.count == positions.count)
            for (measure, position) in zip(measures, positions) {
                #expect(Geodesic().distance(try route.position(at: measure), position).value < 0.001)
            }
        }
    }

    /// Every corner of a strip lies between the border and its width, on the DPRK's side, and its area is near width times length.
    @Test func theBufferZoneLiesInland() throws {
        let study = try ExportSample.layers()
        let route = study.model.border.route
        let zone = try study.layer("buffer_zone")
        #expect(zone.features.count == 2)
        for feature in zone.features {
            let width = try #require(feature.properties["width_m"]?.number)
            for polygon in feature.geometry?.polygons ?? [] {
                for position in polygon.rings.flatMap({ $0 }) {
                    let inward = route.locate(position).inwardOffset.metres
                    #expect(inward > -0.5 && inward < width + 1.5, "\(inward) in a strip of \(width)")
                }
            }
            let area = try #require(feature.properties["area_km2"]?.number) * 1e6
            let expected = width * (feature.properties["border_m"]?.number ?? 0)
            #expect(abs(area / expected - 1) < 0.25, "\(area) m2 against \(expected)")
        }
    }

    /// Results end on whole millimetres, up to half a millimetre beyond the border's own end: nothing may lose its geometry there.
    @Test func aStudyOfTheWholeBorderIsDrawnToItsEnds() throws {
        let folder = try RoundTripTests.path("whole-border")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let text = "format: border-study/1\nid: whole\nepochs:\n  - {id: e1, date: 2019-03-31}\n"
        try Data(text.utf8).write(to: URL(filePath: folder + "/study.yaml"))
        let layers = try StudyLayers(ReportModel(StudyLoader().load(folder))).layers().filter { !$0.features.isEmpty }
        #expect(Set(layers.map(\.name)).isSuperset(of: ["border", "coverage", "gaps", "observations", "buffer_zone"]))
        for layer in layers {
            for feature in layer.features { #expect(feature.geometry != nil, "\(layer.name) \(feature.id ?? "")") }
        }
    }

    @Test func imagesAreLayersWithTheirDates() throws {
        let study = try ExportSample.layers()
        let images = try study.layer("images")
        #expect(images.features.count == study.model.observations.count)
        #expect(images.features.allSatisfy { $0.properties["date"]?.text != nil && $0.properties["state"] == "observed" })
        // A footprint of 0.1 by 0.1 degrees, as it was given.
        var model = study.model
        let ring = [(129.7, 42.4), (129.8, 42.4), (129.8, 42.5), (129.7, 42.5), (129.7, 42.4)]
            .map { GeoPosition(longitude: $0.0, latitude: $0.1) }
        model.observations = [
            Observation(
                epoch: "2019", extent: .footprint([Polygon(exterior: ring)]), state: .inconclusive, image: "img-1",
                date: CalendarDate("2019-03-31"), groundSampleDistance: Metres(0.5))
        ]
        let drawn = try StudyLayers(model).layer("footprints").features
        #expect(drawn.map(\.geometry) == [.polygon(Polygon(exterior: ring))])
        #expect(drawn[0].properties["state"] == "inconclusive" && drawn[0].properties["gsd_m"] == .real(0.5))
        // 0.1 degrees of latitude are 11.11 km there, of longitude 8.23 km.
        #expect(abs((drawn[0].properties["area_km2"]?.number ?? 0) - 91.4) < 0.3)
        #expect(try StudyLayers(ReportModel(PublicEdition(of: model))).layers().allSatisfy { $0.name != "footprints" })
        let style = try #require(MapStyle.standard(for: StudyLayers(model).layer("footprints")).first)
        #expect(style.legend.map(\.label) == ["Imaged, inconclusive"])
    }

    @Test func idsAreUniqueAndNoDates() throws {
        for layer in try ExportSample.layers().layers() {
            let ids = layer.features.map { $0.id ?? "" }
            #expect(Set(ids).count == ids.count, "\(layer.name)")
            #expect(!ids.contains { $0.isEmpty || $0.looksLikeDate }, "\(layer.name)")
        }
    }
}

@Suite("Bundles") struct ExportTests {
    @Test func everyLayerHasItsFilesAndEmptyOnesAreLeftOut() throws {
        let path = try ExportSample.write()
        let bundle = try LayerBundle(ExportSample.layers())
        let names = Set(try FileManager.default.subpathsOfDirectory(atPath: path))
        for layer in bundle.layers { #expect(names.contains(layer.name + ".geojson") && names.contains(layer.name + ".qml")) }
        for layer in bundle.empty { #expect(!names.contains(layer.name + ".geojson")) }
        #expect(names.isSuperset(of: ["hoeryong.qgz", "hoeryong.gpkg", "hoeryong.kmz", "README.txt", "about/manifest.json"]))
        let project = try #require(try ExportSample.contents(path)["hoeryong.qgz!hoeryong.qgs"])
        let text = String(decoding: project, as: UTF8.self)
        for layer in bundle.empty { #expect(!text.contains("./\(layer.name).geojson")) }
        let readme = String(decoding: try #require(try ExportSample.contents(path)["README.txt"]), as: UTF8.self)
        #expect(readme.contains(FeatureLayer.syntheticNote))
    }

    /// A layer that goes out in pieces has the bytes, and the digests, of one that is written whole.
    @Test func aLargeLayerIsTheSameInPieces() throws {
        let features = (0..<20_001).map { i in
            Feature(
                id: "p\(i)",
                geometry: i == 7 ? nil : .point(GeoPosition(longitude: 128 + Double(i % 9000) / 9000, latitude: 42.5)),
                properties: ["kind": .text("post, \(i)"), "n": .integer(Int64(i))])
        }
        let layer = FeatureLayer(name: "many", title: "Many", inferringFieldsOf: features, synthetic: true)
        let bundle = LayerBundle(title: "t", sources: "s", layers: [layer, SampleLayers.border], synthetic: true)
        let path = try RoundTripTests.path("in-pieces")
        var folder = try OutputFolder(path)
        _ = try bundle.write(into: &folder, formats: [.csv, .geoPackage])
        _ = try folder.commit()
        func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)"))) }
        let whole = try GeoJSONWriter.write(layer)
        #expect(whole.count > 2 << 20)
        #expect((try bytes("many.geojson") == whole) as Bool)
        #expect((try bytes("csv/many.csv") == CSVWriter.write(layer)) as Bool)
        let manifest = String(decoding: try bytes("about/manifest.json"), as: UTF8.self)
        for name in ["many.geojson", "csv/many.csv", "BorderGeo.gpkg", "border.geojson"] {
            #expect(manifest.contains(SHA256.hexadecimal(of: try bytes(name))), "\(name)")
        }
    }

    @Test func twiceTheSameBytes() throws {
        let (a, b) = (try ExportSample.contents(ExportSample.write()), try ExportSample.contents(ExportSample.write()))
        #expect(a.keys.sorted() == b.keys.sorted())
        for (name, bytes) in a { #expect(b[name] == bytes, "\(name)") }
    }

    @Test func anEmptyLayerIsNamed() throws {
        let empty = FeatureLayer(name: "gaps", title: "Gaps", kind: .line, fields: [], features: [], synthetic: false)
        let bundle = LayerBundle(title: "t", sources: "s", layers: [SampleLayers.border, empty], synthetic: false)
        let path = try RoundTripTests.path("with-empty")
        var folder = try OutputFolder(path)
        let names = try bundle.write(into: &folder)
        _ = try folder.commit()
        #expect(names == ["border.geojson", "border.qml", "BorderGeo.qgz", "README.txt", "about/manifest.json"])
        let readme = try String(contentsOfFile: path + "/README.txt", encoding: .utf8)
        #expect(readme.contains("Left out, since they hold nothing: gaps."))
    }

    @Test func aChangedStyleIsNoticedAndAnUntouchedFolderIsNot() throws {
        let path = try ExportSample.write()
        func refusal() throws -> String {
            do {
                var folder = try OutputFolder(path)
                try LayerBundle(ExportSample.layers()).write(into: &folder, formats: [.geoPackage, .kml])
                _ = try folder.commit()
                return ""
            } catch FileError.occupied(_, let reason) { return reason }
        }
        #expect(try refusal() == "")
        for name in ["notes.txt", "my-own.qml", "styles/my-own.qml"] {
            try Data("a note".utf8).write(to: URL(filePath: "\(path)/\(name)"))
        }
        #expect(try refusal() == "", "what is not overwritten is in nobody's way")
        try Data("mine".utf8).write(to: URL(filePath: path + "/fences.qml"))
        try Data("mine".utf8).write(to: URL(filePath: path + "/styles/fences-before-and-after-march-2020.qml"))
        #expect(
            try refusal() == "changed since the last run: fences.qml, styles/fences-before-and-after-march-2020.qml")
        try FileManager.default.removeItem(atPath: path + "/about/manifest.json")
        #expect(
            try refusal() == "not made by an earlier run: fences.qml, styles/fences-before-and-after-march-2020.qml",
            "what would get the bytes that it has loses nothing")
    }

    /// A folder where a file should go stops the run: everything else must stand as it stood.
    @Test func aFailedRunLeavesTheFolderAsItWas() throws {
        let path = try RoundTripTests.path("failing")
        func write(_ text: String) throws {
            var folder = try OutputFolder(path, .overwriting)
            for name in ["a.txt", "b/c.txt", "d.txt"] { try folder.write(text, to: name) }
            folder.retire("e.txt")
            _ = try folder.commit()
        }
        try write("old")
        try Data("mine".utf8).write(to: URL(filePath: path + "/e.txt"))
        try FileManager.default.removeItem(atPath: path + "/d.txt")
        try FileManager.default.createDirectory(atPath: path + "/d.txt", withIntermediateDirectories: false)
        #expect(throws: FileError.self) { try write("new") }
        #expect(try String(contentsOfFile: path + "/a.txt", encoding: .utf8) == "old")
        #expect(try String(contentsOfFile: path + "/b/c.txt", encoding: .utf8) == "old")
        #expect(try String(contentsOfFile: path + "/e.txt", encoding: .utf8) == "mine")
        try FileManager.default.removeItem(atPath: path + "/d.txt")
        try write("new")
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == ["a.txt", "b", "d.txt"])
        #expect(try String(contentsOfFile: path + "/b/c.txt", encoding: .utf8) == "new")
    }

    /// What an earlier run left would stand beside the new files as if it belonged to them, and in a public folder give places away.
    @Test func filesOfAnEarlierRunGoAndTheUsersStay() throws {
        let path = try ExportSample.write("twice")
        try Data("a note".utf8).write(to: URL(filePath: path + "/notes.txt"))
        #expect(FileManager.default.fileExists(atPath: path + "/fence_runs.geojson"))
        /// Writes layers over what lies there; the names of the files written and those of the files there now.
        func write(_ layers: StudyLayers) throws -> (written: [String], left: [String]) {
            var folder = try OutputFolder(path)
            let names = try LayerBundle(layers).write(into: &folder)
            _ = try folder.commit()
            let left = try FileManager.default.subpathsOfDirectory(atPath: path).filter {
                !["about", "styles", "csv"].contains($0)
            }
            return (names.sorted(), left.sorted())
        }
        let again = try write(ExportSample.layers())
        #expect(again.left == (again.written + ["notes.txt"]).sorted())
        // A public edition goes nowhere where something else is.
        let error = #expect(throws: FileError.self) { try write(ExportSample.layers(public: true)) }
        #expect(error.map { "\($0)".contains("notes.txt") } == true)
        #expect(FileManager.default.fileExists(atPath: path + "/fence_runs.geojson"))
        try FileManager.default.removeItem(atPath: path + "/notes.txt")
        let open = try write(ExportSample.layers(public: true))
        #expect(open.left == open.written && !open.left.contains("fence_runs.geojson"))
    }

    @Test func tablesHoldEveryFeatureOfALayer() throws {
        let path = try RoundTripTests.path("tables")
        var folder = try OutputFolder(path)
        let bundle = try LayerBundle(ExportSample.layers())
        try bundle.write(into: &folder, formats: .csv)
        _ = try folder.commit()
        for layer in bundle.layers {
            let features = try InputReader.read("\(path)/csv/\(layer.name).csv", options: InputOptions()).features
            #expect(features.count == layer.features.count, "\(layer.name)")
            #expect(features.allSatisfy { $0.geometry != nil }, "\(layer.name)")
        }
    }

    /// Every number a file holds: runs of digits with a point, as text to 7 places at most; in databases also every eight bytes.
    private struct Numbers {
        var texts: Set<String> = []
        var words: Set<UInt64> = []

        init(_ bytes: [UInt8], isBinary: Bool) {
            var digits: [UInt8] = []
            for byte in bytes + [0] {
                if (0x30...0x39).contains(byte) || byte == 0x2E {
                    digits.append(byte)
                } else if !digits.isEmpty {
                    texts.insert(String(decoding: digits, as: UTF8.self))
                    digits.removeAll(keepingCapacity: true)
                }
            }
            guard isBinary else { return }
            var word: UInt64 = 0
            for byte in bytes {
                word = word << 8 | UInt64(byte)
                words.insert(word)
            }
        }

        func contains(_ value: Double) -> Bool {
            texts.contains(FixedDecimal.string(value, decimals: 7)) || texts.contains(FixedDecimal.string(shortest: value))
                || words.contains(value.bitPattern) || words.contains(value.bitPattern.byteSwapped)
        }
    }

    /// Exact longitudes and latitudes of facilities and fences, and measures of gaps and runs of fence.
    static func secrets(_ model: ReportModel) -> [(name: String, value: Double)] {
        var result: [(String, Double)] = []
        for located in model.inventories[0].assets.facilities {
            result.append(("facility \(located.facility.id) longitude", located.facility.position.longitude))
            result.append(("facility \(located.facility.id) latitude", located.facility.position.latitude))
            if let measure = located.location?.measure {
                result.append(("facility \(located.facility.id) measure", (measure.metres * 1000).rounded() / 1000))
            }
        }
        for located in model.inventories[0].assets.fences {
            for position in located.fence.parts.flatMap(\.positions) {
                result.append(("fence \(located.fence.id)", position.longitude))
            }
            for event in located.events {
                result.append(("run of \(located.fence.id)", (event.span.from.metres * 1000).rounded() / 1000))
            }
        }
        for row in model.coverage {
            for gap in row.gaps {
                result += [("gap", gap.span.from), ("gap", gap.span.to)].map { ($0.0, ($0.1.metres * 1000).rounded() / 1000) }
            }
        }
        // Whole kilometres and hundredths of degrees are what rounding leaves, so they are no secret.
        return result.filter { $0.1 != ($0.1 * 100).rounded() / 100 }
    }

    /// The proof of `--public`: no exact position of anything survives in any file. The same search finds them in the analyst's bundle.
    @Test func noExactPositionSurvivesInPublic() throws {
        let secrets = Self.secrets(try ExportSample.model.get())
        #expect(secrets.count > 300)
        func numbers(_ path: String) throws -> [String: Numbers] {
            try ExportSample.contents(path).reduce(into: [:]) {
                $0[$1.key] = Numbers($1.value, isBinary: $1.key.hasSuffix(".gpkg"))
            }
        }
        let open = try numbers(ExportSample.write(public: true))
        #expect(open.keys.contains("hoeryong.gpkg") && open.keys.contains("hoeryong.kmz!doc.kml"))
        for (file, numbers) in open {
            let found = secrets.filter { numbers.contains($0.value) }
            #expect(found.isEmpty, "\(file): \(found.first?.name ?? "")")
        }
        let exact = try numbers(ExportSample.write())
        for file in ["facilities.geojson", "hoeryong.gpkg", "hoeryong.kmz!doc.kml"] {
            let found = secrets.filter { exact[file]?.contains($0.value) == true }
            #expect(found.count > 150, "\(file): the search itself must be able to find")
        }
    }
}
