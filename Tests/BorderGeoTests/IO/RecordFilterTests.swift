import BorderGeo
import Testing

@Suite struct RecordFilterTests {
    static let record = Feature(
        id: "f1",
        geometry: .lineString(Polyline([GeoPosition(longitude: 1, latitude: 2), GeoPosition(longitude: 1, latitude: 3)])),
        properties: [
            "status": "built", "height": .real(2.5), "rows": "3", "since": "2017-06-30", "FENCE TYPE": "PED", "owner": .null,
            "note": " ", "and": 1,
            "flag": true,
        ])

    /// By hand, from the rules of docs/study.md.
    static let rows: [(String, Bool)] = [
        (#"status != "planned""#, true), (#"status = "built""#, true), (#"status == 'Built'"#, false), ("height >= 2.5", true),
        ("height < 2.5", false),
        ("rows > 2", true), ("rows <= 2", false), ("since < 2017-07-01", true), ("since >= '2018-01-01'", false),
        ("geometry is line", true),
        ("geometry is not line", false), ("geometry is point", false), ("owner is null", true), ("owner is not null", false),
        ("note is null", true),
        ("missing is null", true), ("missing = 1", false), ("missing != 1", true), ("missing > 0", false),
        (#"status in ("built", "planned")"#, true),
        (#"status not in ("built")"#, false), ("`FENCE TYPE` = 'PED'", true), ("not height > 3 and rows = 3", true),
        ("height > 3 or rows = 3 and status = 'x'", false), ("(height > 2 or rows = 9) and not (owner = 'x')", true),
        ("id = 'f1'", true),
        ("flag = true", true), ("`and` = 1", true), ("status <> 'built'", false), ("height = -2.5e0", false),
        ("NOT owner IS NULL", false),
    ]

    @Test(arguments: rows) func holdsAsTheRulesSay(text: String, expected: Bool) throws {
        #expect(try RecordFilter(text).keeps(Self.record) == expected)
    }

    static let flaws: [(String, Int, String)] = [
        ("", 1, "the expression is empty"), ("status", 7, "\"status\" is compared with nothing"),
        ("status = ", 10, "the value to compare with is missing"),
        ("status = planned", 10, "the value to compare with is missing"), ("status = \"x", 10, "a \" is not closed"),
        ("(a = 1", 7, "a bracket is not closed"), ("a = 1 b = 2", 7, "the expression goes on after its end"),
        ("a in 1", 6, "`in` needs a list"),
        ("a is 3", 6, "`is` is followed by neither null nor a shape"), ("a = 1; drop", 6, "\";\" has no meaning here"),
        ("and = 1", 1, "the name of a field is missing"),
        ("a = 12abc", 5, "\"12abc\" is not a number"), ("system('x')", 7, "\"system\" is compared with nothing"),
    ]

    @Test(arguments: flaws) func saysWhatIsWrongAndWhere(text: String, position: Int, problem: String) {
        let flaw = #expect(throws: RecordFilter.Flaw.self) { _ = try RecordFilter(text) }
        #expect(flaw?.problem == problem)
        #expect(flaw?.position == position)
        #expect(flaw?.remedy.isEmpty == false)
    }

    @Test func anyTextIsAnExpressionOrAFlaw() {
        var state: UInt64 = 7
        let alphabet = Array("abc\"'`()=!<>, andornotinis.12-\u{E9}\n")
        for length in 0..<400 {
            let text = String(
                (0..<(length % 40)).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return alphabet[Int(state >> 33) % alphabet.count]
                })
            if let filter = try? RecordFilter(text) { _ = filter.keeps(Self.record) }
        }
        #expect(throws: RecordFilter.Flaw.self) { _ = try RecordFilter(String(repeating: "(", count: 3000)) }
        #expect(throws: RecordFilter.Flaw.self) { _ = try RecordFilter(String(repeating: "not ", count: 900) + "a = 1") }
    }
}
