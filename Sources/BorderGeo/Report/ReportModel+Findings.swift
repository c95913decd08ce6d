extension LocatedAssets {
    /// What attaching left in doubt: one finding for each kind of doubt, naming the first records and how many there are.
    func findings(on border: Border, areas: [StudyArea]) -> [Finding] {
        var findings: [Finding] = []
        func add(_ rule: String, _ ids: [String], _ severity: Finding.Severity, _ what: String, _ remedy: String) {
            guard let first = ids.first else { return }
            findings.append(
                Finding(
                    rule: rule, severity: severity, place: .init(id: first),
                    sentence: "\(NumberText.grouped(ids.count)) \(what): \(ids.listed).", remedy: remedy))
        }
        func ids(_ condition: (LocatedFacility) -> Bool) -> [String] { facilities.filter(condition).map(\.facility.id) }
        add(
            "facility-unlocated", ids { $0.location == nil }, .warning, "facilities could not be located and count nowhere",
            "Check their coordinates.")
        add(
            "facility-outside-corridor", ids { $0.location?.flags.contains(.outsideCorridor) == true }, .warning,
            "facilities lie outside the corridor and count nowhere", "Widen `corridor`, or check their coordinates.")
        add(
            "facility-ambiguous", ids { $0.attached?.flags.contains(.ambiguous) == true }, .note,
            "facilities lie nearly as near to another limb of the border",
            "Their measure may be that of the wrong limb; see `alternatives`.")
        let whole = MeasureSpanSet(areas.flatMap(\.spans.spans))
        if !areas.isEmpty {
            add(
                "facility-outside-areas",
                ids { located in located.attached.map { !whole.containsClosed($0.measure) } ?? false }, .note,
                "facilities lie outside every area and count in none", "Extend the areas if they belong to the study.")
        }
        add(
            "fence-unlocated", fences.filter(\.events.isEmpty).map(\.fence.id), .warning,
            "fences run nowhere along the border within the corridor and count nowhere",
            "Widen `corridor`, or check their course.")
        return findings
    }
}

extension Inventory {
    /// What an epoch leaves in doubt within `domain`.
    func findings(in domain: MetricDomain) -> [Finding] {
        var findings: [Finding] = []
        let unseen = facilityCounts(in: domain)[nil]?.outsideMask ?? 0
        if unseen > 0 {
            findings.append(
                Finding(
                    rule: "outside-mask", severity: .note, place: .init(pointer: "epoch \(epoch.id)"),
                    sentence:
                        "\(NumberText.grouped(unseen)) facilities of \(epoch.id) stand where no imagery of it shows the border; they are in no count.",
                    remedy: "Add the observation that shows them."))
        }
        if !possibleFences.isEmpty {
            let ids = possibleFences.map { assets.fences[$0].fence.id }
            findings.append(
                Finding(
                    rule: "fence-possible", severity: .note, place: .init(id: ids[0], pointer: "epoch \(epoch.id)"),
                    sentence:
                        "\(NumberText.grouped(ids.count)) fences may have stood in \(epoch.id) already; they count in no length: \(ids.listed).",
                    remedy: "Add an image that settles it, or read the lengths as at least."))
        }
        return findings + overlapFindings
    }

    /// F4: two records of one layer over the same place count once, and are named.
    private var overlapFindings: [Finding] {
        let runs = layerRuns(countingBridged: true)
        var lengths: [FencePair: Double] = [:]
        var offsets: [FencePair: Double] = [:]
        for piece in SpanSweep(runs.map(\.span), over: observed).pieces where piece.active.count > 1 {
            for (i, a) in piece.active.enumerated() {
                for b in piece.active[(i + 1)...] where runs[a].layer == runs[b].layer && runs[a].fence != runs[b].fence {
                    let pair = FencePair(first: runs[a].fence, second: runs[b].fence)
                    lengths[pair, default: 0] += piece.span.length.value
                    offsets[pair] = max(runs[a].offsetMean.distance.value, runs[b].offsetMean.distance.value)
                }
            }
        }
        // Records that meet end to end inside a bend overlap by up to four times their offset: the foot leaps there. That is no
        // second record.
        let pairs = lengths.filter { $0.value > max(1, 4 * (offsets[$0.key] ?? 0)) }.sorted {
            ($0.key.first, $0.key.second) < ($1.key.first, $1.key.second)
        }
        guard let first = pairs.first else { return [] }
        let names = pairs.map { "\(assets.fences[$0.key.first].fence.id) and \(assets.fences[$0.key.second].fence.id)" }
        let total = pairs.reduce(0) { $0 + $1.value }
        return [
            Finding(
                rule: "same-layer-overlap", severity: .warning,
                place: .init(id: assets.fences[first.key.first].fence.id, pointer: "epoch \(epoch.id)"),
                sentence:
                    "Records of one layer overlap over \(NumberText.length(Metres(total))) of border in \(epoch.id) and count once there: \(names.listed).",
                remedy: "Give the later record a valid_from and the earlier one a valid_to, or another layer.")
        ]
    }
}

private struct FencePair: Hashable {
    var first: Int
    var second: Int
}

extension [String] {
    /// The first three, then how many more.
    fileprivate var listed: String {
        prefix(3).joined(separator: ", ") + (count > 3 ? " and \(NumberText.grouped(count - 3)) more" : "")
    }
}
