import BorderGeo
import TestSupport
import Testing

@testable import BorderModel

@Suite struct FenceLocatorTests {
    /// One kilometre of border along the plane's x axis; positions are synthetic.
    static let straight: [(Double, Double)] = [(0, 0), (1000, 0)]
    /// A meander: 3 km up, 200 m across, 3 km down again.
    static let meander: [(Double, Double)] = [(0, 0), (1000, 0), (1000, 3000), (1200, 3000), (1200, 0), (2200, 0)]

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var route = FenceLocatorTests.straight
        let fence: [(Double, Double)]
        /// Events: from, to, bridged, crosses.
        let events: [(Double, Double, Bool, Bool)]
        /// Metres along, steep, outside, beyond: they and nothing else are the drawn length.
        let metres: [Double]
        var testDescription: String { name }
    }

    private static let leaves = (303.3 * 303.3 + 900).squareRoot()

    static let rows: [Row] = [
        Row(
            name: "along the whole border", fence: [(0, -20), (1000, -20)], events: [(0, 1000, false, false)],
            metres: [1000, 0, 0, 0]),
        Row(
            name: "drawn the other way", fence: [(1000, -20), (0, -20)], events: [(0, 1000, false, false)],
            metres: [1000, 0, 0, 0]),
        // The line leaves 50 m at x = 303.3: 20 + 30 x / 303.3.
        Row(
            name: "leaves the corridor", fence: [(0, 20), (500, 20 + 30 * 500 / 303.3), (1000, 20)],
            events: [(0, 303.3, false, false), (696.7, 1000, false, false)],
            metres: [2 * leaves, 0, 2 * leaves * (500 - 303.3) / 303.3, 0]),
        Row(
            name: "doubles back", fence: [(0, 10), (600, 10), (600, 12), (200, 12)], events: [(0, 600, false, false)],
            metres: [1002, 2, 0, 0]),
        Row(
            name: "crosses the border", fence: [(0, -10), (1000, 10)], events: [(0, 1000, false, true)],
            metres: [(1000.0 * 1000 + 400).squareRoot(), 0, 0, 0]),
        Row(
            name: "has a spur", fence: [(0, -10), (400, -10), (400, -40), (400, -10), (1000, -10)],
            events: [(0, 1000, false, false)], metres: [1060, 60, 0, 0]),
        Row(
            name: "lies on the border", fence: [(0, 0), (500, 0), (1000, 0)], events: [(0, 1000, false, false)],
            metres: [1000, 0, 0, 0]),
        Row(name: "leads inland", fence: [(500, -5), (500, -45)], events: [(500, 500, false, false)], metres: [40, 40, 0, 0]),
        Row(name: "is short", fence: [(500, -5), (506, -5)], events: [(500, 506, false, false)], metres: [6, 0, 0, 0]),
        Row(
            name: "goes on beyond the ends", fence: [(-100, -5), (1100, -5)], events: [(0, 1000, false, false)],
            metres: [1000, 0, 0, 200]),
        Row(name: "is far away", fence: [(0, -900), (1000, -900)], events: [], metres: [0, 0, 1000, 0]),
        Row(
            name: "cuts the neck of a meander", route: meander, fence: [(0, -20), (2200, -20)],
            events: [(0, 1000, false, false), (1000, 7200, true, false), (7200, 8200, false, false)],
            // At the corners the foot stays, and the fence is steep from 20 tan 60 m past each to the middle of the neck.
            metres: [2200, 2 * (100 - 20 * 3.0.squareRoot()), 0, 0]),
        Row(
            name: "follows the meander", route: meander,
            fence: [(0, -20), (1020, -20), (1020, 2980), (1180, 2980), (1180, -20), (2200, -20)],
            events: [(0, 8200, false, false)], metres: [1020 + 3000 + 160 + 3000 + 1020, 0, 0, 0]),
        // The foot stays at the vertex: 400 m away at the nearest, in the corridor for 300 m on either side.
        Row(
            name: "passes the corridor's round end", route: [(0, 0), (1000, 0), (200, -300)],
            fence: [(1400, -1000), (1400, 1000)],
            events: [(1000, 1000, false, false)], metres: [600, 0, 1400, 0]),
    ]

    @Test(arguments: rows)
    func eventsOfHandFixtures(row: Row) throws {
        let route = try Route(id: "r", parts: [Polyline(row.route.map { LocalPlane.position($0.0, $0.1) })])
        var options = FenceOptions(corridor: Corridor(inward: Metres(50), outward: Metres(50)))
        if row.route.count > 2 { options.corridor = Corridor(inward: Metres(500), outward: Metres(500)) }
        let fence = Polyline(row.fence.map { LocalPlane.position($0.0, $0.1) })
        let found = FenceLocator(route: route, options: options).locate([fence])
        try #require(found.events.count == row.events.count, "\(found.events)")
        for (event, expected) in zip(found.events, row.events) {
            #expect(
                isNear(event.span.from.metres, expected.0, 0.01) && isNear(event.span.to.metres, expected.1, 0.01), "\(event)")
            #expect(event.bridged == expected.2 && event.crosses == expected.3, "\(event)")
        }
        let metres = [found.along, found.steep, found.outside, found.beyond]
        for (i, name) in ["along", "steep", "outside", "beyond"].enumerated() {
            #expect(isNear(metres[i].value, row.metres[i], 0.02), "\(name): \(metres[i]), \(row.metres[i]) expected")
        }
        #expect(isNear((found.along + found.outside + found.beyond).value, found.length.value, 1e-6))
        #expect(isNear(found.events.reduce(0) { $0 + $1.fenceLine.value }, found.along.value, 1e-6))
        #expect(isNear(found.events.reduce(0) { $0 + $1.steep.value }, found.steep.value, 1e-6))
    }

    @Test func theCorridorFixtureCoversSixHundredAndSixMetres() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (1000, 0)))
        let options = FenceOptions(corridor: Corridor(inward: Metres(50), outward: Metres(50)))
        let fence = LocalPlane.line((0, 20), (500, 20 + 30 * 500 / 303.3), (1000, 20))
        let covered = FenceLocator(route: route, options: options).locate([fence]).covered.length
        #expect(isNear(covered.value, 606.6, 0.005))
    }

    private static let wide = FenceOptions(corridor: Corridor(inward: .kilometres(3), outward: .kilometres(3)))

    /// Seen from hundreds of metres away the vertex is as near as a place millimetres beyond it: the foot is there all the same.
    @Test(arguments: [0.001, 0.003, 0.01, 0.5], [20.0, 300, 2500]) func theFootLeavesAVertexAtOnce(beyond: Double, offset: Double)
        throws
    {
        // A bend to the right by atan(1/3) at 1,000 m, and a fence on the left of the second edge from just beyond its perpendicular on.
        let (ux, uy) = (3 / 10.0.squareRoot(), -1 / 10.0.squareRoot())
        func place(_ along: Double) -> (Double, Double) { (1000 + along * ux - offset * uy, along * uy + offset * ux) }
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (1000, 0), (1900, -300)))
        for fence in [[place(beyond), place(400)], [place(400), place(beyond)]] {
            let found = FenceLocator(route: route, options: Self.wide).locate([
                Polyline(fence.map { LocalPlane.position($0.0, $0.1) })
            ])
            let start = try #require(found.events.first).span.from.metres
            #expect(isNear(start, 1000 + beyond, 3e-4), "\(start - 1000)")
        }
    }

    /// Where the foot stays at a vertex all metres do so at its very measure, whichever way they come: an area that ends there has none of them, the next one all.
    @Test(arguments: [false, true]) func metresAtAVertexAreAtItsMeasure(isTurned: Bool) throws {
        let seed: UInt64 = 77
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let (turn, offset) = (random.uniform(0.1...1.2), random.uniform(30...600))
            let (cosine, sine) = (Degrees(turn * 57.3).sineAndCosine.cosine, Degrees(turn * 57.3).sineAndCosine.sine)
            let route = try LocalPlane.route(LocalPlane.line((0, 0), (1000, 0), (1000 + 1000 * cosine, -1000 * sine)))
            // Along the first edge, straight over the fan, along the second.
            let fence: [(Double, Double)] = [
                (300, offset), (1000, offset), (1000 + offset * sine, offset * cosine),
                (1000 + 500 * cosine + offset * sine, -500 * sine + offset * cosine),
            ]
            let positions = fence.map { LocalPlane.position($0.0, $0.1) }
            let located = FenceLocator(route: route, options: Self.wide).locate([
                Polyline(isTurned ? positions.reversed() : positions)
            ])
            let vertex = route.measures[1]
            func line(_ from: Measure, _ to: Measure) -> Double {
                located.profile.length(of: .along, over: [MeasureSpan(from, to)])
            }
            let chord = 2 * offset * Degrees(turn * 57.3 / 2).sineAndCosine.sine
            #expect(isNear(line(Measure(0), vertex), 700, 5e-3), "seed \(seed), \(turn), \(offset)")
            #expect(isNear(line(vertex, route.end), 500 + chord, 5e-3), "seed \(seed), \(turn), \(offset)")
        }
    }

    @Test func offsetsAreWeightedByLength() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (1000, 0)))
        // 300 m at -10, then 400 m falling from -10 to -30, then 300 m at -30: mean -20.
        let found = FenceLocator(route: route).locate([LocalPlane.line((0, -10), (300, -10), (700, -30), (1000, -30))])
        let event = try #require(found.events.first)
        #expect(isNear(event.offsetMean.metres, -20, 0.01))
        #expect(isNear(event.offsetMin.metres, -30, 1e-4) && isNear(event.offsetMax.metres, -10, 1e-4))
        #expect(isNear(try #require(event.sinuosity), 1.0005, 1e-4))
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        let route = try SampleBorder.fine.route()
        let seed: UInt64 = 21
        var random = SeededGenerator(seed: seed)
        let fences: [[Polyline<GeoPosition>]] = try (0..<24).map { _ in
            let start = random.uniform(0...route.length.value - 2000)
            let d = Offset(random.uniform(-400...400))
            return [
                Polyline(
                    try stride(from: start, to: start + 500, by: 25).map {
                        try route.position(at: Measure($0), offset: Offset(d.metres + random.uniform(-2...2)))
                    })
            ]
        }
        let locator = FenceLocator(route: route)
        let one = locator.locate(fences, jobs: 1)
        #expect(one == locator.locate(fences, jobs: 3), "seed \(seed)")
        #expect(one == fences.map { locator.locate($0) }, "seed \(seed)")
        for location in one {
            let inEvents = location.events.reduce(0) { $0 + $1.fenceLine.value }
            #expect(isNear(inEvents, location.along.value, 1e-6), "seed \(seed)")
            let placed = location.along + location.outside + location.beyond
            #expect(isNear(placed.value, location.length.value, 1e-6), "seed \(seed)")
            for (a, b) in zip(location.events, location.events.dropFirst()) { #expect(a.span.to <= b.span.from, "seed \(seed)") }
        }
    }

    /// Two ends that meet join; of three nobody can say which two do.
    @Test(arguments: [2, 3, 4]) func endsOfDifferentRecordsJoinWhereTwoMeet(count: Int) throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (1000, 0)))
        let locator = FenceLocator(route: route)
        let fences = [(100.0, -20.0), (900, -25), (500, -200), (600, -200)].prefix(count).map {
            locator.locate([LocalPlane.line($0, (500, -20))]).profile
        }
        #expect(
            FenceChain.chains(of: fences).map(\.links.count).sorted() == (count == 2 ? [2] : Array(repeating: 1, count: count)))
        #expect(FenceChain.groups(of: fences) == [Array(0..<count)])
    }
}
