/// How far counts of detections are off from counts of the reference in equal stretches of the route.
package struct CountErrors: Hashable, Sendable {
    package var bins: Int
    /// Mean of detections minus reference.
    package var bias: Double
    package var meanAbsolute: Double
    package var rootMeanSquare: Double
    /// Limits of agreement (Bland and Altman 1986): bias -+ 1.96 standard deviations of the differences; `nil` with one bin.
    package var limits: ClosedRange<Double>?

    /// `nil` without bins.
    package init?(_ counts: [(reference: Int, detections: Int)]) {
        guard !counts.isEmpty else { return nil }
        let differences = counts.map { Double($0.detections - $0.reference) }
        let n = Double(differences.count)
        let mean = differences.reduce(0, +) / n
        let squares = differences.reduce(0) { $0 + $1 * $1 }
        bins = differences.count
        bias = mean
        meanAbsolute = differences.reduce(0) { $0 + $1.magnitude } / n
        rootMeanSquare = (squares / n).squareRoot()
        if differences.count >= 2 {
            let deviation = (max(0, squares - n * mean * mean) / (n - 1)).squareRoot()
            limits = mean - 1.96 * deviation...mean + 1.96 * deviation
        }
    }
}
