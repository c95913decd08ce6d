import BorderAnalysis
import BorderBase
import BorderModel

extension ReportModel {
    /// The report for a terminal: headline sentences first, then caveats, tables, findings.
    package func text(_ style: TextStyle = .plain) -> String {
        var blocks = [style.strong("\(study.id): \(study.title)") + "\n"]
        blocks += notices.map { style.warning($0) + "\n" }
        let headline = headline
        blocks.append(headline.sentences.map { $0 + "\n" }.joined())
        blocks.append(headline.caveats.map { style.faint("Note: " + $0) + "\n" }.joined())
        blocks += tables.map { $0.text(style) }
        if let findings = findingsText(style) { blocks.append(findings) }
        return blocks.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The report for repositories and pull requests.
    public func markdown() -> String {
        var blocks = ["# \(MarkdownText(study.title))\n"]
        blocks += notices.map { "> **\(MarkdownText($0))**\n" }
        let headline = headline
        blocks.append(headline.sentences.map { "- \(MarkdownText($0))\n" }.joined())
        if !headline.caveats.isEmpty {
            blocks.append("## Notes\n\n" + headline.caveats.map { "- \(MarkdownText($0))\n" }.joined())
        }
        blocks.append("## Tables\n")
        blocks += tables.map { $0.markdown() }
        if !findings.isEmpty {
            blocks.append(
                "## Findings\n\n"
                    + listedFindings.map { "- \($0.severity.rawValue): \(MarkdownText("\($0.sentence) \($0.remedy)"))\n" }
                    .joined())
        }
        return blocks.joined(separator: "\n")
    }

    /// Every figure of the report on a line of its own: `area,epoch,kind,quantity,basis,value`, lengths in metres.
    public func csv() -> String { csv(figuresTable) }

    /// A table as CSV that says in every row where positions are made up: rows are copied without their file.
    func csv(_ table: ResultTable) -> String { table.csv(adding: [("synthetic", study.synthetic ? "true" : "false")]) }

    func findingsText(_ style: TextStyle) -> String? {
        guard !findings.isEmpty else { return nil }
        return style.strong("Findings") + "\n"
            + listedFindings.map {
                "\($0.severity.rawValue): \($0.sentence)\n" + ($0.remedy.isEmpty ? "" : style.faint("  \($0.remedy)") + "\n")
            }
            .joined()
    }

    /// The figures of coverage, density and change as one long table.
    var figuresTable: ResultTable {
        FigureRows(coverage: coverage, density: density, changes: changes, gaps: edition?.gaps).table
    }

    /// The figures of change alone, as one long table.
    package var changeFigures: ResultTable { FigureRows(coverage: [], density: [], changes: changes, gaps: edition?.gaps).table }
}
