/// Answers questions about any range of a list of numbers: the least, the greatest, what comes nearest to a place, and where the next one in an interval is.
///
/// Level `h` holds the list in sorted blocks of 2^h. n log n to make and to hold; a question takes log² n.
struct RankedValues {
    private let count: Int
    private let levels: [[Double]]

    init(_ values: [Double]) {
        count = values.count
        var levels = [values]
        var width = 1
        while width < values.count {
            let below = levels[levels.count - 1]
            var level: [Double] = []
            level.reserveCapacity(values.count)
            for start in stride(from: 0, to: values.count, by: 2 * width) {
                let middle = min(start + width, values.count)
                let end = min(start + 2 * width, values.count)
                var (i, j) = (start, middle)
                while i < middle, j < end {
                    if below[j] < below[i] {
                        level.append(below[j])
                        j += 1
                    } else {
                        level.append(below[i])
                        i += 1
                    }
                }
                level += below[i..<middle]
                level += below[j..<end]
            }
            levels.append(level)
            width *= 2
        }
        self.levels = levels
    }

    /// Calls `body` with sorted blocks that make up a range, at most two a level.
    private func forEachBlock(in range: Range<Int>, _ body: (ArraySlice<Double>) -> Void) {
        var (start, end) = (range.lowerBound, range.upperBound)
        for (h, level) in levels.enumerated() where start < end {
            let width = 1 << h
            if start & width != 0 {
                body(level[start..<start + width])
                start += width
            }
            if start < end, end & width != 0 {
                body(level[end - width..<end])
                end -= width
            }
        }
    }

    /// The least and the greatest of a range; `nil` of an empty one.
    func extremes(in range: Range<Int>) -> (least: Double, greatest: Double)? {
        guard !range.isEmpty else { return nil }
        var found = (least: Double.infinity, greatest: -Double.infinity)
        forEachBlock(in: range) { found = (min(found.least, $0[$0.startIndex]), max(found.greatest, $0[$0.endIndex - 1])) }
        return found
    }

    /// How near to `place` the nearest of a range is; infinite where it is empty.
    func distance(to place: Double, in range: Range<Int>) -> Double {
        var least = Double.infinity
        forEachBlock(in: range) { block in
            let next = Self.lowerBound(of: place, in: block)
            if next < block.endIndex { least = min(least, block[next] - place) }
            if next > block.startIndex { least = min(least, place - block[next - 1]) }
        }
        return least
    }

    /// The first index at or after `start` whose value lies in the open interval; `nil` where none does.
    func first(from start: Int, between low: Double, and high: Double) -> Int? {
        var i = start
        while i < count {
            // The longest block that begins here.
            var h = min(i.trailingZeroBitCount, levels.count - 1)
            guard holds(block(i, h), between: low, and: high) else {
                i += 1 << h
                continue
            }
            while h > 0 {
                h -= 1
                if !holds(block(i, h), between: low, and: high) { i += 1 << h }
            }
            return i
        }
        return nil
    }

    /// The last index before `end` whose value lies in the open interval; `nil` where none does.
    func last(before end: Int, between low: Double, and high: Double) -> Int? {
        var end = end
        while end > 0 {
            // The longest block that ends here.
            var h = end.trailingZeroBitCount
            guard holds(block(end - 1 << h, h), between: low, and: high) else {
                end -= 1 << h
                continue
            }
            while h > 0 {
                h -= 1
                if !holds(block(end - 1 << h, h), between: low, and: high) { end -= 1 << h }
            }
            return end - 1
        }
        return nil
    }

    private func block(_ start: Int, _ h: Int) -> ArraySlice<Double> { levels[h][start..<min(start + 1 << h, count)] }

    private func holds(_ block: ArraySlice<Double>, between low: Double, and high: Double) -> Bool {
        var (start, end) = (block.startIndex, block.endIndex)
        while start < end {
            let middle = (start + end) / 2
            if block[middle] > low { end = middle } else { start = middle + 1 }
        }
        return start < block.endIndex && block[start] < high
    }

    private static func lowerBound(of place: Double, in block: ArraySlice<Double>) -> Int {
        var (start, end) = (block.startIndex, block.endIndex)
        while start < end {
            let middle = (start + end) / 2
            if block[middle] >= place { end = middle } else { start = middle + 1 }
        }
        return start
    }
}
