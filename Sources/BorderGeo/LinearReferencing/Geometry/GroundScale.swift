import BorderBase

/// Metres per degree at a latitude on WGS 84: short distances without a geodesic solution.
///
/// With the mean of the two ends' scales a distance of 1 km is right to 0.01 mm and one of 10 km to some millimetres. Longer distances
/// belong to `Geodesic`.
package struct GroundScale: Sendable {
    package var east: Double
    package var north: Double

    /// `latitude` in degrees.
    package init(latitude: Double) {
        let (a, e2) = (6_378_137.0, 0.006_694_379_990_141_316_5)
        let toRadians = Double.pi / 180
        let s = Elementary.sin(latitude * toRadians)
        let w2 = 1 - e2 * s * s
        let w = w2.squareRoot()
        east = a / w * Elementary.cos(latitude * toRadians) * toRadians
        north = a * (1 - e2) / (w2 * w) * toRadians
    }

    /// East and north from `a` to `b` in metres, the short way round the Earth.
    package static func difference(_ a: GeoPosition, _ b: GeoPosition) -> (east: Double, north: Double) {
        let (p, q) = (GroundScale(latitude: a.latitude), GroundScale(latitude: b.latitude))
        let east = TransverseMercator.reduced(b.longitude - a.longitude)
        return ((p.east + q.east) / 2 * east, (p.north + q.north) / 2 * (b.latitude - a.latitude))
    }
}
