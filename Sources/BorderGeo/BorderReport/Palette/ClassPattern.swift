/// What a line or a band looks like across, so that classes are told apart without colour: stripes side by side, the same in drawings, on maps and in QGIS.
///
/// Stripes run along the line. A drawing that is stretched along the border, as a strip is, leaves them as they are, which no hatching would survive.
package enum ClassPattern: String, Hashable, Sendable, CaseIterable {
    case solid, slim, hairline, twin, double, triple, underlined, overlined, upper, lower, rails

    /// The stripes as shares of the whole width, from the left of a line seen along it, or from the top of a band.
    package var stripes: [(from: Double, width: Double)] {
        switch self {
        case .solid: [(0, 1)]
        case .slim: [(0.28, 0.44)]
        case .hairline: [(0.42, 0.16)]
        case .twin: [(0.3, 0.1), (0.6, 0.1)]
        case .double: [(0, 0.36), (0.64, 0.36)]
        case .triple: [(0, 0.2), (0.4, 0.2), (0.8, 0.2)]
        case .underlined: [(0, 0.6), (0.82, 0.18)]
        case .overlined: [(0, 0.18), (0.4, 0.6)]
        case .upper: [(0, 0.5)]
        case .lower: [(0.5, 0.5)]
        case .rails: [(0, 0.16), (0.84, 0.16)]
        }
    }

    /// Share of the width that is inked.
    package var ink: Double { stripes.reduce(0) { $0 + $1.width } }
}
