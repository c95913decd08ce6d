import BorderBase

/// Which numerator over which denominator gives a published figure, at the figures published (F13).
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
    }

    public var claim: Claim
    /// `nil` where there is nothing to form the figure from: it stands as given.
    public var isReproduced: Bool?
    /// Every way that gives the figure, in the order of the quantities.
    public var by: [Derivation]
    /// All other ways, the nearest first.
    public var misses: [Derivation]

    /// Only implied quantities give the figure: consistent with itself, not confirmed.
    public var restsOnImplied: Bool { !by.isEmpty && by.allSatisfy(\.isImplied) }
    public var nearest: Derivation? { misses.first }

    /// Tries every admissible pair of quantities.
    ///
    /// A numerator or a denominator that the claim names is kept; one that it does not name is searched for. Both must belong to the
    /// claim's area and epoch; only a claim over `border` looks for its denominator in wider areas. Rounded at the published significant
    /// figures, never compared at a tolerance. Bounds ("over 6,500") take no part in a quotient. Quadratic in the quantities of an area.
    package init(_ claim: Claim, quantities: [PublishedQuantity]) {
        self.claim = claim
        // One length at two epochs, or one count under two names, is one way.
        var seen: Set<Derivation> = []
        let ways = Self.derivations(of: claim, quantities).filter { seen.insert($0).inserted }
        by = ways.filter { claim.isReproduced(by: $0.value) }
        misses = ways.filter { !claim.isReproduced(by: $0.value) }
            .map { (distance: Self.distance($0.value, claim.baseValue), way: $0) }
            .sorted { $0.distance < $1.distance }
            .map(\.way)
        isReproduced = ways.isEmpty ? nil : !by.isEmpty
    }

    /// Audits all claims against the quantities.
    package static func all(_ claims: [Claim], quantities: [PublishedQuantity]) -> [ClaimAudit] {
        claims.map { ClaimAudit($0, quantities: quantities) }
    }

    private static func distance(_ value: Double, _ published: Double) -> Double {
        value > 0 && published > 0 ? Elementary.log(value / published).magnitude : (value - published).magnitude
    }

    private static func derivations(of claim: Claim, _ quantities: [PublishedQuantity]) -> [Derivation] {
        let here = quantities.filter { $0.area == claim.area && $0.fits(epoch: claim.epoch) }
        func named(_ name: String?, _ candidates: [PublishedQuantity]) -> [PublishedQuantity] {
            name.map { name in candidates.filter { $0.of == name } } ?? candidates
        }
        let exact = here.filter { !$0.isBound }
        switch claim.measurand {
        case .count, .length:
            // A figure is no check of itself.
            return named(
                claim.numerator, here.filter { $0.isCount == (claim.measurand == .count) && !$0.from.contains(claim.id) }
            )
            .map { Derivation(numerator: $0.name, denominator: nil, value: $0.number, isImplied: $0.isImplied) }
        case .spacing:
            let counts = named(claim.numerator, exact.filter { $0.isCount && $0.number > 0 })
            return quotients(named(claim.denominator, exact.filter { !$0.isCount }), counts, countsOnTop: true)
        case .share:
            let wider = claim.denominator == "border" ? quantities.filter { !$0.isBound && $0.fits(epoch: claim.epoch) } : exact
            let wholes = named(claim.denominator, wider.filter { $0.number > 0 })
            return named(claim.numerator, exact).flatMap { part in
                quotients([part], wholes.filter { $0.isCount == part.isCount && $0.id != part.id }, countsOnTop: false)
            }
        case .growth:
            let later = named(
                claim.numerator, exact.filter { $0.isCount && $0.epoch != nil && $0.epoch == claim.epoch ?? $0.epoch })
            let earlier = quantities.filter { $0.area == claim.area && !$0.isBound && $0.isCount && $0.number > 0 }
            return later.flatMap { end in
                quotients(
                    [end], earlier.filter { start in start.of == end.of && (start.epoch ?? "") < (end.epoch ?? "") },
                    countsOnTop: false)
            }
        }
    }

    /// Every numerator over every denominator. A spacing is a length over a count, but reads as facilities over a length.
    private static func quotients(
        _ tops: [PublishedQuantity], _ bottoms: [PublishedQuantity], countsOnTop: Bool
    ) -> [Derivation] {
        tops.flatMap { top in
            bottoms.map { bottom in
                Derivation(
                    numerator: countsOnTop ? bottom.name : top.name, denominator: countsOnTop ? top.name : bottom.name,
                    value: top.number / bottom.number, isImplied: top.isImplied || bottom.isImplied)
            }
        }
    }
}
