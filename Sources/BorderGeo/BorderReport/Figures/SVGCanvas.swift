import GeoFormats

/// The text of an SVG drawing as it grows: attributes in a fixed order, coordinates to a hundredth, everything from outside escaped.
struct SVGCanvas {
    private(set) var text: Markup = ""
    let language: ReportLanguage

    init(language: ReportLanguage = .english) { self.language = language }

    /// A place in units of the drawing, x to the right and y down.
    typealias Point = (x: Double, y: Double)

    mutating func rect(
        x: Double, y: Double, width: Double, height: Double, _ cssClass: String, radius: Double = 0, title: String? = nil
    ) {
        guard width > 0, height > 0 else { return }
        let round: Markup = radius > 0 ? " rx=\"\(Self.number(radius))\"" : ""
        element(
            "rect", "\(classed(cssClass)) x=\"\(Self.number(x))\" y=\"\(Self.number(y))\"\(size(width, height))\(round)",
            title: title)
    }

    /// A piece of a bar or a track with the stripes of its class.
    mutating func band(
        x: Double, y: Double, width: Double, height: Double, _ cssClass: String, pattern: ClassPattern, title: String? = nil
    ) {
        guard width > 0, height > 0 else { return }
        path(Self.stripes([(x, width)], y: y, height: height, pattern), cssClass, title: title)
    }

    /// Path data of pieces of a track: their stripes, one upon the other.
    static func stripes(_ pieces: [(x: Double, width: Double)], y: Double, height: Double, _ pattern: ClassPattern) -> String {
        var data = ""
        for stripe in pattern.stripes {
            let (top, thick) = (number(y + stripe.from * height), number(stripe.width * height))
            for piece in pieces {
                let width = number(piece.width)
                data += "M\(number(piece.x)) \(top)h\(width)v\(thick)h-\(width)Z"
            }
        }
        return data
    }

    mutating func line(from start: Point, to end: Point, _ cssClass: String) {
        text +=
            "<path\(classed(cssClass)) d=\"M\(Self.number(start.x)) \(Self.number(start.y))L\(Self.number(end.x)) \(Self.number(end.y))\"/>"
    }

    mutating func circle(at centre: Point, radius: Double, _ cssClass: String, title: String? = nil) {
        element(
            "circle",
            "\(classed(cssClass)) cx=\"\(Self.number(centre.x))\" cy=\"\(Self.number(centre.y))\" r=\"\(Self.number(radius))\"",
            title: title)
    }

    /// `data` is SVG path data.
    mutating func path(_ data: String, _ cssClass: String, attributes: Markup = "", title: String? = nil) {
        guard !data.isEmpty else { return }
        element("path", "\(classed(cssClass))\(attributes) d=\"\(data)\"", title: title)
    }

    enum Anchor: String { case start, middle, end }

    mutating func words(_ string: String, at point: Point, _ cssClass: String, anchor: Anchor = .start) {
        openText(at: point, cssClass, anchor: anchor)
        text += "\(string)</text>"
    }

    /// A label below a tick: centred on it, or as far to the left as the drawing's edge asks.
    mutating func tick(_ string: String, at point: Point, edge: Double) {
        let half = Figure.textWidth(string, size: 11) / 2
        words(string, at: (min(point.0, edge - half), point.1), "axis", anchor: .middle)
    }

    /// A word of the catalogue: it carries its key, so that a page can change its language.
    mutating func words(_ word: PageWord, at point: Point, _ cssClass: String, anchor: Anchor = .start) {
        openText(at: point, cssClass, anchor: anchor, attributes: " data-t=\"\(word.key)\"")
        text += "\(word.text(in: language))</text>"
    }

    mutating func words(_ label: ReportLabel, at point: Point, _ cssClass: String, anchor: Anchor = .start) {
        words(PageWord(label), at: point, cssClass, anchor: anchor)
    }

    /// Elements drawn by `body` inside a group.
    mutating func group(_ cssClass: String, attributes: Markup = "", _ body: (inout SVGCanvas) -> Void) {
        let space: Markup = attributes.isEmpty ? "" : " "
        text += "<g\(classed(cssClass))\(space)\(attributes)>"
        body(&self)
        text += "</g>"
    }

    /// Markup that was made elsewhere.
    mutating func raw(_ markup: Markup) { text += markup }
}

extension SVGCanvas {
    private mutating func element(_ name: Markup, _ attributes: Markup, title: String?) {
        if let title {
            text += "<\(name)\(attributes)><title>\(title)</title></\(name)>"
        } else {
            text += "<\(name)\(attributes)/>"
        }
    }

    private mutating func openText(at point: Point, _ cssClass: String, anchor: Anchor, attributes: Markup = "") {
        let anchored: Markup = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        text += "<text\(classed(cssClass)) x=\"\(Self.number(point.x))\" y=\"\(Self.number(point.y))\"\(anchored)\(attributes)>"
    }

    private func classed(_ name: String) -> Markup { name.isEmpty ? "" : " class=\"\(name)\"" }

    private func size(_ width: Double, _ height: Double) -> Markup {
        " width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
    }

    /// A coordinate with at most two decimals and no trailing zeros. Not a number is 0 and the magnitude is capped: drawings hold no more.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let hundredths = Int((max(-1e9, min(1e9, value)) * 100).rounded())
        let magnitude = hundredths.magnitude
        let whole = "\(hundredths < 0 ? "-" : "")\(magnitude / 100)"
        let rest = magnitude % 100
        if rest == 0 { return whole }
        return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
