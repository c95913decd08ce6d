import BorderBase

/// How one thing is drawn: strokes, marks or a fill, bottom one first. Sizes are millimetres on paper.
package struct MapSymbol: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case stroke(Stroke)
        case mark(Mark)
        /// Marks repeated along a line, as the crosses of a wire fence.
        case marks(Mark, every: Double)
        case fill(MapColor, outline: Stroke?)
        /// Slanted lines over an area.
        case hatch(Stroke, every: Double, angle: Degrees)
    }

    package struct Stroke: Hashable, Sendable {
        package var color: MapColor
        package var width: Double
        /// Lengths of dashes and spaces in turn; empty: one solid line.
        package var dashes: [Double]
        /// Ends without round caps.
        package var isFlat: Bool
        /// Drawn so far to the right of the line, seen along it; negative: to the left.
        package var offset: Double

        package init(_ color: MapColor, width: Double, dashes: [Double] = [], isFlat: Bool = false, offset: Double = 0) {
            self.color = color
            self.width = width
            self.dashes = dashes
            self.isFlat = isFlat
            self.offset = offset
        }
    }

    package enum Shape: String, Hashable, Sendable, CaseIterable {
        case circle, square, triangle, diamond, pentagon, star, cross, cross2, hexagon
    }

    package struct Mark: Hashable, Sendable {
        package var shape: Shape
        package var size: Double
        package var fill: MapColor
        package var outline: MapColor
        /// Drawn at `size` at 1:20,000 and larger, at `smallest` at 1:300,000 and smaller; `nil`: always at `size`.
        package var smallest: Double?

        package init(_ shape: Shape, size: Double, fill: MapColor, outline: MapColor = .white, smallest: Double? = nil) {
            self.shape = shape
            self.size = size
            self.fill = fill
            self.outline = outline
            self.smallest = smallest
        }
    }

    package var parts: [Part]

    package init(_ parts: [Part]) { self.parts = parts }

    package static func line(_ color: MapColor, width: Double, dashes: [Double] = []) -> MapSymbol {
        MapSymbol([.stroke(Stroke(color, width: width, dashes: dashes))])
    }
}

extension MapSymbol {
    /// The colour that stands for the symbol where a format knows only one (KML).
    var leadingColor: MapColor {
        for part in parts.reversed() {
            switch part {
            case .stroke(let stroke): return stroke.color
            case .mark(let mark): return mark.fill
            case .fill(let color, _): return color
            case .hatch(let stroke, _, _): return stroke.color
            case .marks: continue
            }
        }
        return .grey
    }

    /// The width of its widest stroke.
    var lineWidth: Double {
        parts.reduce(0) { widest, part in
            switch part {
            case .stroke(let stroke): max(widest, stroke.width)
            case .fill(_, let outline): max(widest, outline?.width ?? 0)
            default: widest
            }
        }
    }

    /// How much of the leading colour lies side by side, in millimetres: the width of a format that knows one stroke.
    var inkWidth: Double {
        let leading = leadingColor
        return parts.reduce(0) { sum, part in
            if case .stroke(let stroke) = part, stroke.color == leading { sum + stroke.width } else { sum }
        }
    }

    /// The mark of a point symbol.
    var mark: Mark? {
        for part in parts { if case .mark(let mark) = part { return mark } }
        return nil
    }
}
