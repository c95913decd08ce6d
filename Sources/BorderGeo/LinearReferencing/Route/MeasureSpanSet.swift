import BorderBase

/// A set of measures on one route as sorted, disjoint, non-touching half-open spans.
///
/// Set algebra is linear in the number of spans; making one from n unsorted spans is n log n.
public struct MeasureSpanSet: Hashable, Sendable, Codable {
    public private(set) var spans: [MeasureSpan]

    public init() { spans = [] }
    public init(_ span: MeasureSpan) { spans = span.isEmpty ? [] : [span] }

    /// The union of any spans; touching spans join, spans no farther apart than `snap` join too (F4 uses 0.01 m).
    @inlinable
    public init(_ spans: some Sequence<MeasureSpan>, snap: Metres = .zero) { self.init(union: Array(spans), snap: snap) }

    @usableFromInline
    init(union spans: [MeasureSpan], snap: Metres) {
        guard spans.count > 1 else {
            self.spans = spans.first?.isEmpty == false ? spans : []
            return
        }
        var result: [MeasureSpan] = []
        for span in spans.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) where !span.isEmpty {
            if let last = result.last, span.from <= last.to + snap {
                result[result.count - 1] = MeasureSpan(last.from, max(last.to, span.to))
            } else {
                result.append(span)
            }
        }
        self.spans = result
    }

    public var isEmpty: Bool { spans.isEmpty }
    public var length: Metres { Metres(spans.reduce(0) { $0 + $1.length.value }) }

    /// Binary search, log n.
    public func contains(_ measure: Measure) -> Bool {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].to <= measure { low = middle + 1 } else { high = middle }
        }
        return low < spans.count && spans[low].contains(measure)
    }
}

extension MeasureSpanSet {
    public func union(_ other: MeasureSpanSet) -> MeasureSpanSet { MeasureSpanSet(spans + other.spans) }

    public func intersection(_ other: MeasureSpanSet) -> MeasureSpanSet {
        var result: [MeasureSpan] = []
        var i = 0
        var j = 0
        while i < spans.count, j < other.spans.count {
            if let common = spans[i].intersection(other.spans[j]) { result.append(common) }
            if spans[i].to < other.spans[j].to { i += 1 } else { j += 1 }
        }
        return MeasureSpanSet(disjoint: result)
    }

    public func subtracting(_ other: MeasureSpanSet) -> MeasureSpanSet {
        var result: [MeasureSpan] = []
        var j = 0
        for span in spans {
            var start = span.from
            while j < other.spans.count, other.spans[j].to <= start { j += 1 }
            var k = j
            while k < other.spans.count, other.spans[k].from < span.to {
                if other.spans[k].from > start { result.append(MeasureSpan(start, other.spans[k].from)) }
                start = max(start, other.spans[k].to)
                k += 1
            }
            if start < span.to { result.append(MeasureSpan(start, span.to)) }
        }
        return MeasureSpanSet(disjoint: result)
    }

    /// What of `whole` is not in the set.
    public func complement(in whole: MeasureSpanSet) -> MeasureSpanSet { whole.subtracting(self) }

    /// Spans known to be sorted and disjoint, joined where they touch.
    init(disjoint spans: [MeasureSpan]) { self.init(spans) }
}
