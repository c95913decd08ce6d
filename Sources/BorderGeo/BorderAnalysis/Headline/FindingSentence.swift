/// A finding in one sentence, with its figures, in every language of reports: text, JSON and pages use the same one.
package struct FindingSentence: Hashable, Sendable {
    /// Unique in a page: the key that its element carries.
    package var key: String
    package var english: String
    package var korean: String

    package init(_ key: String, english: String, korean: String) {
        self.key = key
        self.english = english
        self.korean = korean
    }
}
