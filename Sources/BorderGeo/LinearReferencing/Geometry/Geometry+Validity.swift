import GeoHandles

/// Whether a geometry is valid in the sense of OGC Simple Features, and if not, why and where.
public enum Validity<P: Position>: Hashable, Sendable {
    case valid
    /// The first fault found. `place` is `nil` where the fault has no finite place.
    case invalid(reason: String, place: P?)

    public var isValid: Bool { self == .valid }
}

extension Geometry {
    /// How `madeValid` understands an invalid polygon.
    public enum Repair: Hashable, Sendable {
        /// Every ring's linework counts, overlaps turn inside out: nothing is lost.
        case linework
        /// Exteriors add, holes take away; what collapses to a line or a point is dropped, or kept with `keepingCollapsed`.
        case structure(keepingCollapsed: Bool)
    }

    /// Rings that cross themselves, holes outside, lines of one point, coordinates that are no numbers: the first fault with its place.
    public func validity() throws(GeosError) -> Validity<P> {
        if let p = firstPosition(where: { !$0.x.isFinite || !$0.y.isFinite }) {
            return .invalid(reason: "Invalid Coordinate: (\(p.x) \(p.y))", place: nil)
        }
        if let fault = structureFault { return fault }
        guard let found = try geos({ context throws(CFailure) in try context.invalidity(shape) }) else { return .valid }
        let place = found.x.isFinite && found.y.isFinite ? P(x: found.x, y: found.y) : nil
        return .invalid(reason: found.reason, place: place)
    }

    public func isValid() throws(GeosError) -> Bool { try validity().isValid }

    /// A valid geometry made from the same points. Valid ones come back as they are, up to order.
    public func madeValid(_ repair: Repair = .linework) throws(GeosError) -> Geometry {
        switch repair {
        case .linework: try derive(.makeValidFromLinework)
        case .structure(let keeping): try derive(.makeValidFromStructure(keepCollapsed: keeping))
        }
    }

    /// Whether no line passes a point twice, except where it closes, and no point of a multipoint is repeated.
    public func isSimple() throws(GeosError) -> Bool {
        // GEOS knows no answer for collections: one is simple where all its members are.
        if case .collection(let members) = self {
            for member in members where try !member.isSimple() { return false }
            return true
        }
        return try geos { context throws(CFailure) in try context.isSimple(shape) }
    }

    private func firstPosition(where test: (P) -> Bool) -> P? {
        var found: P?
        forEachPosition { if found == nil, test($0) { found = $0 } }
        return found
    }

    /// Faults with which GEOS builds no geometry at all, so that it could not name them.
    private var structureFault: Validity<P>? {
        if case .collection(let members) = self { return members.lazy.compactMap(\.structureFault).first }
        for line in polylines where line.positions.count == 1 {
            return .invalid(reason: "Too few points in geometry component", place: line.positions.first)
        }
        for polygon in polygons {
            if polygon.exterior.isEmpty, let hole = polygon.holes.first {
                return .invalid(reason: "Hole lies outside shell", place: hole.first)
            }
            for ring in polygon.rings where !ring.isEmpty {
                if ring.first != ring.last { return .invalid(reason: "Ring is not closed", place: ring.first) }
                if ring.count < 4 { return .invalid(reason: "Too few points in geometry component", place: ring.first) }
            }
        }
        return nil
    }
}
