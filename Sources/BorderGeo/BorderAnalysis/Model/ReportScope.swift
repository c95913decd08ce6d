import BorderBase
import BorderModel
import BorderStudy
import LinearReferencing

/// What a report is about, after `--area`, `--epoch` and `--segment` have been looked up.
struct ReportScope: Sendable {
    var areas: [StudyArea]
    var domains: [MetricDomain]
    /// In order of date.
    var epochs: [Epoch]
    var baseline: Epoch?
    var comparison: Epoch?

    init(_ data: StudyData, _ parameters: ReportParameters) throws(InputError) {
        let study = data.study
        let clip = try Self.clip(data.border, parameters.segments)
        areas = try Self.areas(data, parameters.areas)
        if data.areas.isEmpty {
            domains = [MetricDomain(id: MetricDomain.allName, spans: clip ?? data.border.route.whole)]
        } else {
            domains = MetricDomain.domains(of: areas, within: clip)
            if !parameters.areas.isEmpty, parameters.areas.allSatisfy({ $0 == MetricDomain.allName }) {
                domains.removeFirst(domains.count - 1)
            }
        }
        epochs = try Self.epochs(study, parameters.epochs)
        baseline = study.epoch(study.baseline)
        comparison = study.epoch(study.comparison)
        // Asked for one later epoch, that is what the baseline is compared with; asked for several, the first with the last.
        if !parameters.epochs.isEmpty, let last = epochs.last {
            if epochs.count > 1 { baseline = epochs[0] }
            if let first = baseline, last.date > first.date { comparison = last }
        }
        if baseline == nil || comparison == nil {
            baseline = nil
            comparison = nil
        }
    }

    private static func areas(_ data: StudyData, _ wanted: [String]) throws(InputError) -> [StudyArea] {
        let named = wanted.filter { $0 != MetricDomain.allName }
        guard !named.isEmpty else { return data.areas }
        for name in named where !data.areas.contains(where: { $0.answers(to: name) }) {
            let known = data.areas.map(\.id) + [MetricDomain.allName]
            throw InputError(
                "the study \"\(data.study.id)\" has no area \"\(name)\"",
                remedy: "\(Suggestion.hint(for: name, among: known))Use one of: \(known.joined(separator: ", ")).")
        }
        return data.areas.filter { area in named.contains { area.answers(to: $0) } }
    }

    private static func epochs(_ study: Study, _ wanted: [String]) throws(InputError) -> [Epoch] {
        guard !wanted.isEmpty else { return study.epochs }
        for id in wanted where study.epoch(id) == nil {
            throw InputError(
                "the study \"\(study.id)\" has no epoch \"\(id)\"",
                remedy:
                    "\(Suggestion.hint(for: id, among: study.epochs.map(\.id)))Use one of: \(study.epochs.map(\.id).joined(separator: ", "))."
            )
        }
        return study.epochs.filter { wanted.contains($0.id) }
    }

    /// The measures of the asked segments; `nil` where none is asked for. A neighbour stands for all segments along it.
    private static func clip(_ border: Border, _ wanted: [String]) throws(InputError) -> MeasureSpanSet? {
        guard !wanted.isEmpty else { return nil }
        var clip = MeasureSpanSet()
        for id in wanted {
            let spans =
                border.segment(id: id).map { MeasureSpanSet($0.span) } ?? border.spans(along: BorderNeighbour(rawValue: id))
            guard !spans.isEmpty else {
                let known = (border.segments.map(\.id) + border.segments.compactMap(\.neighbour?.rawValue)).removingRepeats()
                throw InputError(
                    "the border \(border.source.name) has no segment \"\(id)\"",
                    remedy: "\(Suggestion.hint(for: id, among: known))Use one of: \(known.joined(separator: ", ")).")
            }
            clip = clip.union(spans)
        }
        return clip
    }
}
