/// Precision against recall as the least score that counts is lowered, and the area under it.
package struct PrecisionRecallCurve: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        /// Detections at or above this score count.
        package var score: Double
        package var precision: Double
        package var recall: Double
    }

    /// What a detection adds when it enters, or takes away where it moves another one to another partner.
    struct Step: Hashable, Sendable {
        var score: Double
        var right: Double
        var all: Double
    }

    /// One point for each different score, the highest first.
    package var points: [Point]
    /// Area under the curve with precision made monotone from the right (all points).
    package var averagePrecision: Double
    /// The mean of that precision at recalls 0, 0.01 ... 1.
    package var averagePrecision101: Double

    /// Steps in falling order of scores; equal scores enter together. `nil` without a reference or without detections.
    init?(steps: [Step], reference: Double) {
        guard reference > 0, !steps.isEmpty else { return nil }
        var points: [Point] = []
        var (right, all) = (0.0, 0.0)
        for (index, step) in steps.enumerated() {
            right += step.right
            all += step.all
            let isLast = index + 1 == steps.count || steps[index + 1].score != step.score
            if isLast, all > 0 { points.append(Point(score: step.score, precision: right / all, recall: right / reference)) }
        }
        guard !points.isEmpty else { return nil }
        self.points = points
        // The best precision at this recall or a higher one. By kind, recall can fall where a detection of another kind moves a partner.
        var envelope = points.map { (recall: $0.recall, precision: $0.precision) }
        if zip(envelope, envelope.dropFirst()).contains(where: { $0.recall > $1.recall }) {
            envelope.sort { $0.recall < $1.recall }
        }
        for index in stride(from: envelope.count - 2, through: 0, by: -1) {
            envelope[index].precision = max(envelope[index].precision, envelope[index + 1].precision)
        }
        var area = 0.0
        var last = 0.0
        for point in envelope {
            area += (point.recall - last) * point.precision
            last = point.recall
        }
        averagePrecision = area
        var sum = 0.0
        var index = 0
        for step in 0...100 {
            // The recalls of COCO's evaluation, compared as it compares them.
            let recall = step == 100 ? 1 : Double(step) * 0.01
            while index < envelope.count, envelope[index].recall < recall { index += 1 }
            if index < envelope.count { sum += envelope[index].precision }
        }
        averagePrecision101 = sum / 101
    }
}
