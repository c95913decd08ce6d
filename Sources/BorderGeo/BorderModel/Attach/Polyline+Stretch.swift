import LinearReferencing

extension Polyline<GeoPosition> {
    /// The part of a line between two lengths along it from its first position, geodesic; ends beyond those of the line are its own. Linear.
    package func stretch(from: Double, to: Double) -> Polyline<GeoPosition> {
        let geodesic = Geodesic()
        var result: [GeoPosition] = []
        var along = 0.0
        for (a, b) in zip(positions, positions.dropFirst()) {
            let edge = geodesic.shortOrExact(a, b)
            let end = along + edge.length
            defer { along = end }
            guard end > from, along < to, edge.length > 0 else { continue }
            func place(_ t: Double) -> GeoPosition {
                geodesic.direct(from: a, azimuth: Degrees(edge.azimuth), length: Metres(t - along)).position
            }
            if result.isEmpty { result.append(from <= along ? a : place(from)) }
            result.append(to >= end ? b : place(to))
        }
        return Polyline(result)
    }
}
