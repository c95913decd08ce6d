import BorderGeo
import TestSupport
import Testing

@Suite struct FootprintTests {
    /// A footprint whose northern side follows the parallel of 42 N cuts a 50 km geodesic that bulges 44 m over it; the places where the geodesic crosses
    /// a meridian or a parallel are found by bisection. Across a meridian within 1 mm; along
    /// the parallel, met at an angle of 1:400, a millimetre across is 0.4 m along.
    @Test func aLongEdgeIsCutWhereTheGeodesicRuns() throws {
        let a = GeoPosition(longitude: 126, latitude: 42)
        let b = GeoPosition(longitude: 126.6, latitude: 42)
        let route = try Route(id: "r", parts: [Polyline([a, b])])
        func measure(where isBeyond: (GeoPosition) -> Bool, _ low: Double, _ high: Double) throws -> Double {
            var (low, high) = (low, high)
            for _ in 0..<60 {
                let middle = (low + high) / 2
                if isBeyond(try route.position(at: Measure(middle))) { high = middle } else { low = middle }
            }
            return low
        }
        let half = route.length.value / 2
        // Twenty metres under the top of the bulge: only the middle of the edge lies north of it.
        let level = 42.0 + 24.0 / 111_000
        func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Polygon<GeoPosition> {
            Polygon(
                exterior: [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
                    GeoPosition(longitude: $0.0, latitude: $0.1)
                })
        }
        let over = route.spans(inside: [box(125, level, 127, 43)])
        let up = try measure(where: { $0.latitude > level }, 0, half)
        try #require(over.spans.count == 1)
        #expect(isNear(over.spans[0].from.metres, up, 0.4))
        #expect(isNear(over.spans[0].to.metres, route.length.value - up, 0.4))

        let across = route.spans(inside: [box(126.1, 41, 126.2, 43)])
        let west = try measure(where: { $0.longitude > 126.1 }, 0, route.length.value)
        let east = try measure(where: { $0.longitude > 126.2 }, 0, route.length.value)
        try #require(across.spans.count == 1)
        #expect(isNear(across.spans[0].from.metres, west, 1e-3))
        #expect(isNear(across.spans[0].to.metres, east, 1e-3))
    }

    /// Slanting sides: a triangle that the border passes through from 275 to 725 m, one with a hole in it, and one beside the border.
    @Test func slantingSidesCutWhereTheyAre() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (1000, 0)))
        func ring(_ points: (Double, Double)...) -> [GeoPosition] {
            (points + [points[0]]).map { LocalPlane.position($0.0, $0.1) }
        }
        let triangle = ring((200, -100), (800, -100), (500, 300))
        let inside = route.spans(inside: [Polygon(exterior: triangle)]).spans
        try #require(inside.count == 1)
        #expect(isNear(inside[0].from.metres, 275, 0.01) && isNear(inside[0].to.metres, 725, 0.01))
        let holed = route.spans(inside: [Polygon(exterior: triangle, holes: [ring((400, 50), (500, -50), (600, 50))])]).spans
        try #require(holed.count == 2)
        #expect(isNear(holed[0].to.metres, 450, 0.01) && isNear(holed[1].from.metres, 550, 0.01))
        #expect(route.spans(inside: [Polygon(exterior: ring((200, 5), (800, 5), (500, 300)))]).isEmpty)
    }
}
