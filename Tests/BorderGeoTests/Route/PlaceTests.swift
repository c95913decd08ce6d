import Foundation
import TestSupport
import Testing

@testable import BorderBase
@testable import LinearReferencing

/// `place` is the inverse of `locate`. BORDERGEO_CALIBRATE=1 takes a million points.
@Suite struct PlaceTests {
    private static let count = ProcessInfo.processInfo.environment["BORDERGEO_CALIBRATE"] == "1" ? 1_000_000 : 2_000

    /// Points anywhere round the border, within 3 km of it, and within the length of an edge: farther from a line of short edges few feet are inside one.
    private static func points(seed: UInt64, near route: Route) throws -> [GeoPosition] {
        var random = SeededGenerator(seed: seed)
        let edge = route.length.value / Double(route.vertices.count - 1)
        return try (0..<count).map { i in
            if i % 3 == 0 {
                return GeoPosition(longitude: random.uniform(123.8...131.2), latitude: random.uniform(39.4...43.4))
            }
            let reach = i % 3 == 1 ? 3000 : min(edge, 3000)
            return try route.position(
                at: Measure(random.uniform(0...route.length.value)), offset: Offset(random.uniform(-reach...reach)))
        }
    }

    @Test(arguments: [SampleBorder.coarse, .longEdges, .fine])
    func whatIsLocatedIsPlacedWhereItWas(border: SampleBorder) throws {
        let route = try border.route()
        let seed: UInt64 = 20_261_129
        let points = try Self.points(seed: seed, near: route)
        let vertices = route.measures.map(\.metres)
        let results = Parallel.map(points.count) { i -> (inside: Double?, again: Double) in
            let point = points[i]
            let location = route.locate(point)
            guard let placed = try? route.position(of: RouteReference(location)) else { return (nil, .infinity) }
            let after = route.locate(placed)
            let again = max(
                (after.measure - location.measure).value.magnitude, (after.offset.metres - location.offset.metres).magnitude,
                after.side == location.side ? 0 : 1,
                ((after.overshoot ?? .zero) - (location.overshoot ?? .zero)).value.magnitude)
            let vertex = vertices.partitioningIndex { $0 >= location.measure.metres - 1e-3 }
            let isAtVertex = vertex < vertices.count && vertices[vertex] <= location.measure.metres + 1e-3
            return (isAtVertex ? nil : Geodesic().distance(point, placed).value, again)
        }
        let inside = results.compactMap(\.inside)
        #expect(inside.count > points.count / 8, "seed \(seed)")
        #expect(
            inside.max() ?? 1 <= 1e-3, "seed \(seed): \(results.firstIndex { ($0.inside ?? 0) > 1e-3 }.map { points[$0] } as Any)"
        )
        #expect(
            results.map(\.again).max() ?? 1 <= 3e-3,
            "seed \(seed): \(results.firstIndex { $0.again > 3e-3 }.map { points[$0] } as Any)")
    }

    /// (0,0) - (1000,0) - (1000,1000) metres: a left turn, whose outer side is the right.
    private static func corner() throws -> Route {
        try Route(
            id: "corner",
            parts: [Polyline([LocalPlane.position(0, 0), LocalPlane.position(1000, 0), LocalPlane.position(1000, 1000)])])
    }

    @Test(
        arguments: [
            (500.0, 100.0, 500.0, 100.0), (500, -100, 500, -100), (1500, -50, 1050, 500), (1500, 50, 950, 500),
            // Before the beginning and beyond the end, by overshoot and lateral.
            (0, 0, 0, 0),
        ])
    func referencesArePlacedByHand(measure: Double, offset: Double, x: Double, y: Double) throws {
        let place = LocalPlane.projection.project(
            try Self.corner().position(of: RouteReference(measure: Measure(measure), offset: Offset(offset))))
        #expect(abs(place.easting - x) < 0.02 && abs(place.northing - y) < 0.02, "\(place)")
    }

    @Test func beyondAnEndOvershootAndLateralSayWhere() throws {
        let route = try Self.corner()
        let before = LocalPlane.projection.project(
            try route.position(
                of: RouteReference(measure: Measure(0), offset: Offset(50), overshoot: Metres(30), lateral: Offset(40))))
        #expect(abs(before.easting + 30) < 0.01 && abs(before.northing - 40) < 0.01, "\(before)")
        let beyond = LocalPlane.projection.project(
            try route.position(
                of: RouteReference(measure: route.end, offset: Offset(-50), overshoot: Metres(30), lateral: Offset(-40))))
        #expect(abs(beyond.easting - 1040) < 0.05 && abs(beyond.northing - 1030) < 0.05, "\(beyond)")
    }

    @Test func ofAFanOnePositionIsGiven() throws {
        let route = try Self.corner()
        let vertex = route.measures[1]
        let placed = try route.position(of: RouteReference(measure: vertex, offset: Offset(-80)))
        let location = route.locate(placed)
        #expect(abs((location.measure - vertex).value) < 1e-3 && abs(location.offset.metres + 80) < 1e-3)
    }

    /// Lines along x = 0 that run out to a tip at y = 500 and back: half a circle of positions has the tip as its foot, all of them on the side of the line without the spike.
    /// The one in the middle is given, straight on from the tip.
    @Test(
        arguments: [
            // Northward and southward, to the east and to the west: left is west of a line that runs north.
            (true, 10.0, -80.0, 90.0), (true, -10, 80, -90), (false, 10, 80, 90), (false, -10, -80, -90),
            // The line is nearer than the tip to what lies beside the tip.
            (true, 0.3, -0.8, 1.1), (true, -0.3, 0.8, -1.1), (false, 0.3, 0.8, 1.1), (false, -0.3, -0.8, -1.1),
        ])
    func beyondTheTipOfASpikeThePositionStraightOnIsGiven(isNorthward: Bool, tip: Double, offset: Double, x: Double) throws {
        let line = [(0.0, 0.0), (0, 500), (tip, 500), (0, 500), (0, 1000)]
        let positions = (isNorthward ? line : line.reversed()).map { LocalPlane.position($0.0, $0.1) }
        let route = try Route(id: "spike", parts: [Polyline(positions)])
        let placed = try route.position(of: RouteReference(measure: route.measures[2], offset: Offset(offset)))
        let place = LocalPlane.projection.project(placed)
        #expect(isNear(place.easting, x, 1e-3) && isNear(place.northing, 500, 1e-3), "\(place)")
        let location = route.locate(placed)
        #expect(isNear(location.measure.metres, 500 + tip.magnitude, 2e-3))
        #expect(isNear(location.offset.metres, offset, 2e-3))
    }

    @Test func whatIsNotOnTheRouteIsRefused() throws {
        let route = try Self.corner()
        #expect(throws: RouteError.self) { try route.position(of: RouteReference(measure: Measure(-1))) }
        #expect(throws: RouteError.self) { try route.position(of: RouteReference(measure: Measure(.nan))) }
        #expect(throws: RouteError.self) {
            try route.position(of: RouteReference(measure: Measure(1), offset: Offset(.infinity)))
        }
        #expect(throws: RouteError.self) { try route.parallel(Measure(0), Measure(5000), offset: Offset(1)) }
    }

    @Test func parallelsAreAtTheirDistance() throws {
        let route = try SampleBorder.coarse.route()
        let seed: UInt64 = 7
        var random = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let from = Measure(random.uniform(0...route.length.value - 20_000))
            let offset = random.uniform(-800...800)
            for line in try route.parallel(from, from + Metres(random.uniform(500...20_000)), offset: Offset(offset)) {
                #expect(line.positions.count > 1)
                for position in line.positions {
                    let location = route.locate(position)
                    #expect(abs(location.offset.metres.magnitude - offset.magnitude) < 0.06, "seed \(seed), \(from), \(offset)")
                }
            }
        }
    }

    /// Inside of the corner the parallels of both edges meet at (900, 100); outside an arc goes round.
    @Test func aParallelHasACornerInsideAndAnArcOutside() throws {
        let route = try Self.corner()
        let inside = try #require(try route.parallel(Measure(0), route.end, offset: Offset(100)).first).positions
            .map { LocalPlane.projection.project($0) }
        #expect(inside.count == 3, "\(inside)")
        #expect(inside.contains { abs($0.easting - 900) < 0.1 && abs($0.northing - 100) < 0.1 }, "\(inside)")
        let outside = try route.parallel(Measure(0), route.end, offset: Offset(-100))
        #expect(outside.count == 1)
        // 1000 + a quarter of a circle of 100 m + 1000.
        #expect(abs(Geodesic().length(of: outside[0]).value - (2000 + 50 * .pi)) < 0.3)
        let back = try route.parallel(route.end, Measure(0), offset: Offset(-100))
        #expect(back[0].positions == outside[0].positions.reversed())
    }

    /// As far as both edges reach: 490 m of offset beside edges of 1 km.
    @Test(arguments: [100.0, 340, 490]) func theCornerInsideIsWhereTheParallelsMeet(offset: Double) throws {
        let route = try Self.corner()
        let inside = try #require(try route.parallel(Measure(0), route.end, offset: Offset(offset)).first)
        let places = inside.positions.map { LocalPlane.projection.project($0) }
        #expect(places.contains { abs($0.easting - 1000 + offset) < 0.1 && abs($0.northing - offset) < 0.1 }, "\(places)")
        #expect(places.allSatisfy { $0.easting < 1000 - offset + 0.1 && $0.northing > offset - 0.1 }, "\(places)")
    }

    @Test func withoutOffsetTheLineIsTheStretchItself() throws {
        let route = try SampleBorder.coarse.route()
        let (from, to) = (Measure(12_345.6), Measure(98_765.4))
        #expect(try route.parallel(from, to, offset: Offset(0)) == route.stretch(from, to))
    }
}
