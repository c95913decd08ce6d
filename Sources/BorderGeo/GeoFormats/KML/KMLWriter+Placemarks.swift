import LinearReferencing

extension KMLWriter {
    func write(_ folder: Folder, as plan: KMLFolderPlan, to xml: inout XMLWriter) {
        let layer = folder.layer
        let rows = Rows(
            folder: folder, plan: plan, fields: RowFields(Self.columns(layer), isSparse: layer.isSparse),
            idColumn: layer.idColumn ?? "id")
        xml.element("Folder", ["id": "layer-\(layer.name)"]) { xml in
            xml.text("name", layer.title)
            if !folder.isVisible { xml.text("visibility", "0") }
            for part in plan.parts { write(part, of: rows, to: &xml) }
        }
    }

    /// What placemarks of one layer share.
    private struct Rows {
        var folder: Folder
        var plan: KMLFolderPlan
        var fields: RowFields
        var idColumn: String
    }

    private func write(_ part: KMLFolderPlan.Part, of rows: Rows, to xml: inout XMLWriter) {
        guard let name = part.name else {
            for index in part.indexes { placemark(index, of: rows, isVisible: part.isVisible, to: &xml) }
            for inner in part.parts { write(inner, of: rows, to: &xml) }
            return
        }
        xml.element("Folder") { xml in
            xml.text("name", name)
            if !part.isVisible { xml.text("visibility", "0") }
            if let box = part.region { region(box, &xml) }
            for inner in part.parts { write(inner, of: rows, to: &xml) }
            for index in part.indexes { placemark(index, of: rows, isVisible: part.isVisible, to: &xml) }
        }
    }

    /// Drawn once its box is 96 pixels across: thousands of marks at once would be a smear, and slow.
    private func region(_ box: GeoBox, _ xml: inout XMLWriter) {
        func degrees(_ value: Double) -> String { FixedDecimal.string(value, decimals: 4) }
        let margin = 0.01
        xml.element("Region") { xml in
            xml.element("LatLonAltBox") { xml in
                xml.text("north", degrees(min(90, box.north + margin)))
                xml.text("south", degrees(max(-90, box.south - margin)))
                xml.text("east", degrees(min(180, box.east + margin)))
                xml.text("west", degrees(max(-180, box.west - margin)))
            }
            xml.element("Lod") { xml in
                xml.text("minLodPixels", "96")
                xml.text("maxLodPixels", "-1")
            }
        }
    }

    private func placemark(_ index: Int, of rows: Rows, isVisible: Bool, to xml: inout XMLWriter) {
        let (folder, layer) = (rows.folder, rows.folder.layer)
        let feature = layer.features[index]
        xml.element("Placemark") { xml in
            if let name = Self.name(feature) { xml.text("name", name) }
            if !isVisible || !folder.stands(feature) { xml.text("visibility", "0") }
            if !folder.keepsOrder {
                xml.text("Snippet", folder.snippet(of: feature), attributes: ["maxLines": "1"])
                if layer.name == "areas", let box = feature.geometry.flatMap({ GeoBox($0) }) { Self.look(at: box, &xml) }
            }
            timeSpan(feature, &xml)
            if rows.plan.styles[rows.plan.styleOf[index]].symbol != nil {
                xml.text("styleUrl", "#" + styleID(layer, rows.plan.styleOf[index]))
            }
            xml.element("ExtendedData") { xml in
                xml.element("SchemaData", ["schemaUrl": "#schema-\(layer.name)"]) { xml in
                    // The id leads where the layer has no column for it, and stands in that column otherwise.
                    var own = feature.properties
                    if let id = feature.id, own[rows.idColumn] ?? .null == .null { own[rows.idColumn] = .text(id) }
                    // A balloon cannot show a TimeSpan: there the dates stand beside it.
                    for field in rows.fields.of(Feature(geometry: nil, properties: own))
                    where !folder.keepsOrder || !Self.isSaidByTimeSpan(field, feature) {
                        let value = own[field.name] ?? .null
                        // A null is a field that is not there: KML has no other word for it.
                        if value != .null {
                            xml.text("SimpleData", Self.words(value, field.type), attributes: ["name": field.name])
                        }
                    }
                }
            }
            if let geometry = feature.geometry, !geometry.isEmpty { write(geometry.cutAtAntimeridian, &xml) }
        }
    }

