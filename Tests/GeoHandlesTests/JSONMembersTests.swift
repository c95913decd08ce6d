import GeoHandles
import TestSupport
import Testing

@Suite struct JSONMembersTests {
    private struct Found: Equatable {
        var lastComma: Int?
        var isClosed = false
        var stop = 0
    }

    private func found(_ text: [UInt8], from start: Int = 0) -> Found {
        (text + [UInt8](repeating: 0, count: 64)).withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return Found() }
            let members = JSONMembers(base, from: start, count: text.count)
            return Found(lastComma: members.lastComma, isClosed: members.isClosed, stop: members.stop)
        }
    }

    /// Byte by byte, as the grammar says.
    private func expected(_ text: [UInt8]) -> Found {
        var result = Found(stop: text.count)
        var depth = 0
        var inString = false
        var i = 0
        while i < text.count {
            let c = text[i]
            if inString {
                if c == UInt8(ascii: "\\") { i += 1 } else if c == UInt8(ascii: "\"") { inString = false }
            } else {
                switch c {
                case UInt8(ascii: "\""): inString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if depth < 0 { return Found(lastComma: result.lastComma, isClosed: true, stop: i) }
                case UInt8(ascii: ",") where depth == 0: result.lastComma = i
                default: break
                }
            }
            i += 1
        }
        return result
    }

    @Test(arguments: [
        ("two members and the bracket", #"{"a":1},{"b":[2,3]}] ,"#, 7 as Int?, true, 19),
        ("brackets and commas in a string", #"{"a":"],}\""},7"#, 13, false, 15),
        ("a string that does not end", #"{"a":1},"x,"#, 7, false, 11),
        ("nothing", "", nil, false, 0),
    ])
    func commasOnTheOutermostLevel(name: String, text: String, comma: Int?, isClosed: Bool, stop: Int) {
        #expect(found(Array(text.utf8)) == Found(lastComma: comma, isClosed: isClosed, stop: stop), "\(name)")
    }

    @Test func everyTextIsCutAsByteByByte() {
        let seed: UInt64 = 7
        var random = SeededGenerator(seed: seed)
        let alphabet = Array(#"""{}[],,\aaaaaaaaaaaaaa{[ "#.utf8)
        for round in 0..<4000 {
            var text: [UInt8] = []
            var inString = false
            for _ in 0..<Int.random(in: 1...400, using: &random) {
                var c = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                // Outside of strings a backslash is a mistake, which the parser finds.
                if c == UInt8(ascii: "\\"), !inString { c = UInt8(ascii: "a") }
                text.append(c)
                if c == UInt8(ascii: "\\") {
                    text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
                } else if c == UInt8(ascii: "\"") {
                    inString.toggle()
                }
            }
            #expect(found(text) == expected(text), "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self))")
        }
    }
}
