import BorderAnalysis

extension AgreementReport {
    package func text(_ style: TextStyle = .plain) -> String {
        table.text(style) + "\n" + WrappedText.sentences(sentences, style)
    }

    package func markdown() -> String { table.markdown() + "\n" + sentences.map { "- \($0)\n" }.joined() }
}
