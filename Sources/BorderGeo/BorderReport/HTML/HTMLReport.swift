import BorderAnalysis
import BorderBase
import BorderModel
import GeoFormats
import Mustache

/// The report as one page: no network, a static page without its script, and with it a map, strips and charts that move together.
package struct HTMLReport {
    let figures: ReportFigures

    init(_ figures: ReportFigures) { self.figures = figures }

    /// A page of `model`.
    package init(_ model: ReportModel, language: ReportLanguage = .english) {
        self.init(ReportFigures(model, language: language))
    }

    private var language: ReportLanguage { figures.language }
    private var model: ReportModel { figures.model }

    /// The whole document. The same model gives the same bytes.
    package func text() throws -> String {
        let template = try MustacheTemplate(string: ReportAsset.template.text)
        return template.render(Self.plain(try context()))
    }

    /// Values as the template takes them: markup as text for its triple braces; texts, which it escapes itself, without what no page may hold.
    private static func plain(_ value: Any) -> Any {
        switch value {
        case let markup as Markup: markup.text
        case let text as String: Markup.clean(text)
        case let members as [String: Any]: members.mapValues { plain($0) }
        case let elements as [Any]: elements.map { plain($0) }
        default: value
        }
    }

    private func context() throws -> [String: Any] {
        let sentences = ReportSentences(figures)
        let notices = sentences.notices + [sentences.exact].compactMap { $0 }
        let strip = figures.stripFigure
        let mapData = figures.mapData
        let liveMap = LiveMap(data: mapData, epochs: figures.drawn, shown: figures.shown, language: language)
        let cards = figures.cards
        let (lead, spacings) = (model.lead(), model.spacings())
        var spoken = [lead] + [spacings].compactMap { $0 } + notices.map(\.sentence)
        spoken += [denominatorTitle] + clusteredSentences + claimSentences.flatMap { [$0.here, $0.deviation, $0.over] }
        spoken += sentences.methods + sentences.caveats + cards.flatMap { $0.values.map(\.sentence) }
        let styles = Dictionary(
            uniqueKeysWithValues: figures.languages.map { ($0, margins(notices, legend: Legend(mapData), in: $0)) })
        let data = try ReportData(
            figures: figures, map: mapData, frame: liveMap.frame, sentences: spoken,
            styles: styles,
            tableWords: tables.flatMap { TableWords($0).entries + TableNotes($0).entries }, column: strip.columnKind)
        return [
            "language": language.rawValue, "generator": "geo-tool \(ToolVersion.tool)", "title": model.study.title,
            "description": lead.text(in: language),
            "style": ReportAsset.theme.markup + ReportAsset.figures.markup + Palette(model.study.words).css
                + ReportAsset.page.markup,
            "epochStyle": epochStyle,
            "pageStyle": Markup(vouchedFor: styles[language] ?? ""),
            "words": Dictionary(
                (model.study.words.pageWords + ReportLabel.allCases.map { PageWord($0) }).map { ($0.key, $0.text(in: language)) },
                uniquingKeysWith: { own, _ in own }),
            "languages": (figures.languages.count > 1 ? figures.languages : []).map { ["code": $0.rawValue, "name": $0.name] },
            "notices": notices.map { notice -> [String: Any] in
                [
                    "kind": notice.kind, "titleKey": notice.title.rawValue, "noticeTitle": notice.title.text(in: language),
                    "key": notice.sentence.key, "text": notice.sentence.text(in: language),
                    "quoted": notice.sentence.english == notice.sentence.korean,
                ]
            },
            "headline": lead.text(in: language), "subline": spacings?.text(in: language) ?? "",
            "epochs": epochs, "lastEpoch": max(0, figures.epochs.count - 1), "shownEpoch": figures.shown,
            "cards": cards.map { card($0) }, "areas": model.areas.map { ["id": $0.id, "name": $0.name] },
            "map": liveMap.svg, "locator": liveMap.locator, "legend": liveMap.legend,
            "stripLegend": Legend(strip).list(in: language),
            "stripHelp": stripHelp.text(in: language), "stripHelpKey": stripHelp.key,
            "strips": zip(model.areas, strip.figures()).map {
                ["id": $0.id, "svg": $1.inline("figure strip-svg")] as [String: Any]
            },
            "charts": charts, "denominators": model.hasFacilities ? [["table": denominators.html()]] : [], "claims": claims,
            "tables": tables.map { html($0) },
            "context": contextSections, "methods": list(sentences.methods), "caveats": list(sentences.caveats),
            "sources": sources, "findings": findings, "inputs": inputs.html(), "parameters": parameters.html(),
            "data": data.script(), "columns": data.columns,
            "stops": figures.drawn.count < figures.epochs.count ? "stops many" : "stops",
            "script": ReportAsset.script,
        ]
    }

    /// The tables of the other formats, less those that the page shows another way.
    private var tables: [ResultTable] {
        var tables = model.hasFences ? [model.coverageTable, model.fenceLineTable] : []
        if model.hasFacilities { tables.append(model.facilityTable) }
        if model.isPublic { tables.append(model.gapTable) }
        guard !model.changes.isEmpty else { return tables }
        if model.hasFences { tables += [model.changeTable, model.fenceLineChangeTable] }
        if model.hasFacilities { tables.append(model.facilityChangeTable) }
        return tables
    }

    private var stripHelp: PageWord { figures.isPublic ? PageWord(.withheldStrip) : model.study.words.stripHelp }

    private var epochs: [[String: Any]] {
        model.inventories.enumerated().map { i, inventory in
            [
                "index": i, "id": inventory.epoch.id, "date": inventory.epoch.date.description, "shown": i == figures.shown,
                "scripted": figures.drawn.contains(i) ? "" : "js",
            ]
        }
    }

    private func card(_ card: ReportCard) -> [String: Any] {
        [
            "labelKey": card.label.rawValue, "label": card.label.text(in: language),
            "values": card.values.map {
                [
                    "epoch": $0.epoch, "over": $0.basis.map { "by \(Self.basisClass($0))" } ?? "", "value": $0.value,
                    "before": $0.before.map { [$0] } ?? [], "key": $0.sentence.key,
                    "text": $0.sentence.text(in: language),
                ]
                    as [String: Any]
            },
            "switch": choices(of: card),
        ]
    }

    /// Lengths to choose between, where there are several.
    private func choices(of card: ReportCard) -> [[String: Any]] {
        guard card.choices.count > 1 else { return [] }
        let choices = card.choices.map { basis -> [String: Any] in
            [
                "id": Self.basisClass(basis), "key": ReportLabel(basis).rawValue, "label": ReportLabel(basis).text(in: language),
                "chosen": basis == card.chosen,
            ]
        }
        return [["choices": choices]]
    }

    private static func basisClass(_ basis: LengthBasis) -> String { "over-" + basis.rawValue.replacing("_", with: "-") }

    /// The margins of a printed page, with the notices in a language.
    private func margins(
        _ notices: [(kind: String, title: ReportLabel, sentence: FindingSentence)], legend: Legend, in language: ReportLanguage
    ) -> String {
        PrintedPage(
            title: model.study.title,
            notices: notices.map { "\($0.title.text(in: language)): \($0.sentence.text(in: language))" }, legend: legend,
            palette: Palette(model.study.words)
        ).style(in: language)
    }

    private func list(_ sentences: [FindingSentence]) -> [[String: String]] {
        sentences.map { ["key": $0.key, "text": $0.text(in: language)] }
    }

    /// Figures from elsewhere that the study brings, one chapter each; orders and events of a register that it cites stand in the first.
    private var contextSections: [[String: Any]] {
        var narrow = figures
        narrow.isNarrow = true
        var sections = model.context.indices.map { number -> [String: Any] in
            let words = ContextWords(model.context[number], number)
            return [
                "id": words.id, "titleKey": words.title.key, "heading": words.title.text(in: language),
                "noteKey": words.note.key, "note": words.note.text(in: language),
                "series": [
                    [
                        "drawing": figures.contextFigure(number).inline("figure broad")
                            + narrow.contextFigure(number).onTelephones,
                        "table": contextTable(number).html(),
                    ]
                ],
                "orders": [] as [[String: Markup]],
            ]
        }
        guard !orders.isEmpty else { return sections }
        if sections.isEmpty {
            sections = [
                [
                    "id": "context", "titleKey": ReportLabel.context.rawValue, "heading": ReportLabel.context.text(in: language),
                    "noteKey": "", "note": "", "series": [] as [[String: Markup]],
                ]
            ]
        }
        sections[0]["orders"] = orders
        return sections
    }

    private var charts: [[String: Any]] {
        var result: [[String: Any]] = []
        var narrow = figures
        narrow.isNarrow = true
        func add(
            _ draw: (ReportFigures) -> Figure?, titled title: ReportLabel, note: ReportLabel, wide: Bool = false
        ) {
            guard let figure = draw(figures) else { return }
            result.append([
                "svg": figure.inline("figure broad") + (draw(narrow)?.onTelephones ?? ""), "titleKey": title.rawValue,
                "chartTitle": title.text(in: language),
                "noteKey": note.rawValue,
                "note": note.text(in: language), "width": wide ? "wide" : "",
            ])
        }
        if model.hasFences {
            add({ $0.coverageFigure }, titled: .chartCoverage, note: .noteCoverage)
            add({ $0.changeFigure }, titled: .chartChange, note: .noteChange)
        }
        if model.hasFacilities { add({ $0.countFigure }, titled: .chartCounts, note: .noteCounts) }
        if model.hasFences { add({ $0.matrixFigure }, titled: .chartMatrix, note: .noteMatrix) }
        if model.hasFences {
            add({ $0.ledgerFigure }, titled: .chartLedger, note: .noteLedger)
        }
        if model.hasFacilities {
            add({ $0.buildOutFigure }, titled: .chartBuildOut, note: .noteBuildOut)
            add({ $0.densityFigure }, titled: .chartDensity, note: .noteDensity, wide: true)
            add({ $0.kFigure }, titled: .chartK, note: .noteK, wide: true)
        }
        return result
    }

    /// What is shown at which epoch: the switch works by style alone, so the page needs no script for it.
    private var epochStyle: Markup {
        let bases = LengthBasis.allCases.map { basis -> Markup in
            "body:has(#\(Self.basisClass(basis)):checked) .by:not(.\(Self.basisClass(basis))){display:none}"
        }.joined()
        let epochs = figures.drawn.map { i in
            let on: Markup = "body:has(#ep-\(i):checked) "
            let colours = DrawnStatus.allCases.map {
                "\(on).q\(i)-\($0.rawValue){\(Palette.standard[.status, $0.rawValue].stroke)}" as Markup
            }.joined()
            let rest: Markup =
                "\(on).ep:not(.p\(i)){display:none}\(on).series:not(.s\(i)) :is(rect,path){opacity:.75}\(on).series:not(.s\(i)) .strong{font-weight:400}\(on).curve:not(.s\(i)){stroke-opacity:.5}\(on).tracks.s\(i) .when{fill:var(--accent)}"
            return rest + colours
        }.joined()
        return bases + epochs
    }
}

extension Figure {
    /// The drawing under ids of its own, shown in place of the broad one where the window is narrow.
    fileprivate var onTelephones: Markup {
        var figure = self
        figure.name = name.appending("-narrow")
        figure.body = Markup(vouchedFor: body.text.replacing("id=\"hatch\"", with: "id=\"hatch-narrow\""))
        return figure.inline("figure slim")
    }
}
