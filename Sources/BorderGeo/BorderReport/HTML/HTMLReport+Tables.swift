import BorderAnalysis
import BorderBase
import BorderModel
import GeoFormats

extension HTMLReport {
    private var language: ReportLanguage { figures.language }
    private var model: ReportModel { figures.model }

    /// A table shared with the other formats: areas by name, kinds by the words of the language.
    func html(_ table: ResultTable) -> Markup {
        let table = ofDrawnEpochs(table)
        let kept = table.columns.indices.filter { !isZeroEverywhere($0, of: table) }
        let known = TableWords(table)
        func words(_ i: Int) -> (heading: String, key: String?) {
            (known.headings[i]?.text(in: language) ?? table.columns[i].heading, known.headings[i]?.key)
        }
        return HTMLTable(
            title: known.title?.text(in: language) ?? table.title, titleKey: known.title?.key,
            columns: kept.map { i in
                let isText = table.rows.allSatisfy { row in row.indices.contains(i) && row[i].isWords }
                return HTMLTable.Column(words(i).heading, key: words(i).key, number: !isText)
            },
            rows: table.rows.map { row in
                kept.map { i in
                    switch (table.columns[i].field, row[i]) {
                    case ("area", .text(let id)): id == MetricDomain.allName ? .label(.allAreas) : .quoted(figures.name(of: id))
                    case (_, .text(ReportModel.withheld)): .label(.withheldCell)
                    case ("epoch", .text(let id)): .quoted(id)
                    case ("kind", .text(let kind)):
                        .word(model.kind(named: kind).map { model.study.words.word($0) } ?? PageWord(.kindAll))
                    default: .text(row[i].shown)
                    }
                }
            },
            totals: Set(table.rows.indices.filter { table.rows[$0].first == .text(MetricDomain.allName) }),
            notes: TableNotes(table).entries.map { $0.text(in: language) },
            noteKeys: TableNotes(table).entries.map(\.key),
            zeros: table.columns.indices.filter { !kept.contains($0) }.map(words), language: language
        ).html()
    }

    /// Of a study with many epochs the rows of those that the page draws; a note says where the others are.
    private func ofDrawnEpochs(_ table: ResultTable) -> ResultTable {
        guard figures.drawn.count < figures.epochs.count, let column = table.columns.firstIndex(where: { $0.field == "epoch" })
        else { return table }
        let shown = Set(figures.drawn.map { figures.epochs[$0] })
        var short = table
        short.rows = table.rows.filter { row in
            guard row.indices.contains(column), case .text(let epoch) = row[column] else { return true }
            return shown.contains(epoch)
        }
        let left = figures.epochs.count - figures.drawn.count
        short.notes.append("\(ReportLabel.otherEpochs.text(in: language)) \(left): tables/\(table.id).csv.")
        return short
    }

    /// A column of nothing but zeros takes room and says little: it is named below the table instead.
    private func isZeroEverywhere(_ column: Int, of table: ResultTable) -> Bool {
        !table.rows.isEmpty
            && table.rows.allSatisfy { row in
                guard row.indices.contains(column) else { return true }
                return switch row[column] {
                case .count(let value): value == 0
                case .kilometres(let length, _), .metres(let length, _): length?.value == 0
                default: false
                }
            }
    }

    /// One count over four lengths: what the reader has to know before comparing.
    var denominators: HTMLTable {
        let density = figures.density(figures.whole, figures.shown)
        return HTMLTable(
            title: denominatorTitle.text(in: language), titleKey: "s:" + denominatorTitle.key,
            columns: [
                .init(.over, in: language), .init(.length, in: language, number: true), .init(.perKm, in: language, number: true),
                .init(.interval, in: language, number: true), .init(.clustered, in: language, number: true),
                .init(.spacing, in: language, number: true),
                .init(.nearFence, in: language, number: true), .init(.note, in: language),
            ],
            rows: LengthBasis.allCases.compactMap { basis -> [HTMLTable.Cell]? in
                guard let rate = density?.rate(basis), rate.length.value > 0 else { return nil }
                let interval = rate.interval().map {
                    "\(NumberText.rate($0.perKilometreLower, 2))\u{2013}\(NumberText.rate($0.perKilometreUpper, 2))"
                }
                return [
                    .label(ReportLabel(basis)), .text(NumberText.length(rate.length)),
                    .text(NumberText.rate(rate.perKilometre, 2)),
                    .text(interval ?? NumberText.nothing), .spoken(clustered(density, of: rate, basis)),
                    .text(NumberText.spacing(rate.spacing, places: 1)),
                    .text(density?.countNearFence(basis).map { NumberText.grouped($0) } ?? NumberText.nothing),
                    .word(model.study.words.explanation(of: basis)),
                ]
            }, stacks: true, language: language)
    }

