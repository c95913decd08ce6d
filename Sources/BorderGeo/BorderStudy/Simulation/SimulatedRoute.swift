import LinearReferencing

/// A route with what laying fences along it needs: the turn at each vertex and which side is inland.
struct SimulatedRoute {
    let route: Route
    /// Azimuths at the two ends of the edge that starts at each vertex; not a number at the last vertex of a part.
    private let azimuths: [(start: Double, end: Double)]
    /// +1 where inland lies to the right of increasing measure.
    private let inland: Double

    init(_ route: Route) {
        self.route = route
        inland = route.inwardSide == .left ? -1 : 1
        let geodesic = Geodesic()
        var azimuths = [(start: Double, end: Double)](repeating: (.nan, .nan), count: route.vertices.count)
        for part in route.parts {
            for i in part.dropLast() {
                let edge = geodesic.inverse(route.vertices[i], route.vertices[i + 1])
                azimuths[i] = (edge.azimuth.value, edge.finalAzimuth.value)
            }
        }
        self.azimuths = azimuths
    }

    /// The place that far inland of a measure, negative on the other bank, to the 7 decimals that files hold.
    func position(at measure: Measure, inland depth: Double) throws(RouteError) -> GeoPosition {
        let p = try route.position(at: measure, offset: Offset(-inland * depth))
        return GeoPosition(longitude: p.longitude.rounded(toDecimals: 7), latitude: p.latitude.rounded(toDecimals: 7))
    }

    /// Whether a point set off from a measure has its nearest place on the route there, and not on a neighbouring limb.
    func comesBack(_ measure: Measure, inland depth: Double, within tolerance: Double) -> Bool {
        guard let p = try? position(at: measure, inland: depth) else { return false }
        let there = route.locate(p)
        return (there.measure - measure).value.magnitude <= tolerance && there.side != .end
    }

    /// Edges (or parts of edges) of the route over a span, with how much of each end a parallel line at depth 1 loses in the bend.
    func edges(over span: MeasureSpan) -> [(from: Double, to: Double, loses: (start: Double, end: Double))] {
        let measures = route.measures
        var low = 0
        var high = measures.count
        while low < high {
            let middle = (low + high) / 2
            if measures[middle] <= span.from { low = middle + 1 } else { high = middle }
        }
        var result: [(from: Double, to: Double, loses: (start: Double, end: Double))] = []
        var i = max(0, low - 1)
        while i + 1 < measures.count, measures[i] < span.to {
            if measures[i + 1] > measures[i], !azimuths[i].start.isNaN {
                let starts = measures[i] > span.from
                let ends = measures[i + 1] < span.to
                result.append(
                    (
                        from: starts ? measures[i].metres : span.from.metres, to: ends ? measures[i + 1].metres : span.to.metres,
                        loses: (starts ? loss(atVertex: i) : 0, ends ? loss(atVertex: i + 1) : 0)
                    ))
            }
            i += 1
        }
        return result
    }

    /// tan(turn / 2) where the route turns towards inland, 0 where it turns away: a parallel line is shorter on the inside.
    private func loss(atVertex i: Int) -> Double {
        guard i > 0 else { return 0 }
        var turn = (azimuths[i].start - azimuths[i - 1].end) * inland
        if turn > 180 { turn -= 360 }
        if turn <= -180 { turn += 360 }
        guard turn > 0 else { return 0 }  // also where an azimuth is none
        let half = min(turn, 175) / 2 * .pi / 180
        return Elementary.sin(half) / Elementary.cos(half)
    }
}
