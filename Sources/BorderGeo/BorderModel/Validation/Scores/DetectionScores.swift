import BorderBase
import LineStatistics

/// How many a detector found, missed and made up, and the shares that follow.
public struct DetectionScores: Hashable, Sendable {
    public var truePositive: Int
    public var falsePositive: Int
    public var falseNegative: Int

    public init(truePositive: Int = 0, falsePositive: Int = 0, falseNegative: Int = 0) {
        self.truePositive = truePositive
        self.falsePositive = falsePositive
        self.falseNegative = falseNegative
    }

    public var reference: Int { truePositive + falseNegative }
    public var detections: Int { truePositive + falsePositive }

    /// Of the detections, the share that is right; `nil` without detections.
    public var precision: Share? { detections > 0 ? Share(Double(truePositive) / Double(detections)) : nil }
    /// Of the reference, the share that was found; `nil` without a reference.
    public var recall: Share? { reference > 0 ? Share(Double(truePositive) / Double(reference)) : nil }
    /// `2 TP / (2 TP + FP + FN)`; `nil` where both sets are empty.
    public var f1: Share? {
        let whole = 2 * truePositive + falsePositive + falseNegative
        return whole > 0 ? Share(2 * Double(truePositive) / Double(whole)) : nil
    }

    public func precisionInterval(exact: Bool = false, confidence: Share = Share(0.95)) -> ProportionInterval? {
        exact
            ? .clopperPearson(truePositive, of: detections, confidence: confidence)
            : .wilson(truePositive, of: detections, confidence: confidence)
    }

    public func recallInterval(exact: Bool = false, confidence: Share = Share(0.95)) -> ProportionInterval? {
        exact
            ? .clopperPearson(truePositive, of: reference, confidence: confidence)
            : .wilson(truePositive, of: reference, confidence: confidence)
    }

    public static func + (a: DetectionScores, b: DetectionScores) -> DetectionScores {
        DetectionScores(
            truePositive: a.truePositive + b.truePositive, falsePositive: a.falsePositive + b.falsePositive,
            falseNegative: a.falseNegative + b.falseNegative)
    }
}

/// What a count of detections says of the true number, from a precision and a recall measured elsewhere (F13).
package struct AdjustedCount: Hashable, Sendable {
    package var detections: Int
    /// `n P / R`.
    package var estimate: Double
    /// Log-normal: `Var(log N) = (1 - P)/(n_P P) + (1 - R)/(n_R R) + (1 - P R)/n`, the last for the count itself. A share of 0 or 1 that was
    /// measured on few varies as one with half a case more and half a case less. Without detections from 0 to what a Poisson count of 0 allows.
    package var lower: Double
    package var upper: Double

    /// `nil` where precision or recall is not defined or 0: nothing can be said of the true number then.
    package init?(detections: Int, scores: DetectionScores, confidence: Share = Share(0.95)) {
        guard let p = scores.precision?.fraction, let r = scores.recall?.fraction, p > 0, r > 0, detections >= 0 else {
            return nil
        }
        self.detections = detections
        estimate = Double(detections) * p / r
        func part(_ share: Double, right: Int, of all: Int) -> Double {
            let n = Double(all)
            let p = right == all ? (n + 0.5) / (n + 1) : share
            return (1 - p) / (n * p)
        }
        let judged =
            part(p, right: scores.truePositive, of: scores.detections)
            + part(r, right: scores.truePositive, of: scores.reference)
        guard detections > 0 else {
            lower = 0
            upper =
                PoissonInterval.garwood(count: 0, confidence: confidence).upper * p / r
                * Elementary.exp(Normal.twoSided(confidence) * judged.squareRoot())
            return
        }
        let variance = judged + (1 - p * r) / Double(detections)
        let factor = Elementary.exp(Normal.twoSided(confidence) * variance.squareRoot())
        lower = estimate / factor
        upper = estimate * factor
    }
}
