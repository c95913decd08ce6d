import BorderBase
import BorderModel

extension ReportModel {
    /// Each claim beside the study's figure for the same thing. A claim that names no denominator is held against all of them,
    /// so that the one
    /// that gives it is found rather than assumed.
    func checks(of claims: [Claim]) -> [ClaimCheck] {
        let quantities = publishedQuantities
        return claims.map { claim in
            var own = claim
            own.area = claim.area ?? MetricDomain.allName
            let audit = ClaimAudit(own, quantities: quantities)
            let names = Set(audit.by.compactMap(\.denominator))
            return ClaimCheck(
                claim: claim, computed: (audit.by.first ?? audit.misses.first)?.value, reproduced: audit.isReproduced ?? false,
                denominators: quantities.filter { names.contains($0.name) && $0.area == own.area }
                    .map(\.of).filter { LengthBasis(rawValue: $0) != nil }.removingRepeats())
        }
    }
}
