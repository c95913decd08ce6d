import BorderBase
import LineStatistics
import LinearReferencing

/// Intervals by moving blocks of bins: neighbours on the border are found or missed together.
package struct BlockIntervals: Sendable {
    package var precision: BlockBootstrap.Interval?
    package var recall: BlockBootstrap.Interval?
    package var f1: BlockBootstrap.Interval?
    package var averagePrecision: BlockBootstrap.Interval?
    /// Bins in a block.
    package var block: Int
    /// Variance of the share over that of as many independent detections: how much less the detections say than they would one by one.
    /// `nil` where the share does not vary.
    package var precisionDesign: Double?
    package var recallDesign: Double?

    /// From here on a share's errors come in clusters, and the wider interval is the one to quote.
    package static let clustered = 1.5

    /// The larger of the two.
    package var designEffect: Double? { [precisionDesign, recallDesign].compactMap { $0 }.max() }
    /// Blocks drawn of a row: fewer say too little of how blocks differ, so blocks are shorter in a short row.
    package static let leastBlocks = 12
}

extension DetectionValidation {
    /// Blocks of at most `block` bins, so short that at least twelve fit. `nil` where fewer than 12 bins hold anything to score;
    /// average precision also without scores, a share also where it is 0 or 1 everywhere.
    package func bootstrap(
        bins: RouteBins, block: Int, replicates: Int = 999, seed: UInt64, confidence: Share = Share(0.95),
        sweep: ScoreSweep? = nil
    ) -> BlockIntervals {
        bootstrap(
            places: places(in: bins), block: block, replicates: replicates, seed: seed, confidence: confidence, sweep: sweep)
    }

    package func bootstrap(
        places: BinPlaces, block: Int, replicates: Int, seed: UInt64, confidence: Share, sweep: ScoreSweep?
    ) -> BlockIntervals {
        let scores = scores(by: places)
        let length = max(1, min(block, scores.count / BlockIntervals.leastBlocks))
        var result = BlockIntervals(block: length)
        guard scores.count(where: { $0.reference + $0.detections > 0 }) >= BlockIntervals.leastBlocks else { return result }
        let bootstrap = BlockBootstrap(units: scores.count, blockLength: length, replicates: replicates, seed: seed)
        func interval(_ statistic: @escaping @Sendable (DetectionScores) -> Share?) -> BlockBootstrap.Interval? {
            bootstrap.interval(confidence: confidence) { drawn in
                statistic(drawn.reduce(DetectionScores()) { $0 + scores[$1] })?.fraction
            }.flatMap { $0.hasWidth ? $0 : nil }
        }
        func design(_ interval: BlockBootstrap.Interval?, _ trials: Int) -> Double? {
            guard let interval, trials > 0 else { return nil }
            let variance = interval.estimate * (1 - interval.estimate) / Double(trials)
            return variance > 0 ? interval.standardError * interval.standardError / variance : nil
        }
        let total = scores.reduce(DetectionScores(), +)
        result.precision = interval { $0.precision }
        result.recall = interval { $0.recall }
        result.f1 = interval { $0.f1 }
        result.precisionDesign = design(result.precision, total.detections)
        result.recallDesign = design(result.recall, total.reference)
        if let sweep, let steps = steps(sweep, places) {
            let reference = scores.map { Double($0.reference) }
            result.averagePrecision = bootstrap.interval(confidence: confidence) { drawn in
                var weights = [Double](repeating: 0, count: reference.count)
                var total = 0.0
                for bin in drawn {
                    weights[bin] += 1
                    total += reference[bin]
                }
                return steps.averagePrecision(weights: weights, reference: total)
            }.flatMap { $0.hasWidth ? $0 : nil }
        }
        return result
    }

    /// What enters at each score, by the bin it counts in; `nil` where a scored detection has no score.
    private func steps(_ sweep: ScoreSweep, _ places: BinPlaces) -> BinnedSteps? {
        for index in detections.indices where detectionOutcomes[index] != .notScored && places.detections[index] >= 0 {
            guard let score = detections.score(of: index), !score.isNaN else { return nil }
        }
        var steps = BinnedSteps()
        sweep.forEach { entering, detection, before, after in
            let score = detections.score(of: Int(entering)) ?? .nan
            for (partner, sign) in [(before, -1.0), (after, 1.0)] {
                let judged = judgement(of: detection, partner, in: Selection(), kind: nil)
                guard judged.all > 0 else { continue }
                var bin = places.detections[detection]
                if case .reference(let index) = partner { bin = places.reference[index] }
                if bin >= 0 { steps.append(score: score, right: sign * judged.right, all: sign * judged.all, bin: bin) }
            }
        }
        return steps
    }
}
