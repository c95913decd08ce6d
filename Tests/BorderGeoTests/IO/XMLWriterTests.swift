import Testing

@testable import GeoFormats

@Suite struct XMLWriterTests {
    /// Attributes put together at run time are written like those of a literal, escaped alike.
    @Test func attributesInPairsAreWrittenLikeOthers() {
        var literal = XMLWriter(declaration: false)
        literal.element("Item", ["a": "1", "b": "<\"&"]) { $0.text("name", "x") }
        var pairs = XMLWriter(declaration: false)
        pairs.element("Item", pairs: [("a", "1"), ("b", "<\"&")]) { $0.text("name", "x") }
        let text = String(decoding: pairs.bytes, as: UTF8.self)
        #expect(pairs.bytes == literal.bytes, "\(text)")
        #expect(text == "<Item a=\"1\" b=\"&lt;&quot;&amp;\">\n <name>x</name>\n</Item>\n", "\(text)")
    }
}
