import BorderBase

/// The legend of a KMZ as a picture that lies over the window: Google Earth has none of its own. Symbols are drawn as in QGIS, letters of a pixel font.
struct KMLLegend {
    struct Line: Hashable {
        var label: String
        /// `nil`: a heading.
        var symbol: MapSymbol?
    }

    var lines: [Line]

    private static let row = 24
    private static let margin = 12
    private static let symbolWidth = 44
    /// Pixels for a point of a letter, and for a millimetre of a symbol.
    private static let (letter, millimetre) = (2, 5.0)

    private var width: Int {
        Self.margin * 2
            + (lines.map { PixelFont.width($0.label) * Self.letter + ($0.symbol == nil ? 0 : Self.symbolWidth) }.max() ?? 0)
    }

    func png() throws(ZipError) -> [UInt8] {
        var canvas = PixelCanvas(width: width, height: lines.count * Self.row + 2 * Self.margin)
        canvas.fill(MapColor(red: 255, green: 255, blue: 255, alpha: 225), x: 0, y: 0, width: canvas.width, height: canvas.height)
        for (index, line) in lines.enumerated() {
            let top = Self.margin + index * Self.row
            if let symbol = line.symbol {
                draw(symbol, x: Self.margin, middle: top + Self.row / 2, on: &canvas)
            }
            canvas.write(
                line.label, x: Self.margin + (line.symbol == nil ? 0 : Self.symbolWidth), y: top + 5, scale: Self.letter,
                isBold: line.symbol == nil)
        }
        return try PNGImage.file(rgba: canvas.pixels, width: canvas.width, height: canvas.height)
    }

    private func draw(_ symbol: MapSymbol, x: Int, middle: Int, on canvas: inout PixelCanvas) {
        let width = Self.symbolWidth - 10
        func pixels(_ millimetres: Double) -> Int { Int((millimetres * Self.millimetre).rounded()) }
        for part in symbol.parts {
            switch part {
            case .stroke(let stroke):
                let height = max(1, pixels(stroke.width))
                let top = middle + pixels(stroke.offset) - height / 2
                var at = 0
                var dash = 0
                while at < width {
                    let length = stroke.dashes.isEmpty ? width : max(1, pixels(stroke.dashes[dash % stroke.dashes.count]))
                    if dash % 2 == 0 {
                        canvas.fill(stroke.color, x: x + at, y: top, width: min(length, width - at), height: height)
                    }
                    at += length
                    dash += 1
                }
            case .fill(let color, let outline):
                if let outline { canvas.fill(outline.color, x: x, y: middle - 8, width: width, height: 16) }
                canvas.fill(.white, x: x + 1, y: middle - 7, width: width - 2, height: 14)
                canvas.fill(color, x: x + 1, y: middle - 7, width: width - 2, height: 14)
            case .mark(let mark):
                canvas.draw(mark, x: x + width / 2, y: middle, size: max(9, pixels(mark.size)))
            case .marks(let mark, _):
                for place in [width / 4, width * 3 / 4] {
                    canvas.draw(mark, x: x + place, y: middle, size: max(7, pixels(mark.size)))
                }
            case .hatch(let stroke, _, _):
                for place in stride(from: 0, to: width, by: 6) {
                    canvas.fill(stroke.color, x: x + place, y: middle - 7, width: 1, height: 14)
                }
            }
        }
    }
}

/// Red, green, blue and alpha of a small picture.
struct PixelCanvas {
    let width: Int
    let height: Int
    private(set) var pixels: [UInt8]

    init(width: Int, height: Int) {
        (self.width, self.height) = (max(1, width), max(1, height))
        pixels = [UInt8](repeating: 0, count: self.width * self.height * 4)
    }

    /// Lays a colour over a rectangle, as far as it lies inside.
    mutating func fill(_ color: MapColor, x: Int, y: Int, width: Int, height: Int) {
        for row in max(0, y)..<max(0, y, min(self.height, y + height)) {
            for column in max(0, x)..<max(0, x, min(self.width, x + width)) { blend(color, x: column, y: row, share: 1) }
        }
    }

    private mutating func blend(_ color: MapColor, x: Int, y: Int, share: Double) {
        let at = (y * width + x) * 4
        let over = Double(color.alpha) / 255 * share
        let under = Double(pixels[at + 3]) / 255
        let alpha = over + under * (1 - over)
        guard alpha > 0 else { return }
        for (i, channel) in [color.red, color.green, color.blue].enumerated() {
            let mixed = (Double(channel) * over + Double(pixels[at + i]) * under * (1 - over)) / alpha
            pixels[at + i] = UInt8(max(0, min(255, mixed.rounded())))
        }
        pixels[at + 3] = UInt8(max(0, min(255, (alpha * 255).rounded())))
    }

    /// A mark around a middle, with its rim; edges are smoothed.
    mutating func draw(_ mark: MapSymbol.Mark, x: Int, y: Int, size: Int) {
        let reach = size / 2 + 2
        let samples = 4
        let rim = 1 + 2.4 / Double(size)
        for row in max(0, y - reach)..<max(0, y - reach, min(height, y + reach)) {
            for column in max(0, x - reach)..<max(0, x - reach, min(width, x + reach)) {
                var inside = 0
                var around = 0
                for i in 0..<(samples * samples) {
                    let dx = (Double(column - x) + (Double(i % samples) + 0.5) / Double(samples)) / Double(size) * 2
                    let dy = -(Double(row - y) + (Double(i / samples) + 0.5) / Double(samples)) / Double(size) * 2
                    if PNGImage.contains(mark.shape, x: dx, y: dy) { inside += 1 }
                    if PNGImage.contains(mark.shape, x: dx / rim, y: dy / rim) { around += 1 }
                }
                let all = Double(samples * samples)
                if around > 0 {
                    blend(mark.outline == .white ? .paleGrey : mark.outline, x: column, y: row, share: Double(around) / all)
                }
                if inside > 0 { blend(mark.fill, x: column, y: row, share: Double(inside) / all) }
            }
        }
    }

    /// Text with its left upper corner at a place; a character that the font lacks is an empty box.
    mutating func write(_ text: String, x: Int, y: Int, scale: Int, isBold: Bool = false) {
        var left = x
        for character in text {
            let rows = PixelFont.rows(character) ?? [31, 17, 17, 17, 17, 17, 31]
            let skip = PixelFont.left(rows)
            for (row, bits) in rows.enumerated() {
                for column in 0..<5 where bits & (16 >> UInt8(column)) != 0 {
                    fill(
                        .ink, x: left + (column - skip) * scale, y: y + row * scale, width: scale + (isBold ? 1 : 0),
                        height: scale)
                }
            }
            left += PixelFont.advance(character) * scale
        }
    }
}
