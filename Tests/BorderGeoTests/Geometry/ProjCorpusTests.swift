import BorderGeo
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Corpora.isAvailable, "skipped, no corpora")) struct ProjCorpusTests {
    @Test func everyCaseOfGieAgrees() throws {
        var run = CorpusRun("gie")
        var cache: [String: Result<Transformation, ProjError>] = [:]
        for c in try Corpora.cases("proj/gie.jsonl") {
            let legacy = c.flag("proj4_init_rules")
            let key = "\(legacy) \(c.text("operation"))"
            let made: Result<Transformation, ProjError> =
                cache[key]
                ?? Result { () throws(ProjError) in try Transformation(pipeline: c.text("operation"), legacyInit: legacy) }
            cache[key] = made
            run.check(c.text("id"), op: c.text("kind")) { try check(c, made) }
        }
        run.finish(expecting: 901)
    }

    private func check(_ c: [String: Any], _ made: Result<Transformation, ProjError>) throws -> String? {
        let input = coordinates(c.numbers("input"))
        let direction: Transformation.Direction = c.text("direction") == "inverse" ? .inverse : .forward
        let tolerance = c.object("tolerance").number("value")
        switch c.text("kind") {
        case "failure":
            do throws(ProjError) {
                let transformation = try made.get()
                guard c.has("input") else { return "was built" }
                return "gave \(try transformation.transform(input, direction))"
            } catch {
                return error.function.hasPrefix("proj_") && !error.message.isEmpty ? nil : "names no C function: \(error)"
            }
        case "value":
            let transformation = try made.get()
            let got = try transformation.transform(input, direction)
            let expected = c.numbers("expected")
            return distance(
                got, expected, angular: direction == .forward ? transformation.givesDegrees : transformation.takesDegrees)
                <= tolerance ? nil : "\(got), expected \(expected)"
        default:
            let transformation = try made.get()
            var there = input
            for _ in 0..<max(Int(c.number("roundtrips")), 1) {
                there = try transformation.transform(try transformation.transform(there, .forward), .inverse)
            }
            let given = c.numbers("input")
            return distance(there, given, angular: transformation.takesDegrees) <= tolerance ? nil : "came back as \(there)"
        }
    }

    private func coordinates(_ v: [Double]) -> Coordinates {
        // gie fills missing coordinates with zero, the time too.
        let v = v + Array(repeating: 0, count: max(0, 4 - v.count))
        return Coordinates(x: v[0], y: v[1], z: v[2], t: v[3])
    }

    private func distance(_ got: Coordinates, _ expected: [Double], angular: Bool) -> Double {
        let values = [got.x, got.y, got.z, got.t]
        let deltas = zip(values, expected).map { $0 - $1 }
        let plane = deltas.prefix(3).reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard angular else { return plane }
        let ground = Geodesic().distance(
            GeoPosition(longitude: got.x, latitude: got.y), GeoPosition(longitude: expected[0], latitude: expected[1]))
        return max(ground.value, plane)
    }

    @Test func everyProjectedPointAgrees() throws {
        var run = CorpusRun("projection points")
        var made: [String: Transformation] = [:]
        for c in try Corpora.cases("proj/projection_points.jsonl") {
            run.check(c.text("id"), op: c.text("crs_projected")) {
                let key = c.text("crs_geographic") + " " + c.text("crs_projected")
                let transformation =
                    try made[key] ?? Transformation(from: CRS(c.text("crs_geographic")), to: CRS(c.text("crs_projected")))
                made[key] = transformation
                let place = GeoPosition(longitude: c.number("lon"), latitude: c.number("lat"))
                let tolerance = c.object("tolerance")
                let there: PlanarPoint = try transformation.forward(place)
                let back: GeoPosition = try transformation.inverse(
                    PlanarPoint(easting: c.number("easting"), northing: c.number("northing")))
                return difference("easting", there.easting, c.number("easting"), tolerance.number("forward_m"))
                    ?? difference("northing", there.northing, c.number("northing"), tolerance.number("forward_m"))
                    ?? difference("longitude", back.longitude, place.longitude, tolerance.number("inverse_deg"))
                    ?? difference("latitude", back.latitude, place.latitude, tolerance.number("inverse_deg"))
            }
        }
        run.finish(expecting: 87)
    }
}
