import LineStatistics
import LinearReferencing

/// Detections that enter one by one from the highest score down, matched anew each time under the rule of the validation (F9).
///
/// At the end of every score the partners are those that a validation of the detections at or above it has. A shift that was removed is that
/// of all detections.
package struct ScoreSweep: Sendable {
    /// Indices of the detections that have a score, the highest score first, equal scores in order of input.
    let order: [Int32]
    private let growth: GrowingAssignment
    private let candidates: CandidatePairs

    /// What became of a detection: not there yet, alone, or matched with a reference.
    enum Partner: Hashable { case absent, none, reference(Int) }

    init(_ validation: DetectionValidation, jobs: Int?) throws(MatchError) {
        let detections = validation.detections
        let matching = validation.matching
        var scored: [(score: Double, index: Int32)] = []
        for index in detections.indices {
            if let score = detections.score(of: index), !score.isNaN { scored.append((score, Int32(index))) }
        }
        scored.sort { $0.score != $1.score ? $0.score > $1.score : $0.index < $1.index }
        order = scored.map(\.index)
        let points = detections.selected(at: order.map { Int($0) })
        // The shift comes off the detections, which are the first set here: the same as adding it to the second.
        let shift = (east: -(matching.removedShift?.east.value ?? 0), north: -(matching.removedShift?.north.value ?? 0))
        var candidates: CandidatePairs
        switch matching.rule.metric {
        case .planar:
            candidates = try .planar(points, validation.reference, rule: matching.rule, shift: shift, jobs: jobs)
        case .alongRoute:
            candidates = try .alongRoute(points, validation.reference, rule: matching.rule, shift: shift.east)
        }
        candidates.pairs.rowRanks = candidates.rowObjects
        self.candidates = candidates
        growth = GrowingAssignment(candidates.pairs, ranks: order.count, objective: matching.rule.objective, jobs: jobs)
    }

    /// Calls `body` for every detection that enters or changes partner, from the highest score down.
    func forEach(_ body: (_ score: Int32, _ detection: Int, _ before: Partner, _ after: Partner) -> Void) {
        var partners = [Partner](repeating: .absent, count: order.count)
        for rank in order.indices {
            for change in growth.changes(at: rank) {
                let detection = Int(candidates.rowObjects[Int(change.row)])
                let after: Partner =
                    change.column < 0 ? .none : .reference(Int(candidates.columnObjects[Int(change.column)]))
                body(order[rank], Int(order[detection]), partners[detection], after)
                partners[detection] = after
            }
            if partners[rank] == .absent {
                body(order[rank], Int(order[rank]), .absent, .none)
                partners[rank] = .none
            }
        }
    }

    /// Partners by COCO's rule: each detection in its turn takes the nearest free reference of its gate, those that are scored before those
    /// that are not.
    struct Greedy: Sendable {
        /// By detection in `order`: its reference, `alone`, or `otherKind`.
        fileprivate(set) var references: [Int32]
        static let alone: Int32 = -1
        static let otherKind: Int32 = -2
    }

    /// `kind`: only detections and references of it.
    func greedy(_ validation: DetectionValidation, kind: FacilityKind?) -> Greedy {
        var rowOf = [Int32](repeating: -1, count: order.count)
        for (row, object) in candidates.rowObjects.enumerated() { rowOf[Int(object)] = Int32(row) }
        var taken = [Bool](repeating: false, count: validation.reference.count)
        let weight = validation.matching.rule.kindWeight
        let pairs = candidates.pairs
        var result = Greedy(references: [Int32](repeating: Greedy.alone, count: order.count))
        for rank in order.indices {
            let own = validation.detections.kinds[Int(order[rank])]
            guard kind == nil || own == kind else {
                result.references[rank] = Greedy.otherKind
                continue
            }
            guard rowOf[rank] >= 0 else { continue }
            let row = Int(rowOf[rank])
            var best: (isScored: Bool, cost: Double, reference: Int)?
            for edge in Int(pairs.starts[row])..<Int(pairs.starts[row + 1]) {
                let reference = Int(candidates.columnObjects[Int(pairs.columns[edge])])
                let other = validation.reference.kinds[reference]
                guard !taken[reference], kind == nil || other == kind else { continue }
                let isScored = validation.referenceOutcomes[reference] != .notScored
                let cost = pairs.costs[edge] - (other == own ? 0 : weight)
                if let best, (best.isScored, -best.cost, -best.reference) >= (isScored, -cost, -reference) { continue }
                best = (isScored, cost, reference)
            }
            guard let best else { continue }
            taken[best.reference] = true
            result.references[rank] = Int32(best.reference)
        }
        return result
    }
}

/// True before false.
private func >= (a: (Bool, Double, Int), b: (Bool, Double, Int)) -> Bool {
    a.0 != b.0 ? a.0 : (a.1, a.2) >= (b.1, b.2)
}

extension MatchRule {
    var objective: SparseAssignment.Objective {
        switch goal {
        case .leastCost: .leastCost(unmatched: 1)
        case .mostPairs: .mostPairs
        }
    }
}
