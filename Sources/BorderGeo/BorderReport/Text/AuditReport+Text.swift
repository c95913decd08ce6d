import BorderAnalysis
import BorderBase
import BorderModel
import LinearReferencing

extension AuditReport {
    /// One table for each verdict that a figure got, in order: what was formed from what, one line for each way.
    package var tables: [ResultTable] {
        let isAboutStudy = audits.contains { $0.here != nil }
        return ClaimVerdict.allCases.map { table($0, withStudy: isAboutStudy) }.filter { !$0.rows.isEmpty }
            + [otherWaysTable].filter { !$0.rows.isEmpty }
    }

    private func table(_ verdict: ClaimVerdict, withStudy isAboutStudy: Bool) -> ResultTable {
        let some = audits.filter { $0.verdict == verdict }
        guard verdict != .cannotBeChecked else { return givenTable(some, withStudy: isAboutStudy) }
        return ResultTable(
            id: verdict.rawValue, title: verdict.title,
            columns: [
                .init("claim", field: "claim"), .init("published", field: "published"), .init("formed from", field: "numerator"),
                .init("over", field: "denominator"), .init("gives", field: "value", isAnswer: true),
            ] + (isAboutStudy ? [.init("here", field: "here", isAnswer: true)] : []) + Self.sourceColumns,
            rows: some.flatMap { audit in
                ways(of: audit).enumerated().map { i, way in
                    row(audit, way) + here(audit, inTable: isAboutStudy, isFirst: i == 0) + source(audit)
                }
            }, notes: verdict.note.map { [$0] } ?? [])
    }

    /// The ways that make the verdict; of those that do not give the figure the nearest few, unless claims are looked at closely.
    private func ways(of audit: ClaimAudit) -> [ClaimAudit.Derivation] {
        switch audit.verdict {
        case .follows, .implied: audit.by
        case .derived: audit.by + audit.compatible
        case .notContradicted: audit.compatible
        case .differsByLine:
            audit.by + audit.compatible.filter(\.isOverPublishedBorder)
                + (isClose ? audit.misses : audit.misses.filter(\.isOverLine))
        case .doesNotFollow: Array(audit.misses.prefix(isClose ? Int.max : 4))
        case .cannotBeChecked: []
        }
    }

    /// Figures that nothing speaks of: a published number is taken as it is.
    private func givenTable(_ some: [ClaimAudit], withStudy isAboutStudy: Bool) -> ResultTable {
        ResultTable(
            id: ClaimVerdict.cannotBeChecked.rawValue, title: ClaimVerdict.cannotBeChecked.title,
            columns: [.init("claim", field: "claim"), .init("published", field: "published"), .init("what", field: "subject")]
                + (isAboutStudy ? [.init("here", field: "here", isAnswer: true)] : []) + Self.sourceColumns,
            rows: some.map { audit in
                [.text(audit.claim.id), .text(audit.claim.figure), .text(audit.claim.subject)]
                    + here(audit, inTable: isAboutStudy) + source(audit)
            }, notes: ClaimVerdict.cannotBeChecked.note.map { [$0] } ?? [])
    }

    /// The ways that do not give a figure which another way gives; only where claims are looked at closely.
    private var otherWaysTable: ResultTable {
        ResultTable(
            id: "other_ways", title: "Other ways to form these figures",
            columns: [
                .init("claim", field: "claim"), .init("published", field: "published"), .init("formed from", field: "numerator"),
                .init("over", field: "denominator"), .init("gives", field: "value", isAnswer: true),
            ],
            rows: isClose
                ? audits.filter { !$0.by.isEmpty }.flatMap { audit in
                    (audit.compatible + audit.misses).map { row(audit, $0) }
                } : [])
    }

    private static let sourceColumns: [ResultTable.Column] = [
        .init("source", field: "source", isDetail: true), .init("known from", field: "confidence", isDetail: true),
    ]

