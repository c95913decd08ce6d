import BorderBase

/// The likelihood ratio of a window of the scan statistic, and for each count the width at which it reaches a level.
///
/// With a table of widths a scan only compares lengths, and can skip all counts that a window is too wide, or too narrow, for.
struct ScanLikelihood: Sendable {
    var total: Int
    package var length: Double

    /// `c log(c/E) + (C - c) log((C - c)/(C - E))` with `E = C w / |O|` (Kulldorff 1997).
    func ratio(_ count: Int, width: Double) -> Double {
        let (c, all) = (Double(count), Double(total))
        let expected = min(all * width / length, all)
        let inside = c > 0 ? c * Elementary.log(c / expected) : 0
        let outside = all > c ? (all - c) * Elementary.log((all - c) / (all - expected)) : 0
        return inside + outside
    }

    /// For counts 0...total: the widest window with more events than expected that reaches `level`; -1 where none does.
    func hotWidths(level: Double) -> [Double] {
        var widths = [Double](repeating: -1, count: total + 1)
        guard total > 0 else { return widths }
        // Events at one place without a least width: only such windows are as unlikely.
        guard level.isFinite else { return [-1] + [Double](repeating: 0, count: total) }
        for count in 1...total {
            // What holds for a count holds for one more.
            let near = widths[count - 1] > 0 ? widths[count - 1] : length * Double(count) / Double(total) * 1e-12
            widths[count] = reach(level, count, from: near) ?? -1
        }
        return widths
    }

    /// For counts 0...total: the narrowest window with fewer events than expected that reaches `level`; infinite where none does.
    func coldWidths(level: Double) -> [Double] {
        var widths = [Double](repeating: .infinity, count: total + 1)
        guard level.isFinite else { return [Double](repeating: length, count: total) + [.infinity] }
        for count in (0..<total).reversed() {
            let near = min(widths[count + 1], length * (1 - 1e-12))
            widths[count] = reach(level, count, from: near) ?? .infinity
        }
        return widths
    }

    /// The last width that reaches `level`, coming from one that does and going to the one expected; `nil` where that one does not.
    ///
    /// The ratio is convex in the width, so that Newton's method comes near from the side where it starts and does not go beyond.
    private func reach(_ level: Double, _ count: Int, from near: Double) -> Double? {
        var excess = ratio(count, width: near) - level
        guard excess >= 0 else { return nil }
        let (c, all) = (Double(count), Double(total))
        var width = near
        for _ in 0..<100 {
            let slope = (all - c) / (length - width) - c / width
            let next = width - excess / slope
            guard next.isFinite, next != width else { break }
            let left = ratio(count, width: next) - level
            // Rounding alone goes beyond: half the last step is tried, then half of that.
            guard left >= 0 else { return last(from: width, to: next) { ratio(count, width: $0) >= level } }
            (width, excess) = (next, left)
        }
        return width
    }

    /// The value nearest `bad` that holds, by halving.
    private func last(from good: Double, to bad: Double, _ holds: (Double) -> Bool) -> Double {
        var (good, bad) = (good, bad)
        for _ in 0..<60 {
            let middle = (good + bad) / 2
            guard middle != good, middle != bad else { break }
            if holds(middle) { good = middle } else { bad = middle }
        }
        return good
    }
}
