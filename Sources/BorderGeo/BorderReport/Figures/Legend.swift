import BorderModel
import GeoFormats

/// One entry of a legend: a mark and what it means.
struct LegendKey {
    var label: PageWord
    /// Drawing units that the mark takes across; it is 14 high.
    var width: Double
    /// Draws the mark with its left upper corner at the given place.
    var mark: (inout SVGCanvas, _ x: Double, _ y: Double) -> Void

    init(_ label: PageWord, width: Double, _ mark: @escaping (inout SVGCanvas, _ x: Double, _ y: Double) -> Void) {
        self.label = label
        self.width = width
        self.mark = mark
    }

    /// A line as it is drawn on the map.
    static func line(_ label: PageWord, _ style: String) -> LegendKey {
        LegendKey(label, width: 24) { $0.line(from: ($1, $2 + 7), to: ($1 + 24, $2 + 7), style) }
    }

    static func line(_ label: ReportLabel, _ style: String) -> LegendKey { line(PageWord(label), style) }

    /// A piece of a track or a bar.
    static func swatch(
        _ label: ReportLabel, _ style: String, height: Double = 10, pattern: ClassPattern = .solid
    ) -> LegendKey {
        LegendKey(PageWord(label), width: 18) {
            $0.band(x: $1, y: $2 + 7 - height / 2, width: 18, height: height, style, pattern: pattern)
        }
    }

    /// The symbol of what is in no count.
    static var notCounted: LegendKey {
        LegendKey(PageWord(.notCounted), width: 12) { canvas, x, y in
            canvas.group("", attributes: "transform=\"translate(\(SVGCanvas.number(x + 6)) \(SVGCanvas.number(y + 7)))\"") {
                $0.path(MapSymbol.Shape.circle.path, "sy f-not-counted")
            }
        }
    }

    /// The symbol of a kind of facility.
    static func symbol(_ kind: FacilityKind, _ words: StudyWords) -> LegendKey {
        LegendKey(words.word(kind), width: 12) { canvas, x, y in
            canvas.group("", attributes: "transform=\"translate(\(SVGCanvas.number(x + 6)) \(SVGCanvas.number(y + 7)))\"") {
                $0.path(words.symbol(of: kind), "sy \(kind.style)")
            }
        }
    }
}

/// Keys in rows of a drawing, or as a list of a page, whose words keep their size on a narrow screen.
struct Legend {
    var keys: [LegendKey]

    /// Returns where the rows end.
    func draw(x left: Double = 0, y top: Double, width: Double, _ canvas: inout SVGCanvas) -> Double {
        var x = left
        var y = top
        for key in keys {
            let needed = key.width + 24 + Figure.textWidth(key.label.text(in: canvas.language), size: 11)
            if x + needed > width, x > left {
                x = left
                y += 20
            }
            key.mark(&canvas, x, y)
            canvas.words(key.label, at: (x + key.width + 6, y + 11), "axis")
            x += needed
        }
        return y + 26
    }

    func list(in language: ReportLanguage) -> Markup {
        let items = keys.map { key -> Markup in
            var canvas = SVGCanvas(language: language)
            key.mark(&canvas, 0, 0)
            let width = SVGCanvas.number(key.width)
            return """
                <li><svg class="figure" width="\(width)" height="14" viewBox="0 0 \(width) 14" aria-hidden="true">\
                \(canvas.text)</svg><span data-t="\(key.label.key)">\(key.label.text(in: language))</span></li>
                """
        }
        return "<ul class=\"keys\">\(items.joined())</ul>"
    }
}
