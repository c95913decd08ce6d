import BorderGeo
import Foundation
import TestSupport
import Testing

/// KML and KMZ as other programs write them: nothing of them vanishes without a word.
@Suite struct KMLFromTheWildTests {
    private func read(_ bytes: [UInt8], encoding: TextEncoding? = nil) throws -> (features: [Feature], rules: [String]) {
        let (features, findings) = try InputReader.read(.bytes(bytes, name: "x"), options: InputOptions(encoding: encoding))
        return (features, findings.map(\.rule))
    }

    private static func document(_ body: String) -> String {
        "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\(body)</Document></kml>"
    }
    private static func placemark(_ name: String, _ coordinates: String = "129.75,42.43") -> String {
        "<Placemark><name>\(name)</name><Point><coordinates>\(coordinates)</coordinates></Point></Placemark>"
    }

    private func archive(_ entries: [(String, String)]) throws -> [UInt8] {
        var archive = ZipArchive()
        for (name, text) in entries { try archive.add(name, Array(text.utf8)) }
        return try archive.encoded()
    }

    @Test func linksWithinTheArchiveAreFollowed() throws {
        func link(_ href: String) -> String { "<NetworkLink><Link><href>\(href)</href></Link></NetworkLink>" }
        let bytes = try archive([
            ("doc.kml", Self.document(link("files/a.kml") + link("files/a.kml") + link("http://x.org/y.kml"))),
            ("files/a.kml", Self.document(Self.placemark("a") + link("../files/b.kml") + link("../doc.kml"))),
            ("files/b.kml", Self.document(Self.placemark("b"))),
        ])
        let (features, rules) = try read(bytes)
        #expect(features.map { $0.properties["name"] } == ["a", "b"])
        #expect(rules == ["kml-network-link"])
    }

    @Test func otherDocumentsAreNamedAndThoseOfMacOSAreNone() throws {
        let bytes = try archive([
            ("__MACOSX/._doc.kml", "Mac OS X"), ("one.kml", Self.document(Self.placemark("one"))),
            ("doc.kml", Self.document(Self.placemark("two"))),
        ])
        let (features, findings) = try InputReader.read(.bytes(bytes, name: "x.kmz"))
        #expect(features.map { $0.properties["name"] } == ["one"])
        #expect(findings.map(\.rule) == ["kml-other-documents"])
        #expect(findings.first?.sentence.contains("doc.kml") == true)
    }

    @Test func aSchemaMayMakePlacemarksOfItsOwn() throws {
        let body =
            "<Schema parent=\"Placemark\" name=\"Post\"><SimpleField type=\"string\" name=\"KIND\"/></Schema>"
            + "<Post><name>P1</name><KIND>guard_post</KIND><Point><coordinates>129.75,42.43,0</coordinates></Point></Post>"
        let (features, _) = try read(Array(Self.document(body).utf8))
        #expect(features.first?.properties["KIND"] == "guard_post")
        #expect(features.first?.geometry == .point(GeoPosition(longitude: 129.75, latitude: 42.43)))
    }

    @Test func emptyPositionsOfTracksAreSkippedWithAWarning() throws {
        let body =
            "<Placemark><gx:Track><gx:coord>129.75 42.43 0</gx:coord><gx:coord></gx:coord><gx:coord>129.76 42.44 0</gx:coord></gx:Track></Placemark>"
        let (features, rules) = try read(Array(Self.document(body).utf8))
        #expect(features.first?.geometry?.polylines.first?.positions.count == 2)
        #expect(rules.contains("kml-empty-coord"))
    }

    @Test func dataWithoutANameIsKept() throws {
        let body =
            "<Placemark><ExtendedData><Data><value>x</value></Data><camp:number>5</camp:number></ExtendedData>"
            + "<Point><coordinates>129.75,42.43</coordinates></Point></Placemark>"
        let (features, rules) = try read(Array(Self.document(body).utf8))
        #expect(features.first?.properties["data_1"] == "x")
        #expect(features.first?.properties["number"] == "5")
        #expect(rules.contains("kml-nameless-data"))
    }

