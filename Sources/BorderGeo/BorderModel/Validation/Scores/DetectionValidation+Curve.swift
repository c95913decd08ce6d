import BorderBase
import LineStatistics
import LinearReferencing

extension DetectionValidation {
    /// Detections in the order of their scores, for the curves; `nil` where none has a score. As much work as the matching itself.
    package func scoreSweep(jobs: Int? = nil) throws(MatchError) -> ScoreSweep? {
        guard detections.indices.contains(where: { detections.score(of: $0) != nil }), reference.count > 0 else { return nil }
        return try ScoreSweep(self, jobs: jobs)
    }

    /// The curves of a selection, in one walk through what enters: of all kinds, and of each kind of the detections.
    package struct Curves: Sendable {
        package var all: PrecisionRecallCurve?
        package var byKind: [FacilityKind: PrecisionRecallCurve] = [:]
    }

    /// Precision against recall: at each score what `scores(in:kind:)` is of the detections at or above it.
    ///
    /// None where a scored detection has no score, or there is no reference or no detection.
    package func curves(in selection: Selection = Selection(), by sweep: ScoreSweep) -> Curves {
        guard allHaveScores(in: selection) else { return Curves() }
        var all: [PrecisionRecallCurve.Step] = []
        var byKind: [FacilityKind: [PrecisionRecallCurve.Step]] = [:]
        sweep.forEach { entering, detection, before, after in
            let score = detections.score(of: Int(entering)) ?? .nan
            let own = detections.kinds[detection]
            func step(_ kind: FacilityKind?) -> PrecisionRecallCurve.Step? {
                let old = judgement(of: detection, before, in: selection, kind: kind)
                let new = judgement(of: detection, after, in: selection, kind: kind)
                return old == new ? nil : .init(score: score, right: new.right - old.right, all: new.all - old.all)
            }
            if let step = step(nil) { all.append(step) }
            if let step = step(own) { byKind[own, default: []].append(step) }
        }
        var curves = Curves(all: PrecisionRecallCurve(steps: all, reference: Double(referenceCount(in: selection, kind: nil))))
        for (kind, steps) in byKind {
            curves.byKind[kind] = PrecisionRecallCurve(
                steps: steps, reference: Double(referenceCount(in: selection, kind: kind)))
        }
        return curves
    }

    /// The curve of all kinds or one.
    package func curve(
        in selection: Selection = Selection(), kind: FacilityKind? = nil, by sweep: ScoreSweep
    ) -> PrecisionRecallCurve? {
        let curves = curves(in: selection, by: sweep)
        return kind.map { curves.byKind[$0] } ?? curves.all
    }

    /// The same where no other curve is asked for.
    package func curve(in selection: Selection = Selection(), jobs: Int? = nil) throws(MatchError) -> PrecisionRecallCurve? {
        try scoreSweep(jobs: jobs).flatMap { curve(in: selection, by: $0) }
    }

    /// COCO's average precisions of selections: who takes whom depends on the kind alone, and is found once for all of them.
    package struct AveragePrecision101: Sendable {
        private let validation: DetectionValidation
        private let sweep: ScoreSweep
        private let all: ScoreSweep.Greedy
        private let byKind: [FacilityKind: ScoreSweep.Greedy]

        package init(_ validation: DetectionValidation, by sweep: ScoreSweep, jobs: Int? = nil) {
            self.validation = validation
            self.sweep = sweep
            let kinds = [nil] + Set(validation.detections.kinds).sorted().map(Optional.some)
            let taken = Parallel.map(kinds.count, jobs: jobs) { sweep.greedy(validation, kind: kinds[$0]) }
            all = taken[0]
            byKind = Dictionary(uniqueKeysWithValues: zip(kinds, taken).compactMap { kind, taken in kind.map { ($0, taken) } })
        }

        /// Detections take the nearest free reference in the order of their scores; 101 recalls. `nil` as a curve.
        package func value(in selection: Selection = Selection(), kind: FacilityKind? = nil) -> Double? {
            guard validation.allHaveScores(in: selection), let taken = kind.map({ byKind[$0] }) ?? all else { return nil }
            var steps: [PrecisionRecallCurve.Step] = []
            for (rank, reference) in taken.references.enumerated() where reference != ScoreSweep.Greedy.otherKind {
                let partner = reference < 0 ? ScoreSweep.Partner.none : .reference(Int(reference))
                let judged = validation.judgement(of: Int(sweep.order[rank]), partner, in: selection, kind: kind)
                // Each on its own, as there: equal scores enter in order of input.
                if judged.all > 0 { steps.append(.init(score: -Double(rank), right: judged.right, all: judged.all)) }
            }
            let references = Double(validation.referenceCount(in: selection, kind: kind))
            return PrecisionRecallCurve(steps: steps, reference: references)?.averagePrecision101
        }
    }

    /// The same for one selection.
    package func averagePrecision101(
        in selection: Selection = Selection(), kind: FacilityKind? = nil, by sweep: ScoreSweep
    ) -> Double? {
        AveragePrecision101(self, by: sweep).value(in: selection, kind: kind)
    }

    fileprivate func allHaveScores(in selection: Selection) -> Bool {
        detections.indices.allSatisfy { index in
            if let score = detections.score(of: index), !score.isNaN { return true }
            switch detectionOutcomes[index] {
            case .notScored: return true
            case .unmatched: return !selection.includes(detections, index)
            case .matched(let partner): return !selection.includes(reference, partner)
            }
        }
    }

    fileprivate func referenceCount(in selection: Selection, kind: FacilityKind?) -> Int {
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
