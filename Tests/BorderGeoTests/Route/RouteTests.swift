import BorderGeo
import TestSupport
import Testing

@Suite struct RouteTests {
    @Test func measuresAreSumsOfGeodesicEdges() throws {
        let route = try SampleBorder.coarse.route()
        let geodesic = Geodesic()
        let sum = zip(route.vertices, route.vertices.dropFirst()).reduce(0.0) { $0 + geodesic.distance($1.0, $1.1).value }
        #expect(isNear(route.length.value, sum, 1e-6))
        #expect(route.gaps.isEmpty && route.droppedEdges == 0 && !route.isClosed)
    }

    @Test func everyVertexIsFoundAtItsMeasure() throws {
        let route = try SampleBorder.coarse.route()
        for (p, m) in zip(route.vertices, route.measures) { #expect(try route.position(at: m) == p) }
    }

    @Test func positionsLieOnTheGeodesicOfTheirEdge() throws {
        // 50 km east-west at 42 N: the geodesic runs 44.0 m north of the straight line in degrees (published: 44.0 m).
        let a = GeoPosition(longitude: 126, latitude: 42)
        let b = Geodesic().direct(from: a, azimuth: Degrees(90), length: .kilometres(50)).position
        let level = GeoPosition(longitude: b.longitude, latitude: 42)
        let geodesic = try Route(id: "g", parts: [Polyline([a, level])])
        let middle = try geodesic.position(at: Measure(geodesic.length.value / 2))
        let straight = GeoPosition(longitude: (a.longitude + level.longitude) / 2, latitude: 42)
        #expect(isNear(Geodesic().distance(middle, straight).value, 44.0, 0.1))
        let lonlat = try Route(id: "l", parts: [Polyline([a, level])], edgeModel: .lonlat)
        let there = try lonlat.position(at: Measure(lonlat.length.value / 2))
        #expect(Geodesic().distance(there, straight).value < 0.011)
        #expect(lonlat.vertices.count == 68)
    }

    /// Across meridians and parallels alike: a quarter, half and three quarters of the way are there in degrees as well.
    @Test(arguments: [(126.0, 42.0, 126.5, 42.4), (126, 42, 125.7, 41.5), (179.8, -60, -179.9, -59.6)])
    func edgesInDegreesAreStraightInBoth(west: Double, south: Double, east: Double, north: Double) throws {
        let ends = [GeoPosition(longitude: west, latitude: south), GeoPosition(longitude: east, latitude: north)]
        let route = try Route(id: "l", parts: [Polyline(ends)], edgeModel: .lonlat)
        let way = (east - west).remainder(dividingBy: 360)
        for t in [0.25, 0.5, 0.75] {
            let place = GeoPosition(
                longitude: (west + way * t).remainder(dividingBy: 360), latitude: south + (north - south) * t)
            #expect(Geodesic().distance(place, route.locate(place).foot).value < 0.011, "\(t)")
        }
    }

    /// A line that ends where it began is closed where it is one part of more than one edge there and back.
    @Test func whatIsNotOneRingIsNotClosed() throws {
        let ring = LocalPlane.line((0, 0), (100, 0), (100, 50), (0, 0))
        #expect(try LocalPlane.route(ring).isClosed)
        #expect(try !LocalPlane.route(LocalPlane.line((0, 0), (100, 0), (0, 0))).isClosed)
        #expect(try !LocalPlane.route(LocalPlane.line((0, 0), (100, 0)), LocalPlane.line((100, 50), (0, 50), (0, 0))).isClosed)
        #expect(try !LocalPlane.route(LocalPlane.line((0, 0), (100, 0), (100, 50), (0, 1))).isClosed)
    }

    /// Less than a centimetre before a vertex begins a stretch of two positions all the same.
    @Test(arguments: [(99.995, 100.0), (100, 100.004), (99.998, 100.002), (0, 0.003), (199.9995, 200)])
    func aShortStretchHasBothItsEnds(from: Double, to: Double) throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (100, 0), (200, 0)))
        let stretch = try route.stretch(Measure(from), min(Measure(to), route.end))
        try #require(stretch.count == 1 && stretch[0].positions.count >= 2, "\(stretch)")
        #expect(isNear(Geodesic().length(of: stretch[0]).value, to - from, 1e-6))
    }

    @Test func repeatedVerticesAreDroppedAndCounted() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (0, 0), (100, 0), (100, 0), (100, 50)))
        #expect(route.droppedEdges == 2)
        #expect(isNear(route.length.value, 150, 1e-6))
    }

    @Test func aLineWithoutTwoPlacesIsNoRoute() {
        #expect(throws: RouteError.emptyRoute(id: "fixture")) { try LocalPlane.route() }
        #expect(throws: RouteError.emptyRoute(id: "fixture")) { try LocalPlane.route(LocalPlane.line((1, 1))) }
        #expect(throws: RouteError.emptyRoute(id: "fixture")) { try LocalPlane.route(LocalPlane.line((1, 1), (1, 1))) }
    }

    @Test(arguments: [(181.0, 0.0), (0.0, 91.0), (.infinity, 0.0), (0.0, -.infinity)])
    func positionsOffTheEarthAreRefused(longitude: Double, latitude: Double) {
        let p = GeoPosition(longitude: longitude, latitude: latitude)
        #expect(throws: RouteError.notOnEarth(p, part: 0, index: 1)) {
            try Route(id: "r", parts: [Polyline([GeoPosition(longitude: 0, latitude: 0), p])])
        }
    }

    @Test func outOfRangeThrowsUnlessClamped() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (100, 0)))
        #expect(throws: RouteError.outOfRange(Measure(-1), start: route.start, end: route.end)) {
            try route.position(at: Measure(-1))
        }
        #expect(throws: RouteError.self) { try route.position(at: Measure(.nan), clamp: true) }
        #expect(try route.position(at: Measure(-1), clamp: true) == route.vertices[0])
        #expect(try route.position(at: Measure(1e300), clamp: true) == route.vertices[1])
    }

    @Test func anExcludedGapAddsNothingAndItsMeasureGivesTheEarlierEnd() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (100, 0)), LocalPlane.line((160, 0), (200, 0)))
        #expect(isNear(route.length.value, 140, 1e-6))
        #expect(route.gaps.count == 1)
        #expect(isNear(route.gaps[0].length.value, 60, 1e-6))
        let atGap = route.measures[1]
        #expect(try route.position(at: atGap) == route.vertices[1])
        #expect(route.isAtGap(atGap))
        let pieces = try route.stretch(Measure(50), Measure(120))
        #expect(pieces.map(\.positions.count) == [2, 2])
        #expect(pieces[0].positions[1] == route.vertices[1] && pieces[1].positions[0] == route.vertices[2])
    }

    @Test func anIncludedGapHasALengthAndNoPositions() throws {
        let route = try LocalPlane.route(
            LocalPlane.line((0, 0), (100, 0)), LocalPlane.line((160, 0), (200, 0)), gapPolicy: .include)
        #expect(isNear(route.length.value, 200, 1e-6))
        #expect(throws: RouteError.inGap(Measure(130), gap: route.gaps[0].span)) { try route.position(at: Measure(130)) }
        #expect(try route.stretch(Measure(110), Measure(150)).isEmpty)
        #expect(isNear(route.whole.length.value, 140, 1e-6))
    }

    @Test func partsThatMeetAreOne() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (100, 0)), LocalPlane.line((100, 0), (200, 0)))
        #expect(route.gaps.isEmpty && route.parts == [0..<3])
    }

    @Test func aStretchHoldsItsEndsAndTheVerticesBetween() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (100, 0), (100, 100), (200, 100)))
        let forth = try route.stretch(Measure(50), Measure(250))
        #expect(forth.count == 1 && forth[0].positions.count == 4)
        #expect(forth[0].positions[1] == route.vertices[1] && forth[0].positions[2] == route.vertices[2])
        let back = try route.stretch(Measure(250), Measure(50))
        #expect(back == [Polyline(forth[0].positions.reversed())])
        #expect(try route.stretch(Measure(70), Measure(70)) == [Polyline([try route.position(at: Measure(70))])])
        #expect(try route.stretch(route.start, route.end)[0].positions == route.vertices)
        let length = try Route(id: "s", parts: forth).length.value
        #expect(isNear(length, 200, 1e-6))
    }

    /// A GeoPackage of a coast had the end of a piece 0.4 mm beside a vertex: QGIS called it a duplicate node.
    @Test(arguments: [
        (0.0, 1000.0004, 2), (0, 999.9996, 2), (999.9996, 1500, 2), (1000.0004, 1500, 2), (0, 1000.02, 3), (999.996, 1000.004, 2),
    ])
    func anEndBesideAVertexTakesItsPlace(from: Double, to: Double, count: Int) throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (1000, 0), (1000, 1000)))
        let (a, b) = (Measure(from), Measure(to))
        for (a, b) in [(a, b), (b, a)] {
            let line = try #require(try route.stretch(a, b).first)
            #expect(line.positions.count == count)
            #expect(try line.positions.first == route.position(at: a))
            #expect(try line.positions.last == route.position(at: b))
        }
    }

    @Test func offsetPositionsLieLeftForPositiveOffsets() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (100, 0)))
        let p = LocalPlane.projection.project(try route.position(at: Measure(40), offset: Offset(7)))
        #expect(isNear(p.easting, 40, 1e-6) && isNear(p.northing, 7, 1e-6))
        #expect(isNear(try route.tangentAzimuth(at: Measure(40)).value, 90, 1e-3))
    }

    @Test func postsStandAtRoundMeasures() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (2600, 0)))
        let posts = try route.kmPosts(every: Metres(500))
        #expect(posts.map(\.label) == ["0", "0.5", "1", "1.5", "2", "2.5"])
        #expect(isNear(LocalPlane.projection.project(posts[3].position).easting, 1500, 1e-4))
        #expect(throws: RouteError.unusableSpacing(Metres(0))) { try route.kmPosts(every: Metres(0)) }
        #expect(throws: RouteError.self) { try route.kmPosts(every: Metres(.nan)) }
        #expect(throws: RouteError.self) { try route.kmPosts(every: Metres(1e-9)) }
    }
}

