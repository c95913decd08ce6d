import BorderBase

/// XML, SVG or HTML as it grows: what the source code says stands as it is, whatever is put in is escaped.
///
/// No text from data gets in otherwise, neither between tags nor in an attribute. (Names of elements and attributes are the source code's alone.)
package struct Markup: ExpressibleByStringInterpolation, Hashable, Sendable {
    package private(set) var text: String

    /// The compiler passes literals only.
    package init(stringLiteral text: StaticString) { self.text = "\(text)" }
    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// A text, escaped.
    package init(_ content: some StringProtocol) {
        text = ""
        Self.escape(content, to: &text)
    }

    /// What is built into the library, or was made safe another way: see `scripts/check` for who may say so.
    package init(vouchedFor text: String) { self.text = text }

    package var isEmpty: Bool { text.isEmpty }

    package static func + (a: Markup, b: Markup) -> Markup { Markup(vouchedFor: a.text + b.text) }
    package static func += (a: inout Markup, b: Markup) { a.text += b.text }

    package struct StringInterpolation: StringInterpolationProtocol {
        package typealias StringLiteralType = StaticString
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) { text += "\(literal)" }
        package mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            Markup.escape(value.description, to: &text)
        }
    }
}

extension Markup {
    /// Escapes for content and for attributes in either kind of quotes.
    private static func escape(_ content: some StringProtocol, to text: inout String) {
        text.reserveCapacity(text.utf8.count + content.utf8.count)
        for scalar in content.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(allowed(scalar))
            }
        }
    }

    /// The character, or U+FFFD for one that XML 1.0 forbids even as a reference, or that no reader should get: control characters.
    package static func allowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: scalar
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: "\u{FFFD}"
        default: scalar
        }
    }

    /// A text without characters that `allowed` replaces, for templates that escape by themselves.
    package static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { allowed($0) != $0 }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map(allowed)))
    }
}

extension Sequence<Markup> {
    /// One after the other.
    package func joined(separator: Markup = "") -> Markup {
        var result: Markup = ""
        for (i, part) in enumerated() { result += i > 0 ? separator + part : part }
        return result
    }
}
