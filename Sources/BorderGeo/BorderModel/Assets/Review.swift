import BorderBase

/// What a reviewer made of a record. Without a review a record counts as it stands.
public enum Review: String, Hashable, Sendable, Codable, CaseIterable {
    case confirmed, probable
    /// Counts in no minimum, and widens ranges.
    case possible
    /// In no count; it stays listed.
    case rejected
}

extension Asset {
    /// Whether it stood at a date, by its lifetime and its grade: rejected never, possible at most possibly. A record whose confidence is below
    /// `least` counts as one that was rejected.
    package func presence(at date: CalendarDate, leastConfidence least: Share? = nil) -> Lifetime.Presence {
        guard !leavesCounts(leastConfidence: least) else { return .absent }
        let presence = lifetime.presence(at: date)
        return presence == .present && provenance.review == .possible ? .possible : presence
    }

    /// Whether its grade takes it out of every count.
    package func leavesCounts(leastConfidence least: Share? = nil) -> Bool {
        if provenance.review == .rejected { return true }
        guard let least, let own = provenance.confidence else { return false }
        return own.fraction < least.fraction
    }
}
