/// Text as a terminal may get it: characters that would move the cursor, colour, hide or turn text round are written as `<U+001B>`.
///
/// That is control characters (C0 but tab and line end, DEL, C1), and the marks that override the direction of writing.
package struct TerminalText: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// `isLine`: line ends and tabs are made visible too, as a cell of a table or a name in a sentence wants it.
    package init(_ text: String, isLine: Bool = false) { self.init(text, isLine: isLine, keeping: []) }

    /// `dress`: sequences that the library itself put in to make text bold, faint or coloured; they stay.
    package init(_ text: String, isLine: Bool = false, keeping dress: [String]) {
        guard text.unicodeScalars.contains(where: { Self.isHidden($0, isLine: isLine) }) else {
            description = text
            return
        }
        var result = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if scalar == "\u{1B}", let kept = dress.first(where: { rest.starts(with: $0.unicodeScalars) }) {
                result += kept
                rest = rest.dropFirst(kept.unicodeScalars.count)
                continue
            }
            if scalar == "\r", !isLine, rest.dropFirst().first == "\n" {
                result.unicodeScalars.append(scalar)
            } else if Self.isHidden(scalar, isLine: isLine) {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
            } else {
                result.unicodeScalars.append(scalar)
            }
            rest.removeFirst()
        }
        description = result
    }

    private static func isHidden(_ scalar: Unicode.Scalar, isLine: Bool) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: isLine
        case 0..<0x20, 0x7F..<0xA0: true
        // Line and paragraph separator; embeddings, overrides and isolates; marks of direction; deprecated format characters; the byte order mark.
        case 0x2028, 0x2029: true
        case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C, 0x206A...0x206F, 0xFEFF, 0xE0000...0xE007F: true
        default: false
        }
    }
}
