import BorderGeo
import Testing

/// Bytes made with Python's codecs: "kind,이름\n초소,회령시 감시초소\n" and "kind,名称\n军营,会宁边境军营\n".
private let korean: [UInt8] = [
    0x6B, 0x69, 0x6E, 0x64, 0x2C, 0xC0, 0xCC, 0xB8, 0xA7, 0x0A, 0xC3, 0xCA, 0xBC, 0xD2, 0x2C, 0xC8, 0xB8, 0xB7, 0xC9, 0xBD, 0xC3,
    0x20,
    0xB0, 0xA8, 0xBD, 0xC3, 0xC3, 0xCA, 0xBC, 0xD2, 0x0A,
]
private let chinese: [UInt8] = [
    0x6B, 0x69, 0x6E, 0x64, 0x2C, 0xC3, 0xFB, 0xB3, 0xC6, 0x0A, 0xBE, 0xFC, 0xD3, 0xAA, 0x2C, 0xBB, 0xE1, 0xC4, 0xFE, 0xB1, 0xDF,
    0xBE,
    0xB3, 0xBE, 0xFC, 0xD3, 0xAA, 0x0A,
]
private let koreanText = "kind,이름\n초소,회령시 감시초소\n"
private let chineseText = "kind,名称\n军营,会宁边境军营\n"

@Suite struct TextEncodingTests {
    @Test(
        arguments: [
            ("CP949, guessed", korean, nil, koreanText, TextEncoding.cp949),
            ("EUC-KR, declared", korean, "EUC-KR", koreanText, .cp949),
            ("GB 18030, declared", chinese, "gbk", chineseText, .gb18030),
            ("UTF-8 with mark", [0xEF, 0xBB, 0xBF] + Array(koreanText.utf8), nil, koreanText, .utf8),
            (
                "UTF-16LE with mark", [0xFF, 0xFE] + koreanText.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, nil,
                koreanText, .utf16LittleEndian
            ),
            (
                "UTF-16BE with mark", [0xFE, 0xFF] + chineseText.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, nil,
                chineseText, .utf16BigEndian
            ),
            ("plain UTF-8", Array(chineseText.utf8), nil, chineseText, .utf8), ("empty", [], nil, "", .utf8),
        ] as [(String, [UInt8], String?, String, TextEncoding)])
    func textsArriveUnharmed(name: String, bytes: [UInt8], declared: String?, text: String, encoding: TextEncoding) throws {
        let decoded = try TextEncoding.decode(bytes, declared: declared.flatMap(TextEncoding.init(named:)))
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
        #expect(decoded.encoding == encoding)
    }

    @Test func aLongerChineseTextIsTold() throws {
        let decoded = try TextEncoding.decode(chinese + chinese)
        #expect(decoded.encoding == .gb18030)
        #expect(decoded.isGuessed)
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == chineseText + chineseText)
    }

    @Test(arguments: [("too short to tell", Array(chinese.prefix(9))), ("noise", [0x61, 0xFF, 0xFE, 0x80, 0x0A])])
    func whatCannotBeToldIsRefusedWithARemedy(name: String, bytes: [UInt8]) throws {
        let error = try #require(throws: InputError.self) { try TextEncoding.decode(bytes, file: "n.csv") }
        #expect(error.remedy.description.contains("`encoding`"))
    }

    @Test func aWrongDeclarationNamesTheByte() throws {
        let error = try #require(throws: InputError.self) {
            try TextEncoding.decode(Array("a\nb\u{C800}".utf8), declared: .gb18030)
        }
        #expect(error.description.contains("is not gb18030"))
        #expect(error.place.line == 2)
    }
}
