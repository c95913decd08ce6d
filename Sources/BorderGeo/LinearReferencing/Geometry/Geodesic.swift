import BorderBase
import GeoHandles

/// Geodesics on an ellipsoid (Karney 2013, PROJ's `geodesic.h`): lengths right to nanometres.
///
/// A latitude outside -90...90 or a number that is not finite gives NaN, never a crash and never a wrong length. Longitudes may be any
/// finite number.
public struct Geodesic: Sendable {
    private let solver: GeodesicEllipsoid
    public let ellipsoid: Ellipsoid

    /// WGS 84.
    public init() {
        solver = .wgs84
        ellipsoid = .wgs84
    }

    /// Any ellipsoid: oblate, prolate, a sphere. Accurate to nanometres for flattenings within 1/50.
    public init(on ellipsoid: Ellipsoid) {
        self.ellipsoid = ellipsoid
        solver = GeodesicEllipsoid(equatorialRadius: ellipsoid.semiMajorAxis.value, flattening: ellipsoid.flattening)
    }

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
        solver.inverse(lat1: a.latitude, lon1: a.longitude, lat2: b.latitude, lon2: b.longitude)
    }

    /// Where one arrives after `length` in the direction of `azimuth`, and the azimuth there.
    public func direct(from a: GeoPosition, azimuth: Degrees, length: Metres) -> (position: GeoPosition, finalAzimuth: Degrees) {
        let r = solver.direct(lat1: a.latitude, lon1: a.longitude, azimuth: azimuth.value, length: length.value)
        return (GeoPosition(longitude: r.lon, latitude: r.lat), Degrees(r.azimuth))
    }

    /// Sum of the lengths of a polyline's edges; 0 for fewer than two positions. The edges are geodesics.
    public func length(of line: Polyline<GeoPosition>) -> Metres { length(of: line.positions) }

    /// Sum of the lengths of all lines and rings of a geometry.
    public func length(of geometry: GeoGeometry) -> Metres {
        let lines = geometry.polylines.reduce(Metres.zero) { $0 + length(of: $1) }
        return geometry.polygons.reduce(lines) { sum, polygon in polygon.rings.reduce(sum) { $0 + length(of: $1) } }
    }

    private func length(of positions: [GeoPosition]) -> Metres {
        zip(positions, positions.dropFirst()).reduce(Metres.zero) { $0 + distance($1.0, $1.1) }
    }

    /// Signed area of a ring, positive where it runs counter-clockwise, and its perimeter. The last position is joined to the first,
    /// whether or not it repeats it. A ring around a pole counts the smaller side.
    public func area(ofRing ring: [GeoPosition]) -> (area: SquareMetres, perimeter: Metres) {
        let r = solver.polygon(latitudes: ring.map(\.latitude), longitudes: ring.map(\.longitude))
        return (SquareMetres(r.area), Metres(r.perimeter))
    }

    /// Area inside the exterior ring less the holes, whatever way the rings run; never negative.
    public func area(of polygon: Polygon<GeoPosition>) -> SquareMetres {
        let holes = polygon.holes.reduce(0) { $0 + area(ofRing: $1).area.value.magnitude }
        let outside = area(ofRing: polygon.exterior).area.value.magnitude - holes
        return SquareMetres(outside < 0 ? 0 : outside)
    }

    /// Sum over the polygons of a geometry; 0 for points and lines.
    public func area(of geometry: GeoGeometry) -> SquareMetres {
        SquareMetres(geometry.polygons.reduce(0) { $0 + area(of: $1).value })
    }
}
