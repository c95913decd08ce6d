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
        let locator = FenceRuns(route: route, corridor: corridor)
        let locatedFences = Parallel.map(fences.count, jobs: jobs) { i in
            let run = locator.locate(fences[i].parts)
            return LocatedFence(fence: fences[i], events: run.events, length: run.length)
        }
        let locatedPaths = Parallel.map(patrolPaths.count, jobs: jobs) { i in
            let run = locator.locate(patrolPaths[i].parts)
            return LocatedPatrolPath(path: patrolPaths[i], events: run.events, length: run.length)
        }
        self.init(facilities: located.flatMap { $0 }, fences: locatedFences, patrolPaths: locatedPaths)
    }
}

/// The run of each part of a fence from the places of its vertices: from the least to the greatest measure inside the corridor.
private struct FenceRuns: Sendable {
    let route: Route
    let corridor: Corridor

    func locate(_ parts: [Polyline<GeoPosition>]) -> (events: [FenceEvent], length: Metres) {
        let geodesic = Geodesic()
        var events: [FenceEvent] = []
        var total = Metres.zero
        for part in parts {
            let length = zip(part.positions, part.positions.dropFirst()).reduce(Metres.zero) {
                $0 + geodesic.distance($1.0, $1.1)
            }
            total = total + length
            let places = part.positions.map { route.locate($0, options: LocateOptions(corridor: corridor)) }
                .filter { !$0.flags.contains(.outsideCorridor) && $0.measure.metres.isFinite }
            let offsets = places.map(\.offset)
            guard let from = places.map(\.measure).min(), let to = places.map(\.measure).max(), let least = offsets.min(),
                let most = offsets.max()
            else { continue }
            let mean = offsets.reduce(0) { $0 + $1.metres } / Double(offsets.count)
            events.append(
                FenceEvent(
                    span: MeasureSpan(from, to), fenceLine: length, offsetMean: Offset(mean), offsetMin: least, offsetMax: most))
        }
        return (events, total)
    }
}
