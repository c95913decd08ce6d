import BorderGeo
import TestSupport
import Testing

@Suite(.enabled(if: Corpora.isAvailable, "skipped, no corpora")) struct GeodesicCorpusTests {
    private let geodesic = Geodesic()

    @Test func everyCaseAgrees() throws {
        var run = CorpusRun("geodesic")
        for c in try Corpora.cases("proj/geodesic.jsonl") {
            run.check(c.text("id"), op: c.text("op")) {
                switch c.text("op") {
                case "geodesic": both(c)
                case "geodesic_direct": direct(c)
                case "geodesic_inverse": inverse(c)
                case "geodesic_polygon": polygon(c)
                default: "unknown operation"
                }
            }
        }
        run.finish(expecting: 139)
    }

    /// Degrees of the shorter way around between two angles.
    private func angle(_ what: String, _ got: Degrees, _ expected: Double, _ tolerance: Double) -> String? {
        // No double lies nearer than one unit in the last place.
        difference(what, (got.value - expected).remainder(dividingBy: 360), 0, max(tolerance, expected.ulp))
    }

    private func start(_ c: [String: Any]) -> GeoPosition {
        GeoPosition(longitude: c.number("lon1"), latitude: c.number("lat1"))
    }

    private func end(_ c: [String: Any]) -> GeoPosition {
        GeoPosition(longitude: c.number("lon2"), latitude: c.number("lat2"))
    }

    /// The positions of a case are rounded to doubles, worth a few nanometres. What that does to an azimuth depends on the line (1e-9 m on a
    /// line of 1 m is 6e-8 degrees, and near the antipode more), so an azimuth of the inverse must agree, or lead to the other end.
    private func both(_ c: [String: Any]) -> String? {
        let tolerance = c.object("tolerance")
        let (metres, degrees) = (tolerance.number("s12_m"), tolerance.number("angle_deg"))
        let inverse = geodesic.inverse(start(c), end(c))
        let direct = geodesic.direct(from: start(c), azimuth: Degrees(c.number("azi1")), length: Metres(c.number("s12")))
        let there = geodesic.direct(from: start(c), azimuth: inverse.azimuth, length: inverse.length).position
        let back = geodesic.direct(
            from: end(c), azimuth: Degrees(inverse.finalAzimuth.value + 180), length: inverse.length
        ).position
        let ends = [geodesic.distance(there, end(c)).value, geodesic.distance(back, start(c)).value]
        // Beside a pole the meridians turn: 5e-9 m of position is an angle there.
        let pole = GeoPosition(longitude: 0, latitude: c.number("lat2") < 0 ? -90 : 90)
        let atPole = 5e-9 / max(geodesic.distance(end(c), pole).value, 1e-9) * 180 / .pi
        let azimuths =
            ends.allSatisfy { $0 < 1e-8 }
            ? nil
            : angle("azi1", inverse.azimuth, c.number("azi1"), degrees)
                ?? angle("azi2", inverse.finalAzimuth, c.number("azi2"), degrees)
        return azimuths
            ?? difference("s12", inverse.length.value, c.number("s12"), metres)
            ?? difference("direct", geodesic.distance(direct.position, end(c)).value, 0, max(metres, 5e-9))
            ?? angle("direct azi2", direct.finalAzimuth, c.number("azi2"), degrees + atPole)
    }

    private func direct(_ c: [String: Any]) -> String? {
        let end = geodesic.direct(from: start(c), azimuth: Degrees(c.number("azi1")), length: Metres(c.number("s12")))
        let got =
            switch c.text("field") {
            case "lat2": end.position.latitude
            case "lon2": end.position.longitude
            default: end.finalAzimuth.value
            }
        return angle(c.text("field"), Degrees(got), c.number("expected"), c.number("tolerance"))
    }

    private func inverse(_ c: [String: Any]) -> String? {
        let result = geodesic.inverse(start(c), end(c))
        let expected = (c["expected"] as? Double) ?? .nan
        switch c.text("field") {
        case "s12" where expected.isNaN: return result.length.value.isNaN ? nil : "length is \(result.length)"
        case "s12": return difference("s12", result.length.value, expected, c.number("tolerance"))
        case "azi1": return azimuth(result.azimuth, expected, c)
        default: return azimuth(result.finalAzimuth, expected, c)
        }
    }

    private func azimuth(_ got: Degrees, _ expected: Double, _ c: [String: Any]) -> String? {
        expected.isNaN
            ? (got.value.isNaN ? nil : "azimuth is \(got)") : angle(c.text("field"), got, expected, c.number("tolerance"))
    }

    private func polygon(_ c: [String: Any]) -> String? {
        let ring = (c["ring_lat_lon"] as? [[Double]] ?? []).map { GeoPosition(longitude: $0[1], latitude: $0[0]) }
        let result = geodesic.area(ofRing: ring)
        let tolerance = c.object("tolerance")
        return difference("perimeter", result.perimeter.value, c.number("perimeter"), tolerance.number("perimeter_m"))
            ?? difference("area", result.area.value, c.number("area"), tolerance.number("area_m2"))
    }
}
