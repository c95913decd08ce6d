/// How a public version blurs places: positions to a hundredth of a degree, about a kilometre; measures to a kilometre. Lengths and counts stay exact.
public enum PublicRounding {
    /// The nearest position on a grid of 0.01 degrees: 1.1 km north to south, 0.8 km east to west at 42 degrees north.
    public static func round(_ position: GeoPosition) -> GeoPosition {
        GeoPosition(longitude: hundredth(position.longitude), latitude: hundredth(position.latitude))
    }

    /// The nearest whole kilometre along the border.
    public static func round(_ measure: Measure) -> Measure { Measure((measure.metres / 1000).rounded() * 1000) }

    private static func hundredth(_ degrees: Double) -> Double { (degrees * 100).rounded() / 100 }
}
