/// Agreement of any number of annotators, with missing values, beyond chance (Krippendorff 2004).
package enum KrippendorffAlpha {
    package enum Scale: String, Hashable, Sendable, Codable, CaseIterable {
        case nominal, ordinal, interval, ratio
    }

    /// Alpha over units, each the values that the annotators gave it (`nil` or NaN: none given).
    ///
    /// `nil` where fewer than two values can be paired or all values are equal: agreement without variation says nothing.
    /// O(v^2 + n) for v distinct values.
    package static func alpha(units: [[Double?]], scale: Scale) -> Double? {
        let pairable = units.map { $0.compactMap { $0 }.filter { !$0.isNaN } }.filter { $0.count >= 2 }
        let values = Set(pairable.joined()).sorted()
        guard values.count >= 2 else { return nil }
        var indexOf: [Double: Int] = [:]
        for (index, value) in values.enumerated() { indexOf[value] = index }
        var totals = [Double](repeating: 0, count: values.count)
        for unit in pairable { for value in unit { totals[indexOf[value] ?? 0] += 1 } }
        let n = totals.reduce(0, +)
        let distance = Distance(values: values, totals: totals, scale: scale)
        var observed = 0.0
        for unit in pairable {
            let ranks = unit.map { indexOf[$0] ?? 0 }
            var sum = 0.0
            for a in ranks.indices { for b in ranks.indices where b > a { sum += distance(ranks[a], ranks[b]) } }
            observed += 2 * sum / Double(unit.count - 1)
        }
        var expected = 0.0
        for c in values.indices { for k in values.indices where k > c { expected += 2 * totals[c] * totals[k] * distance(c, k) } }
        guard expected > 0 else { return nil }
        return 1 - (n - 1) * observed / expected
    }

    /// Squared difference of two values on a scale, by their ranks.
    private struct Distance {
        var values: [Double]
        var totals: [Double]
        var cumulative: [Double]
        var scale: Scale

        init(values: [Double], totals: [Double], scale: Scale) {
            self.values = values
            self.totals = totals
            self.scale = scale
            var sum = 0.0
            cumulative = totals.map { total in
                sum += total
                return sum
            }
        }

        func callAsFunction(_ a: Int, _ b: Int) -> Double {
            if a == b { return 0 }
            switch scale {
            case .nominal:
                return 1
            case .ordinal:
                let (low, high) = (min(a, b), max(a, b))
                let d = cumulative[high] - cumulative[low] + totals[low] - (totals[low] + totals[high]) / 2
                return d * d
            case .interval:
                let d = values[a] - values[b]
                return d * d
            case .ratio:
                let sum = values[a] + values[b]
                guard sum != 0 else { return 0 }
                let d = (values[a] - values[b]) / sum
                return d * d
            }
        }
    }
}
