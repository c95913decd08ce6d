import GeoHandles

/// Geodesics on the WGS 84 ellipsoid (Karney 2013, PROJ's `geodesic.h`): lengths right to nanometres.
public struct Geodesic: Sendable {
    private let ellipsoid: GeodesicEllipsoid

    /// WGS 84.
    public init() { ellipsoid = .wgs84 }

    /// The shortest line between two places: its length and its azimuths at both ends. About 0.5 us.
    @inlinable public func inverse(_ a: GeoPosition, _ b: GeoPosition) -> (
        length: Metres, azimuth: Degrees, finalAzimuth: Degrees
    ) {
        let result = solve(a, b)
        return (Metres(result.0), Degrees(result.1), Degrees(result.2))
    }

    /// Length of the shortest line between two places.
    @inlinable public func distance(_ a: GeoPosition, _ b: GeoPosition) -> Metres { Metres(solve(a, b).0) }

    @usableFromInline func solve(_ a: GeoPosition, _ b: GeoPosition) -> (Double, Double, Double) {
        ellipsoid.inverse(lat1: a.latitude, lon1: a.longitude, lat2: b.latitude, lon2: b.longitude)
    }

    /// Where one arrives after `length` in the direction of `azimuth`, and the azimuth there.
    public func direct(from a: GeoPosition, azimuth: Degrees, length: Metres) -> (position: GeoPosition, finalAzimuth: Degrees) {
        let r = ellipsoid.direct(lat1: a.latitude, lon1: a.longitude, azimuth: azimuth.value, length: length.value)
        return (GeoPosition(longitude: r.lon, latitude: r.lat), Degrees(r.azimuth))
    }
}
