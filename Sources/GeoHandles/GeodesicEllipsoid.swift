import CProj

/// A `geod_geodesic` as a value: plain numbers, no pointer, so it is `Sendable` as it is.
package struct GeodesicEllipsoid: Sendable {
    private let g: geod_geodesic

    package init(equatorialRadius a: Double, flattening f: Double) {
        var g = geod_geodesic()
        geod_init(&g, a, f)
        self.g = g
    }

    package static let wgs84 = GeodesicEllipsoid(equatorialRadius: 6_378_137, flattening: 1 / 298.257223563)

    package func inverse(lat1: Double, lon1: Double, lat2: Double, lon2: Double) -> (Double, Double, Double) {
        var length = 0.0
        var azimuth1 = 0.0
        var azimuth2 = 0.0
        withUnsafePointer(to: g) { geod_inverse($0, lat1, lon1, lat2, lon2, &length, &azimuth1, &azimuth2) }
        return (length, azimuth1, azimuth2)
    }

    package func direct(lat1: Double, lon1: Double, azimuth: Double, length: Double) -> (
        lat: Double, lon: Double, azimuth: Double
    ) {
        var lat = 0.0
        var lon = 0.0
        var azimuth2 = 0.0
        withUnsafePointer(to: g) { geod_direct($0, lat1, lon1, azimuth, length, &lat, &lon, &azimuth2) }
        return (lat, lon, azimuth2)
    }
}
