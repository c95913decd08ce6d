import LinearReferencing

/// Writes a layer as a table: RFC 4180, UTF-8, LF, comma. Points get the columns `longitude` and `latitude` (7 decimals), other layers `wkt`.
public enum CSVWriter {
    /// The table's bytes: places, then `id` where features have ids and no column of that name exists (`feature_id` beside one in a verbatim layer), then the
    /// layer's columns. Read back, `id` is the first of these, so that a table made of this one has the same order.
    ///
    /// A feature without geometry has empty place cells; of a verbatim layer one without anything is left out, since an empty row is none. Throws `InputError` for a coordinate that is no place on Earth.
    public static func write(_ layer: FeatureLayer, delimiter: Character = ",") throws(InputError) -> [UInt8] {
        let table = CSVTable(layer, LayerSurvey(of: layer), delimiter: delimiter)
        var writer = ByteWriter(capacity: 256 + layer.features.count * 128)
        table.writeHeader(to: &writer)
        for (index, feature) in layer.features.enumerated() { try table.write(feature, index: index, to: &writer) }
        return writer.bytes
    }

    /// The same table in pieces of about a megabyte, for layers whose text is better not in memory beside them.
    package static func write(_ layer: FeatureLayer, piece: (borrowing ByteWriter) throws -> Void) throws {
        let table = CSVTable(layer, LayerSurvey(of: layer), delimiter: ",")
        var writer = ByteWriter(capacity: GeoJSONWriter.pieceBytes + 1 << 16)
        table.writeHeader(to: &writer)
        for (index, feature) in layer.features.enumerated() {
            try table.write(feature, index: index, to: &writer)
            guard writer.count >= GeoJSONWriter.pieceBytes else { continue }
            try piece(writer)
            writer.removeAll()
        }
        try piece(writer)
    }
}

/// A table that is written row by row.
struct CSVTable {
    private let layer: FeatureLayer
    private let header: CSVHeader
    private let fields: [Field]
    private let delimiter: UInt8

    /// `layer` may be without its features.
    init(_ layer: FeatureLayer, _ survey: LayerSurvey, delimiter: Character) {
        self.layer = layer
        header = CSVHeader(layer, survey)
        fields = layer.writtenFields
        self.delimiter = delimiter.asciiValue ?? UInt8(ascii: ",")
    }

    func writeHeader(to writer: inout ByteWriter) {
        for (i, name) in header.names.enumerated() {
            if i > 0 { writer.append(delimiter) }
            writer.append(cell: name, delimiter: delimiter, isName: true)
        }
        writer.append(UInt8(ascii: "\n"))
    }

    func write(_ feature: Feature, index: Int, to writer: inout ByteWriter) throws(InputError) {
        if let geometry = feature.geometry, !geometry.isOnEarth {
            throw InputError(
                "a coordinate is outside -180...180, -90...90 or is not a number",
                at: Finding.Place(file: layer.name, feature: index, id: feature.id),
                remedy: "Leave the feature without geometry, or correct its position.")
        }
        if layer.isVerbatim, feature.isBlank { return }
        var first = true
        func separate(_ writer: inout ByteWriter) {
            if !first { writer.append(delimiter) }
            first = false
        }
        switch header.places {
        case .none: break
        case .degrees:
            var position: GeoPosition?
            if case .point(let p) = feature.geometry { position = p }
            separate(&writer)
            if let position { writer.append(fixed: position.longitude, decimals: GeoJSONWriter.decimals) }
            separate(&writer)
            if let position { writer.append(fixed: position.latitude, decimals: GeoJSONWriter.decimals) }
        case .text:
            separate(&writer)
            writer.append(cell: feature.geometry.map { $0.mapPositions(Self.rounded).wkt } ?? "", delimiter: delimiter)
        }
        if header.hasIDs {
            separate(&writer)
            writer.append(cell: feature.id ?? "", delimiter: delimiter)
        }
        for field in fields {
            separate(&writer)
            writer.append(cell: feature.properties[field.name] ?? .null, as: field.type, delimiter: delimiter)
        }
        writer.append(UInt8(ascii: "\n"))
    }

    /// To the decimals that every format of ours writes.
    private static func rounded(_ p: GeoPosition) -> GeoPosition {
        GeoPosition(
            longitude: p.longitude.rounded(toDecimals: GeoJSONWriter.decimals),
            latitude: p.latitude.rounded(toDecimals: GeoJSONWriter.decimals))
    }
}

extension ByteWriter {
    /// A cell, in quotes where it holds the delimiter, a quote, a line end, or blanks at an end.
    ///
    /// RFC 4180 has no control characters but those of line ends, and some readers stop at them: they become U+FFFD, and so do noncharacters. What a spreadsheet would take for
    /// a formula stays as it is, since a cell must read back the same and negative numbers begin like one. A column's name is in quotes for any delimiter: readers guess by the first line.
    package mutating func append(cell text: String, delimiter: UInt8 = UInt8(ascii: ","), isName: Bool = false) {
        let text = Self.withoutControls(text)
        let utf8 = text.utf8
        let needsQuotes =
            utf8.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D } || utf8.first == 0x20
            || utf8.last == 0x20
            || isName && utf8.contains { CSVScanner.delimiters.contains($0) }
        guard needsQuotes else { return append(text) }
        append(UInt8(ascii: "\""))
        for byte in utf8 {
            if byte == UInt8(ascii: "\"") { append(byte) }
            append(byte)
        }
        append(UInt8(ascii: "\""))
    }

    private static func withoutControls(_ text: String) -> String {
        func isControl(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value < 0x20
                ? !["\t", "\n", "\r"].contains(scalar)
                : (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0xFFFE || scalar.value == 0xFFFF
        }
        // Any of them has a byte below 0x20, the byte 0x7F, or 0xC2 or 0xEF at its start.
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xEF }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
    }

    package mutating func append(cell value: FieldValue, as type: FieldType, delimiter: UInt8) {
        switch (type, value) {
        case (_, .null): break
        case (.real, .real(let value)): append(shortest: value, keepingPoint: true)
        case (.real, .integer(let value)): append(shortest: Double(value), keepingPoint: true)
        case (.mixed, .real(let value)): append(shortest: value, keepingPoint: true)
        case (_, .text("")): append("\"\"" as StaticString)
        default: append(cell: value.plainText, delimiter: delimiter)
        }
    }
}
