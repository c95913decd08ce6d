import BorderModel
import GeoFormats
import LinearReferencing

extension MapStyle {
    /// The styles that a layer comes with, the default one first.
    package static func standard(
        for layer: FeatureLayer, words: StudyWords = .neutral, palette: Palette? = nil
    ) -> [MapStyle] {
        LayerStyles(words: words, palette: palette ?? Palette(words)).styles(for: layer)
    }

    /// The style and the group of maps that split things at the study's date; `nil` where it has none.
    static func beforeAfterName(_ words: StudyWords) -> String? { words.splitWords.map { "Before and after \($0)" } }
}

/// The drawing of every layer by one palette.
///
/// Known layers (by name) have their own drawing; any other layer is drawn by its `kind`, `layer`, `class`, `outcome` or `state` field where it
/// has one with few values, else with one plain symbol. Categories are those present in the layer, so a legend holds nothing that the
/// map does not show, and every feature is drawn.
struct LayerStyles {
    /// What the study calls things, and the classes that come of it.
    var words: StudyWords
    var palette: Palette

    typealias Labels = MapStyle.Labels
    typealias Category = MapStyle.Category
    typealias Rule = MapStyle.Rule

    func styles(for layer: FeatureLayer) -> [MapStyle] {
        let dated = [beforeAfter(layer)].compactMap { $0 }
        return switch layer.name {
        case "border": [border(layer)]
        case "km_posts": [kmPosts]
        case "fences": layer.hasField("epoch") ? [parallelFences(layer)] : [fences(layer)] + dated + [statuses(layer)]
        case "patrol_paths": [patrolPaths(layer)] + dated
        case "facilities": [facilities(layer)] + dated + [statuses(layer)]
        case "fence_events":
            [
                events(layer, field: "layers_comparison", name: "Layers now"),
                events(layer, field: "layers_baseline", name: "Layers then"),
            ]
        case "coverage": [events(layer, field: "layers", name: "Layers of fence", toScale: Self.drawnFrom)]
        case "change": [change(layer)]
        case "gaps": [gaps(layer)]
        case "areas": [areas(layer)]
        case "observations", "images", "footprints": [observations(layer)]
        case "buffer_zone": [bufferZone]
        case "context_coast": [coast(layer)]
        case "context_rivers": [rivers(layer)]
        case "context_towns": [towns(layer)]
        default: [general(layer)]
        }
    }

    /// From 1:80,000 fences are drawn as they run; on smaller scales they would lie upon each other, and a band along the border counts them.
    static let drawnFrom = 80_000

