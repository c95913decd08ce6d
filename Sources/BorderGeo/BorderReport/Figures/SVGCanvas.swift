/// The text of an SVG drawing as it grows: attributes in a fixed order, coordinates to a hundredth, everything from outside escaped.
struct SVGCanvas {
    private(set) var text = ""
    let language: ReportLanguage

    init(language: ReportLanguage = .english) { self.language = language }

    /// A place in units of the drawing, x to the right and y down.
    typealias Point = (x: Double, y: Double)

    mutating func rect(
        x: Double, y: Double, width: Double, height: Double, _ cssClass: String, radius: Double = 0, title: String? = nil
    ) {
        guard width > 0, height > 0 else { return }
        let round = radius > 0 ? " rx=\"\(Self.number(radius))\"" : ""
        element("rect\(classed(cssClass)) x=\"\(Self.number(x))\" y=\"\(Self.number(y))\"" + size(width, height) + round, title)
    }

    mutating func line(from start: Point, to end: Point, _ cssClass: String) {
        text +=
            "<path\(classed(cssClass)) d=\"M\(Self.number(start.x)) \(Self.number(start.y))L\(Self.number(end.x)) \(Self.number(end.y))\"/>"
    }

    mutating func circle(at centre: Point, radius: Double, _ cssClass: String, title: String? = nil) {
        element(
            "circle\(classed(cssClass)) cx=\"\(Self.number(centre.x))\" cy=\"\(Self.number(centre.y))\" r=\"\(Self.number(radius))\"",
            title)
    }

    /// `data` is SVG path data.
    mutating func path(_ data: String, _ cssClass: String, title: String? = nil) {
        guard !data.isEmpty else { return }
        element("path\(classed(cssClass)) d=\"\(data)\"", title)
    }

    enum Anchor: String { case start, middle, end }

    mutating func words(_ string: String, at point: Point, _ cssClass: String, anchor: Anchor = .start) {
        openText(at: point, cssClass, anchor: anchor)
        text += Self.escape(string) + "</text>"
    }

    /// A word of the catalogue: it carries its key, so that a page can change its language.
    mutating func words(_ label: ReportLabel, at point: Point, _ cssClass: String, anchor: Anchor = .start) {
        openText(at: point, cssClass, anchor: anchor, attributes: " data-t=\"\(label.rawValue)\"")
        text += Self.escape(label.text(in: language)) + "</text>"
    }

    /// Elements drawn by `body` inside a group.
    mutating func group(_ cssClass: String, attributes: String = "", _ body: (inout SVGCanvas) -> Void) {
        text += "<g\(classed(cssClass))\(attributes.isEmpty ? "" : " " + attributes)>"
        body(&self)
        text += "</g>"
    }

    /// Ready-made markup: the caller vouches for it.
    mutating func raw(_ markup: String) { text += markup }
}

extension SVGCanvas {
    private mutating func element(_ start: String, _ title: String?) {
        if let title {
            text += "<\(start)><title>\(Self.escape(title))</title></\(start.prefix { $0 != " " })>"
        } else {
            text += "<\(start)/>"
        }
    }

    private mutating func openText(at point: Point, _ cssClass: String, anchor: Anchor, attributes: String = "") {
        let anchored = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        text += "<text\(classed(cssClass)) x=\"\(Self.number(point.x))\" y=\"\(Self.number(point.y))\"\(anchored)\(attributes)>"
    }

    private func classed(_ name: String) -> String { name.isEmpty ? "" : " class=\"\(name)\"" }

    private func size(_ width: Double, _ height: Double) -> String {
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

    /// Text made safe for XML and HTML, in content and in attributes; control characters, which XML forbids, become U+FFFD.
    static func escape(_ string: some StringProtocol) -> String {
        var result = ""
        result.reserveCapacity(string.utf8.count)
        for scalar in string.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
