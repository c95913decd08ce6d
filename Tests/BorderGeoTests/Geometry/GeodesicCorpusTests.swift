import BorderGeo
import TestSupport
import Testing

@Suite(.needs(.corpora)) struct GeodesicCorpusTests {
    private let geodesic = Geodesic()

    @Test func everyCaseAgrees() throws {
        let checks: [String: CorpusRun.Check] = [
            "geodesic": both, "geodesic_direct": direct, "geodesic_inverse": inverse, "geodesic_polygon": polygon,
        ]
        try CorpusRun(.geodesic, checks: checks).expectAgreement()
    }

    /// Degrees of the shorter way around between two angles, at most `slack`: no double is nearer than one unit in the last place.
    private func compare(_ row: CorpusRow, _ what: String, got: Degrees, expected: Double, within slack: Double) {
        let apart = (got.value - expected).remainder(dividingBy: 360)
        let agrees = abs(apart) <= max(slack, expected.ulp) || (got.value.isNaN && expected.isNaN)
        row.compare(what, agrees, got: "\(got.value)", expected: "\(expected) within \(slack)")
    }

    private func place(_ row: CorpusRow, _ end: Int) throws -> GeoPosition {
        row.compare("ellipsoid", got: try row.text("ellipsoid"), expected: "WGS84")
        return GeoPosition(longitude: try row.number("lon\(end)"), latitude: try row.number("lat\(end)"))
    }

    /// The positions of a case are rounded to doubles, worth a few nanometres. What that does to an azimuth depends on the line (1e-9 m on a
    /// line of 1 m is 6e-8 degrees, and near the antipode more), so an azimuth of the inverse must agree, or lead to the other end.
    private func both(_ row: CorpusRow) throws {
        let (start, end) = (try place(row, 1), try place(row, 2))
        let (azi1, azi2, s12) = (try row.number("azi1"), try row.number("azi2"), try row.number("s12"))
        let (metres, degrees) = (try row.number("tolerance.s12_m"), try row.number("tolerance.angle_deg"))
        let inverse = geodesic.inverse(start, end)
        let direct = geodesic.direct(from: start, azimuth: Degrees(azi1), length: Metres(s12))
        let there = geodesic.direct(from: start, azimuth: inverse.azimuth, length: inverse.length).position
        let back = geodesic.direct(from: end, azimuth: Degrees(inverse.finalAzimuth.value + 180), length: inverse.length).position
        let ends = [geodesic.distance(there, end).value, geodesic.distance(back, start).value]
        // Beside a pole the meridians turn: 5e-9 m of position is an angle there.
        let pole = GeoPosition(longitude: 0, latitude: end.latitude < 0 ? -90 : 90)
        let atPole = 5e-9 / max(geodesic.distance(end, pole).value, 1e-9) * 180 / .pi
        if !ends.allSatisfy({ $0 < 1e-8 }) {
            compare(row, "azi1", got: inverse.azimuth, expected: azi1, within: degrees)
            compare(row, "azi2", got: inverse.finalAzimuth, expected: azi2, within: degrees)
        }
        row.compare("s12", got: inverse.length.value, expected: s12, within: metres)
        row.compare(
            "distance of the direct end", got: geodesic.distance(direct.position, end).value, expected: 0,
            within: max(metres, 5e-9))
        compare(row, "azi2 of the direct", got: direct.finalAzimuth, expected: azi2, within: degrees + atPole)
    }

    private func direct(_ row: CorpusRow) throws {
        let end = geodesic.direct(
            from: try place(row, 1), azimuth: Degrees(try row.number("azi1")), length: Metres(try row.number("s12")))
        let fields = ["lat2": end.position.latitude, "lon2": end.position.longitude, "azi2": end.finalAzimuth.value]
        try compare(row, fields)
    }

    private func inverse(_ row: CorpusRow) throws {
        let result = geodesic.inverse(try place(row, 1), try place(row, 2))
        guard try row.text("field") == "s12" else {
            return try compare(row, ["azi1": result.azimuth.value, "azi2": result.finalAzimuth.value])
        }
        row.compare("s12", got: result.length.value, expected: try row.number("expected"), within: try row.number("tolerance"))
    }

    /// The angle that the case names.
    private func compare(_ row: CorpusRow, _ fields: [String: Double]) throws {
        let name = try row.text("field")
        guard let got = fields[name] else {
            return row.compare("field", got: name, expected: "one of \(fields.keys.sorted())")
        }
        compare(row, name, got: Degrees(got), expected: try row.number("expected"), within: try row.number("tolerance"))
    }

    private func polygon(_ row: CorpusRow) throws {
        row.compare("ellipsoid", got: try row.text("ellipsoid"), expected: "WGS84")
        let ring = try row.value("ring_lat_lon", as: [[Double]].self).map { GeoPosition(longitude: $0[1], latitude: $0[0]) }
        let result = geodesic.area(ofRing: ring)
        row.compare(
            "perimeter", got: result.perimeter.value, expected: try row.number("perimeter"),
            within: try row.number("tolerance.perimeter_m"))
        row.compare(
            "area", got: result.area.value, expected: try row.number("area"), within: try row.number("tolerance.area_m2"))
    }
}
