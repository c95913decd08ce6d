import LinearReferencing

/// Text for each of some spans of measures, ready to be written: which one a measure is in, without a `String` or an object on the way.
struct MeasureLabels {
    private let from: [Double]
    private let to: [Double]
    private let texts: [[UInt8]]

    /// Spans in order, disjoint; each text is `before` and the name as a JSON string.
    init(_ spans: [(span: MeasureSpan, name: String)], before: String) {
        from = spans.map(\.span.from.metres)
        to = spans.map(\.span.to.metres)
        texts = spans.map { span in
            var writer = ByteWriter()
            writer.append(before)
            writer.append(quoted: span.name)
            return writer.bytes
        }
    }

    var isEmpty: Bool { texts.isEmpty }

    /// The text of the span that holds the measure; at a cut the one that begins there. The very end of the last span belongs to it: a post at the end of the border is
    /// on the border. `nil` elsewhere and for what is not a number. Log n.
    @inline(__always)
    func label(at measure: Double) -> [UInt8]? {
        var low = 0
        var high = to.count
        while low < high {
            let middle = (low + high) / 2
            if to[middle] <= measure { low = middle + 1 } else { high = middle }
        }
        if low < from.count { return measure >= from[low] ? texts[low] : nil }
        return to.last == measure ? texts.last : nil
    }
}
