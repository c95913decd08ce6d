import BorderBase

/// The foot of a point on one geodesic edge, on the ellipsoid itself.
enum EdgeFoot {
    /// Newton's method on the right angle, as on the sphere of mean radius: the error falls with each step by the flattening or faster.
    ///
    /// Starts `along` metres from the edge's first vertex; stops when a step is under 1e-6 m, after at most 20. About 1 us a step.
    static func refined(from p: GeoPosition, line: MeasuredLine, edge: Int, along start: Double) -> (
        along: Double, distance: Double
    ) {
        let geodesic = Geodesic()
        let length = (line.measures[edge + 1] - line.measures[edge]).value
        let radius = 6_371_008.8
        var along = min(max(start, 0), length)
        var distance = 0.0
        for _ in 0..<20 {
            let here = line.place(onEdge: edge, at: Metres(along))
            // At the far end `place` would give the next edge's direction.
            let toPoint = geodesic.inverse(here.position, p)
            distance = toPoint.length.value
            let angle = Degrees(toPoint.azimuth.value - here.azimuth.value).sineAndCosine.cosine
            let next = min(max(along + radius * Elementary.atan(Elementary.tan(min(distance / radius, 1.5)) * angle), 0), length)
            let step = (next - along).magnitude
            along = next
            if step < 1e-6 { break }
        }
        return (along, distance)
    }
}
