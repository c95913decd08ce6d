import BorderModel
import GeoFormats
import LinearReferencing

/// The styles that a layer comes with, the default one first.
///
/// Known layers (by name) have their own drawing; any other layer is drawn by its `kind`, `layer`, `class`, `outcome` or `state` field where it
/// has one with few values, else with one plain symbol. Categories are those present in the layer, so a legend holds nothing that the
/// map does not show, and every feature is drawn.
extension MapStyle {
    package static func standard(for layer: FeatureLayer, words: StudyWords = .neutral) -> [MapStyle] {
        let dated = [beforeAfter(layer, words)].compactMap { $0 }
        switch layer.name {
        case "border": return [border(layer, words)]
        case "km_posts": return [kmPosts]
        case "fences": return layer.hasField("epoch") ? [parallelFences(layer, words)] : [fences(layer, words)] + dated + [statuses(layer)]
        case "patrol_paths": return [patrolPaths(layer)] + dated
        case "facilities": return [facilities(layer, words)] + dated + [statuses(layer)]
        case "fence_events":
            return [
                events(layer, field: "layers_comparison", name: "Layers now"),
                events(layer, field: "layers_baseline", name: "Layers then"),
            ]
        case "coverage": return [events(layer, field: "layers", name: "Layers of fence", toScale: drawnFrom)]
        case "change": return [change(layer)]
        case "gaps": return [gaps(layer)]
        case "areas": return [areas]
        case "observations", "images", "footprints": return [observations(layer)]
        case "buffer_zone": return [bufferZone]
        default: return [general(layer)]
        }
    }

    /// From 1:80,000 fences are drawn as they run; on smaller scales they would lie upon each other, and a band along the border counts them.
    private static let drawnFrom = 80_000
    /// The style and the group of maps that split things at the study's date; `nil` where it has none.
    static func beforeAfterName(_ words: StudyWords) -> String? { words.splitWords.map { "Before and after \($0)" } }

