import LinearReferencing

/// Writes RFC 7946: WGS 84 longitude and latitude to 7 decimals, no "crs", bounding box, rings by the right-hand rule, lines and polygons cut at the antimeridian, string
/// ids, one JSON type per field over the whole layer, members in a fixed order, one feature a line, LF. The same layer gives the same bytes. A verbatim layer keeps the types and the missing values of its features.
public enum GeoJSONWriter {
    /// Decimals of coordinates: half a unit is 5.6 mm of latitude.
    public static let decimals = 7

    /// A layer as a FeatureCollection.
    ///
    /// Columns come from `layer.fields`, in their order: a `.real` column writes whole values as `2.0`, a `.text` column takes anything as
    /// text, a value that does not fit its column is `null` there. An absent value is `null`, so that every feature has every column, unless
    /// there are more than a hundred columns and features have few of them: then each is written with its own. Throws
    /// `InputError` for a coordinate that is not finite or lies off the Earth: it could only mislead whoever reads the file.
    public static func write(_ layer: FeatureLayer) throws(InputError) -> [UInt8] {
        var writer = ByteWriter(capacity: 256 + layer.features.count * 256)
        let rows = Rows(layer, &writer)
        for index in layer.features.indices { try rows.write(index, to: &writer) }
        rows.writeEnd(to: &writer)
        return writer.bytes
    }

    /// The same text in pieces of about a megabyte, for layers whose text is better not in memory beside them.
    package static func write(_ layer: FeatureLayer, piece: (borrowing ByteWriter) throws -> Void) throws {
        var writer = ByteWriter(capacity: pieceBytes + 1 << 16)
        let rows = Rows(layer, &writer)
        for index in layer.features.indices {
            try rows.write(index, to: &writer)
            guard writer.count >= pieceBytes else { continue }
            try piece(writer)
            writer.removeAll()
        }
        rows.writeEnd(to: &writer)
        try piece(writer)
    }

    static let pieceBytes = 1 << 20

    /// The features of a collection, each with the comma before it.
    private struct Rows {
        private let layer: FeatureLayer
        private let fields: RowFields

        /// Writes what comes before the first.
        init(_ layer: FeatureLayer, _ writer: inout ByteWriter) {
            self.layer = layer
            fields = RowFields(layer.fieldsForTemporalSettings, isSparse: layer.isSparse || layer.isVerbatim)
            var box: GeoBox?
            for feature in layer.features {
                guard let own = feature.geometry.flatMap({ GeoBox($0) }) else { continue }
                if box == nil { box = own } else { box?.formUnion(own) }
            }
            writer.append(headOf: layer, box: box)
        }

        func write(_ index: Int, to writer: inout ByteWriter) throws(InputError) {
            writer.append(index == 0 ? "\n" as StaticString : ",\n")
            try writer.append(layer.features[index], fields: fields, index: index, layer: layer.name)
        }

        func writeEnd(to writer: inout ByteWriter) { writer.append("\n]}\n" as StaticString) }
    }

    /// A layer as GeoJSON text sequence without record separators: one feature a line.
    ///
    /// `separated`: each begins with a record separator, as RFC 8142 wants.
    public static func writeLines(_ layer: FeatureLayer, separated: Bool = false) throws(InputError) -> [UInt8] {
        var writer = ByteWriter(capacity: 256 + layer.features.count * 256)
        let fields = RowFields(layer.fieldsForTemporalSettings, isSparse: layer.isSparse || layer.isVerbatim)
        for (i, feature) in layer.features.enumerated() {
            if separated { writer.append(0x1E) }
            try writer.append(feature, fields: fields, index: i, layer: layer.name)
            writer.append(UInt8(ascii: "\n"))
        }
        return writer.bytes
    }

    /// What is thrown for a geometry that leaves the Earth.
    static func offEarth(_ feature: Feature, index: Int, layer: String) -> InputError {
        InputError(
            "a coordinate is outside -180...180, -90...90 or is not a number",
            at: Finding.Place(file: layer, feature: index, id: feature.id),
            remedy: "Leave the feature without geometry, or correct its position.")
    }
}

extension ByteWriter {
    /// A FeatureCollection up to its first feature.
    mutating func append(headOf layer: FeatureLayer, box: GeoBox?) {
        append("{\"type\":\"FeatureCollection\",\"name\":" as StaticString)
        append(quoted: layer.name)
        if layer.synthetic { append(",\"synthetic\":true" as StaticString) }
        if let box { append(bbox: box) }
        append(",\"features\":[" as StaticString)
    }

    /// `,"bbox":[w,s,e,n]`; west is greater than east across the antimeridian.
    package mutating func append(bbox box: GeoBox) {
        append(",\"bbox\":[" as StaticString)
        for (i, value) in [box.west, box.south, box.east, box.north].enumerated() {
            if i > 0 { append(UInt8(ascii: ",")) }
            append(fixed: value, decimals: GeoJSONWriter.decimals)
        }
        append(UInt8(ascii: "]"))
    }

