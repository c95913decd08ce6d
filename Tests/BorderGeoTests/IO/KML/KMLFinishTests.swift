import BorderGeo
import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What Google Earth gets: structure of the document, read as XML by Foundation.
@Suite("Finished KML") struct KMLFinishTests {
    private final class Tree: NSObject, XMLParserDelegate {
        final class Node {
            var name: String
            var attributes: [String: String]
            var children: [Node] = []
            var text = ""

            init(_ name: String, _ attributes: [String: String]) { (self.name, self.attributes) = (name, attributes) }

            subscript(_ name: String) -> Node? { children.first { $0.name == name } }
            func all(_ name: String) -> [Node] { children.filter { $0.name == name } }
            func every(_ name: String) -> [Node] { children.flatMap { ($0.name == name ? [$0] : []) + $0.every(name) } }
        }

        private var stack = [Node("", [:])]
        var root: Node { stack[0] }

        func parser(
            _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
            attributes: [String: String] = [:]
        ) {
            let node = Node(name, attributes)
            stack.last?.children.append(node)
            stack.append(node)
        }

        func parser(_: XMLParser, didEndElement _: String, namespaceURI _: String?, qualifiedName _: String?) {
            stack.removeLast()
        }
        func parser(_: XMLParser, foundCharacters text: String) { stack.last?.text += text }
    }

    private static func parsed(_ bytes: [UInt8]) throws -> Tree.Node {
        let tree = Tree()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = tree
        try #require(parser.parse())
        return try #require(tree.root["kml"]?["Document"])
    }

