import LinearReferencing

/// When a fence runs along a route and when it does not (F3).
public struct FenceOptions: Hashable, Sendable {
    /// Runs are kept where the fence is inside.
    public var corridor: Corridor
    /// Largest angle between fence and route; steeper stretches are spurs. The route's direction is that of its offset curve through the fence, so that a
    /// jagged route does not turn a smooth fence into spurs.
    public var maxAngle: Degrees
    /// Runs along less of the route are dropped and counted; steep stretches shorter than this stay in their run.
    public var minRun: Metres
    /// Runs of one fence at most this far apart along the route are one event.
    public var mergeGap: Metres
    /// A foot that leaps farther along the route than this, and than four times the offset, leaves a loop behind that the fence cuts off. (Inside an ordinary bend
    /// the foot leaps too, by up to four times the offset for a turn of 127 degrees.)
    public var maxJump: Metres

    public init(
        corridor: Corridor = Corridor(inward: .kilometres(3), outward: Metres(500)), maxAngle: Degrees = Degrees(60),
        minRun: Metres = Metres(10), mergeGap: Metres = .zero, maxJump: Metres = Metres(500)
    ) {
        self.corridor = corridor
        self.maxAngle = maxAngle
        self.minRun = minRun
        self.mergeGap = mergeGap
        self.maxJump = maxJump
    }
}

/// A fence on a route: its events in order of measure, and what of it made none (F3).
public struct FenceLocation: Hashable, Sendable {
    /// A stretch steeper than the options allow: a spur, a gate road, a fence that leads inland.
    public struct Transverse: Hashable, Sendable {
        public var span: MeasureSpan
        public var fenceLine: Metres
    }

    /// Disjoint spans: where a fence doubles back over itself the route counts once, its own length twice. A `bridged` event has no fence line: the fence cuts
    /// the loop off at one place.
    public var events: [FenceEvent]
    public var transverse: [Transverse]
    /// Runs shorter than `minRun`.
    public var droppedRuns: Int
    /// Geodesic length of the whole line, events or not.
    public var length: Metres
    /// Fence line outside the corridor or beyond the ends of the route.
    public var outside: Metres

    /// The measures under all events.
    public var covered: MeasureSpanSet { MeasureSpanSet(events.map(\.span)) }
}

/// Finds where lines run along a route. One value serves any number of lines on any number of threads.
package struct FenceLocator: Sendable {
    package let route: Route
    package let options: FenceOptions

    package init(route: Route, options: FenceOptions = FenceOptions()) {
        self.route = route
        self.options = options
    }

    /// The events of one fence of one or more parts. A part of fewer than two positions has none.
    ///
    /// Linear in the fence's extent over the route's detail, log n in the route's edges; events are right to 0.1 m, their ends at corridor limits to a millimetre.
    package func locate(_ parts: [Polyline<GeoPosition>]) -> FenceLocation {
        route.index.withLocator(on: route, options: LocateOptions()) { locate(parts, &$0) }
    }

    /// The same for many fences at once, on `jobs` threads (`nil`: all cores): the same answers at any number.
    package func locate(_ fences: [[Polyline<GeoPosition>]], jobs: Int? = nil) -> [FenceLocation] {
        let pieces = Parallel.pieces(of: fences.count, atLeast: 16, jobs: jobs)
        return Parallel.map(pieces.count, jobs: jobs) { piece in
            route.index.withLocator(on: route, options: LocateOptions()) { locator in
                pieces[piece].map { locate(fences[$0], &locator) }
            }
        }.flatMap { $0 }
    }

    private func locate(_ parts: [Polyline<GeoPosition>], _ locator: inout RouteLocator) -> FenceLocation {
        var runs = FenceRuns(options: options, inwardSign: locator.inwardSign)
        var length = 0.0
        var walk = FenceWalk(locator: locator, options: options)
        for part in parts {
            runs.startPart()
            length += walk.follow(part.positions) { runs.add($0) }
            runs.endPart()
        }
        locator.warm = walk.locator.warm
        return runs.location(length: Metres(length))
    }
}
