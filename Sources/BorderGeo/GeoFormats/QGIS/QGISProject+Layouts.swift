import LinearReferencing

/// Print layouts: one sheet of the whole, and one sheet an area (an atlas) where there is a layer of areas.
extension QGISProject {
    /// A3, landscape, in millimetres.
    private struct Frame {
        var x: Double
        var y: Double
        var width: Double
        var height: Double

        var position: String { "\(FixedDecimal.string(shortest: x)),\(FixedDecimal.string(shortest: y)),mm" }
        var size: String { "\(FixedDecimal.string(shortest: width)),\(FixedDecimal.string(shortest: height)),mm" }
    }

    func layouts(_ xml: inout XMLWriter) {
        xml.element("Layouts") { xml in
            layout("Overview", heading: title, atlas: nil, theme: nil, to: &xml)
            for theme in themes where theme.hasSheet {
                layout(theme.name, heading: title + ": " + theme.name.lowercasedFirst, atlas: nil, theme: theme, to: &xml)
            }
            if let areas = entries.first(where: { $0.layer.name == "areas" }) {
                layout("Area sheets", heading: title + ": [% \"name\" %]", atlas: areas, theme: nil, to: &xml)
            }
        }
    }

    private func layout(_ name: String, heading: String, atlas: Entry?, theme: Theme?, to xml: inout XMLWriter) {
        let page = Frame(x: 0, y: 0, width: 420, height: 297)
        let map = Frame(x: 10, y: 30, width: 310, height: 240)
        xml.element("Layout", ["name": name, "units": "mm", "printResolution": "200", "worldFileMap": ""]) { xml in
            xml.element("PageCollection") { xml in
                xml.symbol("", MapSymbol([.fill(.white, outline: nil)]), kind: .polygon)
                item(type: 65638, id: "", frame: page, layer: 0, attributes: [:], in: name, to: &xml)
            }
            item(
                type: 65639, id: "map", frame: map, layer: 1,
                attributes: [
                    "frame": "true", "followPreset": theme == nil ? "false" : "true", "followPresetName": theme?.name ?? "",
                    "keepLayerSet": "false",
                ], in: name, to: &xml
            ) {
                xml in
                let shown = extent.grown(by: 0.06).atRoundScale(width: map.width, height: map.height)
                xml.empty(
                    "Extent",
                    [
                        "xmin": XMLWriter.metres(shown.minX), "ymin": XMLWriter.metres(shown.minY),
                        "xmax": XMLWriter.metres(shown.maxX), "ymax": XMLWriter.metres(shown.maxY),
                    ])
                xml.empty(
                    "AtlasMap", ["atlasDriven": atlas == nil ? "0" : "1", "scalingMode": "2", "margin": "0.12"])
                if atlas != nil {
                    let scale = RoundScale.ofAtlas(width: map.width, height: map.height, margin: 0.12, in: crs.identifier)
                    xml.element("LayoutObject") { $0.dataDefined("dataDefinedProperties", [("dataDefinedMapScale", scale, 3)]) }
                }
            }
            label(
                "title", text: heading, frame: Frame(x: 10, y: 9, width: 400, height: 10), size: 18, bold: true, in: name,
                to: &xml)
            label(
                "subtitle", text: subtitle, frame: Frame(x: 10, y: 19.5, width: 400, height: 9), size: 9,
                color: notes.isEmpty ? .ink : .vermillion, in: name, to: &xml)
            inset(Frame(x: 325, y: 206, width: 85, height: 38), atlas: atlas != nil, of: map, in: name, to: &xml)
            legend(Frame(x: 325, y: 30, width: 85, height: 170), map: uuid("map", name), theme: theme, in: name, to: &xml)
            label(
                "north", text: "\u{25B2}\nN", frame: Frame(x: 309, y: 32, width: 9, height: 13), size: 11, align: "4", in: name,
                to: &xml)
            label(
                "scale", text: scaleWords,
                frame: Frame(x: 326, y: 248, width: 84, height: 5), size: 8, in: name, to: &xml)
            scaleBar(Frame(x: 325, y: 254, width: 85, height: 14), map: uuid("map", name), in: name, to: &xml)
            label("sources", text: sheetNotes, frame: Frame(x: 10, y: 273, width: 400, height: 18), size: 8, in: name, to: &xml)
            if let atlas {
                xml.empty(
                    "Atlas",
                    [
                        "enabled": "1", "coverageLayer": Self.id(atlas), "coverageLayerName": atlas.title,
                        "coverageLayerSource": "./" + atlas.file, "coverageLayerProvider": "ogr", "hideCoverage": "0",
                        "pageNameExpression": "\"name\"", "filenamePattern": "'area_' || \"id\"", "sortFeatures": "0",
                        "filterFeatures": "0",
                    ])
            }
        }
    }

