import BorderAnalysis
import BorderBase
import BorderModel
import LinearReferencing

extension AuditReport {
    /// What follows from what, one line for each way.
    package var reproducedTable: ResultTable {
        ResultTable(
            id: "figures_that_follow", title: "Figures that follow",
            columns: [
                .init("claim", field: "claim"), .init("published", field: "published"), .init("follows from", field: "numerator"),
                .init("over", field: "denominator"), .init("gives", field: "value"), .init("source", field: "source"),
            ],
            rows: audits.flatMap { audit in audit.by.map { row(audit, $0) } },
            notes: audits.contains(where: \.restsOnImplied)
                ? ["(implied): published by nobody, implied by another figure; consistent, not confirmed."] : [])
    }

    /// What does not follow, with the nearest ways.
    package var missedTable: ResultTable {
        ResultTable(
            id: "figures_that_do_not_follow", title: "Figures that do not follow; nearest ways",
            columns: reproducedTable.columns,
            rows: audits.filter { $0.isReproduced == false }.flatMap { audit in
                audit.misses.prefix(isClose ? Int.max : 4).map { row(audit, $0) }
            })
    }

    /// The ways that do not give a figure which another way gives; only where claims are looked at closely.
    package var otherWaysTable: ResultTable {
        ResultTable(
            id: "other_ways", title: "Other ways to form these figures, which do not give them", columns: reproducedTable.columns,
            rows: isClose
                ? audits.filter { $0.isReproduced == true }.flatMap { audit in audit.misses.map { row(audit, $0) } } : [])
    }

    private func row(_ audit: ClaimAudit, _ way: ClaimAudit.Derivation) -> [ResultTable.Cell] {
        [
            .text(audit.claim.id), .text(audit.claim.figure), .text(way.numerator),
            way.denominator.map { .text($0) } ?? .none,
            .text(audit.claim.finerText(of: way.value)), .text(audit.claim.source),
        ]
    }

    /// The whole audit for a terminal.
    package func text(_ style: TextStyle = .plain) -> String {
        var parts: [String] = []
        if !reproducedTable.rows.isEmpty { parts.append(reproducedTable.text(style)) }
        if !otherWaysTable.rows.isEmpty { parts.append(otherWaysTable.text(style)) }
        if !missedTable.rows.isEmpty { parts.append(missedTable.text(style)) }
        let (against, explained) = (
            findings.filter { $0.rule == "claims-contradict" }, findings.filter { $0.rule == "claims-explained" }
        )
        func list(_ title: String, _ findings: [Finding]) {
            guard !findings.isEmpty else { return }
            parts.append(style.strong(title) + "\n" + WrappedText.sentences(findings.map { "- \($0.sentence)" }))
        }
        list("Figures that contradict each other", against)
        list("Figures that only seem to, or rest on different things", explained)
        parts.append(summary + "\n")
        return parts.joined(separator: "\n")
    }

    /// The whole audit as Markdown.
    package func markdown() -> String {
        ([reproducedTable, otherWaysTable, missedTable].filter { !$0.rows.isEmpty }.map { $0.markdown() }
            + ["### Contradictions\n\n" + findings.map { "- \(MarkdownText($0.sentence))\n" }.joined(), summary + "\n"]).joined(
                separator: "\n")
    }

    /// One row for each way of each claim, those that give the figure and those that do not.
    package func csv() -> String {
        ResultTable(
            id: "audit", title: "",
            columns: [
                .init("", field: "claim"), .init("", field: "value"), .init("", field: "unit"),
                .init("", field: "significant_figures"),
                .init("", field: "reproduced"), .init("", field: "numerator"), .init("", field: "denominator"),
                .init("", field: "computed"),
            ],
            rows: audits.flatMap { audit in
                let ways = audit.by.map { ($0, true) } + audit.misses.map { ($0, false) }
                return ways.map { way, holds -> [ResultTable.Cell] in
                    [
                        .text(audit.claim.id), .number(audit.claim.value, places: 0), .text(audit.claim.unit),
                        .count(audit.claim.significantFigures), .flag(holds), .text(way.numerator),
                        way.denominator.map { .text($0) } ?? .none, .number(audit.claim.inUnit(way.value), places: 0),
                    ]
                }
            }
        ).csv()
    }

    private var summary: String {
        let checked = audits.filter { $0.isReproduced != nil }
        let given = audits.count - checked.count
        let good = checked.count { $0.isReproduced == true }
        var text =
            "\(good) of \(checked.count) figures follow at the figures published; \(given) stand as given, with nothing to form them from."
        if !skipped.isEmpty { text += " \(skipped.count) are about other areas or epochs." }
        return text
    }
}

extension Claim {
    /// A computed value in the published unit, two figures finer than what was published, at least three.
    func finerText(of computed: Double) -> String {
        let value = inUnit(computed)
        let digits = Swift.max(3, significantFigures + 2)
        let whole = value == value.rounded() && value.magnitude < 1e15
        let number = whole ? NumberText.grouped(Int(value)) : FixedDecimal.string(value, significant: digits)
        return unit.isEmpty ? number : number + (unit == "x" ? "-fold" : " " + unit)
    }
}
