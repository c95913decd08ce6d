import BorderBase

/// Whether two sets of positions are shifted against each other as a whole: mean difference with Hotelling's T2.
package struct ShiftTest: Hashable, Sendable {
    package var count: Int
    package var east: Metres
    package var north: Metres
    /// Standard errors of the two means.
    package var eastError: Metres
    package var northError: Metres
    package var tSquared: Double
    /// Probability of such a T2 without a shift.
    package var pValue: Double

    /// Half width of the interval of each mean at `confidence` (Student).
    package func halfWidths(confidence: Share = Share(0.95)) -> (east: Metres, north: Metres) {
        let factor = StudentT.twoSided(confidence, degrees: Double(count - 1))
        return (eastError * factor, northError * factor)
    }

    /// `nil` with fewer than 3 pairs: there is no covariance to test against. Differences that all are equal give p 0, or 1 where they are 0.
    package init?(east: [Metres], north: [Metres]) {
        let pairs = Array(zip(east.map(\.value), north.map(\.value)))
        guard pairs.count >= 3, pairs.allSatisfy({ $0.0.isFinite && $0.1.isFinite }) else { return nil }
        let n = Double(pairs.count)
        let (mx, my) = (pairs.reduce(0) { $0 + $1.0 } / n, pairs.reduce(0) { $0 + $1.1 } / n)
        var (sxx, sxy, syy) = (0.0, 0.0, 0.0)
        for (x, y) in pairs {
            sxx += (x - mx) * (x - mx)
            sxy += (x - mx) * (y - my)
            syy += (y - my) * (y - my)
        }
        (sxx, sxy, syy) = (sxx / (n - 1), sxy / (n - 1), syy / (n - 1))
        count = pairs.count
        self.east = Metres(mx)
        self.north = Metres(my)
        eastError = Metres((sxx / n).squareRoot())
        northError = Metres((syy / n).squareRoot())
        let determinant = sxx * syy - sxy * sxy
        guard determinant > 1e-12 * max(sxx * syy, 1e-12) else {
            tSquared = mx == 0 && my == 0 ? 0 : .infinity
            pValue = mx == 0 && my == 0 ? 1 : 0
            return
        }
        tSquared = n * (mx * mx * syy - 2 * mx * my * sxy + my * my * sxx) / determinant
        pValue = FDistribution(above: 2, below: n - 2).upperTail((n - 2) / (2 * (n - 1)) * tSquared)
    }
}
