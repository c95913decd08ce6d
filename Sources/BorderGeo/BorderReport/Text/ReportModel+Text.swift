import BorderAnalysis
import BorderBase
import BorderModel

extension ReportModel {
    /// The report for a terminal: headline sentences first, then caveats, tables, findings.
    package func text(_ style: TextStyle = .plain) -> String {
        var blocks = head(style)
        let headline = headline
        blocks.append(headline.sentences.map { style.paragraph($0) }.joined())
        blocks.append(headline.caveats.map { style.paragraph("Note: " + $0, dressed: style.faint) }.joined())
        blocks += tables.map { $0.text(style) }
        if let findings = findingsText(style) { blocks.append(findings) }
        return blocks.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The title, and what must be said of the whole.
    private func head(_ style: TextStyle) -> [String] {
        [style.paragraph("\(study.id): \(study.title)", dressed: style.strong)]
            + notices.map { style.paragraph($0, dressed: style.warning) }
    }

    /// The report in a few lines, for who wrote its folder: what leads, and where the rest is.
    package func brief(_ style: TextStyle, files: [String], in folder: String) -> String {
        var blocks = head(style)
        blocks.append(briefSentences.map { style.paragraph($0) }.joined())
        let opened = files.filter { file in
            !file.contains("/") && ["html", "qgz", "gpkg", "kmz"].contains { file.hasSuffix("." + $0) }
        }
        let rest = files.count - opened.count
        let paths = opened.map { "  \(folder.hasSuffix("/") ? folder : folder + "/")\($0)\n" }
        blocks.append(
            "Written:\n" + paths.joined()
                + (rest == 0 ? "" : "  and \(NumberText.counted(rest, one: "more file", many: "more files"))\n"))
        return blocks.joined(separator: "\n")
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
    func csv(_ table: ResultTable) -> String {
        table.csv(adding: [("synthetic", study.synthetic ? "true" : "false")] + assumedObservation.constants)
    }

    func findingsText(_ style: TextStyle) -> String? {
        guard !findings.isEmpty else { return nil }
        return style.strong("Findings") + "\n"
            + listedFindings.map {
                style.paragraph("\($0.severity.rawValue): \($0.sentence)")
                    + ($0.remedy.isEmpty ? "" : style.paragraph("  \($0.remedy)", dressed: style.faint))
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
