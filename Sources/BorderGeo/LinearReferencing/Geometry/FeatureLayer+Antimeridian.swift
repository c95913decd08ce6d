import BorderBase

extension FeatureLayer {
    /// The same layer with every shape cut where it crosses the antimeridian, for formats whose readers would draw an edge from 179 to -179 around the whole earth.
    ///
    /// Measures go with their places: one more on each side of a cut, in proportion to the length along the edge. O(positions).
    package var cutAtAntimeridian: FeatureLayer {
        var layer = self
        for (index, feature) in features.enumerated() {
            guard let whole = feature.geometry else { continue }
            let cut = whole.cutAtAntimeridian
            guard cut != whole else { continue }
            layer.features[index].geometry = cut
            if let own = measures[index] { layer.measures[index] = Self.measures(own, of: whole, at: cut) }
        }
        return layer
    }

    /// The positions of `cut` are those of `whole` in their order, and ends of parts between them.
    private static func measures(_ measures: [Measure], of whole: GeoGeometry, at cut: GeoGeometry) -> [Measure] {
        var places: [GeoPosition] = []
        whole.forEachPosition { places.append($0) }
        guard places.count == measures.count else { return measures }
        let geodesic = Geodesic()
        var result: [Measure] = []
        var next = 0
        cut.forEachPosition { place in
            if next < places.count, place == places[next] {
                result.append(measures[next])
                next += 1
                return
            }
            guard next > 0 else { return result.append(measures[0]) }
            // A vertex at 180 degrees begins the next part as one at -180.
            let (before, after) = (places[next - 1], places[min(next, places.count - 1)])
            let edge = geodesic.distance(before, after).value
            let share = edge > 0 ? min(1, geodesic.distance(before, place).value / edge) : 0
            let (from, to) = (measures[next - 1].metres, measures[min(next, measures.count - 1)].metres)
            result.append(Measure(from + share * (to - from)))
        }
        return result
    }
}