    /// The interval with the dispersion that makes it wider, or the dispersion alone where counts do not cluster.
    private func clustered(_ density: Density?, of rate: Rate, _ basis: LengthBasis) -> FindingSentence {
        let key = "clustered-" + basis.rawValue
        guard let dispersion = density?.dispersion else {
            return FindingSentence(key, english: NumberText.nothing, korean: NumberText.nothing)
        }
        let wide = density?.clusteredInterval(of: rate).map {
            "\(NumberText.fixed($0.perKilometreLower, 2))\u{2013}\(NumberText.fixed($0.perKilometreUpper, 2)) "
        }
        func text(_ word: String) -> String {
            let ratio = "\(word) \(NumberText.fixed(dispersion.ratio, 2))"
            return wide.map { "\($0)(\(ratio))" } ?? ratio
        }
        return FindingSentence(key, english: text("dispersion"), korean: text("산포"))
    }

    /// Of every length that the table of denominators has.
    var clusteredSentences: [FindingSentence] {
        let density = figures.density(figures.whole, figures.shown)
        return LengthBasis.allCases.compactMap { basis in
            density?.rate(basis).map { clustered(density, of: $0, basis) }
        }
    }

    var denominatorTitle: FindingSentence {
        let count = NumberText.grouped(figures.density(figures.whole, figures.shown)?.count.count ?? 0)
        let epoch = figures.epochs.indices.contains(figures.shown) ? figures.epochs[figures.shown] : ""
        func title(_ language: ReportLanguage) -> String {
            "\(ReportLabel.kindAll.text(in: language)), \(epoch): \(count)"
        }
        return FindingSentence("denominators", english: title(.english), korean: title(.korean))
    }

    var claims: [[String: Any]] {
        guard !model.claims.isEmpty else { return [] }
        let table = HTMLTable(
            title: ReportLabel.claims.text(in: language), titleKey: ReportLabel.claims.rawValue,
            columns: [
                .init(.claim, in: language), .init(.published, in: language, number: true),
                .init(.computed, in: language, number: true), .init(.deviation, in: language), .init(.verdict, in: language),
                .init(.over, in: language), .init(.source, in: language), .init(.knownFrom, in: language),
            ],
            rows: zip(model.claims, claimSentences).map { check, words in
                [
                    .quoted(check.claim.subject), .quoted(check.claim.figure), .spoken(words.here), .spoken(words.deviation),
                    verdict(check.audit), .spoken(words.over), .quoted(check.claim.source),
                    .label(ReportLabel(check.claim.confidence)),
                ]
            }, notes: claimNotes, hidesTitle: true, name: .claimsTable, stacks: true, language: language)
        var section: [String: Any] = ["table": table.html()]
        if model.claimNote != nil { section["constructed"] = [ReportLabel.byConstruction.text(in: language)] }
        return [section]
    }

    /// What single figures need said, and when their sources were last seen.
    private var claimNotes: [String] {
        let notes = model.claims.compactMap { check in check.claim.note.map { "\(check.claim.subject): \($0)" } }
        let seen = model.claims.compactMap(\.claim.seen).max()
        return notes + (seen.map { ["\(ReportLabel.lastSeen.text(in: language)) \($0)."] } ?? [])
    }

