/// Whether counts in equal bins scatter as a Poisson process would: index of dispersion.
package struct DispersionTest: Hashable, Sendable {
    package var bins: Int
    package var mean: Double
    /// `sum (x - mean)^2 / mean`.
    package var index: Double
    /// `index / (bins - 1)`: 1 for Poisson, above for clusters, below for regular rows of posts.
    package var ratio: Double
    /// Probability of an index as large or larger, and as small or smaller, under Poisson.
    package var pClustered: Double
    package var pRegular: Double

    /// `nil` with fewer than two bins or without a single event.
    package init?(counts: [Int]) {
        guard counts.count >= 2 else { return nil }
        let total = counts.reduce(0.0) { $0 + Double($1) }
        guard total > 0, counts.allSatisfy({ $0 >= 0 }) else { return nil }
        bins = counts.count
        let mean = total / Double(counts.count)
        self.mean = mean
        index = counts.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / mean
        let degrees = Double(bins - 1)
        ratio = index / degrees
        pClustered = ChiSquared.upperTail(index, degrees: degrees)
        pRegular = ChiSquared.cumulative(index, degrees: degrees)
    }

    /// Whether Poisson is rejected, two-sided.
    package func rejectsPoisson(significance: Double = 0.05) -> Bool { min(pClustered, pRegular) < significance / 2 }
}
