import BorderAnalysis
import BorderBase
import BorderModel
import GeoFormats
import LineStatistics

/// K less the distance, by distance, with the band of random arrangements: one panel for all facilities, one for two kinds.
struct KFigure {
    var k: StudyK
    var language = ReportLanguage.english
    var words = StudyWords.neutral

    func figure(width: Double = 1080) -> Figure {
        var canvas = SVGCanvas(language: language)
        let top = Legend(keys: [
            LegendKey(PageWord(.kSeen), width: 24) { $0.line(from: ($1, $2 + 7), to: ($1 + 24, $2 + 7), "k-seen") },
            .swatch(.kBand, "k-band"),
            LegendKey(PageWord(.kRandom), width: 24) { $0.line(from: ($1, $2 + 7), to: ($1 + 24, $2 + 7), "same") },
        ]).draw(y: 2, width: width, &canvas)
        // Panels stand side by side where there is room for two.
        let isWide = width > 700
        let panel = isWide ? (width - 40) / 2 : width
        let height = 216.0
        for (index, curve) in k.curves.enumerated() {
            let (column, row) = isWide ? (index % 2, index / 2) : (0, index)
            draw(
                curve, x: Double(column) * (panel + 40), y: top + Double(row) * height, width: panel, height: height - 20, &canvas
            )
        }
        let rows = isWide ? (k.curves.count + 1) / 2 : k.curves.count
        return Figure(
            name: "k", title: ReportLabel.chartK.text(in: language), description: summary, width: width,
            height: top + Double(rows) * height, body: canvas.text)
    }

    private func draw(
        _ curve: StudyK.Curve, x left: Double, y top: Double, width: Double, height: Double, _ canvas: inout SVGCanvas
    ) {
        let points =
            [(r: 0.0, k: 0.0, lower: 0.0, upper: 0.0)]
            + curve.test.curve.map {
                let r = $0.radius.value
                return (r: r, k: $0.k.value - r, lower: $0.lower.value - r, upper: $0.upper.value - r)
            }
        let lowest = points.map { min($0.k, $0.lower) }.min() ?? 0
        let highest = points.map { max($0.k, $0.upper) }.max() ?? 1
        let y = LinearScale(min(0, lowest)...max(highest, lowest + 1e-9, 1e-9), to: (top + height - 34, top + 38))
        let x = LinearScale(0...max(points.last?.r ?? 1, 1e-9), to: (left + 44, left + width - 10))
        title(curve, x: left, y: top + 12, width: width, &canvas)
        canvas.words(.kAxis, at: (left, top + 28), "axis")
        let ticks = y.ticks(about: 4)
        for tick in ticks.values {
            canvas.line(from: (x.from, y(tick)), to: (x.to, y(tick)), "grid")
            canvas.words(NumberText.fixed(tick, ticks.decimals), at: (x.from - 6, y(tick) + 3.5), "axis", anchor: .end)
        }
        let distances = x.ticks(about: width > 400 ? 6 : 4)
        for tick in distances.values {
            canvas.tick(NumberText.fixed(tick, distances.decimals), at: (x(tick), y.from + 15), edge: left + width)
        }
        canvas.words(.kDistance, at: ((x.from + x.to) / 2, y.from + 31), "axis", anchor: .middle)
        func path(_ values: [(Double, Double)]) -> String {
            values.map { "\(SVGCanvas.number(x($0.0))) \(SVGCanvas.number(y($0.1)))" }.joined(separator: "L")
        }
        canvas.path("M" + path(points.map { ($0.r, $0.upper) } + points.reversed().map { ($0.r, $0.lower) }) + "Z", "k-band")
        canvas.line(from: (x.from, y(0)), to: (x.to, y(0)), "same")
        canvas.path("M" + path(points.map { ($0.r, $0.k) }), "k-seen")
    }

    /// What the panel is of, and the p of its test.
    private func title(_ curve: StudyK.Curve, x: Double, y: Double, width: Double, _ canvas: inout SVGCanvas) {
        guard let kinds = curve.kinds else {
            canvas.words(.kindAll, at: (x, y), "label strong")
            return result(curve, x: x + width - 10, y: y, &canvas)
        }
        let names = [kinds.first, kinds.second].map { kind -> Markup in
            let word = words.word(kind)
            return "<tspan data-t=\"\(word.key)\">\(word.text(in: language))</tspan>"
        }
        canvas.raw(
            "<text class=\"label strong\" x=\"\(SVGCanvas.number(x))\" y=\"\(SVGCanvas.number(y))\">\(names[0]) \u{00D7} \(names[1])</text>"
        )
        result(curve, x: x + width - 10, y: y, &canvas)
    }

    private func result(_ curve: StudyK.Curve, x: Double, y: Double, _ canvas: inout SVGCanvas) {
        canvas.words("\(k.epoch), \(NumberText.pValue(curve.test.pValue))", at: (x, y), "axis", anchor: .end)
    }

    private var summary: String {
        k.curves.map { curve in
            let kinds = curve.kinds.map { [$0.first, $0.second].map { words.word($0).text(in: language) } }
            let name = kinds?.joined(separator: " \u{00D7} ") ?? ReportLabel.kindAll.text(in: language)
            return "\(name), \(k.epoch): \(NumberText.pValue(curve.test.pValue))"
                + (departure(of: curve.test).map { ", " + $0 } ?? "")
        }.joined(separator: "; ")
    }

    /// Where the curve lies outside of its band.
    private func departure(of test: SpacingTest) -> String? {
        guard let departure = test.departure else { return nil }
        return switch language {
        case .english: test.direction
        case .korean: "\(departure.range)에서 무작위보다 이웃이 \(departure.isMore ? "많다" : "적다")"
        }
    }
}
