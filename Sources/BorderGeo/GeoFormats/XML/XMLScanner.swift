/// Reads an XML document event by event from bytes in memory: elements and text, nothing else.
///
/// Made for files from strangers. Entities are never expanded beyond the five of XML and character references, so a document cannot grow;
/// a document type with declarations is refused; nothing outside the document is ever fetched. Prefixes of names are left out
/// (`gx:Track` is `Track`). Foundation's parser is not used: it is a library of its own that every start of the program would load.
struct XMLScanner {
    enum Event: Hashable, Sendable {
        case start(String)
        case end(String)
        /// Text with references resolved; CDATA arrives as text too. White space between elements included.
        case text(String)
        case endOfDocument
    }

    /// Why bytes are no readable XML.
    struct Failure: Error, Hashable, Sendable {
        var line: Int
        var problem: String
    }

    static let maximumDepth = 256

    private let bytes: [UInt8]
    private var at: Int
    private var open: [String] = []
    private var pendingEnd = false
    private var sawRoot = false
    /// Attributes of the element last started, in file order.
    private(set) var attributes: [(name: String, value: String)] = []

    /// What the document says of its encoding is no longer so.
    private let isDecoded: Bool

    /// UTF-8, with or without byte order mark. Other encodings are refused: convert them first, and say so with `isDecoded`.
    init(_ bytes: [UInt8], isDecoded: Bool = false) throws(Failure) {
        self.bytes = bytes
        self.isDecoded = isDecoded
        at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Failure(line: 1, problem: "the document is UTF-16; save it as UTF-8")
        }
    }
}

