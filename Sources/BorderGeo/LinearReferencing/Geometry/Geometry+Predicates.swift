import GeoHandles

/// The named relations of OGC Simple Features, from the DE-9IM matrix.
public enum SpatialPredicate: String, Hashable, Sendable, CaseIterable {
    /// They have a point in common.
    case intersects
    case disjoint
    /// They have boundary points in common, but none of their interiors.
    case touches
    /// Interiors meet in less than the dimension of the larger one.
    case crosses
    /// Same dimension, and each has points that the other has not.
    case overlaps
    /// No point of the other lies outside, and interiors meet. A polygon does not contain a line on its boundary.
    case contains
    case within
    /// No point of the other lies outside.
    case covers
    case coveredBy
    /// The same set of points, whatever the vertices.
    case equals

    fileprivate var handle: GeosPredicate {
        switch self {
        case .intersects: .intersects
        case .disjoint: .disjoint
        case .touches: .touches
        case .crosses: .crosses
        case .overlaps: .overlaps
        case .contains: .contains
        case .within: .within
        case .covers: .covers
        case .coveredBy: .coveredBy
        case .equals: .equals
        }
    }
}

extension Geometry {
    /// Whether the relation holds between this geometry and the other: `fence.is(.within, corridor)`.
    public func `is`(_ predicate: SpatialPredicate, _ other: Geometry) throws(GeosError) -> Bool {
        try geos { context throws(CFailure) in try context.test(predicate.handle, of: shape, with: other.shape) }
    }

    /// One geometry against many, prepared once: `corridor.is(.contains, all: posts)`. Answers in order.
    public func `is`(_ predicate: SpatialPredicate, all others: [Geometry]) throws(GeosError) -> [Bool] {
        try geos { context throws(CFailure) in try context.test(predicate.handle, of: shape, withEach: others.map(\.shape)) }
    }

    /// The DE-9IM matrix, nine characters of `F012`: interior, boundary, exterior of this against those of the other.
    public func relate(_ other: Geometry) throws(GeosError) -> String {
        try geos { context throws(CFailure) in try context.relate(shape, other.shape) }
    }

    /// Whether the matrix fits a pattern of nine characters `TF*012`.
    public func relates(to other: Geometry, pattern: String) throws(GeosError) -> Bool {
        try geos { context throws(CFailure) in try context.relate(shape, other.shape, pattern: pattern) }
    }

    public func intersects(_ other: Geometry) throws(GeosError) -> Bool { try self.is(.intersects, other) }
    public func contains(_ other: Geometry) throws(GeosError) -> Bool { try self.is(.contains, other) }
    public func covers(_ other: Geometry) throws(GeosError) -> Bool { try self.is(.covers, other) }
}
