import LinearReferencing

extension Polyline<GeoPosition> {
    /// The parts of a line between pairs of lengths along it from its first position, geodesic; ends beyond those of the line are its own. A pair without length, or off the
    /// line, gives nothing. Pairs ascend and do not overlap. Linear.
    package func stretches(_ ranges: [(from: Double, to: Double)]) -> [Polyline<GeoPosition>] {
        let geodesic = Geodesic()
        var lines: [Polyline<GeoPosition>] = []
        var open: [GeoPosition] = []
        var next = 0
        var along = 0.0
        for (a, b) in zip(positions, positions.dropFirst()) {
            let edge = geodesic.shortOrExact(a, b)
            let end = along + edge.length
            defer { along = end }
            guard edge.length > 0 else { continue }
            func place(_ t: Double) -> GeoPosition {
                geodesic.direct(from: a, azimuth: Degrees(edge.azimuth), length: Metres(t - along)).position
            }
            while next < ranges.count, ranges[next].from < end {
                let (from, to) = ranges[next]
                if to > along, to > from {
                    if open.isEmpty { open.append(from <= along ? a : place(from)) }
                    open.append(to >= end ? b : place(to))
                }
                // One that ends with the edge is done; a longer one goes on over the next.
                guard to <= end else { break }
                if !open.isEmpty { lines.append(Polyline(open).withoutTwins(geodesic)) }
                open = []
                next += 1
            }
        }
        if !open.isEmpty { lines.append(Polyline(open).withoutTwins(geodesic)) }
        return lines
    }

    /// Without a vertex that is within `Route.apart` of the end beside it: in a file of seven decimals the two would be one position twice.
    private func withoutTwins(_ geodesic: Geodesic) -> Polyline<GeoPosition> {
        guard let first = positions.first, let last = positions.last, positions.count > 2 else { return self }
        let inner = positions.dropFirst().dropLast()
        guard let from = inner.firstIndex(where: { geodesic.distance(first, $0) >= Route.apart }),
            let to = inner.lastIndex(where: { geodesic.distance($0, last) >= Route.apart }), from <= to
        else { return Polyline([first, last]) }
        return Polyline([first] + positions[from...to] + [last])
    }

    /// The part of a line between two lengths along it; empty where there is none. Linear.
    package func stretch(from: Double, to: Double) -> Polyline<GeoPosition> {
        stretches([(from, to)]).first ?? Polyline([])
    }
}
