import BorderBase
import BorderModel

/// The findings of a study in sentences, every ratio with its denominator, published figures beside ours.
package struct Headline: Hashable, Sendable {
    package var sentences: [String]
    /// What the sentences rest on and what they are not: assumed observation, scale of the border, meaning of the intervals.
    package var caveats: [String]
}

extension ReportModel {
    /// Rows of the union of areas are the source of every sentence.
    package var headline: Headline {
        Headline(sentences: sentences, caveats: caveats)
    }

    var sentences: [String] {
        var sentences: [String?] = leadSentences
        if hasFences || !hasFacilities { sentences += [layerSentence, fenceLineSentence] }
        guard hasFacilities else { return sentences.compactMap { $0 } }
        sentences += [neighbourSentence, baselineSentence, growthSentence] + kindSentences
        sentences += [newFacilitySentence, leadsWithNewLine ? nil : nearFenceSentence]
        return sentences.compactMap { $0 }
    }

    /// The second sentence says how many are near new or upgraded fence line.
    private var leadsWithNewLine: Bool {
        headlineEpoch.flatMap { density(area: wholeArea, epoch: $0.id) }.flatMap { leadingRate(of: $0)?.basis }
            == .fenceLineNewOrUpgraded
    }

    /// What is read where three sentences must do.
    package var briefSentences: [String] {
        let sentences = leadSentences + (hasFences || !hasFacilities ? [fenceLineSentence].compactMap { $0 } : [])
        return sentences + (sentences.contains { $0.contains(")*") } ? [Self.copyNote] : [])
    }

    static let copyNote = "* Seen in reprints and other copies only."

    private var leadSentences: [String] {
        [lead(quoting: true).english] + (hasFacilities ? [spacings(quoting: true)?.english].compactMap { $0 } : [])
    }

    /// Said first wherever a study's positions are made up.
    public static let syntheticNotice =
        "SYNTHETIC POSITIONS: every position of this study is made up. Do not cite places from it."

    /// Said in every output of a public edition.
    public static let publicNote =
        "Public edition: facilities by the whole kilometre of border, lengths to 0.1 km, gaps by number and class of length alone. The line of the border is as given."

    /// What stands before every figure: that positions are made up, what the study says of itself, that the edition is public.
    package var notices: [String] {
        (study.synthetic ? [Self.syntheticNotice] : []) + study.notes + (isPublic ? [Self.publicNote] : [])
    }

    var baselineEpoch: Epoch? { study.epoch(changes.first?.fences.baseline ?? study.baseline) }
    var comparisonEpoch: Epoch? { study.epoch(changes.first?.fences.comparison ?? study.comparison) }
    /// The epoch that sentences about the present speak of: the comparison, or the last one.
    var headlineEpoch: Epoch? { comparisonEpoch ?? inventories.last?.epoch }

    func coverage(area: String = MetricDomain.allName, epoch: String?) -> Coverage? {
        coverage.first { $0.area == area && $0.epoch == epoch }
    }

    func density(area: String = MetricDomain.allName, epoch: String?, kind: String = MetricDomain.allName) -> Density? {
        density.first { $0.area == area && $0.epoch == epoch && $0.kind == kind }
    }

    func change(area: String = MetricDomain.allName) -> AreaChange? { changes.first { $0.area == area } }

    /// ` (published: 110 m)` where a claim is about the same measurand of the same kind over the same denominator, in the same area and at the
    /// same epoch; else nothing. Slips of one outlet and what was published by nobody are not quoted. A `*` marks what was seen in copies alone.
    func published(
        _ measurand: Claim.Measurand, of numerator: String, per denominator: String? = nil, at epoch: String?
    ) -> String {
        guard let best = publishedCheck(measurand, of: numerator, per: denominator, at: epoch)?.claim else { return "" }
        return " (published: \(best.figure))\(best.confidence == .copy ? "*" : "")"
    }

    /// The claim that a sentence quotes.
    func publishedCheck(
        _ measurand: Claim.Measurand, of numerator: String, per denominator: String? = nil, at epoch: String?
    ) -> ClaimCheck? {
        guard coversStudy else { return nil }
        let matches = claims.filter { check in
            let claim = check.claim
            return !claim.isMisreport && claim.confidence != .derived && claim.confidence != .memory
                && claim.measurand == measurand && isOf(numerator, check, at: epoch)
                && (claim.denominator == denominator
                    || (claim.denominator == nil && denominator.map(check.denominators.contains) ?? false))
                && (claim.area ?? MetricDomain.allName) == MetricDomain.allName
                && (claim.epoch == epoch || claim.epoch == nil)
        }
        // Several sources publish one figure, rounded and exact: the one that says most is quoted, among those that agree with
        // the study if any do.
        func rank(_ check: ClaimCheck) -> (Int, Int, Int) {
            (check.audit.hereFits ? 1 : 0, check.claim.significantFigures, check.claim.qualifier == .exact ? 1 : 0)
        }
        return matches.reversed().max { rank($0) < rank($1) }
    }

    /// A claim that names no kind is about the one that gives it, and about all facilities where all are of that kind.
    private func isOf(_ numerator: String, _ check: ClaimCheck, at epoch: String?) -> Bool {
        if let named = check.claim.numerator { return named == numerator }
        let all = density(epoch: epoch)?.count.count
        return check.audit.by.contains { way in
            way.top == numerator
                || numerator == MetricDomain.allName && all != nil && density(epoch: epoch, kind: way.top)?.count.count == all
        }
    }

    private var layerSentence: String? {
        guard let epoch = headlineEpoch, let row = coverage(epoch: epoch.id), row.fenced.value > 0 else { return nil }
        let words = ["no layer", "one layer", "two layers", "three layers"]
        let parts = row.multiplicity.filter { $0.layers > 0 && $0.border.value > 0 }.map {
            "\(NumberText.length($0.border)) behind \($0.layers < words.count ? words[$0.layers] : "\($0.layers) layers")"
        }
        return "Border by layers of fence in \(epoch.id): \(parts.joined(separator: ", "))."
    }

    private var fenceLineSentence: String? {
        guard let change = change()?.fences, let baseline = baselineEpoch, let after = comparisonEpoch else { return nil }
        let line = change.fenceLine
        guard line.baseline.value > 0 || line.comparison.value > 0 else { return nil }
        let balance = line.balance
        guard line.newOrUpgraded.value > 0 || line.removed.value > 0 else {
            return "No fence line was built, upgraded or removed between \(baseline.id) and \(after.id): \(balance)."
        }
        var text =
            "Between \(baseline.id) and \(after.id), \(NumberText.length(line.new)) of new"
            + published(.length, of: "fence_line_new", at: after.id)
            + " and \(NumberText.length(line.upgraded)) of upgraded fence line"
            + published(.length, of: "fence_line_upgraded", at: after.id)
            + ": \(NumberText.length(line.newOrUpgraded)) of new or upgraded fence line, layers added up"
        if line.removed.value > 0 { text += "; \(NumberText.length(line.removed)) removed" }
        return text + ". Fence line: \(balance)."
    }
}
