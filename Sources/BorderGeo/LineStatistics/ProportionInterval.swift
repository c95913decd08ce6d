import BorderBase

/// A part of a count with a two-sided interval: precision, recall, share of cells.
public struct ProportionInterval: Hashable, Sendable {
    public var successes: Int
    public var trials: Int
    public var lower: Share
    public var upper: Share
    public var confidence: Share

    public var estimate: Share { Share(Double(successes) / Double(trials)) }

    /// Wilson's score interval (1927), without continuity correction. `nil` where there are no trials: a share of nothing is not defined.
    public static func wilson(_ successes: Int, of trials: Int, confidence: Share = Share(0.95)) -> ProportionInterval? {
        guard trials > 0, successes >= 0, successes <= trials else { return nil }
        let z = Normal.twoSided(confidence)
        let n = Double(trials)
        let p = Double(successes) / n
        let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        // At the ends the bound is exactly 0 or 1; rounding must not say otherwise.
        return ProportionInterval(
            successes: successes, trials: trials, lower: Share(successes == 0 ? 0 : max(0, centre - half)),
            upper: Share(successes == trials ? 1 : min(1, centre + half)), confidence: confidence)
    }

    /// The exact interval of Clopper and Pearson (1934): never too narrow. `nil` where there are no trials.
    public static func clopperPearson(_ successes: Int, of trials: Int, confidence: Share = Share(0.95)) -> ProportionInterval? {
        guard trials > 0, successes >= 0, successes <= trials else { return nil }
        let tail = (1 - confidence.fraction) / 2
        let (x, rest) = (Double(successes), Double(trials - successes))
        return ProportionInterval(
            successes: successes, trials: trials,
            lower: Share(successes == 0 ? 0 : BetaFunction(x, rest + 1).quantile(tail, upper: false)),
            upper: Share(successes == trials ? 1 : BetaFunction(x + 1, rest).quantile(tail, upper: true)),
            confidence: confidence)
    }
}
