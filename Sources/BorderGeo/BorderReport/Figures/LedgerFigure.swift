import BorderBase
import BorderModel

/// The ledger of fence line as a waterfall: what stood before, what was removed, new and redrawn, and what stands after.
struct LedgerFigure {
    var baseline: String
    var comparison: String
    var ledger: FenceLedger
    var language = ReportLanguage.english

    private struct Step {
        var words: String
        var label: ReportLabel?
        var from: Double
        var to: Double
        var value: String
        var style: String
    }

    /// Before, each entry on top of what is left of the ones above it, after.
    private var steps: [Step] {
        var at = ledger.baseline.kilometres
        var steps = [
            Step(words: baseline, from: 0, to: at, value: NumberText.length(ledger.baseline), style: "st-unchanged")
        ]
        let entries: [(ReportLabel, Metres, String)] = [
            (.ledgerRemoved, .zero - ledger.removed, "st-removed"), (.ledgerNew, ledger.new, "st-new"),
            (.ledgerRedrawn, ledger.redrawn, "k-realigned"),
        ]
        for (label, length, style) in entries {
            let end = at + length.kilometres
            // A minus sign that is as wide as the plus.
            let sign = length.value < 0 ? "\u{2212}\u{2009}" : length.value > 0 ? "+\u{2009}" : ""
            let size = NumberText.length(Metres(length.value.magnitude))
            steps.append(Step(words: "", label: label, from: at, to: end, value: sign + size, style: style))
            at = end
        }
        steps.append(
            Step(
                words: comparison, from: 0, to: ledger.comparison.kilometres, value: NumberText.length(ledger.comparison),
                style: "st-unchanged"))
        return steps
    }

    func figure(width: Double = 560) -> Figure {
        var canvas = SVGCanvas(language: language)
        let steps = steps
        let gutter = min(120, width * 0.3)
        let x = LinearScale(0...Ticks.end(above: steps.map { max($0.from, $0.to) }.max() ?? 1), to: (gutter, width - 84))
        let height = 20.0
        let row = 32.0
        let end = 8 + row * Double(steps.count)
        for tick in x.ticks(about: 4).values {
            canvas.line(from: (x(tick), 4), to: (x(tick), end - 6), tick == 0 ? "base" : "grid")
            canvas.words("\(NumberText.fixed(tick, 0))", at: (x(tick), end + 8), "axis", anchor: .middle)
        }
        for (i, step) in steps.enumerated() {
            let y = 8 + row * Double(i)
            if let label = step.label {
                canvas.words(label, at: (gutter - 10, y + 14), "axis", anchor: .end)
            } else {
                canvas.words(step.words, at: (gutter - 10, y + 14), "label strong", anchor: .end)
            }
            let low = min(step.from, step.to)
            let high = max(step.from, step.to)
            canvas.rect(x: x(low), y: y, width: max(1, x(high) - x(low)), height: height, step.style)
            canvas.words(step.value, at: (x(high) + 7, y + 14.5), "label strong")
            if i + 1 < steps.count { canvas.line(from: (x(step.to), y + height), to: (x(step.to), y + row), "trend") }
        }
        canvas.words(.ledgerAxis, at: ((x.from + x.to) / 2, end + 24), "axis", anchor: .middle)
        return Figure(
            name: "ledger", title: ReportLabel.chartLedger.text(in: language), description: summary, width: width,
            height: end + 32, body: canvas.text)
    }

    private var summary: String {
        steps.map { "\($0.label?.text(in: language) ?? $0.words): \($0.value)" }.joined(separator: ", ")
    }
}
