/// Facilities per length and length per facility in one domain at one epoch, on every basis (F5).
///
/// The exact interval of a rate is `Rate.interval()`: that of the process, not a sampling error, since every facility was
/// counted.
public struct Density: Hashable, Sendable {
    public var area: String
    public var epoch: String
    /// A facility kind, or `all`.
    public var kind: String
    public var count: FacilityCount
    /// One for each basis, in the order of `LengthBasis.allCases`.
    public var rates: [Rate]

    public func rate(_ basis: LengthBasis) -> Rate? { rates.first { $0.basis == basis } }
}

/// The four lengths that rates are over, in one domain at one epoch.
public struct BasisLengths: Hashable, Sendable {
    public var borderObserved: Metres
    public var borderFenced: Metres
    public var fenceLine: Metres
    /// `nil` at the baseline and without one: nothing is new or upgraded since itself.
    public var fenceLineNewOrUpgraded: Metres?

    public init(coverage: Coverage, change: FenceChange?) {
        borderObserved = coverage.observed
        borderFenced = coverage.fenced
        fenceLine = coverage.fenceLine
        fenceLineNewOrUpgraded = change?.fenceLine.newOrUpgraded
    }

    subscript(basis: LengthBasis) -> Metres {
        switch basis {
        case .borderObserved: borderObserved
        case .borderFenced: borderFenced
        case .fenceLine: fenceLine
        case .fenceLineNewOrUpgraded: fenceLineNewOrUpgraded ?? .zero
        }
    }
}

extension Inventory {
    /// One row for each kind in `kinds`, then `all`. Counts and lengths are over the same observed border.
    public func density(in domain: MetricDomain, lengths: BasisLengths, kinds: Set<FacilityKind>) -> [Density] {
        let counts = facilityCounts(in: domain)
        return FacilitySelection.rows(for: kinds).map { selection in
            let key: FacilityKind? = if case .kind(let kind) = selection { kind } else { nil }
            let count = counts[key] ?? FacilityCount()
            return Density(
                area: domain.id, epoch: epoch.id, kind: selection.name, count: count,
                rates: LengthBasis.allCases.map { Rate(count: count.count, per: $0, length: lengths[$0]) })
        }
    }
}
