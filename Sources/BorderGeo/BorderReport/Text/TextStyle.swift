/// Whether text is dressed for a terminal. The caller knows whether a person looks at it; the library never asks.
package enum TextStyle: Hashable, Sendable {
    case plain, ansi

    func strong(_ text: String) -> String { wrapped(text, "1") }
    func faint(_ text: String) -> String { wrapped(text, "2") }
    func warning(_ text: String) -> String { wrapped(text, "33") }

    private func wrapped(_ text: String, _ code: String) -> String {
        self == .ansi ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
