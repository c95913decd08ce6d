import BorderBase

/// A figure of the earth.
public struct Ellipsoid: Hashable, Sendable {
    /// Equatorial radius.
    public let semiMajorAxis: Metres
    /// 0 for a sphere, negative for a prolate figure.
    public let flattening: Double

    /// `nil` unless the radius is positive and finite and the flattening is a number below 1.
    public init?(semiMajorAxis: Metres, flattening: Double) {
        guard semiMajorAxis.value > 0, semiMajorAxis.value.isFinite, flattening < 1, flattening.isFinite else { return nil }
        self.semiMajorAxis = semiMajorAxis
        self.flattening = flattening
    }

    private init(a: Double, f: Double) {
        semiMajorAxis = Metres(a)
        flattening = f
    }

    public static let wgs84 = Ellipsoid(a: 6_378_137, f: 1 / 298.257223563)
    public static let grs80 = Ellipsoid(a: 6_378_137, f: 1 / 298.257222101)
    /// Bessel 1841, under the old Korean maps.
    public static let bessel1841 = Ellipsoid(a: 6_377_397.155, f: 1 / 299.1528128)

    public var semiMinorAxis: Metres { semiMajorAxis * (1 - flattening) }
}
