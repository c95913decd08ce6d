import BorderBase

/// How a text is laid out for whoever reads it: with the dress of a terminal or plain, and how many columns there are. The caller knows whether a person
/// looks at it; the library never asks.
package struct TextStyle: Hashable, Sendable {
    /// Whether words are emphasised by what a terminal understands.
    package var isDressed: Bool
    /// Columns of the terminal that shows it; `nil` where none does: then lines are as long as they need to be.
    package var width: Int?

    package init(isDressed: Bool, width: Int? = nil) {
        self.isDressed = isDressed
        self.width = width
    }

    package static let plain = TextStyle(isDressed: false)
    package static let ansi = TextStyle(isDressed: true)

    func strong(_ text: String) -> String { wrapped(text, Self.strongStart) }
    func faint(_ text: String) -> String { wrapped(text, Self.faintStart) }
    func warning(_ text: String) -> String { wrapped(text, Self.warningStart) }

    /// A sentence as lines that fit, the second and later ones indented by two columns; ended by a newline.
    func paragraph(_ text: String, unless limit: Int? = nil) -> String {
        guard let width = width ?? limit else { return text + "\n" }
        return WrappedText(text, width: max(20, width), indent: 2).lines.joined(separator: "\n") + "\n"
    }

    /// The same, dressed line by line, so that no emphasis crosses the end of one.
    func paragraph(_ text: String, dressed dress: (String) -> String) -> String {
        guard let width else { return dress(text) + "\n" }
        return WrappedText(text, width: max(20, width), indent: 2).lines.map(dress).joined(separator: "\n") + "\n"
    }

    /// A sentence that begins `columns` to the right, with all its lines there; ended by a newline.
    func hanging(_ text: String, by columns: Int) -> String {
        guard let width else { return text + "\n" }
        let lines = WrappedText(text, width: max(20, width - columns)).lines
        return lines.joined(separator: "\n" + String(repeating: " ", count: columns)) + "\n"
    }

    private static let strongStart = "\u{1B}[1m"
    private static let faintStart = "\u{1B}[2m"
    private static let warningStart = "\u{1B}[33m"
    private static let end = "\u{1B}[0m"

    private func wrapped(_ text: String, _ start: String) -> String {
        isDressed ? start + TerminalText(text).description + Self.end : text
    }

    /// A finished text as a terminal may get it: the dress stays, everything else that a terminal would act on is made visible.
    package func safe(_ text: String) -> TerminalText {
        TerminalText(text, keeping: isDressed ? [Self.strongStart, Self.faintStart, Self.warningStart, Self.end] : [])
    }
}
