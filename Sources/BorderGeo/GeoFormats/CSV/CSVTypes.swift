import LinearReferencing

/// The one type that holds all values of a column: whole numbers, numbers, truth values (`true`, `false`), or text. Empty cells fit every type.
///
/// Nothing is coerced: `08123` and `+5` stay text, since writing them as numbers would lose a character; so do dates.
struct CSVTypes {
    private var types: [FieldType?]

    init(columns: Int) { types = Array(repeating: nil, count: columns) }

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

    /// Whether JSON would write the number with the same characters or an equal number: no leading zeros, no plus, no blanks.
    static func type(_ bytes: UnsafeBufferPointer<UInt8>) -> FieldType {
        guard let start = bytes.baseAddress, bytes.count < 40 else { return .text }
        if bytes.count == 4, bytes.elementsEqual("true".utf8) { return .bool }
        if bytes.count == 5, bytes.elementsEqual("false".utf8) { return .bool }
        guard start[0] == UInt8(ascii: "-") || start[0] &- 48 < 10 else { return .text }
        var scanner = JSONScanner(start)
        guard let number = try? scanner.number(), scanner.offset == bytes.count else { return .text }
        return number.isInteger ? (bytes.count < 19 ? .integer : .text) : .real
    }
}
