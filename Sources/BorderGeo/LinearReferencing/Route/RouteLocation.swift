import BorderBase

/// Which side of a route a point lies on, looking along increasing measure.
public enum Side: String, Hashable, Sendable, Codable {
    case left, right
    /// Nearer than a millimetre.
    case on
    /// Before the first or after the last vertex: no side is defined there.
    case end
    /// The nearest vertex is a reversal, or the side cannot be told.
    case ambiguous
}

/// What is remarkable about a location. Written to `flags` by raw value, in this order.
public enum LocationFlag: String, Hashable, Sendable, Codable, CaseIterable {
    /// Another limb of the route is nearly as near: see `alternatives`.
    case ambiguous
    case atGap = "at_gap"
    /// Farther from the route than the corridor allows.
    case outsideCorridor = "outside_corridor"
    /// Outside every study area.
    case outsideAreas = "outside_areas"
    /// Outside what imagery of the epoch shows.
    case outsideMask = "outside_mask"
}

/// A point's place on a route (F2).
public struct RouteLocation: Hashable, Sendable {
    /// Another local minimum of the distance that the rule of F2 calls nearly as near.
    public struct Alternative: Hashable, Sendable, Codable {
        public var measure: Measure
        public var distance: Metres

        public init(measure: Measure, distance: Metres) {
            self.measure = measure
            self.distance = distance
        }
    }

    public var measure: Measure
    /// Positive left. Where `side` is `end`, the magnitude is the distance to the end and the sign is that of `lateral`.
    public var offset: Offset
    /// Positive on the inward side.
    public var inwardOffset: Offset
    public var side: Side
    public var foot: GeoPosition
    public var tangentAzimuth: Degrees
    public var flags: [LocationFlag]
    public var alternatives: [Alternative]
    /// Beyond an end: how far along the end's tangent; `nil` elsewhere.
    public var overshoot: Metres?
    /// Beyond an end: signed distance from the end's tangent, positive left; `nil` elsewhere.
    public var lateral: Offset?

    public init(
        measure: Measure, offset: Offset, inwardOffset: Offset, side: Side, foot: GeoPosition, tangentAzimuth: Degrees,
        flags: [LocationFlag] = [], alternatives: [Alternative] = [], overshoot: Metres? = nil, lateral: Offset? = nil
    ) {
        self.measure = measure
        self.offset = offset
        self.inwardOffset = inwardOffset
        self.side = side
        self.foot = foot
        self.tangentAzimuth = tangentAzimuth
        self.flags = flags
        self.alternatives = alternatives
        self.overshoot = overshoot
        self.lateral = lateral
    }
}

extension RouteLocation {
    /// More than a metre beyond an end of the route: it belongs to none of its measures. Nearer than that it is a matter of how the end was drawn.
    public var isBeyondEnd: Bool { side == .end && (overshoot?.value ?? 0) > 1 }
}
