import LinearReferencing

/// The rows of every domain at every epoch, and the comparison of two epochs: what a survey and a report have in common.
package struct SurveyRows: Sendable {
    /// The two epochs that changes are between. They need not be among those that have rows.
    package struct Pair: Sendable {
        package var baseline: Inventory
        package var comparison: Inventory?

        /// `nil` without a baseline. Without a comparison rates over new fence line are still taken against the baseline.
        package init?(baseline: Inventory?, comparison: Inventory?) {
            guard let baseline else { return nil }
            self.baseline = baseline
            self.comparison = comparison
        }

        /// The first and the last of an order; `nil` where they are one.
        init?(first: Inventory?, last: Inventory?) {
            guard let first, let last, first.epoch.date < last.epoch.date else { return nil }
            self.init(baseline: first, comparison: last)
        }
    }

    package var coverage: [Coverage]
    package var density: [Density]
    /// By domain; empty without a pair.
    package var changes: [AreaChange]
    package var fenceComparison: FenceComparison?
    package var facilityComparison: FacilityComparison?
    /// Facilities of the comparison epoch near a new or upgraded fence, by domain; empty without a pair.
    package var nearFence: [NearFence]
    /// What lies near the fences of each epoch.
    package var vicinities: [FenceVicinity]

    /// Domains are spread over `jobs` threads (`nil`: all cores); rows do not depend on the number. Throws `IdentityViolation` where sums that
    /// must hold do not, and `MatchError` where matching by position meets too many candidates.
    package init(
        of domains: [MetricDomain], at inventories: [Inventory], comparing pair: Pair?, kinds: Set<FacilityKind>,
        options: SurveyOptions, jobs: Int? = nil
    ) throws {
        @Sendable func compared(with later: Inventory) -> FenceComparison? {
            guard let baseline = pair?.baseline else { return nil }
            return FenceComparison(
                baseline: baseline, comparison: later, countingBridged: options.countingBridged,
                matchDistance: options.matchDistance)
        }
        let since = Parallel.map(inventories.count, jobs: jobs) { i -> FenceComparison? in
            guard let baseline = pair?.baseline, inventories[i].epoch.date > baseline.epoch.date else { return nil }
            return compared(with: inventories[i])
        }
        let fences = pair?.comparison.flatMap { after in
            zip(inventories, since).first { $0.0.epoch == after.epoch }?.1 ?? compared(with: after)
        }
        let vicinities = Parallel.map(inventories.count, jobs: jobs) {
            FenceVicinity(of: inventories[$0], since: since[$0], within: options.nearFence)
        }
        let nearness = inventories.indices.map { inventories[$0].nearness(to: vicinities[$0], jobs: jobs) }
        let epochs = inventories.indices.map {
            DomainRows.Epoch(inventory: inventories[$0], since: since[$0], nearness: nearness[$0])
        }
        let (rows, facilities) = try Parallel.both(jobs: jobs) {
            try Parallel.map(domains.count, jobs: jobs) { i in
                Result {
                    try DomainRows(
                        of: domains[i], at: epochs, comparing: fences, kinds: kinds,
                        options: options)
                }
            }.map { try $0.get() }
        } _: {
            try fences.map { try FacilityRows(comparing: $0, in: domains, kinds: kinds, options: options, jobs: jobs) }
        }
        coverage = rows.flatMap(\.coverage)
        density = rows.flatMap(\.density)
        changes = AreaChange.tested(
            zip(domains, rows).enumerated().compactMap { i, row in
                row.1.change.map { AreaChange(area: row.0.id, fences: $0, facilities: facilities?.changes[i] ?? []) }
            })
        fenceComparison = fences
        facilityComparison = facilities?.comparison
        nearFence = facilities?.nearFence ?? []
        self.vicinities = vicinities
    }
}

/// What goes through all facilities once for all domains, while other threads compute rows of one domain each.
private struct FacilityRows: Sendable {
    var comparison: FacilityComparison
    /// By domain.
    var changes: [[FacilityChange]]
    var nearFence: [NearFence]

    init(
        comparing pair: FenceComparison, in domains: [MetricDomain], kinds: Set<FacilityKind>, options: SurveyOptions, jobs: Int?
    ) throws {
        let vicinity = FenceVicinity(of: pair.comparison, since: pair, within: options.nearFence)
        nearFence = pair.facilitiesNearNewOrUpgraded(in: domains, of: vicinity)
        var matcher = FacilityMatcher()
        matcher.rule.removesShift = !options.keepsShift
        comparison = FacilityComparison(
            baseline: pair.baseline, comparison: pair.comparison,
            replacements: try matcher.replacements(
                baseline: pair.baseline, comparison: pair.comparison, byPosition: options.matching == .position, jobs: jobs))
        changes = comparison.changes(in: domains, kinds: kinds, near: vicinity)
    }
}

/// All rows of one domain: computed on one thread.
private struct DomainRows: Sendable {
    /// What one epoch brings to the rows of every domain.
    struct Epoch: Sendable {
        var inventory: Inventory
        var since: FenceComparison?
        var nearness: FacilityNearness
    }

    var coverage: [Coverage] = []
    var density: [Density] = []
    var change: FenceChange?

    init(
        of domain: MetricDomain, at epochs: [Epoch], comparing pair: FenceComparison?, kinds: Set<FacilityKind>,
        options: SurveyOptions
    ) throws {
        change = try pair?.change(in: domain)
        for epoch in epochs {
            let row = try epoch.inventory.coverage(
                of: domain, countingBridged: options.countingBridged, minGap: options.minGap)
            let since = try epoch.since?.change(in: domain)
            coverage.append(row)
            density += epoch.inventory.density(
                in: domain, lengths: BasisLengths(coverage: row, change: since), kinds: kinds, nearness: epoch.nearness)
        }
    }
}
