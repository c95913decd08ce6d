import BorderBase

/// A half-open interval of measures `[from, to)` on one route; `from <= to`.
public struct MeasureSpan: Hashable, Sendable, Codable {
    public let from: Measure
    public let to: Measure

    /// Orders its two ends, so a span is valid once made.
    @inlinable public init(_ a: Measure, _ b: Measure) {
        from = min(a, b)
        to = max(a, b)
    }

    @inlinable public var length: Metres { to - from }
    @inlinable public var isEmpty: Bool { from == to }
    @inlinable public func contains(_ measure: Measure) -> Bool { from <= measure && measure < to }

    /// The common part, `nil` where it is empty.
    @inlinable public func intersection(_ other: MeasureSpan) -> MeasureSpan? {
        let a = max(from, other.from)
        let b = min(to, other.to)
        return a < b ? MeasureSpan(a, b) : nil
    }
}
