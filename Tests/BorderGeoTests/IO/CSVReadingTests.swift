import BorderGeo
import Foundation
import OrderedCollections
import TestSupport
import Testing

@Suite struct CSVReadingTests {
    private func read(_ text: String, _ options: InputOptions = InputOptions()) throws -> (
        features: [Feature], findings: [Finding]
    ) {
        try InputReader.read(.bytes(Array(text.utf8), name: "x.csv"), options: options)
    }

    /// By file, the column whose expected values are others than those in it.
    private static let otherInTheFile = ["files/spectrum_location_coordinates.csv": "Contact Phone Number"]

    /// Values come typed (a column of whole numbers is whole numbers), so rows are compared as text; the empty cell is null.
    @Test(.needs(.corpora)) func everyCaseOfTheCSVCorpusAgrees() throws {
        let run = try CorpusRun(
            .csv, operation: "expected",
            checks: [
                "reject": { row in
                    let bytes = try row.bytes()
                    do {
                        let read = try InputReader.read(.bytes(bytes, name: row.id)).features
                        row.compare("verdict", false, got: "\(read.count) features", expected: "an error")
                    } catch let error as InputError {
                        row.compare("line of \(error)", got: error.place.line, expected: 2)
                    }
                },
                "accept": { row in
                    let features = try InputReader.read(.bytes(row.bytes(), name: row.id)).features
                    row.compare("features", !features.isEmpty, got: "0", expected: "some")
                    guard row.has("rows") else { return }
                    let single = try? row.value("rows", as: [String: String].self)
                    var rows = try single.map { [$0] } ?? row.value("rows")
                    var read = features.map { feature in
                        Dictionary(feature.properties.map { ($0.key, $0.value.plainText) }, uniquingKeysWith: { $1 })
                    }
                    if let column = Self.otherInTheFile[row.id] {
                        row.omit("\"\(column)\": what is expected there is not in the file, which is read as it is")
                        let differs = read.map { $0[column] } != rows.map { $0[column] }
                        row.compare("column left out", differs, got: "the same \(column)", expected: "another one")
                        for i in read.indices { read[i][column] = nil }
                        for i in rows.indices { rows[i][column] = nil }
                    }
                    row.compare("rows", got: read, expected: rows)
                },
            ])
        try run.expectAgreement()
    }

    private let hoeryong = GeoPosition(longitude: 129.75, latitude: 42.43)

    @Test(arguments: [
        ("decimal", "id,lat,lon\na,42.43,129.75\n"), ("semicolon and comma", "id;Latitude;Longitude\na;42,43;129,75\n"),
        ("tab", "id\tY\tX\na\t42.43\t129.75"), ("CRLF and quotes", "\"id\",\"lat\",\"lon\"\r\n\"a\",\"42.43\",\"129.75\"\r\n"),
        ("CR alone", "id,lat,lon\ra,42.43,129.75\r"), ("byte order mark", "\u{FEFF}id,lat,lon\na,42.43,129.75\n"),
        ("DMS", "id,lat,lon\na,42°25'48\"N,129°45'00\"E\n"), ("Korean", "id,위도,경도\na,42.43,129.75\n"),
        ("Chinese", "id,纬度,经度\na,42.43,129.75\n"), ("WKT", "id,wkt\na,POINT (129.75 42.43)\n"),
        ("GeoJSON cell", "id,geometry\na,\"{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[129.75,42.43]}\"\n"),
        ("blank lines", "id,lat,lon\n\n\na,42.43,129.75\n\n"),
    ])
    func placesAreReadHoweverTheyAreWritten(name: String, text: String) throws {
        let (features, _) = try read(text)
        let feature = try #require(features.first)
        #expect(features.count == 1)
        #expect(feature.properties == ["id": "a"], "\(name)")
        guard case .point(let p) = feature.geometry else {
            Issue.record("no point in \(name)")
            return
        }
        #expect(abs(p.longitude - hoeryong.longitude) < 1e-9 && abs(p.latitude - hoeryong.latitude) < 1e-9, "\(name)")
    }