    /// Mercator's scale is that of the equator; here that of the middle of the map is said.
    private var scaleWords: String {
        let scale = "item_variables('map')['map_scale']"
        guard crs.isMercator else { return "Scale 1:[% format_number(round(\(scale) / 100) * 100, 0) %] on A3" }
        let latitude = "y(transform(item_variables('map')['map_extent_center'], '\(crs.identifier)', 'EPSG:4326'))"
        return "Scale 1:[% format_number(round(\(scale) * cos(radians(\(latitude))) / 10000) * 10000, 0) %] on A3, in the middle"
    }

    private var subtitle: String {
        var parts = notes
        if let dates { parts.append("Images from \(dates.lowerBound) to \(dates.upperBound).") }
        return parts.joined(separator: " ")
    }

    private var sheetNotes: String {
        "Sources: \(sources)\nMap: \(crs.name) (\(crs.identifier)); lengths are geodesic on WGS 84. "
            + "Parts of the border that no image shows are unknown, not empty. Made with BorderGeo."
    }

    private func label(
        _ id: String, text: String, frame: Frame, size: Int, bold: Bool = false, color: MapColor = .ink,
        align: String = "1", in layout: String, to xml: inout XMLWriter
    ) {
        item(
            type: 65641, id: id, frame: frame, layer: 3,
            attributes: ["labelText": text, "htmlState": "0", "halign": align, "valign": "32", "marginX": "0", "marginY": "0"],
            in: layout, to: &xml
        ) { xml in
            xml.empty("LabelFont", ["description": Self.font(size, bold: bold), "style": bold ? "Bold" : "Book"])
            xml.empty(
                "FontColor",
                ["red": "\(color.red)", "green": "\(color.green)", "blue": "\(color.blue)", "alpha": "\(color.alpha)"])
        }
    }

    private func legend(_ frame: Frame, map: String, theme: Theme?, in layout: String, to xml: inout XMLWriter) {
        item(
            type: 65642, id: "legend", frame: frame, layer: 4,
            attributes: [
                "title": "", "map_uuid": map, "resizeToContents": "1", "columnCount": "1", "boxSpace": "0", "symbolWidth": "8",
                "symbolHeight": "4", "wrapChar": "", "legendFilterByMap": "1", "legendFilterByAtlas": "0", "fontColor": "#2d2d2d",
            ], in: layout, to: &xml
        ) { xml in
            xml.element("styles") { xml in
                for (name, size, above) in [
                    ("title", 12, 0.0), ("group", 11, 4), ("subgroup", 9, 3.5), ("symbol", 8, 1.2), ("symbolLabel", 8, 1.2),
                ] {
                    xml.element(
                        "style",
                        [
                            "name": name, "alignment": "1", "indent": "0", "marginTop": FixedDecimal.string(shortest: above),
                            "marginLeft": name == "symbolLabel" ? "2" : "0",
                        ]
                    ) {
                        $0.empty(
                            "styleFont",
                            [
                                "description": Self.font(size, bold: name.hasSuffix("group")),
                                "style": name.hasSuffix("group") ? "Bold" : "Book",
                            ])
                    }
                }
            }
            // A legend with a tree of its own lists what the sheet shows and nothing that is switched off. No groups, and no heading over a single
            // symbol: each word stands once.
            xml.element("layer-tree-group") { xml in
                for entry in groups.flatMap(\.entries) where theme?.isShown(entry) ?? entry.isVisible {
                    treeLayer(entry, inLegend: true, &xml)
                }
            }
        }
    }

    /// A small map of the whole border, with the frame of the sheet in it, unless the sheet shows nearly all of it anyway.
    private func inset(_ frame: Frame, atlas: Bool, of map: Frame, in layout: String, to xml: inout XMLWriter) {
        guard let inset else { return }
        let shown = extent.grown(by: 0.06).atRoundScale(width: map.width, height: map.height)
        guard atlas || shown.maxX - shown.minX < (inset.maxX - inset.minX) * 0.8 else { return }
        item(
            type: 65639, id: "inset", frame: frame, layer: 2,
            attributes: [
                "frame": "true", "followPreset": "false", "followPresetName": "", "keepLayerSet": "true",
                "drawCanvasItems": "false",
                "labelMargin": "0,mm",
            ], in: layout, to: &xml
        ) { xml in
            let box = inset.grown(by: 0.06).filling(width: frame.width, height: frame.height)
            xml.empty(
                "Extent",
                [
                    "xmin": XMLWriter.metres(box.minX), "ymin": XMLWriter.metres(box.minY), "xmax": XMLWriter.metres(box.maxX),
                    "ymax": XMLWriter.metres(box.maxY),
                ])
            xml.element("LayerSet") { xml in
                for entry in entries where insetLayers.contains(entry.layer.name) && entry.isVisible {
                    xml.text(
                        "Layer", Self.id(entry),
                        attributes: ["name": entry.title, "source": "./" + entry.file, "provider": "ogr"])
                }
            }
            xml.element(
                "ComposerMapOverview",
                [
                    "name": "sheet", "show": "1", "uuid": uuid("sheet", layout), "frameMap": uuid("map", layout),
                    "blendMode": "0",
                    "inverted": "0", "centered": "0", "stackingPosition": "3",
                ]
            ) {
                $0.symbol(
                    "", MapSymbol([.fill(MapColor.vermillion.opacity(Share(0.25)), outline: .init(.vermillion, width: 0.5))]),
                    kind: .polygon)
            }
            xml.empty("AtlasMap", ["atlasDriven": "0", "scalingMode": "2", "margin": "0.1"])
        }
    }

