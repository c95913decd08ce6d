/// Units in a row, each of one of a few kinds: what a statistic of counts by kind needs of them.
package struct UnitKinds: Sendable {
    package let unitCount: Int
    /// Units of each kind; kind 0 is the common one.
    package let counts: [Int]
    /// Units of another kind, in order, and their kinds.
    private let kinds: [Int32]
    /// How many of them come before each unit, and in all.
    private let before: [Int32]

    /// `kinds`: of each unit, from 0 to `count` - 1.
    package init(_ kinds: [Int32], count: Int) {
        unitCount = kinds.count
        var counts = [Int](repeating: 0, count: count)
        var before: [Int32] = [0]
        before.reserveCapacity(kinds.count + 1)
        var found: Int32 = 0
        for kind in kinds {
            counts[Int(kind)] += 1
            if kind > 0 { found += 1 }
            before.append(found)
        }
        self.counts = counts
        self.kinds = kinds.filter { $0 > 0 }
        self.before = before
    }

    /// The kinds of units that have values, in the order in which they appear, led by the common one. Linear.
    package static func of<Value: Hashable>(_ values: [Value], common: Value) -> (units: UnitKinds, kinds: [Value]) {
        var kinds = [common]
        var places: [Value: Int32] = [common: 0]
        let found = values.map { value in
            if let known = places[value] { return known }
            places[value] = Int32(kinds.count)
            kinds.append(value)
            return Int32(kinds.count - 1)
        }
        return (UnitKinds(found, count: kinds.count), kinds)
    }

    /// Adds the units of a range to counts by kind. Linear in those that are not of the common kind.
    func add(_ range: Range<Int>, to counts: inout [Int]) {
        let others = Int(before[range.lowerBound])..<Int(before[range.upperBound])
        counts[0] += range.count - others.count
        for place in others { counts[Int(kinds[place])] += 1 }
    }
}
