import LinearReferencing
import OrderedCollections

extension JSONValue {
    /// Reads a JSON document (RFC 8259, strict). UTF-8 without byte order mark; at most 128 levels deep.
    ///
    /// Whole numbers that fit 64 bits are `.integer`, larger ones stay verbatim as `.raw`, others `.shortest`. A name given twice in one object
    /// keeps its last value, and names that are canonically equivalent (composed and decomposed Hangul) are the same name. Numbers beyond a
    /// double and lone surrogates are refused, never altered. Throws `InputError` with line and pointer.
    package init(parsing bytes: [UInt8], file: String? = nil) throws(InputError) {
        let block = ByteBlock(bytes)
        do throws(ParseFailure) {
            self = try block.withPointer { (base) throws(ParseFailure) in
                if let broken = UTF8Check.firstError(base, count: block.count) {
                    throw ParseFailure(problem: .notUTF8, offset: broken)
                }
                var scanner = JSONScanner(base)
                let value = try JSONValue(&scanner, depth: 0)
                scanner.skipSpace()
                guard scanner.offset == block.count else {
                    throw scanner.failure(.trailingBytes)
                }
                return value
            }
        } catch {
            throw InputError(error, in: block, file: file)
        }
    }

    package init(parsing text: String, file: String? = nil) throws(InputError) {
        try self.init(parsing: Array(text.utf8), file: file)
    }

    init(_ scanner: inout JSONScanner, depth: Int) throws(ParseFailure) {
        guard depth < 128 else { throw scanner.failure(.tooDeep) }
        scanner.skipSpace()
        switch scanner.p.pointee {
        case UInt8(ascii: "{"):
            scanner.p += 1
            var members: OrderedDictionary<String, JSONValue> = [:]
            if !scanner.take(UInt8(ascii: "}")) {
                repeat {
                    let name = try scanner.key().string
                    members[name] = try JSONValue(&scanner, depth: depth + 1)
                } while scanner.take(UInt8(ascii: ","))
                try scanner.expect(UInt8(ascii: "}"), scanner.p.pointee == 0 ? .unexpectedEnd : .expectedCommaOrBrace)
            }
            self = .object(members)
        case UInt8(ascii: "["):
            scanner.p += 1
            var values: [JSONValue] = []
            if !scanner.take(UInt8(ascii: "]")) {
                repeat { values.append(try JSONValue(&scanner, depth: depth + 1)) } while scanner.take(UInt8(ascii: ","))
                try scanner.expect(UInt8(ascii: "]"), scanner.p.pointee == 0 ? .unexpectedEnd : .expectedCommaOrBracket)
            }
            self = .array(values)
        case UInt8(ascii: "\""): self = .string(try scanner.text().string)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let start = scanner.p
            let number = try scanner.number()
            let text = String(decoding: UnsafeBufferPointer(start: start, count: scanner.p - start), as: UTF8.self)
            if number.isInteger { self = Int(text).map { .integer($0) } ?? .raw(text) } else { self = .shortest(number.value) }
        case UInt8(ascii: "t"):
            try scanner.literal("true")
            self = true
        case UInt8(ascii: "f"):
            try scanner.literal("false")
            self = false
        default:
            if scanner.p.pointee == UInt8(ascii: "n") { try scanner.literal("null") } else { try scanner.scalar() }
            self = .null
        }
    }

    /// The member `name` of an object, `nil` for other values and where there is none.
    package subscript(name: String) -> JSONValue? { if case .object(let members) = self { members[name] } else { nil } }

    /// The text of a string, else `nil`.
    package var stringValue: String? { if case .string(let text) = self { text } else { nil } }

    /// The values of an array, else `nil`.
    package var arrayValue: [JSONValue]? { if case .array(let values) = self { values } else { nil } }

    /// The value of a number, else `nil`.
    package var doubleValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .shortest(let value), .number(let value, _), .significant(let value, _): value
        case .raw(let text): Double(text)
        default: nil
        }
    }
}
