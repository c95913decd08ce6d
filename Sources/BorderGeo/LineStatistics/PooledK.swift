import BorderBase

/// K or cross-K of the pieces of a line together (F16), fast enough for a thousand simulations: every distance is counted with pointers
/// that only move on.
///
/// Each pair is weighted by one over the number of places of its piece at that distance (Ang, Baddeley and Nair 2012); pieces are weighted by
/// `n (n - 1) / L` (cross: `a b / L`), so that the sum is over all pairs of all pieces.
struct PooledK: Sendable {
    /// Lengths of the pieces.
    let lengths: [Double]
    /// In rising order.
    let radii: [Double]

    /// `places`: sorted, by piece. `nil` in no case: without a pair every value is 0. O(radii x n).
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
                    for r in 0..<radii.count {
                        let radius = radii[r]
                        var last = 0
                        var pairs = 0
                        for i in 0..<n {
                            let reach = s[i] + radius
                            while last < n, s[last] <= reach { last += 1 }
                            pairs += last - i - 1
                        }
                        sums[r] += Double(pairs)
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

    /// Cross-K: places of `others` around those of `places`, both sorted, by piece. O(radii x (a + b)).
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
        let n = targets.count
        targets.withUnsafeBufferPointer { t in
            places.withUnsafeBufferPointer { places in
                sums.withUnsafeMutableBufferPointer { sums in
                    for r in 0..<radii.count {
                        let radius = radii[r]
                        // Of each place: the first partner within the radius, the first not left of it, the first beyond the radius; and
                        // the first nearer than the end on the right, the first farther than the start on the left.
                        var (left, middle, right, nearEnd, farStart) = (0, 0, 0, 0, 0)
                        var sum = 0
                        for s in places {
                            while left < n, t[left] < s - radius { left += 1 }
                            while right < n, t[right] <= s + radius { right += 1 }
                            sum += right - left
                            let isNearStart = s < radius
                            guard isNearStart || length - s < radius else { continue }
                            middle = max(middle, left)
                            while middle < n, t[middle] < s { middle += 1 }
                            if length - s < radius {
                                while nearEnd < n, t[nearEnd] < 2 * s - length { nearEnd += 1 }
                                sum += max(0, min(nearEnd, middle) - left)
                            }
                            if isNearStart {
                                while farStart < n, t[farStart] <= 2 * s { farStart += 1 }
                                sum += max(0, right - max(farStart, middle))
                            }
                        }
                        sums[r] += Double(sum) / 2
                    }
                }
            }
        }
    }
}
