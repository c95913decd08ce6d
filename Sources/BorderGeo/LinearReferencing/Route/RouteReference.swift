import BorderBase

/// A place by measure and offset, as a table of linear references has it (ISO 19148): what `locate` says, without the place.
public struct RouteReference: Hashable, Sendable {
    public var measure: Measure
    /// Positive left of increasing measure.
    public var offset: Offset
    /// Beyond an end of the route: how far along the end's tangent; `nil` elsewhere.
    public var overshoot: Metres?
    /// Beyond an end: signed distance from the end's tangent, positive left; `nil` elsewhere.
    public var lateral: Offset?
    /// Where on the route, for measures that two places have (a gap without length).
    public var foot: GeoPosition?

    public init(
        measure: Measure, offset: Offset = Offset(0), overshoot: Metres? = nil, lateral: Offset? = nil, foot: GeoPosition? = nil
    ) {
        self.measure = measure
        self.offset = offset
        self.overshoot = overshoot
        self.lateral = lateral
        self.foot = foot
    }

    public init(_ location: RouteLocation) {
        self.init(
            measure: location.measure, offset: location.offset, overshoot: location.overshoot, lateral: location.lateral,
            foot: location.foot)
    }
}
