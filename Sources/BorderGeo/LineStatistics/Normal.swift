import BorderBase

/// The standard normal distribution.
package enum Normal {
    /// Probability of a value up to `z`.
    static func cumulative(_ z: Double) -> Double { 0.5 * Elementary.erfc(-z / 2.0.squareRoot()) }

    /// The `z` below which a value falls with `probability`; -inf at 0, inf at 1.
    ///
    /// A rational start value (Abramowitz and Stegun 26.2.23), then Newton with Halley's correction on the smaller tail.
    static func quantile(_ probability: Double) -> Double {
        guard probability > 0 else { return -.infinity }
        guard probability < 1 else { return .infinity }
        if probability == 0.5 { return 0 }
        let tail = min(probability, 1 - probability)
        let t = (-2 * Elementary.log(tail)).squareRoot()
        let top = 2.515517 + t * (0.802853 + t * 0.010328)
        let bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
        // z of the upper tail, positive.
        var z = t - top / bottom
        for _ in 0..<4 {
            let value = 0.5 * Elementary.erfc(z / 2.0.squareRoot())
            let density = Elementary.exp(-z * z / 2) / (2 * .pi).squareRoot()
            guard density > 0 else { break }
            let u = (value - tail) / density
            let step = u / (1 - z * u / 2)
            z += step
            if step.magnitude < 1e-16 * max(1, z) { break }
        }
        return probability < 0.5 ? -z : z
    }

    /// The factor of a two-sided interval: 1.96 at 0.95.
    package static func twoSided(_ confidence: Share) -> Double { quantile(0.5 + confidence.fraction / 2) }
}
