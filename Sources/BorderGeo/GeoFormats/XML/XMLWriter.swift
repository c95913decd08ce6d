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
    /// A line of markup: a document type.
    mutating func raw(_ line: Markup) {
        out.append(line.text)
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

    /// As `Markup` does it. Readers turn white space into spaces inside attributes, and CR into LF everywhere, unless it is written as a reference.
    private mutating func escape(_ text: String, inAttribute: Bool) {
        let needsCare = text.utf8.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 >= 0x7F }
        guard needsCare else { return out.append(text) }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out.append("&amp;" as StaticString)
            case "<": out.append("&lt;" as StaticString)
            case ">": out.append("&gt;" as StaticString)
            case "\"" where inAttribute: out.append("&quot;" as StaticString)
            case "\t" where inAttribute, "\n" where inAttribute, "\r": out.append("&#\(scalar.value);")
            default: for byte in UTF8.encode(Markup.allowed(scalar)) ?? UTF8.encodedReplacementCharacter { out.append(byte) }
            }
        }
    }
}
