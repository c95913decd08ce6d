import BorderBase

/// The ratio of two counts of the same objects: those that stayed count in both, so the two are no independent events.
///
/// Staying, new and gone are taken as three Poisson counts; the ratio is that of the means, `(stay + new) / (stay + gone)`.
package struct PairedRateRatio: Hashable, Sendable {
    /// Later over earlier; infinite where only the earlier count is 0, `nil` where both are.
    package var ratio: Double?
    package var lower: Double
    package var upper: Double
    package var confidence: Share

    /// Score interval (Nam and Blackwelder 2002, on Poisson counts): the ratios at which `later - ratio x earlier` is less than `z` standard
    /// deviations from 0, its variance taken at the likeliest means with that ratio. With few changes it can leave 1 out where the exact test of new against
    /// gone does not reject at 5 % yet (5 and 0: p .0625). `nil` for negative counts.
    package init?(stayed: Int, new: Int, gone: Int, confidence: Share = Share(0.95)) {
        guard stayed >= 0, new >= 0, gone >= 0, max(stayed, new, gone) < 1 << 52 else { return nil }
        self.confidence = confidence
        let counts = Counts(stayed: Double(stayed), new: Double(new), gone: Double(gone))
        guard counts.later + counts.earlier > 0 else {
            (ratio, lower, upper) = (nil, 0, .infinity)
            return
        }
        let z = Normal.twoSided(confidence)
        let estimate = counts.earlier > 0 ? counts.later / counts.earlier : .infinity
        ratio = estimate
        let start = min(max(estimate, 1e-9), 1e9)
        lower = counts.later == 0 ? 0 : Self.edge(from: start, to: 1e-12) { counts.score($0) <= z }
        upper = counts.earlier == 0 ? .infinity : Self.edge(from: start, to: 1e12) { counts.score($0) >= -z }
    }

    /// The last ratio on the way from one to another, by its logarithm, at which `holds`.
    private static func edge(from start: Double, to end: Double, _ holds: (Double) -> Bool) -> Double {
        var (good, bad) = (Elementary.log(start), Elementary.log(end))
        if holds(end) { return end < 1 ? 0 : .infinity }
        for _ in 0..<60 {
            let middle = (good + bad) / 2
            if holds(Elementary.exp(middle)) { good = middle } else { bad = middle }
        }
        return Elementary.exp(good)
    }

    private struct Counts {
        var stayed: Double
        var new: Double
        var gone: Double
        var later: Double { stayed + new }
        var earlier: Double { stayed + gone }

        /// Standard deviations of `later - ratio x earlier` from 0 at the likeliest means with that ratio.
        func score(_ ratio: Double) -> Double {
            let share = stayedShare(ratio)
            let all = (stayed + new + gone) / (1 + ratio - share)
            let (m, b, c) = (all * share, all * (ratio - share), all * (1 - share))
            let variance = m * (1 - ratio) * (1 - ratio) + b + ratio * ratio * c
            let difference = later - ratio * earlier
            guard variance > 0 else { return difference == 0 ? 0 : difference > 0 ? .infinity : -.infinity }
            return difference / variance.squareRoot()
        }

        /// The likeliest mean of those that stay, over the earlier mean: the root of the derivative of the likelihood.
        private func stayedShare(_ ratio: Double) -> Double {
            let most = min(1, ratio)
            guard stayed > 0 else { return 0 }
            func slope(_ t: Double) -> Double {
                stayed / t - (new > 0 ? new / (ratio - t) : 0) - (gone > 0 ? gone / (1 - t) : 0)
                    + (stayed + new + gone) / (1 + ratio - t)
            }
            var (low, high) = (0.0, most)
            for _ in 0..<60 {
                let middle = (low + high) / 2
                if slope(middle) > 0 { low = middle } else { high = middle }
            }
            return (low + high) / 2
        }
    }
}
