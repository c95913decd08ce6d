import BorderBase

/// How many objects there are in all, from two annotators' counts and their overlap (Chapman 1951).
///
/// Assumes that the two looked independently. What is easy for one is easy for the other as a rule: then the estimate is too **low**.
public struct CaptureRecapture: Hashable, Sendable {
    public enum Flag: String, Hashable, Sendable, Codable {
        /// Nothing in common: the estimate rests on the correction alone and must not be used.
        case unusable = "no-match"
        /// One found everything the other found: nothing is left to estimate from, the interval is a point.
        case nothingUnseen = "nothing-unseen"
        /// Fewer than 7 in common: the estimate is biased low (Robson and Regier 1964).
        case fewMatches = "few-matches"

        public var sentence: String {
            switch self {
            case .unusable: "the annotators have no object in common: the estimate cannot be used"
            case .nothingUnseen: "no unseen object is estimated: the log-normal interval shrinks to a point; read the mid-P one"
            case .fewMatches: "fewer than 7 objects in common: the estimate is too low"
            }
        }
    }

    public var first: Int
    public var second: Int
    public var matched: Int
    public var confidence: Share
    /// `(n1 + 1)(n2 + 1)/(m + 1) - 1`.
    public var estimate: Double
    /// Seber 1970.
    public var variance: Double
    /// Different objects seen: `n1 + n2 - m`; no total can be smaller.
    public var seen: Int
    /// Log-normal interval on the unseen: `[M + f0/C, M + f0 C]`.
    public var lower: Double
    public var upper: Double
    /// The mid-P interval of the hypergeometric overlap: covers as often as it says also where counts are small, which the log-normal one does
    /// not (0.86 of 0.95). `upper` is infinite where nothing is in common.
    package var midP: HypergeometricTotal?
    public var flags: [Flag]

    public var standardError: Double { variance.squareRoot() }
    /// Estimated share that the first found, and that the second found; `nil` where the other found nothing.
    public var shareFoundByFirst: Share? { second > 0 ? Share(Double(matched) / Double(second)) : nil }
    public var shareFoundBySecond: Share? { first > 0 ? Share(Double(matched) / Double(first)) : nil }
    /// `n1 n2 / m`; `nil` where nothing matched.
    public var lincolnPetersen: Double? { matched > 0 ? Double(first) * Double(second) / Double(matched) : nil }
    /// Bailey 1951, for sampling with replacement: `n1 (n2 + 1)/(m + 1)`.
    public var bailey: Double { Double(first) * (Double(second) + 1) / (Double(matched) + 1) }
    /// Agreement of the two sets: `2m / (n1 + n2)`; `nil` where both are empty.
    public var dice: Share? { first + second > 0 ? Share(2 * Double(matched) / Double(first + second)) : nil }
    /// The symmetric interval, which may reach below `seen`: for comparison with other tools.
    public var normalInterval: (lower: Double, upper: Double) {
        let half = Normal.twoSided(confidence) * standardError
        return (estimate - half, estimate + half)
    }

    /// `nil` for impossible counts: negative, or more in common than one of the two has.
    public init?(first: Int, second: Int, matched: Int, confidence: Share = Share(0.95)) {
        guard matched >= 0, matched <= first, matched <= second, first < 1 << 53, second < 1 << 53 else { return nil }
        self.first = first
        self.second = second
        self.matched = matched
        self.confidence = confidence
        let (n1, n2, m) = (Double(first), Double(second), Double(matched))
        estimate = (n1 + 1) * (n2 + 1) / (m + 1) - 1
        variance = (n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) * (m + 1) * (m + 2))
        seen = first + second - matched
        let interval = Self.logNormalInterval(
            seen: Double(seen), unseen: estimate - Double(seen), variance: variance, confidence: confidence)
        (lower, upper) = interval ?? (Double(seen), Double(seen))
        midP = HypergeometricTotal(first: first, second: second, matched: matched, confidence: confidence)
        var flags: [Flag] = []
        if matched == 0 { flags.append(.unusable) } else if matched < 7 { flags.append(.fewMatches) }
        if interval == nil { flags.append(.nothingUnseen) }
        self.flags = flags
    }

    /// `[M + f0/C, M + f0 C]` with `C = exp(z sqrt(log(1 + Var/f0^2)))` (Chao 1987); `nil` where nothing is unseen.
    static func logNormalInterval(
        seen: Double, unseen: Double, variance: Double, confidence: Share
    ) -> (lower: Double, upper: Double)? {
        // Equal sets give a rest of some 1e-13 in place of 0.
        guard unseen > 1e-9 * max(1, seen), variance > 0 else { return nil }
        let c = Elementary.exp(
            Normal.twoSided(confidence) * Elementary.log1p(variance / (unseen * unseen)).squareRoot())
        return (seen + unseen / c, seen + unseen * c)
    }

    /// The total over strata (kinds, segments) whose rates of finding differ: estimates and variances add up, the interval is taken on
    /// the sum. `nil` for no strata.
    public static func total(of strata: [CaptureRecapture], confidence: Share = Share(0.95)) -> Total? {
        guard !strata.isEmpty else { return nil }
        let estimate = strata.reduce(0) { $0 + $1.estimate }
        let variance = strata.reduce(0) { $0 + $1.variance }
        let seen = strata.reduce(0) { $0 + $1.seen }
        let interval = logNormalInterval(
            seen: Double(seen), unseen: estimate - Double(seen), variance: variance, confidence: confidence)
        return Total(
            estimate: estimate, standardError: variance.squareRoot(), seen: seen, lower: interval?.lower ?? Double(seen),
            upper: interval?.upper ?? Double(seen), flags: Set(strata.flatMap(\.flags)).sorted { $0.rawValue < $1.rawValue })
    }

    /// A stratified total.
    public struct Total: Hashable, Sendable {
        public var estimate: Double
        public var standardError: Double
        public var seen: Int
        public var lower: Double
        public var upper: Double
        public var flags: [Flag]
    }
}
