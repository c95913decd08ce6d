import GeoHandles
import Testing

@Suite struct GeodesicEllipsoidTests {
    @Test func inverseAlongTheEquatorIsTheArc() {
        let (length, _, _) = GeodesicEllipsoid.wgs84.inverse(lat1: 0, lon1: 0, lat2: 0, lon2: 1)
        #expect(abs(length - 111_319.490793) < 1e-5)  // a * pi / 180 along the equator
    }

    @Test func directThenInverseReturnsTheLength() {
        let end = GeodesicEllipsoid.wgs84.direct(lat1: 42, lon1: 128, azimuth: 45, length: 10_000)
        let back = GeodesicEllipsoid.wgs84.inverse(lat1: 42, lon1: 128, lat2: end.lat, lon2: end.lon)
        #expect(abs(back.0 - 10_000) < 1e-8)
    }
}
