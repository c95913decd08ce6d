import BorderModel
import LinearReferencing

/// The density of one part of a study's facility records: counts, what they are over, and nothing that has been rounded.
///
/// Partials of one run add up in any order to the density of all records: the same bytes in every format.
package struct DensityPartial: Hashable, Sendable {
    let frame: DensityFrame
    package private(set) var counts: PartialCounts
    package private(set) var notes: RecordNotes

    init(frame: DensityFrame, counts: PartialCounts? = nil, notes: RecordNotes = RecordNotes()) {
        self.frame = frame
        self.counts = counts ?? PartialCounts(cells: frame.cells.count)
        self.notes = notes
    }

    /// Adds another part of the same run. Throws `InputError`, naming the first thing that differs, where it is of another one,
    /// and where there are more than `PartialCounts.limit` records.
    package mutating func add(_ other: DensityPartial, file: String? = nil) throws(InputError) {
        if let difference = other.frame.difference(from: frame) {
            throw InputError(
                "the partial is of another run: \(difference)", at: .init(file: file),
                remedy: "Make every partial with the same tool, study, border and options; only the records may differ.")
        }
        try add(other.counts, other.notes, file: file)
    }

    /// Adds records counted in this frame.
    mutating func add(_ counts: PartialCounts, _ notes: RecordNotes, file: String?) throws(InputError) {
        guard self.counts.recordCount + counts.recordCount <= PartialCounts.limit else {
            throw InputError(
                "the partials hold more than \(PartialCounts.limit) records", at: .init(file: file),
                remedy: "Check that they are what \(.partialDensity) wrote.")
        }
        self.counts += counts
        self.notes += notes
    }
}

extension DensityPartial {
    package var isSynthetic: Bool { frame.study["synthetic"] == true }

    /// The rows of a density, without the distances of neighbours: those of a whole do not follow from those of parts.
    package var density: [Density] {
        let kinds = Set(counts.records.keys)
        return frame.cells.enumerated().flatMap { i, cell in
            let lengths = Dictionary(uniqueKeysWithValues: zip(LengthBasis.allCases, cell.lengths))
            return Density.rows(area: cell.area, epoch: cell.epoch, kinds: kinds) {
                lengths[$0] ?? .zero
            } tally: { kind in
                Density.Tally(
                    count: counts.cells[i][kind] ?? FacilityCount(), bins: counts.bins[i][kind] ?? [], neighbours: nil)
            }
        }
    }

    /// In the order of a run over all records: reading, attaching, epochs.
    package var findings: [Finding] {
        let epochs = frame.epochFindings.enumerated().flatMap { i, fences in
            // The last cells are those of the union of areas.
            let cell = frame.cells.count - frame.epochFindings.count + i
            guard frame.cells.indices.contains(cell) else { return fences }
            let unseen = counts.cells[cell][nil]?.outsideMask ?? 0
            return [Inventory.outsideMask(unseen, epoch: frame.cells[cell].epoch)].compactMap { $0 } + fences
        }
        return frame.studyFindings + notes.findings
            + FacilityDoubt.allCases.compactMap { doubt in counts.doubts[doubt].flatMap(doubt.finding) }
            + frame.fenceFindings + epochs
    }

    /// The density of all records together.
    package var envelope: ResultEnvelope {
        ResultEnvelope(
            verb: "density", study: frame.study, parameters: frame.parameters, results: density.map(\.json), findings: findings)
    }

    /// Every rate with its denominator.
    package var table: ResultTable {
        .density(density, near: Metres(frame.parameters["near_fence_m"]?.doubleValue ?? .nan))
    }
}
