/// Many tests at once.
package enum FalseDiscoveryRate {
    /// P-values adjusted by Benjamini and Hochberg (1995), in the order given; NaN stays NaN and is not counted.
    package static func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
        let order = pValues.indices.filter { !pValues[$0].isNaN }.sorted { (pValues[$0], $0) > (pValues[$1], $1) }
        var adjusted = pValues
        var least = 1.0
        for (position, index) in order.enumerated() {
            least = min(least, pValues[index] * Double(order.count) / Double(order.count - position))
            adjusted[index] = least
        }
        return adjusted
    }
}
