import BorderBase
import BorderModel

extension FenceLedger {
    /// The ledger in words: the length before, what came and went, the length after. All in one unit, and so that the figures shown add up.
    var balance: String {
        let shown = ShownBalance(self)
        var words = shown.text(shown.baseline)
        if removed.value > 0 { words += " - \(shown.text(shown.removed)) removed" }
        if new.value > 0 { words += " + \(shown.text(shown.new)) new" }
        if shown.redrawn != 0 {
            words += " \(shown.redrawn < 0 ? "-" : "+") \(shown.text(shown.redrawn.magnitude)) redrawn"
        }
        return words + " = \(shown.text(shown.comparison))"
    }
}

/// The lengths of a ledger in whole units of the last digit shown; `comparison = baseline - removed + new + redrawn` holds in them.
private struct ShownBalance {
    let baseline: Double
    let removed: Double
    let new: Double
    let redrawn: Double
    let comparison: Double
    /// Metres.
    private let unit: Double
    private let places: Int

    init(_ line: FenceLedger) {
        let most = max(line.baseline, line.comparison).value
        (unit, places) = most < 999.5 ? (1, 0) : most < 99_950 ? (10, 2) : (100, 1)
        let unit = unit
        func units(_ length: Metres) -> Double { (length.value / unit).rounded() }
        baseline = units(line.baseline)
        comparison = units(line.comparison)
        let (gone, built) = (units(line.removed), units(line.new))
        // What rounding leaves goes to what was redrawn, where that can be shown, else to what is new, else to what was removed.
        let rest = comparison - baseline + gone - built
        let isRedrawn = line.redrawn.magnitude.value >= unit / 2
        if !isRedrawn, line.new.value > 0, built + rest >= 0 {
            (removed, new, redrawn) = (gone, built + rest, 0)
        } else if !isRedrawn, line.removed.value > 0, gone - rest >= 0 {
            (removed, new, redrawn) = (gone - rest, built, 0)
        } else {
            (removed, new, redrawn) = (gone, built, rest)
        }
    }

    func text(_ units: Double) -> String {
        places == 0 ? NumberText.fixed(units, 0) + " m" : NumberText.fixed(units * unit / 1000, places) + " km"
    }
}
