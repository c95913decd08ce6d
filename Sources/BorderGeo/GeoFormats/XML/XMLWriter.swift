import BorderBase

/// Writes an XML document as bytes: elements, attributes, escaped text, one space of indentation a level.
///
/// The order of attributes is the caller's, so the same calls give the same bytes.
struct XMLWriter: Sendable {
    private(set) var out: ByteWriter
    private var open: [String] = []

    typealias Attributes = KeyValuePairs<String, String>

    /// A document with the XML declaration, or a fragment without.
    init(declaration: Bool = true) {
        out = ByteWriter(capacity: 1 << 12)
        if declaration { out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" as StaticString) }
    }

    package var bytes: [UInt8] { out.bytes }
}

extension XMLWriter {
    /// A line as it is: a document type.
    mutating func raw(_ line: String) {
        out.append(line)
        out.append(0x0A)
    }

    mutating func begin(_ name: String, _ attributes: Attributes = [:]) {
        startTag(name, attributes)
        out.append(">\n" as StaticString)
        open.append(name)
    }

    mutating func end() {
        guard let name = open.popLast() else { return }
        indent()
        endTag(name)
    }

    mutating func empty(_ name: String, _ attributes: Attributes = [:]) {
        startTag(name, attributes)
        out.append("/>\n" as StaticString)
    }

    /// `<name ...>text</name>`
    package mutating func text(_ name: String, _ content: String, attributes: Attributes = [:]) {
        startTag(name, attributes)
        out.append(0x3E)
        escape(content, inAttribute: false)
        endTag(name)
    }

    /// `<name ...>...</name>` with content that needs no escape: numbers.
    mutating func numbers(_ name: String, _ attributes: Attributes = [:], write: (inout ByteWriter) -> Void) {
        startTag(name, attributes)
        out.append(0x3E)
        write(&out)
        endTag(name)
    }

    mutating func element(
        _ name: String, _ attributes: Attributes = [:], content: (inout XMLWriter) throws -> Void
    ) rethrows {
        begin(name, attributes)
        try content(&self)
        end()
    }

    /// An element whose attributes are put together at run time.
    mutating func element(_ name: String, pairs: [(String, String)], content: (inout XMLWriter) -> Void) {
        startTag(name, [:])
        for (key, value) in pairs { attribute(key, value) }
        out.append(">\n" as StaticString)
        open.append(name)
        content(&self)
        end()
    }

    private mutating func startTag(_ name: String, _ attributes: Attributes) {
        indent()
        out.append(0x3C)
        out.append(name)
        for (key, value) in attributes { attribute(key, value) }
    }

    private mutating func attribute(_ key: String, _ value: String) {
        out.append(0x20)
        out.append(key)
        out.append("=\"" as StaticString)
        escape(value, inAttribute: true)
        out.append(0x22)
    }

    private mutating func endTag(_ name: String) {
        out.append("</" as StaticString)
        out.append(name)
        out.append(">\n" as StaticString)
    }

    private mutating func indent() { for _ in open { out.append(0x20) } }

    /// Characters that XML 1.0 forbids even as references (control characters) become U+FFFD: a file with them opens nowhere.
    private mutating func escape(_ text: String, inAttribute: Bool) {
        for byte in text.utf8 {
            switch byte {
            case 0x26: out.append("&amp;" as StaticString)
            case 0x3C: out.append("&lt;" as StaticString)
            case 0x3E: out.append("&gt;" as StaticString)
            case 0x22 where inAttribute: out.append("&quot;" as StaticString)
            case 0x09, 0x0A, 0x0D:
                // Readers turn these into spaces inside attributes, and CR into LF everywhere, unless written as references.
                if inAttribute || byte == 0x0D { out.append("&#\(byte);") } else { out.append(byte) }
            case 0..<0x20: out.append("\u{FFFD}" as StaticString)
            default: out.append(byte)
            }
        }
    }
}
