import BorderGeo

/// Metres in a plane about 127 E 42 N, true to a nanometre per metre near its origin: fixtures in round numbers.
enum LocalPlane {
    static let projection = TransverseMercator(centralMeridian: Degrees(127), originLatitude: Degrees(42))

    static func position(_ x: Double, _ y: Double) -> GeoPosition {
        projection.unproject(PlanarPoint(easting: x, northing: y))
    }

    static func line(_ points: (Double, Double)...) -> Polyline<GeoPosition> { Polyline(points.map { position($0.0, $0.1) }) }

    static func route(
        _ parts: Polyline<GeoPosition>..., edgeModel: EdgeModel = .geodesic, gapPolicy: GapPolicy = .exclude
    ) throws -> Route {
        try Route(id: "fixture", parts: parts, edgeModel: edgeModel, gapPolicy: gapPolicy)
    }
}

/// Nearness with the tolerance at the call.
func isNear(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool { abs(a - b) <= tolerance }
