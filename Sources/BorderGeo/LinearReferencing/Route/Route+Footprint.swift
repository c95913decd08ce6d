extension Route {
    /// The measures whose positions lie inside any of some polygons: what an image footprint shows of the border (F6).
    ///
    /// Edges of the route are geodesics, cut so short that their chords in degrees stay within 1 mm of them; sides of polygons are straight in longitude and
    /// latitude, as GeoJSON has them. Holes are outside. A place on a side may fall either way. Polygons across the antimeridian may be cut there or not.
    /// Each edge near a polygon costs a step for each of its sides.
    public func spans(inside polygons: [Polygon<GeoPosition>]) -> MeasureSpanSet {
        var spans: [MeasureSpan] = []
        for polygon in polygons {
            let meridian = polygon.exterior.first?.longitude
            let rings = polygon.rings.filter { $0.count >= 4 }.map { $0.unwrapped(near: meridian) }
            guard let box = BoundingBox(rings.lazy.flatMap { $0 }) else { continue }
            let middle = (box.minX + box.maxX) / 2
            for part in parts {
                for i in part.dropLast() {
                    let a = vertices[i].unwrapped(near: middle)
                    let b = vertices[i + 1].unwrapped(near: a.longitude)
                    // A geodesic leaves the box of its ends, by 2 cm for 1 km and 44 m for 50 km at 42 degrees north: a hundredth of its extent is ample below 1,000 km.
                    let slack = 0.01 * max((b.x - a.x).magnitude, (b.y - a.y).magnitude)
                    guard max(a.x, b.x) + slack >= box.minX, min(a.x, b.x) - slack <= box.maxX,
                        max(a.y, b.y) + slack >= box.minY, min(a.y, b.y) - slack <= box.maxY
                    else { continue }
                    spans += cut(edge: i, near: a.longitude).flatMap { Self.insideParts(from: $0, to: $1, rings) }
                }
            }
        }
        return MeasureSpanSet(spans, snap: Metres(0.001))
    }

    private typealias Place = (position: GeoPosition, measure: Measure)

    /// An edge in pieces of at most 200 m, its longitudes those near a meridian.
    private func cut(edge i: Int, near meridian: Double) -> Zip2Sequence<[Place], ArraySlice<Place>> {
        let length = measures[i + 1] - measures[i]
        let count = min((length.value / 200).rounded(.up), 100_000)
        var places: [Place] = [(vertices[i].unwrapped(near: meridian), measures[i])]
        for k in stride(from: 1, to: count, by: 1) {
            let along = length * (k / count)
            places.append((line.place(onEdge: i, at: along).position.unwrapped(near: meridian), measures[i] + along))
        }
        places.append((vertices[i + 1].unwrapped(near: meridian), measures[i + 1]))
        return zip(places, places.dropFirst())
    }

    private static func insideParts(from start: Place, to end: Place, _ rings: [[GeoPosition]]) -> [MeasureSpan] {
        let (a, b) = (start.position, end.position)
        let edge = StraightEdge(from: a, to: b)
        var cuts = [0.0, 1.0]
        for ring in rings {
            for (c, d) in zip(ring, ring.dropFirst()) {
                if let t = edge.share(upTo: StraightEdge(from: c, to: d)) { cuts.append(t) }
            }
        }
        cuts.sort()
        func place(_ t: Double) -> GeoPosition {
            GeoPosition(
                longitude: a.longitude + (b.longitude - a.longitude) * t, latitude: a.latitude + (b.latitude - a.latitude) * t)
        }
        func measure(_ t: Double) -> Measure {
            if t <= 0 { return start.measure }
            if t >= 1 { return end.measure }
            return min(end.measure, start.measure + Geodesic().distance(a, place(t)))
        }
        return zip(cuts, cuts.dropFirst()).filter { $0 < $1 && contains(place(($0 + $1) / 2), rings) }
            .map { MeasureSpan(measure($0), measure($1)) }
    }

    /// Even-odd rule over all rings.
    private static func contains(_ p: GeoPosition, _ rings: [[GeoPosition]]) -> Bool {
        var inside = false
        for ring in rings {
            for (c, d) in zip(ring, ring.dropFirst()) where (c.y > p.y) != (d.y > p.y) {
                if p.x < (d.x - c.x) * (p.y - c.y) / (d.y - c.y) + c.x { inside.toggle() }
            }
        }
        return inside
    }
}
