/// Marks in blocks of blocks, to find windows that keep limits without looking at every pair of marks.
///
/// Of two blocks that lie apart no window can keep its limit where the least value of the later less the greatest of the earlier is above the
/// largest limit of such blocks. Without the trend values are a random walk, whose range in a block is small against what a limit asks of
/// windows as long as the block: nearly all pairs of blocks are left at the first look. O(n) where few windows come near the limits.
struct ScanBlocks {
    private let values: [Double]
    /// Least and greatest value, less the trend, of the blocks; one level after the other.
    private let lows: [Double]
    private let highs: [Double]
    /// Where levels begin, and how many blocks they have.
    private let levels: [(start: Int, count: Int)]

    /// `rise` is that of the limits that will be asked for.
    init(_ marks: ArraySlice<Double>, kind: ScanSearch.Kind, rise: Double) {
        let values = kind == .hot ? Array(marks) : marks.map { -$0 }
        let block = ScanLimits.block
        var (lows, highs) = ([Double](), [Double]())
        lows.reserveCapacity(values.count / 4 + 8)
        highs.reserveCapacity(values.count / 4 + 8)
        var start = 0
        while start < values.count {
            let end = min(start + block, values.count)
            var (low, high) = (Double.infinity, -Double.infinity)
            for index in start..<end {
                let value = values[index] - Double(index) * rise
                low = min(low, value)
                high = max(high, value)
            }
            lows.append(low)
            highs.append(high)
            start = end
        }
        var levels = [(start: 0, count: lows.count)]
        while let (start, count) = levels.last, count > 1 {
            levels.append((lows.count, (count + 1) / 2))
            for index in 0..<(count + 1) / 2 {
                let (a, b) = (start + 2 * index, start + min(2 * index + 1, count - 1))
                lows.append(min(lows[a], lows[b]))
                highs.append(max(highs[a], highs[b]))
            }
        }
        self.values = values
        self.lows = lows
        self.highs = highs
        self.levels = levels
    }

    /// Whether a window keeps the limits.
    func hold(_ limits: ScanLimits) -> Bool { windows(within: limits) { _, _ in true } }

    /// Every window that keeps the limits, in no order and some twice, until `visit` says that it was enough; whether it did.
    @discardableResult
    func windows(within limits: ScanLimits, _ visit: (_ first: Int, _ last: Int) -> Bool) -> Bool {
        values.withUnsafeBufferPointer { values in
            lows.withUnsafeBufferPointer { lows in
                highs.withUnsafeBufferPointer { highs in
                    limits.limits.withUnsafeBufferPointer { byStep in
                        limits.blocks.withUnsafeBufferPointer { byBlock in
                            let pass = Pass(
                                values: values, lows: lows, highs: highs, byStep: byStep, byBlock: byBlock, levels: levels,
                                starts: limits.starts, widest: limits.widest, slack: limits.slack)
                            return pass.near(visit) || pass.far(visit)
                        }
                    }
                }
            }
        }
    }
}

/// One search of blocks under limits.
private struct Pass {
    let values: UnsafeBufferPointer<Double>
    let lows: UnsafeBufferPointer<Double>
    let highs: UnsafeBufferPointer<Double>
    let byStep: UnsafeBufferPointer<Double>
    let byBlock: UnsafeBufferPointer<Double>
    let levels: [(start: Int, count: Int)]
    let starts: [Int]
    let widest: Double
    let slack: Double

    /// Windows within a block or two neighbouring ones: by steps, several at a time.
    func near(_ visit: (Int, Int) -> Bool) -> Bool {
        guard let base = values.baseAddress else { return false }
        for steps in 1..<max(1, min(2 * ScanLimits.block, values.count, byStep.count)) {
            let limit = byStep[steps]
            let end = values.count - steps
            var first = 0
            while first < end {
                if first + 8 <= end {
                    let near = UnsafeRawPointer(base + first).loadUnaligned(as: SIMD8<Double>.self)
                    let far = UnsafeRawPointer(base + first + steps).loadUnaligned(as: SIMD8<Double>.self)
                    guard any((far - near) .<= limit) else {
                        first += 8
                        continue
                    }
                }
                for index in first..<min(first + 8, end) where keeps(index, index + steps) && visit(index, index + steps) {
                    return true
                }
                first += 8
            }
        }
        return false
    }

    /// Windows between blocks that do not touch, while the blocks above them do.
    func far(_ visit: (Int, Int) -> Bool) -> Bool {
        for level in starts.indices where level < levels.count {
            let (start, count) = levels[level]
            let (two, three) = (most(level, 2), most(level, 3))
            for index in 0..<max(0, count - 2) {
                let high = highs[start + index]
                if lows[start + index + 2] - high <= two, descend(from: level, between: index, and: index + 2, visit) {
                    return true
                }
                guard index & 1 == 0, index + 3 < count else { continue }
                if lows[start + index + 3] - high <= three, descend(from: level, between: index, and: index + 3, visit) {
                    return true
                }
            }
        }
        return false
    }

    /// The largest limit of blocks so far apart, with what rounding may take from the values.
    @inline(__always) private func most(_ level: Int, _ apart: Int) -> Double {
        let index = starts[level] + apart
        let end = level + 1 < starts.count ? starts[level + 1] : byBlock.count
        return index < end ? byBlock[index] + slack : -.infinity
    }

    private func descend(from level: Int, between a: Int, and b: Int, _ visit: (Int, Int) -> Bool) -> Bool {
        let size = ScanLimits.block << level
        // Cold windows: even the shortest between the two is too long.
        guard values[b * size] - values[a * size + size - 1] >= -widest else { return false }
        if level == 0 {
            for first in a * size..<a * size + size {
                for last in b * size..<min(b * size + size, values.count) where keeps(first, last) && visit(first, last) {
                    return true
                }
            }
            return false
        }
        let (start, count) = levels[level - 1]
        for first in 2 * a...2 * a + 1 {
            for last in 2 * b...2 * b + 1 where last < count {
                guard lows[start + last] - highs[start + first] <= most(level - 1, last - first) else { continue }
                if descend(from: level - 1, between: first, and: last, visit) { return true }
            }
        }
        return false
    }

    @inline(__always) private func keeps(_ first: Int, _ last: Int) -> Bool {
        let difference = values[last] - values[first]
        return last - first < byStep.count && difference <= byStep[last - first] && -difference <= widest
    }
}
