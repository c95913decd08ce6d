import BorderBase
import GeoHandles

// Distances in the plane of the coordinates, so over `GeoPosition` in degrees: what the type says. On the ground `Geodesic` measures.
extension Geometry {
    /// Shortest distance between any two points of both; `nil` where one is empty.
    public func distance(to other: Geometry) throws(GeosError) -> P.Length? { try measured(.shortest, other) }

    /// Whether some points of both lie within `distance`, without finding the shortest. False where one is empty.
    public func isWithin(_ distance: P.Length, of other: Geometry) throws(GeosError) -> Bool {
        try geos { context throws(CFailure) in try context.isWithin(distance.value, from: shape, to: other.shape) }
    }

    /// Two points, one on each, at the shortest distance; `nil` where one is empty. Of several such pairs any one.
    public func nearestPoints(to other: Geometry) throws(GeosError) -> (here: P, there: P)? {
        try geos { context throws(CFailure) in try context.nearestPoints(shape, other.shape) }
            .map { (P(x: $0[0], y: $0[1]), P(x: $0[2], y: $0[3])) }
    }

    /// How far the farthest vertex of either is from the other (discrete Hausdorff); `nil` where one is empty.
    ///
    /// `share` cuts edges into pieces of at most this share of their length (0.0001...1): nearer to the distance over all points, and slower.
    public func hausdorffDistance(to other: Geometry, densifiedBy share: Double? = nil) throws(GeosError) -> P.Length? {
        try measured(share.map(GeosDistance.hausdorffDensified) ?? .hausdorff, other)
    }

    /// The shortest leash with which both lines can be walked vertex by vertex (discrete Frechet); `nil` where one is empty.
    public func frechetDistance(to other: Geometry, densifiedBy share: Double? = nil) throws(GeosError) -> P.Length? {
        try measured(share.map(GeosDistance.frechetDensified) ?? .frechet, other)
    }

    /// Length of its lines and rings; 0 for points.
    public func length() throws(GeosError) -> P.Length {
        P.Length(try geos { context throws(CFailure) in try context.measure(.length, shape) })
    }

    private func measured(_ distance: GeosDistance, _ other: Geometry) throws(GeosError) -> P.Length? {
        try geos { context throws(CFailure) in try context.distance(distance, from: shape, to: other.shape) }.map(P.Length.init)
    }
}

extension PlanarGeometry {
    /// Area of its polygons in the plane; 0 for points and lines. Areas on the ground are `Geodesic`'s: a plane that keeps angles does not keep areas.
    package func area() throws(GeosError) -> SquareMetres {
        SquareMetres(try geos { context throws(CFailure) in try context.measure(.area, shape) })
    }
}
