import LinearReferencing

/// Walks a checked JSON object member by member.
package struct PropertyScanner {
    private let base: UnsafePointer<UInt8>
    private let start: Int

    package init(_ base: UnsafePointer<UInt8>, at start: Int) {
        self.base = base
        self.start = start
    }

    /// Calls `body` with every member's name and the byte range of its value.
    package func forEach(_ body: (JSONText, Range<Int>) -> Void) {
        var scanner = JSONScanner(base, at: start)
        guard scanner.take(UInt8(ascii: "{")), !scanner.take(UInt8(ascii: "}")) else { return }
        repeat {
            guard let name = try? scanner.key() else { return }
            scanner.skipSpace()
            let valueStart = scanner.offset
            guard (try? scanner.skipValue()) != nil else { return }
            body(name, valueStart..<scanner.offset)
        } while scanner.take(UInt8(ascii: ","))
    }
}

extension FieldValue {
    /// A checked JSON value: whole numbers that fit stay whole, larger ones stay verbatim text of JSON.
    package init(json base: UnsafePointer<UInt8>, _ range: Range<Int>) {
        var scanner = JSONScanner(base, at: range.lowerBound)
        func verbatim() -> String {
            String(decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count), as: UTF8.self)
        }
        switch scanner.p.pointee {
        case UInt8(ascii: "\""): self = ((try? scanner.text()).map { .text($0.string) }) ?? .null
        case UInt8(ascii: "{"), UInt8(ascii: "["): self = .json(verbatim())
        case UInt8(ascii: "t"): self = .bool(true)
        case UInt8(ascii: "f"): self = .bool(false)
        case UInt8(ascii: "n"): self = .null
        default:
            guard let number = try? scanner.number() else {
                self = .null
                return
            }
            if number.isInteger {
                let text = verbatim()
                self = Int64(text).map { .integer($0) } ?? .json(text)
            } else {
                self = .real(number.value)
            }
        }
    }
}
