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
}
