import BorderBase

/// Which numerator over which denominator gives a published figure, at the figures published (F13), and what that says of it.
public struct ClaimAudit: Hashable, Sendable {
    /// One way to form the figure.
    public struct Derivation: Hashable, Sendable {
        public var numerator: String
        /// `nil` for a count or a length that is compared as it is.
        public var denominator: String?
        /// In metres, as a fraction, or plain: `Claim.inUnit` gives it in the published unit.
        public var value: Double
        /// Rests on a quantity that no source publishes.
        public var isImplied: Bool
        /// What the value is where it is formed from bounds or from rounded figures.
        package var qualifier = Claim.Qualifier.exact
        /// What was counted or measured, and over what: `guard_post`, `border`.
        package var top = ""
        package var per: String?
        /// Over the border line that is loaded, or itself a length of the border: another line gives another.
        package var isOverLine = false
        /// Over a published length of the border.
        package var isOverPublishedBorder = false
    }

    public var claim: Claim
    /// Every way that gives the figure, in the order of the quantities.
    public var by: [Derivation]
    /// Ways that speak neither for nor against it: bounds, and quotients of rounded figures.
    package var compatible: [Derivation]
    /// All other ways, the nearest first.
    public var misses: [Derivation]
    /// What the study gives for the same thing, where there is a study that defines it.
    package var here: Derivation?
    /// The study is made up: where it agrees with a figure, it was built to.
    package var isByConstruction = false

    public var verdict: ClaimVerdict {
        if !by.isEmpty {
            if claim.confidence == .derived { return .derived }
            if by.allSatisfy(\.isImplied) { return .implied }
            return by.allSatisfy(\.isOverPublishedBorder) && misses.contains(where: \.isOverLine) ? .differsByLine : .follows
        }
        if !misses.isEmpty {
            // A length of the border always differs; a share does where a published length gives it.
            let isOpen = compatible.contains { $0.isOverPublishedBorder && claim.isReproduced(by: $0.value) }
            let others = misses.contains { !($0.isOverLine || $0.isOverPublishedBorder) }
            return !others && (isOpen || misses.allSatisfy { $0.isOverLine && $0.per == nil }) ? .differsByLine : .doesNotFollow
        }
        return compatible.isEmpty ? .cannotBeChecked : claim.confidence == .derived ? .derived : .notContradicted
    }

    /// `nil` where nothing speaks for or against the figure but bounds, the line, or how the study was built.
    public var isReproduced: Bool? {
        switch verdict {
        case .follows, .implied, .derived: true
        case .doesNotFollow: false
        case .cannotBeChecked: agreesByConstruction ? true : nil
        case .notContradicted, .differsByLine: nil
        }
    }

    /// Whether the study's own figure rounds to the published one.
    package var hereFits: Bool { here.map { claim.isReproduced(by: $0.value) } ?? false }

    /// The study was built to the figure. Where only a bound is published, what lies within it was not.
    package var agreesByConstruction: Bool {
        isByConstruction && hereFits && (verdict != .notContradicted || claim.isBound)
    }

    /// The study's figure is nobody's but its own: nothing was published that it could have been built to.
    package var isInvented: Bool {
        isByConstruction && here != nil && !agreesByConstruction && (hereFits || verdict == .cannotBeChecked)
    }

    /// How far the study's figure, or the nearest one, is from the published: +0.08 is 8 % more. `nil` where it rounds to it or there is none.
    package var deviation: Double? {
        guard let value = (here ?? (by.isEmpty ? nearest : nil))?.value, claim.baseValue != 0, !claim.isReproduced(by: value)
        else {
            return nil
        }
        return value / claim.baseValue - 1
    }

    /// Only implied quantities give the figure: consistent with itself, not confirmed.
    public var restsOnImplied: Bool { !by.isEmpty && by.allSatisfy(\.isImplied) }
    public var nearest: Derivation? { misses.first }

    /// Tries every admissible pair of quantities.
    ///
    /// A numerator or a denominator that the claim names is kept; one that it does not name is searched for. Both must belong to the
    /// claim's area and epoch; only a claim over or of `border` looks in wider areas. Rounded at the published significant figures, never
    /// compared at a tolerance. A quotient of bounds is a bound or nothing, one of rounded figures gives rounded figures alone.
    /// Quadratic in the quantities of an area.
    package init(_ claim: Claim, quantities: [PublishedQuantity]) {
        self.claim = claim
        // One length at two epochs, or one count under two names, is one way.
        var seen: Set<Derivation> = []
        let ways = ClaimWays(claim, quantities).all.filter { seen.insert($0).inserted }
        let judged = ways.map { (way: $0, answer: claim.answer(to: $0)) }
        by = judged.filter { $0.answer == .gives }.map(\.way)
        compatible = judged.filter { $0.answer == .leavesOpen }.map(\.way)
        misses = judged.filter { $0.answer == .misses }
            .map { (distance: Self.distance($0.way.value, claim.baseValue), way: $0.way) }
            .sorted { $0.distance < $1.distance }
            .map(\.way)
    }

    /// Audits all claims against the quantities.
    package static func all(_ claims: [Claim], quantities: [PublishedQuantity]) -> [ClaimAudit] {
        claims.map { ClaimAudit($0, quantities: quantities) }
    }

    private static func distance(_ value: Double, _ published: Double) -> Double {
        value > 0 && published > 0 ? Elementary.log(value / published).magnitude : (value - published).magnitude
    }
}

extension Claim {
    enum Answer { case gives, leavesOpen, misses }

    /// What one way says of the figure.
    func answer(to way: ClaimAudit.Derivation) -> Answer {
        switch way.qualifier {
        case .exact where qualifier.isBound: return isReproduced(by: way.value) ? .leavesOpen : .misses
        case .exact: return isReproduced(by: way.value) ? .gives : .misses
        case .about, .almost:
            guard isReproduced(by: way.value) || qualifier.isBound && rounds(way.value) else { return .misses }
            return qualifier.isApproximate ? .gives : .leavesOpen
        case .atLeast, .moreThan:
            if qualifier.isLowerBound { return .leavesOpen }
            return way.value < baseValue + (qualifier == .exact || qualifier == .about ? halfUnit : 0) ? .leavesOpen : .misses
        case .lessThan:
            if qualifier == .lessThan { return .leavesOpen }
            return way.value > baseValue - (qualifier.isBound ? 0 : halfUnit) ? .leavesOpen : .misses
        }
    }
}
