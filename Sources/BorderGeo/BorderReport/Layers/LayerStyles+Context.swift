import BorderBase
import GeoFormats
import LinearReferencing

/// The background: pale, and under everything else.
extension LayerStyles {
    private static let water = MapColor(0x7F98B0)

    func coast(_ layer: FeatureLayer) -> MapStyle {
        categories(
            "Coasts and lakes", of: layer, field: "kind",
            vocabulary: [
                Category("coast", "Coast", symbol: .line(Self.water, width: 0.35)),
                Category("lake", "Lake shore", symbol: .line(Self.water, width: 0.2)),
            ], other: .line(Self.water, width: 0.2))
    }

    /// Only down to 1:100,000: closer up they would lie beside the border that follows the same water.
    func rivers(_ layer: FeatureLayer) -> MapStyle {
        MapStyle(
            name: "Rivers", renderer: .single(.line(MapColor(0xA9C0D4), width: 0.25)), toScale: 100_000)
    }

    /// Large towns on every map, others as there is room.
    func towns(_ layer: FeatureLayer) -> MapStyle {
        let shown = "(\"population\" >= 100000 or (\"population\" >= 20000 and @map_scale <= 1000000) or @map_scale <= 400000)"
        let symbol = MapSymbol([.mark(.init(.square, size: 1, fill: .grey))])
        return MapStyle(
            name: "Towns", renderer: .rules([Rule("Town", where: shown, symbol)]),
            labels: Labels("if(\(shown), \"name\", null)", size: 7, color: MapColor(0x6B7480), placement: .aroundPoint))
    }
}
