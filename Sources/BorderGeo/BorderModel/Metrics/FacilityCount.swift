import LinearReferencing

/// Facilities of one kind in one domain at one epoch. A range where imagery leaves some open.
public struct FacilityCount: Hashable, Sendable {
    /// Seen standing, on observed border.
    public var count: Int
    /// `count` plus those that may have stood already: between the last image without and the first with.
    public var maximum: Int
    /// Standing by their dates, but where no image of the epoch shows the border: in no count.
    public var outsideMask: Int

    public init(count: Int = 0, maximum: Int = 0, outsideMask: Int = 0) {
        self.count = count
        self.maximum = maximum
        self.outsideMask = outsideMask
    }

    /// At least these stood.
    public var minimum: Int { count }
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

    package func includes(_ kind: FacilityKind) -> Bool {
        switch self {
        case .kind(let own): own == kind
        case .all: true
        }
    }

    /// One selection for each kind that occurs, in the order of the vocabulary, then all.
    package static func rows(for kinds: Set<FacilityKind>) -> [FacilitySelection] {
        FacilityKind.allCases.filter(kinds.contains).map { .kind($0) } + [.all]
    }
}

extension Inventory {
    /// Facilities by kind in `domain`; the key `nil` holds all kinds, a kind without any is left out. A facility counts where it is
    /// attached to the border at a measure inside the domain that the epoch's imagery shows; not located and outside the corridor
    /// are in no count. Linear in what stands in the domain, log s for s spans each.
    public func facilityCounts(in domain: MetricDomain) -> [FacilityKind?: FacilityCount] {
        let certain = standing.rows(on: domain.spans.spans)
        let doubtful = open.rows(on: domain.spans.spans)
        func count(_ kind: FacilityKind) -> FacilityCount {
            var count = FacilityCount()
            for rows in certain {
                for row in rows where standing.kinds[row] == kind {
                    if observed.containsClosed(standing.measures[row]) { count.count += 1 } else { count.outsideMask += 1 }
                }
            }
            count.maximum = count.count
            for rows in doubtful {
                for row in rows where open.kinds[row] == kind && observed.containsClosed(open.measures[row]) {
                    count.maximum += 1
                }
            }
            return count
        }
        var counts: [FacilityKind?: FacilityCount] = [:]
        for kind in FacilityKind.allCases {
            let own = count(kind)
            guard own != FacilityCount() else { continue }
            counts[kind] = own
            counts[nil] = (counts[nil] ?? FacilityCount()) + own
        }
        return counts
    }
}

extension MetricDomain {
    /// Whether a measure belongs to the domain.
    func contains(_ measure: Measure) -> Bool { spans.containsClosed(measure) }
}

extension MeasureSpanSet {
    /// Membership in which the very last end belongs too: a post at the end of the border is on the border, and half-open spans
    /// would lose it, also where the set's end is that of the border rounded to the millimetre.
    func containsClosed(_ measure: Measure) -> Bool {
        contains(measure) || spans.last.map { measure >= $0.to && measure <= $0.to + Self.rounding } == true
    }
}
