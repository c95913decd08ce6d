import Testing

@testable import LinearReferencing

@Suite struct GroundScaleTests {
    /// Two thousandths of a degree along 42 N are 165.7015 m by GeographicLib, also where they pass the antimeridian.
    @Test(arguments: [(126, 126.002), (179.999, -179.999), (-180.001, -179.999), (180, -179.998), (359.999, 0.001)])
    func differencesGoTheShortWay(from: Double, to: Double) {
        let (a, b) = (GeoPosition(longitude: from, latitude: 42), GeoPosition(longitude: to, latitude: 42))
        #expect((GroundScale.difference(a, b).east - 165.7015).magnitude < 1e-3)
        #expect((GroundScale.difference(b, a).east + 165.7015).magnitude < 1e-3)
        #expect(GroundScale.difference(a, b).north == 0)
    }
}
