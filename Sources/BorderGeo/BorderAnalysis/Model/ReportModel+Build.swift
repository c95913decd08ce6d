import BorderModel
import BorderStudy
import LinearReferencing

extension ReportModel {
    /// Attaches a study to its border and computes everything that a report holds.
    ///
    /// Throws `InputError` for areas, epochs and segments that the study and its border do not have, and `IdentityViolation`
    /// where sums that must hold do not.
    /// Attaching is spread over `jobs` threads (`nil`: all cores), rows over areas; results do not depend on the number.
    public init(_ data: StudyData, parameters: ReportParameters = ReportParameters(), jobs: Int? = nil) throws {
        let scope = try ReportScope(data, parameters)
        let assets = LocatedAssets(data, fenceOptions: parameters.fenceOptions(of: data.study), jobs: jobs)
        let inventories = data.study.epochs.map { epoch in
            let mask = ObservationMask(epoch: epoch.id, observations: data.observations, on: data.border.route)
            return Inventory(
                epoch: epoch, assets: assets, observed: mask.observed, observedIsAssumed: mask.isAssumed, banks: parameters.banks)
        }
        func inventory(_ epoch: Epoch?) -> Inventory? { epoch.flatMap { wanted in inventories.first { $0.epoch == wanted } } }
        let shown = inventories.filter { scope.epochs.contains($0.epoch) }
        let baseline = inventory(scope.baseline)
        let comparisons = Parallel.map(shown.count, jobs: jobs) { i -> FenceComparison? in
            guard let baseline, shown[i].epoch.date > baseline.epoch.date else { return nil }
            return FenceComparison(
                baseline: baseline, comparison: shown[i], countingBridged: parameters.countingBridged,
                matchDistance: data.study.matchDistance)
        }
        let pair: FenceComparison? =
            if let after = inventory(scope.comparison), let baseline {
                zip(shown, comparisons).first { $0.0.epoch == after.epoch }?.1
                    ?? FenceComparison(
                        baseline: baseline, comparison: after, countingBridged: parameters.countingBridged,
                        matchDistance: data.study.matchDistance)
            } else {
                nil
            }
        let kinds = Set(data.facilities.map(\.kind))
        let (rows, facilities) = try Parallel.both(jobs: jobs) {
            try Parallel.map(scope.domains.count, jobs: jobs) { i in
                Result {
                    try AreaRows(
                        scope.domains[i], shown, comparisons, pair: pair, kinds: kinds,
                        countingBridged: parameters.countingBridged, minGap: parameters.minGap ?? data.study.minGap)
                }
            }.map { try $0.get() }
        } _: {
            try FacilityRows(assets, scope.domains, pair, parameters.matching, kinds, near: data.study.nearFence, jobs: jobs)
        }
        let changes = zip(scope.domains, rows).enumerated().compactMap { i, row in
            row.1.change.map { AreaChange(area: row.0.id, fences: $0, facilities: facilities.changes[i]) }
        }
        let coverage = rows.flatMap(\.coverage)
        let density = rows.flatMap(\.density)
        let whole = scope.domains.last ?? MetricDomain(id: MetricDomain.allName, spans: MeasureSpanSet())
        self.init(
            study: data.study, parameters: parameters, border: data.border, areas: scope.areas, domains: scope.domains,
            inventories: shown, coverage: coverage,
            profiles: shown.map {
                EpochProfile(epoch: $0.epoch.id, pieces: $0.profile(of: whole, countingBridged: parameters.countingBridged))
            }, density: density, changes: AreaChange.tested(changes), fenceComparison: pair,
            facilityComparison: facilities.comparison, nearFence: facilities.nearFence, timelines: facilities.timelines,
            claims: [],
            findings: data.findings + assets.findings(on: data.border, areas: data.areas)
                + shown.flatMap { $0.findings(in: whole) } + (pair?.findings(on: data.border.route) ?? []),
            inputs: data.inputs)
        observations = data.observations.filter { row in shown.contains { $0.epoch.id == row.epoch } }
        claims = checks(of: data.claims)
    }

}

extension ReportParameters {
    /// How the fences of a study are located.
    func fenceOptions(of study: Study) -> FenceOptions {
        FenceOptions(
            corridor: study.corridor, steepAngle: maxAngle ?? Degrees(60), excludesSteep: maxAngle != nil,
            bridgeRatio: study.bridgeRatio)
    }
}

/// What goes through all facilities once for all areas, while other threads compute rows of one area each.
private struct FacilityRows: Sendable {
    var comparison: FacilityComparison?
    /// By area; empty without a pair of epochs.
    var changes: [[FacilityChange]]
    var nearFence: [NearFence]
    var timelines: [FacilityTimeline]

    init(
        _ assets: LocatedAssets, _ domains: [MetricDomain], _ pair: FenceComparison?, _ matching: FacilityMatching,
        _ kinds: Set<FacilityKind>, near: Metres, jobs: Int?
    ) throws {
        timelines = assets.timelines(in: domains)
        nearFence = pair?.facilitiesNearNewOrUpgraded(in: domains, within: near) ?? []
        comparison = try pair.map { pair in
            FacilityComparison(
                baseline: pair.baseline, comparison: pair.comparison,
                replacements: matching == .records
                    ? [:]
                    : try FacilityMatcher().replacements(baseline: pair.baseline, comparison: pair.comparison, jobs: jobs))
        }
        changes = comparison?.changes(in: domains, kinds: kinds) ?? []
    }
}

/// All rows of one area: computed on one thread.
private struct AreaRows: Sendable {
    var coverage: [Coverage] = []
    var density: [Density] = []
    var change: FenceChange?

    init(
        _ domain: MetricDomain, _ inventories: [Inventory], _ comparisons: [FenceComparison?], pair: FenceComparison?,
        kinds: Set<FacilityKind>, countingBridged: Bool, minGap: Metres
    ) throws {
        change = try pair?.change(in: domain)
        for (inventory, comparison) in zip(inventories, comparisons) {
            let row = try inventory.coverage(of: domain, countingBridged: countingBridged, minGap: minGap)
            let since = try comparison?.change(in: domain)
            coverage.append(row)
            density += inventory.density(in: domain, lengths: BasisLengths(coverage: row, change: since), kinds: kinds)
        }
    }
}
