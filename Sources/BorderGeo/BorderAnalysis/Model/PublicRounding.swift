import LinearReferencing

/// How a public version blurs places: positions to a hundredth of a degree, about a kilometre.
///
/// It is the one grid of all public outputs: two grids laid over each other would narrow a place down. Lengths and counts stay exact.
package enum PublicRounding {
    /// The nearest position on a grid of 0.01 degrees: 1.1 km north to south, 0.8 km east to west at 42 degrees north.
    package static func round(_ position: GeoPosition) -> GeoPosition {
        GeoPosition(longitude: hundredth(position.longitude), latitude: hundredth(position.latitude))
    }

    private static func hundredth(_ degrees: Double) -> Double { (degrees * 100).rounded() / 100 }
}
