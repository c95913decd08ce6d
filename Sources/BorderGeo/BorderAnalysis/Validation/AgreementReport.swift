import BorderModel
import LineStatistics
import LinearReferencing

/// Two or more annotators compared, area by area.
package struct AgreementReport: Sendable {
    package struct Row: Sendable {
        package var area: String
        package var pairs: [AnnotatorAgreement.Pair]
        package var logLinear: LogLinearEstimate?
        package var bins: AnnotatorAgreement.ByBins?
        /// Chapman by kind of object, added up, for the two annotators with the most in common: kinds are found with different ease.
        package var stratified: CaptureRecapture.Total?
    }

    package var agreement: AnnotatorAgreement
    package var rule: MatchRule
    package var bin: Metres
    package var confidence: Share
    package var seed: UInt64
    package var replicates: Int
    package var rows: [Row]
    package var context = ResultContext()

    /// `domains`: areas with `all` last, clipped to what was observed; `nil`: everywhere. A point on the end of one is outside it, save on
    /// `borderEnd`, the border's last measure.
    package init(
        _ annotators: [(name: String, points: ValidationPoints)], rule: MatchRule, domains: [MetricDomain]? = nil,
        borderEnd: Measure? = nil, bin: Metres = Metres(100), confidence: Share = Share(0.95), replicates: Int = 999,
        seed: UInt64 = 1, jobs: Int? = nil
    ) throws(MatchError) {
        let agreement = try AnnotatorAgreement(annotators, rule: rule, jobs: jobs)
        self.agreement = agreement
        self.rule = rule
        self.bin = bin
        self.confidence = confidence
        self.seed = seed
        self.replicates = replicates
        let measures = annotators.flatMap { $0.points.compactMap(\.measure) }
        var rows: [Row] = []
        for domain in domains ?? [MetricDomain(id: MetricDomain.allName, spans: MeasureSpanSet())] {
            let selection = DetectionValidation.Selection(spans: domains == nil ? nil : domain.spans, borderEnd: borderEnd)
            let line = domains == nil ? MeasureSpanSet.hull(of: measures) : domain.spans
            // Without areas the last mark ends the line, and is one of its marks.
            let bins = try RouteBins(line, length: bin, borderEnd: domains == nil ? line.spans.last?.to : borderEnd)
            let pairs = agreement.pairs(in: selection, confidence: confidence)
            rows.append(
                Row(
                    area: domain.id, pairs: pairs, logLinear: agreement.logLinear(in: selection, confidence: confidence),
                    bins: bins.spans.isEmpty
                        ? nil : agreement.byBins(bins, replicates: replicates, seed: seed, confidence: confidence),
                    stratified: pairs.max { $0.closeness < $1.closeness }.flatMap { Self.stratified($0, confidence) }))
        }
        self.rows = rows
    }

    /// Objects whose two annotators disagree on the kind belong to the one that comes first in the vocabulary.
    private static func stratified(_ pair: AnnotatorAgreement.Pair, _ confidence: Share) -> CaptureRecapture.Total? {
        let confusion = pair.confusion
        guard confusion.kinds.count > 1 else { return nil }
        let strata = confusion.kinds.indices.compactMap { i in
            let both = confusion.kinds.indices.reduce(0) { sum, other in
                other < i ? sum : sum + confusion.counts[i][other] + (other > i ? confusion.counts[other][i] : 0)
            }
            return CaptureRecapture(
                first: both + confusion.missed[i], second: both + confusion.spurious[i], matched: both, confidence: confidence)
        }
        return CaptureRecapture.total(of: strata, confidence: confidence)
    }

    package var findings: [Finding] {
        var findings = [
            Finding(
                rule: "capture-dependence", severity: .note,
                sentence:
                    "Totals assume that the annotators looked independently and that false marks were taken out; what is easy for one is easy for all, so they are too low rather than too high."
            )
        ]
        for row in rows {
            for flag in Set(row.pairs.flatMap { $0.total?.flags ?? [] }).sorted(by: { $0.rawValue < $1.rawValue }) {
                findings.append(
                    Finding(
                        rule: "capture-\(flag.rawValue)", severity: flag == .unusable ? .warning : .note,
                        sentence: "\(row.area): \(flag.sentence)."))
            }
        }
        return agreement.findings + findings
    }
}

extension AnnotatorAgreement.Pair {
    /// The most in common comes last, whichever of the two is named first.
    fileprivate var closeness: (Int, Int, Int) {
        (counts.both, counts.first + counts.second, max(counts.first, counts.second))
    }
}

extension MeasureSpanSet {
    /// From the least to the greatest measure; empty for fewer than two different ones.
    static func hull(of measures: [Measure]) -> MeasureSpanSet {
        guard let least = measures.min(), let most = measures.max(), least < most else { return MeasureSpanSet() }
        return MeasureSpanSet(MeasureSpan(least, most))
    }
}
