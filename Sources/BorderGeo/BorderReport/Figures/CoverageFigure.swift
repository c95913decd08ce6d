import BorderBase

/// Border by number of fence layers, per area and epoch, as bars of the whole border of the area.
struct CoverageFigure {
    struct Bar {
        var epoch: Int
        var border: Metres
        /// Border with 0, 1, 2 ... layers; what of the border is missing in the sum was not observed.
        var layers: [Metres]
        /// Fenced border over observed border; `nil` where nothing was observed.
        var share: Share?

        var unobserved: Metres { max(.zero, border - layers.reduce(.zero, +)) }
        var fenced: Metres { layers.dropFirst().reduce(.zero, +) }
    }

    struct Group {
        var name: String
        var bars: [Bar]
    }

    var epochs: [String]
    var groups: [Group]
    var language = ReportLanguage.english

    func figure(width: Double = 560) -> Figure {
        var canvas = SVGCanvas(language: language)
        let gutter = 44.0
        // Room for the widest share and, beside it, the widest pair of lengths.
        let bars = groups.flatMap(\.bars)
        let widest = bars.map { Figure.textWidth(Self.lengths($0), size: 12) }.max() ?? 0
        let numbers = width < 420 ? 62 : max(176, 74 + widest)
        let x = LinearScale(0...1, to: (gutter, width - numbers))
        let barHeight = 15.0
        var y = 44.0
        let top = y - 6
        legend(&canvas, width: width)
        var rows: [(Double, Group)] = []
        for group in groups {
            rows.append((y, group))
            y += 17 + Double(group.bars.count) * (barHeight + 3) + 9
        }
        for tick in x.ticks(about: 4).values {
            canvas.line(from: (x(tick), top), to: (x(tick), y - 6), "grid")
            canvas.words("\(NumberText.fixed(tick * 100, 0))\u{A0}%", at: (x(tick), y + 8), "axis", anchor: .middle)
        }
        for (top, group) in rows {
            canvas.words(group.name, at: (0, top + 11), "label strong")
            for (i, bar) in group.bars.enumerated() {
                draw(
                    bar, of: group.name, at: top + 17 + Double(i) * (barHeight + 3), height: barHeight, scale: x, &canvas,
                    end: width)
            }
        }
        canvas.words(.shareOfBorder, at: (x(0.5), y + 24), "axis", anchor: .middle)
        return Figure(
            name: "coverage", title: ReportLabel.chartCoverage.text(in: language), description: summary, width: width,
            height: y + 32,
            body: canvas.text)
    }

    private func draw(
        _ bar: Bar, of name: String, at y: Double, height: Double, scale x: LinearScale, _ canvas: inout SVGCanvas, end: Double
    ) {
        let epoch = epochs.indices.contains(bar.epoch) ? epochs[bar.epoch] : ""
        canvas.group("series s\(bar.epoch)") { canvas in
            canvas.words(epoch, at: (x.from - 8, y + height - 3.5), "axis", anchor: .end)
            var start = 0.0
            let pieces: [(String, PageWord, ClassPattern, Metres)] =
                bar.layers.enumerated().map {
                    (Self.style($0.offset), PageWord.layers($0.offset), Self.pattern($0.offset), $0.element)
                }
                + [("unseen-border", PageWord(.unobserved), .solid, bar.unobserved)]
            for (style, words, pattern, length) in pieces where length.value > 0 && bar.border.value > 0 {
                let share = length / bar.border
                canvas.band(
                    x: x(start), y: y, width: max(0.6, x.length(share) - 1), height: height, style, pattern: pattern,
                    title: "\(name), \(epoch): \(words.text(in: language)) \(NumberText.length(length))")
                start += share
            }
            let value = bar.share.map(NumberText.percent) ?? "\u{2013}"
            canvas.words(value, at: (x.to + 10, y + height - 3.5), "label strong")
            guard x.to + 120 < end else { return }
            canvas.words(Self.lengths(bar), at: (end, y + height - 3.5), "axis", anchor: .end)
        }
    }

    /// Fenced and observed: `317 km / 321 km`.
    private static func lengths(_ bar: Bar) -> String {
        "\(NumberText.length(bar.fenced))\u{2009}/\u{2009}\(NumberText.length(bar.border - bar.unobserved))"
    }

    /// From three layers on all are drawn alike.
    private static func style(_ layers: Int) -> String { "m\(min(layers, 3))" }
    private static func pattern(_ layers: Int) -> ClassPattern { Palette.standard[.layerCount, "\(min(layers, 3))"].pattern }

    private func legend(_ canvas: inout SVGCanvas, width: Double) {
        var x = 0.0
        // Hatched, and named only where there is some: its grey is near that of border without a fence.
        canvas.raw(
            """
            <defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
            <path class="hatch" d="M0 0V6"/></pattern></defs>
            """)
        let bars = groups.flatMap(\.bars)
        let styles = (0..<(bars.map(\.layers.count).max() ?? 0)).filter { i in
            bars.contains { $0.layers.indices.contains(i) && $0.layers[i].value > 0 }
        }.map { (Self.style($0), PageWord.layers($0), Self.pattern($0)) }
        let unseen =
            bars.contains { $0.unobserved.value > 0.5 } ? [("unseen-border", PageWord(.unobserved), ClassPattern.solid)] : []
        for (style, label, pattern) in styles + unseen {
            canvas.band(x: x, y: 8, width: 12, height: 12, style, pattern: pattern)
            canvas.words(label, at: (x + 17, 18), "axis")
            x += (width < 420 ? 24 : 30) + Figure.textWidth(label.text(in: language), size: 11)
        }
    }

    private var summary: String {
        groups.map { group in
            group.name + ": "
                + group.bars.map { bar in
                    let epoch = epochs.indices.contains(bar.epoch) ? epochs[bar.epoch] : ""
                    return "\(epoch) \(bar.share.map(NumberText.percent) ?? ReportLabel.unobserved.text(in: language))"
                }.joined(separator: ", ")
        }.joined(separator: "; ")
    }
}
