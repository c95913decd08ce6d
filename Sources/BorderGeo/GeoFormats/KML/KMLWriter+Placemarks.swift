import LinearReferencing

extension KMLWriter {
    func write(_ folder: Folder, _ xml: inout XMLWriter) {
        let layer = folder.layer
        xml.element("Folder", ["id": "layer-\(layer.name)"]) { xml in
            xml.text("name", layer.title)
            if !folder.isVisible { xml.text("visibility", "0") }
            if layer.synthetic { xml.text("description", FeatureLayer.syntheticNote) }
            let fields = RowFields(Self.columns(layer), isSparse: layer.isSparse)
            let idColumn = layer.idColumn ?? "id"
            let epochs = folder.keepsOrder ? [] : Self.epochs(layer)
            guard epochs.count > 1 else {
                for index in layer.features.indices { placemark(index, of: folder, fields: fields, idColumn: idColumn, &xml) }
                return
            }
            let indexes = Dictionary(grouping: layer.features.indices) { layer.features[$0].properties["epoch"] ?? .null }
            for epoch in epochs {
                xml.element("Folder") { xml in
                    xml.text("name", "\(layer.title) \(epoch.text ?? "without epoch")")
                    if !folder.isVisible { xml.text("visibility", "0") }
                    for index in indexes[epoch] ?? [] { placemark(index, of: folder, fields: fields, idColumn: idColumn, &xml) }
                }
            }
        }
    }

    /// The epochs of a layer in the order they appear; empty where it has no such field.
    private static func epochs(_ layer: FeatureLayer) -> [FieldValue] {
        guard layer.hasField("epoch") else { return [] }
        var seen: Set<FieldValue> = []
        return layer.features.map { $0.properties["epoch"] ?? .null }.filter { seen.insert($0).inserted }
    }

    private func placemark(_ index: Int, of folder: Folder, fields: RowFields, idColumn: String, _ xml: inout XMLWriter) {
        let layer = folder.layer
        let feature = layer.features[index]
        xml.element("Placemark") { xml in
            if let name = Self.name(feature) { xml.text("name", name) }
            if !folder.isVisible { xml.text("visibility", "0") }
            timeSpan(feature, &xml)
            if let symbol = folder.style.symbol(of: feature) {
                xml.text("styleUrl", "#" + styleID(layer, symbol.index))
            } else if case .rules(let rules) = folder.style.renderer, !rules.isEmpty {
                xml.text("styleUrl", "#" + styleID(layer, 0))
            }
            xml.element("ExtendedData") { xml in
                xml.element("SchemaData", ["schemaUrl": "#schema-\(layer.name)"]) { xml in
                    // The id leads where the layer has no column for it, and stands in that column otherwise.
                    var own = feature.properties
                    if let id = feature.id, own[idColumn] ?? .null == .null { own[idColumn] = .text(id) }
                    for field in fields.of(Feature(geometry: nil, properties: own))
                    where !Self.isSaidByTimeSpan(field, feature) {
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
