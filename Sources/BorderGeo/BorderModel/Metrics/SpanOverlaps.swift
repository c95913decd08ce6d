import LinearReferencing

/// Pairs each item that has a span with its parts inside a set of spans, in the order of the items.
///
/// Items sorted by the start of their span are found by a walk; each (item, part) pair costs a step, as does each span of the
/// set.
package struct SpanOverlaps<Item>: Sequence {
    private let pairs: [(item: Item, span: MeasureSpan)]

    /// `items` ascend by the start of their span; equal and overlapping spans are fine.
    package init(_ items: [Item], _ span: (Item) -> MeasureSpan, with set: MeasureSpanSet) {
        var pairs: [(Item, MeasureSpan)] = []
        var first = 0
        for item in items {
            let whole = span(item)
            while first < set.spans.count, set.spans[first].to <= whole.from { first += 1 }
            var i = first
            while i < set.spans.count, set.spans[i].from < whole.to {
                if let part = whole.intersection(set.spans[i]) { pairs.append((item, part)) }
                i += 1
            }
        }
        self.pairs = pairs
    }

    package func makeIterator() -> Array<(item: Item, span: MeasureSpan)>.Iterator { pairs.makeIterator() }
}
