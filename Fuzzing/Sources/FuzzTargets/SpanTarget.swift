import BorderModel
import LinearReferencing

/// The algebra of spans against one yes or no for each of 256 metres.
enum SpanTarget {
    private typealias Bitmap = [Bool]
    private static let size = 256

    static func complaint(about bytes: [UInt8]) -> String? {
        var numbers = FuzzNumbers(bytes)
        func spans(_ count: Int) -> [MeasureSpan] {
            (0..<count).map { _ in MeasureSpan(Measure(Double(numbers.byte())), Measure(Double(numbers.byte()))) }
        }
        let snap = numbers.number(0...5)
        let first = spans(numbers.number(0...12))
        let second = spans(numbers.number(0...12))
        let (a, b) = (MeasureSpanSet(first), MeasureSpanSet(second))
        let (bitsA, bitsB) = (bitmap(first), bitmap(second))
        let whole = MeasureSpanSet(MeasureSpan(Measure(0), Measure(Double(size))))
        let rows: [(String, MeasureSpanSet, Bitmap)] = [
            ("set", a, bitsA), ("union", a.union(b), zip(bitsA, bitsB).map { $0 || $1 }),
            ("intersection", a.intersection(b), zip(bitsA, bitsB).map { $0 && $1 }),
            ("subtraction", a.subtracting(b), zip(bitsA, bitsB).map { $0 && !$1 }),
            ("complement", a.complement(in: whole), bitsA.map { !$0 }),
            // Gaps shorter than `snap` close, and so do those of just that length.
            ("snapped", MeasureSpanSet(first, snap: Metres(Double(snap))), closed(bitsA, snap)),
        ]
        for (name, set, bits) in rows {
            if let words = complaint(about: set, bits) { return "\(name): \(words) of \(first) and \(second), snap \(snap)" }
        }
        return sweep(first, over: b, bitsB).map { "sweep: \($0) of \(first) over \(second)" }
    }

    private static func bitmap(_ spans: [MeasureSpan]) -> Bitmap {
        var bits = Bitmap(repeating: false, count: size)
        for span in spans { for i in Int(span.from.metres)..<Int(span.to.metres) { bits[i] = true } }
        return bits
    }

    /// Only gaps between two covered metres.
    private static func closed(_ bits: Bitmap, _ snap: Int) -> Bitmap {
        var result = bits
        var last: Int?
        for i in bits.indices where bits[i] {
            if let last, i - last - 1 <= snap { for gap in last..<i { result[gap] = true } }
            last = i
        }
        return result
    }

    private static func complaint(about set: MeasureSpanSet, _ bits: Bitmap) -> String? {
        if bitmap(set.spans) != bits { return "other metres are covered: \(set.spans)" }
        if set.length.value != Double(bits.count { $0 }) { return "length \(set.length.value)" }
        for (span, next) in zip(set.spans, set.spans.dropFirst()) where next.from <= span.to {
            return "spans touch: \(set.spans)"
        }
        for span in set.spans where span.isEmpty { return "an empty span" }
        for i in bits.indices
        where set.contains(Measure(Double(i))) != bits[i] || set.contains(Measure(Double(i) + 0.5)) != bits[i] {
            return "contains \(i) is wrong"
        }
        return nil
    }

    /// Pieces cover the domain exactly, and say which runs are active in each metre.
    private static func sweep(_ runs: [MeasureSpan], over domain: MeasureSpanSet, _ bits: Bitmap) -> String? {
        let pieces = SpanSweep(runs, over: domain).pieces
        var seen = Bitmap(repeating: false, count: size)
        for piece in pieces {
            for i in Int(piece.span.from.metres)..<Int(piece.span.to.metres) {
                if seen[i] { return "metre \(i) is in two pieces" }
                seen[i] = true
                let active = runs.indices.filter { runs[$0].contains(Measure(Double(i))) }
                if piece.active != active { return "runs \(piece.active) are active in metre \(i), \(active) expected" }
            }
        }
        return seen == bits ? nil : "other metres than the domain's"
    }
}
