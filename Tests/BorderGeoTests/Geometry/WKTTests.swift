import BorderGeo
import TestSupport
import Testing

@Suite struct WKTTests {
    private static let roundTrips = [
        "POINT (1 2)", "POINT (-0.1 1e-07)", "POINT (1e+300 -2.5)", "LINESTRING (0 0, 1.5 2)", "LINESTRING EMPTY",
        "POLYGON ((0 0, 1 0, 1 1, 0 0))", "POLYGON ((0 0, 9 0, 9 9, 0 0), (5 1, 6 1, 6 2, 5 1))", "POLYGON EMPTY",
        "MULTIPOINT ((1 2), (3 4))", "MULTIPOINT EMPTY", "MULTILINESTRING ((0 0, 1 1), EMPTY)", "MULTILINESTRING EMPTY",
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), EMPTY)", "MULTIPOLYGON EMPTY", "GEOMETRYCOLLECTION EMPTY",
        "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING EMPTY, GEOMETRYCOLLECTION (POINT (3 4)))",
    ]

    @Test(arguments: roundTrips) func textAndBytesReturnTheSameGeometry(text: String) throws {
        let geometry = try PlanarGeometry(wkt: text)
        #expect(geometry.wkt == text)
        #expect(try PlanarGeometry(wkb: geometry.wkb) == geometry)
        #expect(try GeoGeometry(wkt: text).wkt == text)
    }

    private static let spellings: [(name: String, text: String, wkt: String)] = [
        ("lower case, no spaces", "linestring(0 0,1 1)", "LINESTRING (0 0, 1 1)"),
        ("line breaks and tabs", " LINESTRING\n(\t0 0 ,\r\n1 1 ) ", "LINESTRING (0 0, 1 1)"),
        ("bare multipoint", "MULTIPOINT (1 2, 3 4)", "MULTIPOINT ((1 2), (3 4))"),
        ("empty member", "MULTIPOINT (EMPTY, (3 4))", "MULTIPOINT ((3 4))"),
        ("empty point", "POINT EMPTY", "MULTIPOINT EMPTY"),
        ("linear ring", "LINEARRING (0 0, 1 0, 1 1, 0 0)", "LINESTRING (0 0, 1 0, 1 1, 0 0)"),
        ("heights", "POINT Z (1 2 3)", "POINT (1 2)"),
        ("heights without a word", "LINESTRING (0 0 5, 1 1 6)", "LINESTRING (0 0, 1 1)"),
        ("measures, glued", "POINTM(1 2 3)", "POINT (1 2)"),
        ("both", "POLYGON ZM ((0 0 1 1, 1 0 1 1, 1 1 1 1, 0 0 1 1))", "POLYGON ((0 0, 1 0, 1 1, 0 0))"),
        ("empty with dimensions", "MULTILINESTRING ZM EMPTY", "MULTILINESTRING EMPTY"),
        ("EWKT", "SRID=4326;POINT(129 42)", "POINT (129 42)"),
        ("exponents", "POINT(1E2 -3.5e-1)", "POINT (100 -0.35)"),
        ("plus and bare dot", "POINT(+1 .5)", "POINT (1 0.5)"),
    ]

    @Test(arguments: spellings) func spellingsOfOtherWritersAreRead(row: (name: String, text: String, wkt: String)) throws {
        #expect(try PlanarGeometry(wkt: row.text).wkt == row.wkt)
    }

    private static let broken: [(name: String, text: String, offset: Int)] = [
        ("nothing", "", 0), ("a word", "HELLO", 0), ("a curve", "CIRCULARSTRING (0 0, 1 1, 2 0)", 0),
        ("no parenthesis", "POINT 1 2", 6), ("one number", "POINT (1)", 8), ("no end", "POINT (1 2", 10),
        ("letters for a number", "POINT (1 x)", 9), ("rest", "POINT (1 2) 3", 12), ("two commas", "LINESTRING (0 0,, 1 1)", 16),
        ("empty list", "LINESTRING ()", 12), ("hexadecimal", "POINT (0x10 1)", 8),
        ("five numbers", "POINT (1 2 3 4 5)", 15),
    ]

    @Test(arguments: broken) func brokenTextIsRefusedWithItsPlace(row: (name: String, text: String, offset: Int)) {
        #expect {
            try PlanarGeometry(wkt: row.text)
        } throws: {
            ($0 as? GeometryFormatError)?.offset == row.offset && ($0 as? GeometryFormatError)?.format == .wkt
        }
    }

    @Test func deepNestingIsRefusedAndDoesNotCrash() {
        let deep = String(repeating: "GEOMETRYCOLLECTION (", count: 100_000)
        #expect(throws: GeometryFormatError.self) { try PlanarGeometry(wkt: deep) }
        let bytes = [UInt8](repeating: 0, count: 0) + (0..<100_000).flatMap { _ -> [UInt8] in [1, 7, 0, 0, 0, 1, 0, 0, 0] }
        #expect(throws: GeometryFormatError.self) { try PlanarGeometry(wkb: bytes) }
    }

    @Test func measuresAreTheLastNumbers() throws {
        var measures: [Double] = []
        _ = try PlanarGeometry(wkt: "LINESTRING ZM (0 0 5 10, 1 1 6 20)", measures: &measures)
        #expect(measures == [10, 20])
    }
}

