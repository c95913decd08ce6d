import CProj

/// A `geod_geodesic` as a value: plain numbers, no pointer, so it is `Sendable` as it is.
///
/// Latitudes outside -90...90 and numbers that are not finite give NaN throughout; nothing in `geodesic.h` traps on them.
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

    /// Area (positive where the ring runs counter-clockwise) and perimeter of a ring; the last point is joined to the first.
    package func polygon(latitudes: [Double], longitudes: [Double]) -> (area: Double, perimeter: Double) {
        let usable = zip(latitudes, longitudes).allSatisfy { $0.magnitude <= 90 && $1.isFinite }
        guard usable, let count = Int32(exactly: min(latitudes.count, longitudes.count)) else { return (.nan, .nan) }
        var area = 0.0
        var perimeter = 0.0
        withUnsafePointer(to: g) { g in
            var latitudes = latitudes
            var longitudes = longitudes
            geod_polygonarea(g, &latitudes, &longitudes, count, &area, &perimeter)
        }
        return (area, perimeter)
    }
}