    private static func document(_ archive: [UInt8]) throws -> Tree.Node {
        let zip = try ZipReader(archive)
        return try parsed(zip.contents(of: #require(zip.entries.first { $0.name == "doc.kml" }), limit: 1 << 28))
    }

    /// The KMZ of the built-in study.
    private static func study() throws -> Tree.Node {
        let path = try ExportSample.write()
        return try document(Array(#require(FileManager.default.contents(atPath: path + "/hoeryong.kmz"))))
    }

    private static func folder(_ name: String, in document: Tree.Node) throws -> Tree.Node {
        try #require(document.all("Folder").first { $0.attributes["id"] == "layer-" + name })
    }

    /// OGC KML 2.2 fixes the order of what a feature holds; some readers skip what stands elsewhere.
    @Test func elementsStandInTheOrderOfTheStandard() throws {
        let order = [
            "name", "visibility", "open", "Snippet", "description", "LookAt", "TimeSpan", "styleUrl", "Style", "Region",
            "ExtendedData",
            "Schema", "Point", "LineString", "Polygon", "MultiGeometry", "ScreenOverlay", "Folder", "Placemark",
        ]
        let document = try Self.study()
        for feature in document.every("Folder") + document.every("Placemark") {
            let places = feature.children.compactMap { child in order.firstIndex(of: child.name) }
            #expect(places.count == feature.children.count && places == places.sorted(), "\(feature.children.map(\.name))")
        }
    }

    /// Each row of a balloon is filled by every feature of its style, and every value of a feature has a row.
    @Test func balloonsListWhatTheirFeaturesHave() throws {
        let document = try Self.study()
        let styles = Dictionary(uniqueKeysWithValues: document.all("Style").map { ($0.attributes["id"] ?? "", $0) })
        var seen = 0
        for layer in document.all("Folder") {
            let schema = String((layer.attributes["id"] ?? "").dropFirst("layer-".count))
            for placemark in layer.every("Placemark") {
                let style = try #require(styles[String((placemark["styleUrl"]?.text ?? "").dropFirst())])
                let balloon = try #require(style["BalloonStyle"]?["text"]).text
                let rows = Set(balloon.components(separatedBy: "$[\(schema)/").dropFirst().map { $0.prefix { $0 != "]" } })
                let values = Set(
                    (placemark["ExtendedData"]?["SchemaData"]?.children ?? []).compactMap {
                        $0.attributes["name"].map { $0[...] }
                    })
                #expect(rows == values, "\(placemark["name"]?.text ?? "")")
                #expect(balloon.contains("<table") && placemark["Snippet"] != nil)
                seen += 1
            }
        }
        #expect(seen > 300)
    }

    @Test func kindsAreFoldersAndOnlyTheLastEpochIsShown() throws {
        let document = try Self.study()
        #expect(
            try Self.folder("facilities", in: document).all("Folder").map { $0["name"]?.text } == ["Guard posts", "Watchtowers"])
        let gaps = try Self.folder("gaps", in: document).all("Folder")
        #expect(gaps.count == 2)
        for epoch in gaps {
            let isLast = epoch["name"]?.text.hasSuffix("2022") == true
            #expect((epoch["visibility"]?.text == "0") == !isLast)
            for placemark in epoch.all("Placemark") { #expect((placemark["visibility"]?.text == "0") == !isLast) }
        }
        // What was gone by the last epoch is there for the clock alone.
        for placemark in try Self.folder("facilities", in: document).every("Placemark") {
            let data = placemark["ExtendedData"]?["SchemaData"]?.children ?? []
            let epochs = data.first { $0.attributes["name"] == "epochs" }?.text ?? ""
            #expect((placemark["visibility"]?.text == "0") == !epochs.hasSuffix("2022"), "\(epochs)")
        }
    }

    @Test func theWindowBeginsAtTheStudyAndAreasHaveTheirOwnView() throws {
        let document = try Self.study()
        let view = try #require(document["LookAt"])
        // Hoeryong: 129.73 E, 42.46 N, 7.4 km of border.
        #expect(abs((Double(view["longitude"]?.text ?? "") ?? 0) - 129.73) < 0.02)
        #expect(abs((Double(view["latitude"]?.text ?? "") ?? 0) - 42.457) < 0.02)
        #expect((7000...12_000).contains(Double(view["range"]?.text ?? "") ?? 0))
        #expect(try Self.folder("areas", in: document).every("Placemark").allSatisfy { $0["LookAt"] != nil })
    }

    /// 2,000 posts: pieces with a region each, that holds them.
    @Test func manyPlacemarksAreDrawnCloseUp() throws {
        let document = try Self.parsed(
            KMLWriter(title: "t").document([KMLWriter.Folder(SampleLayers.facilities(count: 2000))]))
        let pieces = document.every("Folder").filter { $0["Region"] != nil }
        #expect(pieces.count == 5, "1,144 guard posts in pieces of 250; 285 or 286 of each other kind need none")
        #expect(pieces.reduce(0) { $0 + $1.all("Placemark").count } == 1144)
        #expect(document.every("Placemark").count == 2000)
        for piece in pieces {
            let box = try #require(piece["Region"]?["LatLonAltBox"])
            func limit(_ name: String) -> Double { Double(box[name]?.text ?? "") ?? .nan }
            for placemark in piece.all("Placemark") {
                let place = (placemark["Point"]?["coordinates"]?.text ?? "").split(separator: ",").compactMap { Double($0) }
                #expect(
                    place[0] > limit("west") && place[0] < limit("east") && place[1] > limit("south") && place[1] < limit("north")
                )
            }
            #expect(piece["Region"]?["Lod"]?["minLodPixels"]?.text == "96")
        }
    }

    @Test func noticesAreSaidOnce() throws {
        let path = try ExportSample.write()
        let zip = try ZipReader(Array(#require(FileManager.default.contents(atPath: path + "/hoeryong.kmz"))))
        let text = String(
            decoding: try zip.contents(of: #require(zip.entries.first { $0.name == "doc.kml" }), limit: 1 << 28), as: UTF8.self)
        #expect(text.components(separatedBy: FeatureLayer.syntheticNote).count == 2)
    }

    /// The legend is a picture that other programs open, with the colours of what is shown.
    @Test(.needs(.gdal)) func theLegendIsAPicture() throws {
        let path = try ExportSample.write()
        let zip = try ZipReader(Array(#require(FileManager.default.contents(atPath: path + "/hoeryong.kmz"))))
        let bytes = try zip.contents(of: #require(zip.entries.first { $0.name == "icons/legend.png" }), limit: 1 << 20)
        let file = try RoundTripTests.path("legend.png")
        try Data(bytes).write(to: URL(filePath: file))
        let script = """
            from osgeo import gdal; d = gdal.Open(r'\(file)')
            a = [d.GetRasterBand(i + 1).ReadRaster() for i in range(d.RasterCount)]
            print(d.RasterCount, d.RasterXSize > 100, d.RasterYSize > 100, len(set(zip(*a))))
            colours = set(zip(a[0], a[1], a[2])); print((0x23, 0x7A, 0x74) in colours, (0xFF, 0xD4, 0) in colours)
            """
        let run = try External.run("/usr/bin/python3", ["-c", script])
        let lines = run.stdout.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].hasPrefix("4 True True") && lines[1] == "True True", "\(run.stdout) \(run.stderr)")
    }
}
