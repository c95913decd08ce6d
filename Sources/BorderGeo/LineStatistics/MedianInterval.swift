/// The median of a sample with an interval that assumes nothing of its distribution.
///
/// The k-th smallest value lies above the median with `P(Bin(n, 1/2) < k)`: the bounds are the outermost ranks that keep each tail
/// (sign test; Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2).
package struct MedianInterval: Hashable, Sendable {
    package var median: Double
    package var lower: Double
    package var upper: Double

    /// `nil` where a value is not finite, and where there are too few for an interval: fewer than six at 95 %. n log n.
    package init?(_ values: [Double], tail: Double = 0.025) {
        guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
        let sorted = values.sorted()
        let count = sorted.count
        var rank = 0
        while rank < count / 2, Binomial.cumulative(rank, trials: count, share: 0.5) <= tail { rank += 1 }
        guard rank > 0 else { return nil }
        median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
        lower = sorted[rank - 1]
        upper = sorted[count - rank]
    }
}
