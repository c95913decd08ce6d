/// A name of a table, column or trigger that comes from data: the only way from a text into SQL.
///
/// In SQL it stands in quotes, which are doubled inside. SQLite ends a statement at a NUL, so one becomes U+FFFD: `name` says what the name is then.
package struct SQLIdentifier: Hashable, Sendable {
    package let name: String

    package init(_ text: String) {
        name =
            text.utf8.contains(0)
            ? String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 })) : text
    }

    /// As it stands in a statement. By scalars: a quote with a combining mark behind it is another character, and still a quote.
    fileprivate var quoted: String {
        var out = "\""
        for scalar in name.unicodeScalars {
            if scalar == "\"" { out += "\"" }
            out.unicodeScalars.append(scalar)
        }
        return out + "\""
    }
}

/// A statement, or several. It is put together from what the source code says and from identifiers; values are bound, so no other text gets in.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    let text: String

    /// The compiler passes literals only.
    package init(stringLiteral text: StaticString) { self.text = "\(text)" }
    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    private init(verbatim text: String) { self.text = text }

    package static func + (a: SQL, b: SQL) -> SQL { SQL(verbatim: a.text + b.text) }

    package struct StringInterpolation: StringInterpolationProtocol {
        package typealias StringLiteralType = StaticString
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) { text += "\(literal)" }
        package mutating func appendInterpolation(_ identifier: SQLIdentifier) { text += identifier.quoted }
        package mutating func appendInterpolation(_ sql: SQL) { text += sql.text }
    }
}

extension Sequence<SQL> {
    /// One after the other with a separator between them.
    package func joined(separator: SQL) -> SQL {
        var joined: SQL?
        for part in self { joined = joined.map { $0 + separator + part } ?? part }
        return joined ?? ""
    }
}
