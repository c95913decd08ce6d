import BorderBase

extension Route {
    /// The position that a reference names: the inverse of `locate`.
    ///
    /// Where the foot is inside an edge it is the position on the geodesic perpendicular there, to a tenth of a millimetre. Many positions have a bend's outer side, or a place
    /// beyond an end without `overshoot`, in common: one of them is given, of which `locate` says the same reference. Where no position has it (an offset longer than
    /// a bend's inner side allows, another limb that is nearer), the one on the perpendicular is given, and `locate` says another one of it.
    /// Throws for measures that are not on the route, or in a gap of it. About 2 us.
    public func position(of reference: RouteReference) throws(RouteError) -> GeoPosition {
        try index.withLocator(on: self, options: LocateOptions()) { locator in
            Result { () throws(RouteError) in try placing(of: reference, asking: &locator).position }
        }.get()
    }

    /// The position, and whether `locate` says the reference of it.
    package func placing(
        of reference: RouteReference, asking locator: inout RouteLocator
    ) throws(RouteError) -> (position: GeoPosition, isExact: Bool) {
        guard reference.offset.metres.isFinite else { throw .outOfRange(reference.measure, start: start, end: end) }
        if let overshoot = reference.overshoot, overshoot.value > 0 {
            return (try position(beyondEnd: reference, by: overshoot), true)
        }
        let here = try place(at: reference.measure, clamp: false)
        if reference.offset.metres == 0 { return (here.position, true) }
        let straight = Fan(at: here.position, offset: reference.offset).position(toLeftOf: here.azimuth.value)
        if locator.says(reference, of: straight) { return (straight, true) }
        // A spike is passed over where sides are told: left of its edge may be right of the line.
        let opposite = Fan(at: here.position, offset: Offset(-reference.offset.metres)).position(toLeftOf: here.azimuth.value)
        if locator.says(reference, of: opposite) { return (opposite, true) }
        for vertex in vertices(near: reference.measure) {
            if let found = position(of: reference, aroundVertex: vertex, asking: &locator) { return (found, true) }
        }
        return (straight, false)
    }

    // MARK: - Beyond an end

    /// The way to the position has a part along the end's tangent and one across it.
    private func position(beyondEnd reference: RouteReference, by overshoot: Metres) throws(RouteError) -> GeoPosition {
        guard contains(reference.measure) else { throw .outOfRange(reference.measure, start: start, end: end) }
        let (vertex, isLast) = end(nearest: reference)
        let d = reference.offset.metres
        let across = (d * d - overshoot.value * overshoot.value).squareRoot()
        let lateral = reference.lateral?.metres ?? (across.isNaN ? 0 : d < 0 ? -across : across)
        let along = isLast ? overshoot.value : -overshoot.value
        let turn = Elementary.atan2(lateral, along) * 180 / .pi
        let length = (lateral * lateral + along * along).squareRoot()
        return Geodesic().direct(
            from: line.vertices[vertex], azimuth: Degrees(line.azimuths[vertex] - turn), length: Metres(length)
        ).position
    }

    /// The end of a part that is nearest to a measure; of the two at a gap the one where the foot is.
    private func end(nearest reference: RouteReference) -> (vertex: Int, isLast: Bool) {
        var best: (vertex: Int, isLast: Bool, apart: Double, far: Double)?
        for part in line.parts {
            for (vertex, isLast) in [(part.lowerBound, false), (part.upperBound - 1, true)] {
                let apart = (line.measures[vertex] - reference.measure).value.magnitude
                let far = reference.foot.map { Geodesic().distance($0, line.vertices[vertex]).value } ?? 0
                if let best, (best.apart, best.far) <= (apart, far) { continue }
                best = (vertex, isLast, apart, far)
            }
        }
        return best.map { ($0.vertex, $0.isLast) } ?? (0, false)
    }

    // MARK: - Around a vertex

