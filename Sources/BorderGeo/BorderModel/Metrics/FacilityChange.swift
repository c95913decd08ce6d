/// How the facilities of one kind in one domain changed between two epochs.
///
/// `baseline` and `comparison` count what is known at both epochs, so `comparison = baseline - removed + new` for `all`, and
/// with the reclassified that
/// came and went for a kind. What was unobserved or open at either epoch is `unknown` and in neither.
public struct FacilityChange: Hashable, Sendable {
    public var kind: String
    public var baseline = 0
    public var comparison = 0
    public var persisted = 0
    public var moved = 0
    /// Now of this kind and of another before.
    public var reclassified = 0
    /// Of this kind before and now of another.
    public var reclassifiedAway = 0
    public var new = 0
    public var removed = 0
    public var unknown = 0
    /// Whether the rate changed; `nil` where both counts are 0.
    package var test: FacilityRateChange?

    public init(kind: String) { self.kind = kind }

    /// Comparison over baseline; `nil` where the baseline is 0.
    public var factor: Double? { baseline > 0 ? Double(comparison) / Double(baseline) : nil }
}

/// What became of one facility.
package enum FacilityStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case persisted, moved, reclassified, new, removed, unknown
}

/// One facility of either epoch with what became of it.
package struct FacilityFate: Hashable, Sendable {
    /// Index among the located assets: of the later record where there are two.
    package var facility: Int
    /// The earlier record where another one replaced it.
    package var earlier: Int?
    package var status: FacilityStatus
}

/// The facilities of two epochs matched by their records: one record that stands at both is the same facility.
public struct FacilityComparison: Sendable {
    public let baseline: Inventory
    public let comparison: Inventory
    /// In the order of the located assets; facilities that stood at neither epoch are left out.
    package let fates: [FacilityFate]

    /// Linear in the number of facilities. `replacements` pairs an earlier record with the later one that stands in its place,
    /// and
    /// names the status of the pair.
    package init(baseline: Inventory, comparison: Inventory, replacements: [Int: (later: Int, status: FacilityStatus)] = [:]) {
        self.baseline = baseline
        self.comparison = comparison
        let assets = comparison.assets.facilities
        let both = baseline.observed.intersection(comparison.observed)
        let laterRecords = Set(replacements.values.map(\.later))
        var presence = [(Lifetime.Presence, Lifetime.Presence)](repeating: (.absent, .absent), count: assets.count)
        for i in baseline.present { presence[i].0 = .present }
        for i in baseline.possible { presence[i].0 = .possible }
        for i in comparison.present { presence[i].1 = .present }
        for i in comparison.possible { presence[i].1 = .possible }
        var fates: [FacilityFate] = []
        for i in assets.indices {
            guard let measure = assets[i].attachedMeasure else { continue }
            let seen = both.containsClosed(measure)
            switch presence[i] {
            case (.absent, .absent): continue
            case (.possible, _), (_, .possible): fates.append(FacilityFate(facility: i, status: .unknown))
            case _ where !seen: fates.append(FacilityFate(facility: i, status: .unknown))
            case (.present, .present): fates.append(FacilityFate(facility: i, status: .persisted))
            case (.present, .absent):
                if let next = replacements[i] {
                    fates.append(FacilityFate(facility: next.later, earlier: i, status: next.status))
                } else {
                    fates.append(FacilityFate(facility: i, status: .removed))
                }
            case (.absent, .present):
                if !laterRecords.contains(i) { fates.append(FacilityFate(facility: i, status: .new)) }
            }
        }
        self.fates = fates
    }

    /// For each domain one row for each kind in `kinds`, then `all`.
    public func changes(in domains: [MetricDomain], kinds: Set<FacilityKind>) -> [[FacilityChange]] {
        let selections = FacilitySelection.rows(for: kinds)
        var rows = domains.map { _ in selections.map { FacilityChange(kind: $0.name) } }
        let facilities = comparison.assets.facilities
        for fate in fates {
            guard let measure = facilities[fate.facility].attachedMeasure else { continue }
            let kind = facilities[fate.facility].facility.kind
            let earlierKind = fate.earlier.map { facilities[$0].facility.kind } ?? kind
            for d in domains.indices where domains[d].contains(measure) {
                for i in selections.indices {
                    let now = selections[i].includes(kind)
                    let before = selections[i].includes(earlierKind)
                    guard now || before else { continue }
                    rows[d][i].add(fate.status, now: now, before: before)
                }
            }
        }
        return rows
    }
}

extension FacilityChange {
    fileprivate mutating func add(_ status: FacilityStatus, now: Bool, before: Bool) {
        switch status {
        case .unknown:
            unknown += 1
            return
        case .new: new += 1
        case .removed: removed += 1
        case .persisted: persisted += 1
        case .moved: moved += 1
        case .reclassified:
            if now { reclassified += 1 }
            if before, !now { reclassifiedAway += 1 }
        }
        if status != .new, before { baseline += 1 }
        if status != .removed, now { comparison += 1 }
    }
}
