import GeoFormats

/// How one class of things is named and drawn in every output: page, drawings, QGIS, Google Earth.
package struct ClassStyle: Hashable, Sendable {
    /// The value that stands in files (`layer_added`, `guard_post`).
    package var id: String
    /// A word of the catalogue, in every language.
    var word: ReportLabel?
    /// The word of a study's own class.
    private var ownLabel: String
    /// On a light ground.
    package var color: MapColor
    /// On a dark ground.
    package var dark: MapColor
    package var pattern: ClassPattern
    /// Lengths of dashes and spaces in widths of the line; empty: unbroken.
    package var dashes: [Double]
    package var shape: MapSymbol.Shape
    /// Points are an outline alone.
    package var isHollow: Bool
    /// Place in legends.
    package var order: Int

    /// A class that a study defines. Without a dark colour it has the same on both grounds.
    package init(
        _ id: String, label: String, color: MapColor, dark: MapColor? = nil, pattern: ClassPattern = .solid,
        dashes: [Double] = [],
        shape: MapSymbol.Shape = .circle, isHollow: Bool = false, order: Int = 0
    ) {
        self.id = id
        ownLabel = label
        self.color = color
        self.dark = dark ?? color
        self.pattern = pattern
        self.dashes = dashes
        self.shape = shape
        self.isHollow = isHollow
        self.order = order
    }

    /// A class of ours.
    init(
        _ id: String, _ word: ReportLabel, light: UInt32, dark: UInt32, pattern: ClassPattern = .solid, dashes: [Double] = [],
        shape: MapSymbol.Shape = .circle, isHollow: Bool = false
    ) {
        self.init(
            id, label: "", color: MapColor(light), dark: MapColor(dark), pattern: pattern, dashes: dashes, shape: shape,
            isHollow: isHollow)
        self.word = word
    }

    /// The same under another word.
    func renamed(_ label: String) -> ClassStyle {
        var style = self
        style.word = nil
        style.ownLabel = label
        return style
    }

    /// The word inside a sentence or beside a mark of a drawing.
    func label(in language: ReportLanguage) -> String { word?.text(in: language) ?? ownLabel }

    /// The word of a layer of fence as a line of a legend: "Primary fence".
    var layerLabel: String { word == nil ? legendLabel : legendLabel + " fence" }

    /// The word as a line of a legend.
    package var legendLabel: String {
        let text = label(in: .english)
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
