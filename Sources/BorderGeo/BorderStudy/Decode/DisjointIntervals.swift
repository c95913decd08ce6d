import BorderBase
import BorderModel

/// Half-open intervals of which no two overlap, in any order: when the versions of one thing stood.
///
/// Sorted runs that get at least twice as long from one to the next, as digits of a binary counter: n intervals, whatever their order, take n log² n comparisons.
struct DisjointIntervals<Bound: Comparable> {
    private struct Interval {
        var from: Bound
        var to: Bound
    }

    /// Each sorted by its starts, the longest first.
    private var runs: [[Interval]] = []

    /// Adds an interval, `from <= to`, that overlaps none, and says whether it did. One without length overlaps what holds it inside, not what it touches.
    mutating func insert(from: Bound, to: Bound) -> Bool {
        for run in runs {
            // Starts ascend, and so do ends: the first that ends later is the only one that can begin early enough.
            let next = run.partitioningIndex { from < $0.to }
            if next < run.count, run[next].from < to { return false }
        }
        var run = [Interval(from: from, to: to)]
        while let last = runs.last, last.count <= run.count {
            run = Self.merged(last, run)
            runs.removeLast()
        }
        runs.append(run)
        return true
    }

    private static func merged(_ a: [Interval], _ b: [Interval]) -> [Interval] {
        var result: [Interval] = []
        result.reserveCapacity(a.count + b.count)
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            // Of two that begin together one has no length, and comes first.
            let isFirst = a[i].from < b[j].from || (a[i].from == b[j].from && a[i].to < b[j].to)
            if isFirst { result.append(a[i]) } else { result.append(b[j]) }
            if isFirst { i += 1 } else { j += 1 }
        }
        return result + a[i...] + b[j...]
    }
}

extension DisjointIntervals<Int> {
    /// Adds the time from `validFrom` to `validTo`, either of which may be open; whether no date in it is taken.
    mutating func insert(_ lifetime: Lifetime) -> Bool {
        func day(_ date: CalendarDate) -> Int { (date.year * 12 + date.month) * 31 + date.day }
        return insert(from: lifetime.validFrom.map(day) ?? .min, to: lifetime.validTo.map(day) ?? .max)
    }
}
