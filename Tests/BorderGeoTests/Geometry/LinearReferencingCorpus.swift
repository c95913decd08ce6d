import BorderGeo
import TestSupport

/// The outside cases of linear referencing, translated: where another library counts negative measures from the end, clamps what lies
/// outside and works in fractions of the length, the case is turned into measures here, and only the answer is compared.
enum LinearReferencingCorpus {
    static var checks: [String: CorpusRun.Check] {
        [
            "interpolate": interpolate, "interpolate_normalized": interpolate, "interpolate_repeated": interpolate,
            "project": project, "project_normalized": project, "project_then_interpolate": project, "substring": substring,
            "substring_normalized": substring, "substring_normalized_npoints": countPositions, "offset_point": offsetPoint,
            "second_visit": secondVisit, "locate_subline_and_extract": extract, "add_measure": addMeasure,
            "locate_between_measures": locateBetween,
        ]
    }

    private static func line(_ row: CorpusRow, _ field: String = "a") throws -> PlanarGeometry {
        try CorpusComparison.geometry(row, field)
    }

    private static func point(_ row: CorpusRow, _ field: String = "b") throws -> PlanarPoint {
        let geometry = try CorpusComparison.geometry(row, field)
        guard case .point(let point) = geometry else { throw NotAPoint(wkt: geometry.wkt) }
        return point
    }

    private struct NotAPoint: Error { var wkt: String }

    private static func length(_ a: PlanarGeometry) throws(PlanarLineError) -> Double {
        // A measure outside throws its length: asked for that way, nothing but the line is needed.
        do throws(PlanarLineError) { return try a.position(at: Measure(1e300)).easting } catch {
            if case .outOfRange(_, let length) = error { return length.value }
            throw error
        }
    }

    /// A measure of another library: a fraction where `normalized`, counted from the end where negative.
    private static func measure(_ value: Double, _ a: PlanarGeometry, normalized: Bool) throws(PlanarLineError) -> Measure {
        let length = try length(a)
        let metres = normalized ? value * length : value
        return Measure(metres < 0 ? max(metres + length, 0) : metres)
    }

    /// A place on the line; an error where the case wants one or, by its convention, takes one.
    static func place(_ row: CorpusRow, _ find: (PlanarGeometry) throws(PlanarLineError) -> PlanarGeometry) throws {
        let line = try line(row)
        let result = Result { () throws(PlanarLineError) in try find(line) }
        let expected = try row.text("expected")
        let mayFail = expected == "error" || row.convention?.contains("(or an error)") == true
        switch result {
        case .failure(let error): row.compare("place", mayFail, got: "the error \"\(error)\"", expected: expected)
        case .success(let got) where expected == "error": row.compare("place", false, got: got.wkt, expected: "an error")
        case .success(let got): try CorpusComparison.compareVertices(row, got)
        }
    }

    private static func interpolate(_ row: CorpusRow) throws {
        switch row.operation {
        case "interpolate":
            let distance = try row.number("args.distance")
            try place(row) { (a) throws(PlanarLineError) in
                .point(try a.position(at: try measure(distance, a, normalized: false), clamp: true))
            }
        case "interpolate_normalized":
            let fraction = try row.number("args.fraction")
            try place(row) { (a) throws(PlanarLineError) in
                .point(try a.position(at: try measure(fraction, a, normalized: true), clamp: true))
            }
        default:
            let fraction = try row.number("args.fraction")
            try place(row) { (a) throws(PlanarLineError) in
                .multiPoint(try a.positions(every: Metres(fraction * (try length(a)))))
            }
        }
    }

    static func project(_ row: CorpusRow) throws {
        let wantsError = (try? row.text("expected")) == "error"
        let a: PlanarGeometry
        let location: PlanarGeometry.PlanarLocation
        do {
            a = try line(row)
            location = try a.locate(point(row))
        } catch let error where wantsError && !(error is NotAPoint) {
            // Already the text is refused where it holds what is not a number.
            return row.compare("place", true, got: "\(error)", expected: "an error")
        }
        if wantsError { return row.compare("place", false, got: "\(location)", expected: "an error") }
        switch row.operation {
        case "project":
            row.compare(
                "measure", got: location.measure.metres, expected: try row.number("expected"),
                within: try row.number("tolerance"))
        case "project_normalized":
            let length = try length(a)
            row.compare(
                "fraction", got: length > 0 ? location.measure.metres / length : 0, expected: try row.number("expected"),
                within: try row.number("tolerance"))
        default: try CorpusComparison.compareVertices(row, .point(a.position(at: location.measure)))
        }
    }

