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

        /// Likelier; of two that are as likely the one that starts first, then the shorter one.
        func precedes(_ other: Found) -> Bool {
            ratio != other.ratio ? ratio > other.ratio : (first, last) < (other.first, other.last)
        }
    }

    var likelihood: ScanLikelihood
    var widest: Double
    var narrowest: Double

    /// The likeliest windows that do not overlap, from the likeliest down.
    func windows(_ places: [Double], limit: Int, kind: Kind) -> [Found] {
        let marks = self.marks(of: places, kind)
        // Hot windows use up their events; a cold one leaves the events at its ends to its neighbours.
        var free = [0..<marks.count]
        var found: [Found] = []
        var candidates: [(range: Range<Int>, best: Found)] = []
        while found.count < limit {
            for range in free {
                if let best = best(marks, in: range, kind: kind) { candidates.append((range, best)) }
            }
            guard let top = candidates.indices.min(by: { candidates[$0].best.precedes(candidates[$1].best) }) else { break }
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
        guard var top = climbed(marks, in: range, kind: kind) else { return nil }
        var blocks: ScanBlocks?
        while true {
            let limits = self.limits(level: top.ratio, kind)
            let searched = blocks ?? ScanBlocks(marks[range], kind: kind, rise: limits.rise)
            blocks = searched
            let level = top.ratio
            var seen = 0
            let isCut = searched.windows(within: limits) { first, last in
                let at = range.lowerBound
                if let found = window(marks, from: at + first, to: at + last, kind: kind), found.precedes(top) { top = found }
                seen += 1
                // Many above a level that has been left: limits of the new one leave fewer.
                return seen > 2000 && top.ratio > level
            }
            if !isCut { return top }
        }
    }

    /// A window that is likely already: the best of some, and then of all with its first or its last mark.
    private func climbed(_ marks: [Double], in range: Range<Int>, kind: Kind) -> Found? {
        var best: Found?
        func look(_ first: Int, _ last: Int) {
            if let found = window(marks, from: first, to: last, kind: kind), best.map({ found.precedes($0) }) ?? true {
                best = found
            }
        }
        for stride in [8, 1] where best == nil {
            var first = range.lowerBound
            while first < range.upperBound {
                var step = 1
                while first + step < range.upperBound {
                    look(first, first + step)
                    step += max(1, step / 4)
                }
                first += stride
            }
        }
        while let top = best {
            for last in top.first + 1..<range.upperBound { look(top.first, last) }
            if let last = best?.last { for first in range.lowerBound..<last { look(first, last) } }
            if best?.ratio == top.ratio { break }
        }
        return best
    }

    /// A hair lower than the level, so that a window at it counts whatever the rounding.
    private func limits(level: Double, _ kind: Kind) -> ScanLimits {
        ScanLimits(likelihood, level: level * (1 - 1e-12), widest: widest, narrowest: narrowest, kind: kind)
    }

    /// `nil` where the window is too wide or not hot, or cold.
    private func window(_ marks: [Double], from first: Int, to last: Int, kind: Kind) -> Found? {
        let length = marks[last] - marks[first]
        guard length <= widest else { return nil }
        let count = kind == .hot ? last - first + 1 : last - first - 1
        let width = kind == .hot ? max(length, narrowest) : length
        let expected = Double(likelihood.total) * width / likelihood.length
        guard kind == .hot ? Double(count) > expected : (Double(count) < expected && length >= narrowest) else { return nil }
        let ratio = likelihood.ratio(count, width: width)
        guard ratio > 0 else { return nil }
        return Found(
            first: first, last: last, from: marks[first], to: marks[last], width: width, count: count, ratio: ratio)
    }

    /// For each level (descending) how many simulations have a window at or above it.
    func simulatedExceedances(
        hot: [Double], cold: [Double], _ options: ScanStatistic.Options, _ thrower: ScanThrower
    ) -> (hot: [Int], cold: [Int]) {
        guard !hot.isEmpty || !cold.isEmpty else { return ([], []) }
        let limits = Parallel.map(hot.count + cold.count) { index in
            index < hot.count ? self.limits(level: hot[index], .hot) : self.limits(level: cold[index - hot.count], .cold)
        }
        let (hotLimits, coldLimits) = (Array(limits[..<hot.count]), Array(limits[hot.count...]))
        let generator = SplitMix64(seed: options.seed)
        let passed = Parallel.map(max(1, options.simulations)) { index in
            var random = generator.stream(index)
            let places = thrower.places(&random)
            return [(Kind.hot, hotLimits), (.cold, coldLimits)].map { kind, limits in
                guard let rise = limits.last?.rise else { return 0 }
                let marks = self.marks(of: places, kind)
                let blocks = ScanBlocks(marks[...], kind: kind, rise: rise)
                var reached = 0
                while reached < limits.count, blocks.hold(limits[limits.count - 1 - reached]) { reached += 1 }
                return reached
            }
        }
        func counts(_ levels: [Double], _ reached: (([Int]) -> Int)) -> [Int] {
            levels.indices.map { index in passed.count { reached($0) >= levels.count - index } }
        }
        return (counts(hot) { $0[0] }, counts(cold) { $0[1] })
    }
}