    /// For each claim what this study has, how far that is off and over which lengths, in every language.
    var claimSentences: [(here: FindingSentence, deviation: FindingSentence, over: FindingSentence)] {
        model.claims.enumerated().map { i, check in
            (
                FindingSentence("claim-\(i)-here", english: here(check, in: .english), korean: here(check, in: .korean)),
                FindingSentence(
                    "claim-\(i)-deviation", english: deviation(check, in: .english), korean: deviation(check, in: .korean)),
                FindingSentence("claim-\(i)-over", english: bases(check, in: .english), korean: bases(check, in: .korean))
            )
        }
    }

    /// Lengths that published figures are over and no rate is.
    private static let otherBases: [String: ReportLabel] = [
        "border": .border, "fence_line_upgraded": .statusUpgraded, "fence_line_new": .statusNew,
    ]

    private func bases(_ check: ClaimCheck, in language: ReportLanguage) -> String {
        let named = check.claim.denominator.map { [$0] } ?? check.denominators
        let bases = named.map { name in
            LengthBasis(rawValue: name).map { ReportLabel($0).text(in: language) }
                ?? Self.otherBases[name]?.text(in: language) ?? name
        }
        return bases.isEmpty ? NumberText.nothing : bases.joined(separator: ", ")
    }

    /// The study's figure.
    private func here(_ check: ClaimCheck, in language: ReportLanguage) -> String {
        guard let computed = check.computed, !check.audit.isInvented else { return NumberText.nothing }
        var text = check.claim.text(of: computed)
        if language == .korean { text = text.replacing("-fold", with: "배") }
        return text
    }

    /// How far the study's figure is off, and where that is the line's doing, that it is.
    private func deviation(_ check: ClaimCheck, in language: ReportLanguage) -> String {
        guard check.computed != nil, !check.audit.isInvented, let off = check.audit.deviationText else {
            return NumberText.nothing
        }
        return check.audit.here?.isOverLine == true ? "\(off) (\(ReportLabel.differsByLine.text(in: language)))" : off
    }

    private func verdict(_ audit: ClaimAudit) -> HTMLTable.Cell {
        let label = ReportLabel(audit.verdict)
        switch audit.verdict {
        case .follows: return .verdict(label, "ok")
        case .doesNotFollow: return .verdict(label, "no")
        case .differsByLine: return .verdict(label, "by-line")
        default: return .label(label)
        }
    }

    /// Orders and events between the epochs, where the study cites the register.
    var orders: [[String: Markup]] {
        guard model.citesRegister, let table = model.orderTable else { return [] }
        let html = HTMLTable(
            title: ReportLabel.orders.text(in: language), titleKey: ReportLabel.orders.rawValue,
            columns: [
                .init(.date, in: language), .init(.event, in: language), .init(.source, in: language),
                .init(.knownFrom, in: language),
            ],
            rows: table.rows.map { row in
                row.prefix(4).map { cell in
                    guard case .text(let text) = cell else { return .text(NumberText.nothing) }
                    return .quoted(text)
                }
            }, stacks: true, language: language)
        return [["table": html.html()]]
    }

    /// All rows of a context series; a column that is empty everywhere is left out.
    func contextTable(_ number: Int) -> HTMLTable {
        let series = model.context[number]
        let words = ContextWords(series, number)
        let hasLabels = series.rows.contains { !$0.label.isEmpty }
        let hasNotes = series.rows.contains { !$0.note.isEmpty }
        return HTMLTable(
            title: words.axis.text(in: language), titleKey: words.axis.key,
            columns: [
                .init(series.isYearly ? .year : .date, in: language),
                .init(words.column.text(in: language), key: words.column.key, number: true),
            ] + (hasLabels ? [.init(.event, in: language)] : []) + (hasNotes ? [.init(.note, in: language)] : [])
                + [.init(.source, in: language)],
            rows: series.rows.map { row in
                [.text(row.dateText), .text(row.valueText)] + (hasLabels ? [.quoted(row.label)] : [])
                    + (hasNotes ? [.quoted(row.note)] : [])
                    + [.quoted(row.sourceDate.isEmpty ? row.source : "\(row.source) (\(row.sourceDate))")]
            }, name: words.axisRepeatsTitle ? .contextTable : nil, stacks: true, language: language)
    }

