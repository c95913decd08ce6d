/// What can be said of a published figure. One function gives it (`ClaimAudit.verdict`), and every output has it from there.
public enum ClaimVerdict: String, Hashable, Sendable, Codable, CaseIterable {
    /// Published counts and lengths, or those of the study, give it at the figures published.
    case follows
    /// Only what is a bound on one side or the other speaks of it, and does not speak against it.
    case notContradicted = "not_contradicted"
    /// It follows only from a quantity that no source publishes: consistent with itself, not confirmed.
    case implied
    /// Our own arithmetic, published by nobody, and right.
    case derived
    /// Over a published length of the border it follows, over the line that is loaded it does not; or it is a length of the border, and
    /// other lines have others.
    case differsByLine = "differs_because_of_line"
    /// What it must be formed from is known, and does not give it.
    case doesNotFollow = "does_not_follow"
    /// Nothing to form it from.
    case cannotBeChecked = "cannot_be_checked"
}
