import CGeos

/// How a buffer or an offset curve turns corners and ends.
package struct GeosBufferStyle: Hashable, Sendable {
    package enum Cap: Hashable, Sendable { case round, flat, square }
    package enum Join: Hashable, Sendable { case round, mitre, bevel }

    package var cap: Cap
    package var join: Join
    package var mitreLimit: Double
    package var quadrantSegments: Int
    package var singleSided: Bool

    package init(cap: Cap, join: Join, mitreLimit: Double, quadrantSegments: Int, singleSided: Bool) {
        self.cap = cap
        self.join = join
        self.mitreLimit = mitreLimit
        self.quadrantSegments = quadrantSegments
        self.singleSided = singleSided
    }

    fileprivate var capCode: Int32 {
        switch cap {
        case .round: Int32(bitPattern: GEOSBUF_CAP_ROUND.rawValue)
        case .flat: Int32(bitPattern: GEOSBUF_CAP_FLAT.rawValue)
        case .square: Int32(bitPattern: GEOSBUF_CAP_SQUARE.rawValue)
        }
    }

    fileprivate var joinCode: Int32 {
        switch join {
        case .round: Int32(bitPattern: GEOSBUF_JOIN_ROUND.rawValue)
        case .mitre: Int32(bitPattern: GEOSBUF_JOIN_MITRE.rawValue)
        case .bevel: Int32(bitPattern: GEOSBUF_JOIN_BEVEL.rawValue)
        }
    }
}

/// Geometries from one geometry.
package enum GeosUnary: Hashable, Sendable {
    case unaryUnion, convexHull, centroid, pointOnSurface, envelope, boundary, mergeLines, mergeLinesDirected, node
    case simplify(Double)
    case simplifyPreservingTopology(Double)
    case densify(Double)
    case buffer(Double, GeosBufferStyle)
    case offsetCurve(Double, GeosBufferStyle)
    case makeValidFromLinework
    case makeValidFromStructure(keepCollapsed: Bool)
    case normalise
}

/// Geometries from two geometries.
package enum GeosBinary: Hashable, Sendable {
    case union, intersection, difference, symmetricDifference, sharedPaths
    case snap(Double)
}

extension GeosContext {
    package func apply(_ operation: GeosUnary, to shape: GeosShape) throws(CFailure) -> GeosShape {
        let g = try geometry(shape)
        return try self.shape(try apply(operation, g))
    }

    private func apply(_ operation: GeosUnary, _ g: borrowing GeosGeometry) throws(CFailure) -> GeosGeometry {
        let p = g.pointer
        switch operation {
        case .unaryUnion: return try owned("GEOSUnaryUnion_r") { GEOSUnaryUnion_r($0, p) }
        case .convexHull: return try owned("GEOSConvexHull_r") { GEOSConvexHull_r($0, p) }
        case .centroid: return try owned("GEOSGetCentroid_r") { GEOSGetCentroid_r($0, p) }
        case .pointOnSurface: return try owned("GEOSPointOnSurface_r") { GEOSPointOnSurface_r($0, p) }
        case .envelope: return try owned("GEOSEnvelope_r") { GEOSEnvelope_r($0, p) }
        case .boundary: return try owned("GEOSBoundary_r") { GEOSBoundary_r($0, p) }
        case .mergeLines: return try owned("GEOSLineMerge_r") { GEOSLineMerge_r($0, p) }
        case .mergeLinesDirected: return try owned("GEOSLineMergeDirected_r") { GEOSLineMergeDirected_r($0, p) }
        case .node: return try owned("GEOSNode_r") { GEOSNode_r($0, p) }
        case .simplify(let tolerance):
            try requireFinite(tolerance, "GEOSSimplify_r")
            return try owned("GEOSSimplify_r") { GEOSSimplify_r($0, p, tolerance) }
        case .simplifyPreservingTopology(let tolerance):
            try requireFinite(tolerance, "GEOSTopologyPreserveSimplify_r")
            return try owned("GEOSTopologyPreserveSimplify_r") { GEOSTopologyPreserveSimplify_r($0, p, tolerance) }
        case .densify(let edge):
            try requireFinite(edge, "GEOSDensify_r")
            var length = 0.0
            try fill("GEOSLength_r") { GEOSLength_r($0, p, &length) }
            guard edge <= 0 || length / edge < 1e8 else {
                throw CFailure("GEOSDensify_r", "edges of \(edge) would make more than 100 million positions")
            }
            return try owned("GEOSDensify_r") { GEOSDensify_r($0, p, edge) }
        case .buffer(let width, let style): return try buffer(g, by: width, style: style)
        case .offsetCurve(let width, let style): return try offsetCurve(g, at: width, style: style)
        case .makeValidFromLinework: return try owned("GEOSMakeValid_r") { GEOSMakeValid_r($0, p) }
        case .makeValidFromStructure(let keepCollapsed): return try makeValid(g, keepCollapsed: keepCollapsed)
        case .normalise:
            let copy = try owned("GEOSGeom_clone_r") { GEOSGeom_clone_r($0, p) }
            // 0 and 1 are success, -1 a failure.
            _ = try count("GEOSNormalize_r") { GEOSNormalize_r($0, copy.pointer) }
            return copy
        }
    }

