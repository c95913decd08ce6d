import LinearReferencing

/// Which record of the later epoch took the place of which of the earlier one.
package struct FacilityReplacements: Sendable {
    /// By the earlier record's index among the located assets.
    package var pairs: [Int: (later: Int, status: FacilityStatus)]
    /// What all pairs are shifted by; taken off before distances were judged, unless it was to be kept. `nil` with too few pairs.
    package var shift: CommonShift?
    package var findings: [Finding]

    package init(
        pairs: [Int: (later: Int, status: FacilityStatus)] = [:], shift: CommonShift? = nil, findings: [Finding] = []
    ) {
        self.pairs = pairs
        self.shift = shift
        self.findings = findings
    }
}

extension FacilityMatcher {
    /// Records of two epochs of one study that stand for the same facility: those that end before the later epoch against those that
    /// begin after the earlier one. Input of `FacilityComparison`.
    ///
    /// Records of one id are versions of one facility. With `byPosition` the rest is matched by place, within the gate and without
    /// the shift that at least ten pairs share. Records that stand at both epochs are themselves and take no part, nor do those that
    /// imagery leaves open at either epoch. Those outside the corridor do: they count nowhere, but a post that was drawn across its
    /// limit was not removed. n log n, plus the cost of the assignment.
    package func replacements(
        baseline: Inventory, comparison: Inventory, byPosition: Bool = true, jobs: Int? = nil
    ) throws(MatchError) -> FacilityReplacements {
        let facilities = comparison.assets.facilities
        var (before, after) = (
            [Bool](repeating: false, count: facilities.count), [Bool](repeating: false, count: facilities.count)
        )
        for index in baseline.present + baseline.possible { before[index] = true }
        for index in comparison.present + comparison.possible { after[index] = true }
        var ended = baseline.present.filter { !after[$0] && facilities[$0].location != nil }
        var begun = comparison.present.filter { !before[$0] && facilities[$0].location != nil }
        let versions = Self.versions(of: facilities, from: ended, to: begun)
        if !versions.isEmpty {
            let (earlier, later) = (Set(versions.map(\.earlier)), Set(versions.map(\.later)))
            ended.removeAll(where: earlier.contains)
            begun.removeAll(where: later.contains)
        }
        if !byPosition { (ended, begun) = ([], []) }
        func points(_ indexes: [Int]) -> ValidationPoints { ValidationPoints(indexes.lazy.map { point(facilities[$0]) }) }
        func difference(_ couple: (earlier: Int, later: Int)) -> (east: Double, north: Double) {
            GroundScale.difference(facilities[couple.earlier].facility.position, facilities[couple.later].facility.position)
        }
        let matching = try PointMatching(
            of: points(ended), points(begun), rule: rule, sharing: versions.map(difference),
            leastShiftPairs: Self.leastShiftPairs, jobs: jobs)
        let couples = versions + matching.pairs.map { (earlier: ended[$0.first], later: begun[$0.second]) }
        let differences = couples.map(difference)
        let removed = matching.removedShift ?? (.zero, .zero)
        var result = FacilityReplacements()
        for (couple, difference) in zip(couples, differences) {
            let (x, y) = (difference.east - removed.east.value, difference.north - removed.north.value)
            let status: FacilityStatus =
                if representative(of: facilities[couple.earlier].facility.kind)
                    != representative(of: facilities[couple.later].facility.kind)
                {
                    .reclassified
                } else {
                    (x * x + y * y).squareRoot() > movedBeyond.value ? .moved : .persisted
                }
            result.pairs[couple.earlier] = (couple.later, status)
        }
        if differences.count >= Self.leastShiftPairs {
            result.shift = CommonShift(differences, isRemoved: matching.removedShift != nil)
        }
        result.findings = matching.componentFindings.map {
            var finding = $0
            finding.remedy = "Give the facilities a truer sigma_m, or match them by their ids."
            return finding
        }
        if let shift = result.shift { result.findings.append(shift.finding) }
        return result
    }

    /// Pairs of records with one id; of several versions the first of each epoch.
    private static func versions(
        of facilities: [LocatedFacility], from ended: [Int], to begun: [Int]
    ) -> [(earlier: Int, later: Int)] {
        guard !ended.isEmpty, !begun.isEmpty else { return [] }
        var later: [String: Int] = [:]
        later.reserveCapacity(begun.count)
        for index in begun where !facilities[index].facility.id.isEmpty {
            later[facilities[index].facility.id] = later[facilities[index].facility.id] ?? index
        }
        return ended.compactMap { index in later.removeValue(forKey: facilities[index].facility.id).map { (index, $0) } }
    }
}
