import BorderModel
import LinearReferencing

extension ReportFigures {
    /// The whole border in stretches of a round length, at most eight: what drawings show of a study without areas.
    static func sections(of border: Border) -> [StudyArea] {
        let whole = border.route.span
        let step = Ticks(in: 0...max(whole.length.kilometres, 0.001), about: 5).step * 1000
        guard whole.length.value > 0, step > 0 else { return [] }
        var cuts: [Measure] = [whole.from]
        // A rest of less than a third of a stretch is no stretch of its own.
        while let last = cuts.last, (whole.to - last).value > step * 4 / 3, cuts.count < 8 { cuts.append(last + Metres(step)) }
        cuts.append(whole.to)
        let decimals = step < 1000 ? (step < 100 ? 2 : 1) : 0
        func km(_ measure: Measure) -> String { NumberText.fixed(measure.metres / 1000, decimals) }
        return zip(cuts, cuts.dropFirst()).map { from, to in
            StudyArea(
                id: "km-\(Int((from.metres / 1000).rounded()))", name: "km \(km(from))\u{2013}\(km(to))",
                spans: MeasureSpanSet(MeasureSpan(from, to)))
        }
    }
}
