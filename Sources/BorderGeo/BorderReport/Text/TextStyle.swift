import BorderBase

/// Whether text is dressed for a terminal. The caller knows whether a person looks at it; the library never asks.
package enum TextStyle: Hashable, Sendable {
    case plain, ansi

    func strong(_ text: String) -> String { wrapped(text, Self.strongStart) }
    func faint(_ text: String) -> String { wrapped(text, Self.faintStart) }
    func warning(_ text: String) -> String { wrapped(text, Self.warningStart) }

    private static let strongStart = "\u{1B}[1m"
    private static let faintStart = "\u{1B}[2m"
    private static let warningStart = "\u{1B}[33m"
    private static let end = "\u{1B}[0m"

    private func wrapped(_ text: String, _ start: String) -> String {
        self == .ansi ? start + TerminalText(text).description + Self.end : text
    }

    /// A finished text as a terminal may get it: the dress stays, everything else that a terminal would act on is made visible.
    package func safe(_ text: String) -> TerminalText {
        TerminalText(text, keeping: self == .ansi ? [Self.strongStart, Self.faintStart, Self.warningStart, Self.end] : [])
    }
}
