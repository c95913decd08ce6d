import BorderBase

extension Route {
    /// The place at a measure.
    ///
    /// Out of range throws, or with `clamp` gives the nearer end. A measure where two parts meet without gap length gives the end of the earlier part
    /// (`isAtGap` tells). Inside an included gap it throws `inGap`. log n.
    public func position(at measure: Measure, clamp: Bool = false) throws(RouteError) -> GeoPosition {
        try place(at: measure, clamp: clamp).position
    }

    /// The place at a signed distance from the route, on the geodesic perpendicular to it: positive left of increasing measure.
    ///
    /// At a vertex the perpendicular is that of the edge that follows.
    public func position(at measure: Measure, offset: Offset) throws(RouteError) -> GeoPosition {
        let here = try place(at: measure, clamp: false)
        if offset.metres == 0 { return here.position }
        let across = Degrees(here.azimuth.value + (offset.metres > 0 ? -90 : 90))
        return Geodesic().direct(from: here.position, azimuth: across, length: offset.distance).position
    }

    /// Direction of increasing measure, clockwise from north, in (-180, 180]. At a vertex that of the edge that follows, at the end of a part of the one before.
    public func tangentAzimuth(at measure: Measure) throws(RouteError) -> Degrees {
        try place(at: measure, clamp: false).azimuth
    }

    /// Whether the measure is that of a gap without length, where two places have it.
    public func isAtGap(_ measure: Measure) -> Bool {
        gaps.contains { $0.span.isEmpty && $0.span.from == measure }
    }

    /// Both ends belong to the route. On the numbers: for a `Comparable` type `>=` is the negation of `<`, which NaN would pass.
    func contains(_ measure: Measure) -> Bool { measure.metres >= start.metres && measure.metres <= end.metres }

    package func place(at asked: Measure, clamp: Bool) throws(RouteError) -> (position: GeoPosition, azimuth: Degrees) {
        guard contains(asked) else {
            guard clamp, !asked.metres.isNaN else { throw .outOfRange(asked, start: start, end: end) }
            return try place(at: asked < start ? start : end, clamp: false)
        }
        let vertex = line.firstVertex(notBelow: asked)
        if line.measures[vertex] == asked { return line.place(onEdge: vertex, at: .zero) }
        if line.part(ofVertex: vertex).lowerBound == vertex {
            throw .inGap(asked, gap: MeasureSpan(line.measures[vertex - 1], line.measures[vertex]))
        }
        return line.place(onEdge: vertex - 1, at: asked - line.measures[vertex - 1])
    }
}

extension Route {
    /// Within this the end of a piece that is cut out takes the place of a vertex.
    package static let apart = Metres(0.01)

    /// The part of the route between two measures, as polylines: more than one where it runs over a gap.
    ///
    /// The two ends, and every vertex between them that is not within a centimetre of an end that is not a vertex: in a file of seven decimals the two
    /// would be one position twice. `from > to` gives the reversed lines in reversed order; `from == to` a polyline of one position.
    /// An end inside an included gap moves to where the gap ends, so that a stretch of nothing but gap is empty. Out of range throws.
    public func stretch(_ from: Measure, _ to: Measure) throws(RouteError) -> [Polyline<GeoPosition>] {
        for m in [from, to] where !contains(m) { throw .outOfRange(m, start: start, end: end) }
        if from == to {
            do {
                return [Polyline([try position(at: from)])]
            } catch .inGap { return [] }
        }
        let span = MeasureSpan(from, to)
        var result: [Polyline<GeoPosition>] = []
        for part in line.parts {
            let a = max(span.from, line.measures[part.lowerBound])
            let b = min(span.to, line.measures[part.upperBound - 1])
            guard a < b else { continue }
            var positions: [GeoPosition] = []
            // Vertices of this part alone: at a gap without length the neighbour has the same measure.
            let first = max(part.lowerBound, line.firstVertex(notBelow: a))
            if line.measures[first] > a {
                positions.append(line.place(onEdge: first - 1, at: a - line.measures[first - 1]).position)
            }
            var vertex = first
            if !positions.isEmpty {
                while vertex < part.upperBound, line.measures[vertex] < min(a + Self.apart, b) { vertex += 1 }
            }
            while vertex < part.upperBound, line.measures[vertex] <= b {
                positions.append(line.vertices[vertex])
                vertex += 1
            }
            if vertex < part.upperBound, line.measures[vertex - 1] < b {
                var last = vertex - 1
                while positions.count > 1, line.measures[last] > b - Self.apart {
                    positions.removeLast()
                    last -= 1
                }
                positions.append(line.place(onEdge: vertex - 1, at: b - line.measures[vertex - 1]).position)
            }
            result.append(Polyline(positions))
        }
        return from < to ? result : result.reversed().map { Polyline($0.positions.reversed()) }
    }
}
