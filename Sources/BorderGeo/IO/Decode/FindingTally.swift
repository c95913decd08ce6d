/// Lists the first findings of each rule and field and counts the others: a million equal sentences help nobody.
struct FindingTally: Sendable {
    static let limit = 20

    private struct Key: Hashable {
        var rule: String
        var field: String?
    }

    private var counts: [Key: Int] = [:]
    private var order: [(key: Key, severity: Finding.Severity, remedy: String)] = []

    /// Whether the finding is one of the first of its kind.
    mutating func lists(_ finding: Finding) -> Bool {
        let key = Key(rule: finding.rule, field: finding.place.pointer)
        let count = counts[key, default: 0] + 1
        counts[key] = count
        if count == Self.limit + 1 { order.append((key, finding.severity, finding.remedy)) }
        return count <= Self.limit
    }

    /// One finding for each kind that was cut short; counting starts again.
    mutating func rest(file: String?) -> [Finding] {
        defer { self = FindingTally() }
        return order.map { key, severity, remedy in
            Finding(
                rule: key.rule, severity: severity, place: Finding.Place(file: file, pointer: key.field),
                sentence: "\(counts[key, default: 0] - Self.limit) more features of this kind are not listed.", remedy: remedy)
        }
    }
}
