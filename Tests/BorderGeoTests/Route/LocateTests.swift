import BorderGeo
import TestSupport
import Testing

@Suite struct LocateTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let line: [(Double, Double)]
        let point: (Double, Double)
        let measure: Double
        let offset: Double
        let side: Side
        var testDescription: String { name }
    }

    static let hairpin = [(0.0, 0.0), (10.0, 0.0), (4.0, 1.0)]
    static let straight = [(0.0, 0.0), (100.0, 0.0)]

    static let rows: [Row] = [
        Row(name: "left of an edge", line: straight, point: (30, 4), measure: 30, offset: 4, side: .left),
        Row(name: "right of an edge", line: straight, point: (30, -4), measure: 30, offset: -4, side: .right),
        Row(name: "on the route", line: straight, point: (30, 0.0005), measure: 30, offset: 0.0005, side: .on),
        // By the first edge it is on the left, by the second on the right: the turn decides.
        Row(name: "hairpin", line: hairpin, point: (11, 0.3), measure: 10, offset: -(1.09).squareRoot(), side: .right),
        Row(
            name: "outside a right turn", line: [(0, 0), (10, 0), (10, -10)], point: (12, 2), measure: 10,
            offset: 8.0.squareRoot(), side: .left),
        Row(
            name: "reversal", line: [(0, 0), (10, 0), (5, 0)], point: (12, 1), measure: 10, offset: 5.0.squareRoot(),
            side: .left),
        Row(
            name: "reversal from the right", line: [(0, 0), (10, 0), (5, 0)], point: (12, -1), measure: 10,
            offset: -(5.0.squareRoot()), side: .right),
        Row(name: "straight vertex", line: [(0, 0), (10, 0), (20, 0)], point: (10, -3), measure: 10, offset: -3, side: .right),
        Row(name: "before the start", line: straight, point: (-3, 4), measure: 0, offset: 5, side: .end),
        Row(name: "after the end", line: straight, point: (103, -4), measure: 100, offset: -5, side: .end),
        Row(name: "beside the end", line: straight, point: (100, 4), measure: 100, offset: 4, side: .left),
        Row(
            name: "as near to two limbs: the smaller measure", line: [(0, 0), (100, 0), (100, 60), (0, 60)], point: (50, 30),
            measure: 50, offset: 30, side: .left),
        Row(
            name: "start of a closed route", line: [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)], point: (-1, -1), measure: 0,
            offset: -(2.0).squareRoot(), side: .right),
    ]

    @Test(arguments: rows)
    func sideAndMeasureByTheRuleOfTurns(row: Row) throws {
        let route = try Route(id: "r", parts: [Polyline(row.line.map { LocalPlane.position($0.0, $0.1) })])
        let l = route.locate(LocalPlane.position(row.point.0, row.point.1))
        #expect(isNear(l.measure.metres, row.measure, 1e-6))
        #expect(isNear(l.offset.metres, row.offset, 1e-6))
        #expect(l.side == row.side)
        #expect(l.inwardOffset.metres == -l.offset.metres)
    }

    @Test func beyondAnEndOvershootAndLateralAreGiven() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (100, 0)))
        let l = route.locate(LocalPlane.position(103, -4))
        #expect(isNear(try #require(l.overshoot).value, 3, 1e-6))
        #expect(isNear(try #require(l.lateral).metres, -4, 1e-6))
        #expect(route.locate(LocalPlane.position(50, 1)).overshoot == nil)
    }

    @Test func anotherLimbNearlyAsNearIsListed() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (1000, 0), (1000, 100), (0, 100)))
        let l = route.locate(LocalPlane.position(500, 48))
        #expect(l.flags == [.ambiguous])
        #expect(l.alternatives.count == 1)
        #expect(isNear(l.alternatives[0].measure.metres, 1600, 1e-4))
        #expect(isNear(l.alternatives[0].distance.value, 52, 1e-6))
        // 100 - 45 = 55 > 45 * 1.1 + 5 = 54.5.
        #expect(route.locate(LocalPlane.position(500, 45)).flags.isEmpty)
        // The other limb is near enough but less than the separation away along the route.
        var options = LocateOptions()
        options.ambiguitySeparation = Metres(1200)
        #expect(route.locate(LocalPlane.position(500, 48), options: options).flags.isEmpty)
    }

    /// From 3 km off the vertices of a straight line are all about as near, and none is a place of its own, beside either end of the line.
    @Test(arguments: [10.0, 150, 500, 850, 990]) func verticesOfAStraightLineAreNoRivals(x: Double) throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (300, 0), (650, 0), (700, 0), (1000, 0)))
        let l = route.locate(LocalPlane.position(x, 3000))
        #expect(l.flags.isEmpty && l.alternatives.isEmpty, "\(l.alternatives)")
    }

    /// Two corners of the other limb, 32 m from each other along it, are one other place: the nearer.
    @Test func rivalsNearEachOtherAreOne() throws {
        let route = try LocalPlane.route(
            LocalPlane.line((0, 0), (1000, 0), (1000, 100), (530, 99), (515, 105), (500, 100), (0, 200)))
        let l = route.locate(LocalPlane.position(515, 48))
        #expect(l.flags == [.ambiguous] && l.alternatives.count == 1, "\(l.alternatives)")
        #expect(isNear(l.alternatives.first?.distance.value ?? 0, (225.0 + 51 * 51).squareRoot(), 1e-3))
    }

    /// Against every edge in the plane, on a line that crosses itself many times: whatever leaf of the index is looked at first, nothing nearer is passed over. Of many
    /// points each is looked for first where the one before was, and every second is beside that.
    @Test(arguments: 1...6 as ClosedRange<UInt64>) func nothingIsNearerThanTheFoot(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func place(within reach: Double = 2000) -> SIMD2<Double> {
            SIMD2(random.uniform(-reach...reach), random.uniform(-reach...reach))
        }
        let vertices = (0..<150).map { _ in place() }
        let route = try Route(id: "r", parts: [Polyline(vertices.map { LocalPlane.position($0.x, $0.y) })])
        let places = (0..<1500).flatMap { _ in
            let first = place()
            return [first, first + place(within: 100)]
        }
        let positions = places.map { LocalPlane.position($0.x, $0.y) }
        let together = route.locate(positions)
        for (i, p) in places.enumerated() {
            let nearest = zip(vertices, vertices.dropFirst()).reduce(Double.infinity) { least, edge in
                let (way, from) = (edge.1 - edge.0, p - edge.0)
                let t = min(max((way * from).sum() / (way * way).sum(), 0), 1)
                let miss = from - t * way
                return min(least, (miss * miss).sum().squareRoot())
            }
            let found = Geodesic().distance(positions[i], route.locate(positions[i]).foot).value
            #expect(isNear(found, nearest, 2e-3), "seed \(seed): \(found) m and \(nearest) m at \(p)")
            let offset = together.offsets[i].metres.magnitude
            #expect(isNear(offset, nearest, 2e-3), "seed \(seed): \(offset) m and \(nearest) m at \(p), among others")
        }
    }

    @Test func atAGapBothEndsAreEnds() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (100, 0)), LocalPlane.line((160, 0), (200, 0)))
        let l = route.locate(LocalPlane.position(120, 5))
        #expect(l.flags == [.atGap] && l.side == .end)
        #expect(isNear(l.measure.metres, 100, 1e-6))
        let m = route.locate(LocalPlane.position(150, 5))
        #expect(m.flags == [.atGap] && m.foot == route.vertices[2])
        // The two ends of the whole route are at no gap.
        for x in [-20.0, 220] {
            let end = route.locate(LocalPlane.position(x, 5))
            #expect(end.flags.isEmpty && end.side == .end, "\(x)")
        }
    }

    @Test func outsideTheCorridorIsFlaggedAndKept() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (1000, 0)))
        let options = LocateOptions(corridor: Corridor(inward: Metres(100), outward: Metres(10)))
        let flags =
            [(-100.0, []), (-100.01, [.outsideCorridor]), (9.99, []), (10.01, [.outsideCorridor])]
            as [(Double, [LocationFlag])]
        for (y, expected) in flags {
            #expect(route.locate(LocalPlane.position(500, y), options: options).flags == expected, "offset \(y)")
        }
    }

    /// Round a square of 4 km: another side is nearly as near, or the other half of the same side is not another place, also across the seam.
    @Test(arguments: [
        (500.0, 500.0, true), (500, 460, true), (500, 440, false), (500, 100, false), (101, 101, true), (99, 99, false),
        (1, 1, false), (-50, 300, false),
        (-50, 1, false), (5, 990, false),
    ]) func onAClosedRouteAnotherSideCanBeNearlyAsNear(x: Double, y: Double, isAmbiguous: Bool) throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (1000, 0), (1000, 1000), (0, 1000), (0, 0)))
        #expect(route.locate(LocalPlane.position(x, y)).flags.contains(.ambiguous) == isAmbiguous)
    }

    @Test func aCorridorIncludesItsLimits() {
        let corridor = Corridor(inward: Metres(100), outward: Metres(10))
        for (offset, isInside) in [(100.0, true), (100.001, false), (-10, true), (-10.001, false), (.nan, false)] {
            #expect(corridor.contains(inwardOffset: Offset(offset)) == isInside, "\(offset)")
        }
    }

    @Test func positionAndLocateAreInverse() throws {
        let route = try SampleBorder.coarse.route()
        let seed: UInt64 = 5
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let s = Measure(random.uniform(0...route.length.value))
            let d = Offset(random.uniform(-0.5...0.5))
            let l = route.locate(try route.position(at: s, offset: d))
            #expect(isNear(l.measure.metres, s.metres, 0.7) && isNear(l.offset.metres, d.metres, 0.7), "seed \(seed)")
            #expect(isNear(Geodesic().distance(l.foot, try route.position(at: l.measure)).value, 0, 1e-6), "seed \(seed)")
        }
    }

    @Test func everyPlaceOnEarthIsLocatedAndNoOtherTraps() throws {
        let route = try SampleBorder.coarse.route()
        for longitude in stride(from: -180.0, through: 180, by: 15) {
            for latitude in stride(from: -90.0, through: 90, by: 15) {
                let l = route.locate(GeoPosition(longitude: longitude, latitude: latitude))
                let direct = Geodesic().distance(l.foot, GeoPosition(longitude: longitude, latitude: latitude)).value
                #expect(isNear(l.offset.metres.magnitude, direct, 1e-3), "\(longitude) \(latitude)")
            }
        }
        for bad in [(Double.nan, 0.0), (0.0, Double.infinity), (200.0, 0.0), (0.0, -1e300)] {
            let l = route.locate(GeoPosition(longitude: bad.0, latitude: bad.1))
            #expect(l.measure.metres.isNaN && l.side == .ambiguous)
        }
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        let route = try SampleBorder.fine.route()
        let seed: UInt64 = 11
        var random = SeededGenerator(seed: seed)
        let points = try (0..<20_000).map { _ in
            try route.position(at: Measure(random.uniform(0...route.length.value)), offset: Offset(random.uniform(-3000...3000)))
        }
        let one = route.locate(points, jobs: 1)
        #expect(one == route.locate(points, jobs: 2), "seed \(seed)")
        #expect(one == route.locate(points, jobs: 4), "seed \(seed)")
        #expect(one.count == points.count)
        for i in stride(from: 0, to: points.count, by: 97) {
            let single = route.locate(points[i])
            #expect(single.measure == one.measures[i] && single.offset == one.offsets[i] && single.side == one.sides[i])
            #expect(single.flags == one.flags[i].list)
        }
    }

    @Test func aRouteAcrossTheAntimeridianWorks() throws {
        let route = try Route(
            id: "r",
            parts: [Polyline([GeoPosition(longitude: 179.9, latitude: 10), GeoPosition(longitude: -179.9, latitude: 10)])])
        let l = route.locate(GeoPosition(longitude: -179.95, latitude: 10.01))
        #expect(l.side == .left && isNear(l.measure.metres, route.length.value * 0.75, 1))
    }
}
