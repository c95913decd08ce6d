import LinearReferencing

/// Stretches of fences that lie over one another.
package enum OverlapSweep {
    /// A stretch of border that a fence covers.
    package struct Run {
        package var span: MeasureSpan
        /// Index of the fence.
        package var fence: Int

        package init(span: MeasureSpan, fence: Int) {
            self.span = span
            self.fence = fence
        }
    }

    /// Of many over one place each is compared with so many of those before it: the ones that go on longest.
    private static let compared = 64

    /// Calls `body` with every two runs of different fences that share border, first the one that begins first, and with what they share. Whether that was all. n log n.
    @discardableResult
    package static func forEachPair(of runs: [Run], _ body: (_ first: Run, _ second: Run, _ common: MeasureSpan) -> Void) -> Bool
    {
        var isComplete = true
        var active: [Run] = []
        for run in runs.sorted(by: { ($0.span.from, $0.span.to, $0.fence) < ($1.span.from, $1.span.to, $1.fence) }) {
            active.removeAll { $0.span.to <= run.span.from }
            for other in active where other.fence != run.fence {
                if let common = other.span.intersection(run.span) { body(other, run, common) }
            }
            active.append(run)
            if active.count > compared, let first = active.indices.min(by: { active[$0].span.to < active[$1].span.to }) {
                active.remove(at: first)
                isComplete = false
            }
        }
        return isComplete
    }
}