    private func row(_ audit: ClaimAudit, _ way: ClaimAudit.Derivation) -> [ResultTable.Cell] {
        [
            .text(audit.claim.id), .text(audit.claim.figure), .text(way.numerator), way.denominator.map { .text($0) } ?? .none,
            .text(way.qualifier.words + audit.claim.finerText(of: way.value)),
        ]
    }

    private func source(_ audit: ClaimAudit) -> [ResultTable.Cell] {
        [.text(audit.claim.source), .text(audit.claim.confidence.words)]
    }

    /// The study's own figure, said once for all ways of a claim; no cell in a table without that column.
    private func here(_ audit: ClaimAudit, inTable isAboutStudy: Bool, isFirst: Bool = true) -> [ResultTable.Cell] {
        guard isAboutStudy else { return [] }
        guard isFirst, let here = audit.here else { return [.none] }
        let limits = audit.limits
        return [.text(audit.claim.text(of: here.value) + (limits.isEmpty ? "" : " (\(limits.joined(separator: "; ")))"))]
    }

    /// The whole audit for a terminal.
    package func text(_ style: TextStyle = .plain) -> String {
        guard !audits.isEmpty else { return style.paragraph(summary) }
        var parts = isByConstruction ? [WrappedText.sentences([ClaimAudit.constructionNote], style)] : []
        parts += tables.map { $0.text(style) }
        for (title, sentences) in lists {
            parts.append(style.strong(title) + "\n" + WrappedText.sentences(sentences.map { "- \($0)" }, style))
        }
        parts.append(WrappedText.sentences([summary], style))
        return parts.joined(separator: "\n")
    }

    /// The whole audit as Markdown.
    package func markdown() -> String {
        guard !audits.isEmpty else { return summary + "\n" }
        var parts = isByConstruction ? ["> \(ClaimAudit.constructionNote)\n"] : []
        parts += tables.map { $0.markdown() }
        parts += lists.map { "### \($0)\n\n" + $1.map { "- \(MarkdownText($0))\n" }.joined() }
        return (parts + [summary + "\n"]).joined(separator: "\n")
    }

    /// Sentences under their headings, those without any left out.
    private var lists: [(String, [String])] {
        func sentences(_ rule: String) -> [String] { findings.filter { $0.rule == rule }.map(\.sentence) }
        let notes = audits.compactMap { audit in audit.claim.note.map { "\(audit.claim.id): \($0)" } }
        return [
            ("Notes on single figures", notes),
            ("Figures that contradict each other", sentences("claims-contradict")),
            ("Figures that only seem to, or rest on different things", sentences("claims-explained")),
            ("Published without a number", sentences("claims-statement")),
        ].filter { !$0.1.isEmpty }
    }

    /// One row for each way of each claim, those that give the figure and those that do not; one without a way where there is none.
    package func csv() -> String {
        ResultTable(
            id: "audit", title: "",
            columns: [
                "claim", "value", "unit", "significant_figures", "reproduced", "numerator", "denominator", "computed", "verdict",
                "confidence", "seen", "source",
            ].map { .init("", field: $0) },
            rows: audits.flatMap { audit -> [[ResultTable.Cell]] in
                let claim = audit.claim
                let start: [ResultTable.Cell] = [
                    .text(claim.id), .number(claim.value, places: 0), .text(claim.unit), .count(claim.significantFigures),
                ]
                let end: [ResultTable.Cell] = [
                    .text(audit.verdict.rawValue), .text(claim.confidence.rawValue), claim.seen.map { .text($0) } ?? .none,
                    .text(claim.source),
                ]
                let open = audit.compatible.map { ($0, ResultTable.Cell.none) }
                let ways = audit.by.map { ($0, ResultTable.Cell.flag(true)) } + open + audit.misses.map { ($0, .flag(false)) }
                guard !ways.isEmpty else { return [start + [.none, .none, .none, .none] + end] }
                return ways.map { way, holds in
                    start + [
                        holds, .text(way.numerator), way.denominator.map { .text($0) } ?? .none,
                        .number(claim.inUnit(way.value), places: 0),
                    ] + end
                }
            }
        ).csv()
    }

