/// An angle in degrees; azimuths run clockwise from north.
public struct Degrees: Hashable, Sendable, Codable, Comparable {
    public var value: Double

    @inlinable public init(_ value: Double) { self.value = value }

    @inlinable public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Double.self)
    }

    @inlinable public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    @inlinable public var radians: Double { value * .pi / 180 }
    @inlinable public static func < (a: Degrees, b: Degrees) -> Bool { a.value < b.value }
}