    private func border(_ layer: FeatureLayer) -> MapStyle {
        let symbol = MapSymbol([
            .stroke(.init(.white.opacity(Share(0.8)), width: 0.8)), .stroke(.init(.ink, width: 0.4, dashes: [4, 1.2, 0.8, 1.2])),
        ])
        var style = MapStyle(
            name: "Border", renderer: .single(symbol),
            labels: Labels("\"name\"", size: 9, color: MapColor(red: 70, green: 110, blue: 150), placement: .alongLine))
        guard layer.hasField("neighbour"), layer.hasField("inward") else { return style }
        let pale = MapColor(red: 150, green: 150, blue: 145)
        let own = words.inward.name.map { "'\($0.english.replacing("'", with: "''").replacing("\\", with: "\\\\"))'" } ?? "null"
        // Along the line where one looks closely, once beside the longest segment on maps of the whole.
        func country(inland side: String, _ shown: String) -> String {
            "if(\"neighbour\" is not null and \(shown), if(\"inward\" = '\(side)', \(own), upper(\"neighbour\")), null)"
        }
        let (near, far) = ("@map_scale <= 600000", "@map_scale > 600000 and \"length_m\" = maximum(\"length_m\")")
        style.moreLabels = [
            Labels(country(inland: "left", near), size: 10, color: pale, placement: .leftOfLine),
            Labels(country(inland: "right", near), size: 10, color: pale, placement: .rightOfLine),
            Labels(country(inland: "left", far), size: 14, color: pale, placement: .farLeftOfLine),
            Labels(country(inland: "right", far), size: 14, color: pale, placement: .farRightOfLine),
        ]
        return style
    }

    /// Every 100 km on small scales, every 10 km from 1:1,500,000, every post from 1:100,000.
    private var kmPosts: MapStyle {
        let shown =
            "(\"km\" % 100 = 0 or (\"km\" % 10 = 0 and @map_scale <= 1500000) or @map_scale <= 100000)"
        let symbol = MapSymbol([.mark(.init(.circle, size: 1.4, fill: .white, outline: .ink))])
        return MapStyle(
            name: "Kilometre posts",
            renderer: .rules([Rule("Kilometre post", where: shown, symbol)]),
            labels: Labels("if(\(shown), format_number(\"km\", 0) || ' km', null)", size: 7, placement: .aroundPoint))
    }

    /// Layers that all follow the border itself, side by side on its inland side (the right).
    private func parallelFences(_ layer: FeatureLayer) -> MapStyle {
        let styles = palette.styles(of: .fenceLayer)
        return categories(
            "Layers of fence", of: layer, field: "layer",
            vocabulary: styles.enumerated().map { index, style in
                Category(.text(style.id), style.layerLabel, symbol: style.band(width: 0.8, beside: Double(index + 1)))
            }, other: palette[.fenceLayer, "other"].band(width: 0.8, beside: 1),
            labels: Labels(
                "\"layer\" || ', ' || \(Self.lengthWords("fence_line_m")) || ' of fence'", size: 7, placement: .alongLine,
                fromScale: 100_000))
    }

    private func fences(_ layer: FeatureLayer) -> MapStyle {
        func fence(_ style: ClassStyle) -> MapSymbol {
            var symbol = style.line(width: style.pattern == .solid ? 0.6 : 1.1)
            if style.dashes.isEmpty { symbol.parts.append(.marks(.init(.cross2, size: 1.3, fill: style.color), every: 7)) }
            return symbol
        }
        var style = categories(
            "Layers of fence", of: layer, field: "layer",
            vocabulary: palette.styles(of: .fenceLayer).map { Category(.text($0.id), $0.layerLabel, symbol: fence($0)) },
            other: palette[.fenceLayer, "other"].line(width: 1.1), fromScale: Self.drawnFrom,
            labels: Labels(
                "\"layer\" || coalesce(' (' || \"material\" || ')', '')", size: 7, placement: .alongLine, fromScale: 25_000))
        style.exception = uncounted(in: layer)
        return style
    }

    /// What no table counts, drawn apart from what one does.
    private func uncounted(in layer: FeatureLayer) -> MapStyle.Exception? {
        let field = StudyLayers.notCounted
        guard layer.hasField(field), layer.features.contains(where: { $0.properties[field] ?? .null != .null }) else {
            return nil
        }
        let style = palette[.status, "not_counted"]
        return MapStyle.Exception(
            field, style.legendLabel,
            symbol: layer.kind == .point ? style.point(size: 1.9, smallest: 0.9) : style.line(width: 2))
    }

    private func patrolPaths(_ layer: FeatureLayer) -> MapStyle {
        MapStyle(
            name: "Patrol paths", renderer: .single(.line(MapColor(0x0B7A63), width: 0.4, dashes: [1, 0.8])),
            temporal: layer.hasLifetime,
            fromScale: Self.drawnFrom)
    }

    /// Marks in millimetres, close up and on maps of the whole: guard posts are many, the others few.
    private static let markSizes: [String: (size: Double, smallest: Double)] = [
        "guard_post": (1.6, 0.6), "watchtower": (3, 1.4), "garrison": (2.6, 1.3), "camera": (3, 1.5),
    ]

    /// Many points would cover a map of the whole border; few are what it is looked at for.
    private static func pointsFrom(_ layer: FeatureLayer) -> Int? {
        layer.kind == .point && layer.features.count > 500 ? 600_000 : nil
    }

    private func facilities(_ layer: FeatureLayer) -> MapStyle {
        func mark(_ style: ClassStyle) -> MapSymbol {
            let (size, smallest) = Self.markSizes[style.id] ?? (2.4, 1.1)
            return style.point(size: size, smallest: smallest)
        }
        var style = categories(
            "Kinds of facility", of: layer, field: "kind",
            vocabulary: palette.styles(of: .facilityKind).map { Category(.text($0.id), $0.legendLabel, symbol: mark($0)) },
            other: mark(palette[.facilityKind, "unlisted"]), fromScale: Self.pointsFrom(layer),
            labels: Labels(
                "\"id\" || coalesce('\n' || round(\"inward_offset_m\") || ' m inland', '')", size: 7, placement: .aroundPoint,
                fromScale: 10_000))
        style.exception = uncounted(in: layer)
        return style
    }

    private func events(_ layer: FeatureLayer, field: String, name: String, toScale: Int? = nil) -> MapStyle {
        let labels = Labels(
            "coalesce(\"\(field)\", '?') || if(\"\(field)\" = 1, ' layer, ', ' layers, ') || \(Self.lengthWords("length_m"))",
            size: 7,
            placement: .alongLine, fromScale: 60_000)
        return categories(
            name, of: layer, field: field,
            vocabulary: palette.styles(of: .layerCount).compactMap { style in
                Int64(style.id).map { Category(.integer($0), style.legendLabel, symbol: style.band(width: 2.2)) }
            }, other: palette[.status, "unknown"].band(width: 2.2), otherLabel: "Not observed: unknown", labels: labels,
            toScale: toScale)
    }

    private func change(_ layer: FeatureLayer) -> MapStyle {
        categories(
            "Change of fence", of: layer, field: "class", vocabulary: statusCategories { $0.band(width: 2.2) },
            other: palette[.status, "other"].band(width: 2.2),
            labels: Labels(
                "replace(\"class\", '_', ' ') || ', ' || \(Self.lengthWords("length_m"))", size: 7, placement: .alongLine,
                fromScale: 60_000))
    }

    private func statusCategories(_ symbol: (ClassStyle) -> MapSymbol) -> [Category] {
        palette.styles(of: .status).map { Category(.text($0.id), $0.legendLabel, symbol: symbol($0)) }
    }

    /// Gaps at their true extent at every scale: flat ends, a little wider than the band that they cut. 28 gaps of 130 m must not look like an open
    /// border on a map of 1,200 km.
    private func gaps(_ layer: FeatureLayer) -> MapStyle {
        func cut(dashes: [Double]) -> MapSymbol {
            MapSymbol([
                .stroke(.init(.ink, width: 2.9, isFlat: true)),
                .stroke(.init(palette[.gap, "gap"].color, width: 2.2, dashes: dashes, isFlat: true)),
            ])
        }
        let (closed, open) = (palette[.gap, "gap"], palette[.gap, "open_gap"])
        return categories(
            "Gaps", of: layer, field: "open",
            vocabulary: [
                Category(false, closed.legendLabel, symbol: cut(dashes: [])),
                Category(true, open.legendLabel, symbol: cut(dashes: open.dashes)),
            ],
            other: cut(dashes: []),
            labels: Labels(
                "if(\"open\", 'at least ', '') || \(Self.lengthWords("length_m"))", size: 8, color: .ink, bold: true,
                placement: .alongLine, fromScale: 250_000))
    }

    private func areas(_ layer: FeatureLayer) -> MapStyle {
        MapStyle(
            name: "Study areas",
            renderer: .single(MapSymbol([.stroke(.init(MapColor(0x4A535E).opacity(Share(0.25)), width: 4.4, isFlat: true))])),
            labels: Labels(
                "\"name\" || '\n' || \(Self.lengthWords("length_m")) || ' of border'", size: 9, bold: true,
                placement: layer.hasField("inward") ? .inwardOfLine : .besideLine))
    }

    private func observations(_ layer: FeatureLayer) -> MapStyle {
        let isArea = layer.kind == .polygon
        func symbol(_ style: ClassStyle) -> MapSymbol {
            isArea
                ? MapSymbol([.fill(style.color.opacity(Share(0.12)), outline: .init(style.color, width: 0.4))])
                : style.band(width: 3.4)
        }
        return categories(
            "Observation", of: layer, field: "state",
            vocabulary: palette.styles(of: .observation).map { Category(.text($0.id), $0.legendLabel, symbol: symbol($0)) },
            other: symbol(palette[.observation, "other"]))
    }

    private var bufferZone: MapStyle {
        MapStyle(
            name: "Buffer zone",
            renderer: .single(
                MapSymbol([
                    .fill(MapColor.orange.opacity(Share(0.08)), outline: nil),
                    .hatch(.init(MapColor.orange.opacity(Share(0.8)), width: 0.15), every: 2, angle: Degrees(45)),
                    .stroke(.init(.orange, width: 0.2)),
                ])))
    }

    /// What became of each between the study's two epochs.
    private func statuses(_ layer: FeatureLayer) -> MapStyle {
        func symbol(_ style: ClassStyle) -> MapSymbol {
            layer.kind == .point ? style.point(size: 2.4, smallest: 1) : style.line(width: 1.8)
        }
        var style = categories(
            "New, upgraded, removed", of: layer, field: "status", vocabulary: statusCategories(symbol),
            other: symbol(palette[.status, "open"]), otherLabel: "Not compared", fromScale: Self.pointsFrom(layer))
        style.exception = uncounted(in: layer)
        return style
    }

    /// What stood before the study's date blue, what came or was upgraded after red; `nil` without such a date.
    private func beforeAfter(_ layer: FeatureLayer) -> MapStyle? {
        guard let split = words.splitDate, let name = MapStyle.beforeAfterName(words) else { return nil }
        let date = "make_date(\(split.year), \(split.month), \(split.day))"
        // What is new is drawn last and narrower, so that maps of the whole show both. Paths are dashed, as in the other style.
        let isPath = layer.name == "patrol_paths"
        func symbol(_ id: String) -> MapSymbol {
            var style = palette[.period, id]
            if isPath { style.dashes = [3, 1.5] }
            switch layer.kind {
            case .point, .none: return style.point(size: 2.4, smallest: 1)
            case .line: return style.line(width: isPath ? 1 : 1.6)
            case .polygon: return Self.plain(.polygon, style.color)
            }
        }
        let after = "\"valid_from\" is not null and to_date(\"valid_from\") >= \(date)"
        let exception = uncounted(in: layer)
        let counted = exception.map { "\"\($0.field)\" is null and " } ?? ""
        func rule(_ id: String, _ filter: String) -> Rule {
            Rule(palette[.period, id].legendLabel, where: counted + filter, symbol(id))
        }
        var rules = [rule("before", "not (\(after))"), rule("after", after)]
        if layer.hasField("upgraded_on") {
            let upgraded = "\"upgraded_on\" is not null and to_date(\"upgraded_on\") >= \(date)"
            rules = [
                rule("before", "not (\(after)) and not (\(upgraded))"), rule("upgraded", "not (\(after)) and \(upgraded)"),
                rule("after", after),
            ]
        }
        if let exception { rules.append(Rule(exception.label, where: "\"\(exception.field)\" is not null", exception.symbol)) }
        return MapStyle(
            name: name, renderer: .rules(rules), temporal: layer.hasLifetime,
            fromScale: Self.pointsFrom(layer))
    }
}
