extension LocatedAssets {
    /// Places every facility, fence and patrol path on a border, on `jobs` threads (`nil`: all cores).
    ///
    /// What lies outside `corridor` is kept, flagged, and counts nowhere. n log m for n vertices against m edges of the border.
    public init(
        facilities: [Facility], fences: [FenceLine], patrolPaths: [PatrolPath], on route: Route, corridor: Corridor,
        jobs: Int? = nil
    ) {
        let options = LocateOptions(corridor: corridor)
        let pieces = Parallel.pieces(of: facilities.count, atLeast: 256, jobs: jobs)
        let located = Parallel.map(pieces.count, jobs: jobs) { piece in
            pieces[piece].map { i in
                let facility = facilities[i]
                let location = facility.position.isOnEarth ? route.locate(facility.position, options: options) : nil
                return LocatedFacility(facility: facility, location: location)
            }
        }
        let locator = FenceLocator(route: route, options: FenceOptions(corridor: corridor))
        let locatedFences = zip(fences, locator.locate(fences.map(\.parts), jobs: jobs)).map { fence, place in
            LocatedFence(fence: fence, events: place.events, length: place.length)
        }
        let locatedPaths = zip(patrolPaths, locator.locate(patrolPaths.map(\.parts), jobs: jobs)).map { path, place in
            LocatedPatrolPath(path: path, events: place.events, length: place.length)
        }
        self.init(facilities: located.flatMap { $0 }, fences: locatedFences, patrolPaths: locatedPaths)
    }
}