    private func scaleBar(_ frame: Frame, map: String, in layout: String, to xml: inout XMLWriter) {
        // segmentSizeMode 1: QGIS chooses a round length that fits, so the bar is right on every atlas sheet.
        item(
            type: 65646, id: "scale bar", frame: frame, layer: 5,
            attributes: [
                "mapUuid": map, "style": "Single Box", "unitType": "km", "unitLabel": "km", "numMapUnitsPerScaleBarUnit": "1",
                "numSegments": "2", "numSegmentsLeft": "0", "segmentSizeMode": "1", "minBarWidth": "40", "maxBarWidth": "75",
                "numUnitsPerSegment": "25", "segmentMillimeters": "20", "height": "2", "labelBarSpace": "1.5",
                "boxContentSpace": "1", "outlineWidth": "0.2", "alignment": "0", "labelVerticalPlacement": "0",
                "labelHorizontalPlacement": "0",
            ], in: layout, to: &xml
        ) { xml in
            xml.empty(
                "text-style",
                [
                    "fontFamily": "DejaVu Sans", "fontSize": "8", "fontSizeUnit": "Point", "textColor": MapColor.ink.qgis,
                    "textOpacity": "1",
                ])
            xml.element("fillSymbol") { $0.symbol("", MapSymbol([.fill(.ink, outline: nil)]), kind: .polygon) }
            xml.element("fillSymbol2") { $0.symbol("", MapSymbol([.fill(.white, outline: nil)]), kind: .polygon) }
            xml.element("lineSymbol") { $0.symbol("", .line(.ink, width: 0.2), kind: .line) }
        }
    }

    /// What all items have; `layer` is their place in the stack.
    private func item(
        type: Int, id: String, frame: Frame, layer: Int, attributes: KeyValuePairs<String, String>, in layout: String,
        to xml: inout XMLWriter, content: (inout XMLWriter) -> Void = { _ in }
    ) {
        let uuid = uuid(id, layout)
        let common: [(String, String)] = [
            ("type", "\(type)"), ("id", id), ("uuid", uuid), ("templateUuid", uuid), ("position", frame.position),
            ("positionOnPage", frame.position), ("size", frame.size), ("referencePoint", "0"), ("itemRotation", "0"),
            ("zValue", "\(layer)"), ("visibility", "1"), ("opacity", "1"), ("positionLock", "false"), ("background", "false"),
            ("excludeFromExports", "0"), ("outlineWidthM", "0.2,mm"), ("frameJoinStyle", "miter"), ("blendMode", "0"),
            ("groupUuid", ""),
        ]
        let given = attributes.map { ($0.key, $0.value) }
        let frameDefault = attributes.contains { $0.key == "frame" } ? [] : [("frame", "false")]
        xml.element("LayoutItem", pairs: common + frameDefault + given) { xml in
            xml.empty("FrameColor", ["red": "60", "green": "60", "blue": "60", "alpha": "255"])
            xml.empty("BackgroundColor", ["red": "255", "green": "255", "blue": "255", "alpha": "255"])
            content(&xml)
        }
    }

    /// Ids that are the same in every run; QGIS only asks that they differ.
    private func uuid(_ item: String, _ layout: String) -> String {
        "{\(layout)-\(item.isEmpty ? "page" : item)}".map { $0 == " " ? "-" : String($0) }.joined()
    }

    /// A font as Qt writes it: family, points, weight (50 normal, 75 bold).
    private static func font(_ size: Int, bold: Bool) -> String { "DejaVu Sans,\(size),-1,5,\(bold ? 75 : 50),0,0,0,0,0" }
}

extension String {
    /// For the middle of a heading.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

extension BoundingBox {
    /// The box around the middle of this one that a map of that size in millimetres shows at the largest round scale at which all of it fits.
    func atRoundScale(width: Double, height: Double) -> BoundingBox {
        let scale = Double(max(RoundScale.fitting(maxX - minX, into: width), RoundScale.fitting(maxY - minY, into: height)))
        let (w, h) = (scale * width / 1000, scale * height / 1000)
        var box = self
        let (x, y) = ((minX + maxX) / 2, (minY + maxY) / 2)
        (box.minX, box.maxX, box.minY, box.maxY) = (x - w / 2, x + w / 2, y - h / 2, y + h / 2)
        return box
    }

    /// The smallest box around this one with the sides' ratio of a frame.
    func filling(width: Double, height: Double) -> BoundingBox {
        var box = self
        let (w, h) = (maxX - minX, maxY - minY)
        if w * height < h * width {
            let extra = (h * width / height - w) / 2
            box.minX -= extra
            box.maxX += extra
        } else {
            let extra = (w * height / width - h) / 2
            box.minY -= extra
            box.maxY += extra
        }
        return box
    }
}
