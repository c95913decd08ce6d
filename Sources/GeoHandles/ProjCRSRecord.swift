import CProj

/// Everything readable about a CRS as plain values: read once, so that no handle needs to live on.
package struct ProjCRSRecord: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case geographic2D, geographic3D, geocentric, projected, vertical, compound, engineering, bound, other
    }

    package struct Axis: Hashable, Sendable {
        package var name: String
        package var abbreviation: String
        package var direction: String
        package var unit: String
        /// SI units in one unit of the axis: metres or radians.
        package var factor: Double
    }

    package var name: String
    package var kind: Kind
    /// The kind of its first two dimensions: of a compound or bound CRS what it is made of.
    package var horizontalKind: Kind
    package var authority: String
    package var code: String
    package var axes: [Axis]
    package var area: ProjArea?
    package var wkt: String
    package var semiMajorAxis: Double
    /// 0 for a sphere.
    package var inverseFlattening: Double

    /// Reads a definition: code, PROJ string, WKT, PROJJSON, name. Anything but a CRS throws.
    package init(reading definition: String) throws(CFailure) {
        let session = try ProjSession()
        let crs = try session.crs(definition)
        name = session.text(proj_get_name(crs.pointer))
        authority = session.text(proj_get_id_auth_name(crs.pointer, 0))
        code = session.text(proj_get_id_code(crs.pointer, 0))
        area = session.area(of: crs.pointer)
        session.forgetMessages()
        guard let wkt = proj_as_wkt(session.context, crs.pointer, PJ_WKT2_2019, nil) else { throw session.failure("proj_as_wkt") }
        self.wkt = String(cString: wkt)
        let horizontal = try session.horizontal(of: crs)
        horizontalKind = Kind(proj_get_type(horizontal.pointer))
        kind = Kind(proj_get_type(crs.pointer), bound: horizontalKind)
        axes = session.axes(of: horizontal.pointer)
        (semiMajorAxis, inverseFlattening) = session.ellipsoid(of: horizontal.pointer)
    }
}

/// Which text a CRS is written as.
package enum ProjText: Sendable { case wkt2, wkt1GDAL, wkt1ESRI, projString, projJSON }

extension ProjCRSRecord {
    /// A CRS in another notation.
    package static func text(_ definition: String, as notation: ProjText) throws(CFailure) -> String {
        let session = try ProjSession()
        let crs = try session.crs(definition)
        let (function, result) =
            switch notation {
            case .wkt2: ("proj_as_wkt", proj_as_wkt(session.context, crs.pointer, PJ_WKT2_2019, nil))
            case .wkt1GDAL: ("proj_as_wkt", proj_as_wkt(session.context, crs.pointer, PJ_WKT1_GDAL, nil))
            case .wkt1ESRI: ("proj_as_wkt", proj_as_wkt(session.context, crs.pointer, PJ_WKT1_ESRI, nil))
            case .projString: ("proj_as_proj_string", proj_as_proj_string(session.context, crs.pointer, PJ_PROJ_4, nil))
            case .projJSON: ("proj_as_projjson", proj_as_projjson(session.context, crs.pointer, nil))
            }
        guard let result else { throw session.failure(function, about: definition) }
        return String(cString: result)
    }

    /// Whether two definitions mean the same CRS to a transformation: names and metadata may differ, axis order may not.
    package static func areEquivalent(_ a: String, _ b: String) throws(CFailure) -> Bool {
        let session = try ProjSession()
        let first = try session.crs(a)
        let second = try session.crs(b)
        return proj_is_equivalent_to_with_ctx(session.context, first.pointer, second.pointer, PJ_COMP_EQUIVALENT) != 0
    }
}

/// A box in degrees; `west > east` where it crosses the antimeridian.
package struct ProjArea: Hashable, Sendable {
    package var west: Double
    package var south: Double
    package var east: Double
    package var north: Double
    package var name: String

    package init(west: Double, south: Double, east: Double, north: Double, name: String = "") {
        self.west = west
        self.south = south
        self.east = east
        self.north = north
        self.name = name
    }
}

