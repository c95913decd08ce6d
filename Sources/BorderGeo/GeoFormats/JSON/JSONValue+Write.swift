import BorderBase

extension JSONValue {
    /// How JSON text is laid out.
    package enum Layout: Hashable, Sendable {
        /// No space at all: one line, for NDJSON.
        case compact
        /// Two spaces a level; arrays of plain values on one line.
        case pretty
    }

    /// The document as UTF-8 text, without a newline at its end.
    package func text(_ layout: Layout = .pretty) -> String {
        var writer = ByteWriter(capacity: 1024)
        write(to: &writer, layout)
        return writer.text
    }

    /// Appends the document to `writer`, without a newline at its end.
    package func write(to writer: inout ByteWriter, _ layout: Layout = .pretty) {
        write(to: &writer, pretty: layout == .pretty, depth: 0)
    }

    private func write(to writer: inout ByteWriter, pretty: Bool, depth: Int) {
        switch self {
        case .null: writer.append("null" as StaticString)
        case .bool(let value): writer.append(value ? "true" as StaticString : "false")
        case .integer(let value): writer.append(integer: value)
        case .number(let value, let decimals): writer.append(fixed: value, decimals: decimals)
        case .significant(let value, let figures): writer.append(value, significant: figures)
        case .shortest(let value): writer.append(shortest: value)
        case .string(let value): writer.append(quoted: value)
        case .raw(let value): writer.append(value)
        case .array(let values):
            let broken = pretty && values.contains { !$0.isPlain }
            writer.append(UInt8(ascii: "["))
            for (i, value) in values.enumerated() {
                if i > 0 { writer.append(UInt8(ascii: ",")) }
                if broken { writer.appendLineBreak(depth + 1) } else if pretty, i > 0 { writer.append(UInt8(ascii: " ")) }
                value.write(to: &writer, pretty: pretty, depth: depth + 1)
            }
            if broken { writer.appendLineBreak(depth) }
            writer.append(UInt8(ascii: "]"))
        case .object(let members):
            writer.append(UInt8(ascii: "{"))
            var first = true
            for (key, value) in members {
                if !first { writer.append(UInt8(ascii: ",")) }
                first = false
                if pretty { writer.appendLineBreak(depth + 1) }
                writer.append(quoted: key)
                writer.append(UInt8(ascii: ":"))
                if pretty { writer.append(UInt8(ascii: " ")) }
                value.write(to: &writer, pretty: pretty, depth: depth + 1)
            }
            if pretty, !members.isEmpty { writer.appendLineBreak(depth) }
            writer.append(UInt8(ascii: "}"))
        }
    }

    private var isPlain: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }
}

extension ByteWriter {
    fileprivate mutating func appendLineBreak(_ depth: Int) {
        append(UInt8(ascii: "\n"))
        for _ in 0..<depth { append("  " as StaticString) }
    }

    /// A JSON string: quoted, with `"`, `\` and control characters escaped; everything else as its UTF-8.
    package mutating func append(quoted text: String) {
        var text = text
        text.withUTF8 { append(quoted: UnsafeRawBufferPointer($0)) }
    }

    /// A JSON string from UTF-8 bytes known to be valid.
    package mutating func append(quoted bytes: UnsafeRawBufferPointer) {
        append(UInt8(ascii: "\""))
        var start = 0
        for i in 0..<bytes.count {
            let byte = bytes[i]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            append(UnsafeRawBufferPointer(rebasing: bytes[start..<i]))
            appendEscape(byte)
            start = i + 1
        }
        append(UnsafeRawBufferPointer(rebasing: bytes[start...]))
        append(UInt8(ascii: "\""))
    }

    private mutating func appendEscape(_ byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0D: append(UInt8(ascii: "r"))
        default:
            append("u00" as StaticString)
            append(byte >> 4 + UInt8(ascii: "0"))
            let low = byte & 15
            append(low < 10 ? low + UInt8(ascii: "0") : low - 10 + UInt8(ascii: "a"))
        }
    }
}
