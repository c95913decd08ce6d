import LinearReferencing

/// The one grid of everything public: whole kilometres along the border, and lengths to a tenth of one.
///
/// A place is the index of its kilometre and nothing else. Two grids laid over each other would narrow a place down, so there is no second one.
/// What the border has beyond its last whole kilometre belongs to that kilometre: a bin is never shorter than one, but on a border that is.
package struct PublicGrid: Hashable, Sendable {
    /// Of the border.
    let whole: MeasureSpan
    /// Number of bins, at least 1.
    let count: Int

    static let bin = Metres.kilometres(1)
    /// Bins to a block: the unit of density, and what small counts are merged over.
    static let binsOfBlock = 5
    static let block = Metres.kilometres(5)
    /// Published stretches of border are at least this long.
    static let leastDomain = Metres.kilometres(5)

    init(_ route: Route) {
        whole = route.span
        count = max(1, Int(max(0, min(1e6, (route.span.length.value / Self.bin.value + 1e-9).rounded(.down)))))
    }

    /// The bin of a measure; beyond an end of the border the nearest one.
    func bin(of measure: Measure) -> Int {
        let bin = ((measure - whole.from).value / Self.bin.value).rounded(.down)
        return bin > 0 ? Int(min(bin, Double(count - 1))) : 0
    }

    func span(of bins: Range<Int>) -> MeasureSpan { MeasureSpan(start(of: bins.lowerBound), start(of: bins.upperBound)) }

    private func start(of bin: Int) -> Measure {
        if bin <= 0 { return whole.from }
        return bin >= count ? whole.to : whole.from + Self.bin * Double(bin)
    }

    /// The bins of the block that a bin belongs to. The last block may be longer than the others, never shorter, but on a short border.
    func block(of bin: Int) -> Range<Int> {
        let blocks = max(1, count / Self.binsOfBlock)
        let block = min(bin / Self.binsOfBlock, blocks - 1)
        return block * Self.binsOfBlock..<(block == blocks - 1 ? count : (block + 1) * Self.binsOfBlock)
    }

    /// Whether a measure is where a bin begins or ends, to a centimetre: an area that somebody drew to a whole kilometre.
    func isCut(_ measure: Measure) -> Bool {
        let nearest = min(count, max(0, Int(max(0, min(1e9, ((measure - whole.from).value / Self.bin.value).rounded())))))
        return [start(of: nearest), whole.to].contains { ($0 - measure).magnitude.value < 0.01 }
    }

    /// The bins that a span lies in; an end that is a cut already stays.
    func bins(of span: MeasureSpan) -> Range<Int> {
        let first = isCut(span.from) ? nearest(span.from) : bin(of: span.from)
        let last = isCut(span.to) ? nearest(span.to) : bin(of: span.to) + 1
        return first..<max(first, min(last, count))
    }

    /// The bins that spans lie in, as spans.
    func widened(_ spans: MeasureSpanSet) -> MeasureSpanSet { MeasureSpanSet(spans.spans.map { span(of: bins(of: $0)) }) }

    private func nearest(_ measure: Measure) -> Int {
        if (whole.to - measure).magnitude.value < 0.01 { return count }
        return max(0, min(count, Int(max(0, min(1e9, ((measure - whole.from).value / Self.bin.value).rounded())))))
    }

    /// A length to 0.1 km. To the metre first: a sum whose last bits differ must not fall on the other side of a half.
    static func rounded(_ length: Metres) -> Metres { Metres((length.value.rounded() / 100).rounded() * 100) }

    /// A share of lengths as it follows from them to 0.1 km.
    static func rounded(_ share: Share?, of length: Metres) -> Share? {
        guard let share else { return nil }
        return Share(rounded(length * share.fraction), of: rounded(length))
    }
}
