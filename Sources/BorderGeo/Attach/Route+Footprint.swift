extension Route {
    /// The measures whose positions lie inside any of some polygons: what an image footprint shows of the border (F6).
    ///
    /// Sides of polygons and edges of the route are straight in longitude and latitude. Holes are outside. A place on a side may
    /// fall either way.
    /// Each edge near a polygon costs a step for each of its sides.
    public func spans(inside polygons: [Polygon<GeoPosition>]) -> MeasureSpanSet {
        var spans: [MeasureSpan] = []
        for polygon in polygons {
            let rings = polygon.rings.filter { $0.count >= 4 }
            guard let box = BoundingBox(rings.lazy.flatMap { $0 }) else { continue }
            for part in parts {
                for i in part.dropLast() {
                    let (a, b) = (vertices[i], vertices[i + 1])
                    guard max(a.x, b.x) >= box.minX, min(a.x, b.x) <= box.maxX, max(a.y, b.y) >= box.minY,
                        min(a.y, b.y) <= box.maxY
                    else { continue }
                    spans += insideParts(ofEdge: i, rings)
                }
            }
        }
        return MeasureSpanSet(spans, snap: Metres(0.001))
    }

    private func insideParts(ofEdge i: Int, _ rings: [[GeoPosition]]) -> [MeasureSpan] {
        let (a, b) = (vertices[i], vertices[i + 1])
        var cuts = [0.0, 1.0]
        for ring in rings {
            for (c, d) in zip(ring, ring.dropFirst()) {
                if let t = Self.crossing(a, b, c, d) { cuts.append(t) }
            }
        }
        cuts.sort()
        func place(_ t: Double) -> GeoPosition {
            GeoPosition(
                longitude: a.longitude + (b.longitude - a.longitude) * t, latitude: a.latitude + (b.latitude - a.latitude) * t)
        }
        func measure(_ t: Double) -> Measure {
            if t <= 0 { return measures[i] }
            if t >= 1 { return measures[i + 1] }
            return min(measures[i + 1], measures[i] + Geodesic().distance(a, place(t)))
        }
        return zip(cuts, cuts.dropFirst()).filter { $0 < $1 && Self.contains(place(($0 + $1) / 2), rings) }
            .map { MeasureSpan(measure($0), measure($1)) }
    }

    /// Where along a-b the line c-d is crossed, 0 to 1; `nil` where it is not, also where they are parallel.
    private static func crossing(_ a: GeoPosition, _ b: GeoPosition, _ c: GeoPosition, _ d: GeoPosition) -> Double? {
        let (rx, ry) = (b.x - a.x, b.y - a.y)
        let (sx, sy) = (d.x - c.x, d.y - c.y)
        let cross = rx * sy - ry * sx
        guard cross != 0 else { return nil }
        let t = ((c.x - a.x) * sy - (c.y - a.y) * sx) / cross
        let u = ((c.x - a.x) * ry - (c.y - a.y) * rx) / cross
        return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? t : nil
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