extension XMLScanner {
    /// The line that reading has come to, 1-based. Counts from the start: for messages only.
    var line: Int { bytes[..<min(at, bytes.count)].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } }

    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

    mutating func next() throws(Failure) -> Event {
        if pendingEnd {
            pendingEnd = false
            return .end(open.removeLast())
        }
        while at < bytes.count {
            if bytes[at] != 0x3C {
                let text = try readText()
                if open.isEmpty {
                    guard text.utf8.allSatisfy({ $0 <= 0x20 }) else { throw fail("text outside the document's element") }
                    continue
                }
                return .text(text)
            }
            if skip("<!--") {
                try skipPast("-->", "a comment")
            } else if skip("<![CDATA[") {
                let start = at
                try skipPast("]]>", "a CDATA section")
                return .text(String(decoding: bytes[start..<(at - 3)], as: UTF8.self))
            } else if skip("<?") {
                try readInstruction()
            } else if skip("<!DOCTYPE") {
                try skipDocumentType()
            } else if skip("</") {
                return try readEnd()
            } else {
                return try readStart()
            }
        }
        guard open.isEmpty else { throw fail("the document ends inside <\(open.last ?? "")>; it may be cut off") }
        guard sawRoot else { throw fail("it contains no element") }
        return .endOfDocument
    }

    /// Reads on until the element that was started last is closed.
    mutating func skipElement() throws(Failure) {
        let depth = open.count - 1
        while open.count > depth { _ = try next() }
    }

    /// How many elements are open.
    var depth: Int { open.count }

    /// Reads on until no more than so many elements are open.
    mutating func skip(toDepth depth: Int) throws(Failure) {
        while open.count > depth { _ = try next() }
    }

    /// The text of the element started last, child elements left out, up to its end.
    mutating func elementText() throws(Failure) -> String {
        let depth = open.count - 1
        var text = ""
        while open.count > depth {
            if case .text(let part) = try next(), open.count == depth + 1 { text += part }
        }
        return text
    }

    private func fail(_ problem: String) -> Failure { Failure(line: line, problem: problem) }

    private mutating func skip(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard at + count <= bytes.count else { return false }
        for i in 0..<count where bytes[at + i] != literal.utf8Start[i] { return false }
        at += count
        return true
    }

    private mutating func skipPast(_ literal: StaticString, _ what: String) throws(Failure) {
        while at < bytes.count {
            if skip(literal) { return }
            at += 1
        }
        throw fail("\(what) is not closed")
    }

    private mutating func readInstruction() throws(Failure) {
        let start = at
        try skipPast("?>", "an instruction")
        let text = String(decoding: bytes[start..<(at - 2)], as: UTF8.self).lowercased()
        guard text.hasPrefix("xml "), let range = text[...].firstRange(ofText: "encoding") else { return }
        let value = text[range.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\"" || $0 == "'" }
            .prefix { $0 != "\"" && $0 != "'" }
        guard isDecoded || ["utf-8", "utf8", "us-ascii", "ascii"].contains(String(value)) else {
            throw fail("the document says its encoding is \(value); save it as UTF-8")
        }
    }

    private mutating func skipDocumentType() throws(Failure) {
        while at < bytes.count, bytes[at] != 0x3E {
            if bytes[at] == 0x5B { throw fail("the document declares entities or a type of its own, which is not read") }
            at += 1
        }
        at += 1
    }

    private mutating func readEnd() throws(Failure) -> Event {
        let name = readName()
        skipSpace()
        guard at < bytes.count, bytes[at] == 0x3E else { throw fail("</\(name) is not closed") }
        at += 1
        guard let last = open.last, last == name else {
            throw fail("</\(name)> closes \(open.last.map { "<\($0)>" } ?? "nothing")")
        }
        open.removeLast()
        return .end(name)
    }

    private mutating func readStart() throws(Failure) -> Event {
        at += 1
        let name = readName()
        guard !name.isEmpty else { throw fail("\"<\" is not followed by a name; write &lt; in text") }
        guard !(open.isEmpty && sawRoot) else { throw fail("a second document element <\(name)>") }
        guard open.count < Self.maximumDepth else { throw fail("elements are nested more than \(Self.maximumDepth) deep") }
        attributes.removeAll(keepingCapacity: true)
        while true {
            skipSpace()
            guard at < bytes.count else { throw fail("<\(name) is not closed") }
            if bytes[at] == 0x3E {
                at += 1
                break
            }
            if skip("/>") {
                pendingEnd = true
                break
            }
            try readAttribute(of: name)
        }
        open.append(name)
        sawRoot = true
        return .start(name)
    }

    private mutating func readAttribute(of element: String) throws(Failure) {
        let key = readName()
        skipSpace()
        guard !key.isEmpty, at < bytes.count, bytes[at] == 0x3D else { throw fail("an attribute of <\(element)> has no value") }
        at += 1
        skipSpace()
        guard at < bytes.count, bytes[at] == 0x22 || bytes[at] == 0x27 else {
            throw fail("the attribute \(key) of <\(element)> is not in quotes")
        }
        let quote = bytes[at]
        at += 1
        let start = at
        while at < bytes.count, bytes[at] != quote { at += 1 }
        guard at < bytes.count else { throw fail("the attribute \(key) of <\(element)> is not closed") }
        attributes.append((key, Self.resolved(bytes[start..<at])))
        at += 1
    }

    /// A name without its prefix.
    private mutating func readName() -> String {
        var start = at
        loop: while at < bytes.count {
            switch bytes[at] {
            case 0x3A:
                at += 1
                start = at
            case 0x00...0x20, 0x2F, 0x3E, 0x3D, 0x3C, 0x22, 0x27: break loop
            default: at += 1
            }
        }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func skipSpace() { while at < bytes.count, bytes[at] <= 0x20 { at += 1 } }

    private mutating func readText() throws(Failure) -> String {
        let start = at
        while at < bytes.count, bytes[at] != 0x3C { at += 1 }
        return Self.resolved(bytes[start..<at])
    }

    /// Text with the five named references and character references resolved; any other `&name;` stays as it is written.
    private static func resolved(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(0x26) else { return String(decoding: bytes, as: UTF8.self) }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            if bytes[at] == 0x26, let end = bytes[at...].prefix(12).firstIndex(of: 0x3B),
                let text = reference(String(decoding: bytes[(at + 1)..<end], as: UTF8.self))
            {
                out += text.utf8
                at = end + 1
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func reference(_ name: String) -> String? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let value = digits.hasPrefix("x") || digits.hasPrefix("X") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return value.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
        }
    }
}

extension Substring {
    /// Where `text` first occurs. (The standard library's search lives in a module of its own.)
    fileprivate func firstRange(ofText text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
