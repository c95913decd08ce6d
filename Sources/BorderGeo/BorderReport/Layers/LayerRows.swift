import LinearReferencing
import OrderedCollections

/// A layer put together row by row: values stand in the order of the fields.
struct LayerRows {
    private(set) var layer: FeatureLayer

    init(
        _ name: String, title: String, kind: FeatureLayer.GeometryKind, synthetic: Bool, fields: [(String, FieldType)]
    ) {
        layer = FeatureLayer(
            name: name, title: title, kind: kind, fields: fields.map { Field($0.0, $0.1) }, features: [], synthetic: synthetic)
    }

    /// Missing values at the end are null.
    mutating func add(_ id: String, geometry: GeoGeometry?, values: [FieldValue]) {
        var properties: OrderedDictionary<String, FieldValue> = [:]
        for (index, field) in layer.fields.enumerated() { properties[field.name] = index < values.count ? values[index] : .null }
        layer.features.append(Feature(id: id, geometry: geometry, properties: properties))
    }

    /// A row with columns of its own behind the common ones.
    mutating func add(
        _ id: String, geometry: GeoGeometry?, values: [FieldValue], extra: OrderedDictionary<String, FieldValue>
    ) {
        add(id, geometry: geometry, values: values)
        let last = layer.features.count - 1
        for (name, value) in extra where layer.features[last].properties[name] == nil {
            layer.features[last].properties[name] = value
        }
    }

    /// Gives the extra columns of all rows a type and a place behind the common ones.
    mutating func declareExtraFields() {
        let known = Set(layer.fields.map(\.name))
        let inferred = FeatureLayer(
            name: layer.name, title: layer.title, inferringFieldsOf: layer.features, synthetic: layer.synthetic)
        layer.fields += inferred.fields.filter { !known.contains($0.name) }
    }

    mutating func setMeasures(_ measures: [Measure]) {
        if !measures.isEmpty { layer.measures[layer.features.count - 1] = measures }
    }
}

extension FieldValue {
    /// Lengths, measures and offsets to the millimetre; null for what is not defined.
    static func metres(_ value: Metres?) -> FieldValue { number(value?.value, decimals: 3) }
    static func measure(_ value: Measure?) -> FieldValue { number(value?.metres, decimals: 3) }
    static func offset(_ value: Offset?) -> FieldValue { number(value?.metres, decimals: 3) }
    static func share(_ value: Share?) -> FieldValue { number(value?.fraction, decimals: 6) }
    static func date(_ value: CalendarDate?) -> FieldValue { value.map { .text($0.description) } ?? .null }
    static func words(_ value: String?) -> FieldValue { value.map { .text($0) } ?? .null }
    static func count(_ value: Int?) -> FieldValue { value.map { .integer(Int64($0)) } ?? .null }

    private static func number(_ value: Double?, decimals: Int) -> FieldValue {
        guard let value, value.isFinite else { return .null }
        let power = decimals == 3 ? 1e3 : 1e6
        return .real((value * power).rounded() / power)
    }
}
