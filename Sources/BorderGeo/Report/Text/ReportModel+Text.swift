extension ReportModel {
    /// The report for a terminal: headline sentences first, then caveats, tables, findings.
    public func text(_ style: TextStyle = .plain) -> String {
        var blocks = [style.strong("\(study.id): \(study.title)") + "\n"]
        if study.synthetic { blocks.append(style.warning(Self.syntheticNotice) + "\n") }
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
        if study.synthetic { blocks.append("> **\(Self.syntheticNotice)**\n") }
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
    public func csv() -> String { figuresTable.csv() }

    func findingsText(_ style: TextStyle) -> String? {
        guard !findings.isEmpty else { return nil }
        return style.strong("Findings") + "\n"
            + findings.map {
                "\($0.severity.rawValue): \($0.sentence)\n" + ($0.remedy.isEmpty ? "" : style.faint("  \($0.remedy)") + "\n")
            }
            .joined()
    }

    /// The long table behind `--format csv`.
    var figuresTable: TextTable {
        var rows: [[TextTable.Cell]] = []
        func add(_ area: String, _ epoch: String, _ kind: String, _ quantity: String, _ basis: String, _ value: TextTable.Cell) {
            rows.append([.text(area), .text(epoch), .text(kind), .text(quantity), .text(basis), value])
        }
        for row in coverage {
            func length(_ quantity: String, _ value: Metres, _ kind: String = "") {
                add(row.area, row.epoch, kind, quantity, "", .metres(value))
            }
            length("border_m", row.border)
            length("observed_m", row.observed)
            length("fenced_m", row.fenced)
            length("bridged_m", row.bridged)
            add(row.area, row.epoch, "", "coverage", LengthBasis.borderObserved.rawValue, .percent(row.share))
            for layer in row.layers { length("fence_line_m", layer.fenceLine, layer.layer.rawValue) }
            for item in row.multiplicity { length("border_with_\(item.layers)_layers_m", item.border) }
        }
        for row in density {
            add(row.area, row.epoch, row.kind, "count", "", .count(row.count.count))
            add(row.area, row.epoch, row.kind, "count_max", "", .count(row.count.maximum))
            for rate in row.rates {
                add(row.area, row.epoch, row.kind, "per_km", rate.basis.rawValue, .number(rate.perKilometre, places: 6))
                add(row.area, row.epoch, row.kind, "spacing_m", rate.basis.rawValue, .metres(rate.spacing))
            }
        }
        for row in changes {
            let epochs = "\(row.fences.baseline)..\(row.fences.comparison)"
            for item in row.fences.classes {
                add(row.area, epochs, item.changeClass.rawValue, "border_m", "", .metres(item.border))
            }
            let line = row.fences.fenceLine
            for (status, length) in [
                (FenceStatus.new, line.new), (.upgraded, line.upgraded), (.removed, line.removed), (.unchanged, line.unchanged),
            ] {
                add(row.area, epochs, status.rawValue, "fence_line_m", "", .metres(length))
            }
            for kind in row.facilities {
                add(row.area, epochs, kind.kind, "new", "", .count(kind.new))
                add(row.area, epochs, kind.kind, "removed", "", .count(kind.removed))
                add(row.area, epochs, kind.kind, "factor", "", .number(kind.factor, places: 6))
            }
        }
        return TextTable(
            title: "", columns: ["area", "epoch", "kind", "quantity", "basis", "value"].map { .init($0, field: $0) }, rows: rows)
    }
}
