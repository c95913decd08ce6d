/// A facility with its place on the border.
public struct LocatedFacility: Hashable, Sendable {
    public var facility: Facility
    /// `nil` where the position could not be located; the facility is kept all the same.
    public var location: RouteLocation?

    public init(facility: Facility, location: RouteLocation?) {
        self.facility = facility
        self.location = location
    }

    /// Located, and inside the corridor: what counts belong to.
    public var attached: RouteLocation? {
        guard let location, !location.flags.contains(.outsideCorridor) else { return nil }
        return location
    }
}

/// A fence with its runs along the border (F3).
public struct LocatedFence: Hashable, Sendable {
    public var fence: FenceLine
    public var events: [FenceEvent]
    /// True length of the whole line as digitised, also of the parts that make no event.
    public var length: Metres

    public init(fence: FenceLine, events: [FenceEvent], length: Metres) {
        self.fence = fence
        self.events = events
        self.length = length
    }
}

/// A patrol path with its runs along the border.
public struct LocatedPatrolPath: Hashable, Sendable {
    public var path: PatrolPath
    public var events: [FenceEvent]
    public var length: Metres

    public init(path: PatrolPath, events: [FenceEvent], length: Metres) {
        self.path = path
        self.events = events
        self.length = length
    }
}

/// Everything of a study attached to its border once, whatever the epoch: inventories are views of it.
public struct LocatedAssets: Sendable {
    public var facilities: [LocatedFacility]
    public var fences: [LocatedFence]
    public var patrolPaths: [LocatedPatrolPath]

    public init(
        facilities: [LocatedFacility] = [], fences: [LocatedFence] = [], patrolPaths: [LocatedPatrolPath] = []
    ) {
        self.facilities = facilities
        self.fences = fences
        self.patrolPaths = patrolPaths
    }
}
