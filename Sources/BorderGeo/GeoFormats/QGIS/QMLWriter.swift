import LinearReferencing

/// Writes a layer's style as a QML document, the sidecar that QGIS picks up beside a file of the same name.
///
/// Written for QGIS 3.22 and later; older ones read the symbols and leave out the temporal settings.
package struct QMLWriter: Sendable {
    /// The version named in documents: QGIS warns about projects of versions newer than its own, so it is the oldest one aimed at.
    static let version = "3.22.0-Białowieża"
    /// The years that stand for "since before the first image" and "still there": before the oldest aerial images, and after any study.
    package static let openYears = 1900...2100

    package init() {}

    /// The document as bytes. Empty layers have a style too. `hasIDs` is needed of a layer that is without its features; `nil`: what the layer's own have.
    package func document(_ style: MapStyle, for layer: FeatureLayer, hasIDs: Bool? = nil) -> [UInt8] {
        var xml = XMLWriter(declaration: false)
        xml.raw("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>")
        xml.qgisStyle(style, for: layer, hasIDs: hasIDs ?? layer.hasIDs)
        return xml.bytes
    }
}

extension XMLWriter {
    /// The `<qgis>` element of one style.
    mutating func qgisStyle(_ style: MapStyle, for layer: FeatureLayer, hasIDs: Bool) {
        element(
            "qgis",
            [
                "version": QMLWriter.version, "styleCategories": "AllStyleCategories",
                "labelsEnabled": style.labels == nil ? "0" : "1", "hasScaleBasedVisibilityFlag": style.hasScaleLimits ? "1" : "0",
                "minScale": "\(style.fromScale ?? 100_000_000)", "maxScale": "\(style.toScale ?? 0)", "simplifyDrawingHints": "1",
                "simplifyDrawingTol": "1",
                "simplifyLocal": "1", "simplifyMaxScale": "1", "simplifyAlgorithm": "0",
            ]
        ) { $0.styleContent(style, for: layer, hasIDs: hasIDs) }
    }

    /// What a style says inside `<qgis>` and, the same, inside a project's `<maplayer>`.
    mutating func styleContent(_ style: MapStyle, for layer: FeatureLayer, hasIDs: Bool) {
        element("flags") { xml in
            for flag in ["Identifiable", "Removable", "Searchable"] { xml.text(flag, "1") }
        }
        temporal(style, for: layer)
        renderer(style, kind: layer.kind)
        if let labels = style.labels { labeling([labels] + style.moreLabels) }
        text("blendMode", "0")
        text("featureBlendMode", "0")
        text("layerOpacity", "1")
        fieldConfiguration(layer)
        element("aliases") { xml in
            for (index, field) in layer.fields.enumerated() {
                xml.empty("alias", ["field": field.name, "index": "\(index)", "name": field.words])
            }
        }
        text("previewExpression", layer.nameExpression(hasIDs: hasIDs))
        text("mapTip", layer.mapTip(hasIDs: hasIDs))
    }

