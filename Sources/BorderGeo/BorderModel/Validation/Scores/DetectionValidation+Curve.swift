import LineStatistics
import LinearReferencing

extension DetectionValidation {
    /// Detections in the order of their scores, for the curves; `nil` where none has a score. As much work as the matching itself.
    package func scoreSweep(jobs: Int? = nil) throws(MatchError) -> ScoreSweep? {
        guard detections.indices.contains(where: { detections.score(of: $0) != nil }), reference.count > 0 else { return nil }
        return try ScoreSweep(self, jobs: jobs)
    }

    /// Precision against recall in a selection, of all kinds or one: at each score what `scores(in:kind:)` is of the detections at or above it.
    ///
    /// `nil` where a scored detection has no score, or there is no reference or no detection.
    package func curve(
        in selection: Selection = Selection(), kind: FacilityKind? = nil, by sweep: ScoreSweep
    ) -> PrecisionRecallCurve? {
        guard allHaveScores(in: selection) else { return nil }
        var steps: [PrecisionRecallCurve.Step] = []
        sweep.forEach { entering, detection, before, after in
            let score = detections.score(of: Int(entering)) ?? .nan
            let (old, new) = (
                judgement(of: detection, before, in: selection, kind: kind),
                judgement(of: detection, after, in: selection, kind: kind)
            )
            guard old != new else { return }
            steps.append(.init(score: score, right: new.right - old.right, all: new.all - old.all))
        }
        return PrecisionRecallCurve(steps: steps, reference: Double(referenceCount(in: selection, kind: kind)))
    }

    /// The same where no other curve is asked for.
    package func curve(in selection: Selection = Selection(), jobs: Int? = nil) throws(MatchError) -> PrecisionRecallCurve? {
        try scoreSweep(jobs: jobs).flatMap { curve(in: selection, by: $0) }
    }

    /// COCO's average precision: detections take the nearest free reference in the order of their scores, 101 recalls. `nil` as `curve`.
    package func averagePrecision101(
        in selection: Selection = Selection(), kind: FacilityKind? = nil, by sweep: ScoreSweep
    ) -> Double? {
        guard allHaveScores(in: selection) else { return nil }
        var steps: [PrecisionRecallCurve.Step] = []
        for (rank, partner) in sweep.greedy(self, kind: kind).enumerated() {
            guard let partner else { continue }
            let judged = judgement(of: Int(sweep.order[rank]), partner, in: selection, kind: kind)
            // Each on its own, as there: equal scores enter in order of input.
            if judged.all > 0 { steps.append(.init(score: -Double(rank), right: judged.right, all: judged.all)) }
        }
        return PrecisionRecallCurve(steps: steps, reference: Double(referenceCount(in: selection, kind: kind)))?
            .averagePrecision101
    }

    private func allHaveScores(in selection: Selection) -> Bool {
        detections.indices.allSatisfy { index in
            if let score = detections.score(of: index), !score.isNaN { return true }
            switch detectionOutcomes[index] {
            case .notScored: return true
            case .unmatched: return !selection.includes(detections, index)
            case .matched(let partner): return !selection.includes(reference, partner)
            }
        }
    }

    private func referenceCount(in selection: Selection, kind: FacilityKind?) -> Int {
        reference.indices.count {
            referenceOutcomes[$0] != .notScored && (kind == nil || reference.kinds[$0] == kind)
                && selection.includes(reference, $0)
        }
    }

    /// Whether a detection with a partner counts in a selection, and whether it is right: by kind, only where both are of it.
    func judgement(
        of detection: Int, _ partner: ScoreSweep.Partner, in selection: Selection, kind: FacilityKind?
    ) -> (right: Double, all: Double) {
        guard kind == nil || detections.kinds[detection] == kind else { return (0, 0) }
        switch partner {
        case .absent: return (0, 0)
        case .none: return !isLeftOut(detection) && selection.includes(detections, detection) ? (0, 1) : (0, 0)
        case .reference(let index):
            guard referenceOutcomes[index] != .notScored, selection.includes(reference, index) else { return (0, 0) }
            return (kind == nil || reference.kinds[index] == kind ? 1 : 0, 1)
        }
    }
}
