import BorderAnalysis

extension FindingSentence {
    func text(in language: ReportLanguage) -> String {
        switch language {
        case .english: english
        case .korean: korean
        }
    }
}
