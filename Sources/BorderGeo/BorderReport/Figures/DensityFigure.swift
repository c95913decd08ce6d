import BorderBase

/// Facilities per kilometre along the border: one row per area, one curve per epoch, the same scales in every row.
struct DensityFigure {
    struct Curve {
        var epoch: Int
        /// Values at even steps from the start of the area; `nil` where the border was not observed.
        var perKilometre: [Double?]
    }

    struct Row {
        var name: String
        var from: Measure
        var step: Metres
        var curves: [Curve]

        var length: Metres { step * Double(curves.map(\.perKilometre.count).max() ?? 0) }
    }

    var epochs: [String]
    var rows: [Row]
    var language = ReportLanguage.english

    func figure(width: Double = 560) -> Figure {
        var canvas = SVGCanvas(language: language)
        let longest = max(1, rows.map(\.length.value).max() ?? 1)
        let highest = rows.flatMap { $0.curves.flatMap { $0.perKilometre.compactMap { $0 } } }.max() ?? 1
        let x = LinearScale(0...longest / 1000, to: (36, width - 14))
        let top = Ticks.end(above: highest, about: 2)
        let rowHeight = 80.0
        var y = 26.0
        legend(&canvas)
        for row in rows {
            let scale = LinearScale(0...top, to: (y + rowHeight - 10, y + 24))
            let ticks = scale.ticks(about: 2)
            for tick in ticks.values {
                canvas.line(from: (x.from, scale(tick)), to: (x(row.length.kilometres), scale(tick)), tick == 0 ? "base" : "grid")
                canvas.words(NumberText.fixed(tick, ticks.decimals), at: (x.from - 6, scale(tick) + 3.5), "axis", anchor: .end)
            }
            canvas.words(row.name, at: (0, y + 13), "label strong")
            canvas.words(
                "km \(NumberText.fixed(row.from.metres / 1000, 0))\u{2013}\(NumberText.fixed((row.from + row.length).metres / 1000, 0))",
                at: (Figure.textWidth(row.name, size: 12) * 1.2 + 10, y + 13), "axis")
            for curve in row.curves {
                canvas.path(
                    Self.area(curve.perKilometre, step: row.step, x: x, y: scale), "curve-fill s\(curve.epoch) f\(curve.epoch)")
                canvas.path(
                    Self.steps(curve.perKilometre, step: row.step, x: x, y: scale), "curve s\(curve.epoch) c\(curve.epoch)")
            }
            y += rowHeight
        }
        let kilometres = x.ticks(about: 6)
        for tick in kilometres.values {
            canvas.words(NumberText.fixed(tick, kilometres.decimals), at: (x(tick), y + 8), "axis", anchor: .middle)
        }
        canvas.words(.densityAxis, at: (width / 2, y + 24), "axis", anchor: .middle)
        return Figure(
            name: "density", title: ReportLabel.chartDensity.text(in: language), description: summary, width: width,
            height: y + 32, body: canvas.text)
    }

    private func legend(_ canvas: inout SVGCanvas) {
        var x = 0.0
        for (i, epoch) in epochs.enumerated() {
            canvas.line(from: (x, 12), to: (x + 18, 12), "curve c\(i) s\(i)")
            canvas.words(epoch, at: (x + 24, 16), "axis")
            x += 44 + Figure.textWidth(epoch, size: 11)
        }
    }

    /// A line of steps that is interrupted where there is no value.
    static func steps(_ values: [Double?], step: Metres, x: LinearScale, y: LinearScale) -> String {
        var data = ""
        var drawing = false
        for (i, value) in values.enumerated() {
            guard let value else {
                drawing = false
                continue
            }
            let start = x(Double(i) * step.kilometres)
            let height = SVGCanvas.number(y(value))
            data += drawing ? "V\(height)" : "M\(SVGCanvas.number(start)) \(height)"
            data += "H\(SVGCanvas.number(x(Double(i + 1) * step.kilometres)))"
            drawing = true
        }
        return data
    }

    /// The same steps closed down to zero, for a light fill.
    static func area(_ values: [Double?], step: Metres, x: LinearScale, y: LinearScale) -> String {
        let base = SVGCanvas.number(y(0))
        return values.indices.reduce(into: (data: "", drawing: false)) { state, i in
            let next = SVGCanvas.number(x(Double(i + 1) * step.kilometres))
            if let value = values[i] {
                if !state.drawing { state.data += "M\(SVGCanvas.number(x(Double(i) * step.kilometres))) \(base)" }
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
