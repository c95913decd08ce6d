import BorderGeo
import TestSupport
import Testing

@Suite struct GeometryOperationTests {
    static let square = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"
    static let right = "POLYGON ((5 0, 15 0, 15 10, 5 10, 5 0))"

    static func g(_ wkt: String) throws -> PlanarGeometry { try PlanarGeometry(wkt: wkt) }

    // Areas by hand: two squares of 100 overlap in 50.
    private static let overlays:
        [(name: String, run: @Sendable (PlanarGeometry, PlanarGeometry) throws -> PlanarGeometry, area: Double)] = [
            ("union", { try $0.union($1) }, 150), ("intersection", { try $0.intersection($1) }, 50),
            ("difference", { try $0.difference($1) }, 50), ("symmetric difference", { try $0.symmetricDifference($1) }, 100),
            ("union of all", { try PlanarGeometry.union(of: [$0, $1, $0]) }, 150),
            ("convex hull", { a, _ in try a.convexHull() }, 100), ("envelope", { a, _ in try a.envelope() }, 100),
            ("mitred buffer", { a, _ in try a.buffer(by: Metres(1), style: BufferStyle(join: .mitre)) }, 144),
            ("bevelled buffer", { a, _ in try a.buffer(by: Metres(1), style: BufferStyle(join: .bevel)) }, 142),
            ("shrunk", { a, _ in try a.buffer(by: Metres(-1)) }, 64),
        ]

    @Test(arguments: overlays.indices) func areasAreThoseByHand(index: Int) throws {
        let row = Self.overlays[index]
        let result = try row.run(Self.g(Self.square), Self.g(Self.right))
        #expect(abs(try result.area().value - row.area) < 1e-9, "\(row.name)")
    }

    @Test func capsOfABufferedLine() throws {
        let line = try Self.g("LINESTRING (0 0, 10 0)")
        func area(_ cap: BufferStyle.Cap) throws -> Double {
            try line.buffer(by: Metres(1), style: BufferStyle(cap: cap)).area().value
        }
        #expect(abs(try area(.flat) - 20) < 1e-9)
        #expect(abs(try area(.square) - 24) < 1e-9)
        // Two half circles of 32 edges: 32/2 sin(2 pi/32) = 3.1214.
        #expect(abs(try area(.round) - 23.1214) < 1e-3)
        #expect(abs(try line.singleSidedBuffer(by: Metres(2)).area().value - 20) < 1e-9)
        #expect(try line.singleSidedBuffer(by: Metres(2)).covers(Self.g("POINT (5 1)")))
    }

    @Test func degreesAndMetresAreTypes() throws {
        let a = try GeoGeometry(wkt: "POINT (129 42)")
        let b = try GeoGeometry(wkt: "POINT (129 43)")
        let degrees: Degrees? = try a.distance(to: b)
        #expect(degrees == Degrees(1))
        let metres: Metres? = try Self.g("POINT (0 0)").distance(to: Self.g("POINT (3 4)"))
        #expect(metres == Metres(5))
    }

    private static let invalid: [(name: String, wkt: String, reason: String, place: PlanarPoint?)] = [
        ("bowtie", "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", "Self-intersection", PlanarPoint(easting: 5, northing: 5)),
        (
            "hole outside", "POLYGON ((0 0, 1 0, 1 1, 0 0), (5 5, 6 5, 6 6, 5 5))", "Hole lies outside shell",
            PlanarPoint(easting: 5, northing: 5)
        ),
        ("open ring", "POLYGON ((0 0, 1 0, 1 1))", "Ring is not closed", PlanarPoint(easting: 0, northing: 0)),
        ("short ring", "POLYGON ((0 0, 1 0, 0 0))", "Too few points", PlanarPoint(easting: 0, northing: 0)),
        ("line of one point", "LINESTRING (3 4)", "Too few points", PlanarPoint(easting: 3, northing: 4)),
        ("NaN", "LINESTRING (0 0, nan 1)", "Invalid Coordinate", nil),
        (
            "in a collection", "GEOMETRYCOLLECTION (POINT (1 1), LINESTRING (3 4))", "Too few points",
            PlanarPoint(easting: 3, northing: 4)
        ),
    ]

