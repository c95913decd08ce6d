import BorderGeo
import TestSupport
import Testing

@Suite(.needs(.corpora)) struct LineCorpusTests {
    private static let ringAsLine = "a LINEARRING is read as a line, and a line may cross itself"
    private static let sequence =
        "not offered: parts of a border are put in order where the border is built, and their gaps reported"

    @Test func everyCaseAgrees() throws {
        let run = try CorpusRun(
            .lines,
            excuses: [
                "is_valid-15fee23a4d60": Self.ringAsLine, "invalid_reason-289eac2657f7": Self.ringAsLine,
                "locate_subline_and_extract-afd83fa58a28":
                    "a repeated vertex is dropped: the stretch is the same line without it",
                "line_sequence-3d4a8e57db83": Self.sequence, "line_sequence-547bcefb39d8": Self.sequence,
                "line_sequence-6768df594c22": Self.sequence,
                "distance-b379305b6ba2": "an empty geometry is at no distance; GEOS and JTS answer 0",
                "project-c182424de42a": "a place is a point by its type: a line cannot be given for one",
            ],
            checks: LineCorpus.checks.merging(LinearReferencingCorpus.checks) { $1 })
        try run.expectAgreement()
    }

    /// Cases on which GEOS 3.11.1 dies or is wrong. An error or the right answer is wanted, and a process that lives.
    @Test func noHazardCrashes() throws {
        // GEOS 3.11 misses a node where a line crosses itself on the other line; later versions know it. A wrong answer is no crash.
        let wrong = "GEOS 3.11 answers wrongly, later versions do not"
        let run = try CorpusRun(
            .hazards,
            excuses: [
                "relate-329bc6c48060": wrong, "relate-964aa036d3af": wrong, "contains-1e4878efa4ca": wrong,
                "contains-0edb51343ce2": wrong, "covers-10314c35c0f4": wrong, "covers-d501643ccb59": wrong,
                "crosses-b71cb11ba1dc": wrong, "overlaps-712b65518e13": wrong,
                "project-211da7948558": "a place is a point by its type: an empty one cannot be given",
                "hazard-0": "the right answer in place of an error: the end of the line, 1.41421 along",
                "hazard-2": "the right answer in place of an error: 0.2 along the only part",
            ],
            checks: [
                "project": LinearReferencingCorpus.project, "interpolate": Self.interpolate, "distance": LineCorpus.distance,
                "is_simple": LineCorpus.isSimple, "relate": TopologyCorpus.relate, "contains": Self.holds,
                "covers": Self.holds, "crosses": Self.holds, "overlaps": Self.holds,
            ])
        try run.expectAgreement()
    }

    /// The measure is in the second field there.
    private static func interpolate(_ row: CorpusRow) throws {
        let measure = try row.number("b")
        try LinearReferencingCorpus.place(row) { (line) throws(PlanarLineError) in
            .point(try line.position(at: Measure(measure), clamp: true))
        }
    }

    private static func holds(_ row: CorpusRow) throws {
        let predicate = try #require(SpatialPredicate(rawValue: row.operation))
        row.compare(
            row.operation, got: try CorpusComparison.geometry(row, "a").is(predicate, CorpusComparison.geometry(row, "b")),
            expected: try row.flag("expected"))
    }
}
