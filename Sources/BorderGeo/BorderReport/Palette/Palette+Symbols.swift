import BorderBase
import GeoFormats

/// Classes as symbols of QGIS and Google Earth. Sizes are millimetres on paper.
extension ClassStyle {
    /// A line of that width with its stripes, on a white halo.
    package func line(width: Double, halo: Double = 0.4) -> MapSymbol {
        let ground: [MapSymbol.Part] =
            halo > 0 ? [.stroke(.init(.white.opacity(Share(0.75)), width: width + halo, isFlat: true))] : []
        return MapSymbol(ground + stripes(width: width))
    }

    /// A band along the border whose ends are where they are: flat, without a halo. `beside` moves it to the right of the line.
    package func band(width: Double, beside place: Double = 0) -> MapSymbol {
        // The border would show between its stripes.
        let ground: [MapSymbol.Part] =
            pattern.stripes.count > 1 && place == 0 ? [.stroke(.init(.white, width: width, isFlat: true))] : []
        return MapSymbol(ground + stripes(width: width, beside: place))
    }

    private func stripes(width: Double, beside place: Double = 0) -> [MapSymbol.Part] {
        pattern.stripes.map { stripe in
            .stroke(
                .init(
                    color, width: Self.rounded(width * stripe.width), dashes: dashes.map { Self.rounded($0 * width / 2) },
                    isFlat: true, offset: Self.rounded(place + width * (stripe.from + stripe.width / 2 - 0.5))))
        }
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    /// A point mark, smaller on maps of the whole.
    package func point(size: Double, smallest: Double) -> MapSymbol {
        MapSymbol([
            .mark(
                .init(
                    shape, size: size, fill: isHollow ? .white : color, outline: isHollow ? color : .white, smallest: smallest))
        ])
    }
}
