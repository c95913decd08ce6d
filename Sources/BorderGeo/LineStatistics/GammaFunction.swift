import BorderBase

/// The gamma function, its regularised incomplete forms and their inverses.
///
/// The common factor `x^a e^-x / Gamma(a + 1)` is taken through its deviance (Loader 2000), which keeps 12 digits and more for counts of
/// millions, where `exp(a log x - x - logGamma)` would cancel.
enum GammaFunction {
    /// `log(n!) - log(Stirling's formula)`: the error of Stirling's formula, n > 0.
    static func stirlingError(_ n: Double) -> Double {
        guard n > 0 else { return .infinity }
        var correction = 0.0
        var x = n
        while x < 16 {
            correction += (x + 0.5) * Elementary.log1p(1 / x) - 1
            x += 1
        }
        let s = 1 / (x * x)
        let series =
            (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * 691.0 / 360_360))))) / x
        return series + correction
    }

    /// `log(Gamma(x))` for x > 0.
    static func logGamma(_ x: Double) -> Double {
        stirlingError(x) + (x - 0.5) * Elementary.log(x) - x + 0.918_938_533_204_672_741_78
    }

    /// `x log(x / mean) + mean - x`: half the deviance of an observed `x` from a `mean`; both positive.
    static func halfDeviance(_ x: Double, mean: Double) -> Double { x * Elementary.xMinusLog1p((mean - x) / x) }

    /// `x^a e^-x / Gamma(a + 1)`: the Poisson probability of `a` at mean `x`, for any real a >= 0.
    static func poissonMass(_ a: Double, mean x: Double) -> Double {
        if x <= 0 { return a == 0 ? 1 : 0 }
        if a == 0 { return Elementary.exp(-x) }
        // Below 1e-290 the quotient of the deviance would lose its digits.
        if a < 1e-290 { return Elementary.exp(-x) }
        return Elementary.exp(-stirlingError(a) - halfDeviance(a, mean: x)) / (2 * .pi * a).squareRoot()
    }

    /// Regularised incomplete gamma functions P (lower) and Q (upper) at `x`, a > 0.
    static func regularised(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
        guard x > 0 else { return (0, 1) }
        guard x.isFinite else { return (1, 0) }
        let mass = poissonMass(a, mean: x)
        if x < a + 1 {
            var term = 1.0
            var sum = 1.0
            var n = a
            repeat {
                n += 1
                term *= x / n
                sum += term
            } while term > sum * 1e-17
            let lower = min(1, mass * sum)
            return (lower, 1 - lower)
        }
        // Lentz's evaluation of the continued fraction.
        var b = x + 1 - a
        var c = 1e300
        var d = 1 / b
        var h = d
        var i = 1.0
        while i < 1e7 {
            let an = -i * (i - a)
            b += 2
            d = 1 / nonZero(an * d + b)
            c = nonZero(b + an / c)
            let step = d * c
            h *= step
            if (step - 1).magnitude < 1e-16 { break }
            i += 1
        }
        let upper = min(1, mass * a * h)
        return (1 - upper, upper)
    }

    /// The `x` with `P(a, x) = probability`, or `Q(a, x) = probability` for the upper tail. 0...1; the ends give 0 and infinity.
    ///
    /// Newton on the logarithms of both sides, kept inside a bracket.
    static func quantile(_ a: Double, _ probability: Double, upper: Bool) -> Double {
        if probability <= 0 { return upper ? .infinity : 0 }
        if probability >= 1 { return upper ? 0 : .infinity }
        let z = upper ? -Normal.quantile(probability) : Normal.quantile(probability)
        let cube = 1 - 1 / (9 * a) + z / (3 * a.squareRoot())
        var x = a * cube * cube * cube
        if cube < 0.2 || a < 0.5 {
            // P(a, x) ~ x^a / Gamma(a + 1) near 0.
            let lower = upper ? 1 - probability : probability
            x = Elementary.exp((Elementary.log(lower) + logGamma(a + 1)) / a)
        }
        if !(x > 1e-300) { x = 1e-300 }
        var low = 0.0
        var high = Double.infinity
        let target = Elementary.log(probability)
        for _ in 0..<200 {
            let tails = regularised(a, x)
            let value = upper ? tails.upper : tails.lower
            // Below the root the lower tail is too small, and the upper one too large.
            if (value < probability) != upper { low = x } else { high = x }
            let slope = poissonMass(a, mean: x) * a / value
            let step = (target - Elementary.log(value)) / (upper ? -slope : slope)
            var next = x * Elementary.exp(step)
            if !next.isFinite || next <= low || next >= high {
                next = high.isFinite ? (low + high) / 2 : x * 2
            }
            if (next - x).magnitude <= 4e-16 * x { return next }
            x = next
        }
        return x
    }

    @inline(__always) static func nonZero(_ x: Double) -> Double { x.magnitude < 1e-300 ? 1e-300 : x }
}