    /// cs2cs EPSG:4326 -> EPSG:32652 and EPSG:5179 of 129.75 E 42.43 N; MGRS of the same place.
    @Test func projectedPlacesAgreeToACentimetre() throws {
        let utm = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 32652))
        let korea = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 5179))
        let u: PlanarPoint = try utm.forward(hoeryong)
        let k: PlanarPoint = try korea.forward(hoeryong)
        let tables = [
            ("easting,northing,zone\n\(u.easting),\(u.northing),52N\n", InputOptions()),
            ("wkt\nSRID=32652;POINT (\(u.easting) \(u.northing))\n", InputOptions()),
            ("easting,northing\n\(u.easting),\(u.northing)\n", InputOptions(crs: try CRS(epsg: 32652))),
            ("x,y\n\(k.easting),\(k.northing)\n", InputOptions(crs: try CRS(epsg: 5179))),
            ("wkt\nPOINT (\(k.easting) \(k.northing))\n", InputOptions(crs: try CRS(epsg: 5179))),
        ]
        for (text, options) in tables {
            guard case .point(let p)? = try read(text, options).features.first?.geometry else {
                Issue.record("no point: \(text)")
                continue
            }
            #expect(Geodesic().distance(p, hoeryong) < Metres(0.001), "\(text)")
        }
    }

    @Test func columnsGetOneTypeAndNothingIsCoerced() throws {
        let (features, findings) = try read(
            "n,x,zip,mixed,date,flag,empty,plus\n1,1.5,08123,1,2019-03-31,true,,+1\n2,2,01234,a,2020-01-01,false,,+2\n")
        #expect(findings.map(\.rule) == ["no-place-columns"])
        #expect(
            features.map(\.properties) == [
                [
                    "n": 1, "x": 1.5, "zip": "08123", "mixed": "1", "date": "2019-03-31", "flag": true, "empty": .null,
                    "plus": "+1",
                ],
                [
                    "n": 2, "x": .integer(2), "zip": "01234", "mixed": "a", "date": "2020-01-01", "flag": false, "empty": .null,
                    "plus": "+2",
                ],
            ])
    }

    @Test(
        arguments: [
            ("lat,lon\n42.4,129.7\nabc,129.7\n", 3, "\"abc\" cannot be read as degrees"), ("a,b\n1,2\n1,2,3\n", 3, "more cells"),
            ("a,b\n1,\"x\" y\n", 2, "text follows a closing quote"), ("1,2\n3,4\n", 1, "not a header"),
            ("a,b\n\"x\n", 2, "never closed"),
            ("easting,northing\n500000,4700000\n", 1, "not said"),
            ("lat,lon\n4700000,500000\n", nil, "metres of a map projection"),
            ("easting,northing,zone\n4700000,500000,52N\n", 2, "not a place in UTM zone"),
            ("easting,northing,zone\n500000,4700000,99\n", 2, "not a UTM zone"),
            ("mgrs\n52T ZZ 1\n", 2, "not an MGRS reference"), ("wkt\nPOINT 1 2\n", 2, "geometry cannot be read"),
            ("a,b\n1,\u{0}2\n", 2, "zero byte"),
        ] as [(String, Int?, String)])
    func errorsNameTheLine(text: String, line: Int?, words: String) throws {
        let error = try #require(throws: InputError.self) { try read(text) }
        #expect(error.place.line == line, "\(error)")
        #expect(error.problem.contains(words), "\(error)")
        #expect(!error.remedy.isEmpty)
    }

    @Test func doubtfulRowsAreFindings() throws {
        let (features, findings) = try read("id,lat,lon,id\na,42,129,b\nc\nd,,,\ne,129,42,\n")
        #expect(features.map(\.geometry).map { $0 == nil } == [false, true, true, true])
        #expect(features[0].properties == ["id": "a", "id_2": "b"])
        #expect(findings.map(\.rule) == ["duplicate-column", "off-earth", "short-row"])
        #expect(findings.map(\.place.line) == [nil, 5, 3])
    }

    @Test(arguments: [64, 97, 300, 1 << 20])
    func streamedTablesGiveTheSameRowsWhereverTheyAreCut(size: Int) throws {
        let rows = (0..<50).map { "p\($0),\"a, \"\"b\"\"\n\($0)\",\(42 + Double($0) / 100),\(129 + Double($0) / 100),\($0)" }
        let text = "id,note,lat,lon,n\n" + rows.joined(separator: "\r\n")
        var stream = try FeatureStream(.bytes(Array(text.utf8), name: "x.csv"), chunkBytes: size)
        var columns = FeatureColumns()
        var ledger = FeatureLedger(file: "x.csv")
        var ids: [FieldValue?] = []
        while let chunk = try stream.next() {
            columns.read(chunk)
            try ledger.accept(columns)
            for i in 0..<columns.count {
                let n = ids.count
                let feature = columns.feature(at: i)
                #expect(feature.properties["note"] == .text("a, \"b\"\n\(n)"))
                #expect(feature.properties["n"] == .integer(Int64(n)))
                #expect(feature.geometry == .point(GeoPosition(longitude: 129 + Double(n) / 100, latitude: 42 + Double(n) / 100)))
                ids.append(feature.properties["id"])
            }
        }
        #expect(ids == (0..<50).map { .text("p\($0)") })
    }

    /// Of a name without an ending; the first delimiter comes after 100 bytes.
    @Test(arguments: [64, 97, 1 << 20]) func aTableIsKnownByADelimiterAnywhereInItsFirstLine(size: Int) throws {
        let text = "\(String(repeating: "n", count: 100)),lat,lon\na,42,129\n"
        let read = try InputReader.collect(FeatureStream(.bytes(Array(text.utf8), name: "x"), chunkBytes: size), jobs: 1)
        #expect(read.features.map(\.geometry) == [.point(GeoPosition(longitude: 129, latitude: 42))])
    }

    @Test func aTableIsWrittenAndReadBack() throws {
        let features = try read("id,lat,lon,kind,n,x\na,42.43,129.75,\"초소, \"\"A\"\"\",1,1.5\nb,,,军营,,2\n").features
        let layer = FeatureLayer(name: "l", title: "l", inferringFieldsOf: features, synthetic: false)
        let bytes = try CSVWriter.write(layer)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "longitude,latitude,id,kind,n,x\n129.7500000,42.4300000,a,\"초소, \"\"A\"\"\",1,1.5\n,,b,军营,,2.0\n")
        let again = try InputReader.read(.bytes(bytes, name: "x.csv")).features
        #expect(again.map(\.geometry) == features.map(\.geometry))
        #expect(again.map(\.properties["kind"]) == features.map(\.properties["kind"]))
    }

    /// More delimiters in one name than between all of them: found by a fuzzer as a table of ours that could not be read.
    @Test(arguments: [InputFormat.csv, .tsv], [",,,,,,", ";;;;;;", "\t\t\t\t\t\t", "||||||"])
    func aNameFullOfDelimitersIsOneColumn(format: InputFormat, delimiters: String) throws {
        let feature = Feature(id: "a", geometry: .point(hoeryong), properties: ["n\(delimiters)n": .text("x")])
        let layer = FeatureLayer(name: "l", title: "l", inferringFieldsOf: [feature], synthetic: false, isVerbatim: true)
        let bytes = try LayerFile.bytes(layer, as: format, styles: [])
        let again = try InputReader.readVerbatim(.bytes(bytes, name: "x.\(format.endings[0])")).features
        #expect(again.map { $0.properties["n\(delimiters)n"] } == [.text("x")])
    }

    @Test func aTableThatIsCalledTSVHasTabsWhateverElseItsFirstLineHolds() throws {
        let text = "id\tlat\tlon\tkind (a, b, c, d, e)\n1\t42.43\t129.75\ta\n"
        let read = try InputReader.read(.bytes(Array(text.utf8), name: "x.tsv")).features
        #expect(read.map(\.properties["kind (a, b, c, d, e)"]) == [.text("a")])
    }

    @Test func linesAndPolygonsTravelAsWKT() throws {
        let line = GeoGeometry.lineString(Polyline([hoeryong, GeoPosition(longitude: 129.8, latitude: 42.5)]))
        let layer = FeatureLayer(name: "l", title: "l", inferringFieldsOf: [Feature(geometry: line)], synthetic: false)
        let bytes = try CSVWriter.write(layer)
        #expect(try InputReader.read(.bytes(bytes, name: "x.csv")).features.map(\.geometry) == [line])
    }

    @Test(arguments: [("cp949", "이름,위도,경도\n회령시 감시초소와 망루 그리고 병영,42.43,129.75\n"), ("utf-16le", "name,lat,lon\n회령,42.43,129.75\n")])
    func koreanTablesInOtherEncodingsAreRead(name: String, text: String) throws {
        let encoding: String.Encoding = name == "cp949" ? .init(rawValue: 0x8000_0422) : .utf16LittleEndian
        let data = try #require(text.data(using: encoding))
        let (features, _) = try InputReader.read(
            .bytes([UInt8](data), name: "x.csv"), options: InputOptions(encoding: TextEncoding(named: name)))
        #expect(features.first?.properties.values.first?.plainText.hasPrefix("회령") == true)
    }

    @Test func projectedGeoJSONIsConvertedByItsCRSMemberOrTheOption() throws {
        let utm = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 32652))
        let u: PlanarPoint = try utm.forward(hoeryong)
        let geometry =
            #"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[\#(u.easting),\#(u.northing)]}}"#
        let crs = #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32652"}}"#
        func collection(_ members: String) -> InputSource {
            .bytes(Array("{\"type\":\"FeatureCollection\",\(members)}".utf8), name: "x")
        }
        let before = try InputReader.read(collection("\(crs),\"features\":[\(geometry)]"))
        let option = try InputReader.read(collection("\"features\":[\(geometry)]"), options: InputOptions(crs: CRS(epsg: 32652)))
        let behind = try InputReader.read(collection("\"features\":[\(geometry)],\(crs)"))
        for features in [before.features, option.features, behind.features] {
            guard case .point(let p)? = features.first?.geometry else {
                Issue.record("no point")
                continue
            }
            #expect(Geodesic().distance(p, hoeryong) < Metres(0.001))
        }
        #expect(before.findings.first?.rule == "old-crs-member")
        #expect(throws: InputError.self) { try InputReader.read(collection("\"features\":[\(geometry)]")) }
    }
}
