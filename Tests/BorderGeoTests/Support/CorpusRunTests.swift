import Foundation
import TestSupport
import Testing

/// What a run over outside cases is worth: each way in which a case could pass unseen is found.
@Suite struct CorpusRunTests {
    /// Twice a number, and half of it where the case has one.
    private static func double(_ row: CorpusRow) throws {
        let number = try row.number("args.number")
        try row.compare(2 * number, at: "expected.double")
        if row.has("expected.half") { try row.compare(number / 2, at: "expected.half") }
        if row.has("expected.unit") {
            row.note("expected.unit")
            row.omit("units: numbers have none")
        }
    }

    private static let agreeing = #"{"id":"a","op":"double","args":{"number":2},"expected":{"double":4},"sources":[{}]}"#

    private func outcome(_ lines: [String], excuses: [String: String] = [:]) throws -> CorpusRun.Outcome {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write(lines.joined(separator: "\n") + "\n", to: "cases.jsonl")
        return try CorpusRun(folder.url.appending(path: "cases.jsonl"), excuses: excuses, checks: ["double": Self.double])
            .outcome()
    }

    static let faults: [(name: String, line: String, words: String)] = [
        ("another value", #"{"id":"b","op":"double","args":{"number":2},"expected":{"double":5}}"#, "expected 5.0"),
        ("no such operation", #"{"id":"b","op":"triple","args":{"number":2},"expected":{"double":4}}"#, "triple"),
        ("no operation", #"{"id":"b","args":{"number":2},"expected":{"double":4}}"#, "no \"op\""),
        ("a field is missing", #"{"id":"b","op":"double","args":{},"expected":{"double":4}}"#, "no \"args.number\""),
        ("a field is null", #"{"id":"b","op":"double","args":{"number":null},"expected":{"double":4}}"#, "no \"args.number\""),
        (
            "a field is of another type", #"{"id":"b","op":"double","args":{"number":"2"},"expected":{"double":4}}"#,
            "not a number"
        ),
        ("nothing is expected", #"{"id":"b","op":"double","args":{"number":2}}"#, "no \"expected.double\""),
        (
            "more is expected", #"{"id":"b","op":"double","args":{"number":2},"expected":{"double":4,"triple":6}}"#,
            "\"expected.triple\" was not compared"
        ),
        (
            "an argument that nobody reads", #"{"id":"b","op":"double","args":{"number":2,"base":8},"expected":{"double":4}}"#,
            "\"args.base\" was not compared"
        ),
        (
            "a field that nobody reads", #"{"id":"b","op":"double","args":{"number":2},"b":1,"expected":{"double":4}}"#,
            "\"b\" was not compared"
        ),
        (
            "tiny, and not as tiny",
            #"{"id":"b","op":"double","args":{"number":1e-40},"expected":{"double":3e-40},"tolerance":{"absolute":1e-9}}"#,
            "expected 3e-40"
        ),
        (
            "infinite",
            #"{"id":"b","op":"double","args":{"number":1},"expected":{"double":"Infinity"},"tolerance":{"relative":1e-6}}"#,
            "expected inf"
        ),
    ]

    @Test(arguments: faults) func aCaseThatDiffersIsListedAndTheOthersAreCompared(
        row: (name: String, line: String, words: String)
    )
        throws
    {
        let outcome = try outcome([Self.agreeing, row.line, Self.agreeing])
        #expect(outcome.rows == 3 && outcome.compared == 2 && outcome.differing == 1, "\(row.name)")
        #expect(outcome.faults.count == 1, "\(outcome.faults)")
        #expect(outcome.faults.allSatisfy { $0.contains(" b: ") && $0.contains(row.words) }, "\(outcome.faults)")
    }

    @Test func aCaseThatDiffersMayBeExcusedByItsID() throws {
        let differing = #"{"id":"b","op":"double","args":{"number":2},"expected":{"double":5}}"#
        let outcome = try outcome([Self.agreeing, differing], excuses: ["b": "by hand"])
        #expect(outcome.faults.isEmpty, "\(outcome.faults)")
        #expect(outcome.compared == 1 && outcome.differing == 0 && outcome.excused.map(\.reason) == ["by hand"])
    }

    @Test func anExcuseThatIsNotNeededFailsUnlessAConventionIsTheReason() throws {
        let unneeded = try outcome([Self.agreeing], excuses: ["a": "by hand"])
        #expect(unneeded.faults == ["double a agrees: the excuse is not needed"])
        let other = #"{"id":"b","op":"double","args":{"number":2},"expected":{"double":4},"convention":"as one likes"}"#
        #expect(try outcome([Self.agreeing, other], excuses: ["b": "by hand"]).faults == [])
        let strange = try outcome([Self.agreeing], excuses: ["x": "by hand"])
        #expect(strange.faults == ["an excuse names x, which the file does not have"])
    }

    @Test func anOperationWithoutACaseFails() throws {
        #expect(try outcome([]).faults == ["no case of double was compared"])
        let differing = #"{"id":"b","op":"double","args":{"number":2},"expected":{"double":5}}"#
        #expect(try outcome([differing], excuses: ["b": "by hand"]).faults == ["no case of double was compared"])
    }

    @Test func whatIsLeftOutIsCounted() throws {
        let line = #"{"id":"b","op":"double","args":{"number":2},"expected":{"double":4,"unit":"m"}}"#
        let outcome = try outcome([line, Self.agreeing])
        #expect(outcome.faults.isEmpty && outcome.compared == 2, "\(outcome.faults)")
        #expect(outcome.omissions == ["units: numbers have none": 1])
    }

    /// A file that no test compares would be one nobody misses.
    @Test(.needs(.corpora)) func everyFileOfTheCorporaIsKnown() throws {
        let folder = try Corpora.required()
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        let files = names.filter { $0.hasSuffix(".jsonl") || $0.hasSuffix("/manifest.json") }
        #expect(Set(files) == Set(Corpora.File.allCases.map(\.rawValue)))
    }

    /// And so would a file beside a manifest.
    @Test(.needs(.corpora), arguments: [Corpora.File.csv, .geoJSON, .json])
    func everyFileBesideAManifestIsInIt(manifest: Corpora.File) throws {
        let folder = try Corpora.required().appending(path: manifest.rawValue).deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appending(path: "manifest.json"))
        let rows = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "files").path)
        #expect(Set(rows.compactMap { $0["file"] as? String }) == Set(names.map { "files/\($0)" }))
    }
}
