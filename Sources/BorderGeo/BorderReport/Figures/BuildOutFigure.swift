import BorderBase
import BorderModel

/// How many facilities stood on each date of an image: at least, at most, and the middle between them.
struct BuildOutFigure {
    var points: [FacilityTimeline.Point]
    var language = ReportLanguage.english

    func figure(width: Double = 560) -> Figure {
        var canvas = SVGCanvas(language: language)
        let days = points.map { Self.years($0.date) }
        let first = days.first ?? 0
        let last = max(days.last ?? 1, first + 0.05)
        let margin = (last - first) * 0.03
        let x = LinearScale((first - margin)...(last + margin), to: (48, width - 14))
        let y = LinearScale(0...Ticks.end(above: Double(points.map(\.atMost).max() ?? 1), about: 4), to: (236, 30))
        legend(&canvas)
        for tick in y.ticks(about: 4).values {
            canvas.line(from: (x.from, y(tick)), to: (x.to, y(tick)), tick == 0 ? "base" : "grid")
            canvas.words(NumberText.fixed(tick, 0), at: (x.from - 7, y(tick) + 3.5), "axis", anchor: .end)
        }
        // Every year where there is room for it, else every second, fifth, tenth.
        let step = max(1, Int(x.ticks(about: max(2, Int((x.to - x.from) / 50))).step.rounded(.up)))
        for year in Int(first.rounded(.down))...Int(last.rounded(.up))
        where year.isMultiple(of: step) && x.domain.contains(Double(year)) {
            canvas.line(from: (x(Double(year)), y(0)), to: (x(Double(year)), y(0) + 4), "base")
            canvas.words("\(year)", at: (x(Double(year)), y(0) + 17), "axis", anchor: .middle)
        }
        let kept = thinned(x)
        canvas.path(band(kept, x: x, y: y), "build-band")
        canvas.path(steps(kept.map { ($0.at, Double($0.least)) }, x: x, y: y), "build-bound")
        canvas.path(steps(kept.map { ($0.at, Double($0.most)) }, x: x, y: y), "build-bound")
        canvas.path(steps(kept.map { ($0.at, Double($0.least + $0.most) / 2) }, x: x, y: y), "trend")
        if let end = points.last {
            canvas.words(NumberText.grouped(end.atMost), at: (x.to, y(Double(end.atMost)) - 7), "label strong", anchor: .end)
        }
        return Figure(
            name: "build-out", title: ReportLabel.chartBuildOut.text(in: language), description: summary, width: width,
            height: 262, body: canvas.text)
    }

    private struct Kept {
        var at: Double
        var least: Int
        var most: Int
    }

    /// At most two points for each unit of the drawing: the first and the last there.
    private func thinned(_ x: LinearScale) -> [Kept] {
        var kept: [Kept] = []
        var column = -1.0
        var inColumn = 0
        for point in points {
            let new = Kept(at: Self.years(point.date), least: point.atLeast, most: point.atMost)
            let here = x(new.at).rounded(.down)
            inColumn = here == column ? inColumn + 1 : 1
            column = here
            if inColumn > 2 { kept[kept.count - 1] = new } else { kept.append(new) }
        }
        return kept
    }

    private func steps(_ values: [(at: Double, value: Double)], x: LinearScale, y: LinearScale) -> String {
        values.enumerated().reduce(into: "") { data, item in
            let (px, py) = (SVGCanvas.number(x(item.element.at)), SVGCanvas.number(y(item.element.value)))
            data += item.offset == 0 ? "M\(px) \(py)" : "H\(px)V\(py)"
        }
    }

    private func band(_ kept: [Kept], x: LinearScale, y: LinearScale) -> String {
        guard let end = kept.last, kept.count > 1 else { return "" }
        var data = steps(kept.map { ($0.at, Double($0.most)) }, x: x, y: y)
        data += "V\(SVGCanvas.number(y(Double(end.least))))"
        for (point, before) in zip(kept.reversed(), kept.dropLast().reversed()) {
            data += "H\(SVGCanvas.number(x(point.at)))V\(SVGCanvas.number(y(Double(before.least))))"
        }
        return data + "H\(SVGCanvas.number(x(kept[0].at)))Z"
    }

    private func legend(_ canvas: inout SVGCanvas) {
        canvas.rect(x: 0, y: 6, width: 18, height: 10, "build-band")
        canvas.words(.buildBounds, at: (24, 15), "axis")
        let next = 44 + Figure.textWidth(ReportLabel.buildBounds.text(in: language), size: 11)
        canvas.line(from: (next, 11), to: (next + 18, 11), "trend")
        canvas.words(.buildMiddle, at: (next + 24, 15), "axis")
    }

    /// A date as years and a fraction.
    private static func years(_ date: CalendarDate) -> Double {
        Double(date.year) + (Double(date.month - 1) + Double(date.day - 1) / 31) / 12
    }

    private var summary: String {
        [points.first, points.last].compactMap { $0 }.map {
            "\($0.date): \(NumberText.grouped($0.atLeast))\u{2013}\(NumberText.grouped($0.atMost))"
        }.joined(separator: ", ")
    }
}
