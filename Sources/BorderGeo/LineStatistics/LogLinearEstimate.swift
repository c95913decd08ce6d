import BorderBase

/// How many objects there are in all, from three to eight annotators: log-linear models of who found what (Fienberg 1972).
///
/// With three or more lists, dependence between two of them can be told from the data; between two alone it cannot.
package struct LogLinearEstimate: Hashable, Sendable {
    /// One model: independence plus some pairs of annotators that depend on each other.
    package struct Model: Hashable, Sendable {
        package var dependentPairs: [[Int]]
        package var estimate: Double
        package var standardError: Double
        package var lower: Double
        package var upper: Double
        /// Akaike's criterion; the smallest is the preferred model.
        package var aic: Double
    }

    package var annotators: Int
    /// Different objects seen by anyone.
    package var seen: Int
    /// Independence, then one dependent pair each, then all pairs; those that could not be fitted are left out.
    package var models: [Model]
    /// The model with the smallest criterion.
    package var best: Model

    /// - Parameter found: for each object the annotators that found it, by index below `annotators`.
    ///
    /// `nil` with fewer than 2 or more than 8 annotators, or where no model can be fitted.
    package init?(annotators: Int, found: [Set<Int>], confidence: Share = Share(0.95)) {
        guard (2...8).contains(annotators) else { return nil }
        var cells = [Double](repeating: 0, count: 1 << annotators)
        for object in found {
            let mask = object.filter { (0..<annotators).contains($0) }.reduce(0) { $0 | 1 << $1 }
            if mask > 0 { cells[mask] += 1 }
        }
        let total = cells.reduce(0, +)
        guard total > 0 else { return nil }
        let pairs = (0..<annotators).flatMap { a in (a + 1..<annotators).map { [a, $0] } }
        // Two lists leave no freedom for dependence; with three, all pairs is the saturated model.
        let choices: [[[Int]]] = annotators == 2 ? [[]] : [[]] + pairs.map { [$0] } + [pairs]
        models = choices.compactMap {
            Self.fit(cells, annotators: annotators, dependent: $0, total: total, confidence: confidence)
        }
        guard let best = models.min(by: { $0.aic < $1.aic }) else { return nil }
        self.annotators = annotators
        seen = Int(total)
        self.best = best
    }

    /// Poisson regression by iteratively reweighted least squares; the unseen cell is the exponential of the intercept.
    private static func fit(
        _ cells: [Double], annotators: Int, dependent: [[Int]], total: Double, confidence: Share
    ) -> Model? {
        let size = 1 + annotators + dependent.count
        let rows = (1..<cells.count).map { mask -> [Double] in
            let has = { (index: Int) in mask >> index & 1 == 1 ? 1.0 : 0.0 }
            return [1] + (0..<annotators).map(has) + dependent.map { $0.reduce(1) { $0 * has($1) } }
        }
        guard rows.count >= size else { return nil }
        var beta = [Double](repeating: 0, count: size)
        beta[0] = Elementary.log(max(1, total / Double(rows.count)))
        var inverse: [[Double]] = []
        var likelihood = -Double.infinity
        for _ in 0..<200 {
            var matrix = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
            var right = [Double](repeating: 0, count: size)
            var value = 0.0
            for (index, row) in rows.enumerated() {
                let linear = zip(row, beta).reduce(0) { $0 + $1.0 * $1.1 }
                let mean = Elementary.exp(min(max(linear, -30), 30))
                let count = cells[index + 1]
                value += count * linear - mean - (count > 0 ? GammaFunction.logGamma(count + 1) : 0)
                let working = linear + (count - mean) / mean
                for a in 0..<size where row[a] != 0 {
                    right[a] += mean * row[a] * working
                    for b in 0..<size { matrix[a][b] += mean * row[a] * row[b] }
                }
            }
            guard let solved = Self.inverted(matrix) else { return nil }
            inverse = solved
            beta = solved.map { row in zip(row, right).reduce(0) { $0 + $1.0 * $1.1 } }
            if (value - likelihood).magnitude < 1e-11 * max(1, value.magnitude) { break }
            likelihood = value
        }
        let unseen = Elementary.exp(beta[0])
        // Beyond this the data hold no trace of the unseen: an empty cell drives the intercept away.
        guard unseen.isFinite, unseen < 1e9, inverse[0][0] >= 0, inverse[0][0] < 1e6 else { return nil }
        let variance = unseen + unseen * unseen * inverse[0][0]
        let interval = CaptureRecapture.logNormalInterval(
            seen: total, unseen: unseen, variance: variance, confidence: confidence)
        return Model(
            dependentPairs: dependent, estimate: total + unseen, standardError: variance.squareRoot(),
            lower: interval?.lower ?? total, upper: interval?.upper ?? total, aic: 2 * Double(size) - 2 * likelihood)
    }

    /// Gauss and Jordan with row exchange; `nil` for a singular matrix.
    private static func inverted(_ matrix: [[Double]]) -> [[Double]]? {
        let n = matrix.count
        var a = matrix.enumerated().map { row, values in values + (0..<n).map { $0 == row ? 1 : 0 } }
        for column in 0..<n {
            guard let pivot = (column..<n).max(by: { a[$0][column].magnitude < a[$1][column].magnitude }),
                a[pivot][column].magnitude > 1e-13
            else { return nil }
            a.swapAt(column, pivot)
            let scale = a[column][column]
            for k in a[column].indices { a[column][k] /= scale }
            for row in 0..<n where row != column && a[row][column] != 0 {
                let factor = a[row][column]
                for k in a[row].indices { a[row][k] -= factor * a[column][k] }
            }
        }
        return a.map { Array($0[n...]) }
    }
}
