import BorderGeo
import TestSupport
import Testing

@Suite struct CRSTests {
    @Test func anEPSGCodeIsReadWhole() throws {
        let utm = try CRS(epsg: 32652)
        #expect(utm.name == "WGS 84 / UTM zone 52N")
        #expect(utm.kind == .projected)
        #expect(utm.identifier == CRS.Identifier(authority: "EPSG", code: "32652"))
        #expect(utm.description == "EPSG:32652 (WGS 84 / UTM zone 52N)")
        #expect(utm.axes.map(\.direction) == ["east", "north"])
        #expect(utm.axes.map(\.unit) == ["metre", "metre"])
        #expect(utm.areaOfUse?.west == Degrees(126))
        #expect(utm.areaOfUse?.contains(GeoPosition(longitude: 129.7, latitude: 42.5)) == true)
        #expect(utm.areaOfUse?.contains(GeoPosition(longitude: 124, latitude: 40)) == false)
        #expect(utm.ellipsoid == .wgs84)
    }

    @Test func geographicAxesAreToldAsTheRegisterHasThem() throws {
        let wgs84 = try CRS(epsg: 4326)
        #expect(wgs84.kind == .geographic2D)
        #expect(wgs84.axes.map(\.direction) == ["north", "east"])
        #expect(abs(wgs84.axes[0].unitFactor - .pi / 180) < 1e-18)
        #expect(try CRS("OGC:CRS84").axes.map(\.direction) == ["east", "north"])
    }

    @Test func equalityIsOfMeaningNotOfSpelling() throws {
        let code = try CRS(epsg: 32652)
        #expect(try CRS(code.wkt) == code)
        #expect(try CRS(code.text(as: .projJSON)) == code)
        #expect(try CRS("urn:ogc:def:crs:EPSG::32652") == code)
        let string = try CRS("+proj=utm +zone=52 +datum=WGS84")
        #expect(string != code)
        #expect(try string.isEquivalent(to: code))
        #expect(try !code.isEquivalent(to: CRS(epsg: 32651)))
        #expect(try !CRS(epsg: 4326).isEquivalent(to: CRS("OGC:CRS84")))
    }

    @Test func otherNotationsReadBack() throws {
        let crs = try CRS(epsg: 5186)
        for notation in [CRS.Notation.wkt2, .wkt1, .esri, .projJSON] {
            #expect(try CRS(crs.text(as: notation)).kind == .projected)
        }
        #expect(try crs.text(as: .projString).hasPrefix("+proj=tmerc +lat_0=38 +lon_0=127"))
        #expect(try crs.text(as: .esri).hasPrefix("PROJCS[\"Korea_2000_Korea_Central_Belt_2010\""))
    }

    private static let refused: [(name: String, text: String, function: String)] = [
        ("nothing", "", "proj_create"),
        ("nonsense", "no such thing at all", "proj_create"),
        ("unknown code", "EPSG:999999", "proj_create"),
        ("unknown projection", "+proj=nonsense", "proj_create"),
        ("a pipeline", "+proj=pipeline +step +proj=utm +zone=52", "proj_is_crs"),
        ("an ellipsoid", "urn:ogc:def:ellipsoid:EPSG::7030", "proj_is_crs"),
        ("a NUL character", "EPSG:4326\0", "proj_create"),
        ("broken WKT", "GEOGCRS[\"x\"", "proj_create"),
    ]

    @Test(arguments: refused) func textThatIsNoCRSNamesTheFunction(row: (name: String, text: String, function: String)) {
        #expect { try CRS(row.text) } throws: { error in
            guard let error = error as? ProjError else { return false }
            return error.function == row.function && !error.message.isEmpty
        }
    }
}

@Suite struct TransformationTests {
    /// Expected from Krueger's series to n^4 (Karney 2011, equations 7 to 36), computed apart from PROJ.
    @Test func longitudeComesFirstWhateverTheRegisterSays() throws {
        let place = GeoPosition(longitude: 129.7, latitude: 42.5)
        for source in ["EPSG:4326", "OGC:CRS84", "+proj=longlat +datum=WGS84"] {
            let there: PlanarPoint = try Transformation(from: CRS(source), to: CRS(epsg: 32652)).forward(place)
            #expect(abs(there.easting - 557_516.420065) < 1e-5, "\(there)")
            #expect(abs(there.northing - 4_705_530.453136) < 1e-5, "\(there)")
        }
    }

