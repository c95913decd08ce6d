import BorderBase

/// Edges that are straight in longitude and latitude, cut so short that geodesics between the cuts stay within 1 cm of them (F1).
enum LonLatEdges {
    /// The largest step whose geodesic is within 1 cm of the straight line: `sqrt(8 R eps / tan|phi|)`, 753 m at 42 degrees.
    static func step(latitude: Double) -> Metres {
        let (sine, cosine) = Degrees(latitude.magnitude).sineAndCosine
        // Poleward of 89 degrees the formula breaks down: the step there is that of 89 degrees.
        let tangent = min(sine / max(cosine, 1e-9), 57.3)
        return Metres((8 * 6_371_008.8 * 0.01 / max(tangent, 1e-6)).squareRoot())
    }

    static func densified(_ positions: [GeoPosition]) -> [GeoPosition] {
        guard let first = positions.first else { return [] }
        let geodesic = Geodesic()
        var result = [first]
        result.reserveCapacity(positions.count)
        for (a, b) in zip(positions, positions.dropFirst()) {
            // Straight in degrees also across the antimeridian: the short way round.
            let east = TransverseMercator.reduced(b.longitude - a.longitude)
            let north = b.latitude - a.latitude
            let h = step(latitude: max(a.latitude.magnitude, b.latitude.magnitude)).value
            let cuts = (geodesic.distance(a, b).value / h).rounded(.up)
            if cuts > 1, cuts < 1e6 {
                let count = Int(cuts)
                for i in 1..<count {
                    let t = Double(i) / Double(count)
                    result.append(
                        GeoPosition(
                            longitude: TransverseMercator.reduced(a.longitude + east * t), latitude: a.latitude + north * t))
                }
            }
            result.append(b)
        }
        return result
    }
}
