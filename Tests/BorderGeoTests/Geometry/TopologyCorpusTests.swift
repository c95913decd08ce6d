import BorderGeo
import TestSupport
import Testing

@Suite(.needs(.corpora)) struct TopologyCorpusTests {
    @Test func everyCaseAgrees() throws { try CorpusRun(.topology, checks: TopologyCorpus.checks).expectAgreement() }
}

enum TopologyCorpus {
    static var checks: [String: CorpusRun.Check] {
        [
            "predicates": predicates, "relate": relate, "densify": densify, "buffer": buffer, "union": overlay,
            "intersection": overlay, "difference": overlay, "symdifference": overlay,
            "boundary": { try CorpusComparison.comparePoints($0, a($0).boundary()) },
            "make_valid": { try CorpusComparison.comparePoints($0, a($0).madeValid()) },
            "unary_union": unaryUnion,
        ]
    }

    private static func a(_ row: CorpusRow) throws -> PlanarGeometry { try CorpusComparison.geometry(row, "a") }
    private static func b(_ row: CorpusRow) throws -> PlanarGeometry { try CorpusComparison.geometry(row, "b") }

    static func relate(_ row: CorpusRow) throws {
        let (a, b, pattern) = (try a(row), try b(row), try row.text("args.pattern"))
        let (holds, expected) = (try a.relates(to: b, pattern: pattern), try row.flag("expected"))
        try row.compare("pattern", holds == expected, got: a.relate(b), expected: "\(expected) for \(pattern)")
    }

    private static func densify(_ row: CorpusRow) throws {
        // Normalised: JTS gives the members of a multipolygon in another order.
        let got = try a(row).densified(maximumEdge: Metres(row.number("args.max_length"))).normalised()
        let (expected, tolerance) = (try CorpusComparison.geometry(row, "expected").normalised(), try row.number("tolerance"))
        row.compare("geometry", CorpusComparison.sameVertices(got, expected, tolerance), got: got.wkt, expected: expected.wkt)
    }

    private static func buffer(_ row: CorpusRow) throws {
        let style = BufferStyle(quadrantSegments: try row.whole("args.quad_segs"))
        try CorpusComparison.compareArea(row, a(row).buffer(by: Metres(row.number("args.distance")), style: style))
    }

    /// Some cases are on a grid; their coordinates are whole, and so are those of the answers.
    private static func omitGrid(_ row: CorpusRow) {
        guard row.has("args.precision_scale") else { return }
        row.note("args.precision_scale")
        row.omit("snapping to a grid: overlays have none, and answers are on the grid without it")
    }

    private static func unaryUnion(_ row: CorpusRow) throws {
        omitGrid(row)
        try CorpusComparison.comparePoints(row, a(row).unaryUnion())
    }

    private static func overlay(_ row: CorpusRow) throws {
        omitGrid(row)
        let (a, b) = (try a(row), try b(row))
        let got =
            switch row.operation {
            case "union": try a.union(b)
            case "intersection": try a.intersection(b)
            case "difference": try a.difference(b)
            default: try a.symmetricDifference(b)
            }
        try CorpusComparison.comparePoints(row, got)
    }

    /// Plain and prepared must agree with the case and so with each other.
    private static func predicates(_ row: CorpusRow) throws {
        let (a, b) = (try a(row), try b(row))
        let names = ["coveredby": SpatialPredicate.coveredBy, "equalstopo": .equals]
        for (name, expected) in try row.value("expected", as: [String: Bool].self).sorted(by: { $0.key < $1.key }) {
            guard let predicate = names[name] ?? SpatialPredicate(rawValue: name) else {
                row.compare("predicate", got: name, expected: "one of the library's")
                continue
            }
            row.compare(name, got: try a.is(predicate, b), expected: expected)
            row.compare("prepared \(name)", got: try a.is(predicate, all: [b, b]), expected: [expected, expected])
        }
    }
}
