/// Reads well-known text, one character at a time.
struct WKTReader<P: Position> {
    private let bytes: [UInt8]
    private var at = 0
    /// The last number of every position, where it has more than two.
    private(set) var measures: [Double] = []

    init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

    /// The whole text as one geometry.
    package mutating func read() throws(GeometryFormatError) -> Geometry<P> {
        skipSRID()
        let geometry = try geometry(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw fail("something follows the geometry") }
        return geometry
    }

    private mutating func geometry(depth: Int) throws(GeometryFormatError) -> Geometry<P> {
        guard depth <= deepestNesting else { throw fail("collections are nested more than \(deepestNesting) deep") }
        let start = at
        var kind = word()
        // "POINTZ", "POINT Z", "POINT ZM": heights and measures are read over.
        for suffix in ["ZM", "Z", "M"] where kind.count > suffix.count && kind.hasSuffix(suffix) {
            kind.removeLast(suffix.count)
            break
        }
        let empty = endsWithEmpty()
        switch kind {
        case "POINT":
            return empty ? .multiPoint([]) : .point(try parenthesised { (r) throws(GeometryFormatError) in try r.position() })
        case "LINESTRING", "LINEARRING": return .lineString(Polyline(empty ? [] : try positions()))
        case "POLYGON": return .polygon(empty ? Polygon(exterior: []) : try polygon())
        case "MULTIPOINT":
            return .multiPoint(empty ? [] : try list { (r) throws(GeometryFormatError) in try r.pointMember() }.compactMap { $0 })
        case "MULTILINESTRING":
            return .multiLineString(
                empty ? [] : try list { (r) throws(GeometryFormatError) in Polyline(r.endsWithEmpty() ? [] : try r.positions()) })
        case "MULTIPOLYGON":
            return .multiPolygon(
                empty
                    ? []
                    : try list { (r) throws(GeometryFormatError) in r.endsWithEmpty() ? Polygon(exterior: []) : try r.polygon() })
        case "GEOMETRYCOLLECTION":
            return .collection(empty ? [] : try list { (r) throws(GeometryFormatError) in try r.geometry(depth: depth + 1) })
        default:
            at = start
            throw fail(kind.isEmpty ? "this is not the start of a geometry" : "\"\(kind)\" is not a supported geometry type")
        }
    }

    private mutating func polygon() throws(GeometryFormatError) -> Polygon<P> {
        let rings = try list { (r) throws(GeometryFormatError) in r.endsWithEmpty() ? [] : try r.positions() }
        return Polygon(exterior: rings.first ?? [], holes: Array(rings.dropFirst()))
    }

    private mutating func positions() throws(GeometryFormatError) -> [P] {
        try list { (r) throws(GeometryFormatError) in try r.position() }
    }

    /// A member of a multipoint: `1 2`, `(1 2)` or `EMPTY`.
    private mutating func pointMember() throws(GeometryFormatError) -> P? {
        if endsWithEmpty() { return nil }
        return peek() == UInt8(ascii: "(")
            ? try parenthesised { (r) throws(GeometryFormatError) in try r.position() } : try position()
    }

    private mutating func position() throws(GeometryFormatError) -> P {
        let x = try number()
        let y = try number()
        var last = Double.nan
        for _ in 0..<2 where startsNumber() { last = try number() }
        measures.append(last)
        return P(x: x, y: y)
    }

    private mutating func list<T>(
        _ element: (inout Self) throws(GeometryFormatError) -> T
    ) throws(GeometryFormatError) -> [T] {
        try parenthesised { (r) throws(GeometryFormatError) in
            var elements = [try element(&r)]
            while r.take(UInt8(ascii: ",")) { elements.append(try element(&r)) }
            return elements
        }
    }

    private mutating func parenthesised<T>(
        _ body: (inout Self) throws(GeometryFormatError) -> T
    ) throws(GeometryFormatError) -> T {
        guard take(UInt8(ascii: "(")) else { throw fail("expected \"(\"") }
        let result = try body(&self)
        guard take(UInt8(ascii: ")")) else { throw fail("expected \")\"") }
        return result
    }
}

/// Characters.
extension WKTReader {
    private func fail(_ problem: String) -> GeometryFormatError { GeometryFormatError(.wkt, at: at, problem) }

    private mutating func skipSpace() {
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    }

    private mutating func peek() -> UInt8? {
        skipSpace()
        return at < bytes.count ? bytes[at] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        at += 1
        return true
    }

    /// Letters, in upper case; empty where there are none.
    private mutating func word() -> String {
        skipSpace()
        let start = at
        while at < bytes.count, (bytes[at] | 0x20) >= UInt8(ascii: "a"), (bytes[at] | 0x20) <= UInt8(ascii: "z") { at += 1 }
        return String(decoding: bytes[start..<at].map { $0 & 0xDF }, as: UTF8.self)
    }

    /// Reads `EMPTY` and any `Z`, `M`, `ZM` before it or before a parenthesis.
    private mutating func endsWithEmpty() -> Bool {
        var back = at
        var text = word()
        if ["Z", "M", "ZM"].contains(text) {
            back = at
            text = word()
        }
        if text == "EMPTY" { return true }
        at = back
        return false
    }

    private mutating func startsNumber() -> Bool {
        guard let byte = peek() else { return false }
        return byte != UInt8(ascii: ",") && byte != UInt8(ascii: ")") && byte != UInt8(ascii: "(")
    }

    private mutating func number() throws(GeometryFormatError) -> Double {
        skipSpace()
        let start = at
        while at < bytes.count, Self.isNumeric(bytes[at]) { at += 1 }
        // NaN and infinities are read: what cannot use them says so, `validity` among them.
        guard let value = Double(String(decoding: bytes[start..<at], as: UTF8.self)) else {
            at = start
            throw fail("expected a number")
        }
        return value
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        // e, and the letters of nan, inf, infinity.
        default: Array("eEnNaAiIfFtTyY".utf8).contains(byte)
        }
    }

    private mutating func skipSRID() {
        let start = at
        guard word() == "SRID", take(UInt8(ascii: "=")), let end = bytes[at...].firstIndex(of: UInt8(ascii: ";")) else {
            at = start
            return
        }
        at = end + 1
    }
}
