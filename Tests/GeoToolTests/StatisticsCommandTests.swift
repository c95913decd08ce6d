import Foundation
import TestSupport
import Testing

/// Grades, ranges and windows on a meridian of 20 km with posts every kilometre.
@Suite struct StatisticsCommandTests {
    private func study(_ posts: [(id: String, km: Double, properties: String)]) throws -> ScratchFolder {
        let folder = try ScratchFolder()
        let line = (0...40).map { "[128.0,\(30 + Double($0) * 0.00451)]" }.joined(separator: ",")
        func collection(_ features: [String]) -> String {
            "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
        }
        try collection([
            "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[\(line)]}}"
        ])
        .write(toFile: folder.path("border.geojson"), atomically: true, encoding: .utf8)
        try collection(
            posts.map {
                "{\"type\":\"Feature\",\"id\":\"\($0.id)\",\"properties\":{\"kind\":\"guard_post\"\($0.properties)},\"geometry\":{\"type\":\"Point\",\"coordinates\":[128.0003,\(30 + $0.km * 0.00902)]}}"
            }
        ).write(toFile: folder.path("facilities.geojson"), atomically: true, encoding: .utf8)
        try """
        format: border-study/1
        id: s
        title: T
        synthetic: true
        border: border.geojson
        inward: right
        areas: [{id: a, name: a, from: 0km, to: 10km}]
        epochs: [{id: "2020", date: 2020-01-01}, {id: "2022", date: 2022-01-01}]
        baseline: "2020"
        comparison: "2022"
        facilities: [facilities.geojson]
        corridor: {inward: 3km, outward: 500m}
        """.write(toFile: folder.path("study.yaml"), atomically: true, encoding: .utf8)
        return folder
    }

    private func graded() throws -> ScratchFolder {
        try study([
            ("plain", 1, ""), ("sure", 2, ",\"review\":\"confirmed\",\"confidence\":0.9"),
            ("no", 3, ",\"review\":\"rejected\",\"reviewed_by\":\"kim\",\"reviewed_on\":\"2023-01-01\""),
            ("maybe", 4, ",\"review\":\"possible\""), ("weak", 5, ",\"confidence\":0.3"),
        ])
    }