    /// Vertices within what a printed measure is rounded to, inner ones of their part.
    private func vertices(near measure: Measure) -> [Int] {
        let tolerance = Metres(1e-3)
        var vertex = line.firstVertex(notBelow: measure - tolerance)
        var found: [Int] = []
        while vertex < line.measures.count, line.measures[vertex] <= measure + tolerance {
            let part = line.part(ofVertex: vertex)
            if isClosed || vertex > part.lowerBound && vertex < part.upperBound - 1 { found.append(vertex) }
            vertex += 1
        }
        return found
    }

    /// On the outer side of a bend a fan of positions has the vertex as its foot. One is sought of which `locate` says so: where another limb is nearer, the arc in which it is so is left out.
    private func position(
        of reference: RouteReference, aroundVertex vertex: Int, asking locator: inout RouteLocator
    ) -> GeoPosition? {
        let before = vertex == 0 ? line.vertices.count - 2 : vertex - 1
        let next = vertex == line.vertices.count - 1 ? 0 : vertex
        let arriving = line.place(onEdge: before, at: line.measures[before + 1] - line.measures[before]).azimuth.value
        let geodesic = Geodesic()
        let d = reference.offset.metres
        let fan = Fan(at: line.vertices[vertex], offset: reference.offset)
        var turn = (line.azimuths[next] - arriving).remainder(dividingBy: 360)
        if turn.magnitude > 180 - 1e-6 { turn = d > 0 ? 180 : -180 }
        guard turn != 0, (turn > 0) == (d > 0) else { return nil }
        let sign: Double = turn > 0 ? 1 : -1
        // Angles from the first edge's perpendicular, in the sense of the turn.
        var free = [(from: 0.0, to: turn.magnitude)]
        for _ in 0..<64 {
            guard let i = free.indices.max(by: { free[$0].to - free[$0].from < free[$1].to - free[$1].from }),
                free[i].to > free[i].from
            else { return nil }
            let middle = (free[i].from + free[i].to) / 2
            let position = fan.position(toLeftOf: arriving + sign * middle)
            if locator.says(reference, of: position) { return position }
            let rival = locator.location(of: position)
            let way = geodesic.inverse(line.vertices[vertex], rival.foot)
            let cosine = min(1, way.length.value / (2 * d.magnitude))
            let half = Elementary.atan2((1 - cosine * cosine).squareRoot(), cosine) * 180 / .pi
            let perpendicular = arriving + (d > 0 ? -90 : 90)
            let centre = middle + ((way.azimuth.value - perpendicular) * sign - middle).remainder(dividingBy: 360)
            var taken = (from: centre - half, to: centre + half)
            // Measured in a plane: the place that was tried is out whatever comes of it.
            if !(taken.from < middle && middle < taken.to) { taken = (middle - 0.01, middle + 0.01) }
            free = free.flatMap { [(from: $0.from, to: min($0.to, taken.from)), (from: max($0.from, taken.to), to: $0.to)] }
                .filter { $0.to - $0.from > 1e-7 }
            if free.isEmpty { return nil }
        }
        return nil
    }

    /// Positions at one distance from a place.
    private struct Fan {
        let centre: GeoPosition
        let offset: Offset
        private let geodesic = Geodesic()

        init(at centre: GeoPosition, offset: Offset) {
            self.centre = centre
            self.offset = offset
        }

        /// Left of a direction where the offset is positive, right of it where it is negative.
        func position(toLeftOf azimuth: Double) -> GeoPosition {
            geodesic.direct(from: centre, azimuth: Degrees(azimuth + (offset.metres > 0 ? -90 : 90)), length: offset.distance)
                .position
        }
    }
}

extension RouteLocator {
    /// Whether `locate` says this reference of a position, to a millimetre and what its place on the ellipsoid is uncertain by.
    fileprivate mutating func says(_ reference: RouteReference, of position: GeoPosition) -> Bool {
        let place = locate(longitude: position.longitude, latitude: position.latitude)
        guard place.side != .end else { return false }
        return (place.measure - reference.measure.metres).magnitude <= 1.5e-3
            && (place.offset - reference.offset.metres).magnitude <= 1.5e-3
    }
}
