/// Equal stretches of a part of a route: what counts are taken in, and what bootstraps draw.
public struct RouteBins: Hashable, Sendable {
    public var spans: [MeasureSpan]

    /// Stretches of `length` from the start of each span on; what is left at the end of a span joins the stretch before it where it is
    /// shorter than half a stretch. Empty where `length` is not positive; a million at most.
    public init(_ domain: MeasureSpanSet, length: Metres) {
        spans = []
        guard length.value > 0 else { return }
        for span in domain.spans where span.length.value > 0 {
            let count = max(1, Int(min((span.length.value / length.value).rounded(), 1_000_000)))
            guard spans.count + count <= 1_000_000 else { return }
            for index in 0..<count {
                let from = span.from + length * Double(index)
                spans.append(MeasureSpan(from, index + 1 == count ? span.to : from + length))
            }
        }
    }

    /// The stretch a measure lies in: half-open, but the last one holds its end; `nil` outside. log n.
    public func index(of measure: Measure) -> Int? {
        let after = spans.partitioningIndex { $0.from > measure }
        guard after > 0 else { return nil }
        let span = spans[after - 1]
        return measure < span.to || (after == spans.count && measure == span.to) ? after - 1 : nil
    }
}

extension DetectionValidation {
    /// Scores of each bin. A pair counts in the bin of its reference.
    public func scores(by bins: RouteBins) -> [DetectionScores] {
        var result = [DetectionScores](repeating: DetectionScores(), count: bins.spans.count)
        for (index, point) in reference.enumerated() {
            guard let bin = point.measure.flatMap(bins.index) else { continue }
            switch referenceOutcomes[index] {
            case .notScored: continue
            case .unmatched: result[bin].falseNegative += 1
            case .matched: result[bin].truePositive += 1
            }
        }
        for (index, point) in detections.enumerated() where detectionOutcomes[index] == .unmatched {
            if let bin = point.measure.flatMap(bins.index) { result[bin].falsePositive += 1 }
        }
        return result
    }

    /// Counts of scored reference and scored detections in each bin, each where it stands itself.
    public func counts(by bins: RouteBins) -> [(reference: Int, detections: Int)] {
        var result = [(reference: Int, detections: Int)](repeating: (0, 0), count: bins.spans.count)
        for (index, point) in reference.enumerated() where referenceOutcomes[index] != .notScored {
            if let bin = point.measure.flatMap(bins.index) { result[bin].reference += 1 }
        }
        for (index, point) in detections.enumerated() where detectionOutcomes[index] != .notScored {
            if let bin = point.measure.flatMap(bins.index) { result[bin].detections += 1 }
        }
        return result
    }

    /// Intervals of F1 and of average precision by moving blocks of bins: neighbours on the border are found or missed together.
    ///
    /// `nil` where fewer than 10 bins hold anything to score; average precision also without scores.
    public func bootstrap(
        bins: RouteBins, block: Int, replicates: Int = 999, seed: UInt64, confidence: Share = Share(0.95)
    ) -> (f1: BlockBootstrap.Interval?, averagePrecision: BlockBootstrap.Interval?) {
        let scores = scores(by: bins)
        guard scores.count(where: { $0.reference + $0.detections > 0 }) >= 10 else { return (nil, nil) }
        let bootstrap = BlockBootstrap(units: scores.count, blockLength: block, replicates: replicates, seed: seed)
        let f1 = bootstrap.interval(confidence: confidence) { drawn in
            drawn.reduce(DetectionScores()) { $0 + scores[$1] }.f1?.fraction
        }
        var entries: [(score: Double, isRight: Bool, bin: Int)] = []
        for (index, point) in detections.enumerated() {
            let place: Measure?
            let isRight: Bool
            switch detectionOutcomes[index] {
            case .notScored: continue
            case .unmatched: (place, isRight) = (point.measure, false)
            case .matched(let partner): (place, isRight) = (reference[partner].measure, true)
            }
            guard let bin = place.flatMap(bins.index) else { continue }
            guard let score = point.score, !score.isNaN else { return (f1, nil) }
            entries.append((score, isRight, bin))
        }
        entries.sort { $0.score > $1.score }
        let sorted = entries
        let precision = bootstrap.interval(confidence: confidence) { drawn in
            var weight = [Double](repeating: 0, count: scores.count)
            var reference = 0.0
            for bin in drawn {
                weight[bin] += 1
                reference += Double(scores[bin].reference)
            }
            let weighted = sorted.map { (score: $0.score, right: $0.isRight ? weight[$0.bin] : 0, all: weight[$0.bin]) }
            return PrecisionRecallCurve(sorted: weighted, reference: reference)?.averagePrecision
        }
        return (f1, precision)
    }
}
