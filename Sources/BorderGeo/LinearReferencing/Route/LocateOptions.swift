import BorderBase

/// How far from a route things still belong to it, on either side.
public struct Corridor: Hashable, Sendable, Codable {
    /// Limit on the inward side.
    public var inward: Metres
    /// Limit on the other side.
    public var outward: Metres

    public init(inward: Metres, outward: Metres) {
        self.inward = inward
        self.outward = outward
    }

    /// Limits included; an offset that is not a number is outside.
    @inlinable public func contains(inwardOffset: Offset) -> Bool {
        inwardOffset.metres <= inward.value && inwardOffset.metres >= -outward.value
    }
}

/// What `Route.locate` looks for beside the nearest place (F2).
public struct LocateOptions: Hashable, Sendable {
    /// Points outside get the flag `outsideCorridor`; `nil`: no limit.
    public var corridor: Corridor?
    /// Another local minimum of the distance is nearly as near when it is within `(1 + ambiguityRatio) d + ambiguityDistance`
    /// and its measure differs by more than `ambiguitySeparation`.
    public var ambiguityRatio: Double
    public var ambiguityDistance: Metres
    public var ambiguitySeparation: Metres

    public init(
        corridor: Corridor? = nil, ambiguityRatio: Double = 0.10, ambiguityDistance: Metres = Metres(5),
        ambiguitySeparation: Metres = Metres(200)
    ) {
        self.corridor = corridor
        self.ambiguityRatio = ambiguityRatio
        self.ambiguityDistance = ambiguityDistance
        self.ambiguitySeparation = ambiguitySeparation
    }

    /// The distance up to which another minimum counts, for a nearest distance.
    @inline(__always)
    func rivalLimit(_ distance: Double) -> Double { distance * (1 + ambiguityRatio) + ambiguityDistance.value }
}
