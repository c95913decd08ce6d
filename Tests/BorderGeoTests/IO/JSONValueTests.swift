import BorderGeo
import Foundation
import Testing

@Suite struct JSONValueTests {
    private let document: JSONValue = [
        "schema": "geo-tool/coverage/1", "z": 1, "a": .metres(Metres(12.3456)), "ci95": [.rate(0.219390), .rate(.nan)],
        "rows": [["open": true, "gap": .null]], "empty": [], "none": [:],
    ]

    @Test func compactKeepsMemberOrder() {
        #expect(
            document.text(.compact)
                == #"{"schema":"geo-tool/coverage/1","z":1,"a":12.346,"ci95":[0.21939,null],"rows":[{"open":true,"gap":null}],"empty":[],"none":{}}"#
        )
    }

    @Test func prettyIndentsObjectsAndKeepsPlainArraysOnOneLine() {
        #expect(
            document.text(.pretty) == """
                {
                  "schema": "geo-tool/coverage/1",
                  "z": 1,
                  "a": 12.346,
                  "ci95": [0.21939, null],
                  "rows": [
                    {
                      "open": true,
                      "gap": null
                    }
                  ],
                  "empty": [],
                  "none": {}
                }
                """)
    }

    @Test(arguments: [
        ("plain", #""plain""#), ("a\"b\\c", #""a\"b\\c""#), ("\u{0}\u{1F}\n\t\r\u{8}\u{C}", #""\u0000\u001f\n\t\r\b\f""#),
        ("초소 军营 🗼", #""초소 军营 🗼""#), ("", #""""#),
    ])
    func stringsAreEscapedAndReadBack(text: String, json: String) throws {
        let written = JSONValue.string(text).text()
        #expect(written == json)
        let back = try JSONSerialization.jsonObject(with: Data(written.utf8), options: .fragmentsAllowed) as? String
        #expect(back == text)
    }
}
