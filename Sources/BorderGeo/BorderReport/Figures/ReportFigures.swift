import BorderAnalysis
import BorderModel
import LinearReferencing

/// The drawings of one report, made from its model: they compute no figure of their own beyond bins along the border.
struct ReportFigures: Sendable {
    let model: ReportModel
    /// The line of the border with its measures.
    let border: [MapData.BorderPart]
    let language: ReportLanguage
    /// K at the epoch that is shown; `nil` where nothing has neighbours, and in a public edition.
    let k: StudyK?
    /// The model's areas are stretches of the whole border that only drawings have: the study names none.
    let isSectioned: Bool
    /// Names of areas, towns and countries in both languages.
    let names: [(english: String, korean: String)]
    /// Drawn from a public edition: facilities by the kilometre and no places of fences.
    var isPublic: Bool { model.isPublic }
    /// Charts for the width of a telephone, their letters as large as those of the wide ones.
    var isNarrow = false

    init(_ model: ReportModel, language: ReportLanguage = .english) {
        var model = model
        // A public edition that shows no single area has the whole in their place.
        for index in model.areas.indices where model.areas[index].name == MetricDomain.allName {
            model.areas[index].name = ReportLabel.allAreas.text(in: language)
        }
        var names: [(english: String, korean: String)] = model.areas.map { (english: $0.name, korean: Self.korean($0)) }
        names.append((ReportLabel.allAreas.english, ReportLabel.allAreas.korean))
        names.append((model.study.title, model.study.title))
        for place in model.study.words.places { names.append((place.name.english, place.name.koreanOrOwn)) }
        self.names = names
        if language == .korean {
            model.areas = model.areas.map { area in
                var area = area
                area.name = Self.korean(area)
                return area
            }
        }
        isSectioned = model.areas.isEmpty
        if isSectioned { model.areas = Self.sections(of: model.border) }
        self.model = model
        k = StudyK(of: model, area: model.wholeArea, epoch: Self.shown(in: model))
        border = MapData.BorderPart.parts(of: model.border)
        self.language = language
    }

    /// Languages that a page can be switched to: the one it opens with, and those that the study has words for.
    var languages: [ReportLanguage] {
        ReportLanguage.allCases.filter { $0 == language || model.study.words.languages.contains($0.rawValue) }
    }

    /// The name of an area in Hangul where the study has one.
    private static func korean(_ area: StudyArea) -> String {
        area.aliases.first { $0.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) } } ?? area.name
    }

    var epochs: [String] { model.inventories.map(\.epoch.id) }
    var baseline: Int? { index(of: model.study.baseline) }
    var comparison: Int? { index(of: model.study.comparison) }
    /// The epoch a page opens with, and a single drawing shows.
    var shown: Int { Self.shown(in: model) }

    private static func shown(in model: ReportModel) -> Int {
        index(of: model.study.comparison, in: model) ?? max(0, model.inventories.count - 1)
    }

    /// The epochs that drawings and tables of a page hold: all of a few. Of many the first, the last and the compared ones, and others evenly
    /// between them; a script draws the rest when they are looked at.
    var drawn: [Int] {
        let most = 6
        guard epochs.count > most else { return Array(epochs.indices) }
        var chosen = Set([0, epochs.count - 1, shown] + [baseline, comparison].compactMap { $0 })
        for step in 1..<most where chosen.count < most { chosen.insert(step * (epochs.count - 1) / (most - 1)) }
        return chosen.sorted()
    }

    private func index(of epoch: String?) -> Int? { Self.index(of: epoch, in: model) }

    private static func index(of epoch: String?, in model: ReportModel) -> Int? {
        model.inventories.firstIndex { $0.epoch.id == epoch }
    }

    /// The name a reader knows an area by; `all` is the union of areas.
    func name(of area: String) -> String {
        if area == MetricDomain.allName { return ReportLabel.allAreas.text(in: language) }
        return model.areaName(area)
    }

    /// Ids of the rows that tables and charts show: the areas, then their union where there is more than one.
    var rows: [String] {
        let ids = isSectioned ? [] : model.areas.map(\.id)
        return ids.count == 1 ? ids : ids + [MetricDomain.allName]
    }

    /// The row that stands for the whole study.
    var whole: String { model.wholeArea }

    func coverage(_ area: String, _ epoch: Int) -> Coverage? {
        guard epochs.indices.contains(epoch) else { return nil }
        return model.coverage.first { $0.area == area && $0.epoch == epochs[epoch] }
    }

    func density(_ area: String, _ epoch: Int, kind: String = "all") -> Density? {
        guard epochs.indices.contains(epoch) else { return nil }
        return model.density.first { $0.area == area && $0.epoch == epochs[epoch] && $0.kind == kind }
    }

    func change(_ area: String) -> AreaChange? { model.changes.first { $0.area == area } }
}

