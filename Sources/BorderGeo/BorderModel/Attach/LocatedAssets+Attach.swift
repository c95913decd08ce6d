import LinearReferencing

extension LocatedAssets {
    /// Places every facility, fence and patrol path on a border, on `jobs` threads (`nil`: all cores).
    ///
    /// `layers` are those that tables have a row for (`nil`: the default ones). What lies outside the corridor of `fenceOptions` is kept, flagged, and counts nowhere. n log m for n vertices against m edges of the border.
    public init(
        facilities: [Facility], fences: [FenceLine], patrolPaths: [PatrolPath], on route: Route,
        fenceOptions: FenceOptions, layers: [FenceLayer]? = nil, jobs: Int? = nil
    ) {
        let options = LocateOptions(corridor: fenceOptions.corridor)
        let pieces = Parallel.pieces(of: facilities.count, atLeast: 256, jobs: jobs)
        let located = Parallel.map(pieces.count, jobs: jobs) { piece in
            route.index.withLocator(on: route, options: options) { locator in
                facilities[pieces[piece]].map { facility in
                    LocatedFacility(
                        facility: facility,
                        location: facility.position.isOnEarth ? locator.location(of: facility.position) : nil)
                }
            }
        }
        let locator = FenceLocator(route: route, options: fenceOptions)
        let fenceLocations = locator.locate(fences.map(\.parts), jobs: jobs)
        let pathLocations = locator.locate(patrolPaths.map(\.parts), jobs: jobs)
        var all: [LocatedFacility] = []
        all.reserveCapacity(facilities.count)
        for piece in located { all += piece }
        self.init(
            facilities: all,
            fences: zip(fences, fenceLocations).map { LocatedFence(fence: $0, location: $1) },
            patrolPaths: zip(patrolPaths, pathLocations).map { LocatedPatrolPath(path: $0, location: $1) },
            borderEnd: route.span.to, fenceOptions: fenceOptions, layers: layers)
    }
}
