import GeoHandles

extension Geometry {
    /// Fewer vertices, none moved: every dropped vertex lies within `tolerance` of the result (Douglas and Peucker).
    ///
    /// With `preservingTopology` rings stay rings and lines do not come to cross themselves; without it polygons may collapse or become
    /// invalid, which is faster.
    public func simplified(tolerance: P.Length, preservingTopology: Bool = true) throws(GeosError) -> Geometry {
        try derive(preservingTopology ? .simplifyPreservingTopology(tolerance.value) : .simplify(tolerance.value))
    }

    /// More vertices on the same lines: no edge is longer than `edge` afterwards. Throws for an `edge` that is not positive.
    public func densified(maximumEdge edge: P.Length) throws(GeosError) -> Geometry { try derive(.densify(edge.value)) }

    /// The smallest convex geometry around it.
    public func convexHull() throws(GeosError) -> Geometry { try derive(.convexHull) }

    /// Its box as a polygon; a line or a point where it has no width, an empty geometry of an empty one.
    public func envelope() throws(GeosError) -> Geometry { try derive(.envelope) }

    /// Ends of lines, rings of polygons. Throws for mixed collections.
    public func boundary() throws(GeosError) -> Geometry { try derive(.boundary) }

    /// Centre of mass of its parts of highest dimension; may lie outside. `nil` of an empty geometry.
    public func centroid() throws(GeosError) -> P? { try derive(.centroid).onlyPosition }

    /// Some point that does lie on it. `nil` of an empty geometry.
    public func pointOnSurface() throws(GeosError) -> P? { try derive(.pointOnSurface).onlyPosition }

    /// Lines joined end to end wherever exactly two meet. With `directed` only where one ends and the other starts: directions are kept.
    public func mergedLines(directed: Bool = false) throws(GeosError) -> Geometry {
        // GEOS does not look into collections of multilines.
        let lines = isLinear ? .multiLineString(polylines) : self
        return try lines.derive(directed ? .mergeLinesDirected : .mergeLines)
    }

    /// Lines cut at every crossing.
    public func noded() throws(GeosError) -> Geometry { try derive(.node) }

    /// Rings, parts and starting points in GEOS's canonical order: geometries of the same parts become equal.
    public func normalised() throws(GeosError) -> Geometry { try derive(.normalise) }

    /// The same geometry with every line and ring run backwards.
    public func reversed() -> Geometry {
        switch self {
        case .point, .multiPoint: self
        case .lineString(let line): .lineString(line.reversed())
        case .multiLineString(let lines): .multiLineString(lines.map { $0.reversed() })
        case .polygon(let polygon): .polygon(polygon.reversed())
        case .multiPolygon(let polygons): .multiPolygon(polygons.map { $0.reversed() })
        case .collection(let members): .collection(members.map { $0.reversed() })
        }
    }

    private var onlyPosition: P? { if case .point(let p) = self { p } else { nil } }
}

extension Polyline {
    public func reversed() -> Polyline { Polyline(positions.reversed()) }
}

extension Polygon {
    public func reversed() -> Polygon { Polygon(exterior: exterior.reversed(), holes: holes.map { $0.reversed() }) }
}
