import BorderModel
import LinearReferencing

/// Which areas a public edition has rows for.
///
/// An area has one where it ends at whole kilometres, is at least 5 km long, and shares no border with another area unless it is the same stretch. The others are withheld; their
/// union with the rest stays as `all`. So that no withheld row is what `all` leaves over the published ones, what is withheld is always two areas or more and at least 5 km.
package struct PublicDomains: Hashable, Sendable {
    /// In the study's order, ends on the grid.
    var published: [MetricDomain] = []
    /// Ids, in the study's order.
    var withheld: [String] = []
    /// The union of all areas, as it is.
    var all: MetricDomain
    /// The kilometres that `all` lies in.
    var outline: MeasureSpanSet

    /// `domains` end with `all`, unless it is the only one.
    init(_ domains: [MetricDomain], on grid: PublicGrid) {
        all = domains.last ?? MetricDomain(id: MetricDomain.allName, spans: MeasureSpanSet())
        outline = grid.widened(all.spans)
        let areas = domains.filter { $0.id != MetricDomain.allName }
        let shared = Self.overlapping(areas.map(\.spans))
        var kept = areas.indices.filter { Self.stands(areas[$0].spans, on: grid) && !shared.contains(areas[$0].spans) }
        while !kept.isEmpty, !Self.hides(Set(areas.map(\.spans)), all.spans, published: kept.map { areas[$0].spans }) {
            // The shortest joins those withheld, and whoever is the same stretch; of two alike the first along the border.
            guard let least = kept.map({ areas[$0].spans }).min(by: { Self.order($0, $1) }) else { break }
            kept.removeAll { areas[$0].spans == least }
        }
        published = kept.map { MetricDomain(id: areas[$0].id, spans: grid.widened(areas[$0].spans)) }
        let named = Set(kept)
        withheld = areas.indices.filter { !named.contains($0) }.map { areas[$0].id }
    }

    /// The stretches that share border with another one. n log n.
    private static func overlapping(_ sets: [MeasureSpanSet]) -> Set<MeasureSpanSet> {
        let spans = Set(sets).flatMap { set in set.spans.map { (span: $0, set: set) } }.sorted {
            ($0.span.from.metres, $0.span.to.metres) < ($1.span.from.metres, $1.span.to.metres)
        }
        var shared: Set<MeasureSpanSet> = []
        guard var farthest = spans.first else { return shared }
        for item in spans.dropFirst() {
            if item.set != farthest.set, (farthest.span.to - item.span.from).value >= 0.01 {
                shared.formUnion([item.set, farthest.set])
            }
            if item.span.to > farthest.span.to { farthest = item }
        }
        return shared
    }

    /// Ends at cuts and 5 km or longer.
    static func stands(_ spans: MeasureSpanSet, on grid: PublicGrid) -> Bool {
        spans.length.value > PublicGrid.leastDomain.value - 0.02
            && spans.spans.allSatisfy { grid.isCut($0.from) && grid.isCut($0.to) }
    }

    /// Whether the rest of `all` beside the published stretches says nothing of a single withheld one.
    private static func hides(_ areas: Set<MeasureSpanSet>, _ all: MeasureSpanSet, published: [MeasureSpanSet]) -> Bool {
        let withheld = areas.subtracting(published)
        guard !withheld.isEmpty else { return true }
        let rest = all.subtracting(MeasureSpanSet(published.flatMap(\.spans)))
        return withheld.count > 1 && rest.length.value > PublicGrid.leastDomain.value - 0.02
    }

    private static func order(_ a: MeasureSpanSet, _ b: MeasureSpanSet) -> Bool {
        let first = { (set: MeasureSpanSet) in set.spans.first?.from.metres ?? 0 }
        return (a.length.value, first(a)) < (b.length.value, first(b))
    }

    /// `all` is long enough to say something of its fences.
    var saysFences: Bool { all.border.value > PublicGrid.leastDomain.value - 0.02 }

    /// The stretches that rows of fences are about; `all` last.
    var rows: [MetricDomain] { published + (saysFences ? [all] : []) }

    /// What of `all` no published area holds; empty where there is nothing. Ends of areas are where they should be to a centimetre.
    var rest: MeasureSpanSet {
        MeasureSpanSet(
            all.spans.subtracting(MeasureSpanSet(published.flatMap(\.spans.spans))).spans.filter { $0.length.value > 0.02 })
    }
}

extension PublicDomains {
    /// Throws where what was asked for is a cut that, laid beside the edition of the whole study, would say more than either.
    func check(asked domains: [MetricDomain], _ parameters: ReportParameters, on grid: PublicGrid) throws(InputError) {
        guard !parameters.areas.isEmpty || !parameters.segments.isEmpty else { return }
        let named = domains.filter { $0.id != MetricDomain.allName }
        func refuse(_ what: String) -> InputError {
            InputError(
                "a public edition cannot be cut down to \(what): beside the edition of the whole study the difference would locate gaps",
                remedy:
                    "Publish the study as a whole, or areas that end at whole kilometres, are 5 km or longer and do not overlap. Make one public edition of a study, never two."
            )
        }
        for domain in named {
            guard let whole = published.first(where: { $0.id == domain.id }),
                grid.widened(domain.spans) == whole.spans, Self.stands(domain.spans, on: grid)
            else { throw refuse("the area \"\(domain.id)\"") }
        }
        if named.isEmpty, let cut = domains.last?.spans, cut != all.spans, !Self.stands(cut, on: grid) {
            throw refuse(parameters.segments.map { "the segment \"\($0)\"" }.joined(separator: " and "))
        }
    }
}
