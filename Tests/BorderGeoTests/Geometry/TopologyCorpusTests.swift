import BorderGeo
import TestSupport
import Testing

@Suite(.enabled(if: Corpora.isAvailable, "skipped, no corpora")) struct TopologyCorpusTests {
    @Test func everyCaseAgrees() throws {
        var run = CorpusRun("topology")
        for c in try Corpora.cases("geometry/topology.jsonl") {
            run.check(c.text("id"), op: c.text("op")) { try Self.check(c) }
        }
        run.finish(expecting: 884)
    }

    private static func check(_ c: [String: Any]) throws -> String? {
        let a = try CorpusComparison.geometry(c["a"])
        let args = c.object("args")
        switch c.text("op") {
        case "predicates": return try predicates(c, a)
        case "relate":
            let b = try CorpusComparison.geometry(c["b"])
            let holds = try a.relates(to: b, pattern: args.text("pattern"))
            return holds == c.flag("expected") ? nil : "matrix is \(try a.relate(b))"
        case "boundary": return try points(c, a.boundary())
        case "densify":
            // Normalised: JTS gives the members of a multipolygon in another order.
            let got = try a.densified(maximumEdge: Metres(args.number("max_length"))).normalised()
            let expected = try CorpusComparison.wkt(c["expected"]).normalised()
            return CorpusComparison.sameVertices(got, expected, c.number("tolerance")) ? nil : got.wkt
        case "make_valid": return try points(c, a.madeValid())
        case "unary_union": return try points(c, a.unaryUnion())
        case "buffer":
            let style = BufferStyle(quadrantSegments: Int(args.number("quad_segs")))
            let got = try a.buffer(by: Metres(args.number("distance")), style: style)
            return try CorpusComparison.sameArea(got, CorpusComparison.wkt(c["expected"]), c.number("tolerance"))
        default: return try overlay(c, a, CorpusComparison.geometry(c["b"]))
        }
    }

    private static func overlay(_ c: [String: Any], _ a: PlanarGeometry, _ b: PlanarGeometry) throws -> String? {
        switch c.text("op") {
        case "union": try points(c, a.union(b))
        case "intersection": try points(c, a.intersection(b))
        case "difference": try points(c, a.difference(b))
        case "symdifference": try points(c, a.symmetricDifference(b))
        default: "unknown operation"
        }
    }

    private static func points(_ c: [String: Any], _ got: PlanarGeometry) throws -> String? {
        try CorpusComparison.samePoints(got, CorpusComparison.wkt(c["expected"]), c.number("tolerance"))
    }

    /// Plain and prepared must agree with the case and so with each other.
    private static func predicates(_ c: [String: Any], _ a: PlanarGeometry) throws -> String? {
        let b = try CorpusComparison.geometry(c["b"])
        let names = ["coveredby": SpatialPredicate.coveredBy, "equalstopo": .equals]
        for (name, expected) in c.object("expected").sorted(by: { $0.key < $1.key }) {
            guard let predicate = names[name] ?? SpatialPredicate(rawValue: name) else { return "unknown predicate \(name)" }
            let expected = expected as? Bool
            if try a.is(predicate, b) != expected { return "\(name) is not \(String(describing: expected))" }
            if try a.is(predicate, all: [b, b]) != [expected, expected] { return "prepared \(name) differs" }
        }
        return nil
    }
}