extension ReportFigures {
    var coverageFigure: Figure {
        CoverageFigure(
            epochs: epochs,
            groups: rows.map { area in
                CoverageFigure.Group(
                    name: name(of: area),
                    bars: drawn.compactMap { epoch in
                        coverage(area, epoch).map { row in
                            CoverageFigure.Bar(
                                epoch: epoch, border: row.border, layers: row.multiplicity.map(\.border), share: row.share)
                        }
                    })
            }, language: language
        ).figure(width: width(560))
    }

    var countFigure: Figure {
        let kinds = model.kinds
        return CountFigure(
            epochs: epochs,
            groups: kinds.map { kind in
                CountFigure.Group(
                    kind: model.study.words.word(kind), style: kind.style,
                    bars: drawn.compactMap { epoch in
                        density(whole, epoch, kind: kind.rawValue).map {
                            CountFigure.Bar(epoch: epoch, count: $0.count.count, maximum: $0.count.maximum)
                        }
                    })
            }, language: language
        ).figure(width: width(560))
    }

    var matrixFigure: Figure? {
        guard let fences = change(whole)?.fences else { return nil }
        return ChangeMatrixFigure(
            baseline: fences.baseline, comparison: fences.comparison, matrix: fences.matrix, language: language
        ).figure(width: width(460))
    }

    var changeFigure: Figure? {
        guard !model.changes.isEmpty else { return nil }
        return ChangeFigure(
            rows: rows.compactMap { area in
                change(area).map { row in
                    ChangeFigure.Row(
                        name: name(of: area), border: row.fences.border,
                        classes: row.fences.classes.map { ($0.changeClass, $0.border) })
                }
            }, language: language
        ).figure(width: width(560))
    }

    var ledgerFigure: Figure? {
        guard let fences = change(whole)?.fences else { return nil }
        return LedgerFigure(
            baseline: fences.baseline, comparison: fences.comparison, ledger: fences.fenceLine, language: language
        ).figure(width: width(560))
    }

    /// Of the whole study; nothing where no image brackets anything.
    var buildOutFigure: Figure? {
        guard let points = model.timelines.last?.points, points.count > 1 else { return nil }
        return BuildOutFigure(points: points, language: language).figure(width: width(560))
    }

    var kFigure: Figure? { k.map { KFigure(k: $0, language: language, words: model.study.words).figure(width: width(1080)) } }

    func contextFigure(_ number: Int) -> Figure {
        ContextFigure(
            number: number, series: model.context[number],
            epochs: model.inventories.indices.map { i in
                ContextFigure.Epoch(id: epochs[i], date: model.inventories[i].epoch.date, share: coverage(whole, i)?.share)
            }, language: language
        ).figure(width: width(460))
    }

    /// Facilities in even bins along every area; blocks of 5 km in a public edition.
    var densityFigure: Figure {
        if let edition = model.edition { return densityFigure(of: edition) }
        let longest = model.areas.map { Self.whole($0).length.value }.max() ?? 1
        let step = Ticks(in: 0...max(longest, 1), about: 90).step
        let rows = model.areas.map { area in
            let whole = Self.whole(area)
            let start = whole.from.metres
            return DensityFigure.Row(
                name: area.name, whole: whole, from: Measure(start), step: Metres(step),
                curves: drawn.map { i in
                    DensityFigure.Curve(
                        epoch: i,
                        perKilometre: profile(model.inventories[i], area, from: Measure(start), step: step))
                })
        }
        return DensityFigure(epochs: epochs, rows: rows, language: language).figure(width: width(1120))
    }

    private func width(_ wide: Double) -> Double { isNarrow ? 340 : wide }

    static func whole(_ area: StudyArea) -> MeasureSpan {
        MeasureSpan(area.spans.spans.first?.from ?? Measure(0), area.spans.spans.last?.to ?? Measure(0))
    }

    /// Facilities per kilometre of observed border in bins; `nil` where less than half of a bin was observed. n log s.
    private func profile(_ inventory: Inventory, _ area: StudyArea, from start: Measure, step: Double) -> [Double?] {
        let whole = Self.whole(area)
        let bins = max(1, min(5000, ((whole.to - start).value / step).rounded(.up)))
        guard bins.isFinite else { return [] }
        let seen = area.spans.intersection(inventory.observed)
        var counts = [Int](repeating: 0, count: Int(bins))
        for index in inventory.present {
            guard let measure = inventory.assets.facilities[index].attached?.measure, seen.contains(measure) else { continue }
            let bin = ((measure - start).value / step).rounded(.down)
            guard bin >= 0, bin < bins else { continue }
            counts[Int(bin)] += 1
        }
        var lengths = [Double](repeating: 0, count: Int(bins))
        for span in seen.spans {
            var bin = max(0, Int(max(0, min(bins - 1, ((span.from - start).value / step).rounded(.down)))))
            while bin < lengths.count {
                let from = start + Metres(Double(bin) * step)
                guard from < span.to else { break }
                lengths[bin] += span.intersection(MeasureSpan(from, from + Metres(step)))?.length.value ?? 0
                bin += 1
            }
        }
        return zip(counts, lengths).map { $1 >= step / 2 ? Double($0) / ($1 / 1000) : nil }
    }
}