extension ProjCRSRecord.Kind {
    fileprivate init(_ type: PJ_TYPE, bound: Self = .other) {
        self =
            switch type {
            case PJ_TYPE_GEOGRAPHIC_2D_CRS: .geographic2D
            case PJ_TYPE_GEOGRAPHIC_3D_CRS: .geographic3D
            case PJ_TYPE_GEOCENTRIC_CRS: .geocentric
            case PJ_TYPE_PROJECTED_CRS: .projected
            case PJ_TYPE_VERTICAL_CRS: .vertical
            case PJ_TYPE_COMPOUND_CRS: .compound
            case PJ_TYPE_ENGINEERING_CRS: .engineering
            // A bound CRS is its base CRS with a datum shift tied to it.
            case PJ_TYPE_BOUND_CRS: bound
            default: .other
            }
    }
}

extension ProjSession {
    /// The CRS that `definition` names. A PROJ string without `+type=crs` would be an operation: it is added, as `proj_create_crs_to_crs` does.
    func crs(_ definition: String) throws(CFailure) -> ProjObject {
        let object = try object(Self.crsText(definition))
        guard proj_is_crs(object.pointer) != 0 else {
            throw CFailure("proj_is_crs", "this is not a CRS: \"\(definition.prefix(200))\"")
        }
        return object
    }

    static func crsText(_ definition: String) -> String {
        let isString = definition.contains("proj=") || definition.contains("init=")
        // WKT and PROJJSON may quote PROJ strings; a pipeline with `+type=crs` would become a CRS named "unknown".
        let isOther = ["{", "[", "type=crs", "proj=pipeline"].contains { definition.contains($0) }
        return isString && !isOther ? definition + " +type=crs" : definition
    }

    /// The first two dimensions of a compound or bound CRS; any other CRS once more.
    func horizontal(of crs: borrowing ProjObject) throws(CFailure) -> ProjObject {
        switch proj_get_type(crs.pointer) {
        case PJ_TYPE_COMPOUND_CRS:
            let part = try owned("proj_crs_get_sub_crs") { proj_crs_get_sub_crs(context, crs.pointer, 0) }
            return try horizontal(of: part)
        case PJ_TYPE_BOUND_CRS:
            let base = try owned("proj_get_source_crs") { proj_get_source_crs(context, crs.pointer) }
            return try horizontal(of: base)
        default: return try owned("proj_clone") { proj_clone(context, crs.pointer) }
        }
    }

    func area(of object: OpaquePointer) -> ProjArea? {
        var area = ProjArea(west: 0, south: 0, east: 0, north: 0)
        var name: UnsafePointer<CChar>?
        let found = proj_get_area_of_use(context, object, &area.west, &area.south, &area.east, &area.north, &name)
        // -1000 marks an unknown side.
        guard found != 0, min(area.west, area.south, area.east, area.north) > -1000 else { return nil }
        area.name = text(name)
        return area
    }

    func axes(of crs: OpaquePointer) -> [ProjCRSRecord.Axis] {
        guard let pointer = proj_crs_get_coordinate_system(context, crs) else { return [] }
        let system = ProjObject(owning: pointer)
        return (0..<max(proj_cs_get_axis_count(context, system.pointer), 0)).compactMap { index in
            var texts = [UnsafePointer<CChar>?](repeating: nil, count: 4)
            var factor = 0.0
            let found = texts.withUnsafeMutableBufferPointer { t in
                guard let t = t.baseAddress else { return Int32(0) }
                return proj_cs_get_axis_info(context, system.pointer, index, t, t + 1, t + 2, &factor, t + 3, nil, nil)
            }
            guard found != 0 else { return nil }
            return ProjCRSRecord.Axis(
                name: text(texts[0]), abbreviation: text(texts[1]), direction: text(texts[2]), unit: text(texts[3]),
                factor: factor)
        }
    }

    func ellipsoid(of crs: OpaquePointer) -> (Double, Double) {
        guard let pointer = proj_get_ellipsoid(context, crs) else { return (.nan, .nan) }
        let ellipsoid = ProjObject(owning: pointer)
        var a = Double.nan
        var inverseFlattening = Double.nan
        let found = proj_ellipsoid_get_parameters(context, ellipsoid.pointer, &a, nil, nil, &inverseFlattening)
        return found != 0 ? (a, inverseFlattening) : (.nan, .nan)
    }
}
