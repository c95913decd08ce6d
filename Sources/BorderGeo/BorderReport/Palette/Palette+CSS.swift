import BorderModel
import GeoFormats

/// Classes as style sheets of a page and of drawings: a variable a class, for light and for dark, and the rules that use it.
extension Palette {
    /// Variables and rules. The page's own colours (ground, ink, grid) are in the theme's style sheet.
    var css: Markup { variables + rules }

    private var variables: Markup {
        func all(_ color: (ClassStyle) -> MapColor) -> Markup {
            Subject.allCases.filter { $0 != .period && $0 != .gap && $0 != .observation && $0 != .fenceLayer }.flatMap {
                subject in
                styles(of: subject).map { "--\($0.variable(in: subject)):\(color($0).css);" as Markup }
            }.joined()
        }
        func ownLayers(_ color: (ClassStyle) -> MapColor) -> Markup {
            ownLayerStyles.map { "--\($0.variable(in: .fenceLayer)):\(color($0).css);" as Markup }.joined()
        }
        let (light, dark) = (all(\.color) + ownLayers(\.color), all(\.dark) + ownLayers(\.dark))
        return
            ":root{\(light)}@media (prefers-color-scheme:dark){:root:not([data-theme=light]){\(dark)}}:root[data-theme=dark]{\(dark)}"
    }

    /// Layers that a study brings: they have colours on its page, where ours have dashes alone.
    private var ownLayerStyles: [ClassStyle] {
        styles(of: .fenceLayer).filter { !Self.standard.holds($0.id, of: .fenceLayer) }
    }

    /// Whether a study brought this layer.
    static func isOwn(_ layer: FenceLayer) -> Bool { !standard.holds(layer.rawValue, of: .fenceLayer) }

    private var rules: Markup {
        var text: Markup = ""
        for style in styles(of: .status) {
            let name = style.variable(in: .status)
            text += ".k-\(name),.st-\(name){fill:var(--\(name))}.fence.st-\(name){fill:none;\(style.stroke)}"
        }
        for style in styles(of: .facilityKind) {
            let name = style.variable(in: .facilityKind)
            // Names of a study's own classes are behind a letter, so that none is a variable of ours.
            text +=
                style.shape == .cross
                ? ".f-\(style.cssName){fill:none;stroke:var(--\(name));stroke-width:2}"
                : ".f-\(style.cssName){fill:var(--\(name))}"
            text += ".ticks.f-\(style.cssName)-line{stroke:var(--\(name))}"
        }
        for style in ownLayerStyles {
            let colour: Markup = "var(--\(style.variable(in: .fenceLayer)))"
            text += ".casing.l-\(style.cssName){stroke:\(colour)}.lane.l-\(style.cssName){fill:\(colour)}"
            let dash = style.dashes.map { SVGCanvas.number($0 * 1.5) }.joined(separator: " ")
            if !dash.isEmpty { text += ".fence.l-\(style.cssName){stroke-dasharray:\(dash)}" }
        }
        for style in styles(of: .layerCount) {
            text += ".\(style.variable(in: .layerCount)){fill:var(--\(style.variable(in: .layerCount)))}"
        }
        for style in styles(of: .series) {
            let (name, id) = (style.variable(in: .series), style.id)
            text +=
                ".bar.\(name),.dot.\(name){fill:var(--\(name))}.curve.c\(id){stroke:var(--\(name))}.curve-fill.f\(id){fill:var(--\(name))}"
        }
        return text
    }
}

extension ClassStyle {
    /// Name of its variable and, behind `k-`, `st-` or `f-`, of its class in style sheets.
    func variable(in subject: Palette.Subject) -> Markup {
        let prefix: Markup =
            switch subject {
            case .layerCount: "m"
            case .series: "e"
            case .fenceLayer: "layer-"
            case .facilityKind: Palette.standard.holds(id, of: subject) ? "" : "own-"
            default: ""
            }
        return "\(prefix)\(cssName)"
    }

    /// Its id as names of style sheets have it.
    var cssName: String { id.styleName }

    /// Its line on the map of a page, where one stroke is all there is: width takes the place of stripes.
    var stroke: Markup {
        let width = pattern == .solid ? 3.6 : max(1, 0.8 + pattern.ink * 2.2)
        let dash: Markup =
            dashes.isEmpty ? "" : ";stroke-dasharray:\(dashes.map { SVGCanvas.number($0 * 1.5) }.joined(separator: " "))"
        return "stroke:var(--\(variable(in: .status)));stroke-width:\(SVGCanvas.number(width))\(dash)"
    }
}
