import LinearReferencing

/// Writes layers as KML 2.2 for Google Earth: a folder a layer (and an epoch), styles, dates as TimeSpan, every attribute as typed ExtendedData.
///
/// The same layers give the same bytes. What KML cannot keep: `docs/formats.md`.
package struct KMLWriter: Sendable {
    /// A layer and how it is drawn.
    package struct Folder: Sendable {
        package var layer: FeatureLayer
        package var style: MapStyle
        package var isVisible: Bool
        /// Features stay in their order, without a folder for each epoch.
        package var keepsOrder: Bool
        /// The epoch whose features are shown at first; `nil`: all.
        package var shownEpoch: String?

        package init(_ layer: FeatureLayer, style: MapStyle, isVisible: Bool = true, keepsOrder: Bool = false) {
            self.layer = layer
            self.style = style
            self.isVisible = isVisible
            self.keepsOrder = keepsOrder
        }

        /// Takes the first of the styles that has categories or one symbol, since Google Earth evaluates no rules; none: a thin line.
        package init(_ layer: FeatureLayer, styles: [MapStyle], isVisible: Bool = true, keepsOrder: Bool = false) {
            let style = styles.first { if case .rules = $0.renderer { false } else { true } } ?? styles.first
            self.init(
                layer, style: style ?? MapStyle(name: layer.title, renderer: .single(.line(.ink, width: 0.5))),
                isVisible: isVisible, keepsOrder: keepsOrder)
        }
    }

    package var title: String
    /// A paragraph on sources, shown in the description of the document.
    package var summary: String
    /// What the window shows first; `nil`: whatever it shows.
    package var view: GeoBox?
    /// Icons are written by `archive()` into the same ZIP; a lone KML uses the viewer's own pin in the symbol's colour.
    private var iconFolder: String?

    package init(title: String, summary: String = "") {
        self.title = title
        self.summary = summary
    }
}

extension KMLWriter {
    /// The document as bytes.
    package func document(_ folders: [Folder]) -> [UInt8] {
        var xml = XMLWriter()
        let plans = folders.map { KMLFolderPlan($0, columns: Self.columns($0.layer)) }
        xml.element("kml", ["xmlns": "http://www.opengis.net/kml/2.2"]) { xml in
            xml.element("Document") { xml in
                xml.text("name", title)
                xml.text("open", "1")
                // Said once, here: the summary of a study has it already.
                let isSaid = summary.contains(FeatureLayer.syntheticNote) || !folders.contains(where: \.layer.synthetic)
                let note = isSaid ? "" : FeatureLayer.syntheticNote + " "
                if !(note + summary).isEmpty { xml.text("description", note + summary) }
                if let view { Self.look(at: view, &xml) }
                for (folder, plan) in zip(folders, plans) { styles(folder, as: plan, to: &xml) }
                for folder in folders { schema(folder.layer, &xml) }
                if let iconFolder, !legend(folders).lines.isEmpty { overlay(iconFolder, &xml) }
                for (folder, plan) in zip(folders, plans) { write(folder, as: plan, to: &xml) }
            }
        }
        return xml.bytes
    }

    /// The document, its icons and the legend as KMZ.
    package func archive(_ folders: [Folder]) throws(ZipError) -> [UInt8] {
        var copy = self
        copy.iconFolder = "icons"
        var archive = ZipArchive()
        try archive.add("doc.kml", copy.document(folders))
        var shapes: Set<MapSymbol.Shape> = []
        for folder in folders {
            for (_, symbol) in folder.style.legend { if let mark = symbol.mark { shapes.insert(mark.shape) } }
        }
        for shape in MapSymbol.Shape.allCases where shapes.contains(shape) {
            try archive.add("icons/\(shape.rawValue).png", try PNGImage.icon(shape), compressed: false)
        }
        let legend = legend(folders)
        if !legend.lines.isEmpty { try archive.add("icons/legend.png", try legend.png(), compressed: false) }
        return try archive.encoded()
    }

    /// What is shown at first: a heading a layer, or none over a single symbol.
    private func legend(_ folders: [Folder]) -> KMLLegend {
        var lines: [KMLLegend.Line] = []
        for folder in folders where folder.isVisible && !folder.keepsOrder {
            let entries = folder.style.legend
            if entries.count > 1 { lines.append(KMLLegend.Line(label: folder.layer.title)) }
            lines += entries.map { KMLLegend.Line(label: entries.count > 1 ? $0.label : folder.layer.title, symbol: $0.symbol) }
        }
        return KMLLegend(lines: lines)
    }

