/// Text inside of Markdown: nothing of it is read as markup, in a paragraph or in a cell of a table, and it stays on its line.
package struct MarkdownText: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ text: String) {
        var result = ""
        let scalars = Array(
            TerminalText(text.split(whereSeparator: \.isNewline).joined(separator: " "), isLine: true).description.unicodeScalars)
        for (i, scalar) in scalars.enumerated() {
            let next = i + 1 < scalars.count ? scalars[i + 1] : " "
            switch scalar {
            case "|", "\\", "`", "*", "[", "]": result += "\\"
            // A tag, a comment, an entity; a number that is smaller than another is none.
            case "<" where next.properties.isAlphabetic || next == "/" || next == "!" || next == "?":
                result += "&lt;"
                continue
            case "&" where next.properties.isAlphabetic || next == "#":
                result += "&amp;"
                continue
            default: break
            }
            result.unicodeScalars.append(scalar)
        }
        description = result
    }
}