    @Test(arguments: invalid) func faultsHaveAReasonAndAPlace(
        row: (name: String, wkt: String, reason: String, place: PlanarPoint?)
    ) throws {
        guard case .invalid(let reason, let place) = try Self.g(row.wkt).validity() else {
            Issue.record("\(row.name) is valid")
            return
        }
        #expect(reason.hasPrefix(row.reason))
        #expect(place == row.place)
    }

    @Test func repairKeepsEveryPointOfABowtie() throws {
        let bowtie = try Self.g("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")
        for repair in [PlanarGeometry.Repair.linework, .structure(keepingCollapsed: false)] {
            let repaired = try bowtie.madeValid(repair)
            #expect(try repaired.isValid())
            #expect(abs(try repaired.area().value - 50) < 1e-9)
        }
        let collapsed = try Self.g("POLYGON ((0 0, 1 1, 0 0, 0 0))")
        #expect(try collapsed.madeValid(.structure(keepingCollapsed: false)).isEmpty)
        #expect(try !collapsed.madeValid(.structure(keepingCollapsed: true)).isEmpty)
    }

    @Test func emptyGeometriesHaveNoDistanceAndNoCentre() throws {
        let nothing = try Self.g("LINESTRING EMPTY")
        let something = try Self.g(Self.square)
        #expect(try nothing.distance(to: something) == nil)
        #expect(try something.distance(to: nothing) == nil)
        #expect(try nothing.nearestPoints(to: something) == nil)
        #expect(try nothing.hausdorffDistance(to: something) == nil)
        #expect(try nothing.frechetDistance(to: something, densifiedBy: 0.5) == nil)
        #expect(try !nothing.isWithin(Metres(1e9), of: something))
        #expect(try nothing.centroid() == nil)
        #expect(try nothing.pointOnSurface() == nil)
        #expect(try nothing.buffer(by: Metres(1)).isEmpty)
        #expect(try something.snapped(to: nothing, tolerance: Metres(1)) == something)
        #expect(try nothing.isValid() && nothing.isSimple())
        #expect(try PlanarGeometry.union(of: []).isEmpty)
        #expect(try something.farthestDistance(to: nothing) == nil)
    }

    @Test func emptyMembersDoNotDisturb() throws {
        // Each of these reads past null in GEOS 3.11 when the empty member reaches it.
        let lines = try Self.g("MULTILINESTRING (EMPTY, (0 0, 1 1))")
        #expect(try lines.distance(to: Self.g("POINT (1 2)")) == Metres(1))
        #expect(try lines.isSimple())
        #expect(try lines.nearestPoints(to: Self.g("POINT (1 2)"))?.here == PlanarPoint(easting: 1, northing: 1))
        #expect(try Self.g("GEOMETRYCOLLECTION (POINT EMPTY, POINT (3 4))").distance(to: Self.g("POINT (0 0)")) == Metres(5))
    }

    @Test func preparedAnswersEqualPlainOnes() throws {
        var random = SeededGenerator(seed: 3)
        let shape = try Self.g("MULTIPOLYGON (((0 0, 8 0, 8 8, 0 8, 0 0), (2 2, 4 2, 4 4, 2 4, 2 2)), ((9 9, 12 9, 12 12, 9 9)))")
        func position() -> String { "\(Double(random.next() % 26) / 2) \(Double(random.next() % 26) / 2)" }
        let others = try (0..<120).map { i in
            try Self.g(i.isMultiple(of: 2) ? "POINT (\(position()))" : "LINESTRING (\(position()), \(position()))")
        }
        for predicate in SpatialPredicate.allCases {
            let plain = try others.map { try shape.is(predicate, $0) }
            #expect(try shape.is(predicate, all: others) == plain, "seed 3, \(predicate)")
        }
    }

