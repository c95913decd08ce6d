import BorderBase

extension Sequence<Finding> {
    /// The findings for people: of those of one rule in one file one, with how many there are and where three of them are; none twice. The order is that of the first of each.
    package func digest() -> [Finding] {
        var order: [FindingKind] = []
        var groups: [FindingKind: (count: Int, examples: [Finding])] = [:]
        var seen = Set<Finding>()
        for finding in self where seen.insert(finding).inserted {
            let kind = FindingKind(
                rule: finding.rule, severity: finding.severity, file: finding.place.file,
                field: finding.place.pointer?.hasPrefix("/properties/") == true ? finding.place.pointer : nil)
            if groups[kind] == nil {
                order.append(kind)
                groups[kind] = (0, [])
            }
            groups[kind]?.count += finding.repeats
            // What only counts others is no example.
            if finding.repeats == 1, (groups[kind]?.examples.count ?? 0) < Self.examples {
                groups[kind]?.examples.append(finding)
            }
            if finding.repeats > 1, groups[kind]?.examples.isEmpty == true { groups[kind]?.examples.append(finding) }
        }
        return order.compactMap { kind in
            guard let group = groups[kind], var first = group.examples.first else { return nil }
            guard group.count > 1, first.repeats == 1 else { return first }
            let others = group.examples.dropFirst().map { $0.example(beside: first) }.removingRepeats()
            first.sentence += " (One of \(Self.grouped(group.count)) like it; others: \(others.joined(separator: "; ")).)"
            first.repeats = group.count
            return first
        }
    }

    /// How many findings of a kind are named.
    private static var examples: Int { 3 }

    private static func grouped(_ count: Int) -> String {
        var digits = String(count)
        var at = digits.count - 3
        while at > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: at))
            at -= 3
        }
        return digits
    }
}

/// What makes findings equal to a reader.
private struct FindingKind: Hashable {
    var rule: String
    var severity: Finding.Severity
    var file: String?
    var field: String?
}

extension Finding {
    /// Where it is, without the file; where that says nothing, or nothing else than where `first` is, what it says.
    fileprivate func example(beside first: Finding) -> String {
        let words = shortPlace
        return words.isEmpty || words == first.shortPlace
            ? String(sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]) : words
    }

    private var shortPlace: String {
        var place = place
        place.file = nil
        if place.feature != nil || place.id != nil { place.pointer = nil }
        return place.description
    }
}
