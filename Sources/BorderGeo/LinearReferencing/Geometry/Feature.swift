import BorderBase
import OrderedCollections

/// One attribute of a feature, as its file wrote it: whole numbers stay whole, nested JSON stays verbatim.
public enum FieldValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case real(Double)
    case text(String)
    /// An object or array, verbatim JSON text.
    case json(String)
}

extension FieldValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .real(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }

    /// The text of a `.text`, else `nil`.
    public var text: String? { if case .text(let value) = self { value } else { nil } }

    /// The number of an `.integer` or `.real`, else `nil`: text that looks like a number stays text.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        default: nil
        }
    }
}

/// A geometry with attributes in file order. A feature may have no geometry (an unlocated record is kept, not lost).
public struct Feature: Hashable, Sendable {
    public var id: String?
    public var geometry: GeoGeometry?
    public var properties: OrderedDictionary<String, FieldValue>

    public init(id: String? = nil, geometry: GeoGeometry?, properties: OrderedDictionary<String, FieldValue> = [:]) {
        self.id = id
        self.geometry = geometry
        self.properties = properties
    }
}

/// The type of a field over a whole layer: one per field, so that QGIS, GDAL and databases agree on a column.
public enum FieldType: String, Hashable, Sendable, Codable {
    case bool, integer, real, text, date, json
    /// Values of several types, each as it is: only where a layer `isVerbatim`.
    case mixed
}

/// A column of a layer.
public struct Field: Hashable, Sendable {
    public var name: String
    public var type: FieldType

    public init(_ name: String, _ type: FieldType) {
        self.name = name
        self.type = type
    }
}

/// Features that belong in one file and one table: a name, a kind of geometry, typed columns, rows.
///
/// Writers (GeoJSON, GeoPackage, KML, CSV, styles, project) see nothing else of the model. Dates are `.text` in ISO form in a `.date` field.
public struct FeatureLayer: Sendable {
    public enum GeometryKind: String, Sendable { case point, line, polygon, none }

    /// Machine name: file name without ending, table name. Lower case, ASCII, `_`.
    public var name: String
    /// What a person reads in a layer tree.
    public var title: String
    public var kind: GeometryKind
    public var fields: [Field]
    public var features: [Feature]
    /// True where positions are made up: every writer repeats it.
    public var synthetic: Bool
    /// The features of somebody's file, to be read back as they are: missing values stay missing, ids of features and attributes called `id` stay apart.
    ///
    /// Layers of our own have every column in every feature and their ids in the column `id`.
    public var isVerbatim = false
    /// M ordinates by feature index, one a position in the order of `forEachPosition`; formats without M leave them out.
    public var measures: [Int: [Measure]] = [:]

    public init(name: String, title: String, kind: GeometryKind, fields: [Field], features: [Feature], synthetic: Bool) {
        self.name = name
        self.title = title
        self.kind = kind
        self.fields = fields
        self.features = features
        self.synthetic = synthetic
    }
}
