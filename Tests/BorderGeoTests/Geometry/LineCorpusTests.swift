import BorderGeo
import TestSupport
import Testing

@Suite(.enabled(if: Corpora.isAvailable, "skipped, no corpora")) struct LineCorpusTests {
    private static let ringAsLine = "a LINEARRING is read as a line, and a line may cross itself"

    private static let excuses = [
        "is_valid-15fee23a4d60": ringAsLine,
        "invalid_reason-289eac2657f7": ringAsLine,
        "locate_subline_and_extract-afd83fa58a28": "a repeated vertex is dropped: the stretch is the same line without it",
        "line_sequence": "not offered: parts of a border are put in order where the border is built, and their gaps reported",
    ]

    @Test func everyCaseAgrees() throws {
        var run = CorpusRun("lines", excuses: Self.excuses)
        for c in try Corpora.cases("geometry/lines.jsonl") {
            run.check(c.text("id"), op: c.text("op")) { try Self.check(c) }
        }
        run.finish(expecting: 661)
    }

    /// Cases on which GEOS 3.11.1 dies or is wrong. An error or the right answer is asked for, and a process that lives.
    @Test func noHazardCrashes() throws {
        // GEOS 3.11 misses a node where a line crosses itself on the other line; later versions know it. A wrong answer is no crash.
        let reason = "GEOS 3.11 answers wrongly, later versions do not"
        let right = "the right answer instead of an error"
        var run = CorpusRun(
            "hazards",
            excuses: [
                "relate": reason, "contains": reason, "covers": reason, "crosses": reason, "overlaps": reason,
                "hazard-0": right + ": the end of the line, 1.41421 along", "hazard-2": right + ": 0.2 along the only part",
            ])
        for c in try Corpora.cases("geometry/hazards.jsonl") {
            run.check(c.text("id"), op: c.text("op")) { try Self.hazard(c) }
        }
        run.finish(expecting: 17)
    }

    private static func hazard(_ c: [String: Any]) throws -> String? {
        var c = c
        if c["args"] == nil { c["args"] = ["distance": c["b"] ?? ""] }
        if c.text("op") == "relate" {
            let pattern = c.object("args").text("pattern")
            let matrix = try CorpusComparison.geometry(c["a"]).relate(CorpusComparison.geometry(c["b"]))
            return matrix == pattern ? nil : "matrix is \(matrix)"
        }
        if let predicate = SpatialPredicate(rawValue: c.text("op")) {
            let holds = try CorpusComparison.geometry(c["a"]).is(predicate, CorpusComparison.geometry(c["b"]))
            return holds == c.flag("expected") ? nil : "is \(holds)"
        }
        return try check(c)
    }

    private static func check(_ c: [String: Any]) throws -> String? {
        switch c.text("op") {
        case "is_valid", "is_simple", "invalid_reason", "area", "length": try one(c, CorpusComparison.geometry(c["a"]))
        case "distance", "is_within_distance", "nearest_points", "shortest_line", "max_distance", "hausdorff",
            "hausdorff_densify",
            "frechet", "frechet_densify":
            try two(c, CorpusComparison.geometry(c["a"]), CorpusComparison.geometry(c["b"]))
        case "line_merge", "line_merge_directed", "offset_curve", "shared_paths", "line_sequence":
            try lines(c, CorpusComparison.geometry(c["a"]))
        default: try LinearReferencingCorpus.check(c)
        }
    }

    private static func one(_ c: [String: Any], _ a: PlanarGeometry) throws -> String? {
        switch c.text("op") {
        case "is_valid":
            let validity = try a.validity()
            return validity.isValid == c.flag("expected") ? nil : "\(validity)"
        case "is_simple": return try a.isSimple() == c.flag("expected") ? nil : "is \(!c.flag("expected"))"
        case "area": return difference("area", try a.area().value, c.number("expected"), c.number("tolerance"))
        case "length": return difference("length", try a.length().value, c.number("expected"), c.number("tolerance"))
        default:
            guard case .invalid(let reason, _) = try a.validity() else { return "is valid" }
            return reason.hasPrefix(c.text("expected")) ? nil : reason
        }
    }

    private static func two(_ c: [String: Any], _ a: PlanarGeometry, _ b: PlanarGeometry) throws -> String? {
        let args = c.object("args")
        func number(_ got: Metres?) -> String? {
            // An empty geometry is at no distance; GEOS answers 0 for it, JTS too.
            guard let got else { return a.isEmpty || b.isEmpty ? nil : "nothing" }
            return difference(c.text("op"), got.value, c.number("expected"), c.number("tolerance"))
        }
        switch c.text("op") {
        case "distance": return number(try a.distance(to: b))
        case "max_distance": return number(try a.farthestDistance(to: b))
        case "hausdorff": return number(try a.hausdorffDistance(to: b))
        case "hausdorff_densify": return number(try a.hausdorffDistance(to: b, densifiedBy: args.number("fraction")))
        case "frechet": return number(try a.frechetDistance(to: b))
        case "frechet_densify": return number(try a.frechetDistance(to: b, densifiedBy: args.number("fraction")))
        case "is_within_distance":
            return try a.isWithin(Metres(args.number("distance")), of: b) == c.flag("expected") ? nil : "is not"
        default: return try nearest(c, a, b)
        }
    }

    private static func nearest(_ c: [String: Any], _ a: PlanarGeometry, _ b: PlanarGeometry) throws -> String? {
        guard let pair = try a.nearestPoints(to: b) else { return "nothing" }
        let got = PlanarGeometry.lineString(Polyline([pair.here, pair.there]))
        let expected =
            try (c["expected"] as? [[Double]]).map {
                PlanarGeometry.lineString(Polyline($0.map { PlanarPoint(easting: $0[0], northing: $0[1]) }))
            } ?? CorpusComparison.wkt(c["expected"])
        if CorpusComparison.sameVertices(got, expected, 1e-9) { return nil }
        // Of several pairs any one at the right distance will do.
        return difference("distance", try got.length().value, try expected.length().value, 1e-9)
    }

    private static func lines(_ c: [String: Any], _ a: PlanarGeometry) throws -> String? {
        let args = c.object("args")
        switch c.text("op") {
        case "line_merge", "line_merge_directed":
            let directed = c.text("op") == "line_merge_directed"
            let expected = try (c["expected"] as? [String] ?? []).map { try PlanarGeometry(wkt: $0) }
            return try CorpusComparison.sameLines(a.mergedLines(directed: directed), expected, directed: directed)
        case "shared_paths":
            let paths = try a.sharedPaths(with: CorpusComparison.wkt(c["b"]))
            let got = PlanarGeometry.collection([.multiLineString(paths.same), .multiLineString(paths.opposite)])
            return CorpusComparison.sameVertices(got, try CorpusComparison.wkt(c["expected"]), 1e-9) ? nil : got.wkt
        case "offset_curve":
            let join = ["mitre": BufferStyle.Join.mitre, "bevel": .bevel][args.text("join")] ?? .round
            // Only round joins have segments; the others are given with none.
            let style = BufferStyle(
                join: join, mitreLimit: args.number("mitre"), quadrantSegments: max(Int(args.number("quad_segs")), 1))
            let got = try a.offsetCurve(by: Metres(args.number("distance")), style: style)
            let expected = try CorpusComparison.wkt(c["expected"])
            // Some cases date from when curves on the right ran backwards; since GEOS 3.11 they run as the line does.
            let agrees = [expected, expected.reversed()].contains {
                CorpusComparison.sameVertices(got, $0, c.number("tolerance"))
            }
            return agrees ? nil : "\(got.wkt), expected \(expected.wkt)"
        default: return "not offered"
        }
    }
}
