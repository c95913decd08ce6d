import BorderBase
import LinearReferencing

/// Facilities per kilometre along the border: one row per area, one curve per epoch, the same scales in every row.
struct DensityFigure {
    struct Curve {
        var epoch: Int
        /// Values at even steps from the start of the area; `nil` where the border was not observed.
        var perKilometre: [Double?]
    }

    struct Row {
        var name: String
        /// The stretch of the area.
        var whole: MeasureSpan
        /// Where the first value begins.
        var from: Measure
        var step: Metres
        var curves: [Curve]
    }

    var epochs: [String]
    var rows: [Row]
    var language = ReportLanguage.english

    /// Wide, the curves share gutter and scale with the strips, so that a kilometre is in the same place on both.
    func figure(width: Double = 560) -> Figure {
        var canvas = SVGCanvas(language: language)
        let longest = max(1, rows.map(\.whole.length.value).max() ?? 1)
        let highest = rows.flatMap { $0.curves.flatMap { $0.perKilometre.compactMap { $0 } } }.max() ?? 1
        let gutter = width > 900 ? StripFigure.Size.gutter : 36
        let perUnit = longest / (width - gutter - StripFigure.Size.end)
        let top = Ticks.end(above: highest, about: 2)
        let rowHeight = 96.0
        var y = 26.0
        legend(&canvas)
        for row in rows {
            let drawn = row.whole.length.value / perUnit
            // In kilometres from the first bin, which may begin before the area does.
            let lead = (row.whole.from - row.from).kilometres
            let x = LinearScale(lead...(lead + max(row.whole.length.kilometres, 1e-6)), to: (gutter, gutter + drawn))
            let scale = LinearScale(0...top, to: (y + 70, y + 24))
            let ticks = scale.ticks(about: 2)
            for tick in ticks.values {
                canvas.line(from: (gutter, scale(tick)), to: (gutter + drawn, scale(tick)), tick == 0 ? "base" : "grid")
                canvas.words(NumberText.fixed(tick, ticks.decimals), at: (gutter - 6, scale(tick) + 3.5), "axis", anchor: .end)
            }
            canvas.words(row.name, at: (0, y + 13), "label strong")
            for curve in row.curves {
                canvas.path(
                    Self.area(curve.perKilometre, step: row.step, x: x, y: scale), "curve-fill s\(curve.epoch) f\(curve.epoch)")
                canvas.path(
                    Self.steps(curve.perKilometre, step: row.step, x: x, y: scale), "curve s\(curve.epoch) c\(curve.epoch)")
            }
            kilometres(of: row, from: gutter, perUnit: perUnit, at: y + 70, edge: width, &canvas)
            y += rowHeight
        }
        canvas.words(.densityAxis, at: (width / 2, y + 10), "axis", anchor: .middle)
        return Figure(
            name: "density", title: ReportLabel.chartDensity.text(in: language), description: summary, width: width,
            height: y + 18, body: canvas.text)
    }

    /// Kilometres of border below a row, as a strip has them.
    private func kilometres(
        of row: Row, from gutter: Double, perUnit: Double, at y: Double, edge width: Double, _ canvas: inout SVGCanvas
    ) {
        let drawn = row.whole.length.value / perUnit
        let from = row.whole.from.metres / 1000
        let x = LinearScale(from...max(from + 0.001, row.whole.to.metres / 1000), to: (gutter, gutter + drawn))
        let ticks = Ticks(in: x.domain, about: max(1, Int(drawn / 110)))
        for tick in ticks.values {
            canvas.line(from: (x(tick), y), to: (x(tick), y + 4), "base")
            canvas.tick("km \(NumberText.fixed(tick, ticks.decimals))", at: (x(tick), y + 15), edge: width)
        }
    }

    private func legend(_ canvas: inout SVGCanvas) {
        var x = 0.0
        let shown = Set(rows.flatMap { $0.curves.map(\.epoch) })
        for (i, epoch) in epochs.enumerated() where shown.contains(i) {
            canvas.line(from: (x, 12), to: (x + 18, 12), "curve c\(i) s\(i)")
            canvas.words(epoch, at: (x + 24, 16), "axis")
            x += 44 + Figure.textWidth(epoch, size: 11)
        }
    }

    /// A place on the axis, inside the area.
    private static func place(_ kilometres: Double, _ x: LinearScale) -> Double { max(x.from, min(x.to, x(kilometres))) }

    /// A line of steps that is interrupted where there is no value.
    static func steps(_ values: [Double?], step: Metres, x: LinearScale, y: LinearScale) -> String {
        var data = ""
        var drawing = false
        for (i, value) in values.enumerated() {
            guard let value else {
                drawing = false
                continue
            }
            let start = place(Double(i) * step.kilometres, x)
            let height = SVGCanvas.number(y(value))
            data += drawing ? "V\(height)" : "M\(SVGCanvas.number(start)) \(height)"
            data += "H\(SVGCanvas.number(place(Double(i + 1) * step.kilometres, x)))"
            drawing = true
        }
        return data
    }

    /// The same steps closed down to zero, for a light fill.
    static func area(_ values: [Double?], step: Metres, x: LinearScale, y: LinearScale) -> String {
        let base = SVGCanvas.number(y(0))
        return values.indices.reduce(into: (data: "", drawing: false)) { state, i in
            let next = SVGCanvas.number(place(Double(i + 1) * step.kilometres, x))
            if let value = values[i] {
                if !state.drawing { state.data += "M\(SVGCanvas.number(place(Double(i) * step.kilometres, x))) \(base)" }
                state.data += "V\(SVGCanvas.number(y(value)))H\(next)"
                state.drawing = true
            }
            let ends = i + 1 == values.count || values[i + 1] == nil
            if state.drawing, ends {
                state.data += "V\(base)Z"
                state.drawing = false
            }
        }.data
    }

    private var summary: String {
        rows.map { row in
            row.name + ": "
                + row.curves.map { curve in
                    let most = curve.perKilometre.compactMap { $0 }.max() ?? 0
                    return
                        "\(epochs.indices.contains(curve.epoch) ? epochs[curve.epoch] : "") \u{2264} \(NumberText.fixed(most, 1))/km"
                }.joined(separator: ", ")
        }.joined(separator: "; ")
    }
}
