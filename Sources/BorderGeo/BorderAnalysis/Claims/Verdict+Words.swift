import BorderBase
import BorderModel

extension ClaimVerdict {
    /// As it reads in a table.
    package var words: String {
        switch self {
        case .follows: "follows"
        case .notContradicted: "not contradicted"
        case .implied: "consistent, not confirmed"
        case .derived: "our arithmetic, right"
        case .differsByLine: "differs because of the line"
        case .doesNotFollow: "does not follow"
        case .cannotBeChecked: "cannot be checked"
        }
    }
}

extension Claim.Confidence {
    /// What the source was: a reader tells a release from a reprint by it.
    package var words: String {
        switch self {
        case .article: "article"
        case .page: "publisher's page"
        case .copy: "copy only"
        case .derived: "our arithmetic"
        case .memory: "not seen"
        }
    }
}

extension ClaimAudit {
    /// The verdict with what limits it: `cannot be checked (agrees by construction)`.
    package var verdictText: String {
        verdict.words + (limits.isEmpty ? "" : " (\(limits.joined(separator: "; ")))")
    }

    /// How far the study's figure, or the nearest, is off: `+8.0 %`; `nil` where it is not, and for bounds.
    package var deviationText: String? {
        guard let deviation, !claim.isBound else { return nil }
        let percent = (deviation * 100).magnitude
        return (deviation < 0 ? "-" : "+") + FixedDecimal.string(percent, decimals: percent < 9.95 ? 1 : 0) + " %"
    }

    /// What stands beside a study's figure: that it was built so, or how far it is off and why.
    package var limits: [String] {
        if agreesByConstruction { return [claim.isBound ? "within it by construction" : "agrees by construction"] }
        if isInvented { return ["made up here, no check"] }
        guard let text = deviationText else { return [] }
        if here?.isOverLine == true { return ["differs because of the line: \(text)"] }
        return [text]
    }
}