    /// A facility alone keeps no distance and stands in no cluster.
    @Test func ofOneFacilityThereIsNoVerdict() throws {
        let folder = try study([("alone", 4, "")])
        defer { folder.remove() }
        let run = try JSONRun(["spacing", folder.path("study.yaml"), "--epoch", "2022"])
        let all = try #require(run.results.first { $0["area"] as? String == "a" && $0["kind"] as? String == "all" })
        #expect(all["count"] as? Int == 1)
        for key in ["verdict", "p", "p_adjusted", "mean_m"] { #expect(all[key] is NSNull, "\(key): \(all[key] as Any)") }
        let two = try study([("one", 4, ""), ("two", 5, "")])
        defer { two.remove() }
        let pair = try JSONRun(["spacing", two.path("study.yaml"), "--epoch", "2022"])
        #expect(pair.results.contains { $0["verdict"] is String })
        let hot = try JSONRun(["hotspots", folder.path("study.yaml"), "--epoch", "2022"])
        for row in hot.results {
            for key in ["hot", "cold"] { #expect((row[key] as? [Any])?.isEmpty == true, "\(key): \(row)") }
        }
    }

    @Test func gradesCount() throws {
        let folder = try graded()
        defer { folder.remove() }
        let run = try JSONRun(["density", folder.path("study.yaml"), "--epoch", "2022"])
        let all = try #require(run.results.first { $0["area"] as? String == "a" && $0["kind"] as? String == "all" })
        #expect(all["count_min"] as? Int == 3)
        #expect(all["count_max"] as? Int == 4)
        let rate = try all.objects("rates")[0]
        #expect(rate["per_km"] as? Double == 0.3)
        #expect(rate["per_km_max"] as? Double == 0.4)
        #expect(rate["spacing_min_m"] as? Double == 2500)
        for rule in ["review-rejected", "review-possible"] { #expect(run.findings.contains { $0["rule"] as? String == rule }) }
        let sure = try JSONRun(["density", folder.path("study.yaml"), "--epoch", "2022", "--min-confidence", "0.5"])
        let left = try #require(sure.results.first { $0["area"] as? String == "a" && $0["kind"] as? String == "all" })
        #expect(left["count_min"] as? Int == 2)
        #expect(sure.findings.contains { $0["rule"] as? String == "confidence-below" })
        // In change what is only possible is unknown, and what was rejected is not there.
        let change = try JSONRun(["change", folder.path("study.yaml")])
        let row = try #require(try change.row("area", "a").objects("facilities").last)
        #expect(row["baseline"] as? Int == 3)
        #expect(row["unknown"] as? Int == 1)
    }

    @Test func aGradeThatIsNoneIsRefused() throws {
        let folder = try study([("a", 1, ",\"review\":\"perhaps so\"")])
        defer { folder.remove() }
        let run = try Tool.run(["density", folder.path("study.yaml")])
        #expect(run.exitCode != 0)
        #expect(run.stderr.contains("review") && run.stderr.contains("perhaps so"))
    }

    @Test func aRejectedPostStaysListed() throws {
        let folder = try graded()
        defer { folder.remove() }
        #expect(try Tool.run(["export", folder.path("study.yaml"), "-o", folder.path("out"), "--quiet"]).exitCode == 0)
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path("out"))
        let layer = try #require(names.first { $0.hasSuffix("facilities.geojson") }, "\(names)")
        let text = try String(contentsOfFile: folder.path("out/" + layer), encoding: .utf8)
        #expect(text.contains("\"review\":\"rejected\"") && text.contains("\"reviewed_by\":\"kim\""))
    }

    @Test func aRangeCarriesThroughToTheHeadline() throws {
        let open = ",\"absent_on\":\"2018-01-01\",\"valid_from\":\"2021-01-01\""
        let folder = try study(
            (1...5).map { ("p\($0)", Double($0), "") } + (6...8).map { ("q\($0)", Double($0) + 0.5, open) })
        defer { folder.remove() }
        let run = try Tool.run(["report", folder.path("study.yaml"), "-o", folder.path("report")])
        #expect(run.exitCode == 0)
        let report = try Tool.run(["report", folder.path("study.yaml"), "--format", "text"])
        #expect(report.stdout.contains("grew from 5\u{2013}8 to 8."))
        #expect((run.stdout + report.stdout).contains("5 to 8 facilities in 2020: one every 1.25 to 2.00 km of observed border"))
    }

    @Test func oneFacilityIsCountedByHotspots() throws {
        let folder = try study([("p", 3, "")])
        defer { folder.remove() }
        let row = try JSONRun(["hotspots", folder.path("study.yaml"), "--epoch", "2020"]).row("area", "a")
        #expect(row["count"] as? Int == 1)
        #expect(row["observed_m"] as? Double == 10_000)
    }

    @Test func aRangeCarriesThroughToSpacing() throws {
        let open = ",\"absent_on\":\"2018-01-01\",\"valid_from\":\"2021-01-01\""
        let folder = try study(
            (1...5).map { ("p\($0)", Double($0), "") } + (6...8).map { ("q\($0)", Double($0) + 0.5, open) })
        defer { folder.remove() }
        let rows = try JSONRun(["spacing", folder.path("study.yaml"), "--epoch", "2020"]).results
        let row = try #require(rows.first { $0["area"] as? String == "a" && $0["kind"] as? String == "all" })
        #expect(row["count_min"] as? Int == 5 && row["count_max"] as? Int == 8)
        #expect(row["spacing_min_m"] as? Double == 1250)
        let csv = try Tool.run(["spacing", folder.path("study.yaml"), "--epoch", "2020", "--format", "csv"]).stdout
        #expect(csv.contains("count,count_max,spacing_m,spacing_min_m"))
    }

    /// Posts every 100 m: p-values are given to six figures in every output, the tables of a page have dispersion and intervals by pairs.
    @Test func pagesHaveWhatTablesHave() throws {
        let posts = (0..<95).map { index -> (id: String, km: Double, properties: String) in
            let seen = index % 3 == 0 ? "" : ",\"valid_from\":\"2021-01-01\""
            return ("p\(index)", Double(index) * 0.1 + 0.25, seen)
        }
        let folder = try study(posts)
        defer { folder.remove() }
        #expect(try Tool.run(["report", folder.path("study.yaml"), "-o", folder.path("out"), "--quiet"]).exitCode == 0)
        let page = try String(contentsOfFile: folder.path("out/report.html"), encoding: .utf8)
        for word in ["dispersion", "clustered 95 % from", "p, paired", "unpaired 95 % from", "class=\"k-band\""] {
            #expect(page.contains(word), "\(word)")
        }
        #expect(FileManager.default.fileExists(atPath: folder.path("out/figures/k.svg")))
        let json = try JSONRun(["change", folder.path("study.yaml")])
        let change = try #require(try json.row("area", "a").objects("facilities").last)
        let p = try #require(change["p_paired"] as? Double)
        // 63 new and none removed: 2^-62.
        #expect(abs(p - 2.1684e-19) < 1e-23)
        let text = try Tool.run(["change", folder.path("study.yaml"), "--quiet"]).stdout
        #expect(text.contains("2.1684e-19") && page.contains("2.1684e-19"))
    }

    @Test func theKTestSaysWhatWasPooled() throws {
        let folder = try study((0..<19).map { ("p\($0)", Double($0) / 2 + 0.25, "") })
        defer { folder.remove() }
        let run = try Tool.run(["spacing", folder.path("study.yaml"), "--epoch", "2020", "--k-test"])
        #expect(run.stdout.contains("pooled"))
        let csv = try Tool.run(["spacing", folder.path("study.yaml"), "--epoch", "2020", "--k-curve", "--format", "csv"])
        #expect(csv.stdout.contains("r_m,k_m,lo_m,hi_m"))
        let row = try JSONRun(["spacing", folder.path("study.yaml"), "--epoch", "2020", "--k-test"]).row("area", "a")
        #expect(try row.number("k_test_p") < 0.01)
        #expect(try row.object("k_test").objects("curve").count == 40)
    }
}
