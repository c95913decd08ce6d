import BorderBase
import BorderModel

/// Border by class of fence change, per area, as bars of the whole border of the area.
struct ChangeFigure {
    struct Row {
        var name: String
        var border: Metres
        var classes: [(ChangeClass, Metres)]
    }

    var rows: [Row]
    var language = ReportLanguage.english

    /// From what came to what is not known.
    static let order: [ChangeClass] = [
        .new, .layerAdded, .lineAdded, .upgraded, .realigned, .relabelled, .unchanged, .lineLost, .layerLost, .removed, .none,
        .unknown,
    ]

    func figure(width: Double = 560) -> Figure {
        var canvas = SVGCanvas(language: language)
        let present = Self.order.filter { wanted in rows.contains { $0.classes.contains { $0.0 == wanted && $0.1.value > 0 } } }
        var y = legend(present, width: width, &canvas) + 12
        let x = LinearScale(0...1, to: (0, width - 62))
        let top = y - 6
        let height = 18.0
        let bottom = y + Double(rows.count) * (height + 26)
        for tick in x.ticks(about: 4).values {
            canvas.line(from: (x(tick), top), to: (x(tick), bottom - 3), "grid")
            canvas.words(
                "\(NumberText.fixed(tick * 100, 0))\u{A0}%", at: (x(tick), bottom + 10), "axis",
                anchor: tick == 0 ? .start : .middle)
        }
        for row in rows {
            canvas.words(row.name, at: (0, y + 11), "label strong")
            var start = 0.0
            for wanted in Self.order {
                let length = row.classes.reduce(Metres.zero) { $1.0 == wanted ? $0 + $1.1 : $0 }
                guard length.value > 0, row.border.value > 0 else { continue }
                let label = ReportLabel(wanted)
                canvas.band(
                    x: x(start), y: y + 17, width: max(0.6, x.length(length / row.border) - 1), height: height, wanted.style,
                    pattern: wanted.drawn.pattern, title: "\(row.name): \(label.text(in: language)) \(NumberText.length(length))")
                start += length / row.border
            }
            canvas.words(NumberText.length(row.border), at: (width, y + 30), "axis", anchor: .end)
            y += height + 26
        }
        canvas.words(.shareOfBorder, at: (x(0.5), bottom + 26), "axis", anchor: .middle)
        return Figure(
            name: "change", title: ReportLabel.chartChange.text(in: language), description: summary, width: width,
            height: bottom + 34,
            body: canvas.text)
    }

    /// Draws the keys in as many lines as they need; returns where they end.
    private func legend(_ classes: [ChangeClass], width: Double, _ canvas: inout SVGCanvas) -> Double {
        var x = 0.0
        var y = 8.0
        for item in classes {
            let label = ReportLabel(item)
            let needed = 30 + Figure.textWidth(label.text(in: language), size: 11)
            if x + needed > width {
                x = 0
                y += 20
            }
            canvas.band(x: x, y: y, width: 12, height: 12, item.style, pattern: item.drawn.pattern)
            canvas.words(label, at: (x + 17, y + 10), "axis")
            x += needed
        }
        return y + 18
    }

    private var summary: String {
        rows.map { row in
            row.name + ": "
                + row.classes.filter { $0.1.value > 0 }
                .map { "\(ReportLabel($0.0).text(in: language)) \(NumberText.length($0.1))" }.joined(separator: ", ")
        }.joined(separator: "; ")
    }
}

extension ChangeClass {
    /// Style class of a change in every drawing.
    var style: String { "k-" + rawValue.replacing("_", with: "-") }

    var drawn: ClassStyle { Palette.standard[.status, rawValue] }
}
