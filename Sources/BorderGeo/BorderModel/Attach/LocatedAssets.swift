import LinearReferencing

/// A facility with its place on the border.
public struct LocatedFacility: Hashable, Sendable {
    public var facility: Facility
    /// `nil` where the position could not be located; the facility is kept all the same.
    public var location: RouteLocation?

    public init(facility: Facility, location: RouteLocation?) {
        self.facility = facility
        self.location = location
    }

    /// Located, inside the corridor and not beyond an end of the border: what counts belong to.
    public var attached: RouteLocation? {
        guard let location, !location.flags.contains(.outsideCorridor), !location.isBeyondEnd else { return nil }
        return location
    }

    /// The measure of `attached` without a copy of the rest.
    var attachedMeasure: Measure? {
        guard location?.flags.contains(.outsideCorridor) == false, location?.isBeyondEnd == false else { return nil }
        return location?.measure
    }
}

/// A fence with its runs along the border (F3).
public struct LocatedFence: Hashable, Sendable {
    public var fence: FenceLine
    public var location: FenceLocation

    public init(fence: FenceLine, location: FenceLocation) {
        self.fence = fence
        self.location = location
    }

    public var events: [FenceEvent] { location.events }
    /// True length of the whole line as digitised, also of the parts that make no event.
    public var length: Metres { location.length }
}

/// A patrol path with its runs along the border.
public struct LocatedPatrolPath: Hashable, Sendable {
    public var path: PatrolPath
    public var location: FenceLocation

    public init(path: PatrolPath, location: FenceLocation) {
        self.path = path
        self.location = location
    }

    public var events: [FenceEvent] { location.events }
    public var length: Metres { location.length }
}

/// Everything of a study attached to its border once, whatever the epoch: inventories are views of it.
public struct LocatedAssets: Sendable {
    public let facilities: [LocatedFacility]
    public let fences: [LocatedFence]
    public let patrolPaths: [LocatedPatrolPath]
    /// Kinds of the facilities, in order.
    public let kinds: [FacilityKind]
    /// The border's last measure. Spans are half open, but this one point belongs to what reaches it; `nil`: to nothing.
    public var borderEnd: Measure?
    /// How the fences were located.
    public var fenceOptions: FenceOptions
    /// The layers that tables have a row for, in order.
    public private(set) var layers: [FenceLayer]
    /// Records less sure than this count nowhere; `nil`: all do, and so do those without a confidence.
    public var leastConfidence: Share?

    public init(
        facilities: [LocatedFacility] = [], fences: [LocatedFence] = [], patrolPaths: [LocatedPatrolPath] = [],
        borderEnd: Measure? = nil, fenceOptions: FenceOptions = FenceOptions(), layers: [FenceLayer]? = nil
    ) {
        self.fenceOptions = fenceOptions
        self.facilities = facilities
        kinds = ClassIndex(of: facilities.lazy.map(\.facility.kind)).classes
        self.fences = fences
        self.patrolPaths = patrolPaths
        self.borderEnd = borderEnd
        self.layers = layers ?? FenceLayer.allCases
        // A fence of a layer that nobody named counts all the same.
        let named = Set(self.layers)
        self.layers += ClassIndex(of: fences.lazy.map(\.fence.layer).filter { !named.contains($0) }).classes
    }
}