    /// How the window shows and edits each column. A column of nothing but nulls arrives from GeoJSON as text: here it has its type all the same.
    private mutating func fieldConfiguration(_ layer: FeatureLayer) {
        element("fieldConfiguration") { xml in
            for field in layer.fields {
                let (widget, options): (String, [(String, String, String)]) =
                    switch field.type {
                    case .date:
                        (
                            "DateTime",
                            [
                                ("allow_null", "bool", "true"), ("calendar_popup", "bool", "true"),
                                ("display_format", "QString", "yyyy-MM-dd"), ("field_format", "QString", "yyyy-MM-dd"),
                                ("field_iso_format", "bool", "false"),
                            ]
                        )
                    case .integer:
                        ("Range", [("AllowNull", "bool", "true"), ("Precision", "int", "0"), ("Style", "QString", "SpinBox")])
                    case .real:
                        ("Range", [("AllowNull", "bool", "true"), ("Precision", "int", "3"), ("Style", "QString", "SpinBox")])
                    case .bool: ("CheckBox", [("AllowNullState", "bool", "true")])
                    case .text, .json, .mixed: ("TextEdit", [("IsMultiline", "bool", "false")])
                    }
                xml.element("field", ["name": field.name, "configurationFlags": "None"]) { xml in
                    xml.element("editWidget", ["type": widget]) { xml in
                        xml.element("config") { xml in
                            xml.element("Option", ["type": "Map"]) { xml in
                                for (name, type, value) in options {
                                    xml.empty("Option", ["name": name, "type": type, "value": value])
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Features are shown while they are there: from `valid_from` on, until the day before `valid_to`.
    ///
    /// By expressions, not by fields: the filter that QGIS makes of two fields goes to GDAL as SQL, and GDAL 3.6 drops every row in which it
    /// compares a null date. These functions QGIS evaluates by itself. They take dates and texts alike: a column of nulls arrives as text.
    private mutating func temporal(_ style: MapStyle, for layer: FeatureLayer) {
        let on = style.temporal && layer.hasField("valid_from") && layer.hasField("valid_to")
        func date(_ field: String, orIn year: Int) -> String {
            "coalesce(to_datetime(\"\(field)\"), make_datetime(\(year), 1, 1, 0, 0, 0))"
        }
        // Mode 4: start and end from expressions; limitMode 0: the end is exclusive. The fields are what the settings window offers beside.
        element(
            "temporal",
            [
                "enabled": on ? "1" : "0", "mode": on ? "4" : "0", "startField": on ? "valid_from" : "",
                "endField": on ? "valid_to" : "", "limitMode": "0", "accumulate": "0", "fixedDuration": "0", "durationField": "",
                "durationUnit": "min", "startExpression": on ? date("valid_from", orIn: QMLWriter.openYears.lowerBound) : "",
                "endExpression": on ? date("valid_to", orIn: QMLWriter.openYears.upperBound) : "",
            ]
        ) { xml in
            xml.element("fixedRange") { xml in
                xml.empty("start")
                xml.empty("end")
            }
        }
    }

    private mutating func renderer(_ style: MapStyle, kind: FeatureLayer.GeometryKind) {
        guard kind != .none else { return }
        func attributes(_ type: String, _ attribute: String = "") -> Attributes {
            [
                "type": type, "attr": attribute, "symbollevels": "0", "enableorderby": "0", "forceraster": "0",
                "referencescale": "-1",
            ]
        }
        switch style.renderer {
        case .single(let symbol):
            element("renderer-v2", attributes("singleSymbol")) { $0.symbols([symbol], kind: kind) }
        case .categories(let field, let categories):
            let exception = style.exception
            let expression = exception.map { "if(\"\($0.field)\" is null, \"\(field)\", '\($0.label)')" } ?? field
            let categories =
                categories + (exception.map { [MapStyle.Category(.text($0.label), $0.label, symbol: $0.symbol)] } ?? [])
            element("renderer-v2", attributes("categorizedSymbol", expression)) { xml in
                xml.element("categories") { xml in
                    for (index, category) in categories.enumerated() {
                        let (type, value) = category.value.qgis
                        xml.empty(
                            "category",
                            ["value": value, "type": type, "label": category.label, "symbol": "\(index)", "render": "true"])
                    }
                }
                xml.symbols(categories.map(\.symbol), kind: kind)
            }
        case .rules(let rules):
            element("renderer-v2", attributes("RuleRenderer")) { xml in
                xml.element("rules", ["key": "{root}"]) { xml in
                    for (index, rule) in rules.enumerated() {
                        xml.empty(
                            "rule", ["key": "{rule-\(index)}", "filter": rule.filter, "label": rule.label, "symbol": "\(index)"])
                    }
                }
                xml.symbols(rules.map(\.symbol), kind: kind)
            }
        }
    }

    private mutating func symbols(_ symbols: [MapSymbol], kind: FeatureLayer.GeometryKind) {
        element("symbols") { xml in
            for (index, symbol) in symbols.enumerated() { xml.symbol("\(index)", symbol, kind: kind) }
        }
    }

    private mutating func labeling(_ all: [MapStyle.Labels]) {
        guard all.count > 1 else {
            element("labeling", ["type": "simple"]) { xml in for labels in all { xml.settings(labels) } }
            return
        }
        element("labeling", ["type": "rule-based"]) { xml in
            xml.element("rules", ["key": "{labels}"]) { xml in
                for (index, labels) in all.enumerated() {
                    xml.element("rule", ["key": "{labels-\(index)}", "active": "1"]) { $0.settings(labels) }
                }
            }
        }
    }

    private mutating func settings(_ labels: MapStyle.Labels) {
        // Numbers of QGIS: 2 along a line, 4 level, 6 in the order given around a point; flags 2 above, 4 below a line, 8 as the map sees it.
        let (placement, flags, distance) =
            switch labels.placement {
            case .alongLine: ("2", "10", "0.6")
            case .leftOfLine: ("2", "2", "8")
            case .rightOfLine: ("2", "4", "12")
            case .inPolygon: ("4", "10", "0.6")
            case .aroundPoint: ("6", "10", "1.2")
            case .besideLine: ("6", "10", "3.5")
            case .inwardOfLine: ("6", "10", "2.5")
            case .farLeftOfLine, .farRightOfLine: ("1", "10", "0")
            }
        let always = labels.placement == .besideLine
        let isSide = labels.placement == .leftOfLine || labels.placement == .rightOfLine
        let generator = Self.generator(labels.placement)
        element("settings", ["calloutType": "simple"]) { xml in
            xml.textStyle(labels)
            xml.empty("text-format", ["multilineAlign": "3", "wrapChar": "", "autoWrapLength": "0"])
            xml.empty(
                "placement",
                [
                    "placement": placement, "placementFlags": flags, "dist": distance, "distUnits": "MM",
                    "predefinedPositionOrder": "TR,TL,BR,BL,R,L,TSR,BSR",
                    "priority": always || labels.placement == .inwardOfLine ? "10" : isSide ? "0" : "5",
                    "repeatDistance": isSide ? "220" : labels.placement == .alongLine ? "150" : "0",
                    "repeatDistanceUnits": "MM", "offsetType": always ? "0" : "1", "polygonPlacementFlags": "2",
                    "lineAnchorType": "0", "lineAnchorPercent": "0.5", "geometryGeneratorEnabled": generator == nil ? "0" : "1",
                    "geometryGenerator": generator ?? "", "quadOffset": "4", "geometryGeneratorType": "PointGeometry",
                ])
            xml.empty(
                "rendering",
                [
                    "drawLabels": "1", "scaleVisibility": labels.fromScale == nil ? "0" : "1",
                    "scaleMin": "0", "scaleMax": "\(labels.fromScale ?? 0)", "obstacle": "1", "obstacleFactor": "1",
                    "labelPerPart": "0", "mergeLines": "0", "displayAll": always ? "1" : "0", "upsidedownLabels": "0",
                    "limitNumLabels": "0",
                    "maxNumLabels": "2000",
                ])
            if labels.placement == .inwardOfLine {
                xml.dataDefined("dd_properties", [("PredefinedPositionOrder", Self.inwardPlaces, 3)])
            }
        }
    }

    /// The point that stands for a line in labels that do not run along it.
    private static func generator(_ placement: MapStyle.Labels.Placement) -> String? {
        let first = "with_variable('line', coalesce(geometry_n($geometry, 1), $geometry), "
        let away = "@map_scale * 0.018 / 100000, azimuth(start_point(@line), end_point(@line))"
        func place(_ share: String) -> String { "line_interpolate_point(@line, length(@line) * \(share))" }
        return switch placement {
        case .inwardOfLine: inward
        case .besideLine: first + place("0.5") + ")"
        // 18 mm on paper; a degree is about 100 km.
        case .farLeftOfLine: first + "project(\(place("0.3")), \(away) - pi() / 2))"
        case .farRightOfLine: first + "project(\(place("0.3")), \(away) + pi() / 2))"
        case .aroundPoint, .alongLine, .inPolygon, .leftOfLine, .rightOfLine: nil
        }
    }

    /// The way from a line, seen from its start to its end, to its inward side.
    private static let inwardWay = "azimuth(start_point(@line), end_point(@line)) + if(\"inward\" = 'left', -pi() / 2, pi() / 2)"

    /// Where a text on the inward side of a line hangs: beside the middle of its chord, as far inward as the line itself reaches.
    private static var inward: String {
        let reach =
            "array_max(array_foreach(generate_series(1, num_points(@line)), "
            + "(x(point_n(@line, @element)) - x(@middle)) * sin(@way) + (y(point_n(@line, @element)) - y(@middle)) * cos(@way)))"
        return "with_variable('line', coalesce(geometry_n($geometry, 1), $geometry), with_variable('way', \(inwardWay), "
            + "with_variable('middle', centroid(make_line(start_point(@line), end_point(@line))), "
            + "project(@middle, max(0, \(reach)), @way))))"
    }

    /// The places around that point for each eighth of the compass, those away from the line first: texts of neighbours give way to each other, and
    /// go to the other side only where nothing else is free.
    private static var inwardPlaces: String {
        // Clockwise from the north; each eighth begins at its own and goes on to both sides in turn.
        let around = ["T", "TSR", "TR", "R", "BR", "BSR", "B", "BSL", "BL", "L", "TL", "TSL"]
        let places = [0, 2, 3, 4, 6, 8, 9, 10].map { start -> String in
            let order = [0] + (1...6).flatMap { [$0, -$0] }.dropLast()
            return "'" + order.map { around[(start + $0 + 12) % 12] }.joined(separator: ",") + "'"
        }.joined(separator: ", ")
        return "with_variable('line', coalesce(geometry_n($geometry, 1), $geometry), "
            + "array_get(array(\(places)), (round(degrees(\(inwardWay)) / 45) + 16) % 8))"
    }

    private mutating func textStyle(_ labels: MapStyle.Labels) {
        element(
            "text-style",
            [
                "fieldName": labels.expression, "isExpression": "1", "fontFamily": "DejaVu Sans",
                "fontSize": FixedDecimal.string(shortest: labels.size), "fontSizeUnit": "Point",
                "fontWeight": labels.bold ? "75" : "50",
                "namedStyle": labels.bold ? "Bold" : "Book", "textColor": labels.color.qgis, "textOpacity": "1",
                "multilineHeight": "1", "fontKerning": "1",
            ]
        ) { xml in
            xml.empty(
                "text-buffer",
                [
                    "bufferDraw": "1", "bufferSize": "0.8", "bufferSizeUnits": "MM", "bufferColor": "255,255,255,230",
                    "bufferNoFill": "1", "bufferOpacity": "1", "bufferJoinStyle": "128",
                ])
        }
    }
}

extension FieldValue {
    /// Type and text of a category's value.
    fileprivate var qgis: (type: String, value: String) {
        switch self {
        case .null: ("NULL", "")
        case .bool(let value): ("bool", value ? "true" : "false")
        case .integer(let value): ("long", "\(value)")
        case .real(let value): ("double", FixedDecimal.string(shortest: value))
        case .text(let value), .json(let value): ("string", value)
        }
    }
}
