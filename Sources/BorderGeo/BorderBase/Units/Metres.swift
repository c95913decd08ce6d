/// A length on the ground in metres: geodesic on the WGS 84 ellipsoid unless its name says otherwise.
public struct Metres: Hashable, Sendable, Codable, Comparable, AdditiveArithmetic {
    public var value: Double

    @inlinable public init(_ value: Double) { self.value = value }

    @inlinable public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Double.self)
    }

    @inlinable public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    public static var zero: Metres { Metres(0) }
    @inlinable public static func kilometres(_ value: Double) -> Metres { Metres(value * 1000) }
    @inlinable public var kilometres: Double { value / 1000 }

    @inlinable public static func < (a: Metres, b: Metres) -> Bool { a.value < b.value }
    @inlinable public static func + (a: Metres, b: Metres) -> Metres { Metres(a.value + b.value) }
    @inlinable public static func - (a: Metres, b: Metres) -> Metres { Metres(a.value - b.value) }
    @inlinable public static prefix func - (a: Metres) -> Metres { Metres(-a.value) }
    @inlinable public static func * (a: Metres, factor: Double) -> Metres { Metres(a.value * factor) }
    @inlinable public static func / (a: Metres, divisor: Double) -> Metres { Metres(a.value / divisor) }
    /// Ratio of two lengths; `nan` or infinite where `b` is zero, so callers test the denominator first.
    @inlinable public static func / (a: Metres, b: Metres) -> Double { a.value / b.value }
    @inlinable public var magnitude: Metres { Metres(value.magnitude) }
}
