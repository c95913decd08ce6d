/// The study's own figures, looked up by what a claim says it is a figure of.
extension ReportModel {
    /// Each claim beside the study's figure for the same measurand, numerator and denominator. Nothing is searched for: a claim
    /// that names no
    /// denominator, or one the study does not define, has no figure.
    static func checks(
        _ claims: [Claim], coverage: [Coverage], density: [Density], changes: [AreaChange]
    ) -> [ClaimCheck] {
        let lookup = ClaimLookup(coverage: coverage, density: density, changes: changes)
        return claims.map { claim in
            let computed = lookup.value(of: claim)
            return ClaimCheck(
                claim: claim, computed: computed,
                reproduced: computed.map { claim.isReproduced(by: $0) } ?? false)
        }
    }
}

extension Claim {
    /// Whether a value in metres, as a fraction, or plain, rounds to the published figure at its significant figures.
    /// `at_least`, `more_than` and
    /// `less_than` compare the unrounded value.
    public func isReproduced(by computed: Double) -> Bool {
        switch qualifier {
        case .atLeast: return computed >= baseValue
        case .moreThan: return computed > baseValue
        case .lessThan: return computed < baseValue
        case .exact, .about, .almost:
            return FixedDecimal.string(inUnit(computed), significant: significantFigures)
                == FixedDecimal.string(value, significant: significantFigures)
        }
    }

    /// A value in metres, as a fraction, or plain, in the published unit.
    public func inUnit(_ computed: Double) -> Double {
        switch unit {
        case "km": computed / 1000
        case "%": computed * 100
        default: computed
        }
    }

    /// The published figure with its unit: `110 m`.
    public var publishedText: String {
        let number = NumberText.fixed(value, Self.places(value))
        switch unit {
        case "": return number
        case "x": return number + "-fold"
        default: return number + " " + unit
        }
    }

    /// A computed value in the published unit, one figure more than was published.
    public func text(of computed: Double) -> String {
        let digits = FixedDecimal.string(inUnit(computed), significant: significantFigures + 1)
        switch unit {
        case "": return digits
        case "x": return digits + "-fold"
        default: return digits + " " + unit
        }
    }

    private static func places(_ value: Double) -> Int {
        let text = FixedDecimal.string(shortest: value)
        guard let point = text.firstIndex(of: ".") else { return 0 }
        return text.distance(from: point, to: text.endIndex) - 1
    }
}

/// Finds the figure that a claim names.
private struct ClaimLookup {
    var coverage: [Coverage]
    var density: [Density]
    var changes: [AreaChange]

    /// In metres, as a fraction, or plain; `nil` where the study does not define it.
    func value(of claim: Claim) -> Double? {
        let area = claim.area ?? MetricDomain.allName
        switch claim.measurand {
        case .count: return row(claim.numerator, area, claim.epoch).map { Double($0.count.count) }
        case .length: return claim.numerator.flatMap { length($0, area, claim.epoch) }?.value
        case .share:
            guard let part = claim.numerator.flatMap({ length($0, area, claim.epoch) }),
                let whole = claim.denominator.flatMap({ length($0, area, claim.epoch) })
            else { return nil }
            return Share(part, of: whole)?.fraction
        case .spacing:
            guard let basis = claim.denominator.flatMap(LengthBasis.init(rawValue:)) else { return nil }
            return row(claim.numerator, area, claim.epoch)?.rate(basis)?.spacing?.value
        case .growth:
            let kind = claim.numerator ?? MetricDomain.allName
            return changes.first { $0.area == area }?.facilities.first { $0.kind == kind }?.factor
        }
    }

    private func row(_ kind: String?, _ area: String, _ epoch: String?) -> Density? {
        density.last { $0.area == area && $0.kind == kind ?? MetricDomain.allName && (epoch == nil || $0.epoch == epoch) }
    }

    private func length(_ name: String, _ area: String, _ epoch: String?) -> Metres? {
        let change = changes.first { $0.area == area }?.fences.fenceLine
        switch name {
        case "fence_line_new": return change?.new
        case "fence_line_upgraded": return change?.upgraded
        case LengthBasis.fenceLineNewOrUpgraded.rawValue: return change?.newOrUpgraded
        default: break
        }
        let row = coverage.last { $0.area == area && (epoch == nil || $0.epoch == epoch) }
        switch LengthBasis(rawValue: name) {
        case .borderObserved: return row?.observed
        case .borderFenced: return row?.fenced
        case .fenceLine: return row?.fenceLine
        default: return nil
        }
    }
}
