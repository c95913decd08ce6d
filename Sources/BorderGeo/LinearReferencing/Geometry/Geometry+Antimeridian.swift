extension Geometry<GeoPosition> {
    /// The same shape cut where it crosses the antimeridian, so that no edge runs from one end of a map to the other (RFC 7946 3.1.9). What does not cross stays as it is.
    ///
    /// An edge whose ends are more than half a turn apart is taken to go the short way. Lines are cut on the geodesic, so that measures of the parts are those of the whole, and become
    /// a MultiLineString; sides of polygons are straight in longitude and latitude, and they become a MultiPolygon. A polygon around a pole, and one that GEOS can neither cut nor
    /// repair, stays whole.
    package var cutAtAntimeridian: GeoGeometry {
        switch self {
        case .point, .multiPoint: return self
        case .lineString(let line):
            guard line.positions.leapsOverAntimeridian else { return self }
            let lines = line.cutAtAntimeridian
            return lines.count == 1 ? .lineString(lines[0]) : .multiLineString(lines)
        case .multiLineString(let lines):
            guard lines.contains(where: \.positions.leapsOverAntimeridian) else { return self }
            return .multiLineString(lines.flatMap(\.cutAtAntimeridian))
        case .polygon(let polygon):
            guard let polygons = polygon.cutAtAntimeridian else { return self }
            return polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons)
        case .multiPolygon(let polygons):
            return .multiPolygon(polygons.flatMap { $0.cutAtAntimeridian ?? [$0] })
        case .collection(let members): return .collection(members.map(\.cutAtAntimeridian))
        }
    }
}

extension [GeoPosition] {
    fileprivate var leapsOverAntimeridian: Bool {
        for i in indices.dropFirst() where (self[i].longitude - self[i - 1].longitude).magnitude > 180 { return true }
        return false
    }
}

extension Polyline<GeoPosition> {
    fileprivate var cutAtAntimeridian: [Polyline<GeoPosition>] {
        guard positions.leapsOverAntimeridian else { return [self] }
        var lines: [Polyline<GeoPosition>] = []
        var open = [positions[0]]
        for (a, b) in zip(positions, positions.dropFirst()) {
            guard (a.longitude - b.longitude).magnitude > 180 else {
                open.append(b)
                continue
            }
            let cut = Self.crossing(from: a, to: b)
            if !a.isSamePlace(as: cut) { open.append(cut) }
            if open.count > 1 { lines.append(Polyline(open)) }
            open = [GeoPosition(longitude: -cut.longitude, latitude: cut.latitude)]
            if !b.isSamePlace(as: cut) { open.append(b) }
        }
        // A line of nothing but turns from 180 to -180 keeps its first place twice.
        if open.count > 1 || lines.isEmpty { lines.append(Polyline(open)) }
        return lines
    }

    /// Where the geodesic from `a` passes the antimeridian on its way to `b`, with the longitude of the side of `a`.
    private static func crossing(from a: GeoPosition, to b: GeoPosition) -> GeoPosition {
        let side = a.longitude < 0 ? -180.0 : 180.0
        if a.longitude == side { return a }
        if b.longitude == -side { return GeoPosition(longitude: side, latitude: b.latitude) }
        let geodesic = Geodesic()
        let edge = geodesic.inverse(a, b)
        var (low, high) = (0.0, edge.length.value)
        var latitude = a.latitude
        // To a tenth of a micrometre.
        while high - low > 1e-7 {
            let middle = (low + high) / 2
            let p = geodesic.direct(from: a, azimuth: edge.azimuth, length: Metres(middle)).position
            latitude = p.latitude
            let isBefore = p.unwrapped(near: a.longitude).longitude.magnitude < 180
            if middle == low || middle == high { break }
            if isBefore { low = middle } else { high = middle }
        }
        return GeoPosition(longitude: side, latitude: latitude)
    }
}

extension Polygon<GeoPosition> {
    /// `nil` where it does not cross, or cannot be cut.
    fileprivate var cutAtAntimeridian: [Polygon<GeoPosition>]? {
        guard let first = exterior.first, rings.contains(where: \.leapsOverAntimeridian) else { return nil }
        let whole = Polygon(
            exterior: exterior.unwrapped(near: first.longitude), holes: holes.map { $0.unwrapped(near: first.longitude) })
        // A ring around a pole does not come back to the longitude it left.
        guard whole.rings.allSatisfy({ $0.first == $0.last }), let box = BoundingBox(whole.rings.lazy.flatMap { $0 }) else {
            return nil
        }
        var parts: [Polygon<GeoPosition>] = []
        for turn in Int(((box.minX + 180) / 360).rounded(.down))...Int(((box.maxX + 180) / 360).rounded(.down)) {
            let west = Double(turn) * 360 - 180
            let corners = [(west, -90.0), (west + 360, -90), (west + 360, 90), (west, 90), (west, -90)]
            let window = GeoGeometry.polygon(Polygon(exterior: corners.map { GeoPosition(longitude: $0.0, latitude: $0.1) }))
            guard let cut = Self.common(.polygon(whole), window) else { return nil }
            for part in cut.polygons {
                parts.append(
                    part.mapPositions {
                        GeoPosition(longitude: min(180, max(-180, $0.longitude - Double(turn) * 360)), latitude: $0.latitude)
                    })
            }
        }
        return parts.isEmpty ? nil : parts
    }

    private static func common(_ shape: GeoGeometry, _ window: GeoGeometry) -> GeoGeometry? {
        if let cut = try? shape.intersection(window) { return cut }
        return try? shape.madeValid().intersection(window)
    }
}
