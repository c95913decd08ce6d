import BorderGeo

/// The outside cases of linear referencing, translated: where another library counts negative measures from the end, clamps what lies
/// outside and works in fractions of the length, the case is turned into measures here, and only the answer is compared.
enum LinearReferencingCorpus {
    static func check(_ c: [String: Any]) throws -> String? {
        var measures: [Double] = []
        let a = try PlanarGeometry(wkt: c.text("a"), measures: &measures)
        do throws(PlanarLineError) {
            switch c.text("op") {
            case "interpolate", "interpolate_normalized", "interpolate_repeated": return try interpolate(c, a)
            case "project", "project_normalized", "project_then_interpolate": return try project(c, a)
            case "substring", "substring_normalized", "substring_normalized_npoints": return try substring(c, a)
            case "offset_point", "second_visit", "locate_subline_and_extract": return try visits(c, a)
            case "add_measure", "locate_between_measures": return try own(c, a, measures.map(Measure.init))
            default: return "unknown operation"
            }
        } catch {
            let isAsked = c.text("compare") == "error" || c.text("expected") == "POINT EMPTY"
            return isAsked ? nil : "threw \(error)"
        }
    }

    private static func expected(_ c: [String: Any]) -> PlanarGeometry {
        (try? CorpusComparison.wkt(c["expected"])) ?? .collection([])
    }

    private static func same(_ c: [String: Any], _ got: PlanarGeometry) -> String? {
        let tolerance = max(c.number("tolerance"), 1e-12)
        return CorpusComparison.sameVertices(got, expected(c), tolerance) ? nil : "\(got.wkt), expected \(expected(c).wkt)"
    }

    private static func length(_ a: PlanarGeometry) throws(PlanarLineError) -> Double {
        // A measure outside throws its length: asked for that way, nothing but the line is needed.
        do throws(PlanarLineError) { return try a.position(at: Measure(1e300)).easting } catch {
            if case .outOfRange(_, let length) = error { return length.value }
            throw error
        }
    }

    /// A measure of another library: a fraction where `normalized`, counted from the end where negative.
    private static func measure(
        _ value: Double, _ a: PlanarGeometry, normalized: Bool
    ) throws(PlanarLineError) -> Measure {
        let length = try length(a)
        let metres = normalized ? value * length : value
        return Measure(metres < 0 ? max(metres + length, 0) : metres)
    }

    private static func interpolate(_ c: [String: Any], _ a: PlanarGeometry) throws(PlanarLineError) -> String? {
        let args = c.object("args")
        switch c.text("op") {
        case "interpolate":
            return same(c, .point(try a.position(at: try measure(args.number("distance"), a, normalized: false), clamp: true)))
        case "interpolate_normalized":
            return same(c, .point(try a.position(at: try measure(args.number("fraction"), a, normalized: true), clamp: true)))
        default: return same(c, .multiPoint(try a.positions(every: Metres(args.number("fraction") * (try length(a))))))
        }
    }

    private static func project(_ c: [String: Any], _ a: PlanarGeometry) throws(PlanarLineError) -> String? {
        guard case .point(let p) = (try? CorpusComparison.wkt(c["b"])) ?? .collection([]) else {
            return c.text("compare") == "error" ? nil : "no point is given"
        }
        let location = try a.locate(p)
        if c.text("compare") == "error" { return "gave \(location)" }
        switch c.text("op") {
        case "project": return difference("measure", location.measure.metres, c.number("expected"), c.number("tolerance"))
        case "project_normalized":
            let length = try length(a)
            let fraction = length > 0 ? location.measure.metres / length : 0
            return difference("fraction", fraction, c.number("expected"), c.number("tolerance"))
        default: return same(c, .point(try a.position(at: location.measure)))
        }
    }

    private static func substring(_ c: [String: Any], _ a: PlanarGeometry) throws(PlanarLineError) -> String? {
        let args = c.object("args")
        let normalized = c.text("op") != "substring"
        let from = try measure(args.number("start"), a, normalized: normalized)
        let to = try measure(args.number("end"), a, normalized: normalized)
        let got = try a.stretch(from: from, to: to, clamp: true)
        guard c.text("op") == "substring_normalized_npoints" else { return same(c, got) }
        var count = 0.0
        got.forEachPosition { _ in count += 1 }
        return difference("positions", count, c.number("expected"), 0)
    }

    private static func visits(_ c: [String: Any], _ a: PlanarGeometry) throws(PlanarLineError) -> String? {
        var points: [PlanarPoint] = []
        var b = PlanarGeometry.collection([])
        if let read = try? CorpusComparison.wkt(c["b"]) { b = read }
        b.forEachPosition { points.append($0) }
        guard let first = points.first, let last = points.last else { return "no second geometry" }
        switch c.text("op") {
        case "offset_point":
            let at = try a.locate(first).measure
            return same(c, .point(try a.position(at: at, offset: Offset(c.object("args").number("offset")))))
        case "second_visit":
            let positions = try a.measures(at: first).map { (m) throws(PlanarLineError) in try a.position(at: m) }
            return positions == [first, first] ? nil : "visits \(positions)"
        default:
            // Of all visits the two that are as far apart as b is long.
            let wanted = (try? b.length().value) ?? .nan
            let starts = try a.measures(at: first)
            let ends = try a.measures(at: last)
            let pairs = starts.flatMap { from in ends.map { (from, $0) } }
            let best = pairs.min { abs(($0.1 - $0.0).value - wanted) < abs(($1.1 - $1.0).value - wanted) }
            guard let best else { return "does not visit the ends" }
            return same(c, try a.stretch(from: best.0, to: best.1))
        }
    }

    private static func own(_ c: [String: Any], _ a: PlanarGeometry, _ measures: [Measure]) throws(PlanarLineError) -> String? {
        let args = c.object("args")
        let (start, end) = (args.number("start"), args.number("end"))
        if c.text("op") == "locate_between_measures" {
            return same(c, try a.located(between: Measure(start)...Measure(end), measures: measures))
        }
        var got: [Double] = []
        let whole = try length(a)
        for p in a.polylines.flatMap(\.positions) { got.append(start + (end - start) * (try a.locate(p).measure.metres) / whole) }
        var wanted: [Double] = []
        _ = try? PlanarGeometry(wkt: c.text("expected"), measures: &wanted)
        return got == wanted ? nil : "\(got), expected \(wanted)"
    }
}
