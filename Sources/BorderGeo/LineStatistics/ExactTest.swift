import BorderBase

/// P-values of an exact test of a count.
public struct ExactTest: Hashable, Sendable {
    /// Probability of a count as low as the one seen, or lower.
    public var less: Double
    /// Probability of a count as high as the one seen, or higher.
    public var greater: Double
    /// Twice the smaller tail, at most 1: agrees with the exact interval of the same count (Fay 2010).
    public var central: Double { min(1, 2 * min(less, greater)) }
    /// Sum of the probabilities of all counts no more likely than the one seen: what R's `poisson.test` and `binom.test` print.
    public var minimumLikelihood: Double

    /// A Poisson count against a mean.
    public static func poisson(count: Int, mean: Double) -> ExactTest {
        let count = max(0, count)
        let less = PoissonDistribution.cumulative(count, mean: mean)
        let greater = PoissonDistribution.upperTail(count, mean: mean)
        guard mean > 0, mean.isFinite else {
            return ExactTest(less: less, greater: greater, minimumLikelihood: min(less, greater))
        }
        let mode = mean
        let seen = PoissonDistribution.mass(count, mean: mean) * slack
        if Double(count) == mode { return ExactTest(less: less, greater: greater, minimumLikelihood: 1) }
        if Double(count) < mode {
            var high = max(1, Int(min(mode.rounded(.up), 1e15)))
            while PoissonDistribution.mass(high, mean: mean) > seen { high *= 2 }
            let start = firstIndex(from: Int(min(mode.rounded(.up), 1e15)), to: high) {
                PoissonDistribution.mass($0, mean: mean) <= seen
            }
            let other = PoissonDistribution.upperTail(start, mean: mean)
            return ExactTest(less: less, greater: greater, minimumLikelihood: min(1, less + other))
        }
        let below = firstIndex(from: 0, to: Int(mode.rounded(.down)) + 1) { PoissonDistribution.mass($0, mean: mean) > seen }
        let other = PoissonDistribution.cumulative(below - 1, mean: mean)
        return ExactTest(less: less, greater: greater, minimumLikelihood: min(1, greater + other))
    }

    /// `count` successes of `trials` against a share. No trials give 1 everywhere.
    public static func binomial(count: Int, trials: Int, share: Share = Share(0.5)) -> ExactTest {
        let p = share.fraction
        guard trials > 0 else { return ExactTest(less: 1, greater: 1, minimumLikelihood: 1) }
        let count = min(max(0, count), trials)
        let less = Binomial.cumulative(count, trials: trials, share: p)
        let greater = Binomial.upperTail(count, trials: trials, share: p)
        guard p > 0, p < 1 else { return ExactTest(less: less, greater: greater, minimumLikelihood: min(less, greater)) }
        let mode = Double(trials) * p
        let seen = Binomial.mass(count, trials: trials, share: p) * slack
        if Double(count) == mode { return ExactTest(less: less, greater: greater, minimumLikelihood: 1) }
        if Double(count) < mode {
            let start = firstIndex(from: Int(mode.rounded(.up)), to: trials + 1) {
                Binomial.mass($0, trials: trials, share: p) <= seen
            }
            let other = Binomial.upperTail(start, trials: trials, share: p)
            return ExactTest(less: less, greater: greater, minimumLikelihood: min(1, less + other))
        }
        let below = firstIndex(from: 0, to: Int(mode.rounded(.down)) + 1) { Binomial.mass($0, trials: trials, share: p) > seen }
        let other = Binomial.cumulative(below - 1, trials: trials, share: p)
        return ExactTest(less: less, greater: greater, minimumLikelihood: min(1, greater + other))
    }

    /// Two counts are equally likely also when rounding says otherwise in the last digits; R uses the same slack.
    private static let slack = 1 + 1e-7

    /// The first whole number in `lower..<upper` from which `holds` is true, `upper` where none is; `holds` must not change back.
    private static func firstIndex(from lower: Int, to upper: Int, _ holds: (Int) -> Bool) -> Int {
        var low = lower
        var high = max(lower, upper)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Two detectors or two readings compared on the same objects: exact McNemar test.
package enum McNemar {
    /// `2 P(Bin(b + c, 1/2) <= min(b, c))`, at most 1; 1 where nothing is discordant.
    ///
    /// - Parameters:
    ///   - onlyFirst: objects that the first found and the second did not.
    ///   - onlySecond: the reverse.
    package static func exact(onlyFirst: Int, onlySecond: Int) -> Double {
        let (b, c) = (max(0, onlyFirst), max(0, onlySecond))
        return min(1, 2 * Binomial.cumulative(min(b, c), trials: b + c, share: 0.5))
    }
}
