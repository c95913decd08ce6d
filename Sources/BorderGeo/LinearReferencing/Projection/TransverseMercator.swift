import BorderBase

/// The transverse Mercator projection of the WGS 84 ellipsoid about any meridian, conformal, true to scale along that meridian.
///
/// Krueger's series in the third flattening to sixth order (Karney 2011, eqs. 35 and 36), with the conformal latitude as a series of its own
/// (Karney 2023): nanometres within 3,000 km of the central meridian. About 0.1 us a position.
/// Total: the projection has poles a quarter turn from its central meridian, and positions within 9 degrees of one are placed at that distance from it.
package struct TransverseMercator: Hashable, Sendable {
    package let centralMeridian: Degrees
    package let originLatitude: Degrees

    /// Northing of the origin latitude, in units of `radius`.
    private let originNorthing: Double
    /// `sin(81 degrees)`.
    private static let farthest = 0.9877
    private static let series = TransverseMercatorSeries.wgs84

    /// Northings count from `originLatitude`, eastings from `centralMeridian`.
    package init(centralMeridian: Degrees, originLatitude: Degrees = Degrees(0)) {
        self.centralMeridian = centralMeridian
        self.originLatitude = originLatitude
        let chi = Self.series.conformalLatitude(geodetic: originLatitude.radians)
        originNorthing = chi + Self.series.forward.real(angle: 2 * chi)
    }

    /// Degrees to metres in the plane.
    package func project(_ position: GeoPosition) -> PlanarPoint {
        let (east, north) = project(longitude: position.longitude, latitude: position.latitude)
        return PlanarPoint(easting: east, northing: north)
    }

    @inline(__always)
    package func project(longitude: Double, latitude: Double) -> (east: Double, north: Double) {
        let chi = Self.series.conformalLatitude(geodetic: latitude * (.pi / 180))
        let lambda = Self.reduced(longitude - centralMeridian.value) * (.pi / 180)
        let sinChi = Elementary.sin(chi)
        let cosChi = Elementary.cos(chi)
        // Hyperbolic tangent of the spherical easting; the bound keeps the series out of where it does not hold.
        let t = min(max(cosChi * Elementary.sin(lambda), -Self.farthest), Self.farthest)
        let c = cosChi * Elementary.cos(lambda)
        let xi = Elementary.atan2(sinChi, c)
        let eta = Elementary.atanh(t)
        let w = 1 / ((1 - t) * (1 + t))
        let (real, imaginary) = Self.series.forward.sum(
            sin: 2 * sinChi * c * w, cos: (c - sinChi) * (c + sinChi) * w, sinh: 2 * t * w, cosh: (1 + t * t) * w)
        let radius = Self.series.radius
        return (radius * (eta + imaginary), radius * (xi + real - originNorthing))
    }

    /// Metres in the plane to degrees.
    package func unproject(_ point: PlanarPoint) -> GeoPosition {
        let xi = point.northing / Self.series.radius + originNorthing
        let eta = point.easting / Self.series.radius
        let (real, imaginary) = Self.series.inverse.sum(
            sin: Elementary.sin(2 * xi), cos: Elementary.cos(2 * xi), sinh: Elementary.sinh(2 * eta),
            cosh: Elementary.cosh(2 * eta))
        let xiPrime = xi - real
        let etaPrime = eta - imaginary
        let lambda = Elementary.atan2(Elementary.sinh(etaPrime), Elementary.cos(xiPrime))
        let chi = Elementary.atan2(Elementary.sin(xiPrime), Elementary.hypot(Elementary.sinh(etaPrime), Elementary.cos(xiPrime)))
        return GeoPosition(
            longitude: Self.reduced(centralMeridian.value + lambda * (180 / .pi)),
            latitude: Self.series.geodeticLatitude(conformal: chi) * (180 / .pi))
    }

    /// Longitude differences in -180...180.
    @inline(__always)
    package static func reduced(_ degrees: Double) -> Double {
        var d = degrees
        if d > 180 { d -= 360 }
        if d < -180 { d += 360 }
        return d
    }
}
