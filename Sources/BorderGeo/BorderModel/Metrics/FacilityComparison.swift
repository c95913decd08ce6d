import LinearReferencing

/// What became of one facility.
package enum FacilityStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case persisted, moved, reclassified, new, removed, unknown
}

/// One facility of either epoch with what became of it.
package struct FacilityFate: Hashable, Sendable {
    /// Index among the located assets: of the later record where there are two.
    package var facility: Int
    /// The earlier record where another one took its place.
    package var earlier: Int?
    package var status: FacilityStatus
    /// Where it is counted before and now, on border that both epochs show; `nil` where it is not counted.
    package var before: Measure?
    package var now: Measure?

    package init(facility: Int, earlier: Int? = nil, status: FacilityStatus, before: Measure? = nil, now: Measure? = nil) {
        self.facility = facility
        self.earlier = earlier
        self.status = status
        self.before = before
        self.now = now
    }
}

/// The facilities of two epochs laid over each other: one record that stands at both is the same facility, and so are two records
/// that were found to be (F8).
public struct FacilityComparison: Sendable {
    public let baseline: Inventory
    public let comparison: Inventory
    /// In the order of the located assets; facilities that stood at neither epoch are left out.
    package let fates: [FacilityFate]
    /// How the matching of records went: the common shift that was taken off.
    package let shift: CommonShift?
    package let findings: [Finding]

    /// Linear in the number of facilities. `replacements` pairs earlier records with the later ones that took their place.
    package init(baseline: Inventory, comparison: Inventory, replacements: FacilityReplacements = FacilityReplacements()) {
        self.baseline = baseline
        self.comparison = comparison
        shift = replacements.shift
        findings = replacements.findings
        let assets = comparison.assets.facilities
        let both = baseline.observed.intersection(comparison.observed)
        let borderEnd = comparison.assets.borderEnd
        /// The measure where imagery of both epochs shows it.
        func known(_ index: Int) -> Measure? {
            assets[index].attachedMeasure.flatMap { both.holds($0, borderEnd: borderEnd) ? $0 : nil }
        }
        let replacing = Set(replacements.pairs.values.map(\.later))
        var presence = [(Lifetime.Presence, Lifetime.Presence)](repeating: (.absent, .absent), count: assets.count)
        for i in baseline.present { presence[i].0 = .present }
        for i in baseline.possible { presence[i].0 = .possible }
        for i in comparison.present { presence[i].1 = .present }
        for i in comparison.possible { presence[i].1 = .possible }
        var fates: [FacilityFate] = []
        for i in assets.indices {
            switch presence[i] {
            case (.absent, .absent): continue
            case (.present, .absent):
                if let pair = replacements.pairs[i] {
                    let (before, now) = (known(i), known(pair.later))
                    guard assets[i].attachedMeasure != nil || assets[pair.later].attachedMeasure != nil else { continue }
                    let status = before == nil && now == nil ? .unknown : pair.status
                    fates.append(FacilityFate(facility: pair.later, earlier: i, status: status, before: before, now: now))
                    continue
                }
            case (.absent, .present): if replacing.contains(i) { continue }
            default: break
            }
            guard assets[i].attachedMeasure != nil else { continue }
            let place = known(i)
            switch presence[i] {
            case _ where place == nil: fates.append(FacilityFate(facility: i, status: .unknown))
            case (.present, .present): fates.append(FacilityFate(facility: i, status: .persisted, before: place, now: place))
            case (.present, .absent): fates.append(FacilityFate(facility: i, status: .removed, before: place))
            case (.absent, .present): fates.append(FacilityFate(facility: i, status: .new, now: place))
            default: fates.append(FacilityFate(facility: i, status: .unknown))
            }
        }
        self.fates = fates
    }

    /// For each domain one row for each kind in `kinds`, then `all`.
    ///
    /// A facility that was found on both sides of an end of the domain, or of what both epochs show, is in the row of each side: it
    /// entered the one and left the other.
    public func changes(in domains: [MetricDomain], kinds: Set<FacilityKind>) -> [[FacilityChange]] {
        changes(in: domains, kinds: kinds, near: nil)
    }

    /// The same with a `vicinity`: the new facilities near its new or upgraded lines are counted.
    package func changes(
        in domains: [MetricDomain], kinds: Set<FacilityKind>, near vicinity: FenceVicinity?
    ) -> [[FacilityChange]] {
        let selections = FacilitySelection.rows(for: kinds)
        var rows = domains.map { _ in
            selections.map {
                var row = FacilityChange(kind: $0.name)
                if vicinity != nil { row.newNearFence = 0 }
                return row
            }
        }
        let facilities = comparison.assets.facilities
        let borderEnd = comparison.assets.borderEnd
        for fate in fates {
            let kind = facilities[fate.facility].facility.kind
            let earlierKind = fate.earlier.map { facilities[$0].facility.kind } ?? kind
            let places = [fate.earlier ?? fate.facility, fate.facility].compactMap { facilities[$0].attachedMeasure }
            let isNear =
                fate.status == .new
                ? vicinity?.lines(near: facilities[fate.facility].facility.position).contains(.newOrUpgraded) : nil
            for d in domains.indices {
                func contains(_ measure: Measure) -> Bool { domains[d].spans.holds(measure, borderEnd: borderEnd) }
                guard places.contains(where: contains) else { continue }
                let before = fate.before.map(contains) ?? false
                let now = fate.now.map(contains) ?? false
                // In the domain and counted at neither epoch: beyond what was observed, while its other end is known elsewhere.
                for i in selections.indices {
                    let isOfKindBefore = selections[i].includes(earlierKind)
                    let isOfKindNow = selections[i].includes(kind)
                    guard isOfKindBefore || isOfKindNow else { continue }
                    rows[d][i].add(
                        fate.status, before: before, now: now, isOfKindBefore: isOfKindBefore, isOfKindNow: isOfKindNow,
                        isNearFence: isNear)
                }
            }
        }
        return rows
    }
}
