import LinearReferencing

/// What stands around features that are written piece by piece: a FeatureCollection with its bounding box behind the features, or nothing where each is a line of its own.
package struct CollectionFrame {
    /// One FeatureCollection; otherwise a feature a line.
    private let isCollection: Bool
    private var box: GeoBox?
    private var hasMembers = false

    private static let head: StaticString = "{\"type\":\"FeatureCollection\",\"features\":[\n"

    package init(isCollection: Bool) { self.isCollection = isCollection }

    /// Writes a piece. In a collection every feature of it has a comma and a line end before it. The head waits for the first feature: an input that is refused leaves nothing on stdout.
    package mutating func write(_ bytes: borrowing ByteWriter, around own: GeoBox?, to output: borrowing OutputFile)
        throws(FileError)
    {
        if let own { if box == nil { box = own } else { box?.formUnion(own) } }
        guard bytes.count > 0 else { return }
        defer { hasMembers = true }
        guard !hasMembers, isCollection else { return try output.write(bytes) }
        var start = ByteWriter(capacity: bytes.count + 64)
        start.append(Self.head)
        bytes.withBytes { start.append(UnsafeRawBufferPointer(rebasing: $0.dropFirst(2))) }
        try output.write(start)
    }

    package func writeEnd(to output: borrowing OutputFile) throws(FileError) {
        guard isCollection else { return }
        var end = ByteWriter()
        if !hasMembers { end.append(Self.head) }
        end.append("\n]" as StaticString)
        if let box { end.append(bbox: box) }
        end.append("}\n" as StaticString)
        try output.write(end)
    }
}

extension OutputFile {
    package borrowing func write(_ writer: borrowing ByteWriter) throws(FileError) {
        let result = writer.withBytes { bytes in Result { () throws(FileError) in try write(bytes) } }
        try result.get()
    }
}

extension ByteWriter {
    /// A feature as it is, with its own members alone: types and missing values stay.
    package mutating func append(verbatim feature: Feature) {
        append("{\"type\":\"Feature\"" as StaticString)
        if let id = feature.id {
            append(",\"id\":" as StaticString)
            append(quoted: id.looksLikeDate ? "id-" + id : id)
        }
        append(",\"properties\":{" as StaticString)
        for (i, (name, value)) in feature.properties.enumerated() {
            if i > 0 { append(UInt8(ascii: ",")) }
            append(quoted: name)
            append(UInt8(ascii: ":"))
            append(value, as: .mixed)
        }
        append("},\"geometry\":" as StaticString)
        if let geometry = feature.geometry { append(geometry) } else { append("null" as StaticString) }
        append(UInt8(ascii: "}"))
    }
}
