import GeoHandles

// Sets of points, combined. Coordinates are a plane here: over degrees an edge is straight in longitude and latitude. Throws `GeosError`
// for coordinates that are not finite, rings that are open, and invalid polygons that GEOS cannot work with (repair them first).
extension Geometry {
    /// All points of either.
    public func union(_ other: Geometry) throws(GeosError) -> Geometry { try combine(.union, other) }

    /// The points that both have.
    public func intersection(_ other: Geometry) throws(GeosError) -> Geometry { try combine(.intersection, other) }

    /// The points of this one that the other does not have.
    public func difference(_ other: Geometry) throws(GeosError) -> Geometry { try combine(.difference, other) }

    /// The points that exactly one of them has.
    public func symmetricDifference(_ other: Geometry) throws(GeosError) -> Geometry { try combine(.symmetricDifference, other) }

    /// The union of its own parts: overlaps dissolved, lines noded. n log n.
    public func unaryUnion() throws(GeosError) -> Geometry { try derive(.unaryUnion) }

    /// The union of all, in one cascade: much faster than one after the other. An empty collection for none.
    public static func union(of all: [Geometry]) throws(GeosError) -> Geometry {
        try Geometry.collection(all).unaryUnion()
    }

    /// The paths that two lines share: those run the same way, and those run the opposite way on the other line.
    public func sharedPaths(with other: Geometry) throws(GeosError) -> (same: [Polyline<P>], opposite: [Polyline<P>]) {
        guard case .collection(let parts) = try combine(.sharedPaths, other), parts.count == 2 else { return ([], []) }
        return (parts[0].polylines, parts[1].polylines)
    }

    /// Vertices and edges drawn onto the vertices of `other` where they lie within `tolerance`. Unchanged where `other` is empty.
    public func snapped(to other: Geometry, tolerance: P.Length) throws(GeosError) -> Geometry {
        if other.isEmpty || isEmpty { return self }
        return try combine(.snap(tolerance.value), other)
    }

    private func combine(_ operation: GeosBinary, _ other: Geometry) throws(GeosError) -> Geometry {
        Geometry(try geos { context throws(CFailure) in try context.apply(operation, to: shape, and: other.shape) })
    }

    func derive(_ operation: GeosUnary) throws(GeosError) -> Geometry {
        Geometry(try geos { context throws(CFailure) in try context.apply(operation, to: shape) })
    }
}
