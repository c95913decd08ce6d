import CGeos

/// A geometry as plain numbers, x and y in turn: the form in which it goes into GEOS and comes out.
package enum GeosShape: Hashable, Sendable {
    case point(x: Double, y: Double)
    case line([Double])
    /// Exterior ring first; empty for an empty polygon.
    case polygon([[Double]])
    case collection(Kind, [GeosShape])

    package enum Kind: Hashable, Sendable { case points, lines, polygons, mixed }

    var isMixed: Bool { if case .collection(.mixed, _) = self { true } else { false } }

    package var isEmpty: Bool {
        switch self {
        case .point: false
        case .line(let xy): xy.isEmpty
        case .polygon(let rings): rings.allSatisfy(\.isEmpty)
        case .collection(_, let members): members.allSatisfy(\.isEmpty)
        }
    }
}

/// Building.
extension GeosContext {
    /// Builds the geometry. Throws for coordinates that are not finite, rings that are open or too short, lines of one point.
    ///
    /// Empty members of collections and empty holes are left out: they mean nothing, and GEOS 3.11 reads past null for them in distance,
    /// isSimple, densify and more.
    package func geometry(_ shape: GeosShape) throws(CFailure) -> GeosGeometry {
        switch shape {
        case .point(let x, let y):
            guard x.isFinite, y.isFinite else { throw notFinite("GEOSGeom_createPointFromXY_r") }
            return try owned("GEOSGeom_createPointFromXY_r") { GEOSGeom_createPointFromXY_r($0, x, y) }
        case .line(let xy):
            guard !xy.isEmpty else {
                return try owned("GEOSGeom_createEmptyLineString_r") { GEOSGeom_createEmptyLineString_r($0) }
            }
            return try owned("GEOSGeom_createLineString_r", consuming: try sequence(xy)) { GEOSGeom_createLineString_r($0, $1) }
        case .polygon(let rings): return try polygon(rings)
        case .collection(let kind, let shapes): return try collection(kind, shapes)
        }
    }

    private func polygon(_ rings: [[Double]]) throws(CFailure) -> GeosGeometry {
        guard let exterior = rings.first, !rings.allSatisfy(\.isEmpty) else {
            return try owned("GEOSGeom_createEmptyPolygon_r") { GEOSGeom_createEmptyPolygon_r($0) }
        }
        let shell = try ring(exterior)
        var holes = GeosMembers(handle)
        for hole in rings.dropFirst() where !hole.isEmpty { holes.append(try ring(hole)) }
        let released = shell.release()
        guard let pointer = holes.handOver({ GEOSGeom_createPolygon_r(handle, released, $0, $1) }) else {
            throw failure("GEOSGeom_createPolygon_r")
        }
        return GeosGeometry(owning: pointer, handle)
    }

    private func ring(_ xy: [Double]) throws(CFailure) -> GeosGeometry {
        try owned("GEOSGeom_createLinearRing_r", consuming: try sequence(xy)) { GEOSGeom_createLinearRing_r($0, $1) }
    }

    private func collection(_ kind: GeosShape.Kind, _ shapes: [GeosShape]) throws(CFailure) -> GeosGeometry {
        let type =
            switch kind {
            case .points: GEOS_MULTIPOINT
            case .lines: GEOS_MULTILINESTRING
            case .polygons: GEOS_MULTIPOLYGON
            case .mixed: GEOS_GEOMETRYCOLLECTION
            }
        var members = GeosMembers(handle)
        for shape in shapes where !shape.isEmpty { members.append(try geometry(shape)) }
        let id = Int32(bitPattern: type.rawValue)
        guard let pointer = members.handOver({ GEOSGeom_createCollection_r(handle, id, $0, $1) }) else {
            throw failure("GEOSGeom_createCollection_r")
        }
        return GeosGeometry(owning: pointer, handle)
    }

    private func owned(
        _ function: String, consuming sequence: consuming GeosSequence,
        _ call: (GEOSContextHandle_t, OpaquePointer) -> OpaquePointer?
    ) throws(CFailure) -> GeosGeometry {
        let released = sequence.release()
        return try owned(function) { call($0, released) }
    }

