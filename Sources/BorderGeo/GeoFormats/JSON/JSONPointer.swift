import LinearReferencing

/// RFC 6901 pointers for messages. Nothing is tracked while reading: the way to a byte is walked again when an error asks for it.
package enum JSONPointer {
    /// The pointer of the value that holds or precedes `offset`, walking from `start`; tolerant of what is broken behind.
    static func path(to offset: Int, from start: Int, in base: UnsafePointer<UInt8>) -> String {
        var steps: [Step] = []
        var scanner = JSONScanner(base, at: start)
        while scanner.offset < offset {
            scanner.skipSpace()
            guard scanner.offset < offset else { break }
            switch scanner.p.pointee {
            case UInt8(ascii: "{"): steps.append(.member(nil))
            case UInt8(ascii: "["): steps.append(.index(0))
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = steps.popLast()
            case UInt8(ascii: ","):
                switch steps.last {
                case .index(let i): steps[steps.count - 1] = .index(i + 1)
                case .member: steps[steps.count - 1] = .member(nil)
                case nil: break
                }
            case UInt8(ascii: "\""):
                let before = scanner
                guard let text = try? scanner.text(), scanner.offset <= offset else { return describe(steps) }
                if case .member(nil) = steps.last {
                    steps[steps.count - 1] = .member(text.string)
                } else if before.offset == offset {
                    return describe(steps)
                }
                continue
            case 0: return describe(steps)
            default: break
            }
            scanner.p += 1
        }
        return describe(steps)
    }

    private enum Step {
        case member(String?)
        case index(Int)
    }

    private static func describe(_ steps: [Step]) -> String {
        var result = ""
        for (depth, step) in steps.enumerated() {
            if depth == 12 { return result + "/..." }
            switch step {
            case .index(let i): result += "/\(i)"
            case .member(let name?): result += "/" + escaped(name)
            case .member(nil): break
            }
        }
        return result
    }

    package static func escaped(_ name: String) -> String {
        var result = ""
        for character in name {
            switch character {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.append(character)
            }
        }
        return result
    }
}

extension InputError {
    /// A parse failure: line, pointer from `pointerFrom` (nowhere: none), what stands there, remedy.
    init(
        _ failure: ParseFailure, in block: ByteBlock, file: String?, linesBefore: Int = 0, pointerFrom start: Int? = 0,
        feature: Int? = nil
    ) {
        let line = 1 + linesBefore + block.lineEnds(before: failure.offset)
        let found = block.withPointer { base in Excerpt.text(base, at: failure.offset, count: block.count) }
        var pointer = ""
        if let start { pointer = block.withPointer { base in JSONPointer.path(to: failure.offset, from: start, in: base) } }
        let place = Finding.Place(file: file, feature: feature, line: line, pointer: pointer.isEmpty ? nil : pointer)
        self.init("\(failure.problem.sentence)\(found)", rule: "broken-record", at: place, remedy: failure.problem.remedy)
    }
}

/// What stands at a place of a file, for messages.
enum Excerpt {
    /// `, found "..."` with up to 24 bytes, or nothing at the end of the text.
    package static func text(_ base: UnsafePointer<UInt8>, at offset: Int, count: Int) -> String {
        guard offset < count else { return "" }
        var end = offset
        while end < count, end - offset < 24, base[end] != 0x0A, base[end] != 0x0D { end += 1 }
        guard end > offset else { return "" }
        while end < count, end > offset, base[end] & 0xC0 == 0x80 { end -= 1 }
        let raw = String(decoding: UnsafeBufferPointer(start: base + offset, count: end - offset), as: UTF8.self)
        let shown = raw.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : String($0) }.joined()
        return ", found `\(shown)`"
    }
}
