import BorderBase

/// K or cross-K of the pieces of a line together (F16), fast enough for a thousand simulations: pairs within the largest radius are
/// counted into the bin of their distance, or, where these are many, every radius with pointers that only move on. Both count the same.
///
/// Each pair is weighted by one over the number of places of its piece at that distance (Ang, Baddeley and Nair 2012); pieces are weighted by
/// `n (n - 1) / L` (cross: `a b / L`), so that the sum is over all pairs of all pieces.
struct PooledK: Sendable {
    /// Lengths of the pieces.
    let lengths: [Double]
    /// In rising order.
    let radii: [Double]
    private let bins: RadiusBins

    init(lengths: [Double], radii: [Double]) {
        self.lengths = lengths
        self.radii = radii
        bins = RadiusBins(radii)
    }

    /// `places`: sorted, by piece. `nil` in no case: without a pair every value is 0.
    func values(_ places: [[Double]]) -> [Double] {
        var sums = [Double](repeating: 0, count: radii.count)
        var weight = 0.0
        for (piece, length) in lengths.enumerated() where places[piece].count >= 2 {
            weight += Double(places[piece].count) * Double(places[piece].count - 1) / length
            add(places[piece], length, to: &sums)
        }
        return weight > 0 ? sums.map { $0 / weight } : sums
    }

    /// Both weights of a pair are a half, save of a place that has no partner's place on its other side: there it is one.
    private func add(_ places: [Double], _ length: Double, to sums: inout [Double]) {
        let n = places.count
        let most = radii.last ?? 0
        places.withUnsafeBufferPointer { s in
            sums.withUnsafeMutableBufferPointer { sums in
                radii.withUnsafeBufferPointer { radii in
                    if Self.pairs(of: s, within: most) <= radii.count * n {
                        bins.add(to: sums) { count in
                            for i in 0..<n {
                                var j = i + 1
                                while j < n, s[j] - s[i] <= most {
                                    count(s[j] - s[i], 2)
                                    j += 1
                                }
                            }
                        }
                    } else {
                        for r in 0..<radii.count { sums[r] += Double(Self.pairs(of: s, within: radii[r])) }
                    }
                    // Near the start the partner to the right can be farther than the start, near the end the one to the left than the end.
                    for i in 0..<n where s[i] < most {
                        lonely(from: i, beyond: s[i], by: 1, among: s, within: radii, to: &sums)
                    }
                    for i in 0..<n where length - s[i] < most {
                        lonely(from: i, beyond: length - s[i], by: -1, among: s, within: radii, to: &sums)
                    }
                }
            }
        }
    }

    private static func pairs(of s: UnsafeBufferPointer<Double>, within radius: Double) -> Int {
        var last = 0
        var pairs = 0
        for i in 0..<s.count {
            while last < s.count, s[last] - s[i] <= radius { last += 1 }
            pairs += last - i - 1
        }
        return pairs
    }
    /// Adds a half for each partner on one side that is farther than the end on the other side.
    @inline(__always)
    private func lonely(
        from i: Int, beyond end: Double, by step: Int, among s: UnsafeBufferPointer<Double>,
        within radii: UnsafeBufferPointer<Double>,
        to sums: inout UnsafeMutableBufferPointer<Double>
    ) {
        var j = i + step
        while j >= 0, j < s.count, (s[j] - s[i]).magnitude <= end { j += step }
        var count = 0.0
        for r in 0..<radii.count where radii[r] > end {
            while j >= 0, j < s.count, (s[j] - s[i]).magnitude <= radii[r] {
                count += 0.5
                j += step
            }
            sums[r] += count
        }
    }

    /// Cross-K: places of `others` around those of `places`, both sorted, by piece.
    func values(_ places: [[Double]], around others: [[Double]]) -> [Double] {
        var sums = [Double](repeating: 0, count: radii.count)
        var weight = 0.0
        for (piece, length) in lengths.enumerated() where !places[piece].isEmpty && !others[piece].isEmpty {
            weight += Double(places[piece].count) * Double(others[piece].count) / length
            add(others[piece], around: places[piece], length, to: &sums)
        }
        return weight > 0 ? sums.map { $0 / weight } : sums
    }

    private func add(_ targets: [Double], around places: [Double], _ length: Double, to sums: inout [Double]) {
        let most = radii.last ?? 0
        targets.withUnsafeBufferPointer { t in
            places.withUnsafeBufferPointer { s in
                sums.withUnsafeMutableBufferPointer { sums in
                    if Self.pairs(of: t, around: s, within: most) <= radii.count * (s.count + t.count) {
                        count(t, around: s, length, to: sums)
                    } else {
                        sweep(t, around: s, length, to: sums)
                    }
                }
            }
        }
    }

    private static func pairs(
        of t: UnsafeBufferPointer<Double>, around places: UnsafeBufferPointer<Double>, within radius: Double
    ) -> Int {
        var (left, right, pairs) = (0, 0, 0)
        for s in places {
            while left < t.count, s - t[left] > radius { left += 1 }
            while right < t.count, t[right] - s <= radius { right += 1 }
            pairs += max(0, right - left)
        }
        return pairs
    }

    /// Pair by pair: where each place has few partners.
    private func count(
        _ t: UnsafeBufferPointer<Double>, around places: UnsafeBufferPointer<Double>, _ length: Double,
        to sums: UnsafeMutableBufferPointer<Double>
    ) {
        let most = radii.last ?? 0
        bins.add(to: sums) { count in
            var left = 0
            for s in places {
                while left < t.count, s - t[left] > most { left += 1 }
                var j = left
                while j < t.count, t[j] < s {
                    count(s - t[j], s - t[j] > length - s ? 2 : 1)
                    j += 1
                }
                while j < t.count, t[j] - s <= most {
                    count(t[j] - s, t[j] - s > s ? 2 : 1)
                    j += 1
                }
            }
        }
    }

    /// Radius by radius with pointers that only move on: where partners are many.
    private func sweep(
        _ t: UnsafeBufferPointer<Double>, around places: UnsafeBufferPointer<Double>, _ length: Double,
        to sums: UnsafeMutableBufferPointer<Double>
    ) {
        let n = t.count
        for (r, radius) in radii.enumerated() {
            // Of each place: the first partner within the radius, the first not left of it, the first beyond the radius; and the first
            // nearer than the end on the right, the first farther than the start on the left.
            var (left, middle, right, nearEnd, farStart) = (0, 0, 0, 0, 0)
            var sum = 0
            for s in places {
                while left < n, s - t[left] > radius { left += 1 }
                while right < n, t[right] - s <= radius { right += 1 }
                sum += right - left
                let isNearStart = s < radius
                guard isNearStart || length - s < radius else { continue }
                middle = max(middle, left)
                while middle < n, t[middle] < s { middle += 1 }
                if length - s < radius {
                    while nearEnd < n, s - t[nearEnd] > length - s { nearEnd += 1 }
                    sum += max(0, min(nearEnd, middle) - left)
                }
                if isNearStart {
                    while farStart < n, t[farStart] - s <= s { farStart += 1 }
                    sum += max(0, right - max(farStart, middle))
                }
            }
            sums[r] += Double(sum) / 2
        }
    }
}
