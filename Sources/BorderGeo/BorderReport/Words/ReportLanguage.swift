/// A language of reports. Another one is a case here and a file of labels beside the Korean one; the compiler asks for every word.
public enum ReportLanguage: String, Hashable, Sendable, Codable, CaseIterable {
    case english = "en"
    case korean = "ko"

    /// The name of the language in itself.
    public var name: String {
        switch self {
        case .english: "English"
        case .korean: "한국어"
        }
    }
}
