import BorderModel
import LineStatistics
import LinearReferencing

/// Detections scored against a reference, area by area.
package struct ValidationReport: Sendable {
    package struct Parameters: Sendable {
        package var rule: MatchRule
        package var confidence: Share
        /// Length of the stretches that counts are compared in and that bootstraps draw in blocks of five.
        package var bin: Metres
        package var replicates: Int
        package var seed: UInt64
        package var jobs: Int?
        /// Detections below this score do not count; `nil`: all do.
        package var leastScore: Double?

        package init(
            rule: MatchRule = MatchRule(goal: .mostPairs, maximumDistance: Metres(20)), confidence: Share = Share(0.95),
            bin: Metres = .kilometres(1), replicates: Int = 999, seed: UInt64 = 1, jobs: Int? = nil,
            leastScore: Double? = nil
        ) {
            self.rule = rule
            self.leastScore = leastScore
            self.confidence = confidence
            self.bin = bin
            self.replicates = replicates
            self.seed = seed
            self.jobs = jobs
        }
    }

    /// One stretch of the route.
    package struct Bin: Hashable, Sendable {
        package var span: MeasureSpan
        /// Scored points of each set, each where it stands itself.
        package var reference: Int
        package var detections: Int
        package var scores: DetectionScores
    }

    /// One area, or all.
    package struct Row: Sendable {
        package var area: String
        /// Border on which was scored; `nil` without areas.
        package var border: Metres?
        package var scores: DetectionScores
        package var kinds: [KindRow]
        package var confusion: ConfusionMatrix
        package var curve: PrecisionRecallCurve?
        /// COCO's, whatever the kind.
        package var averagePrecision101: Double?
        package var positions: PairPositions?
        package var duplicates: Int
        /// Only of the row `all`.
        package var blocks: BlockIntervals?
        package var bins: [Bin]
        package var countErrors: CountErrors?
        /// What the count of a survey means, by the precision and recall of all that was scored.
        package var survey: AdjustedCount?

        /// Mean over the kinds that the reference has; `nil` where one of them has none.
        package var meanAveragePrecision: Double? { mean { $0.curve?.averagePrecision } }
        package var meanAveragePrecision101: Double? { mean(\.averagePrecision101) }

        private func mean(_ value: (KindRow) -> Double?) -> Double? {
            let known = kinds.filter { $0.scores.reference > 0 }
            // A kind of which nothing was detected has no curve, and an average precision of 0.
            let values = known.compactMap { $0.scores.detections == 0 && curve != nil ? 0 : value($0) }
            return !known.isEmpty && values.count == known.count ? values.reduce(0, +) / Double(known.count) : nil
        }

        /// False detections per kilometre of scored border; `nil` without areas.
        package var falsePositivePerKilometre: Double? {
            border.flatMap { $0.value > 0 ? Double(scores.falsePositive) / $0.kilometres : nil }
        }
    }

    /// One kind in one area.
    package struct KindRow: Sendable {
        package var kind: FacilityKind
        package var scores: DetectionScores
        /// `nil` where a detection has no score, or none of the reference is of the kind.
        package var curve: PrecisionRecallCurve?
        package var averagePrecision101: Double?
    }

    package var validation: DetectionValidation
    package var parameters: Parameters
    /// The areas in their order, `all` last.
    package var rows: [Row]
    package var comparison: DetectorComparison?
    package var second: DetectionValidation?
    /// Detections of the survey that the adjusted counts are about.
    package var surveyCount: Int?
    package var context = ResultContext()

    /// - Parameters:
    ///   - domains: areas with `all` last, clipped to what was observed; `nil`: everything, areas unknown. A point on the end of one is
    ///     outside it, save on the border's end (`exclusions.borderEnd`).
    ///   - second: another detector's points, compared on the same reference.
    ///   - survey: detections without a reference, whose count is adjusted.
    package init(
        reference: ValidationPoints, detections: ValidationPoints, second: ValidationPoints? = nil,
        survey: ValidationPoints? = nil, domains: [MetricDomain]? = nil, exclusions: DetectionValidation.Exclusions = .init(),
        parameters: Parameters = Parameters()
    ) throws(MatchError) {
        let validation = try DetectionValidation(
            reference: reference, detections: detections, rule: parameters.rule, exclusions: exclusions, jobs: parameters.jobs)
        self.validation = validation
        self.parameters = parameters
        let sweep = try validation.scoreSweep(jobs: parameters.jobs)
        let coco = sweep.map { DetectionValidation.AveragePrecision101(validation, by: $0, jobs: parameters.jobs) }
        if let second {
            let other = try DetectionValidation(
                reference: reference, detections: second, rule: parameters.rule, exclusions: exclusions, jobs: parameters.jobs)
            self.second = other
            comparison = DetectorComparison(validation, other)
        }
        surveyCount = survey?.count
        func selection(_ domain: MetricDomain?) -> DetectionValidation.Selection {
            DetectionValidation.Selection(spans: domain?.spans, borderEnd: exclusions.borderEnd)
        }
        let all = validation.scores(in: selection(domains?.last))
        var rows: [Row] = []
        for domain in domains ?? [MetricDomain(id: MetricDomain.allName, spans: MeasureSpanSet())] {
            let known = domains == nil ? nil : domain
            rows.append(
                try Self.row(
                    domain.id, on: known, selecting: selection(known), of: validation, by: sweep, coco, parameters: parameters,
                    isLast: domain.id == MetricDomain.allName,
                    survey: survey.flatMap { points in
                        AdjustedCount(
                            detections: points.indices.count { selection(known).includes(points, $0) }, scores: all,
                            confidence: parameters.confidence)
                    }))
        }
        self.rows = rows
    }

    private static func row(
        _ area: String, on known: MetricDomain?, selecting selection: DetectionValidation.Selection,
        of validation: DetectionValidation, by sweep: ScoreSweep?, _ coco: DetectionValidation.AveragePrecision101?,
        parameters: Parameters, isLast: Bool, survey: AdjustedCount?
    ) throws(MatchError) -> Row {
        let curves = sweep.map { validation.curves(in: selection, by: $0) }
        let confusion = validation.confusion(in: selection)
        let bins = try RouteBins(
            known?.spans ?? validation.extent(bin: parameters.bin), length: parameters.bin, borderEnd: selection.borderEnd)
        let places = validation.places(in: bins, jobs: parameters.jobs)
        let counts = validation.counts(by: places)
        let blocks =
            isLast
            ? validation.bootstrap(
                places: places, block: 5, replicates: parameters.replicates, seed: parameters.seed,
                confidence: parameters.confidence, sweep: sweep) : nil
        return Row(
            area: area, border: known?.border, scores: confusion.scores,
            kinds: confusion.kinds.map { kind in
                KindRow(
                    kind: kind, scores: confusion.scores(of: kind),
                    curve: curves?.byKind[kind], averagePrecision101: coco?.value(in: selection, kind: kind))
            }, confusion: confusion, curve: curves?.all, averagePrecision101: coco?.value(in: selection),
            positions: PairPositions(validation.pairs(in: selection)),
            duplicates: try validation.duplicates(in: selection, jobs: parameters.jobs), blocks: blocks,
            bins: zip(zip(bins.spans, counts), validation.scores(by: places)).map { pair, scores in
                Bin(span: pair.0, reference: pair.1.reference, detections: pair.1.detections, scores: scores)
            }, countErrors: CountErrors(counts), survey: survey)
    }

    /// The row of everything.
    package var total: DetectionScores { rows.last?.scores ?? DetectionScores() }

    package var findings: [Finding] {
        var findings = validation.matching.findings + (rows.last?.positions?.findings ?? [])
        func note(_ rule: String, _ sentence: String) {
            findings.append(Finding(rule: rule, severity: .note, sentence: sentence))
        }
        let (reference, detections) = (validation.notScoredReference, validation.notScoredDetections)
        if reference + detections > 0 {
            note(
                "not-scored",
                "\(reference) of the reference and \(detections) detections are in ignored zones or outside what was observed, and are not scored."
            )
        }
        if rows.last?.positions != nil {
            note(
                "gate-truncates",
                "Pairs farther apart than the matching distance do not count as pairs, so positional errors look smaller than they are."
            )
        }
        if rows.contains(where: { $0.survey != nil }) {
            note(
                "survey-transfers",
                "Adjusted counts hold where the survey's precision and recall are those measured here; they do not carry over to other ground."
            )
        }
        return findings
    }
}
