/// A place on a route: metres along it from its start (chainage). `Measure - Measure` is a length, a measure plus a length is a measure.
public struct Measure: Hashable, Sendable, Codable, Comparable {
    public var metres: Double

    @inlinable public init(_ metres: Double) { self.metres = metres }

    @inlinable public init(from decoder: any Decoder) throws {
        metres = try decoder.singleValueContainer().decode(Double.self)
    }

    @inlinable public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(metres)
    }

    @inlinable public static func < (a: Measure, b: Measure) -> Bool { a.metres < b.metres }
    @inlinable public static func - (a: Measure, b: Measure) -> Metres { Metres(a.metres - b.metres) }
    @inlinable public static func + (a: Measure, b: Metres) -> Measure { Measure(a.metres + b.value) }
    @inlinable public static func - (a: Measure, b: Metres) -> Measure { Measure(a.metres - b.value) }
}

/// Signed geodesic distance of a point from a route: positive on the left of increasing measure.
///
/// `inward_offset_m` is another value, positive on the inward side; `RouteLocation.inwardOffset` gives it.
public struct Offset: Hashable, Sendable, Codable, Comparable {
    public var metres: Double

    @inlinable public init(_ metres: Double) { self.metres = metres }

    @inlinable public init(from decoder: any Decoder) throws {
        metres = try decoder.singleValueContainer().decode(Double.self)
    }

    @inlinable public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(metres)
    }

    @inlinable public static func < (a: Offset, b: Offset) -> Bool { a.metres < b.metres }
    @inlinable public var distance: Metres { Metres(metres.magnitude) }
}
