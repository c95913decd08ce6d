import BorderGeo
import TestSupport
import Testing

@Suite struct TransverseMercatorTests {
    @Test func thereAndBackIsTheSamePlace() {
        let seed: UInt64 = 3
        var random = SeededGenerator(seed: seed)
        let projection = TransverseMercator(centralMeridian: Degrees(127.4), originLatitude: Degrees(41))
        for _ in 0..<5_000 {
            let p = GeoPosition(longitude: 127.4 + random.uniform(-30...30), latitude: random.uniform(-85...85))
            let q = projection.unproject(projection.project(p))
            #expect(abs(p.longitude - q.longitude) < 1e-12 && abs(p.latitude - q.latitude) < 1e-12, "seed \(seed) \(p)")
        }
    }

    @Test func theCentralMeridianIsTrueToScale() {
        let projection = TransverseMercator(centralMeridian: Degrees(127), originLatitude: Degrees(40))
        let length = Geodesic().distance(GeoPosition(longitude: 127, latitude: 40), GeoPosition(longitude: 127, latitude: 43))
        let p = projection.project(GeoPosition(longitude: 127, latitude: 43))
        #expect(abs(p.northing - length.value) < 1e-6 && abs(p.easting) < 1e-9)
    }
}
