import BorderModel
import LinearReferencing

extension Coverage {
    /// Lengths to 0.1 km, nothing of single gaps, and 0 for lengths that are withheld.
    var published: Coverage {
        var row = self
        for path: WritableKeyPath<Coverage, Metres> in [\.border, \.observed, \.fenced, \.direct, \.bridged, \.layerLength] {
            row[keyPath: path] = PublicGrid.rounded(self[keyPath: path])
        }
        for path: WritableKeyPath<Coverage, Metres> in [\.joined, \.steep, \.across, \.outside, \.beyond] {
            row[keyPath: path] = .zero
        }
        row.joinedGaps = 0
        for i in layers.indices {
            row.layers[i].fenced = PublicGrid.rounded(layers[i].fenced)
            row.layers[i].fenceLine = PublicGrid.rounded(layers[i].fenceLine)
        }
        for i in multiplicity.indices { row.multiplicity[i].border = PublicGrid.rounded(multiplicity[i].border) }
        row.gaps = []
        return row
    }
}

extension FenceChange {
    /// Lengths to 0.1 km; what was redrawn is what the other lengths of the ledger leave.
    var published: FenceChange {
        var change = self
        change.border = PublicGrid.rounded(border)
        change.observedBoth = PublicGrid.rounded(observedBoth)
        change.coverageBaseline = PublicGrid.rounded(coverageBaseline, of: observedBoth)
        change.coverageComparison = PublicGrid.rounded(coverageComparison, of: observedBoth)
        for i in classes.indices { change.classes[i].border = PublicGrid.rounded(classes[i].border) }
        change.matrix = matrix.map { $0.map(PublicGrid.rounded) }
        change.newLayerLength = PublicGrid.rounded(newLayerLength)
        for status in FenceStatus.allCases { change.fenceLine[status] = PublicGrid.rounded(fenceLine[status]) }
        change.fenceLine.baseline = PublicGrid.rounded(fenceLine.baseline)
        change.fenceLine.comparison = PublicGrid.rounded(fenceLine.comparison)
        let line = change.fenceLine
        change.fenceLine.redrawn = line.comparison - line.baseline + line.removed - line.new
        return change
    }
}

extension PublicEdition {
    /// The gaps of each row. Those of `all` are the sum over the published areas and what is left beside them: counted along the whole they would say which of them lie across
    /// the end of an area.
    static func gaps(_ rows: [Coverage], in domains: PublicDomains, of exact: ReportModel) throws -> [PublicGaps] {
        let least = exact.parameters.minGap ?? exact.study.minGap
        var seen: Set<MeasureSpanSet> = []
        let distinct = Set(domains.published.filter { seen.insert($0.spans).inserted }.map(\.id))
        let rest = MetricDomain(id: MetricDomain.allName, spans: domains.rest)
        return try rows.map { row in
            let unfenced = PublicGrid.rounded(row.observed - row.fenced)
            guard row.area == MetricDomain.allName, let inventory = exact.inventories.first(where: { $0.epoch.id == row.epoch })
            else {
                return PublicGaps(unfenced: unfenced, lengths: row.gaps.map(\.length))
            }
            let own = rows.filter { distinct.contains($0.area) && $0.epoch == row.epoch }.flatMap(\.gaps)
            let others =
                try rest.spans.isEmpty
                ? []
                : inventory.coverage(of: rest, countingBridged: exact.parameters.countingBridged, minGap: least).gaps
            return PublicGaps(unfenced: unfenced, lengths: (own + others).map(\.length))
        }
    }
}

extension PublicEdition {
    /// Fences of the exact rows to 0.1 km; of facilities only how many there were on border seen at both epochs, and are.
    func changes(_ exact: ReportModel, in domains: PublicDomains, _ counts: PublicCounts) -> [AreaChange] {
        guard let comparison = exact.fenceComparison else { return [] }
        func seen(_ inventory: Inventory) -> [Bool] {
            PublicCounts.seen(inventory.observed.intersection(domains.all.spans), of: domains.all.spans, on: counts.grid)
        }
        let (a, b) = (seen(comparison.baseline), seen(comparison.comparison))
        let before = PublicCounts.tally(comparison.baseline, where: a, and: b, on: counts.grid)
        let after = PublicCounts.tally(comparison.comparison, where: a, and: b, on: counts.grid)
        let spans = Dictionary(domains.rows.map { ($0.id, $0.id == MetricDomain.allName ? domains.outline : $0.spans) }) { $1 }
        return exact.changes.compactMap { row in
            guard let spans = spans[row.area] else { return nil }
            let bins = spans.spans.map(counts.grid.bins)
            return AreaChange(
                area: row.area, fences: row.fences.published,
                facilities: row.facilities.map { item in
                    var change = FacilityChange(kind: item.kind)
                    let kind = exact.kind(named: item.kind)
                    change.baseline = before.count(kind, in: bins)
                    change.comparison = after.count(kind, in: bins)
                    return change
                })
        }
    }

    /// Counts by kilometre over lengths to 0.1 km; nothing of neighbours, of scatter, and of what stands near a fence.
    func density(_ domains: PublicDomains, _ counts: PublicCounts, kinds: Set<FacilityKind>) -> [Density] {
        let rows = domains.published + [MetricDomain(id: MetricDomain.allName, spans: domains.outline)]
        let coverage = Dictionary(self.coverage.map { ([$0.area, $0.epoch], $0) }) { first, _ in first }
        let changes = Dictionary(self.changes.map { ([$0.area, $0.fences.comparison], $0.fences.fenceLine) }) { first, _ in first
        }
        return rows.flatMap { domain in
            epochs.indices.flatMap { epoch in
                let id = epochs[epoch].id
                let row = coverage[[domain.id, id]]
                let line = changes[[domain.id, id]]
                return Density.rows(area: domain.id, epoch: id, kinds: kinds) { basis in
                    switch basis {
                    case .borderObserved: row?.observed ?? .zero
                    case .borderFenced: row?.fenced ?? .zero
                    case .fenceLine: row?.fenceLine ?? .zero
                    case .fenceLineNewOrUpgraded: line?.newOrUpgraded ?? .zero
                    }
                } tally: { kind in
                    Density.Tally(count: counts.count(kind, in: domain.spans, at: epoch), bins: [])
                }.map { $0.withoutNearFence }
            }
        }
    }
}