    @Test func linesAreMergedAndCutAndShared() throws {
        let lines = try Self.g("MULTILINESTRING ((0 0, 1 0), (2 0, 1 0), (2 0, 3 0))")
        #expect(try lines.mergedLines().wkt == "LINESTRING (0 0, 1 0, 2 0, 3 0)")
        #expect(try lines.mergedLines(directed: true).polylines.count == 3)
        let cross = try Self.g("MULTILINESTRING ((0 0, 2 2), (0 2, 2 0))")
        #expect(try cross.noded().polylines.count == 4)
        let paths = try Self.g("LINESTRING (0 0, 5 0, 5 5)").sharedPaths(with: Self.g("LINESTRING (5 5, 5 0)"))
        #expect(paths.same.isEmpty)
        #expect(paths.opposite.map { PlanarGeometry.lineString($0).wkt } == ["LINESTRING (5 0, 5 5)"])
    }

    @Test func offsetCurvesLieOnTheLeft() throws {
        let line = try Self.g("LINESTRING (0 0, 10 0)")
        #expect(try line.offsetCurve(by: Metres(2)).wkt == "LINESTRING (0 2, 10 2)")
        #expect(try line.offsetCurve(by: Metres(-2)).wkt == "LINESTRING (0 -2, 10 -2)")
    }

    @Test func simplifyingKeepsWithinTheTolerance() throws {
        let line = try Self.g("LINESTRING (0 0, 5 0.1, 10 0, 15 5)")
        #expect(try line.simplified(tolerance: Metres(0.2)).wkt == "LINESTRING (0 0, 10 0, 15 5)")
        #expect(try line.simplified(tolerance: Metres(0.05), preservingTopology: false) == line)
        #expect(try Self.g("LINESTRING (0 0, 10 0)").densified(maximumEdge: Metres(5)).wkt == "LINESTRING (0 0, 5 0, 10 0)")
    }

    @Test func relationsOfTwoSquares() throws {
        let (a, b) = (try Self.g(Self.square), try Self.g(Self.right))
        #expect(try a.relate(b) == "212111212")
        #expect(try a.relates(to: b, pattern: "T*T***T**"))
        #expect(try a.is(.overlaps, b) && !a.is(.contains, b) && a.intersects(b) && !a.contains(b))
    }

    @Test func distancesByHand() throws {
        let line = try Self.g("LINESTRING (0 0, 100 0)")
        let peak = try Self.g("LINESTRING (0 0, 50 50, 100 0)")
        // Vertices only: from (50 50) to the nearest vertex of the line, 50 sqrt 2; with the middle of the line, 50.
        #expect(abs((try line.frechetDistance(to: peak)?.value ?? 0) - 70.710678) < 1e-6)
        #expect(try line.frechetDistance(to: peak, densifiedBy: 0.5) == Metres(50))
        #expect(try line.hausdorffDistance(to: peak) == Metres(50))
        #expect(try line.length() == Metres(100))
        #expect(try line.farthestDistance(to: Self.g("POINT (100 40)"))?.value == (100.0 * 100 + 40 * 40).squareRoot())
        #expect(try line.centroid() == PlanarPoint(easting: 50, northing: 0))
        #expect(try line.boundary().wkt == "MULTIPOINT ((0 0), (100 0))")
    }

    @Test func reversingTwiceChangesNothing() throws {
        for text in [
            Self.square, "MULTILINESTRING ((0 0, 1 1, 2 0), (5 5, 6 6))",
            "GEOMETRYCOLLECTION (POINT (1 1), LINESTRING (0 0, 1 1))",
        ] {
            let geometry = try Self.g(text)
            #expect(geometry.reversed().reversed() == geometry)
        }
        #expect(try Self.g("LINESTRING (0 0, 1 1)").reversed().wkt == "LINESTRING (1 1, 0 0)")
    }
}
