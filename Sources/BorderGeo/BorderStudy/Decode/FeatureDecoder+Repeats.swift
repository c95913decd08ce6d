import BorderModel
import GeoFormats
import LinearReferencing

// What a file does with ids that repeat, and with geometries that belong to another role.
extension FeatureDecoder {
    /// Ids for the repeats that nothing else in the file has: `7-2`, `7-3`.
    mutating func rename(_ repeats: [[IdentifierSet.Repeat]], in pieces: [Entries]) {
        guard repeats.contains(where: { !$0.isEmpty }) else { return }
        var taken = Set<String>()
        for entries in pieces { taken.formUnion(entries.ids) }
        var next: [String: Int] = [:]
        for (piece, list) in repeats.enumerated() {
            for entry in list {
                let id = pieces[piece].ids[entry.entry]
                var number = next[id] ?? 2
                while !taken.insert("\(id)-\(number)").inserted { number += 1 }
                next[id] = number + 1
                renamed[piece, default: [:]][entry.entry] = "\(id)-\(number)"
            }
        }
    }

    /// Says of a repeated id that its record is renamed, or left out without a new one.
    mutating func noteRepeat(_ entry: Int, of entries: Entries, renamedTo newID: String?) {
        let id = entries.ids[entry]
        let finding = Finding(
            rule: "duplicate-id", severity: .warning,
            place: Finding.Place(file: file, feature: entries.numbers[entry], id: id, pointer: "/id"),
            sentence: newID.map { "The id \"\(id)\" occurs more than once; this record is called \($0)." }
                ?? "The id \"\(id)\" occurs more than once; this record is left out.",
            remedy: "Name a field with unique values: `fields: {id: ...}`; or give ids that stay.")
        if listsEveryFinding || tally.lists(finding) { findings.append(finding) }
    }

    /// Where every record is of another shape than the rule's, that is wrong with the file; else those records are for another role.
    func asErrors(_ pieces: [Entries]) -> [Entries] {
        guard pieces.allSatisfy({ $0.ids.isEmpty }) else { return pieces }
        return pieces.map { entries in
            var entries = entries
            for (number, error) in entries.others {
                entries.errors.append((entries.ids.count, error))
                entries.numbers.append(number)
                entries.ids.append("")
            }
            entries.others = []
            return entries
        }
    }

    mutating func noteOthers(_ pieces: [Entries]) {
        let count = pieces.reduce(0) { $0 + $1.others.count }
        guard count > 0, let first = pieces.lazy.compactMap(\.others.first).first else { return }
        findings.append(
            Finding(
                rule: "mixed-geometry", severity: .note, place: Finding.Place(file: file, feature: first.number),
                sentence: "\(count) \(count == 1 ? "record is" : "records are") of another geometry and left to another role.",
                remedy: "Nothing to do where the file is named under the other key too; name it there where they should count."))
    }
}

extension RecordFilter.Shape {
    /// A line where points are wanted, or a point where lines are.
    func isOther(than wanted: RecordFilter.Shape) -> Bool {
        (self == .line && wanted == .point) || (self == .point && wanted == .line)
    }
}
