/// A part of a whole, 0 to 1. The whole is named where the share is stored (coverage: fenced border over observed border).
public struct Share: Hashable, Sendable, Codable, Comparable {
    public var fraction: Double

    @inlinable public init(_ fraction: Double) { self.fraction = fraction }

    @inlinable public init(from decoder: any Decoder) throws {
        fraction = try decoder.singleValueContainer().decode(Double.self)
    }

    @inlinable public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fraction)
    }

    /// Part over whole, `nil` where the whole is zero: a share of nothing is not defined, it is not 0.
    @inlinable public init?(_ part: Metres, of whole: Metres) {
        guard whole.value > 0 else { return nil }
        fraction = part.value / whole.value
    }

    @inlinable public var percent: Double { fraction * 100 }
    @inlinable public static func < (a: Share, b: Share) -> Bool { a.fraction < b.fraction }
}
