import LinearReferencing

extension QGISProject {
    /// The project as a `.qgs` document.
    package func document() -> [UInt8] {
        var xml = XMLWriter(declaration: false)
        xml.raw("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>")
        xml.element("qgis", ["projectname": title, "version": QMLWriter.version]) { xml in
            xml.empty("homePath", ["path": ""])
            xml.text("title", title)
            xml.element("projectCrs") { $0.spatialReference(crs) }
            tree(&xml)
            canvas(&xml)
            bookmarks(&xml)
            xml.element("projectlayers") { xml in
                for entry in entries { mapLayer(entry, &xml) }
                basemap(&xml)
            }
            xml.element("layerorder") { xml in
                for id in entries.map({ Self.id($0) }) + [Basemap.id] { xml.empty("layer", ["id": id]) }
            }
            themes(&xml)
            properties(&xml)
            metadata(&xml)
            layouts(&xml)
            view(&xml)
            time(&xml)
        }
        return xml.bytes
    }

    private func tree(_ xml: inout XMLWriter) {
        xml.element("layer-tree-group") { xml in
            for group in groups {
                xml.element(
                    "layer-tree-group",
                    ["name": group.title, "checked": "Qt::Checked", "expanded": group.isExpanded ? "1" : "0"]
                ) { xml in for entry in group.entries { treeLayer(entry, &xml) } }
            }
            basemapTree(&xml)
        }
    }

    func treeLayer(_ entry: Entry, inLegend: Bool = false, _ xml: inout XMLWriter) {
        xml.element(
            "layer-tree-layer",
            [
                "id": Self.id(entry), "name": entry.title, "source": source(entry), "providerKey": "ogr",
                "checked": inLegend || entry.isVisible ? "Qt::Checked" : "Qt::Unchecked",
                "expanded": inLegend || entry.isVisible ? "1" : "0",
            ]
        ) { xml in
            // A heading over one symbol would say the same twice.
            guard inLegend, let style = entry.styles.first, style.legend.count == 1, !style.isSingle else { return }
            xml.element("customproperties") { xml in
                xml.element("Option", ["type": "Map"]) { xml in
                    xml.empty("Option", ["name": "legend/title-style", "type": "QString", "value": "hidden"])
                }
            }
        }
    }

    private func source(_ entry: Entry) -> String {
        "./" + entry.file + (entry.filter.isEmpty ? "" : "|subset=" + entry.filter)
    }

    private func canvas(_ xml: inout XMLWriter) {
        xml.element("mapcanvas", ["name": "theMapCanvas", "annotationsVisible": "1"]) { xml in
            xml.text("units", "meters")
            xml.extent(extent.grown(by: 0.05))
            xml.text("rotation", "0")
            xml.element("destinationsrs") { $0.spatialReference(crs) }
        }
    }

    private func mapLayer(_ entry: Entry, _ xml: inout XMLWriter) {
        let style = entry.styles.first
        let geometry =
            switch entry.layer.kind {
            case .point: "Point"
            case .line: "Line"
            case .polygon: "Polygon"
            case .none: "No geometry"
            }
        xml.element(
            "maplayer",
            [
                "type": "vector", "geometry": geometry, "styleCategories": "AllStyleCategories",
                "labelsEnabled": style?.labels == nil ? "0" : "1",
                "hasScaleBasedVisibilityFlag": style?.hasScaleLimits == true ? "1" : "0",
                "minScale": "\(style?.fromScale ?? 100_000_000)", "maxScale": "\(style?.toScale ?? 0)",
                "simplifyDrawingHints": "1", "simplifyDrawingTol": "1", "simplifyLocal": "1",
                "simplifyMaxScale": "1", "simplifyAlgorithm": "0", "readOnly": "0",
            ]
        ) { xml in
            xml.text("id", Self.id(entry))
            xml.text("datasource", source(entry))
            xml.text("layername", entry.title)
            xml.element("srs") { $0.spatialReference(.wgs84) }
            xml.element("resourceMetadata") { xml in
                xml.text("identifier", entry.layer.name)
                xml.text("type", "dataset")
                xml.text("language", "ENG")
                xml.text("title", entry.layer.title)
                xml.text("abstract", entry.credit.map { "\($0.source)." } ?? abstract)
                provenance(entry.credit ?? credit, keywords: keywords + [entry.layer.title.lowercased()], &xml)
            }
            xml.text("provider", "ogr", attributes: ["encoding": "UTF-8"])
            if let style, entry.styles.count > 1 {
                xml.element("map-layer-style-manager", ["current": style.name]) { xml in
                    xml.empty("map-layer-style", ["name": style.name])
                    for other in entry.styles.dropFirst() {
                        xml.element("map-layer-style", ["name": other.name]) {
                            $0.qgisStyle(other, for: entry.layer, hasIDs: entry.layer.hasIDs)
                        }
                    }
                }
            }
            if let style { xml.styleContent(style, for: entry.layer, hasIDs: entry.layer.hasIDs) }
        }
    }

    private func themes(_ xml: inout XMLWriter) {
        guard !themes.isEmpty else { return }
        xml.element("visibility-presets") { xml in
            for theme in themes {
                xml.element(
                    "visibility-preset", ["name": theme.name, "has-expanded-info": "0", "has-checked-group-info": "0"]
                ) { xml in
                    for entry in entries where theme.isShown(entry) {
                        let style = entry.styles.count > 1 ? entry.styles[0].name : "default"
                        xml.empty("layer", ["id": Self.id(entry), "style": style, "visible": "1"])
                    }
                }
            }
        }
    }

