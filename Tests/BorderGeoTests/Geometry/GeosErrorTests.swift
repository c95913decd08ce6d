import BorderGeo
import Testing

/// Every failure is a Swift error that names the C function.
@Suite struct GeosErrorTests {
    private static func g(_ wkt: String) throws -> PlanarGeometry { try PlanarGeometry(wkt: wkt) }

    private static let style = BufferStyle(quadrantSegments: 0)

    private static let failures: [(name: String, function: String, run: @Sendable () throws -> Void)] = [
        ("NaN in a line", "GEOSCoordSeq_copyFromBuffer_r", { _ = try g("LINESTRING (0 0, nan 1)").buffer(by: Metres(1)) }),
        ("infinite point", "GEOSGeom_createPointFromXY_r", { _ = try g("POINT (inf 0)").distance(to: g("POINT (0 0)")) }),
        ("line of one point", "GEOSGeom_createLineString_r", { _ = try g("LINESTRING (1 1)").length() }),
        ("open ring", "GEOSGeom_createLinearRing_r", { _ = try g("POLYGON ((0 0, 1 0, 1 1))").area() }),
        ("hole without exterior", "GEOSGeom_createPolygon_r", { _ = try g("POLYGON (EMPTY, (0 0, 1 0, 1 1, 0 0))").area() }),
        ("width NaN", "GEOSBufferWithParams_r", { _ = try g("POINT (0 0)").buffer(by: Metres(.nan)) }),
        ("no segments", "GEOSBufferWithParams_r", { _ = try g("POINT (0 0)").buffer(by: Metres(1), style: style) }),
        (
            "tolerance NaN", "GEOSSimplify_r",
            { _ = try g("LINESTRING (0 0, 1 1)").simplified(tolerance: Metres(.nan), preservingTopology: false) }
        ),
        (
            "negative tolerance", "GEOSTopologyPreserveSimplify_r",
            { _ = try g("LINESTRING (0 0, 1 1)").simplified(tolerance: Metres(-1)) }
        ),
        ("edge 0", "GEOSDensify_r", { _ = try g("LINESTRING (0 0, 1 1)").densified(maximumEdge: Metres(0)) }),
        ("edge 1e-300", "GEOSDensify_r", { _ = try g("LINESTRING (0 0, 1 1)").densified(maximumEdge: Metres(1e-300)) }),
        (
            "share 0", "GEOSHausdorffDistanceDensify_r",
            { _ = try g("LINESTRING (0 0, 1 1)").hausdorffDistance(to: g("POINT (0 0)"), densifiedBy: 0) }
        ),
        (
            "share NaN", "GEOSFrechetDistanceDensify_r",
            { _ = try g("LINESTRING (0 0, 1 1)").frechetDistance(to: g("POINT (0 0)"), densifiedBy: .nan) }
        ),
        ("distance NaN", "GEOSDistanceWithin_r", { _ = try g("POINT (0 0)").isWithin(Metres(.nan), of: g("POINT (0 0)")) }),
        ("short pattern", "GEOSRelatePattern_r", { _ = try g("POINT (0 0)").relates(to: g("POINT (0 0)"), pattern: "T") }),
        (
            "foreign pattern", "GEOSRelatePattern_r",
            { _ = try g("POINT (0 0)").relates(to: g("POINT (0 0)"), pattern: "X********") }
        ),
        (
            "boundary of a collection", "GEOSBoundary_r",
            { _ = try g("GEOMETRYCOLLECTION (POINT (0 0), LINESTRING (0 0, 1 1))").boundary() }
        ),
        (
            "shared paths of polygons", "GEOSSharedPaths_r",
            {
                _ = try g("POLYGON ((0 0, 1 0, 1 1, 0 0))").sharedPaths(with: g("POLYGON ((0 0, 1 0, 1 1, 0 0))"))
            }
        ),
        ("snap NaN", "GEOSSnap_r", { _ = try g("LINESTRING (0 0, 1 1)").snapped(to: g("POINT (0 0)"), tolerance: Metres(.nan)) }),
    ]

    @Test(arguments: failures.indices) func theFunctionIsNamed(index: Int) {
        let row = Self.failures[index]
        #expect("\(row.name)") {
            try row.run()
        } throws: { error in
            guard let error = error as? GeosError else { return false }
            return error.function == row.function && !error.message.isEmpty && error.description.hasPrefix(row.function + ": ")
        }
    }

    @Test func anErrorDoesNotStickToTheNextCall() throws {
        for _ in 0..<3 {
            #expect(throws: GeosError.self) { try Self.g("LINESTRING (1 1)").length() }
            #expect(try Self.g("LINESTRING (0 0, 3 4)").length() == Metres(5))
        }
    }
}
