import BorderAnalysis

extension AgreementReport {
    public func text(_ style: TextStyle = .plain) -> String {
        table.text(style) + "\n" + WrappedText.sentences(sentences)
    }

    public func markdown() -> String { table.markdown() + "\n" + sentences.map { "- \($0)\n" }.joined() }
}
