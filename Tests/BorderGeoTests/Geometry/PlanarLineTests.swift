import BorderGeo
import TestSupport
import Testing

@Suite struct PlanarLineTests {
    private static func g(_ wkt: String) throws -> PlanarGeometry { try PlanarGeometry(wkt: wkt) }
    private static func p(_ x: Double, _ y: Double) -> PlanarPoint { PlanarPoint(easting: x, northing: y) }

    private static let located: [(name: String, line: String, point: PlanarPoint, measure: Double, offset: Double)] = [
        ("left of the first edge", "LINESTRING (0 0, 10 0, 10 10)", p(4, 1), 4, 1),
        ("right of the first edge", "LINESTRING (0 0, 10 0, 10 10)", p(4, -2), 4, -2),
        ("before the start", "LINESTRING (0 0, 10 0)", p(-3, 0), 0, 3),
        ("behind the end", "LINESTRING (0 0, 10 0)", p(13, -4), 10, -5),
        ("across a gap, later part", "MULTILINESTRING ((0 0, 0 50), (0 51, 0 100))", p(1, 100), 99, -1),
        ("equally near: the earlier", "MULTILINESTRING ((0 2, 0 0), (-1 1, 1 1))", p(0, 1), 1, 0),
        ("repeated vertices", "LINESTRING (0 0, 10 0, 10 0, 20 0)", p(15, 3), 15, 3),
        ("no length", "LINESTRING (5 5, 5 5)", p(8, 9), 0, 5),
    ]

    @Test(arguments: located) func pointsAreLocated(
        row: (name: String, line: String, point: PlanarPoint, measure: Double, offset: Double)
    ) throws {
        let location = try Self.g(row.line).locate(row.point)
        #expect(abs(location.measure.metres - row.measure) < 1e-12)
        #expect(abs(location.offset.metres - row.offset) < 1e-12)
    }

    @Test func positionsAndOffsets() throws {
        let line = try Self.g("LINESTRING (0 0, 10 0, 10 10)")
        #expect(try line.position(at: Measure(4)) == Self.p(4, 0))
        #expect(try line.position(at: Measure(15), offset: Offset(2)) == Self.p(8, 5))
        #expect(try line.position(at: Measure(20)) == Self.p(10, 10))
        #expect(try line.position(at: Measure(-1), clamp: true) == Self.p(0, 0))
        #expect(try line.positions(every: Metres(8)) == [Self.p(8, 0), Self.p(10, 6)])
        #expect(throws: PlanarLineError.outOfRange(Measure(21), length: Metres(20))) { try line.position(at: Measure(21)) }
    }

    private static let stretches: [(name: String, line: String, from: Double, to: Double, wkt: String)] = [
        ("inside one edge", "LINESTRING (0 0, 10 0)", 2, 7, "LINESTRING (2 0, 7 0)"),
        ("over a vertex", "LINESTRING (0 0, 10 0, 10 10)", 8, 12, "LINESTRING (8 0, 10 0, 10 2)"),
        ("whole", "LINESTRING (0 0, 10 0, 10 10)", 0, 20, "LINESTRING (0 0, 10 0, 10 10)"),
        ("backwards", "LINESTRING (0 0, 10 0, 10 10)", 12, 8, "LINESTRING (10 2, 10 0, 8 0)"),
        ("nothing", "LINESTRING (0 0, 10 0)", 3, 3, "POINT (3 0)"),
        ("from vertex to vertex", "LINESTRING (0 0, 1 0, 2 0, 3 0)", 1, 2, "LINESTRING (1 0, 2 0)"),
        ("over a gap", "MULTILINESTRING ((0 0, 10 0), (20 0, 30 0))", 5, 15, "MULTILINESTRING ((5 0, 10 0), (20 0, 25 0))"),
        (
            "backwards over a gap", "MULTILINESTRING ((0 0, 10 0), (20 0, 30 0))", 15, 5,
            "MULTILINESTRING ((25 0, 20 0), (10 0, 5 0))"
        ),
        ("parts that meet", "MULTILINESTRING ((0 0, 10 0), (10 0, 10 9))", 9, 11, "LINESTRING (9 0, 10 0, 10 1)"),
        ("at a gap: the end before it", "MULTILINESTRING ((0 0, 10 0), (20 0, 30 0))", 10, 10, "POINT (10 0)"),
    ]

