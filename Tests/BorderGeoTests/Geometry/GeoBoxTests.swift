import BorderGeo
import Testing

@Suite struct GeoBoxTests {
    @Test(
        arguments: [
            ([124.0, 130], 124, 130, false, 127), ([179.5, -179.5], 179.5, -179.5, true, 180),
            ([-179.9, -178.1, 179], 179, -178.1, true, -179.55),
            ([-10, 20], -10, 20, false, 5), ([-170, -160], -170, -160, false, -165), ([180, 170], 170, 180, false, 175),
            ([178, 181 - 360], 178, -179, true, 179.5),
        ] as [([Double], Double, Double, Bool, Double)])
    func theNarrowerBoxCounts(longitudes: [Double], west: Double, east: Double, crosses: Bool, middle: Double) throws {
        let box = try #require(GeoBox(longitudes.map { GeoPosition(longitude: $0, latitude: -17) }))
        #expect(box.west == west && box.east == east && box.crossesAntimeridian == crosses)
        #expect(abs(box.middle.longitude - middle) < 1e-9)
        #expect(longitudes.allSatisfy { box.contains(GeoPosition(longitude: $0, latitude: -17)) })
        #expect(!box.contains(GeoPosition(longitude: middle, latitude: -16)))
        // In two halves it is the same box.
        var halves = GeoBox(around: GeoPosition(longitude: longitudes[0], latitude: -17))
        if let rest = GeoBox(longitudes.dropFirst().map { GeoPosition(longitude: $0, latitude: -17) }) { halves.formUnion(rest) }
        #expect(halves == box)
    }

    @Test(
        arguments: [([-179.9, 179.95], "EPSG:32701"), ([178.0, 179.9], "EPSG:32760"), ([178.0, -179.0], "EPSG:32760")]
            as [([Double], String)])
    func aMapAcrossTheAntimeridianHasItsOwnZone(longitudes: [Double], identifier: String) throws {
        let box = try #require(GeoBox(longitudes.map { GeoPosition(longitude: $0, latitude: -17) }))
        let plane = MapPlane.plane(for: box)
        #expect(plane.crs.identifier == identifier)
        let eastings = longitudes.map { plane.project(GeoPosition(longitude: $0, latitude: -17)).easting }
        #expect(abs(eastings[0] - eastings[1]) < 400_000)
    }
}
