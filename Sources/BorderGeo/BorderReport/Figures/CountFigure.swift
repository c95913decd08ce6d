import BorderBase
import LineStatistics

/// Facilities by kind and epoch: bars for the counts, whiskers for the 95 % interval of the process.
struct CountFigure {
    struct Bar {
        var epoch: Int
        var count: Int
        /// `count` plus what imagery leaves open.
        var maximum: Int
    }

    struct Group {
        var kind: PageWord
        /// Symbol and colour of the kind.
        var style: String
        var bars: [Bar]
    }

    var epochs: [String]
    var groups: [Group]
    var language = ReportLanguage.english

    func figure(width: Double = 560) -> Figure {
        var canvas = SVGCanvas(language: language)
        let intervals = groups.map { $0.bars.map { PoissonInterval.garwood(count: $0.count) } }
        let largest = intervals.joined().map(\.upper).max() ?? 1
        let x = LinearScale(0...Ticks.end(above: largest), to: (44, width - 64))
        let height = 15.0
        var y = 10.0
        var rows: [(Double, Int)] = []
        for i in groups.indices {
            rows.append((y, i))
            y += 17 + Double(groups[i].bars.count) * (height + 4) + 8
        }
        for tick in x.ticks(about: 4).values {
            canvas.line(from: (x(tick), 4), to: (x(tick), y - 6), "grid")
            canvas.words(NumberText.fixed(tick, 0), at: (x(tick), y + 8), "axis", anchor: .middle)
        }
        for (top, i) in rows {
            canvas.words(groups[i].kind, at: (0, top + 11), "label strong")
            for (j, bar) in groups[i].bars.enumerated() {
                draw(bar, interval: intervals[i][j], at: top + 17 + Double(j) * (height + 4), height: height, scale: x, &canvas)
            }
        }
        canvas.words(.countAxis, at: ((x.from + x.to) / 2, y + 24), "axis", anchor: .middle)
        return Figure(
            name: "counts", title: ReportLabel.chartCounts.text(in: language), description: summary, width: width, height: y + 32,
            body: canvas.text)
    }

    private func draw(
        _ bar: Bar, interval: PoissonInterval, at y: Double, height: Double, scale x: LinearScale,
        _ canvas: inout SVGCanvas
    ) {
        canvas.group("series s\(bar.epoch)") { canvas in
            canvas.words(
                epochs.indices.contains(bar.epoch) ? epochs[bar.epoch] : "", at: (x.from - 8, y + height - 3.5), "axis",
                anchor: .end)
            canvas.rect(x: x.from, y: y, width: x.length(Double(bar.count)), height: height, "bar e\(bar.epoch)")
            if bar.maximum > bar.count {
                canvas.rect(
                    x: x(Double(bar.count)), y: y, width: x.length(Double(bar.maximum - bar.count)), height: height, "possible")
            }
            let middle = y + height / 2
            let (low, high) = (x(interval.lower), x(interval.upper))
            canvas.path(
                "M\(SVGCanvas.number(low)) \(SVGCanvas.number(middle))H\(SVGCanvas.number(high))"
                    + "M\(SVGCanvas.number(low)) \(SVGCanvas.number(middle - 4))v8M\(SVGCanvas.number(high)) \(SVGCanvas.number(middle - 4))v8",
                "whisker")
            let end = max(high, x(Double(bar.maximum)))
            let range = bar.maximum > bar.count ? "\u{2013}\(NumberText.grouped(bar.maximum))" : ""
            canvas.words(NumberText.grouped(bar.count) + range, at: (end + 7, y + height - 3.5), "label strong")
        }
    }

    private var summary: String {
        groups.map { group in
            group.kind.text(in: language) + ": "
                + group.bars.map {
                    "\(epochs.indices.contains($0.epoch) ? epochs[$0.epoch] : "") \(NumberText.grouped($0.count))"
                }
                .joined(separator: ", ")
        }.joined(separator: "; ")
    }
}
