import LinearReferencing

/// Places on a route against a search over all its edges by geodesics alone.
enum LocateTarget {
    static func complaint(about bytes: [UInt8]) -> String? {
        var numbers = FuzzNumbers(bytes)
        let plane = FuzzPlane(&numbers)
        let parts = (0..<numbers.number(1...2)).map { _ in plane.line(&numbers, 2...9) }
        guard let route = try? Route(id: "r", parts: parts) else { return nil }
        let isSimple = !parts.contains(where: plane.touchesItself)
        for _ in 0..<numbers.number(1...4) {
            let place = plane.position(&numbers)
            if let words = complaint(about: place, on: route, parts, isSimple: isSimple) {
                return words + " (\(place) on \(parts.map(\.positions)))"
            }
        }
        return nil
    }

    private static func complaint(
        about place: GeoPosition, on route: Route, _ parts: [Polyline<GeoPosition>], isSimple: Bool
    ) -> String? {
        let found = route.locate(place)
        let distance = abs(found.offset.metres)
        let truth = nearest(place, parts)
        // The reference says a millimetre; half of one more is this search's own.
        if abs(distance - truth) > 1.5e-3 { return "offset \(distance), \(truth) expected" }
        guard (route.start.metres...route.end.metres).contains(found.measure.metres) else {
            return "measure \(found.measure.metres) is off the route"
        }
        let foot = Geodesic().distance(found.foot, place).value
        if abs(foot - distance) > 1.5e-3 { return "the foot is \(foot) m away, the offset \(distance)" }
        switch found.side {
        case .left: if found.offset.metres < 0 { return "left at offset \(found.offset.metres)" }
        case .right: if found.offset.metres > 0 { return "right at offset \(found.offset.metres)" }
        case .on: if distance > 1e-3 { return "on the line at \(distance) m" }
        case .end: if found.overshoot == nil { return "beyond an end without an overshoot" }
        case .ambiguous: break
        }
        // Of the places around a vertex at one distance a reference names one, which another limb may be nearer to.
        let isAtVertex = parts.contains { $0.positions.contains { Geodesic().distance($0, found.foot).value < 2e-3 } }
        // Where a line passes a place twice, the side can be that of the other visit.
        return isAtVertex || !isSimple ? nil : complaint(aboutReference: found, on: route)
    }

    /// The position that a reference names has that very reference: of another limb only where that is as near.
    private static func complaint(aboutReference found: RouteLocation, on route: Route) -> String? {
        guard let again = try? route.position(of: RouteReference(found)) else { return "its own reference has no position" }
        if found.side == .ambiguous { return nil }
        let said = route.locate(again)
        let words =
            "its reference (\(found.measure.metres), \(found.offset.metres)) leads to (\(said.measure.metres), \(said.offset.metres))"
        if abs(abs(said.offset.metres) - abs(found.offset.metres)) > 2e-3 { return words }
        if abs(said.measure.metres - found.measure.metres) <= 2e-3 { return nil }
        guard let foot = try? route.position(at: found.measure) else { return "its own measure has no position" }
        return abs(Geodesic().distance(foot, again).value - abs(said.offset.metres)) > 2e-3 ? words : nil
    }

    private static func nearest(_ place: GeoPosition, _ parts: [Polyline<GeoPosition>]) -> Double {
        var best = Double.infinity
        for part in parts {
            for (a, b) in zip(part.positions, part.positions.dropFirst()) { best = min(best, distance(place, a, b)) }
        }
        return best
    }

    /// The distance along an edge falls and rises once: thirds of it are left out until a micrometre is left.
    private static func distance(_ place: GeoPosition, _ a: GeoPosition, _ b: GeoPosition) -> Double {
        let geodesic = Geodesic()
        let edge = geodesic.inverse(a, b)
        // What the route leaves out as no edge.
        guard edge.length.value >= 1e-6 else { return .infinity }
        func at(_ s: Double) -> Double {
            geodesic.distance(place, geodesic.direct(from: a, azimuth: edge.azimuth, length: Metres(s)).position).value
        }
        var (low, high) = (0.0, edge.length.value)
        let ratio = (5.0.squareRoot() - 1) / 2
        var (x, y) = (high - ratio * (high - low), low + ratio * (high - low))
        var (fx, fy) = (at(x), at(y))
        while high - low > 1e-5 {
            if fx <= fy {
                (high, y, fy) = (y, x, fx)
                x = high - ratio * (high - low)
                fx = at(x)
            } else {
                (low, x, fx) = (x, y, fy)
                y = low + ratio * (high - low)
                fy = at(y)
            }
        }
        return min(fx, fy, at(0), at(edge.length.value))
    }
}
