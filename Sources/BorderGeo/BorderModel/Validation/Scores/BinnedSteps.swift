/// What enters at each score, by the bin it counts in: the average precision of the bins as often as a bootstrap draws them, without an array for
/// each draw.
struct BinnedSteps: Sendable {
    private struct Step {
        var right: Float
        var all: Float
        var bin: Int32
        /// The last one of its score.
        var isLast: Bool
    }

    private var steps: [Step] = []
    private var lastScore = Double.nan
    private var scores = 0

    /// In falling order of scores; equal scores enter together.
    mutating func append(score: Double, right: Double, all: Double, bin: Int32) {
        if score == lastScore { steps[steps.count - 1].isLast = false } else { scores += 1 }
        lastScore = score
        steps.append(Step(right: Float(right), all: Float(all), bin: bin, isLast: true))
    }

    /// Area under the curve with precision made monotone from the right. `nil` without a reference or without detections. Linear.
    func averagePrecision(weights: [Double], reference: Double) -> Double? {
        guard reference > 0, !steps.isEmpty else { return nil }
        return withUnsafeTemporaryAllocation(of: (recall: Double, precision: Double).self, capacity: scores) { points in
            var (right, all) = (0.0, 0.0)
            var count = 0
            var isSorted = true
            weights.withUnsafeBufferPointer { weights in
                for step in steps {
                    let weight = weights[Int(step.bin)]
                    right += Double(step.right) * weight
                    all += Double(step.all) * weight
                    guard step.isLast, all > 0 else { continue }
                    let recall = right / reference
                    // A detection that moves a partner to another bin can lower it.
                    if count > 0, points[count - 1].recall > recall { isSorted = false }
                    points.initializeElement(at: count, to: (recall, right / all))
                    count += 1
                }
            }
            guard count > 0 else { return nil }
            if !isSorted {
                var unsorted = points[..<count]
                unsorted.sort { $0.recall < $1.recall }
            }
            var best = 0.0
            var area = 0.0
            for index in stride(from: count - 1, through: 0, by: -1) {
                best = max(best, points[index].precision)
                area += (points[index].recall - (index > 0 ? points[index - 1].recall : 0)) * best
            }
            return area
        }
    }
}
