import BorderGeo
import Testing

@Suite struct GeodesicTests {
    private static let outside: [(name: String, place: GeoPosition)] = [
        ("NaN latitude", GeoPosition(longitude: 0, latitude: .nan)),
        ("NaN longitude", GeoPosition(longitude: .nan, latitude: 0)),
        ("latitude past the pole", GeoPosition(longitude: 0, latitude: 90.1)),
        ("infinite longitude", GeoPosition(longitude: .infinity, latitude: 0)),
        ("swapped Korean position", GeoPosition(longitude: 42, latitude: 129)),
    ]

    @Test(arguments: outside) func anImpossiblePlaceGivesNaNAndNeverACrash(row: (name: String, place: GeoPosition)) {
        let here = GeoPosition(longitude: 129, latitude: 42)
        let geodesic = Geodesic()
        #expect(geodesic.distance(row.place, here).value.isNaN)
        #expect(geodesic.distance(here, row.place).value.isNaN)
        #expect(geodesic.length(of: Polyline([here, row.place])).value.isNaN)
        #expect(geodesic.area(ofRing: [here, row.place, GeoPosition(longitude: 130, latitude: 42)]).area.value.isNaN)
        #expect(geodesic.direct(from: row.place, azimuth: Degrees(45), length: Metres(10)).position.longitude.isNaN)
    }

    @Test func emptyAndSingleLinesHaveNoLength() {
        let here = GeoPosition(longitude: 129, latitude: 42)
        #expect(Geodesic().length(of: Polyline<GeoPosition>([])) == .zero)
        #expect(Geodesic().length(of: Polyline([here])) == .zero)
        #expect(Geodesic().distance(here, here) == .zero)
        #expect(Geodesic().area(ofRing: []).area.value == 0)
    }

    @Test func onASphereAnOctantIsAnEighthOfIt() throws {
        // 4 pi r^2 / 8; its perimeter is three quarter circles.
        let r = 6_371_008.8
        let sphere = Geodesic(on: try #require(Ellipsoid(semiMajorAxis: Metres(r), flattening: 0)))
        let octant = [(0.0, 0.0), (90, 0), (0, 90)].map { GeoPosition(longitude: $0.0, latitude: $0.1) }
        let result = sphere.area(ofRing: octant)
        #expect(abs(result.area.value / (.pi * r * r / 2) - 1) < 1e-12)
        #expect(abs(result.perimeter.value - 1.5 * .pi * r) < 1e-6)
        #expect(sphere.area(ofRing: octant.reversed()).area.value == -result.area.value)
    }

    @Test func theMeridianQuadrantOfBesselIsThePublishedLength() {
        // 10 000 855.7658 m: "10,000,855.76 m" in handbooks of the Bessel ellipsoid.
        let pole = GeoPosition(longitude: 0, latitude: 90)
        let quadrant = Geodesic(on: .bessel1841).distance(GeoPosition(longitude: 0, latitude: 0), pole)
        #expect(abs(quadrant.value - 10_000_855.76) < 0.01)
    }

    @Test func holesAreTakenOffWhateverWayTheyRun() {
        func square(_ half: Double) -> [GeoPosition] {
            [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1), (-1, -1)].map {
                GeoPosition(longitude: 128 + $0.0 * half, latitude: 42 + $0.1 * half)
            }
        }
        let geodesic = Geodesic()
        let whole = geodesic.area(of: Polygon(exterior: square(0.2))).value
        let hole = geodesic.area(of: Polygon(exterior: square(0.1))).value
        let first = geodesic.area(of: Polygon(exterior: square(0.2), holes: [square(0.1)])).value
        let second = geodesic.area(of: Polygon(exterior: square(0.2), holes: [square(0.1).reversed()])).value
        #expect(first == second)
        #expect(abs(first - (whole - hole)) < 1e-3)
        // 0.4 degrees of longitude by 0.4 of latitude at 42 N: 33.14 km by 44.43 km by hand.
        #expect(abs(whole / 1e6 - 33.14 * 44.43) < 2)
    }

    @Test func impossibleEllipsoidsAreRefused() {
        #expect(Ellipsoid(semiMajorAxis: Metres(0), flattening: 0) == nil)
        #expect(Ellipsoid(semiMajorAxis: Metres(.nan), flattening: 0) == nil)
        #expect(Ellipsoid(semiMajorAxis: Metres(1), flattening: 1) == nil)
        #expect(Ellipsoid(semiMajorAxis: Metres(1), flattening: .nan) == nil)
    }
}
