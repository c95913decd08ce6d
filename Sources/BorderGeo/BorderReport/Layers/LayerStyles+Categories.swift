import GeoFormats
import LinearReferencing

extension LayerStyles {
    /// Metres below a kilometre, kilometres above.
    static func lengthWords(_ field: String) -> String {
        "if(\"\(field)\" < 1000, round(\"\(field)\") || ' m', format_number(\"\(field)\" / 1000, 1) || ' km')"
    }

    /// Categories of those values that the layer holds; values outside the vocabulary, and null, get one entry for the rest.
    func categories(
        _ name: String, of layer: FeatureLayer, field: String, vocabulary: [Category], other: MapSymbol,
        otherLabel: String = "Other", fromScale: Int? = nil, labels: Labels? = nil, toScale: Int? = nil
    ) -> MapStyle {
        guard layer.hasField(field) else {
            return MapStyle(
                name: name, renderer: .single(vocabulary.first?.symbol ?? other), temporal: layer.hasLifetime,
                fromScale: fromScale,
                toScale: toScale)
        }
        var present: Set<FieldValue> = []
        for feature in layer.features { present.insert(feature.properties[field] ?? .null) }
        var entries = vocabulary.filter { present.contains($0.value) }
        if !present.subtracting(vocabulary.map(\.value)).isEmpty || entries.isEmpty {
            entries.append(Category(.null, otherLabel, symbol: other))
        }
        return MapStyle(
            name: name, renderer: .categories(field: field, entries), labels: labels, temporal: layer.hasLifetime,
            fromScale: fromScale, toScale: toScale)
    }

    private static let colors: [MapColor] = [.blue, .orange, .green, .purple, .vermillion, .skyBlue, .yellow, .black]

    func general(_ layer: FeatureLayer) -> MapStyle {
        for name in ["outcome", "class", "kind", "layer", "state", "rule", "severity"] where layer.hasField(name) {
            let values = Set(layer.features.compactMap { $0.properties[name]?.text }).sorted()
            guard (1...Self.colors.count).contains(values.count) else { continue }
            let vocabulary = zip(values, Self.colors).map { value, color in
                Category(.text(value), value.map { $0 == "_" ? " " : String($0) }.joined(), symbol: Self.plain(layer.kind, color))
            }
            return categories(layer.title, of: layer, field: name, vocabulary: vocabulary, other: Self.plain(layer.kind, .grey))
        }
        return MapStyle(name: layer.title, renderer: .single(Self.plain(layer.kind, .blue)), temporal: layer.hasLifetime)
    }

    static func plain(_ kind: FeatureLayer.GeometryKind, _ color: MapColor) -> MapSymbol {
        switch kind {
        case .point, .none: MapSymbol([.mark(.init(.circle, size: 2.4, fill: color, outline: .white, smallest: 1))])
        case .line: .line(color, width: 0.8)
        case .polygon: MapSymbol([.fill(color.opacity(Share(0.25)), outline: .init(color, width: 0.4))])
        }
    }
}

extension FeatureLayer {
    /// Whether features carry the dates that the temporal controller needs.
    var hasLifetime: Bool { hasField("valid_from") && hasField("valid_to") }
}
