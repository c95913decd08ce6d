/// A sentence with figures in it, in every language of reports.
struct ReportSentence: Hashable {
    /// Unique in a page: the key that its element carries.
    var key: String
    var english: String
    var korean: String

    init(_ key: String, english: String, korean: String) {
        self.key = key
        self.english = english
        self.korean = korean
    }

    func text(in language: ReportLanguage) -> String {
        switch language {
        case .english: english
        case .korean: korean
        }
    }
}
