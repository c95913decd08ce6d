import BorderGeo
import Foundation
import TestSupport
import Testing

@Suite(.needs(.corpora)) struct ProjCorpusTests {
    @Test func everyCaseOfGieAgrees() throws {
        let cache = Cache()
        let run = try CorpusRun(
            .gie, operation: "kind", beside: ["crs_src", "crs_dst"],
            checks: [
                "failure": { try fails($0, cache) }, "value": { try gives($0, cache) }, "roundtrip": { try returns($0, cache) },
            ])
        try run.expectAgreement()
    }

    /// Each operation is built once.
    private final class Cache {
        private var made: [String: Result<Transformation, ProjError>] = [:]

        func transformation(_ row: CorpusRow) throws -> Result<Transformation, ProjError> {
            let (operation, legacy) = (try row.text("operation"), try row.flag("proj4_init_rules"))
            let key = "\(legacy) \(operation)"
            if let known = made[key] { return known }
            let result = Result { () throws(ProjError) in try Transformation(pipeline: operation, legacyInit: legacy) }
            made[key] = result
            return result
        }
    }

    private func direction(_ row: CorpusRow) throws -> Transformation.Direction {
        switch try row.text("direction") {
        case "forward": return .forward
        case "inverse": return .inverse
        case let other:
            row.compare("direction", got: other, expected: "forward or inverse")
            return .forward
        }
    }

    /// gie fills missing coordinates with zero, the time too.
    private func coordinates(_ given: [Double]) -> Coordinates {
        let v = given + Array(repeating: 0, count: max(0, 4 - given.count))
        return Coordinates(x: v[0], y: v[1], z: v[2], t: v[3])
    }

    /// What gie calls by a name has a number in `proj.h`.
    private static let codes = [
        "errno invalid_op_illegal_arg_value": 1027, "pjd_err_malformed_pipeline": 1025,
        "errno coord_transfm_outside_projection_domain": 2050,
    ]

    private func fails(_ row: CorpusRow, _ cache: Cache) throws {
        let (expected, direction) = (try row.text("expected"), try direction(row))
        let given = row.has("input") ? try row.numbers("input") : nil
        let made = try cache.transformation(row)
        do throws(ProjError) {
            let transformation = try made.get()
            guard let given else { return row.compare("failure", false, got: "an operation", expected: expected) }
            let got = try transformation.transform(coordinates(given), direction)
            row.compare("failure", false, got: "\(got)", expected: expected)
        } catch {
            row.compare(
                "failure", error.function.hasPrefix("proj_") && !error.message.isEmpty, got: "\(error)",
                expected: "a function of PROJ and what it says")
            guard expected != "any" else { return }
            guard let code = Self.codes[expected] else {
                return row.compare("name of the error", got: expected, expected: "any or one of \(Self.codes.keys.sorted())")
            }
            row.compare("number of the error \"\(error)\"", got: error.code, expected: code)
        }
    }

    private func gives(_ row: CorpusRow, _ cache: Cache) throws {
        let (transformation, direction) = (try cache.transformation(row).get(), try direction(row))
        let got = try transformation.transform(coordinates(row.numbers("input")), direction)
        let isAngular = direction == .forward ? transformation.givesDegrees : transformation.takesDegrees
        try compare(row, got, expected: row.numbers("expected"), isAngular: isAngular)
    }

    private func returns(_ row: CorpusRow, _ cache: Cache) throws {
        let (transformation, direction) = (try cache.transformation(row).get(), try direction(row))
        row.compare("direction", direction == .forward, got: "inverse", expected: "forward first, as gie does")
        let (given, times) = (try row.numbers("input"), try row.whole("roundtrips"))
        row.compare("round trips", times > 0, got: "\(times)", expected: "one or more")
        var place = coordinates(given)
        for _ in 0..<times {
            place = try transformation.transform(try transformation.transform(place, .forward), .inverse)
        }
        try compare(row, place, expected: given, isAngular: transformation.takesDegrees)
    }

    /// As far apart as gie has it, on the ground or in the plane and in height; and the time, which gie does not look at.
    private func compare(_ row: CorpusRow, _ got: Coordinates, expected: [Double], isAngular: Bool) throws {
        row.compare("unit", got: try row.text("tolerance.unit"), expected: "m")
        guard (2...4).contains(expected.count) else {
            return row.compare("coordinates", got: expected.count, expected: 4)
        }
        let tolerance = try row.number("tolerance.value")
        let height = expected.count > 2 ? got.z - expected[2] : 0
        var apart = (pow(got.x - expected[0], 2) + pow(got.y - expected[1], 2) + height * height).squareRoot()
        if isAngular {
            let ground = Geodesic().distance(
                GeoPosition(longitude: got.x, latitude: got.y), GeoPosition(longitude: expected[0], latitude: expected[1]))
            apart = max(apart, (ground.value * ground.value + height * height).squareRoot())
        }
        row.compare("place", apart <= tolerance, got: "\(got), \(apart) m away", expected: "\(expected) within \(tolerance)")
        if expected.count > 3 { row.compare("time", got: got.t, expected: expected[3], within: tolerance) }
    }

    @Test func everyProjectedPointAgrees() throws {
        var made: [String: Transformation] = [:]
        let run = try CorpusRun(
            .projectionPoints, beside: ["proj_9_1_1_difference_m"],
            checks: [
                "project_point": { row in
                    let (geographic, projected) = (try row.text("crs_geographic"), try row.text("crs_projected"))
                    let key = geographic + " " + projected
                    let transformation = try made[key] ?? Transformation(from: CRS(geographic), to: CRS(projected))
                    made[key] = transformation
                    let place = GeoPosition(longitude: try row.number("lon"), latitude: try row.number("lat"))
                    let point = PlanarPoint(easting: try row.number("easting"), northing: try row.number("northing"))
                    let there: PlanarPoint = try transformation.forward(place)
                    let back: GeoPosition = try transformation.inverse(point)
                    let (metres, degrees) = (try row.number("tolerance.forward_m"), try row.number("tolerance.inverse_deg"))
                    row.compare("easting", got: there.easting, expected: point.easting, within: metres)
                    row.compare("northing", got: there.northing, expected: point.northing, within: metres)
                    row.compare("longitude", got: back.longitude, expected: place.longitude, within: degrees)
                    row.compare("latitude", got: back.latitude, expected: place.latitude, within: degrees)
                }
            ])
        try run.expectAgreement()
    }
}
