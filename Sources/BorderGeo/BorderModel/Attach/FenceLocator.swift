import LinearReferencing

/// When a fence runs along a border, and what it cuts off (F3).
public struct FenceOptions: Hashable, Sendable {
    /// Metres of fence are along the border where they are inside.
    public var corridor: Corridor
    /// Metres that make a larger angle with the border are steep; they count, and are reported.
    public var steepAngle: Degrees
    /// Steep metres are left out of fence line, on request.
    public var excludesSteep: Bool
    /// A loop of border that is no longer than so many times the offset of the fence that passes its mouth is a wiggle: direct, not bridged.
    public var bridgeRatio: Double

    public init(
        corridor: Corridor = Corridor(inward: .kilometres(3), outward: Metres(500)), steepAngle: Degrees = Degrees(60),
        excludesSteep: Bool = false, bridgeRatio: Double = 4
    ) {
        self.corridor = corridor
        self.steepAngle = steepAngle
        self.excludesSteep = excludesSteep
        self.bridgeRatio = bridgeRatio
    }
}

/// A fence on a border: its profile, and what that gives for the fence alone (F3).
public struct FenceLocation: Hashable, Sendable {
    /// Disjoint spans in order of measure: where a fence doubles back over itself the border counts once, its own length twice. A `bridged` event has no fence
    /// line, since the fence cuts the loop off at one place, but for metres whose foot stays inside the loop.
    public var events: [FenceEvent]
    /// Geodesic length of the whole line as drawn: `along + outside + beyond`.
    public var length: Metres
    /// Fence line inside the corridor.
    public var along: Metres
    /// Of `along`: at a larger angle with the border than `FenceOptions.steepAngle`.
    public var steep: Metres
    /// Of `along`: on the outward side.
    public var across: Metres
    /// Fence line outside the corridor.
    public var outside: Metres
    /// Fence line before the first or after the last point of the border.
    public var beyond: Metres
    package var profile: FenceProfile
    /// What it covers as the only fence.
    package var cover: FenceCover
    /// The least and the greatest measure of any metre.
    package var extent: MeasureSpan?

    /// The measures under all events.
    public var covered: MeasureSpanSet { MeasureSpanSet(events.map(\.span)) }

    init(profile: FenceProfile, length: Metres, options: FenceOptions) {
        self.profile = profile
        self.length = length
        cover = FenceCover.cover(of: profile, ratio: options.bridgeRatio)
        events = profile.events(cover)
        let totals = profile.totals
        along = Metres(totals.along)
        steep = Metres(totals.steep)
        across = Metres(totals.across)
        outside = Metres(totals.outside)
        beyond = Metres(totals.beyond)
        extent = totals.low <= totals.high ? MeasureSpan(Measure(totals.low), Measure(totals.high)) : nil
    }
}

/// Finds where lines run along a border. One value serves any number of lines on any number of threads.
package struct FenceLocator: Sendable {
    package let route: Route
    package let options: FenceOptions

    package init(route: Route, options: FenceOptions = FenceOptions()) {
        self.route = route
        self.options = options
    }

    /// Where one fence of one or more parts runs. A part of fewer than two positions adds nothing.
    ///
    /// Linear in the fence's extent over the border's detail, log n in the border's edges; measures are right to a millimetre, offsets to 0.1 m.
    package func locate(_ parts: [Polyline<GeoPosition>]) -> FenceLocation {
        route.index.withLocator(on: route, options: LocateOptions()) { locator in
            var walk = FenceWalk(locator: locator, options: options, end: route.end)
            return locate(parts, &walk)
        }
    }

    /// The same for many fences at once, on `jobs` threads (`nil`: all cores): the same answers at any number.
    package func locate(_ fences: [[Polyline<GeoPosition>]], jobs: Int? = nil) -> [FenceLocation] {
        let pieces = Parallel.pieces(of: fences.count, atLeast: 16, jobs: jobs)
        let found = Parallel.map(pieces.count, jobs: jobs) { piece in
            route.index.withLocator(on: route, options: LocateOptions()) { locator in
                var walk = FenceWalk(locator: locator, options: options, end: route.end)
                return pieces[piece].map { locate(fences[$0], &walk) }
            }
        }
        return found.count == 1 ? found[0] : found.flatMap { $0 }
    }

    private func locate(_ parts: [Polyline<GeoPosition>], _ walk: inout FenceWalk) -> FenceLocation {
        var length = 0.0
        walk.profile.removeAll()
        for (source, part) in parts.enumerated() { length += walk.follow(part.positions, source: source) }
        return FenceLocation(profile: walk.profile.copy(), length: Metres(length), options: options)
    }
}
