/// An edge that is straight in longitude and latitude, as the sides of a polygon in a file are.
struct StraightEdge {
    var start: GeoPosition
    var end: GeoPosition

    init(from start: GeoPosition, to end: GeoPosition) {
        self.start = start
        self.end = end
    }

    /// Positive where a position lies left of the edge or of what prolongs it, negative on the right.
    func side(of position: GeoPosition) -> Double {
        (end.x - start.x) * (position.y - start.y) - (end.y - start.y) * (position.x - start.x)
    }

    /// The point inside both edges, `nil` where they only touch or miss.
    func crossing(with other: StraightEdge) -> GeoPosition? {
        let (c1, d1) = (side(of: other.start), side(of: other.end))
        let (a1, b1) = (other.side(of: start), other.side(of: end))
        guard (c1 > 0) != (d1 > 0), (a1 > 0) != (b1 > 0), c1 != 0, d1 != 0, a1 != 0, b1 != 0 else { return nil }
        let t = a1 / (a1 - b1)
        return GeoPosition(longitude: start.x + t * (end.x - start.x), latitude: start.y + t * (end.y - start.y))
    }

    /// How far along this edge the other one crosses or touches it, 0 to 1; `nil` where it does not, also where they are parallel.
    func share(upTo other: StraightEdge) -> Double? {
        let (rx, ry) = (end.x - start.x, end.y - start.y)
        let (sx, sy) = (other.end.x - other.start.x, other.end.y - other.start.y)
        let cross = rx * sy - ry * sx
        guard cross != 0 else { return nil }
        let t = ((other.start.x - start.x) * sy - (other.start.y - start.y) * sx) / cross
        let u = ((other.start.x - start.x) * ry - (other.start.y - start.y) * rx) / cross
        return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? t : nil
    }
}
