import BorderBase

/// The ratio of two rates with its exact conditional interval: did the density change between two epochs.
///
/// For counts that are not the same objects seen twice. Where facilities are matched one to one, new against removed
/// (`McNemar`-like exact binomial) is the right test: the same post seen twice is not two independent events.
public struct RateRatio: Hashable, Sendable {
    /// First rate over second; infinite where only the second count is 0, `nil` where both are.
    public var ratio: Double?
    public var lower: Double
    public var upper: Double
    public var confidence: Share
    /// P-values of "the two rates are equal"; `central` agrees with the interval.
    public var test: ExactTest

    /// `x1 | x1 + x2 ~ Bin(n, p)`; Clopper-Pearson bounds of `p`, carried over by `p / (1 - p) * T2 / T1` (Przyborowski and Wilenski 1940).
    ///
    /// `nil` where a length is not positive and finite.
    public static func exact(
        count first: Int, over firstLength: Metres, against second: Int, over secondLength: Metres,
        confidence: Share = Share(0.95)
    ) -> RateRatio? {
        let (t1, t2) = (firstLength.value, secondLength.value)
        guard t1 > 0, t2 > 0, t1.isFinite, t2.isFinite, first >= 0, second >= 0 else { return nil }
        let (total, overflow) = first.addingReportingOverflow(second)
        guard !overflow else { return nil }
        let test = ExactTest.binomial(count: first, trials: total, share: Share(t1 / (t1 + t2)))
        guard let bounds = ProportionInterval.clopperPearson(first, of: total, confidence: confidence) else {
            return RateRatio(ratio: nil, lower: 0, upper: .infinity, confidence: confidence, test: test)
        }
        func ratio(_ share: Share) -> Double {
            share.fraction >= 1 ? .infinity : share.fraction / (1 - share.fraction) * t2 / t1
        }
        return RateRatio(
            ratio: second == 0 ? .infinity : Double(first) / t1 / (Double(second) / t2),
            lower: ratio(bounds.lower), upper: ratio(bounds.upper), confidence: confidence, test: test)
    }
}