@Suite struct WKBTests {
    /// Bytes written out by hand from the OGC standard; big-endian and the dialects too.
    private static let dialects: [(name: String, bytes: [UInt8], wkt: String)] = [
        ("point, little", [1, 1, 0, 0, 0] + little([1, 2]), "POINT (1 2)"),
        ("point, big", [0, 0, 0, 0, 1] + big([1, 2]), "POINT (1 2)"),
        ("ISO point Z", [1, 0xE9, 3, 0, 0] + little([1, 2, 3]), "POINT (1 2)"),
        ("ISO point ZM", [1, 0xB9, 0x0B, 0, 0] + little([1, 2, 3, 4]), "POINT (1 2)"),
        ("EWKB with SRID and Z", [1, 1, 0, 0, 0xA0, 0xE6, 0x10, 0, 0] + little([1, 2, 3]), "POINT (1 2)"),
        ("empty point", [1, 1, 0, 0, 0] + little([.nan, .nan]), "MULTIPOINT EMPTY"),
        ("line", [1, 2, 0, 0, 0, 2, 0, 0, 0] + little([0, 0, 1, 1]), "LINESTRING (0 0, 1 1)"),
        (
            "members of both byte orders",
            [0, 0, 0, 0, 4, 0, 0, 0, 2, 1, 1, 0, 0, 0] + little([1, 2]) + [0, 0, 0, 0, 1] + big([3, 4]),
            "MULTIPOINT ((1 2), (3 4))"
        ),
    ]

    private static func little(_ values: [Double]) -> [UInt8] { big(values, reversed: true) }

    private static func big(_ values: [Double], reversed: Bool = false) -> [UInt8] {
        values.flatMap { value in
            let bytes = (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (56 - 8 * UInt64($0))) }
            return reversed ? bytes.reversed() : bytes
        }
    }

    @Test(arguments: dialects) func dialectsAreRead(row: (name: String, bytes: [UInt8], wkt: String)) throws {
        #expect(try PlanarGeometry(wkb: row.bytes).wkt == row.wkt)
    }

    @Test func writtenBytesAreTheStandardOnes() {
        #expect(PlanarGeometry.point(PlanarPoint(easting: 1, northing: 2)).wkb == Self.dialects[0].bytes)
    }

    @Test func everyTruncationAndEveryLongerInputIsRefused() throws {
        let whole = try PlanarGeometry(
            wkt: "GEOMETRYCOLLECTION (POINT (1 2), POLYGON ((0 0, 1 0, 1 1, 0 0)), MULTILINESTRING ((0 0, 1 1)))"
        ).wkb
        for count in 0..<whole.count {
            #expect(throws: GeometryFormatError.self) { try PlanarGeometry(wkb: Array(whole[..<count])) }
        }
        #expect(throws: GeometryFormatError.self) { try PlanarGeometry(wkb: whole + [0]) }
    }

    private static let broken: [(name: String, bytes: [UInt8])] = [
        ("no byte order", [2, 1, 0, 0, 0]), ("a curve", [1, 8, 0, 0, 0, 0, 0, 0, 0]), ("type 0", [1, 0, 0, 0, 0]),
        ("four billion positions", [1, 2, 0, 0, 0, 255, 255, 255, 255]),
        ("a line among points", [1, 4, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0]),
    ]

    @Test(arguments: broken) func brokenBytesAreRefused(row: (name: String, bytes: [UInt8])) {
        #expect(throws: GeometryFormatError.self) { try PlanarGeometry(wkb: row.bytes) }
    }

    /// Bytes changed at random never crash the reader; what reads at all writes back to something that reads.
    @Test func changedBytesNeverCrash() throws {
        var random = SeededGenerator(seed: 77)
        let whole = try PlanarGeometry(wkt: "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0), (0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))")
            .wkb
        for _ in 0..<5_000 {
            var bytes = whole
            for _ in 0..<3 { bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
            guard let read = try? PlanarGeometry(wkb: bytes) else { continue }
            #expect((try? PlanarGeometry(wkb: read.wkb)) != nil, "seed 77: \(bytes)")
        }
    }
}
