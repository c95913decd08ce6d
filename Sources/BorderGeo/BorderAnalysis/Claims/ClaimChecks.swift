import BorderBase
import BorderModel
import BorderStudy

extension ReportModel {
    /// What of the shipped register the study cites; empty where it does not name it.
    package var register: ClaimRegister {
        guard study.claims.contains(ClaimRegister.name), let published = try? ClaimRegister.published() else {
            return ClaimRegister(claims: [])
        }
        return published.about(study.id)
    }

    /// Whether the report shows what goes with the register: orders, events. A study without claims shows none of it.
    package var citesRegister: Bool { !claims.isEmpty && study.claims.contains(ClaimRegister.name) }

    /// Each claim with its verdict and the study's figure for the same thing. A claim that names no denominator is held against all of
    /// them, so that the one that gives it is found rather than assumed.
    func checks(of claims: [Claim]) -> [ClaimCheck] {
        claims.isEmpty ? [] : audits(of: claims, in: register).map { ClaimCheck(audit: $0) }
    }

    /// The one place where claims meet a study.
    ///
    /// A study whose positions are made up measures nothing. Where the register it was built to says of a figure, that is the verdict here
    /// too, and the study's own figure stands beside it; where the register says nothing, agreement is by construction. Other claims, and
    /// all of a study of real places, are held against the study's counts and lengths.
    func audits(of claims: [Claim], in register: ClaimRegister) -> [ClaimAudit] {
        let own = publishedQuantities
        // Published lengths of the built-in border are those of no other line.
        let shipped = border.source.origin == .builtIn("dcw") ? try? ClaimRegister.published() : nil
        let border = (shipped?.quantities ?? []).filter { $0.of == "border" }
        let cited = Set(register.claims.map(\.id))
        return claims.map { claim in
            var claim = claim
            claim.area = claim.area ?? MetricDomain.allName
            let here = ClaimAudit(claim, quantities: own)
            guard study.synthetic, cited.contains(claim.id) else {
                var audit = ClaimAudit(claim, quantities: own + border)
                audit.here = here.closest(to: audit)
                audit.isByConstruction = study.synthetic
                return audit
            }
            var audit = ClaimAudit(claim, quantities: register.quantities)
            audit.here = here.closest(to: audit)
            audit.isByConstruction = true
            return audit
        }
    }
}

extension ClaimAudit {
    /// Of a study's ways the one that is formed as another audit's is, else its nearest.
    fileprivate func closest(to other: ClaimAudit) -> Derivation? {
        let ways = by + compatible + misses
        let wanted = other.by.first ?? other.compatible.first ?? other.misses.first
        return ways.first { $0.top == wanted?.top && $0.per == wanted?.per } ?? ways.first
    }
}