    @Test func forwardThenInverseReturnsThePlace() throws {
        let transformation = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 5179))
        var random = SeededGenerator(seed: 5)
        let places = (0..<2_000).map { _ in
            GeoPosition(longitude: random.uniform(124...131), latitude: random.uniform(37...43.5))
        }
        let there: TransformedPositions<PlanarPoint> = try transformation.forward(places)
        let back: TransformedPositions<GeoPosition> = try transformation.inverse(there.positions)
        #expect(there.failures.isEmpty && back.failures.isEmpty)
        for (a, b) in zip(places, back.positions) {
            #expect(Geodesic().distance(a, b).value < 1e-4, "seed 5, \(a)")
        }
        // One by one gives the same bits as the batch.
        for (place, expected) in zip(places.prefix(50), there.positions) {
            let single: PlanarPoint = try transformation.forward(place)
            #expect(single == expected)
        }
    }

    @Test func aBadPointDoesNotDisturbItsNeighbours() throws {
        let transformation = try Transformation(from: CRS(epsg: 4326), to: CRS("+proj=merc +datum=WGS84 +type=crs"))
        let good = GeoPosition(longitude: 129, latitude: 42)
        let bad = [
            GeoPosition(longitude: 129, latitude: 95), GeoPosition(longitude: .nan, latitude: 42),
            GeoPosition(longitude: 129, latitude: .infinity),
        ]
        let batch = bad.flatMap { [good, $0] } + [good]
        let result: TransformedPositions<PlanarPoint> = try transformation.forward(batch)
        let alone: PlanarPoint = try transformation.forward(good)
        #expect(result.failures.map(\.index) == [1, 3, 5])
        #expect(result.failures.allSatisfy { $0.error.function == "proj_trans" && !$0.error.message.isEmpty })
        #expect(result.failures[0].error.code == 2049)  // PROJ_ERR_COORD_TRANSFM_INVALID_COORD
        for (i, position) in result.positions.enumerated() {
            if i.isMultiple(of: 2) { #expect(position == alone) } else { #expect(position.easting.isNaN) }
        }
        for place in bad {
            #expect(throws: ProjError.self) { let _: PlanarPoint = try transformation.forward(place) }
        }
    }

    @Test func buffersAreTransformedInPlace() throws {
        let transformation = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 32651))
        var x = [124.4, 999, 126.5]
        var y = [40.0, 99, 41.8]
        let failures = try x.withUnsafeMutableBufferPointer { x in
            try y.withUnsafeMutableBufferPointer { y in try transformation.transform(x: x, y: y, .forward) }
        }
        #expect(failures.map(\.index) == [1])
        let first: PlanarPoint = try transformation.forward(GeoPosition(longitude: 124.4, latitude: 40))
        #expect(x[0] == first.easting && y[0] == first.northing)
        #expect(x[1].isNaN && y[1].isNaN)
    }

    @Test func accuracyAreaAndPipelineAreReadable() throws {
        let map = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 32652)).operation
        #expect(map.pipeline.contains("+proj=utm +zone=52"))
        #expect(map.accuracy == .zero)
        #expect(!map.isBallpark && map.hasInverse)
        // Tokyo datum to WGS 84 has several candidates: the Korean ones in Korea, the Japanese ones in Japan.
        let tokyo = try Transformation(from: CRS(epsg: 4301), to: CRS(epsg: 4326))
        let korea = try tokyo.operation(at: GeoPosition(longitude: 127, latitude: 37))
        let japan = try tokyo.operation(at: GeoPosition(longitude: 139, latitude: 36))
        #expect(korea != japan)
        #expect(korea.areaOfUse?.contains(GeoPosition(longitude: 127, latitude: 37)) == true)
        #expect((korea.accuracy ?? .zero) > .zero)
        #expect(korea.pipeline.contains("helmert"))
    }

    @Test func anAreaNarrowsTheChoice() throws {
        let korea = AreaOfUse(west: Degrees(126), south: Degrees(35), east: Degrees(129), north: Degrees(38))
        let narrowed = try Transformation(from: CRS(epsg: 4301), to: CRS(epsg: 4326), area: korea)
        #expect(narrowed.operation.areaOfUse?.contains(korea.centre) == true)
    }

    @Test func feetAndGradsAreGivenAsMetresAndDegrees() throws {
        // EPSG:2225, California zone 1, US survey feet: false easting 6 561 666.667 ft = 2 000 000 m at its meridian 122 W.
        let feet = try Transformation(from: CRS(epsg: 4269), to: CRS(epsg: 2225))
        let there: PlanarPoint = try feet.forward(GeoPosition(longitude: -122, latitude: 40))
        #expect(abs(there.easting - 2_000_000) < 0.01)
        let raw = try feet.transform(Coordinates(x: -122, y: 40), .forward)
        #expect(abs(raw.x - 6_561_666.667) < 0.01)
        // EPSG:4807, Paris meridian 2.33722917 E, grads.
        let grads = try Transformation(from: CRS(epsg: 4807), to: CRS(epsg: 4275))
        let paris: GeoPosition = try grads.forward(GeoPosition(longitude: 0, latitude: 48.6))
        #expect(abs(paris.longitude - 2.33722917) < 1e-7)
        #expect(abs(paris.latitude - 48.6) < 1e-9)
    }

    @Test func compoundAndBoundAreWhatTheyAreMadeOf() throws {
        let place = GeoPosition(longitude: 129, latitude: 42)
        let plain: PlanarPoint = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 32652)).forward(place)
        // UTM 52N with EGM96 heights, and WGS 84 with them.
        let there: PlanarPoint = try Transformation(from: CRS("EPSG:4326+5773"), to: CRS("EPSG:32652+5773")).forward(place)
        #expect(there == plain)
        #expect(try CRS("EPSG:4326+5773").kind == .compound)
        let bound = try CRS("+proj=utm +zone=52 +ellps=WGS84 +towgs84=0,0,0")
        let shifted: PlanarPoint = try Transformation(from: CRS(epsg: 4326), to: bound).forward(place)
        #expect(bound.kind == .projected)
        #expect(abs(shifted.easting - plain.easting) < 1e-6)
        // A geocentric CRS is neither: only the raw call serves it. At 0 E on the equator x is the radius.
        let geocentric = try Transformation(from: CRS(epsg: 4979), to: CRS(epsg: 4978))
        #expect(throws: ProjError.self) { let _: PlanarPoint = try geocentric.forward(place) }
        #expect(abs(try geocentric.transform(Coordinates(x: 0, y: 0), .forward).x - 6_378_137) < 1e-6)
    }

    @Test func theWrongKindOfPositionIsRefused() throws {
        let transformation = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 32652))
        #expect(throws: ProjError.self) {
            let _: PlanarPoint = try transformation.forward(PlanarPoint(easting: 500_000, northing: 4_700_000))
        }
        #expect(throws: ProjError.self) {
            let _: GeoPosition = try transformation.forward(GeoPosition(longitude: 129, latitude: 42))
        }
    }

    private static let refused: [(name: String, pipeline: String)] = [
        ("a CRS", "EPSG:4326"), ("nothing", ""), ("unknown step", "+proj=pipeline +step +proj=nonsense"),
        ("impossible zone", "+proj=utm +zone=99"), ("missing grid", "+proj=hgridshift +grids=no_such_grid.tif"),
    ]

    @Test(arguments: refused) func aPipelineThatDoesNotWorkNamesTheFunction(row: (name: String, pipeline: String)) {
        #expect { try Transformation(pipeline: row.pipeline) } throws: { error in
            guard let error = error as? ProjError else { return false }
            return error.function == "proj_create" && !error.message.isEmpty
        }
    }

    @Test func aWholeGeometryMovesOrThrows() throws {
        let transformation = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 32652))
        let line = GeoGeometry.lineString(
            Polyline([GeoPosition(longitude: 129, latitude: 42), GeoPosition(longitude: 129.5, latitude: 42.2)]))
        let moved: PlanarGeometry = try transformation.transform(line, .forward)
        let first: PlanarPoint = try transformation.forward(GeoPosition(longitude: 129, latitude: 42))
        #expect(moved.polylines.first?.positions.first == first)
        let broken = GeoGeometry.multiPoint([GeoPosition(longitude: 129, latitude: .nan)])
        #expect(throws: ProjError.self) { let _: PlanarGeometry = try transformation.transform(broken, .forward) }
    }

    @Test func tasksShareOneTransformation() async throws {
        let transformation = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 32652))
        let places = (0..<30_000).map { GeoPosition(longitude: 126 + Double($0) / 10_000, latitude: 42) }
        let alone: TransformedPositions<PlanarPoint> = try transformation.forward(places)
        let all = try await withThrowingTaskGroup(of: [PlanarPoint].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let batch: TransformedPositions<PlanarPoint> = try transformation.forward(places)
                    return batch.positions
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(all.count == 4)
        #expect(all.allSatisfy { $0 == alone.positions })
    }
}
