import BorderBase
import BorderModel

/// Arrivals in South Korea per year above the fenced share of the studied border: context, not cause.
struct ArrivalsFigure {
    struct Year {
        var year: Int
        var persons: Int
        /// False where the figure covers a part of the year.
        var whole: Bool
    }

    struct Epoch {
        var id: String
        var date: CalendarDate
        var share: Share?
    }

    var years: [Year]
    var epochs: [Epoch]
    var language = ReportLanguage.english

    func figure(width: Double = 460) -> Figure {
        var canvas = SVGCanvas(language: language)
        let first = min(years.map(\.year).min() ?? 2019, epochs.map(\.date.year).min() ?? 2019)
        let last = max(years.map(\.year).max() ?? 2019, epochs.map(\.date.year).max() ?? 2019)
        let bands = BandScale(max(1, last - first + 1), from: 40, to: width, gap: 0.3)
        let y = LinearScale(0...Ticks.end(above: Double(years.map(\.persons).max() ?? 1), about: 4), to: (150, 26))
        canvas.words(.arrivalsAxis, at: (0, 12), "label strong")
        for tick in y.ticks(about: 4).values {
            canvas.line(from: (40, y(tick)), to: (width, y(tick)), tick == 0 ? "base" : "grid")
            canvas.words(NumberText.fixed(tick, 0), at: (34, y(tick) + 3.5), "axis", anchor: .end)
        }
        for item in years {
            let x = bands(item.year - first)
            canvas.rect(
                x: x, y: y(Double(item.persons)), width: bands.bandwidth, height: max(1, y(0) - y(Double(item.persons))),
                item.whole ? "context" : "context part")
            canvas.words(
                NumberText.grouped(item.persons), at: (x + bands.bandwidth / 2, y(Double(item.persons)) - 5), "label",
                anchor: .middle)
        }
        for year in first...max(first, last) {
            let part = years.contains { $0.year == year && !$0.whole }
            canvas.words(
                "\(year)" + (part ? "*" : ""), at: (bands(year - first) + bands.bandwidth / 2, 165), "axis", anchor: .middle)
        }
        share(&canvas, bands: bands, first: first, width: width)
        return Figure(
            name: "arrivals", title: ReportLabel.chartArrivals.text(in: language), description: summary, width: width,
            height: 278,
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
        years.map { "\($0.year)\($0.whole ? "" : "*"): \(NumberText.grouped($0.persons))" }.joined(separator: ", ") + "; "
            + epochs.map { "\($0.id): \($0.share.map(NumberText.percent) ?? "\u{2013}")" }.joined(separator: ", ")
    }
}
