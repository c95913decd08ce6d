import BorderBase

/// The search behind `ScanStatistic`, on places along one joined line.
struct ScanSearch: Sendable {
    package enum Kind: Sendable { case hot, cold }

    /// A window between two marks: events, or events and ends.
    struct Found: Sendable {
        package var first: Int
        var last: Int
        var from: Double
        var to: Double
        var width: Double
        package var count: Int
        var ratio: Double
    }

    var likelihood: ScanLikelihood
    var widest: Double
    var narrowest: Double

    /// The likeliest windows that do not overlap, from the likeliest down.
    func windows(_ places: [Double], limit: Int, kind: Kind) -> [Found] {
        let marks = marks(of: places, kind)
        // Hot windows use up their events; a cold one leaves the events at its ends to its neighbours.
        var free = [0..<marks.count]
        var found: [Found] = []
        var candidates: [(range: Range<Int>, best: Found)] = []
        while found.count < limit {
            for range in free {
                if let best = best(marks, in: range, kind: kind) { candidates.append((range, best)) }
            }
            guard let top = candidates.indices.max(by: { candidates[$0].best.ratio < candidates[$1].best.ratio }) else { break }
            let (range, window) = candidates.remove(at: top)
            found.append(window)
            free =
                kind == .hot
                ? [range.lowerBound..<window.first, window.last + 1..<range.upperBound]
                : [range.lowerBound..<window.first + 1, window.last..<range.upperBound]
        }
        return found
    }

    private func marks(of places: [Double], _ kind: Kind) -> [Double] {
        kind == .hot ? places : [0] + places + [likelihood.length]
    }

    /// The likeliest window whose marks lie in a range of marks.
    private func best(_ marks: [Double], in range: Range<Int>, kind: Kind) -> Found? {
        var best: Found?
        // A coarse pass sets a level that lets the exact pass skip nearly everything.
        for first in range {
            var step = 1
            while first + step < range.upperBound {
                if let found = window(marks, from: first, to: first + step, kind: kind), found.ratio > best?.ratio ?? 0 {
                    best = found
                }
                step += max(1, step / 8)
            }
        }
        guard var top = best else { return nil }
        var first = range.lowerBound
        var widths = table(kind, level: top.ratio)
        while let (at, last) = next(marks, in: first..<range.upperBound, widths: widths, kind: kind, above: top.ratio) {
            guard let found = window(marks, from: at, to: last, kind: kind) else { break }
            top = found
            first = at
            widths = table(kind, level: top.ratio)
        }
        return top
    }

    private func table(_ kind: Kind, level: Double) -> [Double] {
        kind == .hot ? likelihood.hotWidths(level: level) : likelihood.coldWidths(level: level)
    }

    /// `nil` where the window is too wide or not hot, or cold.
    private func window(_ marks: [Double], from first: Int, to last: Int, kind: Kind) -> Found? {
        let length = marks[last] - marks[first]
        guard length <= widest else { return nil }
        let count = kind == .hot ? last - first + 1 : last - first - 1
        let width = kind == .hot ? max(length, narrowest) : length
        let expected = Double(likelihood.total) * width / likelihood.length
        guard kind == .hot ? Double(count) > expected : (Double(count) < expected && length >= narrowest) else { return nil }
        return Found(
            first: first, last: last, from: marks[first], to: marks[last], width: width, count: count,
            ratio: likelihood.ratio(count, width: width))
    }

    /// The next window in order of its first mark that lies strictly above `above`, with the help of the table of that level.
    private func next(
        _ marks: [Double], in range: Range<Int>, widths: [Double], kind: Kind, above: Double
    ) -> (first: Int, last: Int)? {
        for first in range {
            var last = first + 1
            while last < range.upperBound {
                guard let hit = reach(marks, from: first, &last, below: range.upperBound, widths: widths, kind: kind) else {
                    break
                }
                if let found = window(marks, from: first, to: hit, kind: kind), found.ratio > above { return (first, hit) }
                last = hit + 1
            }
        }
        return nil
    }

    /// The first `last` from the given one on whose window passes the table; `nil` where none does.
    @inline(__always)
    private func reach(
        _ marks: [Double], from first: Int, _ last: inout Int, below end: Int, widths: [Double], kind: Kind
    ) -> Int? {
        while last < end {
            let length = marks[last] - marks[first]
            guard length <= widest else { return nil }
            switch kind {
            case .hot:
                let width = max(length, narrowest)
                if width <= widths[last - first + 1] { return last }
                // The window only gets wider: go to the first count whose table entry is that wide.
                last = max(last + 1, first - 1 + firstIndex(from: last - first + 2, to: end - first + 1) { widths[$0] >= width })
            case .cold:
                let needed = widths[last - first - 1]
                if length >= needed && length >= narrowest { return last }
                // More events need a wider window still: go to the first mark that far off.
                last = max(last + 1, firstIndex(from: last + 1, to: end) { marks[$0] - marks[first] >= needed })
            }
        }
        return nil
    }

    @inline(__always) private func firstIndex(from lower: Int, to upper: Int, _ holds: (Int) -> Bool) -> Int {
        // Galloping: the answer is near as a rule.
        var step = 1
        var low = lower
        var high = lower
        while high < upper, !holds(high) {
            low = high + 1
            high += step
            step *= 2
        }
        high = min(high, upper)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// For each level (descending) how many simulations have a window at or above it.
    func simulatedExceedances(of levels: [Double], kind: Kind, _ options: ScanStatistic.Options, _ thrower: ScanThrower) -> [Int]
    {
        guard !levels.isEmpty else { return [] }
        // A hair lower, so that a simulated window equal to the seen one counts whatever the rounding.
        let tables = levels.map { table(kind, level: $0 * (1 - 1e-12)) }
        let generator = SplitMix64(seed: options.seed)
        let passed = Parallel.map(max(1, options.simulations)) { index in
            var random = generator.stream(index)
            let places = thrower.places(&random)
            let marks = marks(of: places, kind)
            var reached = 0
            for table in tables.reversed() {
                guard passes(marks, widths: table, kind: kind) else { break }
                reached += 1
            }
            return reached
        }
        return levels.indices.map { index in passed.count { $0 >= levels.count - index } }
    }

    private func passes(_ marks: [Double], widths: [Double], kind: Kind) -> Bool {
        for first in marks.indices {
            var last = first + 1
            if reach(marks, from: first, &last, below: marks.count, widths: widths, kind: kind) != nil { return true }
        }
        return false
    }
}
