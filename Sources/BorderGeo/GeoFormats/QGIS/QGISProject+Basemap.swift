import LinearReferencing

/// A place for a background map, off at first: a project opens without asking the network, and whoever switches it on decides whom to ask.
extension QGISProject {
    enum Basemap {
        static let id = "basemap_openstreetmap"
        static let title = "OpenStreetMap"
        static let group = "Background map (off; asks the network)"
        /// The connection that QGIS itself comes with.
        static let source = "type=xyz&url=https://tile.openstreetmap.org/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmax=19&zmin=0"
        static let licence = "Open Database Licence; map (c) OpenStreetMap contributors, openstreetmap.org/copyright"
    }

    func basemapTree(_ xml: inout XMLWriter) {
        xml.element("layer-tree-group", ["name": Basemap.group, "checked": "Qt::Unchecked", "expanded": "0"]) { xml in
            xml.empty(
                "layer-tree-layer",
                [
                    "id": Basemap.id, "name": Basemap.title, "source": Basemap.source, "providerKey": "wms",
                    "checked": "Qt::Unchecked", "expanded": "0",
                ])
        }
    }

    func basemap(_ xml: inout XMLWriter) {
        xml.element("maplayer", ["type": "raster", "styleCategories": "AllStyleCategories", "hasScaleBasedVisibilityFlag": "0"]) {
            xml in
            xml.text("id", Basemap.id)
            xml.text("datasource", Basemap.source)
            xml.text("layername", Basemap.title)
            xml.element("srs") { $0.spatialReference(.webMercator) }
            xml.element("resourceMetadata") { xml in
                xml.text("type", "dataset")
                xml.text("title", Basemap.title)
                xml.text("license", Basemap.licence)
            }
            xml.text("provider", "wms")
            xml.element("pipe") { xml in
                xml.empty(
                    "rasterrenderer",
                    ["type": "singlebandcolordata", "band": "1", "opacity": "0.6", "alphaBand": "-1", "nodataColor": ""])
            }
            xml.text("blendMode", "0")
        }
    }
}

extension QGISProject.MapCRS {
    static let webMercator = QGISProject.MapCRS(
        identifier: "EPSG:3857", name: "WGS 84 / Pseudo-Mercator",
        projString:
            "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs")
}
