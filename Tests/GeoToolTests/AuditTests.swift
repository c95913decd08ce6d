import Foundation
import TestSupport
import Testing

@Suite struct AuditTests {
    private func rows(_ arguments: String...) throws -> (rows: [String: [String: Any]], findings: [[String: Any]], exit: Int32) {
        let run = try Tool.run(["audit"] + arguments + ["--format", "json"])
        let document = try #require(JSONSerialization.jsonObject(with: run.stdoutData) as? [String: Any])
        let results = try #require(document["results"] as? [[String: Any]])
        let findings = try #require(document["findings"] as? [[String: Any]])
        let keyed = Dictionary(uniqueKeysWithValues: results.map { ($0["claim"] as? String ?? "", $0) })
        return (keyed, findings, run.exitCode)
    }

    @Test func theRegisterIsCheckedAgainstItself() throws {
        let (rows, findings, exit) = try rows()
        // 50 m at Hoeryong does not follow.
        #expect(exit == 1)
        let spacing = try #require(rows["hrw2024-spacing"])
        #expect(spacing["reproduced"] as? Bool == true)
        let by = try #require(spacing["by"] as? [[String: Any]])
        #expect(by.count == 1)
        #expect(by[0]["numerator"] as? String == "6,820 facilities")
        #expect(by[0]["denominator"] as? String == "742 km of new or upgraded fence line")
        #expect(by[0]["value"] as? Double == 108.798)
        let fifty = try #require(rows["ytn2022-spacing-2022"])
        #expect(fifty["reproduced"] as? Bool == false)
        #expect((fifty["nearest"] as? [String: Any])?["value"] as? Double == 52.8736)
        let sentences = findings.compactMap { $0["sentence"] as? String }
        #expect(sentences.contains { $0.contains("282 km") && $0.contains("misprint") })
        #expect(sentences.contains { $0.contains("increased to 169") && $0.contains("misreport") })
    }

    @Test(arguments: [
        ("six-areas", "hrw2024-spacing"), ("six-areas", "hrw2024-growth"), ("six-areas", "chosun2024-fenced-share-2019"),
        ("six-areas", "bbc2024-share-of-border"), ("hoeryong", "ytn2022-spacing-2019"), ("hoeryong", "dw2022-guard-posts"),
    ])
    func aStudyBuiltToThePublishedTotalsReproduces(study: String, claim: String) throws {
        let (rows, _, _) = try rows(study)
        #expect(rows[claim]?["reproduced"] as? Bool == true)
    }

    @Test func ownClaimsAreCheckedAgainstAStudy() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let file = folder.path("claims.yaml")
        try """
        format: border-claims/1
        claims:
          - {id: right, measurand: spacing, value: 109, unit: m, significant_figures: 3, numerator: all, epoch: "2023"}
          - {id: wrong, measurand: share, value: 12, unit: "%", significant_figures: 2, numerator: border_fenced, denominator: border_observed, epoch: "2019"}
          - {id: elsewhere, measurand: count, value: 7, significant_figures: 1, area: nowhere}
        """.write(toFile: file, atomically: true, encoding: .utf8)
        let (rows, _, exit) = try rows("six-areas", "--claims", file)
        #expect(exit == 1)
        #expect(Set(rows.keys) == ["right", "wrong"])
        #expect(rows["right"]?["reproduced"] as? Bool == true)
        #expect(rows["wrong"]?["reproduced"] as? Bool == false)
        #expect((rows["wrong"]?["nearest"] as? [String: Any])?["value"] as? Double == 71.6511)
    }

    @Test(arguments: ["text", "md", "csv", "json"])
    func everyFormatNamesTheDenominator(format: String) throws {
        let run = try Tool.run(["audit", "--format", format])
        #expect(run.stdout.contains("742 km of new or upgraded fence line"))
        #expect(run.stderr.isEmpty)
        #expect(try Tool.run(["audit", "--format", format]).stdout == run.stdout)
    }

    @Test(
        arguments: [
            (["audit", "--claims", "no-such-file.yaml"], 66), (["audit", "no-such-study"], 66),
            (["audit", "--format", "ndjson"], 64),
        ] as [([String], Int32)])
    func wrongArgumentsHaveTheirExitCode(arguments: [String], code: Int32) throws {
        let run = try Tool.run(arguments)
        #expect(run.exitCode == code)
        #expect(run.stdout.isEmpty)
        #expect(run.stderr.split(separator: "\n").count <= 4)
    }
}
