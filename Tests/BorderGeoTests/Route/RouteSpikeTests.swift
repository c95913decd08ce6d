import BorderGeo
import TestSupport
import Testing

/// Places where a line runs out and back over itself.
@Suite struct RouteSpikeTests {
    private static let plain = [(0.0, 0.0), (0, 500), (0, 1000), (30, 1500)]

    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var line: [(Double, Double)]
        /// Metres run twice, and the tip.
        var doubled: Double
        var tip: (Double, Double)
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(
            name: "of 2 cm", line: [(0, 0), (0, 500), (0.02, 500), (0, 500), (0, 1000), (30, 1500)], doubled: 0.04,
            tip: (0.02, 500)),
        Row(name: "of 10 m", line: [(0, 0), (0, 500), (10, 500), (0, 500), (0, 1000), (30, 1500)], doubled: 20, tip: (10, 500)),
        Row(
            name: "outward", line: [(0, 0), (0, 500), (-10, 503), (0, 500), (0, 1000), (30, 1500)], doubled: 20.88,
            tip: (-10, 503)),
        Row(
            name: "of two edges", line: [(0, 0), (0, 500), (10, 500), (20, 520), (10, 500), (0, 500), (0, 1000), (30, 1500)],
            doubled: 64.72, tip: (20, 520)),
        Row(name: "along the line", line: [(0, 0), (0, 520), (0, 500), (0, 1000), (30, 1500)], doubled: 40, tip: (0, 520)),
        Row(name: "at the start", line: [(0, 0), (15, 0), (0, 0), (0, 500), (0, 1000), (30, 1500)], doubled: 30, tip: (15, 0)),
    ]

    private func route(_ line: [(Double, Double)]) throws -> Route {
        try Route(id: "r", parts: [Polyline(line.map { LocalPlane.position($0.0, $0.1) })])
    }

    @Test(arguments: rows)
    func aSpikeIsFoundWithItsLength(row: Row) throws {
        let route = try route(row.line)
        #expect(route.spikes.count == 1)
        let spike = try #require(route.spikes.first)
        #expect(isNear(spike.span.length.value, row.doubled, 0.01))
        #expect(route.vertices[spike.tip] == LocalPlane.position(row.tip.0, row.tip.1))
        let smooth = RouteSpike.removed(from: route.vertices)
        #expect(RouteSpike.all(in: smooth).isEmpty)
        let length = zip(smooth, smooth.dropFirst()).reduce(0) { $0 + Geodesic().distance($1.0, $1.1).value }
        #expect(isNear(length, route.length.value - spike.span.length.value, 1e-4))
    }

    /// No post changes its bank because of a spike: those beyond its tip, beside it, and on the other side.
    @Test(arguments: rows)
    func postsKeepTheSideTheyHaveWithoutTheSpike(row: Row) throws {
        let seed: UInt64 = 11
        var random = SeededGenerator(seed: seed)
        let (spiked, plain) = (try route(row.line), try route(Self.plain))
        for i in 0..<2000 {
            let reach = i % 2 == 0 ? 1000.0 : 15
            let at = (random.uniform(-reach...reach), random.uniform(500 - reach...500 + reach))
            // What lies between the spike and the line is on a bank only without it.
            guard at.1 > 5, at.1 < 1400, abs(at.0) > 0.05 else { continue }
            let position = LocalPlane.position(at.0, at.1)
            let side = plain.locate(position).side
            guard side != .end, side != .on else { continue }
            let there = spiked.locate(position)
            #expect(there.side == side || there.side == .on, "seed \(seed) \(at)")
            #expect((there.offset.metres < 0) == (side == .right) || there.side == .on, "seed \(seed) \(at)")
        }
    }

    @Test func aFootOnTheTipIsFlagged() throws {
        let route = try route(Self.rows[1].line)
        let there = route.locate(LocalPlane.position(1000, 500.5))
        #expect(there.side == .right && there.flags == [.ambiguous])
        #expect(isNear(there.offset.metres, -990, 0.01))
        #expect(route.locate(LocalPlane.position(100, 800)).flags.isEmpty)
    }

    /// Beyond the tip: on a line that rises, and where the line without the spike turns back by 160 degrees, so that a place on its left is right of its next edge.
    @Test(
        arguments: [
            ([(0, 0), (500, 500), (480, 520), (500, 500), (1000, 1000)], (470, 530), Side.left),
            ([(0, 0), (500, 500), (520, 480), (500, 500), (1000, 1000)], (530, 470), .right),
            ([(1000, 1000), (500, 500), (480, 520), (500, 500), (0, 0)], (470, 530), .right),
            ([(0, 0), (1000, 0), (1000, 60), (1000, 0), (100, -300)], (1010, 70), .left),
            ([(0, 0), (1000, 0), (1000, -60), (1000, 0), (100, 300)], (1010, -70), .right),
        ] as [([(Double, Double)], (Double, Double), Side)])
    func beyondATipTheSideIsThatOfTheLineWithoutIt(line: [(Double, Double)], at: (Double, Double), side: Side) throws {
        #expect(try route(line).locate(LocalPlane.position(at.0, at.1)).side == side)
    }

    @Test func aLineOfNothingButASpikeHasNoSide() throws {
        let route = try route([(0, 0), (100, 0), (0, 0)])
        #expect(route.locate(LocalPlane.position(120, 3)).side == .ambiguous)
        #expect(RouteSpike.removed(from: route.vertices) == route.vertices)
    }

    /// 0.0004 degrees forth and 0.00015 back, over the equator and over meridians where a longitude changes its sign or its half of the globe. On the equator a degree of
    /// longitude is 111,319.49 m and one of latitude 110,574.28 m.
    @Test(
        arguments: [(0.0, true), (0, false), (90, true), (-90, true), (127, false), (180, true), (180, false)] as [(Double, Bool)]
    )
    func spikesOverTheEquatorAndOverMeridiansAreFound(meridian: Double, isAlongEquator: Bool) throws {
        let line = [(0.0003, 0.01), (0.0003, 0), (-0.0001, 0), (0.00005, 0), (0.00005, -0.01)].map { along, across in
            let (east, north) = isAlongEquator ? (along, across) : (across, along)
            let longitude = meridian + east
            return GeoPosition(longitude: longitude > 180 ? longitude - 360 : longitude, latitude: north)
        }
        let spikes = RouteSpike.all(in: line)
        #expect(spikes.count == 1)
        let spike = try #require(spikes.first)
        #expect(spike.tip == 2)
        #expect(isNear(spike.span.length.value, 0.0003 * (isAlongEquator ? 111_319.49 : 110_574.28), 1e-3))
    }

    @Test func aSharpTurnIsNoSpike() throws {
        #expect(try route([(0, 0), (100, 0), (0, 1)]).spikes.isEmpty)
        #expect(try route(Self.plain).spikes.isEmpty)
    }
}