    private func sequence(_ xy: [Double]) throws(CFailure) -> GeosSequence {
        let function = "GEOSCoordSeq_copyFromBuffer_r"
        guard xy.allSatisfy(\.isFinite) else { throw notFinite(function) }
        guard let count = UInt32(exactly: xy.count / 2) else { throw CFailure(function, "too many positions") }
        let pointer = try pointer(function) { GEOSCoordSeq_copyFromBuffer_r($0, xy, count, 0, 0) }
        return GeosSequence(owning: pointer, handle)
    }

    private func notFinite(_ function: String) -> CFailure { CFailure(function, "a coordinate is not a finite number") }
}

/// Reading.
extension GeosContext {
    package func shape(_ geometry: borrowing GeosGeometry) throws(CFailure) -> GeosShape { try shape(of: geometry.pointer) }

    private func shape(of g: OpaquePointer) throws(CFailure) -> GeosShape {
        let type = try count("GEOSGeomTypeId_r") { GEOSGeomTypeId_r($0, g) }
        switch GEOSGeomTypes(rawValue: UInt32(type)) {
        case GEOS_POINT:
            let xy = try coordinates(of: g)
            return xy.count < 2 ? .collection(.points, []) : .point(x: xy[0], y: xy[1])
        case GEOS_LINESTRING, GEOS_LINEARRING: return .line(try coordinates(of: g))
        case GEOS_POLYGON: return .polygon(try rings(of: g))
        case GEOS_MULTIPOINT: return .collection(.points, try members(of: g).filter { !$0.isEmpty })
        case GEOS_MULTILINESTRING: return .collection(.lines, try members(of: g))
        case GEOS_MULTIPOLYGON: return .collection(.polygons, try members(of: g))
        default: return .collection(.mixed, try members(of: g))
        }
    }

    private func members(of g: OpaquePointer) throws(CFailure) -> [GeosShape] {
        var members: [GeosShape] = []
        for i in 0..<(try count("GEOSGetNumGeometries_r") { GEOSGetNumGeometries_r($0, g) }) {
            let index = Int32(truncatingIfNeeded: i)
            members.append(try shape(of: try pointer("GEOSGetGeometryN_r") { GEOSGetGeometryN_r($0, g, index) }))
        }
        return members
    }

    private func rings(of g: OpaquePointer) throws(CFailure) -> [[Double]] {
        if try flag("GEOSisEmpty_r", { GEOSisEmpty_r($0, g) }) { return [] }
        let exterior = try pointer("GEOSGetExteriorRing_r") { GEOSGetExteriorRing_r($0, g) }
        var rings = [try coordinates(of: exterior)]
        for i in 0..<(try count("GEOSGetNumInteriorRings_r") { GEOSGetNumInteriorRings_r($0, g) }) {
            let index = Int32(truncatingIfNeeded: i)
            rings.append(try coordinates(of: try pointer("GEOSGetInteriorRingN_r") { GEOSGetInteriorRingN_r($0, g, index) }))
        }
        return rings
    }

    private func coordinates(of g: OpaquePointer) throws(CFailure) -> [Double] {
        let sequence = try pointer("GEOSGeom_getCoordSeq_r") { GEOSGeom_getCoordSeq_r($0, g) }
        return try coordinates(ofSequence: sequence)
    }

    func coordinates(ofSequence sequence: OpaquePointer) throws(CFailure) -> [Double] {
        var size: UInt32 = 0
        try fill("GEOSCoordSeq_getSize_r") { GEOSCoordSeq_getSize_r($0, sequence, &size) }
        guard size > 0 else { return [] }
        var xy = [Double](repeating: 0, count: Int(size) * 2)
        try fill("GEOSCoordSeq_copyToBuffer_r") { GEOSCoordSeq_copyToBuffer_r($0, sequence, &xy, 0, 0) }
        return xy
    }
}