    /// Findings as a table, or a sentence where there are none. A thousand rows are shown; the rest is counted.
    var findings: Markup {
        guard !model.findings.isEmpty else {
            return "<p data-t=\"noFindings\">\(ReportLabel.noFindings.text(in: language))</p>"
        }
        let listed = model.listedFindings
        let shown = listed.prefix(1000)
        var rows: [[HTMLTable.Cell]] = shown.map {
            [
                .label(ReportLabel($0.severity)), .quoted($0.rule), .quoted($0.place.description),
                .quoted($0.sentence + ($0.remedy.isEmpty ? "" : " \($0.remedy)")),
            ]
        }
        if listed.count > shown.count {
            rows.append([.text(""), .text(""), .text(""), .text("+ \(NumberText.grouped(listed.count - shown.count))")])
        }
        return HTMLTable(
            title: ReportLabel.findings.text(in: language), titleKey: ReportLabel.findings.rawValue,
            columns: [
                .init(.severity, in: language), .init(.rule, in: language), .init(.place, in: language),
                .init(.finding, in: language),
            ], rows: rows, hidesTitle: true, name: .findingsTable, stacks: true, language: language
        ).html()
    }

    var inputs: HTMLTable {
        HTMLTable(
            title: ReportLabel.inputs.text(in: language), titleKey: ReportLabel.inputs.rawValue,
            columns: [
                .init(.file, in: language), .init(.bytes, in: language, number: true),
                .init(.digest, in: language, cssClass: "hash"),
            ],
            rows: model.inputs.map { input in
                [
                    .quoted(input.name), .text(input.isNamedOnly ? NumberText.nothing : NumberText.grouped(input.bytes)),
                    .quoted(input.isNamedOnly ? NumberText.nothing : input.sha256),
                ]
            },
            stacks: true, language: language)
    }

    var parameters: HTMLTable {
        let asked = model.parameters
        func list(_ ids: [String]) -> String {
            ids.isEmpty ? ReportLabel.everything.text(in: language) : ids.joined(separator: ", ")
        }
        let rows: [(String, String)] = [
            ("geo-tool", ToolVersion.tool), ("PROJ", ToolVersion.proj), ("GEOS", ToolVersion.geos), ("study", model.study.id),
            ("border", model.border.source.name), ("baseline", model.study.baseline ?? NumberText.nothing),
            ("comparison", model.study.comparison ?? NumberText.nothing), ("areas", list(asked.areas)),
            ("epochs", list(asked.epochs)),
            ("segments", list(asked.segments)), ("banks", model.banks.map(\.rawValue).sorted().joined(separator: ", ")),
            ("bridged", asked.countingBridged ? "counted" : "left out"),
            (
                "corridor",
                "\(NumberText.length(model.study.corridor.inward)) / \(NumberText.length(model.study.corridor.outward))"
            ),
            ("near_fence", NumberText.length(model.study.nearFence)), ("headline_basis", model.study.headlineBasis.rawValue),
            ("public", figures.isPublic ? "true" : "false"),
        ]
        return HTMLTable(
            title: ReportLabel.parameters.text(in: language), titleKey: ReportLabel.parameters.rawValue,
            columns: [.init(.parameter, in: language), .init(.value, in: language)],
            rows: rows.map { [.quoted($0.0), .quoted($0.1)] },
            language: language)
    }

    /// Where the figures come from: the border, the claims' sources, the context series.
    var sources: [String] {
        var seen: Set<String> = []
        let claims = model.claims.map(\.claim.source)
        return
            (["Border line: \(model.border.source.title)" + (model.border.source.licence.map { " (\($0))" } ?? "")] + claims
            + (model.edition?.sources ?? [])
            + model.context.flatMap { $0.rows.map(\.source) } + (model.citesRegister ? model.orders.map(\.source) : []))
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}

extension ResultTable.Cell {
    /// Set to the left: words, not figures.
    var isWords: Bool {
        switch self {
        case .text, .flag, .none: true
        default: false
        }
    }
}
