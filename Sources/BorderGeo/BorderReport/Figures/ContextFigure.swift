import BorderBase
import BorderModel

/// A series of figures from elsewhere above the fenced share of the studied border: context, not cause.
struct ContextFigure {
    struct Epoch {
        var id: String
        var date: CalendarDate
        var share: Share?
    }

    /// Place of the series among those of the study.
    var number: Int
    var series: ContextSeries
    var epochs: [Epoch]
    var language = ReportLanguage.english

    private struct Bar {
        var year: Int
        var value: Double
        var isWhole: Bool
    }

    /// Yearly figures are a bar each; of finer ones a year has the sum.
    private var bars: [Bar] {
        var bars: [Bar] = []
        for row in series.rows where row.date.year >= series.drawnFrom ?? 1 {
            if let last = bars.last, last.year == row.date.year {
                bars[bars.count - 1].value += row.value
                bars[bars.count - 1].isWhole = last.isWhole && row.isWhole
            } else {
                bars.append(Bar(year: row.date.year, value: row.value, isWhole: row.isWhole))
            }
        }
        return bars
    }

    func figure(width: Double = 460) -> Figure {
        var canvas = SVGCanvas(language: language)
        let (bars, words) = (bars, ContextWords(series, number))
        let years = (bars.map(\.year) + epochs.map(\.date.year)).sorted()
        let first = years.first ?? 2000
        let last = max(first, years.last ?? first)
        let bands = BandScale(max(1, last - first + 1), from: 40, to: width, gap: 0.3)
        let y = LinearScale(0...Ticks.end(above: bars.map(\.value).max() ?? 1, about: 4), to: (150, 26))
        canvas.words(words.axis, at: (0, 12), "label strong")
        let ticks = y.ticks(about: 4)
        for tick in ticks.values {
            canvas.line(from: (40, y(tick)), to: (width, y(tick)), tick == 0 ? "base" : "grid")
            canvas.words(NumberText.fixed(tick, ticks.decimals), at: (34, y(tick) + 3.5), "axis", anchor: .end)
        }
        // Where years stand close, every so many have their number.
        let step = max(1, Int((44 / max(bands.step, 1)).rounded(.up)))
        for item in bars {
            let x = bands(item.year - first)
            canvas.rect(
                x: x, y: y(item.value), width: bands.bandwidth, height: max(1, y(0) - y(item.value)),
                item.isWhole ? "context" : "context part")
            if step == 1 {
                canvas.words(
                    ContextSeries.text(of: item.value), at: (x + bands.bandwidth / 2, y(item.value) - 5), "label", anchor: .middle
                )
            }
        }
        for year in first...last where (year - first) % step == 0 {
            let part = bars.contains { $0.year == year && !$0.isWhole }
            canvas.words(
                "\(year)" + (part ? "*" : ""), at: (bands(year - first) + bands.bandwidth / 2, 165), "axis", anchor: .middle)
        }
        share(&canvas, bands: bands, first: first, width: width)
        return Figure(
            name: words.figureName, title: words.chart.text(in: language), description: summary, width: width, height: 278,
            body: canvas.text)
    }

    private func share(_ canvas: inout SVGCanvas, bands: BandScale, first: Int, width: Double) {
        let y = LinearScale(0...1, to: (262, 206))
        canvas.words(.fencedShareAxis, at: (0, 190), "label strong")
        for tick in [0, 0.5, 1.0] {
            canvas.line(from: (40, y(tick)), to: (width, y(tick)), tick == 0 ? "base" : "grid")
            canvas.words("\(NumberText.fixed(tick * 100, 0))\u{A0}%", at: (34, y(tick) + 3.5), "axis", anchor: .end)
        }
        var previous: SVGCanvas.Point?
        for (i, epoch) in epochs.enumerated() {
            guard let share = epoch.share else { continue }
            let day = Double((epoch.date.month - 1) * 30 + epoch.date.day) / 360
            let place: SVGCanvas.Point = (
                bands.from + bands.step * (Double(epoch.date.year - first) + day) - (bands.step - bands.bandwidth) / 2,
                y(share.fraction)
            )
            if let previous { canvas.line(from: previous, to: place, "trend") }
            canvas.circle(at: place, radius: 4.5, "dot e\(i)")
            let end = place.x > width - 60
            canvas.words(
                NumberText.percent(share), at: (place.x + (end ? -8 : 8), place.y + (share.fraction > 0.9 ? 14 : -6)),
                "label strong",
                anchor: end ? .end : .start)
            previous = place
        }
    }

    private var summary: String {
        bars.map { "\($0.year)\($0.isWhole ? "" : "*"): \(ContextSeries.text(of: $0.value))" }.joined(separator: ", ") + "; "
            + epochs.map { "\($0.id): \($0.share.map(NumberText.percent) ?? "\u{2013}")" }.joined(separator: ", ")
    }
}
