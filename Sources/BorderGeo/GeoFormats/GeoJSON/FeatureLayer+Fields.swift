import LinearReferencing
import OrderedCollections

extension FeatureLayer {
    /// A layer whose columns are those of its features: every name in the order of its first appearance, with the one type that holds all its
    /// values (whole and broken numbers: real; dates throughout: date; nested values and texts: json; anything else mixed: text).
    ///
    /// `isVerbatim`: values of several types stay what they are, and so do whole numbers that no double holds.
    public init(
        name: String, title: String, inferringFieldsOf features: [Feature], synthetic: Bool, isVerbatim: Bool = false
    ) {
        var types: OrderedDictionary<String, FieldType?> = [:]
        var large: Set<String> = []
        for feature in features {
            for (name, value) in feature.properties {
                let known = types[name] ?? nil
                types.updateValue(
                    FieldType.common(known, FieldType(of: value), otherwise: isVerbatim ? .mixed : .text), forKey: name)
                if case .integer(let number) = value, Int64(exactly: Double(number)) != number { large.insert(name) }
            }
        }
        if isVerbatim { for name in large where types[name] == .real { types[name] = .mixed } }
        self.init(
            name: name, title: title, kind: Self.kind(of: features), fields: types.map { Field($0.key, $0.value ?? .text) },
            features: features,
            synthetic: synthetic)
        self.isVerbatim = isVerbatim
    }

    private static func kind(of features: [Feature]) -> GeometryKind {
        for case let geometry? in features.lazy.map(\.geometry) {
            let kind = kind(of: geometry)
            if kind != .none { return kind }
        }
        return .none
    }

    /// Of a collection that of its first member that has one.
    static func kind(of geometry: GeoGeometry) -> GeometryKind {
        switch geometry {
        case .point, .multiPoint: .point
        case .lineString, .multiLineString: .line
        case .polygon, .multiPolygon: .polygon
        case .collection(let members): members.lazy.map { kind(of: $0) }.first { $0 != .none } ?? .none
        }
    }
}

extension FieldType {
    /// The type of one value; `nil` for null, which fits every type.
    init?(of value: FieldValue) {
        switch value {
        case .null: return nil
        case .bool: self = .bool
        case .integer: self = .integer
        case .real: self = .real
        case .text(let text): self = CalendarDate(text) != nil ? .date : .text
        case .json: self = .json
        }
    }

    /// The type that holds both, `mixed` where none does; `nil` where neither is known.
    static func common(_ a: FieldType?, _ b: FieldType?, otherwise mixed: FieldType) -> FieldType? {
        guard let a, let b else { return a ?? b }
        if a == b { return a }
        switch (a, b) {
        case (.integer, .real), (.real, .integer): return .real
        case (.text, .date), (.date, .text): return .text
        case (.json, .text), (.text, .json), (.json, .date), (.date, .json): return mixed == .mixed ? .json : .text
        default: return mixed
        }
    }
}

extension FeatureLayer {
    /// The columns with `valid_from` and `valid_to` before every other date column: QGIS offers the first date column whose name holds "from",
    /// "start", "end", "to" ... as the temporal field. The order of a layer that has it already stays.
    var fieldsForTemporalSettings: [Field] {
        let fields = writtenFields
        let pair = fields.filter { $0.name == "valid_from" || $0.name == "valid_to" }
        guard !pair.isEmpty, let first = fields.firstIndex(where: { $0.type == .date }) else { return fields }
        func isOfPair(_ field: Field) -> Bool { field.name == "valid_from" || field.name == "valid_to" }
        // Counted without the pair: they go before the same column in every pass.
        let before = fields[..<first].count { !isOfPair($0) }
        var rest = fields.filter { !isOfPair($0) }
        rest.insert(contentsOf: pair, at: before)
        return rest
    }
}

extension String {
    /// `2019-02-31` or `2019/02/31`, whether such a day exists or not: GDAL types a column of such ids as dates.
    package var looksLikeDate: Bool {
        let bytes = Array(utf8)
        guard bytes.count >= 10, bytes[4] == bytes[7], bytes[4] == UInt8(ascii: "-") || bytes[4] == UInt8(ascii: "/") else {
            return false
        }
        return [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[$0]) }
    }
}
