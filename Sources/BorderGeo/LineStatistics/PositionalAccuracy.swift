import BorderBase

/// How far positions are off: bias, RMSE and the circles of the mapping standards, from differences at pairs or check points.
///
/// Pairs that were matched within a gate have no errors beyond it: every figure is then too good, and reports say so.
package struct PositionalAccuracy: Hashable, Sendable {
    package var count: Int
    package var meanEast: Metres
    package var meanNorth: Metres
    /// Root mean squares with divisor n, the bias left in.
    package var rmseEast: Metres
    package var rmseNorth: Metres
    /// `sqrt(rmseEast^2 + rmseNorth^2)`.
    package var rmse: Metres
    /// Distances of the pairs, sorted.
    private var distances: [Double]

    /// From east and north differences, the shorter list deciding; `nil` where there is no pair or a difference is not finite.
    package init?(east: [Metres], north: [Metres]) {
        let pairs = Array(zip(east.map(\.value), north.map(\.value)))
        guard !pairs.isEmpty, pairs.allSatisfy({ $0.0.isFinite && $0.1.isFinite }) else { return nil }
        let n = Double(pairs.count)
        count = pairs.count
        meanEast = Metres(pairs.reduce(0) { $0 + $1.0 } / n)
        meanNorth = Metres(pairs.reduce(0) { $0 + $1.1 } / n)
        let (x2, y2) = (pairs.reduce(0) { $0 + $1.0 * $1.0 } / n, pairs.reduce(0) { $0 + $1.1 * $1.1 } / n)
        rmseEast = Metres(x2.squareRoot())
        rmseNorth = Metres(y2.squareRoot())
        rmse = Metres((x2 + y2).squareRoot())
        distances = RadixSort.sorted(pairs.map { ($0.0 * $0.0 + $0.1 * $0.1).squareRoot() })
    }

    /// Smaller axis RMSE over the larger one; 1 where both are 0.
    package var axisRatio: Double {
        let most = max(rmseEast, rmseNorth).value
        return most > 0 ? min(rmseEast, rmseNorth).value / most : 1
    }

    /// NSSDA (FGDC-STD-007.3-1998), radius at 95 %: `1.7308 RMSE_r` for equal axes, `2.4477 (RMSE_x + RMSE_y) / 2` down to an axis
    /// ratio of 0.6. `nil` below, where the standard gives no formula.
    package var nssda95: Metres? {
        // Sums of squares round: 0.6 and 1 are meant as the standard's, not to the last bit.
        if axisRatio > 1 - 1e-12 { return rmse * 1.7308 }
        return axisRatio > 0.6 - 1e-12 ? (rmseEast + rmseNorth) * (2.4477 / 2) : nil
    }

    /// ASPRS 2014: `1.7308 RMSE_r` whatever the axes. The 2023 edition makes no statement at 95 %.
    package var asprs2014At95: Metres { rmse * 1.7308 }

    /// Circle of 90 % for equal axes without bias: `1.5175 RMSE_r`, the factor as FGDC-STD-007.3 prints it (exactly it is 1.517427).
    package var circular90: Metres { rmse * 1.5175 }

    /// ASPRS Positional Accuracy Standards, edition 2 (2023): RMSE with the error of the check points themselves taken in,
    /// `sqrt(RMSE_H1^2 + RMSE_H2^2)`. No 95 % statement; at least 30 check points are asked for.
    package func asprs2023(checkPointError: Metres) -> Metres {
        Metres((rmse.value * rmse.value + checkPointError.value * checkPointError.value).squareRoot())
    }

    /// NSSDA asks for 20 pairs, ASPRS 2023 for 30.
    package var hasEnoughForNSSDA: Bool { count >= 20 }
    package var hasEnoughForASPRS2023: Bool { count >= 30 }

    /// A circle that holds a share of the pairs, as counted.
    package struct Circle: Hashable, Sendable {
        package var radius: Metres
        /// Distribution-free bounds from order statistics; `nil` where there are too few pairs for one.
        package var lower: Metres?
        package var upper: Metres?
    }

    /// The radius that holds `share` of the pairs (smallest distance with at least that share at or below it).
    package func circle(holding share: Share, confidence: Share = Share(0.95)) -> Circle {
        let p = min(max(share.fraction, 0), 1)
        let rank = max(1, Int((p * Double(count)).rounded(.up)))
        let tail = (1 - confidence.fraction) / 2
        // The r-th distance is below the quantile with P(Bin(n, p) >= r); bounds are the outermost ranks that keep each tail.
        var lower: Metres?
        var upper: Metres?
        let low = (1...count).partitioningRank { Binomial.cumulative($0 - 1, trials: count, share: p) > tail } - 1
        if low >= 1 { lower = Metres(distances[low - 1]) }
        let high = (1...count).partitioningRank { Binomial.upperTail($0, trials: count, share: p) <= tail }
        if high <= count { upper = Metres(distances[high - 1]) }
        return Circle(radius: Metres(distances[min(rank, count) - 1]), lower: lower, upper: upper)
    }
}

extension ClosedRange<Int> {
    /// The first number from which `belongs` is true; one beyond the end where none is.
    fileprivate func partitioningRank(_ belongs: (Int) -> Bool) -> Int {
        var low = lowerBound
        var high = upperBound + 1
        while low < high {
            let middle = low + (high - low) / 2
            if belongs(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
