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
        var blocks = ["# \(study.title)\n"]
        blocks += notices.map { "> **\($0)**\n" }
        let headline = headline
        blocks.append(headline.sentences.map { "- \($0)\n" }.joined())
        if !headline.caveats.isEmpty { blocks.append("## Notes\n\n" + headline.caveats.map { "- \($0)\n" }.joined()) }
        blocks.append("## Tables\n")
        blocks += tables.map { $0.markdown() }
        if !findings.isEmpty {
            blocks.append(
                "## Findings\n\n" + findings.map { "- \($0.severity.rawValue): \($0.sentence) \($0.remedy)\n" }.joined())
        }
        return blocks.joined(separator: "\n")
    }

    /// Every figure of the report on a line of its own: `area,epoch,kind,quantity,basis,value`, lengths in metres.
    public func csv() -> String { csv(figuresTable) }

    /// A table as CSV that says in every row where positions are made up: rows are copied without their file.
    package func csv(_ table: ResultTable) -> String { table.csv(isSynthetic: study.synthetic) }

    /// Tables for a terminal or as Markdown, under the notice that positions are made up where they are.
    package func text(of tables: [ResultTable], _ style: TextStyle = .plain) -> String {
        tables.text(style, isSynthetic: study.synthetic)
    }

    package func markdown(of tables: [ResultTable]) -> String { tables.markdown(isSynthetic: study.synthetic) }

    func findingsText(_ style: TextStyle) -> String? {
        guard !findings.isEmpty else { return nil }
        return style.strong("Findings") + "\n"
            + findings.map {
                "\($0.severity.rawValue): \($0.sentence)\n" + ($0.remedy.isEmpty ? "" : style.faint("  \($0.remedy)") + "\n")
            }
            .joined()
    }

    /// The figures of coverage, density and change as one long table.
    var figuresTable: ResultTable {
        FigureRows(coverage: coverage, density: density, changes: changes).table
    }

    /// The figures of change alone, as one long table.
    package var changeFigures: ResultTable { FigureRows(coverage: [], density: [], changes: changes).table }
}

/// A long table: one figure a row, so that programs need not know the columns of each metric.
private struct FigureRows {
    private var rows: [[ResultTable.Cell]] = []

    init(coverage: [Coverage], density: [Density], changes: [AreaChange]) {
        coverage.forEach { add($0) }
        density.forEach { add($0) }
        changes.forEach { add($0) }
    }

    var table: ResultTable {
        ResultTable(
            title: "", columns: ["area", "epoch", "kind", "quantity", "basis", "value"].map { .init($0, field: $0) }, rows: rows)
    }

    private mutating func add(
        _ area: String, _ epoch: String, _ kind: String, _ quantity: String, _ basis: String, _ value: ResultTable.Cell
    ) {
        rows.append([.text(area), .text(epoch), .text(kind), .text(quantity), .text(basis), value])
    }

    private mutating func add(_ row: Coverage) {
        let lengths = [
            ("border_m", row.border), ("observed_m", row.observed), ("fenced_m", row.fenced), ("bridged_m", row.bridged),
            ("joined_m", row.joined), ("steep_m", row.steep), ("across_m", row.across), ("outside_m", row.outside),
            ("beyond_m", row.beyond),
        ]
        for (quantity, length) in lengths { add(row.area, row.epoch, "", quantity, "", .metres(length)) }
        add(row.area, row.epoch, "", "coverage", LengthBasis.borderObserved.rawValue, .percent(row.share))
        for layer in row.layers { add(row.area, row.epoch, layer.layer.rawValue, "fence_line_m", "", .metres(layer.fenceLine)) }
        for item in row.multiplicity {
            add(row.area, row.epoch, "", "border_with_\(item.layers)_layers_m", "", .metres(item.border))
        }
    }

    private mutating func add(_ row: Density) {
        add(row.area, row.epoch, row.kind, "count", "", .count(row.count.count))
        add(row.area, row.epoch, row.kind, "count_max", "", .count(row.count.maximum))
        for rate in row.rates {
            add(row.area, row.epoch, row.kind, "per_km", rate.basis.rawValue, .number(rate.perKilometre, places: 6))
            add(row.area, row.epoch, row.kind, "spacing_m", rate.basis.rawValue, .metres(rate.spacing))
        }
    }

    private mutating func add(_ row: AreaChange) {
        let epochs = "\(row.fences.baseline)..\(row.fences.comparison)"
        for item in row.fences.classes { add(row.area, epochs, item.changeClass.rawValue, "border_m", "", .metres(item.border)) }
        for (kind, length) in [("baseline", row.fences.fenceLine.baseline), ("comparison", row.fences.fenceLine.comparison)] {
            add(row.area, epochs, kind, "fence_line_m", "", .metres(length))
        }
        for status in FenceStatus.allCases {
            add(row.area, epochs, status.rawValue, "fence_line_m", "", .metres(row.fences.fenceLine[status]))
        }
        for (before, cells) in row.fences.matrix.enumerated() {
            for (after, length) in cells.enumerated() {
                add(row.area, epochs, "\(before)..\(after)", "layers_m", "", .metres(length))
            }
        }
        for item in row.facilities {
            let counts = [
                ("baseline", item.baseline), ("comparison", item.comparison), ("persisted", item.persisted),
                ("moved", item.moved),
                ("reclassified", item.reclassified), ("new", item.new), ("removed", item.removed), ("unknown", item.unknown),
            ]
            for (quantity, count) in counts { add(row.area, epochs, item.kind, quantity, "", .count(count)) }
            add(row.area, epochs, item.kind, "factor", "", .number(item.factor, places: 6))
        }
    }
}

extension ResultTable {
    func csv(isSynthetic: Bool) -> String { csv(adding: [("synthetic", isSynthetic ? "true" : "false")]) }
}

extension [ResultTable] {
    func text(_ style: TextStyle, isSynthetic: Bool) -> String {
        let notice = isSynthetic ? [style.warning(ReportModel.syntheticNotice) + "\n"] : []
        return (notice + map { $0.text(style) }).joined(separator: "\n")
    }

    func markdown(isSynthetic: Bool) -> String {
        let notice = isSynthetic ? ["> **\(ReportModel.syntheticNotice)**\n"] : []
        return (notice + map { $0.markdown() }).joined(separator: "\n")
    }
}
