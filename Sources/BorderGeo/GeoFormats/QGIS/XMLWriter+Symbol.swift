import LinearReferencing

/// QGIS symbols as XML. Properties that QGIS would fill in with the same value are left out.
extension XMLWriter {
    /// `<symbol name type>` with one `<layer>` a part; `kind` decides between marker, line and fill.
    mutating func symbol(_ name: String, _ symbol: MapSymbol, kind: FeatureLayer.GeometryKind) {
        let type =
            switch kind {
            case .point, .none: "marker"
            case .line: "line"
            case .polygon: "fill"
            }
        element("symbol", ["name": name, "type": type, "alpha": "1", "clip_to_extent": "1", "force_rhr": "0"]) { xml in
            for (index, part) in symbol.parts.enumerated() { xml.symbolLayer(part, nested: "@\(name)@\(index)") }
        }
    }

    private mutating func symbolLayer(_ part: MapSymbol.Part, nested: String) {
        switch part {
        case .stroke(let stroke): layer("SimpleLine", Self.properties(of: stroke))
        case .mark(let mark): markLayer(mark)
        case .marks(let mark, let interval):
            layer(
                "MarkerLine",
                [
                    ("placement", "interval"), ("interval", FixedDecimal.string(shortest: interval)), ("interval_unit", "MM"),
                    ("rotate", "1"),
                ]
            ) {
                $0.symbol(nested, MapSymbol([.mark(mark)]), kind: .point)
            }
        case .fill(let color, let outline):
            layer(
                "SimpleFill",
                [
                    ("color", color.qgis), ("style", "solid"), ("outline_style", outline == nil ? "no" : "solid"),
                    ("outline_color", (outline?.color ?? .black).qgis),
                    ("outline_width", FixedDecimal.string(shortest: outline?.width ?? 0)),
                    ("outline_width_unit", "MM"), ("joinstyle", "round"),
                ])
        case .hatch(let stroke, let interval, let angle):
            layer(
                "LinePatternFill",
                [
                    ("angle", FixedDecimal.string(shortest: angle.value)), ("distance", FixedDecimal.string(shortest: interval)),
                    ("distance_unit", "MM"),
                ]
            ) { $0.symbol(nested, MapSymbol([.stroke(stroke)]), kind: .line) }
        }
    }

    private static func properties(of stroke: MapSymbol.Stroke) -> [(String, String)] {
        var properties = [
            ("line_color", stroke.color.qgis), ("line_width", FixedDecimal.string(shortest: stroke.width)),
            ("line_width_unit", "MM"),
            ("line_style", "solid"), ("capstyle", stroke.dashes.isEmpty && !stroke.isFlat ? "round" : "flat"),
            ("joinstyle", "round"),
        ]
        if stroke.offset != 0 {
            properties += [("offset", FixedDecimal.string(shortest: stroke.offset)), ("offset_unit", "MM")]
        }
        if !stroke.dashes.isEmpty {
            properties += [
                ("use_custom_dash", "1"),
                ("customdash", stroke.dashes.map { FixedDecimal.string(shortest: $0) }.joined(separator: ";")),
                ("customdash_unit", "MM"),
            ]
        }
        return properties
    }

    private mutating func markLayer(_ mark: MapSymbol.Mark) {
        // A cross has no inside: QGIS draws it with the outline alone.
        let isOpen = mark.shape == .cross || mark.shape == .cross2
        layer(
            "SimpleMarker",
            [
                ("name", mark.shape.rawValue), ("size", FixedDecimal.string(shortest: mark.size)), ("size_unit", "MM"),
                ("color", mark.fill.qgis),
                ("outline_color", (isOpen ? mark.fill : mark.outline).qgis), ("outline_style", "solid"),
                ("outline_width", isOpen ? "0.35" : "0.15"), ("outline_width_unit", "MM"), ("joinstyle", "round"),
                ("scale_method", "diameter"),
            ]
        ) { xml in
            guard let smallest = mark.smallest else { return }
            let expression =
                "scale_linear(log10(@map_scale), 4.3, 5.5, \(FixedDecimal.string(shortest: mark.size)), \(FixedDecimal.string(shortest: smallest)))"
            xml.dataDefined("data_defined_properties", [("size", expression, 3)])
        }
    }

    private mutating func layer(
        _ type: String, _ properties: [(String, String)], content: (inout XMLWriter) -> Void = { _ in }
    ) {
        element("layer", ["class": type, "enabled": "1", "pass": "0", "locked": "0"]) { xml in
            xml.element("Option", ["type": "Map"]) { xml in
                for (name, value) in properties { xml.empty("Option", ["name": name, "type": "QString", "value": value]) }
            }
            content(&xml)
        }
    }

    /// Properties given by an expression; `type` 3 is what QGIS calls an expression property.
    mutating func dataDefined(_ name: String, _ properties: [(name: String, expression: String, type: Int)]) {
        element(name) { xml in
            xml.element("Option", ["type": "Map"]) { xml in
                xml.empty("Option", ["name": "name", "type": "QString", "value": ""])
                xml.element("Option", ["name": "properties", "type": "Map"]) { xml in
                    for property in properties {
                        xml.element("Option", ["name": property.name, "type": "Map"]) { xml in
                            xml.empty("Option", ["name": "active", "type": "bool", "value": "true"])
                            xml.empty("Option", ["name": "expression", "type": "QString", "value": property.expression])
                            xml.empty("Option", ["name": "type", "type": "int", "value": "\(property.type)"])
                        }
                    }
                }
                xml.empty("Option", ["name": "type", "type": "QString", "value": "collection"])
            }
        }
    }

}