    mutating func append(_ feature: Feature, fields: RowFields, index: Int, layer: String) throws(InputError) {
        append("{\"type\":\"Feature\"" as StaticString)
        if let id = feature.id {
            append(",\"id\":" as StaticString)
            append(quoted: id.looksLikeDate ? "id-" + id : id)
        }
        append(",\"properties\":" as StaticString)
        append(propertiesOf: feature, in: fields)
        append(",\"geometry\":" as StaticString)
        guard let geometry = feature.geometry else { return append("null}" as StaticString) }
        guard geometry.isOnEarth else { throw GeoJSONWriter.offEarth(feature, index: index, layer: layer) }
        append(geometry)
        append(UInt8(ascii: "}"))
    }

    /// The properties object: a member for every field that the feature is written with, in their order.
    mutating func append(propertiesOf feature: Feature, in fields: RowFields) {
        append(UInt8(ascii: "{"))
        for (i, field) in fields.of(feature).enumerated() {
            if i > 0 { append(UInt8(ascii: ",")) }
            append(quoted: field.name)
            append(UInt8(ascii: ":"))
            append(feature.properties[field.name] ?? .null, as: field.type)
        }
        append(UInt8(ascii: "}"))
    }

    /// A value in a column of one type; what does not fit is `null`.
    package mutating func append(_ value: FieldValue, as type: FieldType) {
        switch (type, value) {
        case (_, .null): append("null" as StaticString)
        case (.bool, .bool(let value)): append(value ? "true" as StaticString : "false")
        case (.integer, .integer(let value)): append(integer: value)
        case (.integer, .real(let value)):
            if let whole = Int64(exactly: value) { append(integer: whole) } else { append("null" as StaticString) }
        case (.real, .real(let value)): append(shortest: value, keepingPoint: true)
        case (.real, .integer(let value)): append(shortest: Double(value), keepingPoint: true)
        case (.text, let value), (.date, let value): append(quoted: value.plainText)
        case (.json, .json(let value)): append(value)
        case (.mixed, .real(let value)): append(shortest: value, keepingPoint: true)
        case (.json, let value), (.mixed, let value): JSONValue.field(value).write(to: &self, .compact)
        case (.bool, _), (.integer, _), (.real, _): append("null" as StaticString)
        }
    }

    /// A geometry object with coordinates to 7 decimals, rings turned to the right-hand rule, and lines and polygons cut where they cross the antimeridian (RFC 7946 3.1.9).
    package mutating func append(_ geometry: GeoGeometry) {
        let geometry = geometry.cutAtAntimeridian
        append("{\"type\":\"" as StaticString)
        append(geometry.typeName)
        if case .collection(let members) = geometry {
            append("\",\"geometries\":[" as StaticString)
            for (i, member) in members.enumerated() {
                if i > 0 { append(UInt8(ascii: ",")) }
                append(member)
            }
            return append("]}" as StaticString)
        }
        append("\",\"coordinates\":" as StaticString)
        switch geometry {
        case .point(let p): append(p)
        case .multiPoint(let points): append(points)
        case .lineString(let line): append(line.positions)
        case .multiLineString(let lines): appendList(lines) { $0.append($1.positions) }
        case .polygon(let polygon): append(polygon)
        case .multiPolygon(let polygons): appendList(polygons) { $0.append($1) }
        case .collection: break
        }
        append(UInt8(ascii: "}"))
    }

    /// `[lon,lat]` to 7 decimals.
    @inline(__always)
    package mutating func append(_ p: GeoPosition) {
        append(UInt8(ascii: "["))
        append(fixed: p.longitude, decimals: GeoJSONWriter.decimals)
        append(UInt8(ascii: ","))
        append(fixed: p.latitude, decimals: GeoJSONWriter.decimals)
        append(UInt8(ascii: "]"))
    }

    package mutating func append(_ positions: some Collection<GeoPosition>) { appendList(positions) { $0.append($1) } }

    private mutating func append(_ polygon: Polygon<GeoPosition>) {
        var isExterior = !polygon.exterior.isEmpty
        appendList(polygon.rings) { writer, ring in
            let area = Ring.doubledArea(ring[...])
            if area != 0, (area > 0) != isExterior { writer.append(ring.reversed()) } else { writer.append(ring) }
            isExterior = false
        }
    }

    private mutating func appendList<T>(_ elements: some Collection<T>, _ body: (inout ByteWriter, T) -> Void) {
        append(UInt8(ascii: "["))
        var first = true
        for element in elements {
            if !first { append(UInt8(ascii: ",")) }
            first = false
            body(&self, element)
        }
        append(UInt8(ascii: "]"))
    }
}

extension FieldValue {
    /// The value as text, as CSV and text columns hold it; `null` is empty.
    public var plainText: String {
        switch self {
        case .null: ""
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .real(let value): FixedDecimal.string(shortest: value)
        case .text(let value), .json(let value): value
        }
    }
}
