import LinearReferencing

/// How a layer is drawn and labelled, apart from any file format: QML sidecars, QGIS projects, GeoPackage styles and KML come from it.
package struct MapStyle: Hashable, Sendable {
    /// What a legend entry covers.
    package struct Category: Hashable, Sendable {
        /// `.null`: everything that no other entry covers.
        package var value: FieldValue
        package var label: String
        package var symbol: MapSymbol

        package init(_ value: FieldValue, _ label: String, symbol: MapSymbol) {
            self.value = value
            self.label = label
            self.symbol = symbol
        }
    }

    /// A legend entry for the features for which a QGIS expression is true.
    package struct Rule: Hashable, Sendable {
        package var label: String
        package var filter: String
        package var symbol: MapSymbol

        package init(_ label: String, where filter: String, _ symbol: MapSymbol) {
            self.label = label
            self.filter = filter
            self.symbol = symbol
        }
    }

    /// What is drawn apart from the categories: features with a value in `field`.
    package struct Exception: Hashable, Sendable {
        package var field: String
        package var label: String
        package var symbol: MapSymbol

        package init(_ field: String, _ label: String, symbol: MapSymbol) {
            self.field = field
            self.label = label
            self.symbol = symbol
        }
    }

    package enum Renderer: Hashable, Sendable {
        case single(MapSymbol)
        case categories(field: String, [Category])
        case rules([Rule])
    }

    /// Text beside features.
    package struct Labels: Hashable, Sendable {
        package enum Placement: Hashable, Sendable {
            case aroundPoint, alongLine, inPolygon
            /// Level text beside the middle of a line, always drawn.
            case besideLine
            /// Level text beyond the whole line on the side that its field `inward` names (`left` or `right`, seen along it).
            case inwardOfLine
            /// Along a line, at some distance on that side of it, seen along it: what lies there.
            case leftOfLine, rightOfLine
            /// Level text well away from a line, on that side of it, seen from its start to its end.
            case farLeftOfLine, farRightOfLine
        }

        /// A QGIS expression; features for which it is null get no label.
        package var expression: String
        /// In points.
        package var size: Double
        package var color: MapColor
        package var bold: Bool
        package var placement: Placement
        /// Labels appear at 1:`scale` and larger; `nil`: always.
        package var fromScale: Int?

        package init(
            _ expression: String, size: Double = 8, color: MapColor = .ink, bold: Bool = false, placement: Placement,
            fromScale: Int? = nil
        ) {
            self.expression = expression
            self.size = size
            self.color = color
            self.bold = bold
            self.placement = placement
            self.fromScale = fromScale
        }
    }

    /// Shown in the style menu of QGIS and stored as `styleName` in a GeoPackage.
    package var name: String
    package var renderer: Renderer
    /// Features with a value in its field are drawn as one class of their own, whatever their category.
    package var exception: Exception?
    package var labels: Labels?
    /// Further texts of each feature.
    package var moreLabels: [Labels] = []
    /// Whether the temporal controller shows features from `valid_from` to `valid_to` (exclusive; null is open).
    package var temporal: Bool
    /// The layer is drawn at 1:`fromScale` and larger; `nil`: however small the scale.
    package var fromScale: Int?
    /// The layer is drawn at 1:`toScale` and smaller; `nil`: however large the scale.
    package var toScale: Int?

    package init(
        name: String, renderer: Renderer, labels: Labels? = nil, temporal: Bool = false, fromScale: Int? = nil,
        toScale: Int? = nil
    ) {
        self.name = name
        self.renderer = renderer
        self.labels = labels
        self.temporal = temporal
        self.fromScale = fromScale
        self.toScale = toScale
    }

    /// The same drawing at every scale. A layer opened by itself must show, whatever the window; a project hides what would crowd its map.
    package var atEveryScale: MapStyle {
        var style = self
        style.fromScale = nil
        style.toScale = nil
        return style
    }

    /// The same drawing without the temporal controller, for what is cut out at one date.
    package var untimed: MapStyle {
        var style = self
        style.temporal = false
        return style
    }

    /// The name in lower case, words joined by `-`.
    package var fileName: String {
        name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
    }

    var hasScaleLimits: Bool { fromScale != nil || toScale != nil }
}

extension MapStyle {
    /// Whether all features are drawn alike: QGIS puts that symbol beside the layer's own name.
    var isSingle: Bool { if case .single = renderer { true } else { false } }

    /// The symbols with their legend words, in legend order.
    package var legend: [(label: String, symbol: MapSymbol)] {
        switch renderer {
        case .single(let symbol): [(name, symbol)]
        case .categories(_, let categories):
            categories.map { ($0.label, $0.symbol) } + (exception.map { [($0.label, $0.symbol)] } ?? [])
        case .rules(let rules): rules.map { ($0.label, $0.symbol) }
        }
    }

    /// The symbol of one feature; `nil` where no category covers it, and for rules, which only QGIS evaluates.
    func symbol(of feature: Feature) -> (index: Int, symbol: MapSymbol)? {
        switch renderer {
        case .single(let symbol): return (0, symbol)
        case .rules: return nil
        case .categories(_, let categories)
        where exception.map({ feature.properties[$0.field] ?? .null != .null }) == true:
            return exception.map { (categories.count, $0.symbol) }
        case .categories(let field, let categories):
            let value = feature.properties[field] ?? .null
            let index = categories.firstIndex { $0.value == value } ?? categories.firstIndex { $0.value == .null }
            return index.map { ($0, categories[$0].symbol) }
        }
    }
}
