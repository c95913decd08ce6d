import LinearReferencing

extension Inventory {
    /// The gaps no longer than `limit` that lie inside one fence, or between two fences that end within `limit` of each other: a joint, not a gap (F4). An open gap is none.
    ///
    /// n log n in the number of spans.
    func joinable(_ gaps: [Coverage.Gap], upTo limit: Metres) -> Set<MeasureSpan> {
        let short = gaps.filter { !$0.open && $0.length <= limit }
        guard !short.isEmpty else { return [] }
        var spans: [(span: MeasureSpan, fence: Int)] = []
        for (fence, cover) in zip(fences, covers) {
            for span in cover.spans(countingBridged: true).spans { spans.append((span, fence)) }
        }
        let byStart = spans.sorted { $0.span.from < $1.span.from }
        let byEnd = spans.sorted { $0.span.to < $1.span.to }
        return Set(
            short.map(\.span).filter { gap in
                let before = Self.fences(in: byEnd, at: gap.from) { $0.span.to }
                let after = Self.fences(in: byStart, at: gap.to) { $0.span.from }
                return before.contains { a in after.contains { b in a == b || endsMeet(a, b, within: limit) } }
            })
    }

    private static func fences(
        in sorted: [(span: MeasureSpan, fence: Int)], at place: Measure, _ end: ((span: MeasureSpan, fence: Int)) -> Measure
    ) -> [Int] {
        let near = FenceCover.snap * 2
        var i = sorted.partitioningIndex { end($0) >= place - near }
        var result: [Int] = []
        while i < sorted.count, end(sorted[i]) <= place + near {
            result.append(sorted[i].fence)
            i += 1
        }
        return result
    }

    private func endsMeet(_ a: Int, _ b: Int, within limit: Metres) -> Bool {
        func ends(_ fence: Int) -> [GeoPosition] { assets.fences[fence].location.profile.parts.flatMap { [$0.first, $0.last] } }
        let others = ends(b)
        return ends(a).contains { p in others.contains { Geodesic().distance(p, $0) <= limit } }
    }
}
