extension ReportModel {
    /// The facilities of one epoch and kind in one domain, on the connected pieces of border that were observed.
    func pieces(_ inventory: Inventory, in domain: MetricDomain, _ selection: FacilitySelection) -> [LinePiece] {
        let spans = domain.spans.intersection(inventory.observed).spans
        var events = [[Measure]](repeating: [], count: spans.count)
        for index in inventory.present {
            let located = inventory.assets.facilities[index]
            guard let measure = located.attached?.measure, selection.includes(located.facility.kind) else { continue }
            let after = spans.partitioningIndex { $0.from > measure }
            guard after > 0 else { continue }
            let span = spans[after - 1]
            if measure < span.to || (after == spans.count && measure == span.to) { events[after - 1].append(measure) }
        }
        return zip(spans, events).map { LinePiece(start: $0.from, end: $0.to, events: $1) }
    }

    /// Kinds of facility that the study has, then all.
    var selections: [FacilitySelection] {
        FacilitySelection.rows(for: Set(inventories.flatMap { $0.assets.facilities.map(\.facility.kind) }))
    }
}
