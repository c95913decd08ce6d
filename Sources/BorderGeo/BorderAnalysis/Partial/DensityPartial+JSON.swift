import BorderBase
import BorderModel
import GeoFormats
import OrderedCollections

extension DensityFrame {
    /// Members of a partial, in order.
    package var json: OrderedDictionary<String, JSONValue> {
        let epochs: [JSONValue] = epochFindings.map { .array($0.map(\.json)) }
        return [
            "definitions": .integer(ResultEnvelope.definitions), "tool": tool, "study": study,
            "parameters": .object(parameters), "inputs": .string(inputs),
            "lengths": .array(cells.map(\.json)),
            "findings": [
                "study": .array(studyFindings.map(\.json)), "fences": .array(fenceFindings.map(\.json)),
                "epochs": .array(epochs),
            ],
        ]
    }
}

extension DensityFrame.Cell {
    fileprivate var json: JSONValue {
        var members: OrderedDictionary<String, JSONValue> = [:]
        for (basis, length) in zip(LengthBasis.allCases, lengths) { members[basis.rawValue] = .shortest(length.value) }
        return ["area": .string(area), "epoch": .string(epoch), "length_m": .object(members), "bins": .integer(bins)]
    }
}

extension DensityPartial {
    /// The schema that `geo-tool merge` reads.
    static let schema = "geo-tool/density-partial/1"

    /// `schema, fingerprint, definitions, tool, study, parameters, inputs, lengths, findings, records, counts, doubts, notes`. Lengths are
    /// written with all their digits, so that the merged result is computed from the very same numbers.
    package var json: JSONValue {
        var members: OrderedDictionary<String, JSONValue> = [:]
        members["schema"] = .string(Self.schema)
        members["fingerprint"] = .string(frame.fingerprint)
        for (key, value) in frame.json { members[key] = value }
        members["records"] = .array(
            counts.records.keys.sorted().compactMap { kind in
                counts.records[kind].map { ["kind": .string(kind.rawValue), "count": .integer($0)] }
            })
        members["counts"] = .array(zip(counts.cells, counts.bins).map { .array(Self.rows(of: $0, $1)) })
        members["doubts"] = .array(FacilityDoubt.allCases.compactMap { counts.doubts[$0]?.json(rule: $0.rawValue) })
        members["notes"] = .array(notes.notes.sorted { $0.key < $1.key }.map { $1.json(rule: $0) })
        return .object(members)
    }

    private static func rows(of cell: [FacilityKind?: FacilityCount], _ bins: [FacilityKind?: [Int]]) -> [JSONValue] {
        FacilitySelection.rows(for: Set(cell.keys.compactMap { $0 } + bins.keys.compactMap { $0 })).compactMap { selection in
            let kind: FacilityKind? = if case .kind(let kind) = selection { kind } else { nil }
            return cell[kind]?.json(kind: selection.name, bins: bins[kind] ?? [])
        }
    }

    /// One line with its newline: partials of a cluster are a file of such lines.
    package func line() -> String { json.text(.compact) + "\n" }
}

extension FacilityCount {
    fileprivate func json(kind: String, bins: [Int]) -> JSONValue {
        [
            "kind": .string(kind), "certain": .integer(count), "possible": .integer(maximum - count),
            "outside_mask": .integer(outsideMask), "near_fence_line": .integer(nearFenceLine),
            "near_fence_line_new_or_upgraded": .integer(nearNewOrUpgraded), "bins": .array(bins.map { .integer($0) }),
        ]
    }
}

extension RecordTally {
    fileprivate func json(rule: String) -> JSONValue {
        ["rule": .string(rule), "count": .integer(count), "ids": .array(ids.map { .string($0) })]
    }
}

extension RecordNotes.Note {
    fileprivate func json(rule: String) -> JSONValue {
        [
            "rule": .string(rule), "count": .integer(records.count), "ids": .array(records.ids.map { .string($0) }),
            "severity": .string(severity.rawValue), "sentence": .string(sentence), "remedy": .string(remedy),
        ]
    }
}
