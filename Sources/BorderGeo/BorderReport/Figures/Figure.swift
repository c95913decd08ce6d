import BorderBase
import GeoFormats

/// A drawing, and what it shows in words for those who cannot see it.
struct Figure {
    /// File name without ending, and the id in a page.
    var name: FileStem
    var title: String
    /// Alternative text: the finding, not the looks.
    var description: String
    var width: Double
    var height: Double
    /// The elements inside the `svg` element.
    var body: Markup

    init(name: FileStem, title: String, description: String, width: Double, height: Double, body: Markup) {
        self.name = name
        self.title = title
        self.description = description
        self.width = width
        self.height = height
        self.body = body
    }

    /// The drawing as an element of a page, whose style sheets colour it.
    func inline(_ cssClass: String = "figure", attributes: Markup = "") -> Markup {
        let space: Markup = attributes.isEmpty ? "" : " "
        return
            "<svg class=\"\(cssClass)\" viewBox=\"\(viewBox)\" role=\"img\" aria-labelledby=\"\(name)-t \(name)-d\"\(space)\(attributes)>\(words)\(body)</svg>"
    }

    /// A whole SVG file with its own style and ground: the colours follow the reader's light or dark setting. A drawing travels without its report,
    /// so its title stands above it and `notes` (that positions are made up, say) below.
    func file(notes: [String] = [], palette: Palette = .standard) -> Markup {
        let margin = 16.0
        let head = 30.0
        var canvas = SVGCanvas()
        canvas.words(title, at: (0, 2 - head / 2), "label strong big")
        var y = height + 14
        for line in notes.flatMap({ Self.lines($0, width: width, size: 11) }) {
            canvas.words(line, at: (0, y), "axis")
            y += 15
        }
        let top = margin + head
        let whole = (width: width + 2 * margin, height: (notes.isEmpty ? height : y - 6) + top + margin)
        let box = [-margin, -top, whole.width, whole.height].map(SVGCanvas.number).joined(separator: " ")
        let ground: Markup =
            "x=\"\(SVGCanvas.number(-margin))\" y=\"\(SVGCanvas.number(-top))\" width=\"\(SVGCanvas.number(whole.width))\" height=\"\(SVGCanvas.number(whole.height))\""
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" class="figure alone" width="\(SVGCanvas.number(whole.width))" \
            height="\(SVGCanvas.number(whole.height))" viewBox="\(box)" role="img" aria-labelledby="\(name)-t \(name)-d">\(words)\
            <style>\(ReportAsset.theme.markup)\(ReportAsset.figures.markup)\(palette.css)</style>\
            <rect class="ground" \(ground)/>\(body)\(canvas.text)</svg>

            """
    }

    /// The text in lines that are about as long as the drawing is wide.
    private static func lines(_ text: String, width: Double, size: Double) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, textWidth(last + " " + word, size: size) <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    private var viewBox: String { "0 0 \(SVGCanvas.number(width)) \(SVGCanvas.number(height))" }

    private var words: Markup {
        "<title id=\"\(name)-t\">\(title)</title><desc id=\"\(name)-d\">\(description)</desc>"
    }
}

extension Figure {
    /// Rough width of a text at a font size: Latin letters are about half as wide as high, Hangul and Han letters as wide as high.
    static func textWidth(_ text: String, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 1.0 : 0.57) } * size
    }
}
