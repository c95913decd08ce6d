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
        (0...total).map { count in
            let most = length * Double(count) / Double(total)
            guard count > 0, ratio(count, width: most * 1e-12) >= level else { return -1 }
            return bisect(from: most * 1e-12, to: most) { ratio(count, width: $0) >= level }
        }
    }

    /// For counts 0...total: the narrowest window with fewer events than expected that reaches `level`; infinite where none does.
    func coldWidths(level: Double) -> [Double] {
        (0...total).map { count in
            let least = length * Double(count) / Double(total)
            guard count < total, ratio(count, width: length * (1 - 1e-12)) >= level else { return .infinity }
            return bisect(from: length * (1 - 1e-12), to: least) { ratio(count, width: $0) >= level }
        }
    }

    /// The value nearest `far` for which `holds` is still true, coming from `near` where it is.
    private func bisect(from near: Double, to far: Double, _ holds: (Double) -> Bool) -> Double {
        var (good, bad) = (near, far)
        for _ in 0..<60 {
            let middle = (good + bad) / 2
            if holds(middle) { good = middle } else { bad = middle }
        }
        return good
    }
}