    @Test(arguments: stretches) func stretchesAreCut(row: (name: String, line: String, from: Double, to: Double, wkt: String))
        throws
    {
        #expect(try Self.g(row.line).stretch(from: Measure(row.from), to: Measure(row.to)).wkt == row.wkt)
    }

    @Test func locatingAPositionReturnsItsMeasure() throws {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<200 {
            let vertices = (0..<6).map { i in Self.p(Double(i) * 10, random.uniform(-20...20)) }
            let line = PlanarGeometry.lineString(Polyline(vertices))
            let length = try line.length().value
            let measure = random.uniform(0...length)
            let location = try line.locate(line.position(at: Measure(measure)))
            #expect(abs(location.measure.metres - measure) < 1e-6, "seed 21, \(line.wkt), \(measure)")
            // Cut anywhere, the two stretches have the length of the line.
            let parts = [(0, measure), (measure, length)].map { ($0.0, $0.1) }
            let sum = try parts.reduce(0.0) {
                $0 + (try line.stretch(from: Measure($1.0), to: Measure($1.1), clamp: true).length().value)
            }
            #expect(abs(sum - length) < 1e-9, "seed 21, \(line.wkt), \(measure)")
        }
    }

    @Test func whatHasNoMeasuresIsRefused() throws {
        #expect(throws: PlanarLineError.notALine(typeName: "Polygon")) {
            try Self.g("POLYGON ((0 0, 1 0, 1 1, 0 0))").locate(Self.p(0, 0))
        }
        #expect(throws: PlanarLineError.empty) { try Self.g("LINESTRING EMPTY").locate(Self.p(0, 0)) }
        #expect(throws: PlanarLineError.notFinite) { try Self.g("LINESTRING (0 0, nan 1)").locate(Self.p(0, 0)) }
        #expect(throws: PlanarLineError.notFinite) { try Self.g("LINESTRING (0 0, 1 1)").locate(Self.p(.nan, 0)) }
        #expect(throws: PlanarLineError.notFinite) {
            try Self.g("LINESTRING (0 0, 1 1)").position(at: Measure(.nan), clamp: true)
        }
        #expect(throws: PlanarLineError.notFinite) { try Self.g("LINESTRING (0 0, 1 1)").positions(every: Metres(0)) }
        #expect(throws: PlanarLineError.notFinite) { try Self.g("LINESTRING (0 0, 1e308 1e308)").locate(Self.p(0, 0)) }
    }

    @Test func aReturningLineVisitsTwice() throws {
        let ring = try Self.g("LINESTRING (0 0, 0 10, 10 10, 10 0, 0 0)")
        #expect(try ring.measures(at: Self.p(0, 0)) == [Measure(0), Measure(40)])
        #expect(try ring.measures(at: Self.p(0, 10)) == [Measure(10)])
        #expect(try ring.measures(at: Self.p(5, 5)).isEmpty)
    }

    @Test func partsBetweenOwnMeasures() throws {
        let line = try Self.g("LINESTRING (0 0, 10 0, 20 0)")
        func between(_ a: Double, _ b: Double, _ m: [Double]) throws -> String {
            try line.located(between: Measure(a)...Measure(b), measures: m.map(Measure.init)).wkt
        }
        #expect(try between(5, 15, [0, 10, 20]) == "MULTILINESTRING ((5 0, 10 0, 15 0))")
        #expect(try between(5, 15, [0, 20, 0]) == "MULTILINESTRING ((2.5 0, 7.5 0), (12.5 0, 17.5 0))")
        #expect(try between(30, 40, [0, 10, 20]) == "MULTILINESTRING EMPTY")
        #expect(try between(0, 0, [0, 10, 20]) == "MULTILINESTRING EMPTY")
        #expect(throws: PlanarLineError.measuresMissing(positions: 3, measures: 1)) { try between(0, 1, [0]) }
    }
}
