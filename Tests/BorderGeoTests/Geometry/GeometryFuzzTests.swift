import BorderGeo
import TestSupport
import Testing

/// Degenerate, invalid, huge, empty and nested geometries in every operation: each answers or throws, none crashes.
@Suite struct GeometryFuzzTests {
    private static let numbers = [0, 0, 1, 1, 2, 5, 10, -3, 0.5, 1e-12, 1e9, 1e150, -1e150, .nan, .infinity]

    private static func position(_ random: inout SeededGenerator, wild: Bool) -> PlanarPoint {
        let pool = wild ? numbers : Array(numbers.prefix(9))
        func one() -> Double { pool[Int(random.next() % UInt64(pool.count))] }
        return PlanarPoint(easting: one(), northing: one())
    }

    private static func ring(_ random: inout SeededGenerator, wild: Bool) -> [PlanarPoint] {
        var ring = (0..<Int(random.next() % 6)).map { _ in position(&random, wild: wild) }
        if let first = ring.first, random.next() % 8 != 0 { ring.append(first) }
        return ring
    }

    private static func geometry(_ random: inout SeededGenerator, depth: Int = 0) -> PlanarGeometry {
        let wild = random.next() % 4 == 0
        func line() -> Polyline<PlanarPoint> {
            Polyline((0..<Int(random.next() % 6)).map { _ in position(&random, wild: wild) })
        }
        func polygon() -> Polygon<PlanarPoint> {
            Polygon(
                exterior: ring(&random, wild: wild), holes: (0..<Int(random.next() % 3)).map { _ in ring(&random, wild: wild) })
        }
        func some<T>(_ make: () -> T) -> [T] { (0..<Int(random.next() % 4)).map { _ in make() } }
        switch random.next() % (depth < 2 ? 7 : 6) {
        case 0: return .point(position(&random, wild: wild))
        case 1: return .lineString(line())
        case 2: return .polygon(polygon())
        case 3: return .multiPoint(some { position(&random, wild: wild) })
        case 4: return .multiLineString(some(line))
        case 5: return .multiPolygon(some(polygon))
        default: return .collection(some { geometry(&random, depth: depth + 1) })
        }
    }

    private static let one: [@Sendable (PlanarGeometry) throws -> Void] = [
        { _ = try $0.unaryUnion() }, { _ = try $0.buffer(by: Metres(1)) }, { _ = try $0.buffer(by: Metres(-1)) },
        { _ = try $0.singleSidedBuffer(by: Metres(1)) }, { _ = try $0.offsetCurve(by: Metres(-1)) },
        { _ = try $0.simplified(tolerance: Metres(1)) },
        { _ = try $0.simplified(tolerance: Metres(1), preservingTopology: false) },
        { _ = try $0.densified(maximumEdge: Metres(3)) }, { _ = try $0.convexHull() }, { _ = try $0.envelope() },
        { _ = try $0.boundary() }, { _ = try $0.centroid() }, { _ = try $0.pointOnSurface() }, { _ = try $0.mergedLines() },
        { _ = try $0.mergedLines(directed: true) }, { _ = try $0.noded() }, { _ = try $0.normalised() },
        { _ = try $0.validity() }, { _ = try $0.isSimple() }, { _ = try $0.madeValid() },
        { _ = try $0.madeValid(.structure(keepingCollapsed: true)) }, { _ = try $0.length() }, { _ = try $0.area() },
        { _ = try $0.locate(PlanarPoint(easting: 1, northing: 2)) }, { _ = try $0.position(at: Measure(1), clamp: true) },
        { _ = try $0.stretch(from: Measure(3), to: Measure(1), clamp: true) }, { _ = try $0.positions(every: Metres(1e3)) },
        { _ = try $0.measures(at: PlanarPoint(easting: 0, northing: 0)) }, { _ = try PlanarGeometry(wkt: $0.wkt) },
        { _ = try PlanarGeometry(wkb: $0.wkb) },
    ]

    private static let two: [@Sendable (PlanarGeometry, PlanarGeometry) throws -> Void] = [
        { _ = try $0.union($1) }, { _ = try $0.intersection($1) }, { _ = try $0.difference($1) },
        { _ = try $0.symmetricDifference($1) }, { _ = try $0.sharedPaths(with: $1) },
        { _ = try $0.snapped(to: $1, tolerance: Metres(1)) }, { _ = try $0.distance(to: $1) },
        { _ = try $0.isWithin(Metres(2), of: $1) }, { _ = try $0.nearestPoints(to: $1) },
        { _ = try $0.hausdorffDistance(to: $1) }, { _ = try $0.hausdorffDistance(to: $1, densifiedBy: 0.25) },
        { _ = try $0.frechetDistance(to: $1) }, { _ = try $0.frechetDistance(to: $1, densifiedBy: 0.25) },
        { _ = try $0.farthestDistance(to: $1) }, { _ = try $0.relate($1) },
        { _ = try $0.relates(to: $1, pattern: "T*F**F***") },
        { a, b in for predicate in SpatialPredicate.allCases { _ = try a.is(predicate, b) } },
        { a, b in for predicate in SpatialPredicate.allCases { _ = try a.is(predicate, all: [b, a, b]) } },
    ]

    @Test(arguments: [UInt64(1), 2, 3, 4]) func everyOperationAnswersOrThrows(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var answers = 0
        var errors = 0
        func run(_ body: () throws -> Void) {
            do {
                try body()
                answers += 1
            } catch {
                errors += 1
                // Whatever is thrown is one of ours and says something.
                #expect(error is GeosError || error is PlanarLineError || error is GeometryFormatError, "seed \(seed): \(error)")
            }
        }
        for _ in 0..<60 {
            let (a, b) = (Self.geometry(&random), Self.geometry(&random))
            for operation in Self.one { run { try operation(a) } }
            for operation in Self.two { run { try operation(a, b) } }
        }
        #expect(answers + errors == 60 * (Self.one.count + Self.two.count))
        #expect(answers > 600 && errors > 200, "seed \(seed): \(answers) answers, \(errors) errors")
    }
}
