import BorderGeo
import Foundation
import TestSupport
import Testing

@Suite struct GeoJSONReadingTests {
    private func read(_ text: String) throws -> (features: [Feature], findings: [Finding]) {
        try GeoJSONReader.read(.bytes(Array(text.utf8), name: "x.geojson"))
    }

    @Test(.needs(.corpora)) func everyCaseOfTheGeoJSONCorpusAgrees() throws {
        func check(_ row: CorpusRow) throws {
            var verdict = ""
            var message = ""
            do {
                let result = try GeoJSONReader.read(.bytes(row.bytes(), name: row.id))
                let isAccepted =
                    row.operation == "accept" ? result.findings.allSatisfy { $0.severity == .note } : result.findings.isEmpty
                verdict = isAccepted ? "accept" : "warn"
                message = result.findings.map { "\($0.place): \($0.sentence)" }.joined(separator: "\n")
            } catch let error as InputError { (verdict, message) = ("reject", "\(error)") }
            row.compare("verdict", verdict == row.operation, got: "\(verdict): \(message)", expected: row.operation)
        }
        let run = try CorpusRun(
            .geoJSON, operation: "expected",
            excuses: [
                "files/schema_invalid_feature_no-properties.json": """
                a Feature without "properties" is read with a warning: the same corpus wants that for one of GDAL's files, both cannot \
                hold, and nothing is lost by reading it
                """
            ],
            beside: ["schema_valid", "gdal_3_6_2", "json_error"],
            checks: ["accept": check, "warn": check, "reject": check])
        try run.expectAgreement()
    }

    @Test(arguments: [
        ("[[],[],[]]", 0), ("[[]]", 0), ("[]", 0), ("[[[0,0],[1,0],[1,1],[0,0]],[]]", 1),
    ]) func aRingWithoutPositionsIsNone(rings: String, count: Int) throws {
        let (features, findings) = try read("{\"type\":\"Polygon\",\"coordinates\":\(rings)}")
        #expect(findings.allSatisfy { $0.severity == .note }, "\(findings)")
        #expect(features.first?.geometry?.polygons.flatMap(\.rings).count == count)
        #expect(try features.first?.geometry?.isValid() == true)
    }