@Suite struct CalibrationTests {
    @Test func postedMeasuresAreStraightBetweenPosts() throws {
        let c = try Calibration(posts: [
            .init(measure: Measure(0), posted: Measure(10_000)), .init(measure: Measure(1000), posted: Measure(11_100)),
            .init(measure: Measure(3000), posted: Measure(13_000)),
        ])
        #expect(c.posted(at: Measure(500)) == Measure(10_550))
        #expect(c.posted(at: Measure(3000)) == Measure(13_000))
        #expect(c.posted(at: Measure(3001)) == nil && c.posted(at: Measure(-1)) == nil)
        #expect(c.measure(ofPosted: Measure(12_050)) == Measure(2000))
        let further = try Calibration(posts: c.posts, extrapolates: true)
        #expect(further.posted(at: Measure(4000)) == Measure(13_950))
    }

    @Test func postsThatTurnBackAreNamed() {
        #expect(throws: Calibration.Failure.notMonotone(indices: [2])) {
            try Calibration(posts: [
                .init(measure: Measure(0), posted: Measure(0)), .init(measure: Measure(1), posted: Measure(5)),
                .init(measure: Measure(2), posted: Measure(4)), .init(measure: Measure(3), posted: Measure(9)),
            ])
        }
        #expect(throws: Calibration.Failure.tooFewPosts(1)) {
            try Calibration(posts: [.init(measure: Measure(0), posted: Measure(0))])
        }
    }

    private static func posts(_ pairs: [(Double, Double)]) -> [Calibration.Post] {
        pairs.map { Calibration.Post(measure: Measure($0.0), posted: Measure($0.1)) }
    }

    /// Whether the posts rise or fall is said by the first and the last. In order of measure, posts that do not go on that way are named.
    @Test(
        arguments: [
            ([(0, 0), (10, 0.5), (20, 1)], []), ([(0, 1), (10, 0.5), (20, 0)], []),
            ([(0, 0), (10, 5), (20, 5), (30, 9)], [2]), ([(0, 9), (10, 5), (20, 5), (30, 0)], [2]),
            ([(0, 0), (10, 5), (20, 4.5), (30, 9)], [2]), ([(0, 9), (10, 4.5), (20, 5), (30, 0)], [2]),
            // Two posts at one place.
            ([(0, 0), (10, 3), (10, 6), (20, 9)], [2]), ([(0, 9), (10, 6), (10, 3), (20, 0)], [2]),
            ([(5, 7), (5, 7)], [1]),
            // Turned in.
            ([(20, 9), (0, 0), (10, 4)], []),
        ] as [([(Double, Double)], [Int])])
    func postsThatGoOnAsTheyBeganMakeACalibration(pairs: [(Double, Double)], wrong: [Int]) {
        let posts = Self.posts(pairs)
        if wrong.isEmpty {
            #expect(throws: Never.self) { try Calibration(posts: posts) }
        } else {
            #expect(throws: Calibration.Failure.notMonotone(indices: wrong)) { try Calibration(posts: posts) }
        }
    }

    /// Every post, including the first and the last, and the middle between neighbours. Before the first post and after the last the result is nil.
    @Test(
        arguments: [
            [(0, 100), (10, 150), (30, 160), (70, 200), (150, 300)],
            [(0, 300), (80, 200), (120, 160), (140, 150), (150, 100)],
            [(3, 8), (5, 2)],
        ] as [[(Double, Double)]])
    func postsAndMiddlesAreAnsweredBothWays(pairs: [(Double, Double)]) throws {
        let calibration = try Calibration(posts: Self.posts(pairs))
        let middles = zip(pairs, pairs.dropFirst()).map { (($0.0 + $1.0) / 2, ($0.1 + $1.1) / 2) }
        for (measure, posted) in pairs + middles {
            #expect(calibration.posted(at: Measure(measure)) == Measure(posted))
            #expect(calibration.measure(ofPosted: Measure(posted)) == Measure(measure))
        }
        for (measure, posted) in [(-1.0, 0.0), (151, 301)] {
            #expect(calibration.posted(at: Measure(measure)) == nil)
            #expect(calibration.measure(ofPosted: Measure(posted)) == nil)
        }
    }
}
