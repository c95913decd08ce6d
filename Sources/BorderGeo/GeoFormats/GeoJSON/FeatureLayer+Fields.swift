import LinearReferencing
import OrderedCollections

extension FeatureLayer {
    /// A layer whose columns are those of its features: every name in the order of its first appearance, with the one type that holds all its
    /// values (whole and broken numbers: real; dates throughout: date; anything else mixed: text).
    public init(name: String, title: String, inferringFieldsOf features: [Feature], synthetic: Bool) {
        var types: OrderedDictionary<String, FieldType?> = [:]
        for feature in features {
            for (name, value) in feature.properties {
                let known = types[name] ?? nil
                types.updateValue(FieldType.common(known, FieldType(of: value)), forKey: name)
            }
        }
        self.init(
            name: name, title: title, kind: Self.kind(of: features), fields: types.map { Field($0.key, $0.value ?? .text) },
            features: features,
            synthetic: synthetic)
    }

    private static func kind(of features: [Feature]) -> GeometryKind {
        for feature in features {
            switch feature.geometry {
            case nil: continue
            case .point, .multiPoint: return .point
            case .lineString, .multiLineString: return .line
            case .polygon, .multiPolygon: return .polygon
            case .collection(let members):
                if !members.isEmpty { return kind(of: members.map { Feature(geometry: $0) }) }
            }
        }
        return .none
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

    /// The type that holds both; `nil` where neither is known.
    static func common(_ a: FieldType?, _ b: FieldType?) -> FieldType? {
        guard let a, let b else { return a ?? b }
        if a == b { return a }
        switch (a, b) {
        case (.integer, .real), (.real, .integer): return .real
        default: return .text
        }
    }
}

extension FeatureLayer {
    /// The columns with `valid_from` and `valid_to` before every other date column: QGIS offers the first date column whose name holds "from",
    /// "start", "end", "to" ... as the temporal field. The order of a layer that has it already stays.
    var fieldsForTemporalSettings: [Field] {
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
