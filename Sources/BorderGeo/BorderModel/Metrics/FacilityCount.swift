import LinearReferencing

/// Facilities of one kind in one domain at one epoch. A range where imagery leaves some open.
public struct FacilityCount: Hashable, Sendable {
    /// Seen standing, on observed border.
    public var count: Int
    /// `count` plus those that may have stood already: between the last image without and the first with.
    public var maximum: Int
    /// Standing by their dates, but where no image of the epoch shows the border: in no count.
    public var outsideMask: Int
    /// Of `count` those that stand near a fence line of the epoch: the ones that a rate over fence line can be about.
    public var nearFenceLine: Int
    /// Of `count` those that stand near fence line that is new or upgraded since the baseline.
    public var nearNewOrUpgraded: Int

    public init(count: Int = 0, maximum: Int = 0, outsideMask: Int = 0, nearFenceLine: Int = 0, nearNewOrUpgraded: Int = 0) {
        self.count = count
        self.maximum = maximum
        self.outsideMask = outsideMask
        self.nearFenceLine = nearFenceLine
        self.nearNewOrUpgraded = nearNewOrUpgraded
    }

    /// At least these stood.
    public var minimum: Int { count }
}

extension FacilityCount {
    static func + (a: FacilityCount, b: FacilityCount) -> FacilityCount {
        FacilityCount(
            count: a.count + b.count, maximum: a.maximum + b.maximum, outsideMask: a.outsideMask + b.outsideMask,
            nearFenceLine: a.nearFenceLine + b.nearFenceLine, nearNewOrUpgraded: a.nearNewOrUpgraded + b.nearNewOrUpgraded)
    }

    static func += (sum: inout FacilityCount, part: FacilityCount) { sum = sum + part }
}

/// Which facilities a row counts: one kind, or all.
package enum FacilitySelection: Hashable, Sendable {
    case kind(FacilityKind)
    case all

    /// The kind's name, or `all`.
    package var name: String {
        switch self {
        case .kind(let kind): kind.rawValue
        case .all: "all"
        }
    }

    /// `nil`: all.
    package var kind: FacilityKind? { if case .kind(let kind) = self { kind } else { nil } }

    package func includes(_ kind: FacilityKind) -> Bool {
        switch self {
        case .kind(let own): own == kind
        case .all: true
        }
    }

    /// One selection for each kind that occurs, in the order of the vocabulary, then all.
    package static func rows(for kinds: Set<FacilityKind>) -> [FacilitySelection] {
        kinds.sorted().map { .kind($0) } + [.all]
    }
}

extension Inventory {
    /// Facilities by kind in `domain`; the key `nil` holds all kinds, a kind without any is left out. A facility counts where it is
    /// attached to the border at a measure inside the domain that the epoch's imagery shows; not located and outside the corridor
    /// are in no count; none counts as near a fence. Linear in what stands in the domain, log s for s spans each.
    public func facilityCounts(in domain: MetricDomain) -> [FacilityKind?: FacilityCount] {
        facilityCounts(in: domain, nearness: nil)
    }

    /// The same with those near fences, where `nearness` knows them.
    package func facilityCounts(in domain: MetricDomain, nearness: FacilityNearness?) -> [FacilityKind?: FacilityCount] {
        let spans = domain.spans.spans
        let kinds = assets.kinds
        var byKind = [FacilityCount](repeating: FacilityCount(), count: kinds.count)
        for row in standing.rows(on: spans).joined() {
            var one = FacilityCount()
            if observed.holds(standing.measures[row], borderEnd: assets.borderEnd) {
                (one.count, one.maximum) = (1, 1)
                let near = nearness?[row] ?? []
                one.nearFenceLine = near.contains(.standing) ? 1 : 0
                one.nearNewOrUpgraded = near.contains(.newOrUpgraded) ? 1 : 0
            } else {
                one.outsideMask = 1
            }
            byKind[standing.kinds[row]] += one
        }
        for row in open.rows(on: spans).joined() where observed.holds(open.measures[row], borderEnd: assets.borderEnd) {
            byKind[open.kinds[row]].maximum += 1
        }
        var counts: [FacilityKind?: FacilityCount] = [:]
        for (kind, count) in zip(kinds, byKind) where count != FacilityCount() { counts[kind] = count }
        if !counts.isEmpty { counts[nil] = byKind.reduce(FacilityCount()) { $0 + $1 } }
        return counts
    }
}
