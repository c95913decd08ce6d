/// Every admissible way to form a figure from quantities.
struct ClaimWays {
    private let claim: Claim
    private let quantities: [PublishedQuantity]
    private let here: [PublishedQuantity]

    init(_ claim: Claim, _ quantities: [PublishedQuantity]) {
        self.claim = claim
        // A figure is no check of itself.
        self.quantities = quantities.filter { $0.from != [claim.id] }
        here = self.quantities.filter { $0.area == claim.area && $0.fits(epoch: claim.epoch) }
    }

    var all: [ClaimAudit.Derivation] {
        switch claim.measurand {
        case .count, .length: alone
        case .spacing: spacings
        case .share: shares
        case .growth: growths
        }
    }

    private var alone: [ClaimAudit.Derivation] {
        let wanted = claim.measurand == .count
        // The whole line of a study lies in no area of it.
        let candidates = here + (claim.numerator == "border" ? quantities.filter { $0.isLine && $0.area != claim.area } : [])
        return named(claim.numerator, candidates.filter { $0.isCount == wanted && !$0.from.contains(claim.id) }).map { quantity in
            ClaimAudit.Derivation(
                numerator: quantity.name, denominator: nil, value: quantity.number, isImplied: quantity.isImplied,
                qualifier: quantity.qualifier, top: quantity.of, isOverLine: quantity.of == "border")
        }
    }

    private var spacings: [ClaimAudit.Derivation] {
        let counts = named(claim.numerator, here.filter { $0.isCount && $0.number > 0 })
        return named(claim.denominator, here.filter { !$0.isCount }).flatMap { length in
            counts.compactMap { Self.quotient(length, $0, readsUpsideDown: true) }
        }
    }

    private var shares: [ClaimAudit.Derivation] {
        let wider = claim.denominator == "border" ? quantities.filter { $0.fits(epoch: claim.epoch) } : here
        let wholes = named(claim.denominator, wider.filter { $0.number > 0 })
        return named(claim.numerator, here).flatMap { part in
            wholes.filter { $0.isCount == part.isCount && $0.id != part.id }.compactMap { Self.quotient(part, $0) }
        }
    }

    private var growths: [ClaimAudit.Derivation] {
        let later = named(claim.numerator, here.filter { $0.isCount && $0.epoch != nil && $0.epoch == claim.epoch ?? $0.epoch })
        let earlier = quantities.filter { $0.area == claim.area && $0.isCount && $0.number > 0 }
        return later.flatMap { end in
            earlier.filter { $0.of == end.of && ($0.epoch ?? "") < (end.epoch ?? "") }.compactMap { Self.quotient(end, $0) }
        }
    }

    private func named(_ name: String?, _ candidates: [PublishedQuantity]) -> [PublishedQuantity] {
        name.map { name in candidates.filter { $0.of == name } } ?? candidates
    }

    /// One quantity over another; `nil` where two bounds say nothing of their quotient. A spacing is a length over a count, but reads as
    /// facilities over a length.
    private static func quotient(
        _ top: PublishedQuantity, _ bottom: PublishedQuantity, readsUpsideDown: Bool = false
    ) -> ClaimAudit.Derivation? {
        guard let qualifier = qualifier(of: top.qualifier, over: bottom.qualifier) else { return nil }
        let (first, second) = readsUpsideDown ? (bottom, top) : (top, bottom)
        return ClaimAudit.Derivation(
            numerator: first.name, denominator: second.name, value: top.number / bottom.number,
            isImplied: top.isImplied || bottom.isImplied, qualifier: qualifier, top: first.of, per: second.of,
            isOverLine: bottom.isLine, isOverPublishedBorder: bottom.of == "border" && !bottom.isLine)
    }

    private static func qualifier(of top: Claim.Qualifier, over bottom: Claim.Qualifier) -> Claim.Qualifier? {
        // A larger denominator makes a smaller quotient.
        let below: Claim.Qualifier = bottom.isLowerBound ? .lessThan : bottom == .lessThan ? .atLeast : bottom
        switch (top.isBound, below.isBound) {
        case (false, false): return top == .exact && below == .exact ? .exact : .about
        case (true, false): return top
        case (false, true): return below
        case (true, true): return top.isLowerBound == below.isLowerBound ? top : nil
        }
    }
}
