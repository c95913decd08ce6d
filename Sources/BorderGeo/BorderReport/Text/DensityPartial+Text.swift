import BorderAnalysis

extension DensityPartial {
    /// What `geo-tool density` writes for all records together, in its other formats.
    public func csv() -> String { table.csv(isSynthetic: isSynthetic) }
    public func text(_ style: TextStyle = .plain) -> String { [table].text(style, isSynthetic: isSynthetic) }
    public func markdown() -> String { [table].markdown(isSynthetic: isSynthetic) }
}
