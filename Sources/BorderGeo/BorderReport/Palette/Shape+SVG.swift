import GeoFormats

extension MapSymbol.Shape {
    /// SVG path data of the shape around the origin, about 9 units wide.
    var path: String {
        switch self {
        case .circle: "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z"
        case .triangle: "M0-5L4.6 3.4H-4.6Z"
        case .square: "M-4-4H4V4H-4Z"
        case .diamond: "M0-5L4 0L0 5L-4 0Z"
        case .pentagon: "M0-5L4.8-1.5L2.9 4H-2.9L-4.8-1.5Z"
        case .hexagon: "M-2.5-4.3H2.5L5 0L2.5 4.3H-2.5L-5 0Z"
        case .star: "M0-5.2L1.4-1.9L4.9-1.6L2.2 .7L3.1 4.2L0 2.3L-3.1 4.2L-2.2 .7L-4.9-1.6L-1.4-1.9Z"
        case .cross: "M-4 0H4M0-4V4"
        case .cross2: "M-3.2-3.2L3.2 3.2M-3.2 3.2L3.2-3.2"
        }
    }
}
