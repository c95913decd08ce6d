import BorderBase

/// Accuracy and true extent of mapped classes from a stratified random sample (Olofsson et al. 2014).
///
/// Strata are the mapped classes; a sample of units of each was checked by eye. Raw shares of the sample would be wrong where rare classes
/// were sampled more densely; here each stratum counts by its mapped extent.
package struct StratifiedAccuracy: Hashable, Sendable {
    package struct Estimate: Hashable, Sendable {
        package var value: Double
        package var standardError: Double

        package func interval(confidence: Share = Share(0.95)) -> (lower: Double, upper: Double) {
            let half = Normal.twoSided(confidence) * standardError
            return (value - half, value + half)
        }
    }

    /// Share of the whole mapped right.
    package var overall: Estimate
    /// Of what is mapped as a class, the share that is it (1 - commission); `nil` for a class without a sample.
    package var user: [Estimate?]
    /// Of what is a class, the share mapped as it (1 - omission); `nil` for a class never found.
    package var producer: [Estimate?]
    /// True share of each class in the whole; times `total` it is an extent.
    package var share: [Estimate]
    /// Sum of the mapped extents.
    package var total: Double
    private var weights: [Double]

    /// Mapped extent of a class.
    package func mapped(_ index: Int) -> Double { weights[index] * total }

    /// Extent of a class in the unit of `mapped`, with its standard error.
    package func extent(_ index: Int) -> Estimate {
        Estimate(value: share[index].value * total, standardError: share[index].standardError * total)
    }

    /// - Parameters:
    ///   - counts: rows the mapped class, columns what was found; sampled units.
    ///   - mapped: mapped extent of each class, any unit (metres of border, pixels).
    ///
    /// `nil` for a table that is not square, that does not fit `mapped`, or where a stratum with extent has fewer than two samples.
    package init?(counts: [[Int]], mapped: [Double]) {
        let k = counts.count
        let total = mapped.reduce(0, +)
        guard k > 0, mapped.count == k, total > 0, counts.allSatisfy({ $0.count == k && $0.allSatisfy { $0 >= 0 } }) else {
            return nil
        }
        let n = counts.map { Double($0.reduce(0, +)) }
        guard (0..<k).allSatisfy({ mapped[$0] >= 0 && (mapped[$0] == 0 || n[$0] >= 2) }) else { return nil }
        let weight = mapped.map { $0 / total }
        func part(_ i: Int, _ j: Int) -> Double { n[i] > 0 ? Double(counts[i][j]) / n[i] : 0 }
        func variance(_ i: Int, _ j: Int) -> Double { n[i] > 1 ? part(i, j) * (1 - part(i, j)) / (n[i] - 1) : 0 }
        self.total = total
        weights = weight
        overall = Estimate(
            value: (0..<k).reduce(0) { $0 + weight[$1] * part($1, $1) },
            standardError: (0..<k).reduce(0) { $0 + weight[$1] * weight[$1] * variance($1, $1) }.squareRoot())
        user = (0..<k).map { n[$0] > 0 ? Estimate(value: part($0, $0), standardError: variance($0, $0).squareRoot()) : nil }
        share = (0..<k).map { j in
            Estimate(
                value: (0..<k).reduce(0) { $0 + weight[$1] * part($1, j) },
                standardError: (0..<k).reduce(0) { $0 + weight[$1] * weight[$1] * variance($1, j) }.squareRoot())
        }
        let found = share.map { $0.value * total }
        producer = (0..<k).map { j -> Estimate? in
            guard found[j] > 0 else { return nil }
            let value = mapped[j] * part(j, j) / found[j]
            var sum = mapped[j] * mapped[j] * (1 - value) * (1 - value) * variance(j, j)
            for i in 0..<k where i != j { sum += value * value * mapped[i] * mapped[i] * variance(i, j) }
            return Estimate(value: value, standardError: sum.squareRoot() / found[j])
        }
    }
}
