import BorderBase

extension Route {
    /// The nearest place of the route to a position, with the side it lies on (F2).
    ///
    /// Measure and offset are right to a millimetre on the ellipsoid within 200 km of the route; farther away the edge is the one nearest in the plane.
    /// Ties go to the smallest measure. A position that is none (not finite, out of range) gives a measure and offset that are not numbers and side `ambiguous`.
    /// log n in the number of edges, about 1 us, plus the edges nearly as near.
    public func locate(_ position: GeoPosition, options: LocateOptions = LocateOptions()) -> RouteLocation {
        index.withLocator(on: self, options: options) { $0.location(of: position) }
    }
}

extension RouteLocator {
    /// What `Route.locate` answers.
    package mutating func location(of position: GeoPosition) -> RouteLocation {
        let place = locate(longitude: position.longitude, latitude: position.latitude)
        guard place.measure.isFinite else {
            return RouteLocation(
                measure: Measure(.nan), offset: Offset(.nan), inwardOffset: Offset(.nan), side: .ambiguous, foot: position,
                tangentAzimuth: Degrees(.nan))
        }
        let foot = line.foot(of: place)
        return RouteLocation(
            measure: Measure(place.measure), offset: Offset(place.offset), inwardOffset: Offset(place.offset * inwardSign),
            side: place.side, foot: foot.position, tangentAzimuth: foot.azimuth, flags: place.flags.list,
            alternatives: place.flags.contains(.ambiguous) ? alternatives(to: place, of: position) : [],
            overshoot: place.overshoot.isNaN ? nil : Metres(place.overshoot),
            lateral: place.lateral.isNaN ? nil : Offset(place.lateral))
    }
}

extension MeasuredLine {
    /// The foot on the ground. Exactly the vertex where the foot is one.
    func foot(of place: RouteLocator.Location) -> (position: GeoPosition, azimuth: Degrees) {
        let edge = place.edge
        if edge + 1 < vertices.count, place.measure == measures[edge + 1].metres {
            return (vertices[edge + 1], Degrees(azimuths[edge + 1]))
        }
        return self.place(onEdge: edge, at: Metres(max(place.alongEdge, 0)))
    }
}

extension RouteLocator {
    /// Rivals of the nearest place, nearest first, each more than the separation away from every nearer one.
    func alternatives(to place: Location, of position: GeoPosition) -> [RouteLocation.Alternative] {
        let p = search.frame.projection.project(longitude: position.longitude, latitude: position.latitude)
        let query = EdgeSearch.Query(east: p.east, north: p.north, frame: search.frame)
        let limit = options.rivalLimit(place.distance)
        let separation = options.ambiguitySeparation.value
        var rivals: [EdgeSearch.Foot] = []
        let near = place.measure - separation...place.measure + separation
        search.forEachMinimum(query, within: search.reach(limit, query), except: near) { piece in
            let other = search.foot(piece, query).foot
            if other.distance <= limit, separationOnRoute(other.measure, place.measure) > separation { rivals.append(other) }
            return true
        }
        rivals.sort { $0.precedes($1) }
        // Kept measures in order, so that a neighbour is found by bisection.
        var kept: [Double] = []
        var result: [RouteLocation.Alternative] = []
        for rival in rivals {
            var low = 0
            var high = kept.count
            while low < high {
                let middle = (low + high) / 2
                if kept[middle] < rival.measure { low = middle + 1 } else { high = middle }
            }
            if low < kept.count, kept[low] - rival.measure <= separation { continue }
            if low > 0, rival.measure - kept[low - 1] <= separation { continue }
            kept.insert(rival.measure, at: low)
            result.append(RouteLocation.Alternative(measure: Measure(rival.measure), distance: Metres(rival.distance)))
        }
        return result
    }
}