    @Test func aHoleInNothingIsRefused() throws {
        let text = "{\"type\":\"Polygon\",\"coordinates\":[[],[[0,0],[1,0],[1,1],[0,0]]]}"
        let error = #expect(throws: InputError.self) { try self.read(text) }
        #expect(
            error?.description.contains("a ring needs four or more positions, found `[],[[0,0]") == true,
            "\(error.map { "\($0)" } ?? "")")
    }

    static let twoFeatures = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","id":"a","properties":{"kind":"guard_post","n":1,"x":1.0,"big":12345678901234567890,"o":{"p":[1]},"e":null},
         "geometry":{"type":"Point","coordinates":[129.1234567,42.5]}},
        {"geometry":{"coordinates":[[129,42],[129.5,42.5]],"type":"LineString"},"type":"Feature","id":7,"properties":null}
        ]}
        """

    @Test func propertiesAndGeometriesAreReadAsWritten() throws {
        let (features, findings) = try read(Self.twoFeatures)
        #expect(findings.isEmpty)
        #expect(
            features == [
                Feature(
                    id: "a", geometry: .point(GeoPosition(longitude: 129.1234567, latitude: 42.5)),
                    properties: [
                        "kind": "guard_post", "n": 1, "x": .real(1), "big": .json("12345678901234567890"),
                        "o": .json(#"{"p":[1]}"#),
                        "e": .null,
                    ]),
                Feature(
                    id: "7",
                    geometry: .lineString(
                        Polyline([GeoPosition(longitude: 129, latitude: 42), GeoPosition(longitude: 129.5, latitude: 42.5)]))),
            ])
    }

    /// Each chunk size cuts at other places; the features must not depend on it.
    @Test(arguments: [64, 65, 97, 130, 251, 1000, 1 << 20])
    func chunkSizeDoesNotChangeWhatIsRead(size: Int) throws {
        let member = #"{"type":"Feature","properties":{"s":"a]}\",[{\\"},"geometry":{"type":"Point","coordinates":[129.5,42]}}"#
        let collection =
            "{\"type\":\"FeatureCollection\",\"name\":\"[]\",\"features\":[ "
            + Array(repeating: member, count: 37).joined(separator: " ,\n") + "\n],\"foo\":[{}]} \n"
        let lines = Array(repeating: member, count: 37).joined(separator: "\r\n")
        let sequence = Array(repeating: "\u{1E}" + member.replacingOccurrences(of: ",\"prop", with: ",\n\"prop"), count: 37)
            .joined(
                separator: "\n")
        let concatenated = Array(repeating: member.replacingOccurrences(of: ",\"prop", with: ",\n\"prop"), count: 37).joined(
            separator: " ")
        for text in [collection, lines, lines + "\n", sequence, concatenated] {
            var stream = try FeatureStream(.bytes(Array(text.utf8), name: "x"), chunkBytes: size)
            var columns = FeatureColumns()
            var ledger = FeatureLedger(file: "x")
            while let chunk = try stream.next() {
                columns.read(chunk)
                try ledger.accept(columns)
                for i in 0..<columns.count {
                    let feature = columns.feature(at: i)
                    #expect(feature.geometry == .point(GeoPosition(longitude: 129.5, latitude: 42)))
                    #expect(feature.properties["s"] == #"a]}",[{\"#)
                }
            }
            #expect(ledger.featureCount == 37, "\(text.prefix(40))")
        }
    }

    /// Found by libFuzzer: a box that the end of a block cut in two was refused as one of too few numbers.
    @Test func aBoxMayLieAcrossBlocks() throws {
        for length in 0..<64 {
            let text =
                #"{"type":"FeatureCollection","name":""# + String(repeating: "n", count: length)
                + #"","bbox":[129.7155840,42.4266944,129.7441516,42.4868450],"features":[{"type":"Feature","properties":{},"geometry":null}]}"#
            let stream = try FeatureStream(.bytes(Array(text.utf8), name: "x"), chunkBytes: 64)
            #expect(try InputReader.collect(stream).features.count == 1, "\(length)")
        }
    }

    @Test(arguments: [
        ("Point", "[1,2]"), ("MultiPoint", "[[1,2],[3,4]]"), ("LineString", "[[1,2],[3,4]]"),
        ("MultiLineString", "[[[1,2],[3,4]],[[5,6],[7,8]]]"),
        ("Polygon", "[[[0,0],[4,0],[4,4],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]"),
        ("MultiPolygon", "[[[[0,0],[4,0],[4,4],[0,0]]],[[[10,0],[14,0],[14,4],[10,0]],[[11,1],[12,2],[12,1],[11,1]]]]"),
    ])
    func everyShapeKeepsItsStructureWithTypeBeforeOrBehindCoordinates(type: String, coordinates: String) throws {
        let before = try read("{\"type\":\"\(type)\",\"coordinates\":\(coordinates)}").features
        let behind = try read("{\"coordinates\":\(coordinates),\"type\":\"\(type)\"}").features
        #expect(before == behind)
        let geometry = try #require(before.first?.geometry)
        #expect(geometry.typeName == type)
        let foundation = try JSONSerialization.jsonObject(with: Data(coordinates.utf8))
        func flatten(_ any: Any) -> [Double] { (any as? [Any])?.flatMap(flatten) ?? [(any as? Double) ?? .nan] }
        var numbers: [Double] = []
        geometry.forEachPosition { numbers += [$0.longitude, $0.latitude] }
        #expect(numbers == flatten(foundation))
        switch geometry {
        case .polygon(let p): #expect(p.holes.count == 1)
        case .multiPolygon(let p): #expect(p.map(\.holes.count) == [0, 1])
        case .multiLineString(let l): #expect(l.map(\.positions.count) == [2, 2])
        default: break
        }
    }

    @Test(
        arguments: [
            (
                #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{}},{"type":"Feature","geometry":{"type":"Point","coordinates":[129,"42"]},"properties":{}}]}"#,
                1, "/geometry/coordinates/1", "a position must be two or more numbers, found `\"42\"]}"
            ),
            (
                #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Pont","coordinates":[1,2]},"properties":{}}]}"#,
                0, "/geometry/type", "no such GeoJSON type, found `\"Pont\""
            ),
            (
                #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2]]},"properties":{}}]}"#,
                0, "/geometry/coordinates", "a line needs two"
            ),
            (
                #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[[1,2]]},"properties":{}}]}"#,
                0, "/geometry/coordinates/0", "brackets of \"coordinates\""
            ),
            (
                #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"a":1,}}]}"#,
                0, "/properties", "there is a comma before a closing bracket"
            ),
            (
                #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{}},]}"#, 1, "",
                "there is a comma before"
            ),
            (
                #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{}}]"#, nil, "",
                "the text ends"
            ),
            (#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null"#, 0, "/geometry", "the text ends"),
            (#"{"features":[{"type":"Feature","geometry":null,"properties":{}}]}"#, nil, "", "has no \"type\""),
            ("", nil, "", "the input is empty"), ("<kml>", nil, "", "a GeoJSON object is expected"),
            (
                "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":\"\u{1}\"}}", 0, "/properties/a",
                "an unescaped control character"
            ),
        ] as [(String, Int?, String, String)])
    func errorsNameFeaturePointerAndWhatStandsThere(text: String, feature: Int?, pointer: String, words: String) throws {
        let error = try #require(throws: InputError.self) { try read(text) }
        #expect(error.place.file == "x.geojson")
        #expect(error.place.feature == feature)
        #expect(error.place.pointer ?? "" == pointer)
        #expect(error.problem.contains(words), "\(error)")
        #expect(!error.remedy.isEmpty)
    }

    @Test func brokenUTF8IsNamedWithItsLine() throws {
        var bytes = Array(Self.twoFeatures.utf8)
        let index = try #require(bytes.firstRange(of: Array("guard".utf8))).lowerBound
        bytes[index] = 0xB1
        let error = try #require(throws: InputError.self) { try GeoJSONReader.read(.bytes(bytes, name: "x")) }
        #expect(error.problem.hasPrefix("the bytes are not UTF-8"))
        #expect(error.place.line == 2)
    }

    @Test func coordinatesOffTheEarthLoseTheirGeometryAndAreNamed() throws {
        let (features, findings) = try read(
            #"{"type":"Feature","id":"p","properties":{},"geometry":{"type":"Point","coordinates":[42.5,129.1]}}"#)
        #expect(features.map(\.geometry) == [nil])
        #expect(findings.map(\.rule) == ["off-earth"])
        #expect(findings.first?.place.id == "p")
    }

    @Test func duplicatePropertiesKeepTheLastValueAndAreNamed() throws {
        let (features, findings) = try read(
            #"{"type":"Feature","geometry":null,"properties":{"kind":"a","n":1,"k\u0069nd":"b"}}"#)
        #expect(features.first?.properties == ["kind": "b", "n": 1])
        #expect(findings.map(\.rule) == ["duplicate-property"])
    }

    @Test func manyDoubtfulFeaturesAreToldAsTwentyAndANumber() throws {
        let line = #"{"type":"Feature","geometry":null}"#
        let (features, findings) = try read(Array(repeating: line, count: 1000).joined(separator: "\n"))
        #expect(features.count == 1000)
        #expect(findings.count == 21)
        #expect(findings.last?.sentence.hasPrefix("980 more: ") == true)
        #expect(findings[5].place.feature == 5)
        #expect(findings[5].place.line == 6)
    }

    @Test func watchedNamesAreMarked() throws {
        let text =
            #"{"type":"Feature","geometry":null,"properties":{"measure_m":1}}"# + "\n"
            + #"{"type":"Feature","geometry":null,"properties":{"measure":1}}"#
        var stream = try FeatureStream(.bytes(Array(text.utf8), name: "x"))
        var columns = FeatureColumns(watching: ["measure_m"])
        let chunk = try #require(try stream.next())
        columns.read(chunk)
        #expect(columns.records.map(\.needsRewriting) == [true, false])
    }
}
