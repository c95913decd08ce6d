import LinearReferencing

/// Equal stretches of a part of a route: what counts are taken in, and what bootstraps draw.
package struct RouteBins: Hashable, Sendable {
    package private(set) var spans: [MeasureSpan]
    /// A measure that belongs to a last stretch that reaches it: the border's last point.
    package var borderEnd: Measure?
    package static let limit = 1_000_000

    /// Stretches of `length` from the start of each span on; what is left at the end of a span joins the stretch before it where it is
    /// shorter than half a stretch. Empty where `length` is not positive; throws `tooManyStretches` where there would be more than a million.
    package init(_ domain: MeasureSpanSet, length: Metres, borderEnd: Measure? = nil) throws(MatchError) {
        spans = []
        self.borderEnd = borderEnd
        guard length.value > 0 else { return }
        for span in domain.spans where span.length.value > 0 {
            let wanted = max(1, (span.length.value / length.value).rounded())
            guard Double(spans.count) + wanted <= Double(Self.limit) else { throw .tooManyStretches(limit: Self.limit) }
            let count = Int(wanted)
            for index in 0..<count {
                let from = span.from + length * Double(index)
                spans.append(MeasureSpan(from, index + 1 == count ? span.to : from + length))
            }
        }
    }

    /// The stretch a measure lies in: half-open, but the last one holds the border's end where it reaches it; `nil` outside. log n.
    package func index(of measure: Measure) -> Int? {
        let after = spans.partitioningIndex { $0.from > measure }
        guard after > 0 else { return nil }
        let span = spans[after - 1]
        return measure < span.to || (after == spans.count && span.reaches(borderEnd)) ? after - 1 : nil
    }
}