    private func overlay(_ folder: String, _ xml: inout XMLWriter) {
        xml.element("ScreenOverlay", ["id": "legend"]) { xml in
            xml.text("name", "Legend")
            xml.element("Icon") { $0.text("href", folder + "/legend.png") }
            // The upper left corner of the picture, a little inside that of the window, in its own size.
            for (name, x, y) in [("overlayXY", "0", "1"), ("screenXY", "0.01", "0.98")] {
                xml.empty(name, ["x": x, "y": y, "xunits": "fraction", "yunits": "fraction"])
            }
            xml.empty("size", ["x": "-1", "y": "-1", "xunits": "pixels", "yunits": "pixels"])
        }
    }

    private func styles(_ folder: Folder, as plan: KMLFolderPlan, to xml: inout XMLWriter) {
        let legend = folder.style.legend
        for (index, style) in plan.styles.enumerated() {
            guard let at = style.symbol, legend.indices.contains(at) else { continue }
            let symbol = legend[at].symbol
            let color = symbol.leadingColor
            xml.element("Style", ["id": styleID(folder.layer, index)]) { xml in
                if let mark = symbol.mark {
                    xml.element("IconStyle") { xml in
                        xml.text("color", color.kml)
                        xml.text("scale", FixedDecimal.string(shortest: min(1.1, max(0.35, mark.size / 5))))
                        if let iconFolder {
                            xml.element("Icon") { $0.text("href", "\(iconFolder)/\(mark.shape.rawValue).png") }
                        }
                    }
                    // Thousands of names would bury the map; they show when the pointer is on a mark.
                    xml.element("LabelStyle") { $0.text("scale", "0") }
                }
                if folder.layer.kind != .point {
                    xml.element("LineStyle") { xml in
                        xml.text("color", color.kml)
                        xml.text("width", FixedDecimal.string(shortest: max(1, (symbol.inkWidth * 25).rounded() / 10)))
                    }
                }
                if folder.layer.kind == .polygon {
                    xml.element("PolyStyle") { $0.text("color", color.opacity(Share(0.25)).kml) }
                }
                if !folder.keepsOrder { balloon(folder.layer, columns: style.columns, to: &xml) }
            }
        }
    }

    /// A table of what the feature has; the note on made-up positions is in the document's description.
    private func balloon(_ layer: FeatureLayer, columns: [Int], to xml: inout XMLWriter) {
        let fields = Self.columns(layer)
        let rows = columns.filter { fields[$0].type != .json }.map { index -> Markup in
            let field = fields[index]
            return "<tr><td><b>\(field.words)</b></td><td>$[\(layer.name)/\(field.name)]</td></tr>"
        }.joined()
        let html: Markup = "<h3>$[name]</h3><p>\(layer.title)</p><table border=\"0\" cellpadding=\"3\">\(rows)</table>"
        xml.element("BalloonStyle") { xml in
            xml.text("bgColor", "ffffffff")
            xml.text("text", html.text)
        }
    }

    func styleID(_ layer: FeatureLayer, _ index: Int) -> String { "\(layer.name)-\(index)" }

    private func schema(_ layer: FeatureLayer, _ xml: inout XMLWriter) {
        xml.element("Schema", ["name": layer.name, "id": "schema-\(layer.name)"]) { xml in
            let large = Self.fieldsBeyondInt32(layer)
            for field in Self.columns(layer) {
                let type =
                    switch field.type {
                    case .bool: "bool"
                    // KML's int has 32 bits: larger numbers go as double, with all their digits.
                    case .integer: large.contains(field.name) ? "double" : "int"
                    case .real: "double"
                    case .text, .date, .json, .mixed: "string"
                    }
                xml.element("SimpleField", ["type": type, "name": field.name]) { $0.text("displayName", field.words) }
            }
        }
    }

    /// Columns of whole numbers of which some have more than 32 bits. One pass over what the features have.
    static func fieldsBeyondInt32(_ layer: FeatureLayer) -> Set<String> {
        let whole = Set(layer.fields.lazy.filter { $0.type == .integer }.map(\.name))
        var found: Set<String> = []
        for feature in layer.features {
            for (name, value) in feature.properties {
                if case .integer(let number) = value, Int32(exactly: number) == nil, whole.contains(name) { found.insert(name) }
            }
        }
        return found
    }

    /// The fields, led by the column of the features' ids where the layer has none of its own: `id`, or `feature_id` beside an attribute `id`.
    package static func columns(_ layer: FeatureLayer) -> [Field] {
        layer.idColumn.map { [Field($0, .text)] + layer.fields } ?? layer.fields
    }
}
