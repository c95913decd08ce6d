import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

/// What a study does to the records of a file before they are decoded: which of them count, and what every one of them says.
package struct RecordPreparation: Hashable, Sendable {
    package var filter: RecordFilter?
    /// By the names of our fields; they win over the file's own values.
    package var constants: OrderedDictionary<String, FieldValue>

    package init(filter: RecordFilter? = nil, constants: OrderedDictionary<String, FieldValue> = [:]) {
        self.filter = filter
        self.constants = constants
    }

    package var isEmpty: Bool { filter == nil && constants.isEmpty }

    /// The record with the constants, under the names that the mapping gives our fields; `nil` where the filter leaves it out.
    package func record(_ feature: Feature, mapping: FieldMapping) -> Feature? {
        if let filter, !filter.keeps(feature) { return nil }
        guard !constants.isEmpty else { return feature }
        var feature = feature
        for (ours, value) in constants { feature.properties[mapping.fields[ours] ?? ours] = value }
        return feature
    }

    /// Which records of a file were kept, for what is said about the file as a whole.
    struct Tally: Hashable, Sendable {
        var seen = 0
        var kept = 0
        /// Fields of the filter that some record has.
        var fields: Set<String> = []

        mutating func add(_ feature: Feature, isKept: Bool, asking names: [String]) {
            seen += 1
            if isKept { kept += 1 }
            for name in names where feature.properties[name] != nil || (name == "id" && feature.id != nil) { fields.insert(name) }
        }

        static func += (sum: inout Tally, part: Tally) {
            sum.seen += part.seen
            sum.kept += part.kept
            sum.fields.formUnion(part.fields)
        }
    }

    /// A filter that asks for what no record has, or leaves nothing, is most likely misspelt.
    func findings(_ tally: Tally, file: String?) -> [Finding] {
        guard let filter, tally.seen > 0 else { return [] }
        let missing = filter.fields.filter { !tally.fields.contains($0) }
        var findings = missing.map { name in
            Finding(
                rule: "where-field", severity: .warning, place: .init(file: file),
                sentence: "`where: \(filter.text)` names \(name), which no record has.",
                remedy: "Write the name of the field as the file has it.")
        }
        if tally.kept == 0 {
            findings.append(
                Finding(
                    rule: "where-nothing", severity: .warning, place: .init(file: file),
                    sentence:
                        "`where: \(filter.text)` leaves none of \(NumberText.counted(tally.seen, one: "record", many: "records")).",
                    remedy: "Correct the expression, or leave the file out."))
        }
        return findings
    }
}

/// What becomes of records whose id another one has already at the same time.
package enum IdentifierPolicy: String, Hashable, Sendable, CaseIterable {
    /// The first record of an id is kept, later ones are left out, with a finding.
    case keep
    /// Later records get an id of their own, with a finding.
    case rename
    /// An error.
    case refuse
}
