import BorderBase

/// The exact two-sided interval of the mean of a Poisson count (Garwood 1936).
///
/// For a full census it says how far the count of a process with the same intensity would scatter; it is not a sampling error.
public struct PoissonInterval: Hashable, Sendable {
    /// The count seen.
    public var count: Int
    /// Bounds of the expected count, same unit as `count`; `lower` is 0 where the count is 0.
    public var lower: Double
    public var upper: Double
    public var confidence: Share

    /// `[chi2(a/2, 2n)/2, chi2(1-a/2, 2n+2)/2]` with `a = 1 - confidence`.
    ///
    /// A negative count gives the interval of 0. A confidence at or below 0 gives the median-unbiased point; at or above 1, [0, inf).
    public static func garwood(count: Int, confidence: Share = Share(0.95)) -> PoissonInterval {
        let n = Double(max(0, count))
        let tail = min(max((1 - confidence.fraction) / 2, 0), 0.5)
        return PoissonInterval(
            count: max(0, count),
            lower: n == 0 ? 0 : GammaFunction.quantile(n, tail, upper: false),
            upper: GammaFunction.quantile(n + 1, tail, upper: true),
            confidence: confidence)
    }
}
