/// A name or phrase of a study in the languages of reports; what is not translated is shown as it is.
public struct LocalText: Hashable, Sendable, ExpressibleByStringLiteral {
    public var english: String
    public var korean: String?

    public init(_ english: String, korean: String? = nil) {
        self.english = english
        self.korean = korean
    }

    public init(stringLiteral text: String) { self.init(text) }

    /// The text in Korean where there is one.
    package var koreanOrOwn: String { korean ?? english }
}
