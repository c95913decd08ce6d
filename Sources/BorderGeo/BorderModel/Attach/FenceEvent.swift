import LinearReferencing

/// One run of a fence along a route: a span of measures with the true length of the fence over it (F3).
public struct FenceEvent: Hashable, Sendable {
    public var span: MeasureSpan
    /// Geodesic length of the fence line over this run.
    public var fenceLine: Metres
    public var offsetMean: Offset
    public var offsetMin: Offset
    public var offsetMax: Offset
    /// The fence cuts the neck of a meander: it stands between the loop and the inland without following the loop.
    public var bridged: Bool
    /// The run ends where the fence crosses the route.
    public var crosses: Bool

    public init(
        span: MeasureSpan, fenceLine: Metres, offsetMean: Offset, offsetMin: Offset, offsetMax: Offset, bridged: Bool = false,
        crosses: Bool = false
    ) {
        self.span = span
        self.fenceLine = fenceLine
        self.offsetMean = offsetMean
        self.offsetMin = offsetMin
        self.offsetMax = offsetMax
        self.bridged = bridged
        self.crosses = crosses
    }

    /// `to - from`: length of border that the run stands along.
    public var route: Metres { span.length }
    /// Fence line per border it stands along; `nil` where the run has no extent on the route.
    public var sinuosity: Double? { route.value > 0 ? fenceLine / route : nil }
}
