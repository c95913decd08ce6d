/// Precision against recall as the least score that counts is lowered, and the area under it.
package struct PrecisionRecallCurve: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        /// Detections at or above this score count.
        package var score: Double
        package var precision: Double
        package var recall: Double
    }

    /// One point for each different score, the highest first.
    package var points: [Point]
    /// Area under the curve with precision made monotone from the right (all points).
    package var averagePrecision: Double
    /// The mean of that precision at recalls 0, 0.01 ... 1: comparable with COCO.
    package var averagePrecision101: Double

    /// `detections`: score and whether it is right. Equal scores enter together.
    ///
    /// `nil` without a reference or without detections: there is no curve then. O(n log n).
    package init?(detections: [(score: Double, isRight: Bool)], reference: Int) {
        self.init(
            sorted: detections.sorted { $0.score > $1.score }.map { ($0.score, $0.isRight ? 1 : 0, 1) },
            reference: Double(reference))
    }

    /// Scores in falling order with the weight that is right and the weight in all.
    init?(sorted: [(score: Double, right: Double, all: Double)], reference: Double) {
        guard reference > 0, !sorted.isEmpty else { return nil }
        var points: [Point] = []
        var (right, all) = (0.0, 0.0)
        for (index, entry) in sorted.enumerated() {
            right += entry.right
            all += entry.all
            let isLast = index + 1 == sorted.count || sorted[index + 1].score != entry.score
            if isLast, all > 0 { points.append(Point(score: entry.score, precision: right / all, recall: right / reference)) }
        }
        guard !points.isEmpty else { return nil }
        self.points = points
        var envelope = points.map(\.precision)
        for index in stride(from: envelope.count - 2, through: 0, by: -1) {
            envelope[index] = max(envelope[index], envelope[index + 1])
        }
        var area = 0.0
        var last = 0.0
        for (index, point) in points.enumerated() {
            area += (point.recall - last) * envelope[index]
            last = point.recall
        }
        averagePrecision = area
        var sum = 0.0
        var index = 0
        for step in 0...100 {
            let recall = Double(step) / 100
            while index < points.count, points[index].recall < recall - 1e-12 { index += 1 }
            if index < points.count { sum += envelope[index] }
        }
        averagePrecision101 = sum / 101
    }
}
