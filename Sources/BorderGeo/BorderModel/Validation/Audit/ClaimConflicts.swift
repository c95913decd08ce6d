/// Published figures for one and the same thing that cannot all be true.
package enum ClaimConflicts {
    package struct Conflict: Hashable, Sendable {
        package var first: Claim
        package var second: Claim
        /// The register's own explanation; `nil` where nobody has given one.
        package var explanation: Contradiction?
    }

    private static let compared = 200

    /// Pairs of claims on one measurand, numerator, denominator, area and epoch that disagree at the coarser of their two precisions.
    /// In the order of the claims; each is compared with the next two hundred on its subject.
    package static func found(in claims: [Claim], explained: [Contradiction] = []) -> [Conflict] {
        struct Subject: Hashable {
            var measurand: Claim.Measurand
            var numerator: String?
            var denominator: String?
            var area: String?
            var epoch: String?
        }
        var groups: [Subject: [Int]] = [:]
        var order: [Subject] = []
        for (index, claim) in claims.enumerated() where claim.numerator != nil {
            let subject = Subject(
                measurand: claim.measurand, numerator: claim.numerator, denominator: claim.denominator, area: claim.area,
                epoch: claim.epoch)
            if groups[subject] == nil { order.append(subject) }
            groups[subject, default: []].append(index)
        }
        return order.flatMap { subject -> [Conflict] in
            let members = groups[subject] ?? []
            return members.indices.flatMap { i in
                members[(i + 1)...].prefix(compared).compactMap { j in
                    let (a, b) = (claims[members[i]], claims[j])
                    guard !a.agrees(with: b) else { return nil }
                    let reason = explained.first { $0.claims.contains(a.id) && $0.claims.contains(b.id) }
                    return Conflict(first: a, second: b, explanation: reason)
                }
            }
        }
    }
}

extension Claim {
    /// Whether two figures for the same thing can both be true: bounds are taken as bounds, others rounded to the coarser of the two.
    func agrees(with other: Claim) -> Bool {
        if isBound { return other.isBound ? boundsOverlap(other) : isReproduced(by: other.baseValue) || rounds(to: other) }
        if other.isBound { return other.agrees(with: self) }
        return rounds(to: other)
    }

    private func rounds(to other: Claim) -> Bool {
        let (coarse, fine) = significantFigures <= other.significantFigures ? (self, other) : (other, self)
        var plain = coarse
        plain.qualifier = .exact
        return plain.isReproduced(by: fine.baseValue)
    }

    /// Two lower bounds, or two upper bounds, always overlap.
    private func boundsOverlap(_ other: Claim) -> Bool {
        let (mine, theirs) = (qualifier == .lessThan, other.qualifier == .lessThan)
        if mine == theirs { return true }
        return mine ? other.baseValue < baseValue : baseValue < other.baseValue
    }
}
