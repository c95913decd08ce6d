import BorderBase
import BorderModel
import BorderStudy
import LinearReferencing

/// What of a study may be published: a value of its own, from which everything public is written and which holds nothing else.
///
/// No fence, no facility, no gap and no image is in it, but lengths to 0.1 km and counts for areas of 5 km or longer, and facilities by the kilometre of border. Two studies with
/// equal editions have equal public outputs to the byte. `docs/public.md` says what is withheld and what an adversary could still learn.
package struct PublicEdition: Sendable {
    /// Id, title, epochs and settings; no notes and no file names of the author's own.
    package var study: Study
    package var parameters: ReportParameters
    /// The line is published as it is; its file is a base name.
    package var border: Border
    /// Those with rows; their ends are at whole kilometres.
    package var areas: [StudyArea]
    /// Ids and names of the others.
    package var withheld: [StudyArea]
    /// The kilometres that the areas lie in.
    package var outline: MeasureSpanSet
    package var epochs: [Epoch]
    /// Ids of epochs for which no imagery was named.
    package var assumed: [String]
    /// Lengths to 0.1 km; no gaps, and 0 for what is withheld: fence that is steep, across, outside, beyond, joined.
    package var coverage: [Coverage]
    /// For each row of `coverage`.
    package var gaps: [PublicGaps]
    package var density: [Density]
    package var changes: [AreaChange]
    package var timeline: FacilityTimeline?
    package var cells: [PublicCell]
    /// Facilities by blocks of 5 km.
    package var blocks: [PublicCell]
    /// Published figures, where they are built in or were asked for.
    package var claims: [Claim]
    /// Base names of the inputs.
    package var inputs: [String]
    /// What records say of their sources, where that was asked for.
    package var sources: [String]
    /// Figures from elsewhere, where what people wrote is kept.
    package var context: [ContextSeries]

    /// How long a stretch is that rows are about, as published.
    package func border(of area: String) -> Metres? { coverage.first { $0.area == area }?.border }
}

extension PublicEdition {
    /// What may be published of a study with all its results.
    ///
    /// `areas` are those of the whole study: what was asked for must be cut from them so that nothing follows from the difference. Throws `InputError` where it is not.
    package init(of exact: ReportModel, areas all: [StudyArea]? = nil) throws {
        let grid = PublicGrid(exact.border.route)
        let every = all ?? exact.areas
        let whole =
            every.isEmpty
            ? [MetricDomain(id: MetricDomain.allName, spans: exact.border.route.whole)] : MetricDomain.domains(of: every)
        try PublicDomains(whole, on: grid).check(asked: exact.domains, exact.parameters, on: grid)
        let domains = PublicDomains(exact.domains, on: grid)
        let keeps = exact.parameters.keepsSource
        let counts = PublicCounts(exact.inventories, in: domains.all.spans, on: grid)

        study = try Self.study(exact.study, keepingText: keeps)
        parameters = exact.parameters
        parameters.isPublic = true
        border = exact.border.published(keepingText: keeps, words: exact.study.words)
        let published = Dictionary(domains.published.map { ($0.id, $0.spans) }) { first, _ in first }
        areas = exact.areas.compactMap { area in
            published[area.id].map { StudyArea(id: area.id, name: area.name, aliases: area.aliases, spans: $0) }
        }
        let withheldIDs = Set(domains.withheld)
        withheld = exact.areas.filter { withheldIDs.contains($0.id) }.map {
            StudyArea(id: $0.id, name: $0.name, aliases: $0.aliases, spans: MeasureSpanSet())
        }
        outline = domains.outline
        epochs = exact.inventories.map(\.epoch)
        assumed = exact.inventories.filter(\.observedIsAssumed).map(\.epoch.id)
        let rows = Set(domains.rows.map(\.id))
        let exactRows = exact.coverage.filter { rows.contains($0.area) }
        coverage = exactRows.map { $0.published }
        gaps = try Self.gaps(exactRows, in: domains, of: exact)
        changes = []
        density = []
        cells = exact.inventories.indices.flatMap(counts.cells)
        blocks = exact.inventories.indices.flatMap(counts.blockCounts)
        timeline =
            exact.inventories.first?.assets.timelines(in: [MetricDomain(id: MetricDomain.allName, spans: domains.outline)]).first
        claims = keeps || exact.study.claims.allSatisfy { $0.hasPrefix("builtin:") } ? exact.claims.map(\.claim) : []
        inputs = exact.inputs.map { Self.baseName($0.name) }.removingRepeats()
        sources = keeps ? Self.sources(exact) : []
        context = keeps ? exact.context : []
        changes = changes(exact, in: domains, counts)
        density = density(domains, counts, kinds: Set(exact.kinds))
    }

    private static func study(_ study: Study, keepingText keeps: Bool) throws -> Study {
        var open = try Study(id: study.id, title: study.title)
        open.words = study.words
        open.synthetic = study.synthetic
        open.notes = keeps ? study.notes : []
        open.border = baseName(study.border)
        open.inward = study.inward
        open.epochs = study.epochs
        open.baseline = study.baseline
        open.comparison = study.comparison
        open.corridor = study.corridor
        open.nearFence = study.nearFence
        open.matchDistance = study.matchDistance
        open.minGap = study.minGap
        open.bridgeRatio = study.bridgeRatio
        open.headlineBasis = study.headlineBasis
        return open
    }

    package static func baseName(_ path: String) -> String {
        path.hasPrefix("builtin:") ? path : path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? path
    }

    private static func sources(_ exact: ReportModel) -> [String] {
        guard let assets = exact.inventories.first?.assets else { return [] }
        let named =
            assets.facilities.map(\.facility.provenance.source) + assets.fences.map(\.fence.provenance.source)
            + assets.patrolPaths.map(\.path.provenance.source)
        return Set(named.compactMap { $0 }).sorted()
    }
}

extension Border {
    /// The line as it is, without the path of its file, its findings and the words of its records.
    fileprivate func published(keepingText keeps: Bool, words: StudyWords) -> Border {
        guard case .file(let path) = source.origin else { return renamed(source: source, segments: segments) }
        let name = PublicEdition.baseName(path)
        var source = source
        source.origin = .file(name)
        if !keeps || source.title == path {
            source.title = name
            source.licence = keeps ? source.licence : nil
            source.caveats = []
        }
        return renamed(
            source: source,
            segments: keeps
                ? segments
                : segments.enumerated().map { i, segment in
                    let known = words.name(ofSegment: segment.id)
                    return BorderSegment(
                        id: known == nil ? "segment-\(i + 1)" : segment.id, name: known ?? "Segment \(i + 1)",
                        neighbour: known == nil ? nil : segment.neighbour, span: segment.span)
                })
    }
}
