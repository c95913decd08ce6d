import BorderModel
import LinearReferencing

/// What reading left in doubt of records, rule by rule, in a form that adds up: no file, no line, no index, since those are
/// different in every split of the same records.
package struct RecordNotes: Hashable, Sendable {
    package struct Note: Hashable, Sendable {
        package var records: RecordTally
        package var severity: Finding.Severity
        /// Of one of the records: the first in the order of its bytes.
        package var sentence: String
        package var remedy: String
    }

    /// By rule.
    package var notes: [String: Note] = [:]

    package init() {}

    mutating func add(_ finding: Finding) {
        // A stand-in for the id counts from the start of a part; so does the sentence that tells it.
        let sentence = finding.rule == Self.noID ? "the feature has no id" : finding.sentence
        add(
            finding.rule,
            Note(
                records: RecordTally(count: 1, ids: finding.place.id.map { [$0] } ?? []), severity: finding.severity,
                sentence: sentence, remedy: finding.remedy.description))
    }

    mutating func add(_ rule: String, _ note: Note) {
        guard let old = notes[rule] else {
            notes[rule] = note
            return
        }
        var sum = note.precedes(old) ? note : old
        sum.records = old.records
        sum.records += note.records
        sum.severity = max(old.severity, note.severity)
        notes[rule] = sum
    }

    package static func += (sum: inout RecordNotes, part: RecordNotes) {
        for (rule, note) in part.notes { sum.add(rule, note) }
    }

    static let noID = "no-id"

    /// One finding for each rule, in the order of their names.
    package var findings: [Finding] {
        notes.sorted { $0.key < $1.key }.map { rule, note in
            let names = note.records.ids.isEmpty ? "" : " (\(note.records.ids.listed(of: note.records.count)))"
            let end = note.sentence.hasSuffix(".") ? "" : "."
            return Finding(
                rule: rule, severity: note.severity, place: .init(id: note.records.ids.first),
                sentence:
                    "\(NumberText.counted(note.records.count, one: "facility record", many: "facility records"))\(names), for one: \(note.sentence)\(end)",
                remedy: Remedy(note.remedy))
        }
    }
}

extension RecordNotes.Note {
    fileprivate func precedes(_ other: Self) -> Bool {
        if sentence.utf8.elementsEqual(other.sentence.utf8) { return remedy.utf8.lexicographicallyPrecedes(other.remedy.utf8) }
        return sentence.utf8.lexicographicallyPrecedes(other.sentence.utf8)
    }
}
