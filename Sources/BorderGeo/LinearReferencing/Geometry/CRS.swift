import BorderBase
import GeoHandles

/// A coordinate reference system, read and checked once: an EPSG code, a PROJ string, WKT, PROJJSON.
///
/// ```swift
/// let utm = try CRS(epsg: 32652)
/// utm.name                            // "WGS 84 / UTM zone 52N"
/// utm.areaOfUse?.west.value           // 126
/// ```
/// A value without a handle: two are equal where their full WKT is, however they were written.
public struct CRS: Sendable {
    /// The text it was made from.
    public let definition: String
    /// WKT 2 (ISO 19162:2019), complete.
    public let wkt: String
    public let name: String
    public let kind: Kind
    /// The entry of a register that it is, where it is one: EPSG:32652.
    public let identifier: Identifier?
    /// Its axes in the order of its own definition. `Transformation` takes and gives longitude before latitude whatever stands here.
    public let axes: [Axis]
    /// Where it is meant to be used; `nil` where its definition does not say.
    public let areaOfUse: AreaOfUse?
    /// Its figure of the earth; `nil` where it has none (vertical, engineering).
    public let ellipsoid: Ellipsoid?
    private let horizontalKind: Kind

    /// Reads any text that PROJ understands. About 1 ms.
    ///
    /// Throws `ProjError` for text that names nothing, or something that is no CRS (an ellipsoid, a pipeline).
    public init(_ definition: String) throws(ProjError) {
        let record = try proj { () throws(CFailure) in try ProjCRSRecord(reading: definition) }
        self.definition = definition
        wkt = record.wkt
        name = record.name
        kind = Kind(record.kind)
        horizontalKind = Kind(record.horizontalKind)
        identifier =
            record.authority.isEmpty || record.code.isEmpty ? nil : Identifier(authority: record.authority, code: record.code)
        axes = record.axes.map(Axis.init)
        areaOfUse = record.area.map(AreaOfUse.init)
        ellipsoid = Ellipsoid(
            semiMajorAxis: Metres(record.semiMajorAxis),
            flattening: record.inverseFlattening == 0 ? 0 : 1 / record.inverseFlattening)
    }

    /// The CRS with this number in the EPSG register: 4326 is WGS 84, 32652 is UTM zone 52N.
    public init(epsg code: Int) throws(ProjError) { try self.init("EPSG:\(code)") }
}

extension CRS: Hashable {
    public static func == (a: CRS, b: CRS) -> Bool { a.wkt == b.wkt }
    public func hash(into hasher: inout Hasher) { hasher.combine(wkt) }

    /// Whether both mean the same to a transformation: names and metadata may differ, axis order may not.
    public func isEquivalent(to other: CRS) throws(ProjError) -> Bool {
        try proj { () throws(CFailure) in try ProjCRSRecord.areEquivalent(definition, other.definition) }
    }
}

extension CRS {
    /// Whether its first two coordinates are angles.
    package var isGeographic: Bool { horizontalKind == .geographic2D || horizontalKind == .geographic3D }

    /// Whether its first two coordinates are lengths in a plane.
    var isPlane: Bool { horizontalKind == .projected || horizontalKind == .engineering }
}

extension CRS: CustomStringConvertible {
    /// `EPSG:32652 (WGS 84 / UTM zone 52N)`.
    public var description: String { identifier.map { "\($0) (\(name))" } ?? name }
}

extension CRS {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case geographic2D, geographic3D, geocentric, projected, vertical, compound, engineering, other

        init(_ kind: ProjCRSRecord.Kind) {
            self =
                switch kind {
                case .geographic2D: .geographic2D
                case .geographic3D: .geographic3D
                case .geocentric: .geocentric
                case .projected: .projected
                case .vertical: .vertical
                case .compound: .compound
                case .engineering: .engineering
                case .bound, .other: .other
                }
        }
    }

    /// An entry of a register of CRSs.
    public struct Identifier: Hashable, Sendable, CustomStringConvertible {
        public var authority: String
        public var code: String

        public init(authority: String, code: String) {
            self.authority = authority
            self.code = code
        }

        public var description: String { "\(authority):\(code)" }
    }

    public struct Axis: Hashable, Sendable {
        public var name: String
        public var abbreviation: String
        /// `north`, `east`, `up` ...
        public var direction: String
        /// Name of the unit: `degree`, `metre`, `US survey foot` ...
        public var unit: String
        /// Radians (angles) or metres (lengths) in one unit.
        public var unitFactor: Double

        init(_ axis: ProjCRSRecord.Axis) {
            name = axis.name
            abbreviation = axis.abbreviation
            direction = axis.direction
            unit = axis.unit
            unitFactor = axis.factor
        }
    }

    /// The notations that other programs read.
    public enum Notation: Hashable, Sendable {
        case wkt2
        /// Well-known text as GDAL 2, GeoPackage and PostGIS write it.
        case wkt1
        /// The text of a shapefile's `.prj`.
        case esri
        /// A PROJ string: loses what it cannot say (names, areas, most datum details).
        case projString
        case projJSON
    }

    /// This CRS in another notation. Throws where the notation cannot express it.
    public func text(as notation: Notation) throws(ProjError) -> String {
        let form: ProjText =
            switch notation {
            case .wkt2: .wkt2
            case .wkt1: .wkt1GDAL
            case .esri: .wkt1ESRI
            case .projString: .projString
            case .projJSON: .projJSON
            }
        return try proj { () throws(CFailure) in try ProjCRSRecord.text(definition, as: form) }
    }
}
