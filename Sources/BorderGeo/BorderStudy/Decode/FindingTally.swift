import LinearReferencing

/// Lists the first findings of each rule and field and counts the others: a million equal sentences help nobody.
struct FindingTally: Sendable {
    package static let limit = 20

    private struct Key: Hashable {
        var rule: String
        var field: String?
    }

    private var counts: [Key: Int] = [:]
    private var order: [(key: Key, severity: Finding.Severity, remedy: Remedy)] = []

    /// Whether the finding is one of the first of its kind.
    mutating func lists(_ finding: Finding) -> Bool {
        let key = Key(rule: finding.rule, field: finding.place.pointer)
        let count = counts[key, default: 0] + 1
        counts[key] = count
        if count == Self.limit + 1 { order.append((key, finding.severity, finding.remedy)) }
        return count <= Self.limit
    }

    /// Counts further findings of a kind of which more than the limit have been met.
    mutating func add(_ more: [FindingQuota.Count]) {
        for kind in more { counts[Key(rule: kind.rule, field: kind.field.map { "/properties/\($0)" }), default: 0] += kind.more }
    }

    /// One finding for each kind that was cut short; counting starts again.
    mutating func rest(file: String?) -> [Finding] {
        defer { self = FindingTally() }
        return order.map { key, severity, remedy in
            let more = counts[key, default: 0] - Self.limit
            var finding = Finding(
                rule: key.rule, severity: severity, place: Finding.Place(file: file, pointer: key.field),
                sentence: "\(more) more features of this kind are not listed.", remedy: remedy)
            finding.repeats = more
            return finding
        }
    }
}

/// Lets the first findings of each rule and field of a part of a file be made, and counts the others without making them.
struct FindingQuota: Sendable {
    struct Count: Sendable {
        var rule: String
        var field: String?
        var made: Int
        var more: Int
    }

    /// One more than a tally lists, so that the tally sees where a kind goes beyond its limit. `nil`: all are made.
    private let limit: Int?
    private(set) var counts: [Count] = []
    private var places: [Kind: Int] = [:]

    private struct Kind: Hashable {
        var rule: String
        var field: String?
    }

    init(limit: Int?) { self.limit = limit }

    static let beyondTally = FindingQuota(limit: FindingTally.limit + 1)

    /// Whether the next finding of a kind is to be made.
    mutating func lists(_ rule: String, _ field: String?) -> Bool {
        guard let limit else { return true }
        guard let known = places[Kind(rule: rule, field: field)] else {
            places[Kind(rule: rule, field: field)] = counts.count
            counts.append(Count(rule: rule, field: field, made: 1, more: 0))
            return true
        }
        if counts[known].made < limit { counts[known].made += 1 } else { counts[known].more += 1 }
        return counts[known].more == 0
    }
}
