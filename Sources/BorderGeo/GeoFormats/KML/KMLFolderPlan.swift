import LinearReferencing

/// How the features of a layer are laid out for Google Earth: folders by epoch or kind, pieces of many placemarks that show only close up, and styles
/// whose balloons list what their features have.
struct KMLFolderPlan {
    /// A folder below that of the layer; without a name its placemarks are the layer's own.
    struct Part {
        var name: String?
        var indexes: [Int]
        var isVisible: Bool
        /// More placemarks than are drawn from afar.
        var region: GeoBox?
        var parts: [Part] = []
    }

    /// A style with the rows of its balloon.
    struct Style: Hashable {
        /// Of the legend; `nil` where the layer's style has no symbol for the feature.
        var symbol: Int?
        /// Indexes of the columns that its features have.
        var columns: [Int]
    }

    private(set) var styles: [Style] = []
    /// By feature: its style.
    private(set) var styleOf: [Int] = []
    private(set) var parts: [Part] = []

    /// Placemarks of one folder that are drawn from afar, and of one piece.
    static let (most, piece) = (600, 250)
    /// Styles of a layer; beyond it balloons list what all features have.
    private static let mostStyles = 200

    init(_ folder: KMLWriter.Folder, columns: [Field]) {
        assignStyles(folder, columns)
        parts = Self.parts(of: folder)
    }

    private mutating func assignStyles(_ folder: KMLWriter.Folder, _ columns: [Field]) {
        let features = folder.layer.features
        var index: [Style: Int] = [:]
        let places = Dictionary(columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        let idColumn = folder.layer.idColumn
        /// Columns of a feature that are not null: as many steps as it has properties, however many columns there are.
        func own(_ feature: Feature) -> [Int] {
            var found = feature.properties.compactMap { $0.value == .null ? nil : places[$0.key] }
            if let idColumn, feature.id != nil, feature.properties[idColumn] ?? .null == .null, let place = places[idColumn] {
                found.append(place)
            }
            return found.sorted()
        }
        styleOf = features.map { feature in
            let symbol = folder.symbolIndex(of: feature)
            let style = Style(symbol: symbol, columns: folder.keepsOrder ? [] : own(feature))
            if let known = index[style] { return known }
            index[style] = styles.count
            styles.append(style)
            return styles.count - 1
        }
        if styles.count > Self.mostStyles { shareStyles() }
        // In the order of the legend, whatever comes first.
        let order = styles.indices.sorted { (styles[$0].symbol ?? -1, $0) < (styles[$1].symbol ?? -1, $1) }
        var place = [Int](repeating: 0, count: styles.count)
        for (new, old) in order.enumerated() { place[old] = new }
        styles = order.map { styles[$0] }
        styleOf = styleOf.map { place[$0] }
    }

    /// One style a symbol, with the columns that all features have.
    private mutating func shareStyles() {
        let common = styles.dropFirst().reduce(Set(styles[0].columns)) { $0.intersection($1.columns) }.sorted()
        var bySymbol: [Int?: Int] = [:]
        var few: [Style] = []
        let renamed = styles.map { style -> Int in
            if let known = bySymbol[style.symbol] { return known }
            bySymbol[style.symbol] = few.count
            few.append(Style(symbol: style.symbol, columns: common))
            return few.count - 1
        }
        styleOf = styleOf.map { renamed[$0] }
        styles = few
    }

    private static func parts(of folder: KMLWriter.Folder) -> [Part] {
        let layer = folder.layer
        let all = Array(layer.features.indices)
        func part(_ name: String?, _ indexes: [Int], isVisible: Bool) -> Part {
            var part = Part(name: name, indexes: indexes, isVisible: isVisible)
            if layer.kind == .point, indexes.count > Self.most {
                part.parts = pieces(of: indexes, in: layer, isVisible: isVisible)
                part.indexes = []
            }
            return part
        }
        guard !folder.keepsOrder else { return [Part(name: nil, indexes: all, isVisible: folder.isVisible)] }
        let epochs = epochs(layer)
        if epochs.count > 1 {
            let groups = Dictionary(grouping: all) { layer.features[$0].properties["epoch"] ?? .null }
            return epochs.map { epoch in
                let isLast = folder.shownEpoch == nil || epoch.text == folder.shownEpoch
                return part(
                    "\(layer.title) \(epoch.text ?? "without epoch")", groups[epoch] ?? [], isVisible: folder.isVisible && isLast)
            }
        }
        let legend = folder.style.legend
        let groups = Dictionary(grouping: all) { folder.symbolIndex(of: layer.features[$0]) ?? -1 }
        guard groups.count > 1 else { return [part(nil, all, isVisible: folder.isVisible)] }
        return groups.keys.sorted().map {
            part(legend.indices.contains($0) ? legend[$0].label : "Others", groups[$0] ?? [], isVisible: folder.isVisible)
        }
    }

    /// Pieces along the border, or from west to east where no measure is known.
    private static func pieces(of indexes: [Int], in layer: FeatureLayer, isVisible: Bool) -> [Part] {
        func place(_ index: Int) -> Double? {
            let feature = layer.features[index]
            if let measure = feature.properties["measure_m"]?.number { return measure }
            guard !layer.hasField("measure_m"), case .point(let p) = feature.geometry else { return nil }
            return p.longitude
        }
        let sorted = indexes.map { ($0, place($0) ?? .infinity) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        return stride(from: 0, to: sorted.count, by: piece).map { start in
            let own = sorted[start..<min(start + piece, sorted.count)]
            var box: GeoBox?
            for (index, _) in own {
                guard let other = layer.features[index].geometry.flatMap({ GeoBox($0) }) else { continue }
                if box == nil { box = other } else { box?.formUnion(other) }
            }
            let limits = [own.first?.1, own.last?.1].compactMap { $0 }.filter(\.isFinite)
            let name =
                layer.hasField("measure_m") && limits.count == 2
                ? limits.map { FixedDecimal.string($0 / 1000, decimals: 1) }.joined(separator: " to ") + " km"
                : "\(start + 1) to \(start + own.count)"
            return Part(name: name, indexes: own.map(\.0).sorted(), isVisible: isVisible, region: box)
        }
    }

    /// The epochs of a layer in the order they appear; empty where it has no such field.
    private static func epochs(_ layer: FeatureLayer) -> [FieldValue] {
        guard layer.hasField("epoch") else { return [] }
        var seen: Set<FieldValue> = []
        return layer.features.map { $0.properties["epoch"] ?? .null }.filter { seen.insert($0).inserted }
    }
}

extension KMLWriter.Folder {
    /// The line of the legend that draws a feature; the first one of rules, which only QGIS evaluates.
    func symbolIndex(of feature: Feature) -> Int? {
        if let symbol = style.symbol(of: feature) { return symbol.index }
        if case .rules(let rules) = style.renderer, !rules.isEmpty { return 0 }
        return nil
    }
}