    /// How many figures got which verdict: bounds, implied figures and our own arithmetic are counted apart from what follows.
    private var summary: String {
        guard !audits.isEmpty else {
            return skipped.isEmpty
                ? "The study cites no published figures, and none of the register is about it."
                : "None of the \(NumberText.counted(skipped.count, one: "figure", many: "figures")) is about an area and an epoch of the study."
        }
        let counts = ClaimVerdict.allCases.compactMap { verdict -> String? in
            let count = audits.count { $0.verdict == verdict }
            return count == 0 ? nil : "\(count) \(verdict.counted(count))"
        }
        var text = "Of \(audits.count) published figure\(audits.count == 1 ? "" : "s"): \(counts.joined(separator: "; "))."
        let equal = audits.count(where: \.agreesByConstruction)
        if equal > 0 {
            text +=
                " \(NumberText.counted(equal, one: "agrees with this study by construction, which does not confirm it", many: "agree with this study by construction, which confirms none of them"))."
        }
        if !skipped.isEmpty {
            text += " \(NumberText.counted(skipped.count, one: "is", many: "are")) about other areas or epochs."
        }
        let dates = Set(audits.compactMap(\.claim.seen)).sorted()
        if let last = dates.last { text += " Sources last seen \(dates.count > 1 ? "up to " : "")\(last)." }
        return text
    }
}

extension ClaimVerdict {
    fileprivate var title: String {
        switch self {
        case .follows: "Figures that follow from other figures"
        case .notContradicted: "Not contradicted: bounds and totals that other figures leave open"
        case .implied: "Consistent, not confirmed"
        case .derived: "Our own arithmetic"
        case .differsByLine: "Different because of the line that was measured"
        case .doesNotFollow: "Figures that do not follow; nearest ways"
        case .cannotBeChecked: "Cannot be checked: nothing to form them from"
        }
    }

    fileprivate var note: String? {
        switch self {
        case .follows, .doesNotFollow: nil
        case .notContradicted: "A bound is met by any number on its side: that confirms no figure."
        case .implied: "(implied): published by nobody, implied by the figure itself; a circle, not a check."
        case .derived: "Published by nobody; no figure counts as confirmed by it."
        case .differsByLine: "Sources, scale of the map and islands differ; no length of the border is the true one."
        case .cannotBeChecked: "Most are what other figures are formed from: not to be checked is not to be doubted."
        }
    }

    fileprivate func counted(_ count: Int) -> String {
        let one = count == 1
        return switch self {
        case .follows: one ? "follows" : "follow"
        case .notContradicted: one ? "is not contradicted" : "are not contradicted"
        case .implied: one ? "rests on an implied figure" : "rest on implied figures"
        case .derived: one ? "is our own arithmetic" : "are our own arithmetic"
        case .differsByLine: one ? "differs because of the line" : "differ because of the line"
        case .doesNotFollow: one ? "does not follow" : "do not follow"
        case .cannotBeChecked: "cannot be checked"
        }
    }
}

extension Claim.Qualifier {
    /// Before a computed value: `at least `.
    fileprivate var words: String {
        switch self {
        case .exact: ""
        case .about, .almost: "about "
        case .atLeast, .moreThan: "at least "
        case .lessThan: "at most "
        }
    }
}

extension Claim {
    /// A computed value in the published unit, one figure finer than what was published, at least three.
    func finerText(of computed: Double) -> String {
        let value = inUnit(computed)
        let digits = Swift.max(3, significantFigures + 1)
        let whole = value == value.rounded() && value.magnitude < 1e15
        let number = whole ? NumberText.grouped(Int(value)) : FixedDecimal.string(value, significant: digits)
        return unit.isEmpty ? number : number + (unit == "x" ? "-fold" : " " + unit)
    }
}
