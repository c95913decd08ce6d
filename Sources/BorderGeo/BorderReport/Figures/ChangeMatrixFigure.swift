import BorderBase

/// Border by number of layers before and after: a heat map whose diagonal is what stayed as it was.
struct ChangeMatrixFigure {
    var baseline: String
    var comparison: String
    /// `matrix[c0][c1]`: border with `c0` layers before and `c1` after, observed at both.
    var matrix: [[Metres]]
    var language = ReportLanguage.english

    /// Total over rows and columns: the border observed at both epochs.
    var total: Metres { matrix.joined().reduce(.zero, +) }

    func figure(width: Double = 460) -> Figure {
        var canvas = SVGCanvas(language: language)
        let left = width < 420 ? 62.0 : 112.0
        let top = 58.0
        let size = matrix.count
        let columns = BandScale(size + 1, from: left, to: width, gap: 0.04)
        let cell = 46.0
        canvas.words(.layersAfter, at: (left, 14), "label strong")
        canvas.words(comparison, at: (left, 30), "axis")
        canvas.words(.layersBefore, at: (0, top - 22), "label strong")
        canvas.words(baseline, at: (0, top - 7), "axis")
        let whole = max(total.value, 1e-9)
        for i in 0..<size {
            canvas.words(PageWord.layers(i), at: (columns(i) + columns.bandwidth / 2, top - 8), "axis", anchor: .middle)
            canvas.words(PageWord.layers(i), at: (left - 8, top + cell * (Double(i) + 0.5) + 4), "axis", anchor: .end)
            for j in 0..<size where j < matrix[i].count {
                draw(
                    matrix[i][j], row: i, column: j, share: matrix[i][j].value / whole, x: columns(j), y: top + cell * Double(i),
                    width: columns.bandwidth, height: cell, &canvas)
            }
            let sum = matrix[i].reduce(.zero, +)
            total(sum, x: columns(size) + columns.bandwidth / 2, y: top + cell * (Double(i) + 0.5), &canvas)
            let columnSum = matrix.reduce(Metres.zero) { $0 + ($1.indices.contains(i) ? $1[i] : .zero) }
            total(columnSum, x: columns(i) + columns.bandwidth / 2, y: top + cell * (Double(size) + 0.5), &canvas)
        }
        canvas.words(.sum, at: (columns(size) + columns.bandwidth / 2, top - 8), "axis", anchor: .middle)
        canvas.words(.sum, at: (left - 8, top + cell * (Double(size) + 0.5) + 4), "axis", anchor: .end)
        total(total, x: columns(size) + columns.bandwidth / 2, y: top + cell * (Double(size) + 0.5), &canvas)
        return Figure(
            name: "change-matrix", title: ReportLabel.chartMatrix.text(in: language), description: summary, width: width,
            height: top + cell * Double(size + 1) + 4, body: canvas.text)
    }

    private func total(_ length: Metres, x: Double, y: Double, _ canvas: inout SVGCanvas) {
        canvas.words(NumberText.length(length), at: (x, y + 4), "label strong", anchor: .middle)
    }

    /// Five tones, by share of the whole; nothing is nothing, not the lightest tone.
    static func tone(_ share: Double) -> Int { share <= 0 ? 0 : share < 0.02 ? 1 : share < 0.10 ? 2 : share < 0.30 ? 3 : 4 }

    private func draw(
        _ length: Metres, row i: Int, column j: Int, share: Double, x: Double, y: Double, width: Double, height: Double,
        _ canvas: inout SVGCanvas
    ) {
        let tone = Self.tone(share)
        canvas.rect(x: x, y: y + 1, width: width, height: height - 2, "h\(tone)" + (i == j ? " same" : ""))
        guard length.value > 0 else { return }
        let words = tone > 2 ? "label strong on" : "label"
        canvas.words(NumberText.length(length), at: (x + width / 2, y + height / 2 - 1), words, anchor: .middle)
        canvas.words(
            NumberText.percent(Share(share)), at: (x + width / 2, y + height / 2 + 13), tone > 2 ? "axis on" : "axis",
            anchor: .middle
        )
    }

    private var summary: String {
        var parts: [String] = []
        for (i, row) in matrix.enumerated() {
            for (j, length) in row.enumerated() where length.value > 0 {
                parts.append("\(i) \u{2192} \(j): \(NumberText.length(length))")
            }
        }
        return parts.joined(separator: "; ")
    }
}
