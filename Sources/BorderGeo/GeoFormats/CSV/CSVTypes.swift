import LinearReferencing

/// The one type that holds all values of a column: whole numbers, numbers, truth values (`true`, `false`), or text. Empty cells fit every type.
///
/// Nothing is coerced: `08123`, `+5` and `12.10` stay text, since writing them as numbers would lose a character; so do dates.
struct CSVTypes {
    private var types: [FieldType?]

    init(columns: Int) { types = Array(repeating: nil, count: columns) }

    /// Columns in which no row had a value.
    var empty: Set<Int> { Set(types.indices.filter { types[$0] == nil }) }

    /// Text where no row had a value.
    var result: [FieldType] { types.map { $0 ?? .text } }

    mutating func add(_ cells: [CSVCell], _ scanner: CSVScanner) {
        for (i, cell) in cells.prefix(types.count).enumerated() where cell.count > 0 && types[i] != .text {
            let type = Self.type(scanner.bytes(cell))
            types[i] = types[i] == nil || types[i] == type ? type : Self.common(types[i], type)
        }
    }

    private static func common(_ a: FieldType?, _ b: FieldType) -> FieldType {
        switch (a, b) {
        case (.integer, .real), (.real, .integer): .real
        default: .text
        }
    }

    /// A number where writing it gives the very same characters, so that no id and no decimal is lost: `12.10`, `1E5`, `08123`, `-0` and digits that no
    /// double holds are text.
    static func type(_ bytes: UnsafeBufferPointer<UInt8>) -> FieldType {
        guard let start = bytes.baseAddress, bytes.count < 40 else { return .text }
        if bytes.count == 4, bytes.elementsEqual("true".utf8) { return .bool }
        if bytes.count == 5, bytes.elementsEqual("false".utf8) { return .bool }
        guard start[0] == UInt8(ascii: "-") || start[0] &- 48 < 10 else { return .text }
        var scanner = JSONScanner(start)
        guard let number = try? scanner.number(), scanner.offset == bytes.count else { return .text }
        if number.isInteger {
            if start[0] == UInt8(ascii: "-"), start[1] == UInt8(ascii: "0") { return .text }
            return bytes.count < 19 || Int64(String(decoding: bytes, as: UTF8.self)) != nil ? .integer : .text
        }
        return isShortest(bytes, number.value) ? .real : .text
    }

    /// Whether a number with a point or an exponent is what we write for its value.
    private static func isShortest(_ bytes: UnsafeBufferPointer<UInt8>, _ value: Double) -> Bool {
        // Numbers of up to 15 digits are each the shortest of their double: only a zero at the end is one too many, unless it is all that follows the point.
        if bytes.count <= 16, value.magnitude >= 1, let point = bytes.firstIndex(of: UInt8(ascii: ".")),
            bytes.count - point <= 10,
            !bytes.contains(where: { $0 | 0x20 == UInt8(ascii: "e") })
        {
            return bytes[bytes.count - 1] != UInt8(ascii: "0") || point == bytes.count - 2
        }
        var writer = ByteWriter(capacity: 32)
        writer.append(shortest: value, keepingPoint: true)
        return writer.withBytes { $0.elementsEqual(bytes) }
    }
}
