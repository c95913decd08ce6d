/// An area on the ground in square metres.
public struct SquareMetres: Hashable, Sendable, Codable, Comparable {
    public var value: Double

    @inlinable public init(_ value: Double) { self.value = value }

    @inlinable public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Double.self)
    }

    @inlinable public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    @inlinable public var squareKilometres: Double { value / 1_000_000 }
    @inlinable public static func < (a: SquareMetres, b: SquareMetres) -> Bool { a.value < b.value }
}