    /// A camera straight above a box that shows all of it.
    static func look(at box: GeoBox, _ xml: inout XMLWriter) {
        let middle = box.middle
        let corners = [
            GeoPosition(longitude: box.west, latitude: box.south), GeoPosition(longitude: box.east, latitude: box.north),
        ]
        let across = Geodesic().distance(corners[0], corners[1]).value
        xml.element("LookAt") { xml in
            xml.text("longitude", FixedDecimal.string(middle.longitude, decimals: 5))
            xml.text("latitude", FixedDecimal.string(middle.latitude, decimals: 5))
            xml.text("altitude", "0")
            xml.text("heading", "0")
            xml.text("tilt", "0")
            xml.text("range", FixedDecimal.string(max(1500, across * 1.15).rounded(), decimals: 0))
            xml.text("altitudeMode", "clampToGround")
        }
    }

    /// KML has no type for dates: those of the TimeSpan are not repeated as text.
    private static func isSaidByTimeSpan(_ field: Field, _ feature: Feature) -> Bool {
        guard field.name == "valid_from" || field.name == "valid_to" else { return false }
        return feature.properties[field.name]?.text.flatMap { CalendarDate($0) } != nil
    }

    /// Booleans as digits: both are right in XML, GDAL reads only these.
    private static func words(_ value: FieldValue, _ type: FieldType) -> String {
        switch value {
        case .bool(let flag) where type == .bool: flag ? "1" : "0"
        // With its point, so that it does not come back as a whole number.
        case .real(let number): FixedDecimal.string(shortest: number, keepingPoint: true)
        default: value.plainText
        }
    }

    private static func name(_ feature: Feature) -> String? {
        for field in ["name", "title", "label"] { if let text = feature.properties[field]?.text { return text } }
        return feature.id
    }

    /// `valid_to` is the first day on which a thing is gone, as the end of a TimeSpan is.
    private func timeSpan(_ feature: Feature, _ xml: inout XMLWriter) {
        let begin = feature.properties["valid_from"]?.text.flatMap { CalendarDate($0) }
        let end = feature.properties["valid_to"]?.text.flatMap { CalendarDate($0) }
        guard begin != nil || end != nil else { return }
        xml.element("TimeSpan") { xml in
            if let begin { xml.text("begin", begin.description) }
            if let end { xml.text("end", end.description) }
        }
    }

    private func write(_ geometry: GeoGeometry, _ xml: inout XMLWriter) {
        switch geometry {
        case .point(let p): xml.element("Point") { $0.coordinates([p]) }
        case .lineString(let line): xml.line("LineString", line.positions)
        case .polygon(let polygon):
            xml.element("Polygon") { xml in
                xml.text("tessellate", "1")
                xml.text("altitudeMode", "clampToGround")
                for (index, ring) in polygon.rings.enumerated() {
                    xml.element(index == 0 ? "outerBoundaryIs" : "innerBoundaryIs") { xml in
                        xml.element("LinearRing") { $0.coordinates(ring) }
                    }
                }
            }
        case .multiPoint(let points): members(points.map { .point($0) }, &xml)
        case .multiLineString(let lines): members(lines.map { .lineString($0) }, &xml)
        case .multiPolygon(let polygons): members(polygons.map { .polygon($0) }, &xml)
        case .collection(let geometries): members(geometries, &xml)
        }
    }

    private func members(_ geometries: [GeoGeometry], _ xml: inout XMLWriter) {
        xml.element("MultiGeometry") { xml in for geometry in geometries { write(geometry, &xml) } }
    }
}

extension KMLWriter.Folder {
    /// Whether a feature stands at the epoch that is shown at first; so does what has no list of epochs.
    fileprivate func stands(_ feature: Feature) -> Bool {
        guard let shownEpoch, layer.hasField(EpochList.field) else { return true }
        return feature.properties[EpochList.field]?.text.map { EpochList.names(shownEpoch, in: $0) } ?? false
    }

    /// One line below the name in the list: what it is, and where.
    fileprivate func snippet(of feature: Feature) -> String {
        let legend = style.legend
        let kind = symbolIndex(of: feature).flatMap { legend.count > 1 && legend.indices.contains($0) ? legend[$0].label : nil }
        let area = feature.properties["area"]?.text ?? feature.properties["segment"]?.text
        return [kind ?? layer.title, area].compactMap { $0 }.joined(separator: ", ")
    }
}

extension XMLWriter {
    /// Lines and areas follow the ground (`tessellate`).
    fileprivate mutating func line(_ name: String, _ positions: [GeoPosition]) {
        element(name) { xml in
            xml.text("tessellate", "1")
            xml.text("altitudeMode", "clampToGround")
            xml.coordinates(positions)
        }
    }

    /// `lon,lat lon,lat`, 7 decimals (at most 6 mm off).
    fileprivate mutating func coordinates(_ positions: [GeoPosition]) {
        numbers("coordinates") { out in
            for (index, p) in positions.enumerated() {
                if index > 0 { out.append(0x20) }
                out.append(fixed: p.longitude, decimals: 7)
                out.append(0x2C)
                out.append(fixed: p.latitude, decimals: 7)
            }
        }
    }
}
