import BorderGeo
import TestSupport

/// Outside cases of distances, validity, merged and offset lines.
enum LineCorpus {
    static var checks: [String: CorpusRun.Check] {
        [
            "is_valid": isValid, "is_simple": isSimple, "invalid_reason": invalidReason, "area": area, "length": length,
            "distance": distance, "max_distance": distance, "hausdorff": distance, "hausdorff_densify": distance,
            "frechet": distance, "frechet_densify": distance, "is_within_distance": isWithin, "nearest_points": nearest,
            "shortest_line": nearest, "line_merge": merged, "line_merge_directed": merged, "shared_paths": shared,
            "offset_curve": offsetCurve,
        ]
    }

    private static func a(_ row: CorpusRow) throws -> PlanarGeometry { try CorpusComparison.geometry(row, "a") }
    private static func b(_ row: CorpusRow) throws -> PlanarGeometry { try CorpusComparison.geometry(row, "b") }

    private static func number(_ row: CorpusRow, _ got: Double?) throws {
        row.compare(row.operation, got: got, expected: try row.number("expected"), within: try row.number("tolerance"))
    }

    // MARK: One geometry

    private static func isValid(_ row: CorpusRow) throws {
        let validity = try a(row).validity()
        let expected = try row.flag("expected")
        row.compare("valid", validity.isValid == expected, got: "\(validity)", expected: "\(expected)")
    }

    static func isSimple(_ row: CorpusRow) throws {
        row.compare("simple", got: try a(row).isSimple(), expected: try row.flag("expected"))
    }

    private static func invalidReason(_ row: CorpusRow) throws {
        let expected = try row.text("expected")
        var got = "valid"
        if case .invalid(let reason, _) = try a(row).validity() { got = reason }
        row.compare("reason", got.hasPrefix(expected), got: got, expected: expected)
    }

    private static func area(_ row: CorpusRow) throws { try number(row, a(row).area().value) }
    private static func length(_ row: CorpusRow) throws { try number(row, a(row).length().value) }

    // MARK: Two geometries

    static func distance(_ row: CorpusRow) throws {
        let (a, b) = (try a(row), try b(row))
        let got =
            switch row.operation {
            case "max_distance": try a.farthestDistance(to: b)
            case "hausdorff": try a.hausdorffDistance(to: b)
            case "hausdorff_densify": try a.hausdorffDistance(to: b, densifiedBy: row.number("args.fraction"))
            case "frechet": try a.frechetDistance(to: b)
            case "frechet_densify": try a.frechetDistance(to: b, densifiedBy: row.number("args.fraction"))
            default: try a.distance(to: b)
            }
        try number(row, got?.value)
    }

    private static func isWithin(_ row: CorpusRow) throws {
        let distance = Metres(try row.number("args.distance"))
        row.compare("within \(distance)", got: try a(row).isWithin(distance, of: b(row)), expected: try row.flag("expected"))
    }

    /// Of several pairs that are equally near any will do: points of the two geometries, as far apart as the expected ones.
    private static func nearest(_ row: CorpusRow) throws {
        let (a, b, tolerance) = (try a(row), try b(row), try row.number("tolerance"))
        let expected = try pair(row)
        guard let got = try a.nearestPoints(to: b) else {
            return row.compare("nearest points", false, got: "nothing", expected: "\(expected)")
        }
        let place = "\(got.here) and \(got.there)"
        let (ofA, ofB) = (PlanarGeometry.point(got.here), PlanarGeometry.point(got.there))
        row.compare("place on a of \(place)", got: try a.distance(to: ofA)?.value, expected: 0, within: tolerance)
        row.compare("place on b of \(place)", got: try b.distance(to: ofB)?.value, expected: 0, within: tolerance)
        row.compare(
            "distance of \(place)", got: length(got.here, got.there), expected: length(expected[0], expected[1]),
            within: tolerance)
        let mayBeOthers = row.convention?.contains("any pair") == true
        let isExpected = zip([got.here, got.there], expected).allSatisfy { length($0, $1) <= tolerance }
        row.compare("nearest points", isExpected || mayBeOthers, got: place, expected: "\(expected)")
    }

    private static func length(_ a: PlanarPoint, _ b: PlanarPoint) -> Double {
        let (x, y) = (b.easting - a.easting, b.northing - a.northing)
        return (x * x + y * y).squareRoot()
    }

    /// Two points, as a list of numbers or as a line.
    private static func pair(_ row: CorpusRow) throws -> [PlanarPoint] {
        var points: [PlanarPoint] = []
        if let numbers = try? row.value("expected", as: [[Double]].self) {
            points = numbers.filter { $0.count == 2 }.map { PlanarPoint(easting: $0[0], northing: $0[1]) }
        } else {
            try CorpusComparison.geometry(row, "expected").forEachPosition { points.append($0) }
        }
        row.compare("points expected", got: points.count, expected: 2)
        return points.count == 2 ? points : Array(repeating: PlanarPoint(easting: .nan, northing: .nan), count: 2)
    }

    // MARK: Lines

    private static func merged(_ row: CorpusRow) throws {
        let directed = row.operation == "line_merge_directed"
        let expected = try row.texts("expected").map { try PlanarGeometry(wkt: $0) }
        let fault = try CorpusComparison.sameLines(a(row).mergedLines(directed: directed), expected, directed: directed)
        row.compare("lines", fault == nil, got: fault ?? "", expected: "\(expected.map(\.wkt))")
    }

    private static func shared(_ row: CorpusRow) throws {
        let paths = try a(row).sharedPaths(with: b(row))
        let got = PlanarGeometry.collection([.multiLineString(paths.same), .multiLineString(paths.opposite)])
        try CorpusComparison.compareVertices(row, got)
    }

    private static func offsetCurve(_ row: CorpusRow) throws {
        let joins = ["mitre": BufferStyle.Join.mitre, "bevel": .bevel, "round": .round]
        let name = try row.text("args.join")
        guard let join = joins[name] else { return row.compare("join", got: name, expected: "one of \(joins.keys.sorted())") }
        // Only round joins have segments; the others are given with 0.
        let style = BufferStyle(
            join: join, mitreLimit: try row.number("args.mitre"), quadrantSegments: max(try row.whole("args.quad_segs"), 1))
        let got = try a(row).offsetCurve(by: Metres(row.number("args.distance")), style: style)
        let (expected, tolerance) = (try CorpusComparison.geometry(row, "expected"), try row.number("tolerance"))
        // Some cases date from when curves on the right ran backwards; since GEOS 3.11 they run as the line does.
        let agrees = [expected, expected.reversed()].contains { CorpusComparison.sameVertices(got, $0, tolerance) }
        row.compare("curve", agrees, got: got.wkt, expected: expected.wkt)
    }
}
