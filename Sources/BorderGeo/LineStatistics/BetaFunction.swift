import BorderBase

/// The regularised incomplete beta function of one pair of parameters, and its inverse.
struct BetaFunction {
    var a: Double
    var b: Double

    init(_ a: Double, _ b: Double) {
        self.a = a
        self.b = b
    }

    /// `x^a (1 - x)^b Gamma(a + b + 1) / (Gamma(a + 1) Gamma(b + 1))`: the binomial probability of `a` out of `a + b`, for any real a, b >= 0.
    ///
    /// By deviances (Loader 2000), so that it keeps its digits for large counts.
    func binomialMass(_ x: Double) -> Double {
        let n = a + b
        if x <= 0 { return a == 0 ? 1 : 0 }
        if x >= 1 { return b == 0 ? 1 : 0 }
        if a == 0 { return Elementary.exp(n * Elementary.log1p(-x)) }
        if b == 0 { return Elementary.exp(n * Elementary.log(x)) }
        let stirling = GammaFunction.stirlingError(n) - GammaFunction.stirlingError(a) - GammaFunction.stirlingError(b)
        let deviance = GammaFunction.halfDeviance(a, mean: n * x) + GammaFunction.halfDeviance(b, mean: n * (1 - x))
        return Elementary.exp(stirling - deviance) * (n / (2 * .pi * a * b)).squareRoot()
    }

    /// I_x(a, b) (lower) and 1 - I_x(a, b) (upper); a, b > 0.
    func regularised(_ x: Double) -> (lower: Double, upper: Double) {
        guard x > 0 else { return (0, 1) }
        guard x < 1 else { return (1, 0) }
        let factor = binomialMass(x) * a * b / (a + b)
        if x < (a + 1) / (a + b + 2) {
            let lower = min(1, factor * fraction(x) / a)
            return (lower, 1 - lower)
        }
        let upper = min(1, factor * BetaFunction(b, a).fraction(1 - x) / b)
        return (1 - upper, upper)
    }

    /// Lentz's evaluation of the continued fraction 26.5.8 of Abramowitz and Stegun.
    private func fraction(_ x: Double) -> Double {
        var c = 1.0
        var d = 1 / GammaFunction.nonZero(1 - (a + b) * x / (a + 1))
        var h = d
        var m = 1.0
        while m < 1e7 {
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / GammaFunction.nonZero(1 + even * d)
            c = GammaFunction.nonZero(1 + even / c)
            h *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / GammaFunction.nonZero(1 + odd * d)
            c = GammaFunction.nonZero(1 + odd / c)
            let step = d * c
            h *= step
            if (step - 1).magnitude < 1e-16 { break }
            m += 1
        }
        return h
    }

    /// The `x` with `I_x(a, b) = probability`, or `1 - I_x(a, b) = probability` for the upper tail. 0...1; the ends give 0 and 1.
    ///
    /// Newton on the logarithm of the tail over the logit of `x`, kept inside a bracket.
    func quantile(_ probability: Double, upper: Bool) -> Double {
        if probability <= 0 { return upper ? 1 : 0 }
        if probability >= 1 { return upper ? 0 : 1 }
        var low = 0.0
        var high = 1.0
        var x = a / (a + b)
        let target = Elementary.log(probability)
        for _ in 0..<300 {
            let tails = regularised(x)
            let value = upper ? tails.upper : tails.lower
            if (value < probability) != upper { low = x } else { high = x }
            var next = (low + high) / 2
            if value > 0 {
                // d I / d logit(x) = x (1 - x) density = mass a b / (a + b).
                let slope = binomialMass(x) * a * b / (a + b) / value
                let step = (target - Elementary.log(value)) / (upper ? -slope : slope)
                let odds = x / (1 - x) * Elementary.exp(step)
                let proposed = odds / (1 + odds)
                if proposed.isFinite && proposed > low && proposed < high { next = proposed }
            }
            if (next - x).magnitude <= 4e-16 * x { return next }
            x = next
        }
        return x
    }
}
