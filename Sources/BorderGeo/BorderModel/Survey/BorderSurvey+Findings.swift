import LinearReferencing

extension LocatedAssets {
    /// What attaching left in doubt: one finding for each kind of doubt, naming the first records and how many there are.
    package func findings(on border: Border, areas: [StudyArea]) -> [Finding] {
        let whole = areas.isEmpty ? nil : MeasureSpanSet(areas.flatMap(\.spans.spans))
        let doubts = FacilityDoubt.tallies(
            of: facilities, areas: whole, borderEnd: borderEnd, leastConfidence: leastConfidence)
        return FacilityDoubt.allCases.compactMap { doubt in doubts[doubt].flatMap(doubt.finding) } + fenceFindings
            + [inwardDoubt(on: border)].compactMap { $0 }
    }

    private var fenceFindings: [Finding] { gradedFences + unlocatedFences }

    private var gradedFences: [Finding] {
        let graded: [(rule: String, one: String, many: String, ids: [String])] = [
            (
                "fence-rejected", "fence was rejected by a reviewer and counts in no length; it stays listed",
                "fences were rejected by a reviewer and count in no length; they stay listed",
                fences.filter { $0.fence.provenance.review == .rejected }.map(\.fence.id)
            ),
            (
                "fence-confidence-below", "fence is below the requested confidence and excluded from every length",
                "fences are below the requested confidence and excluded from every length",
                fences.filter {
                    $0.fence.provenance.review != .rejected && $0.fence.leavesCounts(leastConfidence: leastConfidence)
                }.map(\.fence.id)
            ),
        ]
        return graded.filter { !$0.ids.isEmpty }.map { rule, one, many, ids in
            Finding(
                rule: rule, severity: .note, place: .init(id: ids[0]),
                sentence: "\(NumberText.counted(ids.count, one: one, many: many)): \(ids.listed(of: ids.count)).")
        }
    }

    private var unlocatedFences: [Finding] {
        let ids = fences.filter(\.events.isEmpty).map(\.fence.id)
        guard let first = ids.first else { return [] }
        return [
            Finding(
                rule: "fence-unlocated", severity: .warning, place: .init(id: first),
                sentence:
                    "\(NumberText.counted(ids.count, one: "fence runs nowhere along the border within the corridor and counts nowhere", many: "fences run nowhere along the border within the corridor and count nowhere")): \(ids.listed(of: ids.count)).",
                remedy: "Widen `corridor`, or check their course.")
        ]
    }
}

extension FacilityDoubt {
    /// One finding for all such records, naming the first and how many there are; `nil` where there are none.
    package func finding(_ tally: RecordTally) -> Finding? {
        guard tally.count > 0 else { return nil }
        let (severity, one, many, remedy): (Finding.Severity, String, String, Remedy) =
            switch self {
            case .unlocated:
                (
                    .warning, "could not be located and counts nowhere", "could not be located and count nowhere",
                    "Check the coordinates."
                )
            case .outsideCorridor:
                (
                    .warning, "is outside the corridor and not counted", "are outside the corridor and not counted",
                    "Widen `corridor`, or check the coordinates."
                )
            case .beyondEnd:
                (
                    .warning, "is beyond an end of the border and not counted", "are beyond an end of the border and not counted",
                    "Check the coordinates, or extend the border."
                )
            case .ambiguous:
                (
                    .note, "is nearly as close to another bend of the border",
                    "are nearly as close to another bend of the border",
                    "The measure may be that of the wrong limb; see `alternatives`."
                )
            case .rejected:
                (
                    .note, "was rejected by a reviewer and is in no count; it stays listed",
                    "were rejected by a reviewer and are in no count; they stay listed", "See `review`."
                )
            case .onlyPossible:
                (
                    .note, "is only possible by a reviewer's grade: counts are ranges",
                    "are only possible by a reviewer's grade: counts are ranges", "Find an image that settles it."
                )
            case .unsure:
                (
                    .note, "is below the requested confidence and excluded from every count",
                    "are below the requested confidence and excluded from every count",
                    "Lower \(.leastConfidence), or have such records reviewed."
                )
            case .outsideAreas:
                (
                    .note, "is outside every area and counted in none", "are outside every area and counted in none",
                    "Extend the areas if this belongs to the study."
                )
            }
        let names = tally.ids.isEmpty ? "" : ": " + tally.ids.listed(of: tally.count)
        return Finding(
            rule: rawValue, severity: severity, place: .init(id: tally.ids.first),
            sentence: "\(NumberText.counted(tally.count, one: "facility " + one, many: "facilities " + many))\(names).",
            remedy: remedy)
    }
}

extension Inventory {
    /// What an epoch leaves in doubt within `domain`.
    package func findings(in domain: MetricDomain) -> [Finding] {
        let unseen = facilityCounts(in: domain)[nil]?.outsideMask ?? 0
        return [Self.outsideMask(unseen, epoch: epoch.id)].compactMap { $0 } + fenceFindings
    }

    /// Facilities in no count; `nil` where there are none.
    package static func outsideMask(_ count: Int, epoch: String) -> Finding? {
        guard count > 0 else { return nil }
        return Finding(
            rule: "outside-mask", severity: .note, place: .init(pointer: "/observations"),
            sentence:
                "\(NumberText.counted(count, one: "facility of \(epoch) is where no imagery of that epoch shows the border and is", many: "facilities of \(epoch) are where no imagery of that epoch shows the border and are")) not counted.",
            remedy: "Add the observation that shows them.")
    }

