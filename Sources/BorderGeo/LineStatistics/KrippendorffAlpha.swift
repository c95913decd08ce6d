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
        Kinds(units, scale: scale).alpha(counts: [Int](repeating: 1, count: units.count))
    }

    /// Units of which many have the same values: each kind once, to be counted again and again.
    package struct Kinds: Sendable {
        private let values: [Double]
        /// Of each kind the places of its values in `values`; kinds with fewer than two have none.
        private let ranks: [[Int]]
        private let scale: Scale

        package init(_ kinds: [[Double?]], scale: Scale) {
            let pairable = kinds.map { kind in
                let given = kind.compactMap { $0 }.filter { !$0.isNaN }
                return given.count >= 2 ? given : []
            }
            let values = Set(pairable.joined()).sorted()
            var indexOf: [Double: Int] = [:]
            for (index, value) in values.enumerated() { indexOf[value] = index }
            self.values = values
            ranks = pairable.map { $0.map { indexOf[$0] ?? 0 } }
            self.scale = scale
        }

        /// Alpha where there are this many units of each kind. O(v^2 + kinds) for v distinct values.
        package func alpha(counts: [Int]) -> Double? {
            var totals = [Double](repeating: 0, count: values.count)
            for (kind, count) in zip(ranks, counts) { for rank in kind { totals[rank] += Double(count) } }
            let n = totals.reduce(0, +)
            let distance = Distance(values: values, totals: totals, scale: scale)
            var observed = 0.0
            for (kind, count) in zip(ranks, counts) where count > 0 && !kind.isEmpty {
                var sum = 0.0
                for a in kind.indices { for b in kind.indices where b > a { sum += distance(kind[a], kind[b]) } }
                observed += Double(count) * (2 * sum / Double(kind.count - 1))
            }
            var expected = 0.0
            for c in values.indices where totals[c] > 0 {
                for k in values.indices where k > c { expected += 2 * totals[c] * totals[k] * distance(c, k) }
            }
            guard expected > 0 else { return nil }
            return 1 - (n - 1) * observed / expected
        }
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
