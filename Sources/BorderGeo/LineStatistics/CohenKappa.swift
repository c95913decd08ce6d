import BorderBase

/// Agreement of two annotators on the classes of the same objects, beyond chance (Cohen 1960).
package struct CohenKappa: Hashable, Sendable {
    package enum Weights: Sendable {
        /// A wrong class is wrong.
        case unweighted
        /// Classes are ordered; a class off by two is twice, or four times, as wrong as one off by one.
        case linear, quadratic
    }

    package var objects: Int
    package var observedAgreement: Double
    package var expectedAgreement: Double
    /// `nil` where chance alone explains full agreement (one class only): neither 0 nor 1 would be true.
    package var kappa: Double?
    /// Asymptotic (Fleiss, Cohen and Everitt 1969); `nil` with `kappa`.
    package var standardError: Double?

    /// `kappa +- z se`, cut to -1...1.
    package func interval(confidence: Share = Share(0.95)) -> (lower: Double, upper: Double)? {
        guard let kappa, let standardError else { return nil }
        let half = Normal.twoSided(confidence) * standardError
        return (max(-1, kappa - half), min(1, kappa + half))
    }

    /// From a square table, rows the first annotator, columns the second. `nil` for an empty table or one that is not square.
    package init?(table: [[Int]], weights: Weights = .unweighted) {
        let k = table.count
        guard k > 0, table.allSatisfy({ $0.count == k && $0.allSatisfy { $0 >= 0 } }) else { return nil }
        let n = table.reduce(0.0) { $0 + $1.reduce(0.0) { $0 + Double($1) } }
        guard n > 0, n < 0x1p53 else { return nil }
        objects = Int(n)
        let p = table.map { $0.map { Double($0) / n } }
        let rows = p.map { $0.reduce(0, +) }
        let columns = (0..<k).map { j in p.reduce(0) { $0 + $1[j] } }
        func weight(_ i: Int, _ j: Int) -> Double {
            if i == j { return 1 }
            if k == 1 { return 1 }
            let apart = Double((i - j).magnitude) / Double(k - 1)
            switch weights {
            case .unweighted: return 0
            case .linear: return 1 - apart
            case .quadratic: return 1 - apart * apart
            }
        }
        var observed = 0.0
        var expected = 0.0
        // Mean weights of a row and of a column under the other annotator's shares.
        var rowMean = [Double](repeating: 0, count: k)
        var columnMean = [Double](repeating: 0, count: k)
        for i in 0..<k {
            for j in 0..<k {
                let w = weight(i, j)
                observed += w * p[i][j]
                expected += w * rows[i] * columns[j]
                rowMean[i] += w * columns[j]
                columnMean[j] += w * rows[i]
            }
        }
        observedAgreement = observed
        expectedAgreement = expected
        guard 1 - expected > 1e-12 else {
            kappa = nil
            standardError = nil
            return
        }
        kappa = (observed - expected) / (1 - expected)
        var sum = 0.0
        for i in 0..<k {
            for j in 0..<k {
                let term = weight(i, j) * (1 - expected) - (rowMean[i] + columnMean[j]) * (1 - observed)
                sum += p[i][j] * term * term
            }
        }
        let offset = observed * expected - 2 * expected + observed
        let square = 1 - expected
        standardError = max(0, sum - offset * offset).squareRoot() / (square * square * n.squareRoot())
    }
}