    private static func border(_ layer: FeatureLayer, _ words: StudyWords) -> MapStyle {
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
    private static var kmPosts: MapStyle {
        let shown =
            "(\"km\" % 100 = 0 or (\"km\" % 10 = 0 and @map_scale <= 1500000) or @map_scale <= 100000)"
        let symbol = MapSymbol([.mark(.init(.circle, size: 1.4, fill: .white, outline: .ink))])
        return MapStyle(
            name: "Kilometre posts",
            renderer: .rules([Rule("Kilometre post", where: shown, symbol)]),
            labels: Labels("if(\(shown), format_number(\"km\", 0) || ' km', null)", size: 7, placement: .aroundPoint))
    }

    /// Layers that all follow the border itself, side by side on its inland side (the right).
    private static func parallelFences(_ layer: FeatureLayer, _ words: StudyWords) -> MapStyle {
        func band(_ color: MapColor, _ place: Double) -> MapSymbol {
            MapSymbol([.stroke(.init(color, width: 0.8, isFlat: true, offset: place))])
        }
        return categories(
            "Layers of fence", of: layer, field: "layer",
            vocabulary: [
                Category("primary", "Primary fence", symbol: band(.blue, 1)),
                Category("secondary", "Secondary fence", symbol: band(.orange, 2)),
                Category("tertiary", "Tertiary fence", symbol: band(.purple, 3)),
            ], other: band(.grey, 1),
            labels: Labels(
                "\"layer\" || ', ' || \(lengthWords("fence_line_m")) || ' of fence'", size: 7, placement: .alongLine,
                fromScale: 100_000))
    }

    private static func fences(_ layer: FeatureLayer, _ words: StudyWords) -> MapStyle {
        func fence(_ color: MapColor, _ width: Double, dashes: [Double] = [], crosses: Bool = true) -> MapSymbol {
            var parts: [MapSymbol.Part] = [
                .stroke(.init(.white.opacity(Share(0.7)), width: width + 0.4)),
                .stroke(.init(color, width: width, dashes: dashes)),
            ]
            if crosses { parts.append(.marks(.init(.cross2, size: 1.3, fill: color), every: 7)) }
            return MapSymbol(parts)
        }
        return categories(
            "Layers of fence", of: layer, field: "layer",
            vocabulary: [
                Category("primary", "Primary fence", symbol: fence(.blue, 0.55)),
                Category("secondary", "Secondary fence", symbol: fence(.orange, 0.55)),
                Category("tertiary", "Tertiary fence", symbol: fence(.purple, 0.7, dashes: [2, 1], crosses: false)),
            ],
            other: fence(.grey, 0.5), fromScale: drawnFrom,
            labels: Labels(
                "\"layer\" || coalesce(' (' || \"material\" || ')', '')", size: 7, placement: .alongLine, fromScale: 25_000))
    }

    private static func patrolPaths(_ layer: FeatureLayer) -> MapStyle {
        MapStyle(
            name: "Patrol paths", renderer: .single(.line(.green, width: 0.4, dashes: [1, 0.8])), temporal: layer.hasLifetime,
            fromScale: drawnFrom)
    }

    private static func facilities(_ layer: FeatureLayer, _ words: StudyWords) -> MapStyle {
        func mark(_ shape: MapSymbol.Shape, size: Double, fill: MapColor, smallest: Double = 0.9) -> MapSymbol {
            MapSymbol([.mark(.init(shape, size: size, fill: fill, outline: .white, smallest: smallest))])
        }
        return categories(
            "Kinds of facility", of: layer, field: "kind",
            vocabulary: [
                Category("guard_post", "Guard post", symbol: mark(.square, size: 1.5, fill: .vermillion, smallest: 0.55)),
                Category("watchtower", "Watchtower", symbol: mark(.triangle, size: 3, fill: .black, smallest: 1.4)),
                Category("garrison", "Garrison", symbol: mark(.pentagon, size: 3.4, fill: .green, smallest: 1.6)),
                Category("camera", "Camera", symbol: mark(.star, size: 3.4, fill: .purple, smallest: 1.6)),
                Category("other", "Other facility", symbol: mark(.circle, size: 2.2, fill: .skyBlue)),
            ],
            other: mark(.diamond, size: 2.2, fill: .grey), fromScale: 600_000,
            labels: Labels(
                "\"id\" || coalesce('\n' || round(\"inward_offset_m\") || ' m inland', '')", size: 7, placement: .aroundPoint,
                fromScale: 10_000))
    }

    private static func events(_ layer: FeatureLayer, field: String, name: String, toScale: Int? = nil) -> MapStyle {
        func band(_ color: MapColor) -> MapSymbol { MapSymbol([.stroke(.init(color, width: 2, isFlat: true))]) }
        let labels = Labels(
            "coalesce(\"\(field)\", '?') || if(\"\(field)\" = 1, ' layer, ', ' layers, ') || \(lengthWords("length_m"))", size: 7,
            placement: .alongLine, fromScale: 60_000)
        return categories(
            name, of: layer, field: field,
            vocabulary: [
                Category(0, "Observed, no fence", symbol: band(.paleGrey)), Category(1, "One layer", symbol: band(.skyBlue)),
                Category(2, "Two layers", symbol: band(.blue)),
                Category(3, "Three layers", symbol: band(MapColor(red: 0, green: 52, blue: 84))),
            ],
            other: band(.yellow), otherLabel: "Not observed: unknown", labels: labels, toScale: toScale)
    }

    private static func change(_ layer: FeatureLayer) -> MapStyle {
        func band(_ color: MapColor, dashes: [Double] = []) -> MapSymbol { .line(color, width: 1.8, dashes: dashes) }
        return categories(
            "Change of fence", of: layer, field: "class",
            vocabulary: [
                Category("new", "New", symbol: band(.vermillion)), Category("layer_added", "Layer added", symbol: band(.orange)),
                Category("line_added", "Line added, as many layers", symbol: band(.orange, dashes: [3, 1])),
                Category("upgraded", "Upgraded", symbol: band(.purple)), Category("realigned", "Realigned", symbol: band(.green)),
                Category("relabelled", "Of another layer's name", symbol: band(.green, dashes: [3, 1])),
                Category("unchanged", "Unchanged", symbol: band(.blue)),
                Category("layer_lost", "Layer lost", symbol: band(.skyBlue, dashes: [3, 1])),
                Category("line_lost", "Line lost, as many layers", symbol: band(.skyBlue, dashes: [1, 1])),
                Category("removed", "Removed", symbol: band(.black, dashes: [3, 1.5])),
                Category("none", "No fence at either date", symbol: band(.paleGrey)),
                Category("unknown", "Unknown: not observed at both", symbol: band(.yellow)),
            ],
            other: band(.grey),
            labels: Labels(
                "replace(\"class\", '_', ' ') || ', ' || \(lengthWords("length_m"))", size: 7, placement: .alongLine,
                fromScale: 60_000))
    }

    private static func gaps(_ layer: FeatureLayer) -> MapStyle {
        categories(
            "Gaps", of: layer, field: "open",
            vocabulary: [
                Category(
                    false, "Gap in the fence",
                    symbol: MapSymbol([.stroke(.init(.white, width: 2.2)), .stroke(.init(.vermillion, width: 1.6))])),
                // Open gaps are hollow: dashes would vanish on small scales, where a gap is a dot.
                Category(
                    true, "Gap open at its end (at least this long)",
                    symbol: MapSymbol([
                        .stroke(.init(.white, width: 2.2)), .stroke(.init(.vermillion, width: 1.6)),
                        .stroke(.init(.white, width: 0.8)),
                    ])),
            ],
            other: .line(.vermillion, width: 1.6),
            labels: Labels(
                "if(\"open\", 'at least ', '') || \(lengthWords("length_m"))", size: 8, color: .vermillion, bold: true,
                placement: .alongLine, fromScale: 250_000))
    }

    private static var areas: MapStyle {
        MapStyle(
            name: "Study areas",
            renderer: .single(MapSymbol([.stroke(.init(.yellow.opacity(Share(0.45)), width: 4, isFlat: true))])),
            labels: Labels(
                "\"name\" || '\n' || \(lengthWords("length_m")) || ' of border'", size: 9, bold: true, placement: .besideLine))
    }

    private static func observations(_ layer: FeatureLayer) -> MapStyle {
        let symbols: [(String, String, MapColor)] = [
            ("observed", "Observed", .green), ("assumed", "Taken as observed: no mask given", .skyBlue),
            ("inconclusive", "Imaged, inconclusive", .orange),
            ("unobserved", "Not imaged", .grey),
        ]
        return categories(
            "Observation", of: layer, field: "state",
            vocabulary: symbols.map { value, label, color in
                Category(
                    .text(value), label,
                    symbol: layer.kind == .polygon
                        ? MapSymbol([.fill(color.opacity(Share(0.12)), outline: .init(color, width: 0.4))])
                        : .line(color.opacity(Share(0.6)), width: 3.4))
            }, other: layer.kind == .polygon ? plain(layer.kind, .grey) : .line(.grey, width: 3.4))
    }

    private static var bufferZone: MapStyle {
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
    private static func statuses(_ layer: FeatureLayer) -> MapStyle {
        func symbol(_ color: MapColor) -> MapSymbol {
            layer.kind == .point
                ? MapSymbol([.mark(.init(.circle, size: 2.2, fill: color, outline: .white, smallest: 0.9))])
                : MapSymbol([.stroke(.init(.white.opacity(Share(0.7)), width: 1.3)), .stroke(.init(color, width: 0.9))])
        }
        return categories(
            "New, upgraded, removed", of: layer, field: "status",
            vocabulary: [
                Category("new", "New", symbol: symbol(.vermillion)), Category("upgraded", "Upgraded", symbol: symbol(.purple)),
                Category("realigned", "Realigned", symbol: symbol(.green)),
                Category("relabelled", "Of another layer's name", symbol: symbol(.blue)),
                Category("redrawn", "Redrawn", symbol: symbol(.blue)),
                Category("unchanged", "Unchanged", symbol: symbol(.blue)),
                Category("persisted", "Still there", symbol: symbol(.blue)),
                Category("moved", "Moved", symbol: symbol(.green)),
                Category("reclassified", "Of another kind", symbol: symbol(.orange)),
                Category("removed", "Removed", symbol: symbol(.black)),
                Category("unknown", "Unknown: not observed at both", symbol: symbol(.yellow)),
            ], other: symbol(.grey), otherLabel: "Not compared", fromScale: layer.kind == .point ? 600_000 : nil)
    }

    /// What stood before the study's date blue, what came or was upgraded after red; `nil` without such a date.
    private static func beforeAfter(_ layer: FeatureLayer, _ study: StudyWords) -> MapStyle? {
        guard let split = study.splitDate, let day = study.splitWords, let name = beforeAfterName(study) else { return nil }
        let date = "make_date(\(split.year), \(split.month), \(split.day))"
        // What is new is drawn last and narrower, so that maps of the whole show both. Paths are dashed, as in the other style.
        let isPath = layer.name == "patrol_paths"
        let wide = isPath ? 0.8 : 1.4
        func symbol(_ color: MapColor, _ width: Double) -> MapSymbol {
            switch layer.kind {
            case .point, .none: MapSymbol([.mark(.init(.circle, size: 2.2, fill: color, outline: .white, smallest: 0.9))])
            case .line:
                MapSymbol([
                    .stroke(.init(.white.opacity(Share(0.7)), width: width + 0.4)),
                    .stroke(.init(color, width: width, dashes: isPath ? [2, 1] : [])),
                ])
            case .polygon: plain(.polygon, color)
            }
        }
        let after = "\"valid_from\" is not null and to_date(\"valid_from\") >= \(date)"
        let new = Rule("After \(day)", where: after, symbol(.after, wide / 2))
        var rules = [Rule("Before \(day)", where: "not (\(after))", symbol(.before, wide)), new]
        if layer.hasField("upgraded_on") {
            let upgraded = "\"upgraded_on\" is not null and to_date(\"upgraded_on\") >= \(date)"
            rules = [
                Rule("Before \(day)", where: "not (\(after)) and not (\(upgraded))", symbol(.before, wide)),
                Rule("Before, upgraded after \(day)", where: "not (\(after)) and \(upgraded)", symbol(.purple, wide)), new,
            ]
        }
        return MapStyle(
            name: name, renderer: .rules(rules), temporal: layer.hasLifetime,
            fromScale: layer.kind == .point ? 600_000 : nil)
    }
}

extension MapStyle {
    /// Metres below a kilometre, kilometres above.
    private static func lengthWords(_ field: String) -> String {
        "if(\"\(field)\" < 1000, round(\"\(field)\") || ' m', format_number(\"\(field)\" / 1000, 1) || ' km')"
    }

    /// Categories of those values that the layer holds; values outside the vocabulary, and null, get one entry for the rest.
    private static func categories(
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

    private static let palette: [MapColor] = [.blue, .orange, .green, .purple, .vermillion, .skyBlue, .yellow, .black]

    private static func general(_ layer: FeatureLayer) -> MapStyle {
        for name in ["outcome", "class", "kind", "layer", "state", "rule", "severity"] where layer.hasField(name) {
            let values = Set(layer.features.compactMap { $0.properties[name]?.text }).sorted()
            guard (1...palette.count).contains(values.count) else { continue }
            let vocabulary = zip(values, palette).map { value, color in
                Category(.text(value), value.map { $0 == "_" ? " " : String($0) }.joined(), symbol: plain(layer.kind, color))
            }
            return categories(layer.title, of: layer, field: name, vocabulary: vocabulary, other: plain(layer.kind, .grey))
        }
        return MapStyle(name: layer.title, renderer: .single(plain(layer.kind, .blue)), temporal: layer.hasLifetime)
    }

    private static func plain(_ kind: FeatureLayer.GeometryKind, _ color: MapColor) -> MapSymbol {
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
