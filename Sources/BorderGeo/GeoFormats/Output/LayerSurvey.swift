import BorderBase
import LinearReferencing
import OrderedCollections

/// What writers have to know about all features of a layer before they write the first: gathered feature by feature, so that a layer need not be in memory.
package struct LayerSurvey: Sendable {
    package private(set) var rows = 0
    /// Values that the features have, and the fewest that one has.
    private(set) var filled = 0
    private(set) var leastFilled = Int.max
    private(set) var kind = FeatureLayer.GeometryKind.none
    private(set) var shapes: Shapes = []
    private(set) var box: GeoBox?
    private(set) var isSynthetic = false
    private(set) var hasIDs = false
    private(set) var hasDateIDs = false
    private(set) var hasEmptyTexts = false
    private(set) var hasEmptyGeometries = false
    private(set) var hasLargeIntegers = false
    private(set) var hasHugeIntegers = false
    private(set) var holdsControls = false
    private(set) var holdsNUL = false
    /// Positions with more than 7 decimals.
    private(set) var isFine = false
    private(set) var blankCount = 0
    /// Fields with texts that a table's reader takes for numbers or truth values, and those with others.
    private var numeric: Set<String> = []
    private var others: Set<String> = []
    private var types: OrderedDictionary<String, FieldType?> = [:]
    /// Fields with whole numbers that no double holds.
    private var large: Set<String> = []
    private let infersFields: Bool
    /// Features that among them have the first 256 different values of every field, for legends; without their geometries.
    private(set) var sample: [Feature] = []
    private var sampled: [String: Set<FieldValue>] = [:]
    private var sampledCounts: Set<Int> = []

    /// Which types of geometry there are, cut at the antimeridian.
    struct Shapes: OptionSet, Sendable {
        let rawValue: UInt8
        static let missing = Shapes(rawValue: 1)
        static let point = Shapes(rawValue: 2)
        static let multiPoint = Shapes(rawValue: 4)
        static let line = Shapes(rawValue: 8)
        static let multiLine = Shapes(rawValue: 16)
        static let polygon = Shapes(rawValue: 32)
        static let multiPolygon = Shapes(rawValue: 64)
        static let collection = Shapes(rawValue: 128)

        init(rawValue: UInt8) { self.rawValue = rawValue }

        init(_ geometry: GeoGeometry?) {
            self =
                switch geometry {
                case nil: .missing
                case .point: .point
                case .multiPoint: .multiPoint
                case .lineString: .line
                case .multiLineString: .multiLine
                case .polygon: .polygon
                case .multiPolygon: .multiPolygon
                case .collection: .collection
                }
        }
    }

    /// `infersFields`: types and order of fields are wanted as well.
    package init(infersFields: Bool = true) { self.infersFields = infersFields }

    /// Of a layer in memory. Linear.
    init(of layer: FeatureLayer) {
        self.init(infersFields: false)
        for field in layer.fields { look(at: field.name) }
        for feature in layer.features { add(feature) }
        kind = layer.kind
    }

    package mutating func add(_ feature: Feature) {
        rows += 1
        filled += feature.properties.count
        leastFilled = min(leastFilled, feature.properties.count)
        if let id = feature.id {
            hasIDs = true
            if id.looksLikeDate { hasDateIDs = true }
            look(at: id)
        }
        if feature.isBlank { blankCount += 1 }
        shapes.insert(Shapes(feature.geometry?.cutAtAntimeridian))
        if let geometry = feature.geometry { look(at: geometry) }
        for (name, value) in feature.properties {
            if infersFields { note(value, of: name) }
            look(at: value, of: name)
        }
        if !isSynthetic, feature.properties["synthetic"] == true { isSynthetic = true }
        if infersFields { addToSample(feature) }
    }

    private mutating func addToSample(_ feature: Feature) {
        // One without a field that others have is a value of its own.
        var isNew = sampledCounts.insert(feature.properties.count).inserted
        for (name, value) in feature.properties {
            let known = sampled[name]
            if known == nil || (known?.count ?? 0) < 256 && known?.contains(value) == false {
                sampled[name, default: []].insert(value)
                isNew = true
            }
        }
        if isNew { sample.append(Feature(id: nil, geometry: nil, properties: feature.properties)) }
    }

    private mutating func look(at geometry: GeoGeometry) {
        if kind == .none { kind = FeatureLayer.kind(of: geometry) }
        if geometry.isEmpty { hasEmptyGeometries = true }
        geometry.forEachPosition { p in
            if !isFine, Self.isFine(p.longitude) || Self.isFine(p.latitude) { isFine = true }
            if box == nil { box = GeoBox(around: p) } else { box?.extend(to: p) }
        }
    }

    private mutating func look(at value: FieldValue, of name: String) {
        switch value {
        case .integer(let number):
            if number.magnitude > 1 << 53 { hasLargeIntegers = true }
        case .json(let text):
            if text.first != "{", text.first != "[" { hasHugeIntegers = true }
        case .text(let text):
            if text.isEmpty { hasEmptyTexts = true }
            look(at: text)
            guard !text.isEmpty, !others.contains(name) else { return }
            if Self.isTyped(text) { numeric.insert(name) } else { others.insert(name) }
        default: return
        }
    }

    private mutating func note(_ value: FieldValue, of name: String) {
        let known = types[name]
        let common = FieldType.common(known ?? nil, FieldType(of: value), otherwise: .mixed)
        // A name counts as a text of the file, once.
        if known == nil { look(at: name) }
        if known == nil || (known ?? nil) != common { types.updateValue(common, forKey: name) }
        if case .integer(let number) = value, Int64(exactly: Double(number)) != number { large.insert(name) }
    }

    private mutating func look(at text: String) {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return }
        if !holdsControls, Markup.clean(text) != text { holdsControls = true }
        if text.utf8.contains(0) { holdsNUL = true }
    }

    private static func isTyped(_ text: String) -> Bool {
        ByteBlock(Array(text.utf8)).withPointer { base in
            CSVTypes.type(UnsafeBufferPointer(start: base, count: text.utf8.count)) != .text
        }
    }

    private static func isFine(_ value: Double) -> Bool { abs(value * 1e7 - (value * 1e7).rounded()) > 1e-5 }
}

extension LayerSurvey {
    /// Names and types of the fields, in the order in which they first appear: those of a verbatim layer.
    var fields: [Field] {
        types.map { name, type in Field(name, type == .real && large.contains(name) ? .mixed : type ?? .text) }
    }

    /// A verbatim layer of what was seen, without its features.
    package func header(name: String, title: String) -> FeatureLayer {
        var layer = FeatureLayer(name: name, title: title, kind: kind, fields: fields, features: [], synthetic: isSynthetic)
        layer.isVerbatim = true
        return layer
    }

    /// Whether one of these fields holds nothing but texts that a table's reader takes for numbers or truth values.
    func hasNumericTexts(in fields: [Field]) -> Bool {
        fields.contains { field in
            (field.type == .text || field.type == .json || field.type == .mixed) && numeric.contains(field.name)
                && !others.contains(field.name)
        }
    }

    func isSparse(columns: Int) -> Bool { FeatureLayer.isSparse(columns: columns, rows: rows, filled: filled) }

    /// Every feature is a point, or has no place.
    var isPoints: Bool { shapes.isSubset(of: [.point, .missing]) }
    var hasPlaces: Bool { !shapes.isSubset(of: .missing) }
}
