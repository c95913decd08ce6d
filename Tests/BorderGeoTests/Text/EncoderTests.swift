import BorderGeo
import DatabaseHandles
import Foundation
import Testing

/// One encoder a target; each row says what a text becomes there.
@Suite("encoders") struct EncoderTests {
    static let stems: [(text: String, stem: String)] = [
        ("2019/20", "map-2019-20"), ("A & B", "map-A---B"), ("<2019", "map--2019"), (#"spring "A""#, "map-spring--A-"),
        ("2019년", "map-2019년"),
        ("../../x", "map-..-..-x"), ("a\u{0}b", "map-a-b"), ("x\u{202E}y", "map-x-y"), ("", "map-"),
    ]

    @Test(arguments: stems) func aStemHasNothingThatLeadsElsewhere(row: (text: String, stem: String)) {
        #expect(FileStem(row.text, after: "map-").text == row.stem)
    }

    static let alone: [(text: String, stem: String)] = [
        ("../../x y", "x-y"), (".hidden", "hidden"), ("-rf", "rf"), ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("...", "unnamed"),
        ("", "unnamed"),
        ("end.", "end"), ("com1", "_com1"), ("console", "console"),
    ]

    @Test(arguments: alone) func aStemIsNeitherHiddenNorADevice(row: (text: String, stem: String)) {
        let text = row.text
        #expect(FileStem(text).text == row.stem)
    }

    @Test func longTextsAreCutAndStayApart() {
        let long = String(repeating: "가", count: 200)
        let (a, b) = (FileStem(long + "a"), FileStem(long + "b"))
        #expect(
            a != b && a.text.utf8.count <= FileStem.longest && b.text.utf8.count <= FileStem.longest && a.text.hasPrefix("가가"))
    }

    @Test func siblingsDifferWithoutLetterCase() {
        var names = FileStems()
        let stems = ["a", "A", "a-2", "a", String(repeating: "x", count: 300), String(repeating: "X", count: 300)].map {
            names.unique(FileStem($0)).text
        }
        #expect(Set(stems.map { $0.lowercased() }).count == stems.count, "\(stems)")
        #expect(stems[0...3] == ["a", "A-2", "a-2-2", "a-3"])
        #expect(stems.allSatisfy { $0.utf8.count <= FileStem.longest })
    }

    @Test func whatATerminalWouldActOnIsVisible() {
        #expect(
            TerminalText("\u{1B}[31ma\u{9B}\u{202E}b\u{0}\tc\nd\r\ne\rf").description
                == "<U+001B>[31ma<U+009B><U+202E>b<U+0000>\tc\nd\r\ne<U+000D>f")
        #expect(TerminalText("a\nb\tc", isLine: true).description == "a<U+000A>b<U+0009>c")
        #expect(TerminalText("회령 ‰ é").description == "회령 ‰ é")
        #expect(TextStyle.ansi.safe("\u{1B}[1mx\u{1B}[0m\u{1B}[31my").description == "\u{1B}[1mx\u{1B}[0m<U+001B>[31my")
        #expect(TextStyle.plain.safe("\u{1B}[1mx").description == "<U+001B>[1mx")
    }

    static let markdown: [(text: String, cell: String)] = [
        ("a|b", #"a\|b"#), ("<script>", "&lt;script>"), ("<2019", "<2019"), ("< 0.001", "< 0.001"), ("A & B", "A & B"),
        ("&lt;", "&amp;lt;"),
        ("a\nb", "a b"), ("[x](y)", #"\[x\](y)"#), ("`*\\", #"\`\*\\"#), ("guard_post", "guard_post"),
        ("\u{1B}[1m", #"<U+001B>\[1m"#),
    ]

    @Test(arguments: markdown) func aCellStaysACell(row: (text: String, cell: String)) {
        // What makes a control character visible is no tag of anybody's, but looks like one to Markdown.
        let expected = row.cell.replacingOccurrences(of: "<U+", with: "&lt;U+")
        #expect(MarkdownText(row.text).description == expected)
    }

    @Test func textInMarkupIsText() {
        let text = "\"><script>'&\u{1B}\u{FFFE}"
        let markup: Markup = "<g id=\"\(text)\">\("<b/>" as Markup)</g>"
        #expect(markup.text == "<g id=\"&quot;&gt;&lt;script&gt;&#39;&amp;\u{FFFD}\u{FFFD}\"><b/></g>")
        #expect(Markup(text).text == "&quot;&gt;&lt;script&gt;&#39;&amp;\u{FFFD}\u{FFFD}")
    }

    /// By scalars: a quote with a combining mark is another character, and still a quote.
    @Test func namesInSQLAreQuoted() throws {
        let connection = try SQLiteConnection.open(":memory:", for: .writing)
        for name in ["\"", "\"\u{301}", "a\u{0}\"b", "x\"); DROP TABLE y; --", ""] {
            let column = SQLIdentifier(name)
            try connection.execute("CREATE TABLE \(SQLIdentifier("t" + name)) (\(column) TEXT)")
            #expect(try connection.prepare("SELECT * FROM \(SQLIdentifier("t" + name))").name(0) == column.name)
        }
    }

    static let cells: [(text: String, cell: String)] = [
        ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\r\nb", "\"a\r\nb\""), ("=1+1", "=1+1"),
        ("\u{1B}[1m\u{0}", "\u{FFFD}[1m\u{FFFD}"), (" a", "\" a\""),
    ]

    @Test(arguments: cells) func aCellOfCSVReadsBack(row: (text: String, cell: String)) {
        var writer = ByteWriter(capacity: 16)
        writer.append(cell: row.text)
        #expect(writer.text == row.cell)
    }

    static let flaws: [(wkt: String, isWhole: Bool)] = [
        ("POLYGON((0 0,1 0,1 1))", false), ("POLYGON((0 0,1 0,1 1,0 0))", true), ("POLYGON((0 0,1 0,0 0))", false),
        ("LINESTRING(0 0)", false),
        ("LINESTRING EMPTY", true), ("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((0 0,1 0,1 1,2 2)))", false), ("POINT(1 2)", true),
        ("GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0))", false),
    ]

    @Test(arguments: flaws) func whatNoReaderTakesIsFound(row: (wkt: String, isWhole: Bool)) throws {
        #expect((try GeoGeometry(wkt: row.wkt).flaw == nil) == row.isWhole)
    }
}
