import Benchmark
import BorderGeo
import Synthetic

/// Each point's nearest, and the same objects in two sets.
func neighbourBenchmarks() {
    counted("nearest-neighbours") {
        try SyntheticBorder.points(20_000, near: try syntheticRoute(vertices: 2_000))
    } _: { points in
        blackHole(GroundSpacing.nearest(points, jobs: 1))
    }

    counted("match-points") {
        let places = try SyntheticBorder.points(20_000, near: try syntheticRoute(vertices: 2_000))
        var random = SyntheticBorder.Generator(state: 3)
        // Detected some 20 m beside where they are.
        let detected = places.map { place in
            GeoPosition(
                longitude: place.longitude + random.uniform(-0.0003, 0.0003),
                latitude: place.latitude + random.uniform(-0.0002, 0.0002))
        }
        func points(_ places: [GeoPosition]) -> ValidationPoints {
            ValidationPoints(places.map { ValidationPoint(id: "", position: $0) })
        }
        return (reference: points(places), detections: points(detected))
    } _: { sets in
        let rule = MatchRule(maximumDistance: Metres(50))
        blackHole(try PointMatching(sets.reference, sets.detections, rule: rule, jobs: 1))
    }
}
