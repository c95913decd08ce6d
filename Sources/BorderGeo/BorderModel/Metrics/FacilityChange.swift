/// How the facilities of one kind in one domain changed between two epochs.
///
/// `baseline` and `comparison` count what is known at both epochs, so for `all` `comparison = baseline - removed + new + entered - left`,
/// and for a kind with the reclassified that came and went. What was unobserved or open at either epoch is `unknown` and in neither.
public struct FacilityChange: Hashable, Sendable {
    public var kind: String
    public var baseline = 0
    public var comparison = 0
    public var persisted = 0
    public var moved = 0
    /// Now of this kind and of another before.
    public var reclassified = 0
    /// Of this kind before and now of another.
    public var reclassifiedAway = 0
    public var new = 0
    /// Of `new` those that stand near fence line that is new or upgraded; `nil` where that was not asked.
    public var newNearFence: Int?
    public var removed = 0
    /// Here now; before, the same facility was beyond an end of the area or of what was observed.
    public var entered = 0
    /// Here before; now the same facility is beyond such an end.
    public var left = 0
    public var unknown = 0
    /// Whether the rate changed; `nil` where both counts are 0.
    package var test: FacilityRateChange?

    public init(kind: String) { self.kind = kind }

    /// Comparison over baseline; `nil` where the baseline is 0.
    public var factor: Double? { baseline > 0 ? Double(comparison) / Double(baseline) : nil }
}

extension FacilityChange {
    /// Counts one facility in the row of a domain: whether it was known there before, and whether it is now.
    mutating func add(
        _ status: FacilityStatus, before: Bool, now: Bool, isOfKindBefore: Bool, isOfKindNow: Bool, isNearFence: Bool?
    ) {
        if before, isOfKindBefore { baseline += 1 }
        if now, isOfKindNow { comparison += 1 }
        switch (before, now) {
        case (false, false): unknown += 1
        case (true, false) where isOfKindBefore: if status == .removed { removed += 1 } else { left += 1 }
        case (false, true) where isOfKindNow:
            guard status == .new else { return entered += 1 }
            new += 1
            if isNearFence == true { newNearFence? += 1 }
        case (true, true) where isOfKindBefore && isOfKindNow:
            switch status {
            case .moved: moved += 1
            case .reclassified: reclassified += 1
            default: persisted += 1
            }
        case (true, true): if isOfKindNow { reclassified += 1 } else { reclassifiedAway += 1 }
        default: break
        }
    }
}
