import LinearReferencing

extension FenceProfile {
    /// What the metres of the whole fence are, and the least and the greatest measure of any; `low > high` where there is none.
    struct Totals {
        var along = 0.0
        /// Of `along`.
        var steep = 0.0
        var across = 0.0
        var outside = 0.0
        var beyond = 0.0
        var low = Double.infinity
        var high = -Double.infinity
    }

    /// In one pass.
    var totals: Totals {
        var totals = Totals()
        forEachStep { step in
            totals.low = min(totals.low, step.low)
            totals.high = max(totals.high, step.high)
            if step.stretch.contains(.along) {
                totals.along += step.length
                if step.stretch.contains(.steep) { totals.steep += step.length }
                if step.stretch.contains(.across) { totals.across += step.length }
            } else if step.stretch.contains(.outside) {
                totals.outside += step.length
            } else {
                totals.beyond += step.length
            }
        }
        return totals
    }

    /// Calls `body` with the part of every step over `spans`, clipped at their ends (F3). Where the foot stands still at an end, the metres belong to the later span;
    /// at the end of the border to the last. Steps times log of the spans.
    func forEachStep(over spans: [MeasureSpan], _ body: (Step) -> Void) {
        guard let first = spans.first, let last = spans.last else { return }
        forEachStep { step in
            guard step.high >= first.from.metres, step.low <= last.to.metres || reachesEnd(last, step.low) else { return }
            var i = spans.count == 1 ? 0 : spans.partitioningIndex { $0.to.metres > step.low }
            if i == spans.count { i -= 1 }
            while i < spans.count {
                let span = spans[i]
                if step.isStill {
                    if holds(Measure(step.low), in: span) { body(step) }
                    return
                }
                guard span.from.metres < step.high else { return }
                let part = step.clipped(from: span.from.metres, to: span.to.metres)
                if part.length > 0 { body(part) }
                i += 1
            }
        }
    }

    /// Whether metres whose foot stands still at a measure belong to a span.
    package func holds(_ measure: Measure, in span: MeasureSpan) -> Bool {
        span.contains(measure) || reachesEnd(span, measure.metres)
    }

    /// Half open, but the very last point of the border belongs: ends are rounded to the millimetre.
    private func reachesEnd(_ span: MeasureSpan, _ s: Double) -> Bool {
        s >= end - 1e-3 && span.to.metres >= end - 1e-3 && span.from.metres <= s
    }

    /// Metres over `spans` that are what `stretch` says.
    func length(of stretch: Stretch, over spans: [MeasureSpan], without excluded: Stretch = []) -> Double {
        var sum = 0.0
        forEachStep(over: spans) {
            if $0.stretch.isSuperset(of: stretch), excluded.isEmpty || $0.stretch.isDisjoint(with: excluded) { sum += $0.length }
        }
        return sum
    }
}
