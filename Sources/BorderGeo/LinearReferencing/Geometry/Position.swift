import BorderBase

/// A pair of coordinates: a place on the ellipsoid or a point in a plane. Geometry values are generic over it, so that degrees and metres never mix.
public protocol Position: Hashable, Sendable {
    /// What distances between such positions are counted in: degrees must not pass for metres.
    associatedtype Length: CoordinateLength
    var x: Double { get }
    var y: Double { get }
    init(x: Double, y: Double)
}

/// A distance in the plane of some coordinates.
public protocol CoordinateLength: Hashable, Sendable, Comparable {
    var value: Double { get }
    init(_ value: Double)
}

extension Degrees: CoordinateLength {}
extension Metres: CoordinateLength {}

/// A place on the WGS 84 ellipsoid in degrees, longitude before latitude.
public struct GeoPosition: Position, Codable {
    /// Distances in the longitude-latitude plane. On the ground `Geodesic` measures.
    public typealias Length = Degrees

    public var longitude: Double
    public var latitude: Double

    @inlinable public init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }

    @inlinable public init(x: Double, y: Double) { self.init(longitude: x, latitude: y) }
    @inlinable public var x: Double { longitude }
    @inlinable public var y: Double { latitude }

    /// Whether both numbers are finite and in range: -180...180, -90...90.
    @inlinable public var isOnEarth: Bool { longitude.magnitude <= 180 && latitude.magnitude <= 90 }
}

/// A point in a projected plane in metres.
public struct PlanarPoint: Position, Codable {
    public typealias Length = Metres

    public var easting: Double
    public var northing: Double

    @inlinable public init(easting: Double, northing: Double) {
        self.easting = easting
        self.northing = northing
    }

    @inlinable public init(x: Double, y: Double) { self.init(easting: x, northing: y) }
    @inlinable public var x: Double { easting }
    @inlinable public var y: Double { northing }
}