    @Test func encodingsAreReadWhereTheyAreKnownAndRefusedWhereNot() throws {
        let text = Self.document(Self.placemark("회령 초소"))
        // iconv's CP949 of the name.
        let name: [UInt8] = [0xC8, 0xB8, 0xB7, 0xC9, 0x20, 0xC3, 0xCA, 0xBC, 0xD2]
        let (before, after) = (text.components(separatedBy: "회령 초소")[0], text.components(separatedBy: "회령 초소")[1])
        let korean = Array(before.utf8) + name + Array(after.utf8)
        #expect(throws: InputError.self) { try read(korean) }
        #expect(try read(korean, encoding: .cp949).features.first?.properties["name"] == "회령 초소")
        let declared = Array("<?xml version=\"1.0\" encoding=\"euc-kr\"?>".utf8) + korean
        #expect(try read(declared).features.first?.properties["name"] == "회령 초소")
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + text).utf16 {
            wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        #expect(try read(wide).features.first?.properties["name"] == "회령 초소")
    }

    @Test func everyBrokenPlacemarkIsFound() throws {
        let body = Self.placemark("a", "42.43,129.75") + Self.placemark("b") + Self.placemark("c", "x,y")
        let (features, findings) = try InputReader.inspect(.bytes(Array(Self.document(body).utf8), name: "x.kml"))
        #expect(features.map { $0.geometry == nil } == [true, false, true])
        #expect(findings.filter { $0.severity == .error }.map(\.place.feature) == [0, 2])
    }

    @Test(arguments: [
        ("fgb\u{3}fgb", "FlatGeobuf"), ("PAR1", "Parquet"), ("<?xml version=\"1.0\"?><gpx version=\"1.1\">", "GPX"),
        ("<osm version=\"0.6\">", "OpenStreetMap"), ("<a xmlns:gml=\"http://www.opengis.net/gml\">", "GML"),
        ("{\"type\":\"Topology\"}", "TopoJSON"),
        ("{\"geometryType\":\"esriGeometryPoint\",\"features\":[]}", "Esri JSON"), ("{\"images\":[],\"annotations\":[]}", "COCO"),
        ("var posts = {\"type\":\"FeatureCollection\"}", "script"),
    ])
    func otherFormatsAreNamed(head: String, word: String) throws {
        let error = #expect(throws: InputError.self) { try read(Array((head + String(repeating: " ", count: 64)).utf8)) }
        #expect(error?.problem.contains(word) == true, "\(String(describing: error))")
        #expect(error?.remedy.isEmpty == false)
    }

    /// ISO 13249-3 WKB: a compound curve of two lines, a curve polygon, and an arc.
    @Test func curvesWithoutArcsAreLines() throws {
        func int(_ n: UInt32) -> [UInt8] { withUnsafeBytes(of: n.littleEndian) { Array($0) } }
        func line(_ positions: [(Double, Double)], kind: UInt32 = 2) -> [UInt8] {
            [1] + int(kind) + int(UInt32(positions.count))
                + positions.flatMap { [$0.0, $0.1].flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian) { Array($0) } } }
        }
        let compound = [1] + int(9) + int(2) + line([(0, 0), (1, 0)]) + line([(1, 0), (1, 1)])
        #expect(try GeoGeometry(wkb: compound) == GeoGeometry(wkt: "LINESTRING (0 0, 1 0, 1 1)"))
        let ring = [1] + int(10) + int(1) + line([(0, 0), (1, 0), (1, 1), (0, 0)])
        #expect(try GeoGeometry(wkb: [1] + int(12) + int(1) + ring) == GeoGeometry(wkt: "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))"))
        #expect(throws: GeometryFormatError.self) { try GeoGeometry(wkb: line([(0, 0), (1, 1), (2, 0)], kind: 8)) }
    }
}
