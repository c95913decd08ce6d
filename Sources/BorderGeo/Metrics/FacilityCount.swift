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
public enum FacilitySelection: Hashable, Sendable {
    case kind(FacilityKind)
    case all

    /// The kind's name, or `all`.
    public var name: String {
        switch self {
        case .kind(let kind): kind.rawValue
        case .all: "all"
        }
    }

    func includes(_ kind: FacilityKind) -> Bool {
        switch self {
        case .kind(let own): own == kind
        case .all: true
        }
    }

    /// One selection for each kind that occurs, in the order of the vocabulary, then all.
    static func rows(for kinds: Set<FacilityKind>) -> [FacilitySelection] {
        FacilityKind.allCases.filter(kinds.contains).map { .kind($0) } + [.all]
    }
}

extension Inventory {
    /// Facilities by kind in `domain`; the key `nil` holds all kinds. A facility counts where it is attached to the border at a
    /// measure inside the
    /// domain that the epoch's imagery shows; not located and outside the corridor are in no count. n log s for n facilities and
    /// s spans.
    public func facilityCounts(in domain: MetricDomain) -> [FacilityKind?: FacilityCount] {
        var counts: [FacilityKind?: FacilityCount] = [:]
        func add(_ indexes: [Int], certain: Bool) {
            for index in indexes {
                let located = assets.facilities[index]
                guard let measure = located.attached?.measure, domain.contains(measure) else { continue }
                let seen = observed.containsClosed(measure)
                for key in [located.facility.kind, nil] as [FacilityKind?] {
                    if !seen {
                        if certain { counts[key, default: FacilityCount()].outsideMask += 1 }
                    } else {
                        if certain { counts[key, default: FacilityCount()].count += 1 }
                        counts[key, default: FacilityCount()].maximum += 1
                    }
                }
            }
        }
        add(present, certain: true)
        add(possible, certain: false)
        return counts
    }
}

extension MetricDomain {
    /// Whether a measure belongs to the domain.
    func contains(_ measure: Measure) -> Bool { spans.containsClosed(measure) }
}

extension MeasureSpanSet {
    /// Membership in which the very last end belongs too: a post at the end of the border is on the border, and half-open spans
    /// would lose it.
    func containsClosed(_ measure: Measure) -> Bool { contains(measure) || spans.last?.to == measure }
}