    // MARK: Stretches

    private static func stretch(_ row: CorpusRow) throws -> PlanarGeometry {
        let (a, normalized) = (try line(row), row.operation != "substring")
        return try a.stretch(
            from: measure(try row.number("args.start"), a, normalized: normalized),
            to: measure(try row.number("args.end"), a, normalized: normalized), clamp: true)
    }

    private static func substring(_ row: CorpusRow) throws { try CorpusComparison.compareVertices(row, stretch(row)) }

    private static func countPositions(_ row: CorpusRow) throws {
        var count = 0
        try stretch(row).forEachPosition { _ in count += 1 }
        row.compare("positions", got: count, expected: try row.whole("expected"))
    }

    // MARK: Visits

    private static func offsetPoint(_ row: CorpusRow) throws {
        let a = try line(row)
        let at = try a.locate(point(row)).measure
        try CorpusComparison.compareVertices(row, .point(a.position(at: at, offset: Offset(row.number("args.offset")))))
    }

    /// Two different measures, and the point itself at each.
    private static func secondVisit(_ row: CorpusRow) throws {
        let (a, b) = (try line(row), try point(row))
        let measures = try a.measures(at: b)
        let positions = try measures.map { try a.position(at: $0) }
        let (visitsTwice, expected) = (Set(measures).count == 2 && positions == [b, b], try row.flag("expected"))
        row.compare(
            "a second visit", visitsTwice == expected, got: "\(positions) at \(measures)", expected: "\(expected) of \(b)")
    }

    /// Of all visits the two that are as far apart as b is long.
    private static func extract(_ row: CorpusRow) throws {
        let (a, b) = (try line(row), try line(row, "b"))
        var ends: [PlanarPoint] = []
        b.forEachPosition { ends.append($0) }
        guard let first = ends.first, let last = ends.last else { throw NotAPoint(wkt: b.wkt) }
        let wanted = try b.length().value
        let froms = try a.measures(at: first)
        let tos = try a.measures(at: last)
        let pairs = froms.flatMap { from in tos.map { (from, $0) } }
        let best = pairs.min { abs(($0.1 - $0.0).value - wanted) < abs(($1.1 - $1.0).value - wanted) }
        guard let best else { return row.compare("visits of the ends", false, got: "nothing", expected: "\(first), \(last)") }
        try CorpusComparison.compareVertices(row, a.stretch(from: best.0, to: best.1))
    }

    // MARK: Measures of vertices

    private static func locateBetween(_ row: CorpusRow) throws {
        var measures: [Double] = []
        let a = try PlanarGeometry(wkt: row.text("a"), measures: &measures)
        let range = Measure(try row.number("args.start"))...Measure(try row.number("args.end"))
        try CorpusComparison.compareVertices(row, a.located(between: range, measures: measures.map { Measure($0) }))
    }

    private static func addMeasure(_ row: CorpusRow) throws {
        let a = try line(row)
        let (start, end) = (try row.number("args.start"), try row.number("args.end"))
        let whole = try length(a)
        let got = try a.polylines.flatMap(\.positions).map { start + (end - start) * (try a.locate($0).measure.metres) / whole }
        var wanted: [Double] = []
        let expected = try PlanarGeometry(wkt: row.text("expected"), measures: &wanted)
        let tolerance = try row.number("tolerance")
        row.compare("line", CorpusComparison.sameVertices(a, expected, tolerance), got: a.wkt, expected: expected.wkt)
        row.compare("measures", got: got.count, expected: wanted.count)
        for (i, pair) in zip(got, wanted).enumerated() {
            row.compare("measure \(i)", got: pair.0, expected: pair.1, within: tolerance)
        }
    }
}
