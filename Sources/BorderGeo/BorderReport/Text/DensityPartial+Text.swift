import BorderAnalysis

extension DensityPartial {
    /// What `geo-tool density` writes for all records together, in its other formats.
    package func csv() -> String { table.csv(isSynthetic: isSynthetic) }
    package func text(_ style: TextStyle = .plain) -> String { [table].text(style, isSynthetic: isSynthetic) }
    package func markdown() -> String { [table].markdown(isSynthetic: isSynthetic) }
}
