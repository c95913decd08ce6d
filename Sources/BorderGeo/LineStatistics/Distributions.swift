import BorderBase

/// The chi-squared distribution.
enum ChiSquared {
    static func upperTail(_ x: Double, degrees: Double) -> Double { GammaFunction.regularised(degrees / 2, x / 2).upper }
    static func cumulative(_ x: Double, degrees: Double) -> Double { GammaFunction.regularised(degrees / 2, x / 2).lower }
    static func quantile(_ probability: Double, degrees: Double) -> Double {
        2 * GammaFunction.quantile(degrees / 2, probability, upper: false)
    }
}

/// The F distribution: the ratio of two mean squares with their degrees of freedom.
struct FDistribution {
    var above: Double
    var below: Double

    /// Probability of a value above `f`.
    func upperTail(_ f: Double) -> Double {
        guard f > 0 else { return 1 }
        guard f.isFinite else { return 0 }
        return BetaFunction(above / 2, below / 2).regularised(above * f / (above * f + below)).upper
    }

    func quantile(_ probability: Double) -> Double {
        let x = BetaFunction(above / 2, below / 2).quantile(probability, upper: false)
        return below * x / (above * (1 - x))
    }
}

/// Student's t distribution.
enum StudentT {
    /// The factor of a two-sided interval.
    package static func twoSided(_ confidence: Share, degrees: Double) -> Double {
        FDistribution(above: 1, below: degrees).quantile(confidence.fraction).squareRoot()
    }
}

/// The Poisson distribution.
enum PoissonDistribution {
    static func mass(_ k: Int, mean: Double) -> Double { GammaFunction.poissonMass(Double(k), mean: mean) }

    /// P(X <= k).
    static func cumulative(_ k: Int, mean: Double) -> Double {
        k < 0 ? 0 : GammaFunction.regularised(Double(k) + 1, mean).upper
    }

    /// P(X >= k).
    static func upperTail(_ k: Int, mean: Double) -> Double {
        k <= 0 ? 1 : GammaFunction.regularised(Double(k), mean).lower
    }
}

/// The binomial distribution.
enum Binomial {
    static func mass(_ k: Int, trials n: Int, share p: Double) -> Double {
        k < 0 || k > n ? 0 : BetaFunction(Double(k), Double(n - k)).binomialMass(p)
    }

    /// P(X <= k).
    static func cumulative(_ k: Int, trials n: Int, share p: Double) -> Double {
        if k < 0 { return 0 }
        if k >= n { return 1 }
        return BetaFunction(Double(k) + 1, Double(n - k)).regularised(p).upper
    }

    /// P(X >= k).
    static func upperTail(_ k: Int, trials n: Int, share p: Double) -> Double {
        if k <= 0 { return 1 }
        if k > n { return 0 }
        return BetaFunction(Double(k), Double(n - k) + 1).regularised(p).lower
    }
}
