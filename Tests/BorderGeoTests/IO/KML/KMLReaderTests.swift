import BorderGeo
import Testing

@Suite("KML reading") struct KMLReaderTests {
    func read(_ body: String) throws -> (layer: FeatureLayer, findings: [Finding]) {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">\(body)</kml>
            """
        return try KMLReader().read(Array(text.utf8), name: "t.kml")
    }

    func point(_ more: String = "", at coordinates: String = "129.75,42.43,0") -> String {
        "<Placemark>\(more)<Point><coordinates>\(coordinates)</coordinates></Point></Placemark>"
    }

    @Test func foldersBecomeAPathWhereverTheirNameStands() throws {
        let layer = try read(
            """
            <Document><name>My Places</name><Folder><name>Hoeryong</name><Folder>\(point("<name>post 1</name>"))<name>2022</name></Folder>
            \(point("<name>post 2</name>"))</Folder>\(point("<name>post 3</name>"))</Document>
            """
        ).layer
        #expect(layer.features.map { $0.properties["folder_path"] ?? .null } == ["Hoeryong/2022", "Hoeryong", .null])
        #expect(layer.features.map { $0.properties["name"] ?? .null } == ["post 1", "post 2", "post 3"])
    }

    @Test func attributesTakeTheTypeOfTheirSchema() throws {
        let (layer, findings) = try read(
            """
            <Document><Folder>\(point("""
                <ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="rows">2</SimpleData><SimpleData name="sigma_m">3.5</SimpleData>
                <SimpleData name="synthetic">1</SimpleData><SimpleData name="label">00123</SimpleData><SimpleData name="bad">x</SimpleData></SchemaData>
                <Data name="note"><displayName>n</displayName><value>초소 &lt;1&gt;</value></Data></ExtendedData>
                """))</Folder>
            <Schema name="s" id="s"><SimpleField type="int" name="rows"/><SimpleField type="float" name="sigma_m"/><SimpleField type="bool" name="synthetic"/>
            <SimpleField type="string" name="label"/><SimpleField type="int" name="bad"/><SimpleField type="int" name="unset"/></Schema></Document>
            """)
        let properties = layer.features[0].properties
        #expect(properties["rows"] == 2)
        #expect(properties["sigma_m"] == 3.5)
        #expect(properties["synthetic"] == true)
        #expect(properties["label"] == "00123")
        #expect(properties["note"] == "초소 <1>")
        #expect(properties["unset"] == .null)
        #expect(properties["bad"] == "x")
        #expect(findings.map(\.rule) == ["kml-value-type"])
        #expect(layer.fields.first { $0.name == "rows" }?.type == .integer)
        #expect(layer.synthetic)
    }

    static let times: [(name: String, xml: String, from: FieldValue, to: FieldValue)] = [
        ("span", "<TimeSpan><begin>2020-09-15</begin><end>2023-04-01</end></TimeSpan>", "2020-09-15", "2023-04-01"),
        ("open end", "<TimeSpan><begin>2020-09-15</begin></TimeSpan>", "2020-09-15", .null),
        ("open begin", "<TimeSpan><end>2023-04-01</end></TimeSpan>", .null, "2023-04-01"),
        ("stamp", "<TimeStamp><when>2019-03-31T10:20:30Z</when></TimeStamp>", "2019-03-31", .null),
        ("year", "<TimeStamp><when>2019</when></TimeStamp>", "2019", .null),
        ("month", "<gx:TimeSpan><begin>2019-05</begin></gx:TimeSpan>", "2019-05", .null),
        ("not a date", "<TimeStamp><when>2019-02-31</when></TimeStamp>", .null, .null),
        ("none", "", .null, .null),
    ]

    @Test(arguments: times) func timesBecomeDates(row: (name: String, xml: String, from: FieldValue, to: FieldValue)) throws {
        let feature = try read("<Document>\(point(row.xml))</Document>").layer.features[0]
        #expect(feature.properties["valid_from"] ?? .null == row.from, "\(row.name)")
        #expect(feature.properties["valid_to"] ?? .null == row.to, "\(row.name)")
    }

    @Test func theFoldersTimeCountsWhereThePlacemarkHasNone() throws {
        let layer = try read(
            """
            <Folder><TimeSpan><begin>2021-01-01</begin></TimeSpan>\(point())\(point("<TimeStamp><when>2022-02-02</when></TimeStamp>"))</Folder>
            """
        ).layer
        #expect(layer.features.map { $0.properties["valid_from"] ?? .null } == ["2021-01-01", "2022-02-02"])
    }

    static let a = GeoPosition(longitude: 129, latitude: 42)
    static let b = GeoPosition(longitude: 129.5, latitude: 42.25)
    static let c = GeoPosition(longitude: 129, latitude: 42.25)
    static let geometries: [(name: String, xml: String, geometry: GeoGeometry)] = [
        (
            "line", "<LineString><coordinates>129,42 129.5,42.25\n\t129,42.25,0</coordinates></LineString>",
            .lineString(Polyline([a, b, c]))
        ),
        (
            "spaces round commas", "<LineString><coordinates>129, 42, 0 129.5 ,42.25</coordinates></LineString>",
            .lineString(Polyline([a, b]))
        ),
        (
            "polygon with an open ring",
            "<Polygon><outerBoundaryIs><LinearRing><coordinates>129,42 129.5,42.25 129,42.25</coordinates></LinearRing></outerBoundaryIs></Polygon>",
            .polygon(Polygon(exterior: [a, b, c, a]))
        ),
        (
            "two lines",
            "<MultiGeometry><LineString><coordinates>129,42 129.5,42.25</coordinates></LineString><LineString><coordinates>129,42 129,42.25</coordinates></LineString></MultiGeometry>",
            .multiLineString([Polyline([a, b]), Polyline([a, c])])
        ),
        (
            "mixed",
            "<MultiGeometry><Point><coordinates>129,42</coordinates></Point><LineString><coordinates>129,42 129.5,42.25</coordinates></LineString></MultiGeometry>",
            .collection([.point(a), .lineString(Polyline([a, b]))])
        ),
        (
            "track",
            "<gx:Track><when>2020-01-01</when><gx:coord>129 42 0</gx:coord><gx:coord>129.5 42.25 0</gx:coord></gx:Track>",
            .lineString(Polyline([a, b]))
        ),
        (
            "tracks",
            "<gx:MultiTrack><gx:Track><gx:coord>129 42 0</gx:coord><gx:coord>129.5 42.25 0</gx:coord></gx:Track><gx:Track><gx:coord>129 42</gx:coord><gx:coord>129 42.25</gx:coord></gx:Track></gx:MultiTrack>",
            .multiLineString([Polyline([a, b]), Polyline([a, c])])
        ),
    ]

    @Test(arguments: geometries) func geometriesAreRead(row: (name: String, xml: String, geometry: GeoGeometry)) throws {
        let layer = try read("<Document><Placemark>\(row.xml)</Placemark></Document>").layer
        #expect(layer.features.count == 1)
        #expect(layer.features.first?.geometry == row.geometry, "\(row.name)")
    }

    @Test func whatIsLeftOutIsTold() throws {
        let (layer, findings) = try read(
            """
            <Document><NetworkLink><Link><href>http://example.org/x.kml</href></Link></NetworkLink><GroundOverlay/>
            <Placemark><Model/></Placemark>\(point(at: "129,42,125"))</Document>
            """)
        #expect(Set(findings.map(\.rule)) == ["kml-network-link", "kml-overlay", "kml-model", "kml-altitude"])
        #expect(layer.features.map(\.geometry) == [nil, .point(Self.a)])
    }

    @Test func descriptionsKeepTheirHTML() throws {
        let layer = try read("<Document>\(point("<description><![CDATA[<b>망루</b> & more]]></description>"))</Document>").layer
        #expect(layer.features[0].properties["description"] == "<b>망루</b> & more")
    }

    static let broken: [(name: String, text: String, word: String)] = [
        ("empty", "", "no element"),
        ("not XML", "{\"type\":1}", "outside"),
        ("other XML", "<html><body/></html>", "<html>"),
        ("cut off", "<kml><Document><Placemark>", "ends inside <Placemark>"),
        ("crossed tags", "<kml><Document></kml></Document>", "closes"),
        (
            "coordinates in words", "<kml><Placemark><Point><coordinates>east,north</coordinates></Point></Placemark></kml>",
            "not a longitude"
        ),
        (
            "latitude first", "<kml><Placemark><Point><coordinates>42.4,129.75</coordinates></Point></Placemark></kml>",
            "not a longitude"
        ),
        ("infinite", "<kml><Placemark><Point><coordinates>inf,nan</coordinates></Point></Placemark></kml>", "not a longitude"),
        ("one number", "<kml><Placemark><Point><coordinates>129</coordinates></Point></Placemark></kml>", "not a longitude"),
        (
            "entities that grow",
            "<!DOCTYPE k [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><kml><Placemark><name>&b;</name></Placemark></kml>",
            "declares entities"
        ),
        ("external entity", "<!DOCTYPE k [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><kml/>", "declares entities"),
        ("deep", String(repeating: "<Folder>", count: 5000), "nested"),
        ("other encoding", "<?xml version=\"1.0\" encoding=\"ISO-2022-KR\"?><kml/>", "iso-2022-kr"),
        ("no value", "<kml><Placemark id></Placemark></kml>", "has no value"),
    ]

    @Test(arguments: broken) func brokenFilesAreOneClearError(row: (name: String, text: String, word: String)) throws {
        let error = #expect(throws: InputError.self, "\(row.name)") { try KMLReader().read(Array(row.text.utf8), name: "t.kml") }
        #expect(error?.description.contains(row.word) == true, "\(row.name): \(error?.description ?? "")")
        #expect(error?.remedy.isEmpty == false, "\(row.name)")
        #expect(error?.place.file == "t.kml")
    }

    @Test func anArchiveWithoutKMLIsRefused() throws {
        var archive = ZipArchive()
        try archive.add("readme.txt", [65])
        let bytes = try archive.encoded()
        #expect(throws: InputError.self) { try KMLReader().read(bytes, name: "t.kmz") }
    }

    @Test func aBombIsRefused() throws {
        var archive = ZipArchive()
        try archive.add("doc.kml", [UInt8](repeating: 32, count: 5_000_000))
        let bytes = try archive.encoded()
        var small = KMLReader()
        small.unpackedLimit = 1_000_000
        let reader = small
        let error = #expect(throws: InputError.self) { try reader.read(bytes, name: "t.kmz") }
        #expect(error?.problem.contains("more than 1000000 bytes") == true)
    }

    /// Any damage to a document is an error or another document, never a trap.
    @Test func cutsAndFlipsNeverTrap() throws {
        let text = Array(
            String(
                decoding: KMLWriter(title: "t").document([.init(SampleLayers.fences), .init(SampleLayers.gaps)]), as: UTF8.self
            ).utf8)
        for count in stride(from: 0, to: text.count, by: 97) { _ = try? KMLReader().read(Array(text[..<count]), name: "t") }
        for index in stride(from: 0, to: text.count, by: 31) {
            var broken = text
            broken[index] = broken[index] == 0x3C ? 0x26 : 0x3C
            _ = try? KMLReader().read(broken, name: "t")
        }
        #expect(try KMLReader().read(text, name: "t").layer.features.count == 6)
    }
}
