import BorderGeo
import Foundation
import TestSupport
import Testing

@Suite struct JSONParsingTests {
    @Test(arguments: [
        ("-9223372036854775808", "-9223372036854775808"), ("-9223372036854775809", "-9223372036854775809"),
        ("10000000000000000999", "10000000000000000999"), ("1.0", "1"), ("1E6", "1000000"), (#"{"a":0,"a":-0}"#, #"{"a":0}"#),
        (#""A\u0000B""#, #""A\u0000B""#), (#""\uD834\uDD1E""#, "\"\u{1D11E}\""), ("-0", "0"), ("[ ]", "[]"), (" {} ", "{}"),
        (#""\"\\\/\b\f\n\r\t\u00e9""#, #""\"\\/\b\f\n\r\té""#), ("0.1", "0.1"),
    ])
    func openQuestions(text: String, written: String) throws {
        #expect(try JSONValue(parsing: text).text(.compact) == written)
    }

    @Test(arguments: [
        ("[1,]", "/1", "there is a comma before"), (#"{"a":{"b":[1,2,x]}}"#, "/a/b/2", "a value is expected here, found `x]}}`"),
        (#"["\ud800"]"#, "/0", "half of a surrogate"), ("[1e400]", "/0", "too large"), ("[01]", "/0", "not a JSON number"),
        ("{\"a\":\n\n tru}", "/a", "a value is expected"), (#"{"a" 1}"#, "/a", "colon"), ("[1] 2", "", "follows the end"),
        (#"{"a~/b":[}"#, "/a~0~1b/0", "comma before"), ("[\"a", "/0", "not closed"), ("[", "/0", "ends inside"),
    ])
    func errorsNameLinePointerAndWhatStandsThere(text: String, pointer: String, words: String) throws {
        let error = try #require(throws: InputError.self) { try JSONValue(parsing: text, file: "x.json") }
        #expect(error.place.pointer ?? "" == pointer)
        #expect(error.place.line == (text.contains("\n") ? 3 : 1))
        #expect(error.problem.contains(words), "\(error)")
        #expect(!error.remedy.isEmpty)
    }

    @Test func nestingIsLimitedAndDoesNotOverflowTheStack() throws {
        #expect(throws: Never.self) {
            try JSONValue(parsing: String(repeating: "[", count: 127) + "1" + String(repeating: "]", count: 127))
        }
        #expect(throws: InputError.self) { try JSONValue(parsing: String(repeating: "[", count: 1_000_000)) }
    }

    /// `Double(String)` of the standard library is the second engine.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func numbersAreCorrectlyRounded(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<30_000 {
            let digits = 1 + Int(random.uniform(0...21.99))
            var text = random.next() & 1 == 0 ? "-" : ""
            let point = Int(random.uniform(0...Double(digits)))
            for i in 0..<digits {
                if i == point, i > 0 { text += "." }
                let digit = Int(random.uniform(0...9.99))
                text += String(i == 0 && point > 1 ? max(1, digit) : digit)
                if i == 0, digit == 0, point != 1 { text += "." + String(Int(random.uniform(0...9.99))); break }
            }
            if random.next() & 7 == 0 { text += "e\(Int(random.uniform(-320...280)))" }
            guard let expected = Double(text), let value = try? JSONValue(parsing: text) else { continue }
            #expect(value.doubleValue == expected, "seed \(seed), \(text)")
        }
    }

    /// Decimal digits of half-way points between two doubles: the hardest cases to round.
    @Test(arguments: [4, 5] as [UInt64])
    func tiesBetweenNeighboursRoundToEven(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<5_000 {
            let value = (random.uniform(1...180) * 4096).rounded() / 4096
            for text in [
                String(format: "%.17f", value + value.ulp / 2), String(format: "%.16f", value), String(format: "%.15f", value),
            ] {
                #expect(try JSONValue(parsing: text).doubleValue == Double(text), "seed \(seed), \(text)")
            }
        }
    }
}