    private func buffer(
        _ g: borrowing GeosGeometry, by width: Double, style: GeosBufferStyle
    ) throws(CFailure) -> GeosGeometry {
        let segments = try checkedSegments(of: style, width: width, for: "GEOSBufferWithParams_r")
        let parameters = try GeosBufferParameters(self)
        let (p, style, q) = (parameters.pointer, style, g.pointer)
        try fill("GEOSBufferParams_setEndCapStyle_r") { GEOSBufferParams_setEndCapStyle_r($0, p, style.capCode) }
        try fill("GEOSBufferParams_setJoinStyle_r") { GEOSBufferParams_setJoinStyle_r($0, p, style.joinCode) }
        try fill("GEOSBufferParams_setMitreLimit_r") { GEOSBufferParams_setMitreLimit_r($0, p, style.mitreLimit) }
        try fill("GEOSBufferParams_setQuadrantSegments_r") { GEOSBufferParams_setQuadrantSegments_r($0, p, segments) }
        try fill("GEOSBufferParams_setSingleSided_r") { GEOSBufferParams_setSingleSided_r($0, p, style.singleSided ? 1 : 0) }
        return try owned("GEOSBufferWithParams_r") { GEOSBufferWithParams_r($0, q, p, width) }
    }

    private func offsetCurve(
        _ g: borrowing GeosGeometry, at width: Double, style: GeosBufferStyle
    ) throws(CFailure) -> GeosGeometry {
        let segments = try checkedSegments(of: style, width: width, for: "GEOSOffsetCurve_r")
        let p = g.pointer
        return try owned("GEOSOffsetCurve_r") { GEOSOffsetCurve_r($0, p, width, segments, style.joinCode, style.mitreLimit) }
    }

    private func checkedSegments(
        of style: GeosBufferStyle, width: Double, for function: String
    ) throws(CFailure) -> Int32 {
        try requireFinite(width, function)
        try requireFinite(style.mitreLimit, function)
        // More would only fill the memory: 10,000 segments err by 1e-8 of the radius.
        guard (1...10_000).contains(style.quadrantSegments), let segments = Int32(exactly: style.quadrantSegments) else {
            throw CFailure(function, "\(style.quadrantSegments) quadrant segments: give 1 to 10000")
        }
        return segments
    }

    private func makeValid(_ g: borrowing GeosGeometry, keepCollapsed: Bool) throws(CFailure) -> GeosGeometry {
        let parameters = try GeosMakeValidParameters(self)
        let (p, q) = (parameters.pointer, g.pointer)
        try fill("GEOSMakeValidParams_setMethod_r") { GEOSMakeValidParams_setMethod_r($0, p, GEOS_MAKE_VALID_STRUCTURE) }
        try fill("GEOSMakeValidParams_setKeepCollapsed_r") {
            GEOSMakeValidParams_setKeepCollapsed_r($0, p, keepCollapsed ? 1 : 0)
        }
        return try owned("GEOSMakeValidWithParams_r") { GEOSMakeValidWithParams_r($0, q, p) }
    }

    func requireFinite(_ value: Double, _ function: String) throws(CFailure) {
        guard value.isFinite else { throw CFailure(function, "a parameter is not a finite number: \(value)") }
    }

    package func apply(_ operation: GeosBinary, to a: GeosShape, and b: GeosShape) throws(CFailure) -> GeosShape {
        let first = try geometry(a)
        let second = try geometry(b)
        return try shape(try apply(operation, to: first, and: second))
    }

    private func apply(
        _ operation: GeosBinary, to a: borrowing GeosGeometry, and b: borrowing GeosGeometry
    ) throws(CFailure) -> GeosGeometry {
        let (p, q) = (a.pointer, b.pointer)
        switch operation {
        case .union: return try owned("GEOSUnion_r") { GEOSUnion_r($0, p, q) }
        case .intersection: return try owned("GEOSIntersection_r") { GEOSIntersection_r($0, p, q) }
        case .difference: return try owned("GEOSDifference_r") { GEOSDifference_r($0, p, q) }
        case .symmetricDifference: return try owned("GEOSSymDifference_r") { GEOSSymDifference_r($0, p, q) }
        case .sharedPaths: return try owned("GEOSSharedPaths_r") { GEOSSharedPaths_r($0, p, q) }
        case .snap(let tolerance):
            try requireFinite(tolerance, "GEOSSnap_r")
            return try owned("GEOSSnap_r") { GEOSSnap_r($0, p, q, tolerance) }
        }
    }
}