    private func properties(_ xml: inout XMLWriter) {
        xml.element("properties") { xml in
            // Without it QGIS ignores projectCrs.
            xml.element("SpatialRefSys") { $0.text("ProjectionsEnabled", "1", attributes: ["type": "int"]) }
            xml.element("Paths") { $0.text("Absolute", "false", attributes: ["type": "bool"]) }
            xml.element("Measurement") { xml in
                xml.text("DistanceUnits", "meters", attributes: ["type": "QString"])
                xml.text("AreaUnits", "km2", attributes: ["type": "QString"])
            }
            // Lengths that a user measures in the map are those of the ellipsoid, as the features' own.
            xml.element("Measure") { $0.text("Ellipsoid", "EPSG:7030", attributes: ["type": "QString"]) }
            xml.element("Gui") { xml in
                for (name, value) in [("CanvasColorRedPart", 250), ("CanvasColorGreenPart", 250), ("CanvasColorBluePart", 248)] {
                    xml.text(name, "\(value)", attributes: ["type": "int"])
                }
            }
        }
    }

    private var abstract: String { (notes + [sources]).joined(separator: " ") }

    private func metadata(_ xml: inout XMLWriter) {
        xml.element("projectMetadata") { xml in
            xml.text("type", "dataset")
            xml.text("language", "ENG")
            xml.text("title", title)
            xml.text("abstract", abstract)
            provenance(credit, keywords: keywords, &xml)
            if let credit { xml.text("author", credit.author) }
        }
    }

    /// Keywords, author, licence and source, in the order in which QGIS writes them.
    private func provenance(_ credit: Credit?, keywords: [String], _ xml: inout XMLWriter) {
        if !keywords.isEmpty {
            xml.element("keywords", ["vocabulary": "keywords"]) { xml in for word in keywords { xml.text("keyword", word) } }
        }
        guard let credit else { return }
        xml.element("contact") { xml in
            xml.text("name", credit.author)
            for name in ["organization", "position", "voice", "fax", "email"] { xml.text(name, "") }
            xml.text("role", "author")
        }
        xml.text("license", credit.licence)
        xml.text("rights", credit.author)
        xml.text("history", "Source: " + credit.source)
    }

    private func bookmarks(_ xml: inout XMLWriter) {
        xml.element("Bookmarks") { xml in
            for bookmark in bookmarks {
                let box = bookmark.extent.grown(by: 0.12)
                let (x0, y0, x1, y1) = (
                    XMLWriter.metres(box.minX), XMLWriter.metres(box.minY), XMLWriter.metres(box.maxX), XMLWriter.metres(box.maxY)
                )
                xml.element(
                    "Bookmark",
                    [
                        "id": bookmark.id, "name": bookmark.name, "group": "Study areas",
                        "extent": "Polygon ((\(x0) \(y0), \(x1) \(y0), \(x1) \(y1), \(x0) \(y1), \(x0) \(y0)))",
                    ]
                ) { $0.spatialReference(crs) }
            }
        }
    }

    private func view(_ xml: inout XMLWriter) {
        let box = extent.grown(by: 0.05)
        xml.element("ProjectViewSettings", ["rotation": "0", "UseProjectScales": "1"]) { xml in
            xml.element("Scales") { xml in
                for scale in RoundScale.all.reversed() { xml.empty("Scale", ["Value": "\(scale)"]) }
            }
            xml.element(
                "DefaultViewExtent",
                [
                    "xmin": XMLWriter.metres(box.minX), "ymin": XMLWriter.metres(box.minY), "xmax": XMLWriter.metres(box.maxX),
                    "ymax": XMLWriter.metres(box.maxY),
                ]
            ) { $0.spatialReference(crs) }
        }
    }

    private func time(_ xml: inout XMLWriter) {
        guard let dates else { return }
        xml.element(
            "ProjectTimeSettings", ["frameRate": "1", "timeStep": "1", "timeStepUnit": "mon", "cumulativeTemporalRange": "0"]
        ) { xml in
            xml.element("TemporalRange") { xml in
                xml.text("start", "\(dates.lowerBound)T00:00:00Z")
                xml.text("end", "\(dates.upperBound)T00:00:00Z")
            }
        }
    }
}

extension QGISProject.MapCRS {
    static let wgs84 = QGISProject.MapCRS(
        identifier: "EPSG:4326", name: "WGS 84", projString: "+proj=longlat +datum=WGS84 +no_defs")
}

extension XMLWriter {
    mutating func spatialReference(_ crs: QGISProject.MapCRS) {
        element("spatialrefsys") { xml in
            xml.text("proj4", crs.projString)
            xml.text("srid", crs.identifier.split(separator: ":").last.map(String.init) ?? "0")
            xml.text("authid", crs.identifier)
            xml.text("description", crs.name)
            xml.text("geographicflag", crs.projString.contains("+proj=longlat") ? "true" : "false")
        }
    }

    package mutating func extent(_ box: BoundingBox<PlanarPoint>) {
        element("extent") { xml in
            xml.text("xmin", Self.metres(box.minX))
            xml.text("ymin", Self.metres(box.minY))
            xml.text("xmax", Self.metres(box.maxX))
            xml.text("ymax", Self.metres(box.maxY))
        }
    }

    /// A map coordinate to the millimetre.
    static func metres(_ value: Double) -> String { FixedDecimal.string(value, decimals: 3) }
}

extension BoundingBox {
    /// The box with a margin of `share` of its larger side, at least 100 units, around it.
    func grown(by share: Double) -> BoundingBox {
        let margin = max(max(maxX - minX, maxY - minY) * share, 100)
        var box = self
        box.minX -= margin
        box.minY -= margin
        box.maxX += margin
        box.maxY += margin
        return box
    }
}
