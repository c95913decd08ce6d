import BorderAnalysis
import BorderBase
import BorderModel
import GeoFormats

extension HTMLReport {
    private var language: ReportLanguage { figures.language }
    private var model: ReportModel { figures.model }

    /// A table shared with the other formats: areas by name, kinds by the words of the language.
    func html(_ table: ResultTable) -> Markup {
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
                    case ("area", .text(let id)): id == MetricDomain.allName ? .label(.allAreas) : .text(figures.name(of: id))
                    case ("kind", .text(let kind)):
                        .word(model.kind(named: kind).map { model.study.words.word($0) } ?? PageWord(.kindAll))
                    default: .text(row[i].shown)
                    }
                }
            },
            totals: Set(table.rows.indices.filter { table.rows[$0].first == .text(MetricDomain.allName) }), notes: table.notes,
            zeros: table.columns.indices.filter { !kept.contains($0) }.map(words), language: language
        ).html()
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
        let epoch = figures.epochs.indices.contains(figures.shown) ? figures.epochs[figures.shown] : ""
        return HTMLTable(
            title: "\(ReportLabel.kindAll.text(in: language)), \(epoch): \(NumberText.grouped(density?.count.count ?? 0))",
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
                    .text(interval ?? NumberText.nothing), .text(clustered(density, of: rate)),
                    .text(NumberText.spacing(rate.spacing, places: 1)),
                    .text(density?.countNearFence(basis).map { NumberText.grouped($0) } ?? NumberText.nothing),
                    .word(model.study.words.explanation(of: basis)),
                ]
            }, stacks: true, language: language)
    }

    /// The interval with the dispersion that makes it wider, or the dispersion alone where counts do not cluster.
    private func clustered(_ density: Density?, of rate: Rate) -> String {
        guard let dispersion = density?.dispersion else { return NumberText.nothing }
        let wide = density?.clusteredInterval(of: rate).map {
            "\(NumberText.fixed($0.perKilometreLower, 2))\u{2013}\(NumberText.fixed($0.perKilometreUpper, 2)) "
        }
        let ratio = "\(language == .korean ? "산포" : "dispersion") \(NumberText.fixed(dispersion.ratio, 2))"
        return wide.map { "\($0)(\(ratio))" } ?? ratio
    }

    var claims: [[String: Any]] {
        guard !model.claims.isEmpty else { return [] }
        let table = HTMLTable(
            title: ReportLabel.claims.text(in: language), titleKey: ReportLabel.claims.rawValue,
            columns: [
                .init(.claim, in: language), .init(.published, in: language, number: true),
                .init(.computed, in: language, number: true), .init(.over, in: language), .init(.verdict, in: language),
                .init(.source, in: language), .init(.knownFrom, in: language),
            ],
            rows: model.claims.map { check in
                let named = check.claim.denominator.map { [$0] } ?? check.denominators
                let bases = named.map { name in
                    LengthBasis(rawValue: name).map { ReportLabel($0).text(in: language) }
                        ?? (name == "border" ? ReportLabel.border.text(in: language) : name)
                }
                return [
                    .text(check.claim.subject), .text(check.claim.figure),
                    .text(here(check)),
                    .text(bases.isEmpty ? NumberText.nothing : bases.joined(separator: ", ")),
                    verdict(check.audit), .text(check.claim.source), .label(ReportLabel(check.claim.confidence)),
                ]
            }, notes: claimNotes, hidesTitle: true, stacks: true, language: language)
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

    /// The study's figure, and where it is another how far and over what.
    private func here(_ check: ClaimCheck) -> String {
        guard let computed = check.computed, !check.audit.isInvented else { return NumberText.nothing }
        let text = check.claim.text(of: computed)
        guard let off = check.audit.deviationText else { return text }
        return check.audit.here?.isOverLine == true
            ? "\(text) (\(ReportLabel.differsByLine.text(in: language)): \(off))" : "\(text) (\(off))"
    }

    private func verdict(_ audit: ClaimAudit) -> HTMLTable.Cell {
        let label = ReportLabel(audit.verdict)
        switch audit.verdict {
        case .follows: return .verdict(label, true)
        case .doesNotFollow: return .verdict(label, false)
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
                    return .text(text)
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
                [.text(row.dateText), .text(row.valueText)] + (hasLabels ? [.text(row.label)] : [])
                    + (hasNotes ? [.text(row.note)] : [])
                    + [.text(row.sourceDate.isEmpty ? row.source : "\(row.source) (\(row.sourceDate))")]
            }, stacks: true, language: language)
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
                .text($0.severity.rawValue), .text($0.rule), .text($0.place.description),
                .text($0.sentence + ($0.remedy.isEmpty ? "" : " \($0.remedy)")),
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
            ], rows: rows, hidesTitle: true, stacks: true, language: language
        ).html()
    }

    var inputs: HTMLTable {
        HTMLTable(
            title: ReportLabel.inputs.text(in: language), titleKey: ReportLabel.inputs.rawValue,
            columns: [.init(.file, in: language), .init(.bytes, in: language, number: true), .init("SHA-256", cssClass: "hash")],
            rows: model.inputs.map { input in
                [
                    .text(input.name), .text(input.isNamedOnly ? NumberText.nothing : NumberText.grouped(input.bytes)),
                    .text(input.isNamedOnly ? NumberText.nothing : input.sha256),
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
            rows: rows.map { [.text($0.0), .text($0.1)] },
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