    /// What an epoch leaves in doubt of its fences.
    package var fenceFindings: [Finding] {
        var findings: [Finding] = []
        if !possibleFences.isEmpty {
            let ids = possibleFences.map { assets.fences[$0].fence.id }
            findings.append(
                Finding(
                    rule: "fence-possible", severity: .note, place: .init(id: ids[0]),
                    sentence:
                        "\(NumberText.counted(ids.count, one: "fence may have stood in \(epoch.id) already and counts", many: "fences may have stood in \(epoch.id) already and count")) in no length: \(ids.listed(of: ids.count)).",
                    remedy: "Add an image that settles it, or read the lengths as at least."))
        }
        return findings + overlapFindings
    }

    /// How far records of one layer lie over the same observed border, by pairs, and whether that is all. n log n.
    private var overlaps: (lengths: [FencePair: Double], isComplete: Bool) {
        var lengths: [FencePair: Double] = [:]
        var isComplete = true
        for runs in Dictionary(grouping: layerRuns(countingBridged: true), by: \.layer).values {
            let runs = runs.map { OverlapSweep.Run(span: $0.span, fence: $0.fence) }
            let isAll = OverlapSweep.forEachPair(of: runs) { first, second, common in
                let pair = FencePair(first: min(first.fence, second.fence), second: max(first.fence, second.fence))
                lengths[pair, default: 0] += observed(in: common)
            }
            isComplete = isComplete && isAll
        }
        return (lengths, isComplete)
    }

    private func observed(in span: MeasureSpan) -> Double {
        let first = observed.spans.partitioningIndex { $0.to > span.from }
        return observed.spans[first...].prefix { $0.from < span.to }.reduce(0) {
            $0 + ($1.intersection(span)?.length.value ?? 0)
        }
    }

    /// F4: two records of one layer over the same place count once, and are named.
    private var overlapFindings: [Finding] {
        let (lengths, isComplete) = overlaps
        // Records that meet end to end inside a bend overlap by up to four times their offset: the foot leaps there. That is no
        // second record.
        func offset(_ fence: Int) -> Double {
            assets.fences[fence].events.reduce(0) { max($0, $1.offsetMean.distance.value) }
        }
        let pairs = lengths.filter { $0.value > max(1, 4 * max(offset($0.key.first), offset($0.key.second))) }.sorted {
            ($0.key.first, $0.key.second) < ($1.key.first, $1.key.second)
        }
        guard let first = pairs.first else { return [] }
        let names = pairs.map { "\(assets.fences[$0.key.first].fence.id) and \(assets.fences[$0.key.second].fence.id)" }
        let total = pairs.reduce(0) { $0 + $1.value }
        return [
            Finding(
                rule: "same-layer-overlap", severity: .warning,
                place: .init(id: assets.fences[first.key.first].fence.id),
                sentence:
                    "Records of one layer overlap over \(isComplete ? "" : "at least ")\(NumberText.length(Metres(total))) of border in \(epoch.id) and count once there: \(names.listed(of: names.count)).",
                remedy: "Give the later record a valid_from and the earlier one a valid_to, or another layer.")
        ]
    }
}

extension FenceComparison {
    /// What the comparison of two epochs leaves in doubt.
    package func findings(on route: Route) -> [Finding] {
        [fewerRowsFinding, withoutSigmaFinding, shiftFinding(on: route)].compactMap { $0 }
    }

    private var fewerRowsFinding: Finding? {
        guard let first = fewerRows.first else { return nil }
        let ids = fewerRows.map { comparison.assets.fences[$0.after].fence.id }
        return Finding(
            rule: "fewer-rows", severity: .note, place: .init(id: comparison.assets.fences[first.after].fence.id),
            sentence:
                "\(NumberText.counted(ids.count, one: "fence has", many: "fences have")) fewer rows in \(comparison.epoch.id) than in \(baseline.epoch.id) and \(ids.count == 1 ? "counts" : "count") as unchanged: \(ids.listed(of: ids.count)).",
            remedy: "Check `rows`; give the earlier record a valid_to if the fence was taken down.")
    }

    private var withoutSigmaFinding: Finding? {
        guard pairsWithoutSigma > 0 else { return nil }
        return Finding(
            rule: "sigma-missing", severity: .note, place: .init(pointer: "/fences"),
            sentence:
                "Fences of \(baseline.epoch.id) and \(comparison.epoch.id) are paired by place without `sigma_m`: a line that was moved by less than `match_distance` cannot be distinguished from one that was redrawn.",
            remedy: "Give fences their `sigma_m`.")
    }

    private func shiftFinding(on route: Route) -> Finding? {
        guard let shift = commonShift(on: route), shift.isClear else { return nil }
        return Finding(
            rule: "image-shift", severity: .note, place: .init(pointer: "/fences"),
            sentence:
                "Lines paired by place are \(NumberText.fixed(shift.east, 1)) m farther east and \(NumberText.fixed(shift.north, 1)) m farther north in \(comparison.epoch.id) than in \(baseline.epoch.id), along \(NumberText.length(shift.border)) of border; nothing was taken out.",
            remedy: "Check the images against each other; raise `match_distance` if lines that stood count as new.")
    }
}

private struct FencePair: Hashable {
    var first: Int
    var second: Int
}

extension [String] {
    /// The first three, then how many more of `count` there are.
    package func listed(of count: Int) -> String {
        let named = Swift.min(self.count, 3)
        return prefix(named).joined(separator: ", ") + (count > named ? " and \(NumberText.grouped(count - named)) more" : "")
    }
}
