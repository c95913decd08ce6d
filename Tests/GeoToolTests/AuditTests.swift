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
        // 282 km does not follow.
        #expect(exit == 1)
        let spacing = try #require(rows["hrw2024-spacing"])
        #expect(spacing["reproduced"] as? Bool == true)
        let by = try #require(spacing["by"] as? [[String: Any]])
        #expect(by.count == 1)
        #expect(by[0]["numerator"] as? String == "6,820 facilities")
        #expect(by[0]["denominator"] as? String == "742 km of new or upgraded fence line")
        #expect(by[0]["value"] as? Double == 108.798)
        let fifty = try #require(rows["ytn2022-spacing-2022"])
        #expect(fifty["reproduced"] as? Bool == true)
        #expect((fifty["nearest"] as? [String: Any])?["value"] as? Double == 56.213)
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

    /// One path: whoever asks, a figure of the register has one verdict.
    @Test(arguments: ["six-areas", "hoeryong"]) func allOutputsGiveOneVerdict(study: String) throws {
        let (register, _, _) = try rows()
        let (audited, _, _) = try rows(study)
        let run = try Tool.run(["report", study, "--format", "json", "--quiet"])
        let document = try #require(JSONSerialization.jsonObject(with: run.stdoutData) as? [String: Any])
        let report = try #require((document["results"] as? [[String: Any]])?.first?["claims"] as? [[String: Any]])
        #expect(report.count >= 10 && report.count == audited.count)
        let folder = try ScratchFolder()
        defer { folder.remove() }
        #expect(try Tool.run(["report", study, "-o", folder.path("out"), "--quiet"]).exitCode == 0)
        let page = try String(contentsOfFile: folder.path("out/report.html"), encoding: .utf8)
        let markdown = try String(contentsOfFile: folder.path("out/report.md"), encoding: .utf8)
        let csv = try String(contentsOfFile: folder.path("out/tables/claims.csv"), encoding: .utf8)
        let words = [
            "follows": "follows", "not_contradicted": "not contradicted", "implied": "consistent, not confirmed",
            "derived": "our arithmetic, right", "does_not_follow": "does not follow", "cannot_be_checked": "cannot be checked",
        ]
        for claim in report {
            let id = try #require(claim["claim"] as? String)
            let verdict = try #require(claim["verdict"] as? String)
            #expect(audited[id]?["verdict"] as? String == verdict, "\(id)")
            #expect(register[id]?["verdict"] as? String == verdict, "\(id)")
            #expect(claim["reproduced"] as? Bool == audited[id]?["reproduced"] as? Bool, "\(id)")
            if let alone = register[id]?["reproduced"] as? Bool { #expect(claim["reproduced"] as? Bool == alone, "\(id)") }
            let word = try #require(words[verdict])
            let subject = try #require(claim["subject"] as? String)
            let row = page.components(separatedBy: "<tr").first { $0.contains(">\(subject.replacing("\"", with: "&quot;"))<") }
            #expect(row?.contains(">\(word)<") == true, "\(id) on the page")
            let line = markdown.split(separator: "\n").first { $0.contains("| \(id) |") }
            #expect(line?.contains(word) == true, "\(id) in Markdown")
            #expect(
                csv.split(whereSeparator: \.isNewline).contains { $0.hasPrefix(id + ",") && $0.contains(",\(verdict),") },
                "\(id) in CSV")
        }
        #expect(page.contains("confirms nothing") && markdown.contains("confirms nothing"))
        #expect(page.contains(">article<") && markdown.contains("| article |"))
    }

    @Test func aPartOfAStudyIsHeldAgainstNoFigureOfAllOfIt() throws {
        let run = try Tool.run(["report", "six-areas", "--area", "hoeryong", "--format", "json", "--quiet"])
        let document = try #require(JSONSerialization.jsonObject(with: run.stdoutData) as? [String: Any])
        let row = try #require((document["results"] as? [[String: Any]])?.first)
        let claims = try #require(row["claims"] as? [[String: Any]])
        #expect(claims.allSatisfy { $0["computed"] is NSNull })
        #expect(try #require(row["headline"] as? [String]).allSatisfy { !$0.contains("published") })
    }

    @Test func theHeadlineComparesLikeWithLike() throws {
        let report = try Tool.run(["report", "hoeryong", "--quiet"]).stdout
        #expect(report.contains("174 facilities in 2022: one every"), "169 is guard posts alone, and 174 is published by nobody")
        #expect(report.contains("169 in 2022, 169 of them new (published: 169)"))
        let six = try Tool.run(["report", "six-areas", "--quiet"]).stdout
        #expect(six.contains("110 m is published without the length that it is of"))
        #expect(six.contains("(published: 482 km)* and") && six.contains("* Seen in reprints and other copies only."))
    }

    @Test func aStudyWithoutClaimsShowsNoneOfThis() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try EarlierStudyTests.write(to: folder)
        let study = folder.path("study.yaml")
        let text = try String(contentsOfFile: study, encoding: .utf8).replacing("claims: [\"claims.yaml\"]\n", with: "")
        try text.write(toFile: study, atomically: true, encoding: .utf8)
        let run = try Tool.run(["report", folder.url.path, "-o", folder.path("out"), "--quiet"])
        #expect(run.exitCode == 0, "\(run.stderr)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("out/tables/arrivals.csv")))
        for name in ["report.html", "report.md", "report.json"] {
            let text = try String(contentsOfFile: folder.path("out/" + name), encoding: .utf8)
            for word in ["Human Rights Watch", "Deutsche Welle", "2,914", "closes its border", "published:"] {
                #expect(!text.contains(word), "\(name): \(word)")
            }
        }
        let page = try String(contentsOfFile: folder.path("out/report.html"), encoding: .utf8)
        #expect(!page.contains("id=\"claims\"") && !page.contains("id=\"context\""))
        let audit = try Tool.run(["audit", folder.url.path, "--quiet"])
        #expect(audit.exitCode == 0 && audit.stdout.contains("cites no published figures"))
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
