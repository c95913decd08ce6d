import Foundation
import TestSupport
import Testing

/// Results and findings of a command that writes JSON.
struct JSONRun {
    var results: [[String: Any]]
    var findings: [[String: Any]]
    var exitCode: Int32

    init(_ arguments: [String]) throws {
        let slow = ["validate", "agree"].contains(arguments.first ?? "") && !arguments.contains("--replicates")
        let run = try Tool.run(arguments + ["--format", "json"] + (slow ? ["--replicates", "99"] : []))
        exitCode = run.exitCode
        let object = try #require(try JSONSerialization.jsonObject(with: run.stdoutData) as? [String: Any], "\(run.stderr)")
        results = try #require(object["results"] as? [[String: Any]])
        findings = try #require(object["findings"] as? [[String: Any]])
    }

    func row(_ key: String, _ value: String) throws -> [String: Any] {
        try #require(results.first { $0[key] as? String == value }, "no row with \(key) \(value)")
    }
}

extension [String: Any] {
    func object(_ key: String) throws -> [String: Any] { try #require(self[key] as? [String: Any], "no object \(key)") }
    func objects(_ key: String) throws -> [[String: Any]] { try #require(self[key] as? [[String: Any]], "no list \(key)") }
    func number(_ key: String) throws -> Double { try #require(self[key] as? Double, "no number \(key)") }
    func range(_ key: String) throws -> ClosedRange<Double> {
        let pair = try #require(self[key] as? [Double], "no interval \(key)")
        return pair[0]...pair[1]
    }
}

@Suite(.serialized) struct ValidateTests {
    /// The synthetic validation study, written once.
    private static let study: ScratchFolder? = {
        guard let folder = try? ScratchFolder() else { return nil }
        let run = try? Tool.run([
            "simulate", Fixtures.path("studies/validation/recipe.yaml"), "-o", folder.path("study"), "--quiet",
        ])
        return run?.exitCode == 0 ? folder : nil
    }()

    private func path(_ name: String) throws -> String { try #require(Self.study, "simulate failed").path("study/" + name) }

    @Test func plantedErrorsAreRecovered() throws {
        let run = try JSONRun([
            "validate", "--study", try path(""), "--detections", try path("detections-model.geojson"), "--second",
            try path("detections-rival.geojson"), "--max-distance", "15m", "--class-weight", "0.1",
        ])
        let all = try run.row("area", "all")
        // Recall 0.88 of 1,600, precision 0.91: 1,408 found, 139 made up.
        #expect(all["reference"] as? Int == 1600)
        #expect(all["true_positive"] as? Int == 1408)
        #expect(all["false_negative"] as? Int == 192)
        #expect(all["false_positive"] as? Int == 139)
        #expect(try all.range("recall_ci95").contains(0.88))
        #expect(try all.range("precision_ci95").contains(0.91))
        #expect(try all.range("f1_ci95").contains(2 * 1408.0 / (2 * 1408 + 192 + 139)))
        let position = try all.object("position")
        #expect(try position.range("bias_e_ci95").contains(4))
        #expect(try position.range("bias_n_ci95").contains(-3))
        #expect(try position.number("shift_p") < 1e-6)
        // Three per cent of 1,408 were given another kind.
        let iso = try all.objects("iso19157")
        #expect(iso.first { $0["id"] as? Int == 60 }?["value"] as? Int == 42)
        let second = try all.object("second")
        #expect(try second.object("scores").range("recall_ci95").contains(0.8))
        #expect(try second.number("mcnemar_p") < 0.001)
        // The two halves add up to all.
        let halves = [try run.row("area", "west"), try run.row("area", "east")]
        for key in ["reference", "detections", "true_positive", "false_positive", "false_negative"] {
            #expect(halves.reduce(0) { $0 + ($1[key] as? Int ?? 0) } == all[key] as? Int, "\(key)")
        }
        #expect(run.results.last?["area"] as? String == "all")
        let bins = try all.objects("bins")
        #expect(bins.count == 86)
        #expect(bins.reduce(0) { $0 + ($1["true_positive"] as? Int ?? 0) } == 1408)
    }

    @Test func theShiftIsTakenOffWhereAsked() throws {
        let arguments = [
            "validate", "--study", try path(""), "--detections", try path("detections-model.geojson"), "--max-distance", "10m",
        ]
        let without = try JSONRun(arguments).row("area", "all")
        let with = try JSONRun(arguments + ["--remove-shift"]).row("area", "all")
        // Shifted by 5 m, errors up to 9 m leave a gate of 10 m; without the shift none does.
        #expect(try #require(without["true_positive"] as? Int) < 1400)
        #expect(try #require(with["true_positive"] as? Int) >= 1407)
    }

    @Test func aSurveyIsAdjustedToTheTruth() throws {
        // The rival's detections as a survey without reference, judged by its own scores on the same ground.
        let run = try JSONRun([
            "validate", "--study", try path(""), "--detections", try path("detections-rival.geojson"), "--survey",
            try path("detections-rival.geojson"), "--max-distance", "15m",
        ])
        let survey = try run.row("area", "all").object("survey")
        #expect(try survey.range("estimate_ci95").contains(1600))
        #expect(abs(try survey.number("estimate") - 1600) < 2)
    }

    @Test func annotatorsGiveTheTotal() throws {
        let files = try ["anna", "boris", "clara"].map { try path("detections-\($0).geojson") }
        let run = try JSONRun(["agree"] + files + ["--study", try path(""), "--max-distance", "12m", "--ignore-sigma"])
        let all = try run.row("area", "all")
        let pairs = try all.objects("pairs")
        #expect(pairs.count == 3)
        for pair in pairs { #expect(try pair.object("total").range("estimate_ci95").contains(1600)) }
        #expect(pairs[0]["first_count"] as? Int == 1360)
        #expect(pairs[0]["second_count"] as? Int == 1200)
        let best = try all.object("log_linear").object("best")
        #expect(try best.range("estimate_ci95").contains(1600))
        #expect(try all.object("bins").number("alpha_counts") > 0)
        #expect(run.findings.contains { $0["rule"] as? String == "capture-dependence" })
    }

    @Test func aGateOf95PerCentIsSaidToCostPairs() throws {
        // By sigma_m the gate is 6.9 m, and 5 % of the true pairs lie beyond: the total comes out too high, and that is said.
        let files = try ["anna", "boris"].map { try path("detections-\($0).geojson") }
        let run = try JSONRun(["agree"] + files + ["--study", try path("")])
        let total = try run.row("area", "all").objects("pairs")[0].object("total")
        #expect(try total.number("estimate") > 1640)
        #expect(run.findings.contains { $0["rule"] as? String == "gate-of-95-per-cent" })
    }

    @Test(
        arguments: [
            ("--min-recall", "0.87", 0), ("--min-recall", "0.9", 1), ("--min-precision", "0.95", 1), ("--min-f1", "0.89", 0),
        ] as [(String, String, Int32)])
    func thresholdsDecideTheExitCode(option: String, value: String, code: Int32) throws {
        let run = try Tool.run([
            "validate", "--study", try path(""), "--detections", try path("detections-model.geojson"), "--max-distance", "15m",
            option, value, "--replicates", "9",
        ])
        #expect(run.exitCode == code)
        #expect(run.stderr.contains("is below") == (code == 1))
    }

    @Test func errorsAreDrawnAsLayers() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let arguments = [
            "validate", "--study", try path(""), "--detections", try path("detections-model.geojson"), "--max-distance", "15m",
            "--replicates", "9",
        ]
        let run = try Tool.run(arguments + ["--layers", folder.path("errors"), "--quiet"])
        #expect(run.exitCode == 0)
        func count(_ name: String) throws -> Int {
            let data = try Data(contentsOf: URL(filePath: folder.path("errors/" + name)))
            let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            return try object.objects("features").count
        }
        #expect(try count("pairs.geojson") == 1408)
        #expect(try count("missed.geojson") == 192)
        #expect(try count("spurious.geojson") == 139)
        #expect(FileManager.default.fileExists(atPath: folder.path("errors/spurious.qml")))
        let one = try Tool.run(arguments + ["--format", "geojson"])
        let object = try #require(try JSONSerialization.jsonObject(with: one.stdoutData) as? [String: Any])
        #expect(try object.objects("features").count == 1408 + 192 + 139)
    }

    @Test func sameInputSameBytesOnAnyNumberOfThreads() throws {
        let arguments = [
            "validate", "--study", try path(""), "--detections", try path("detections-model.geojson"), "--format", "json",
            "--replicates", "49",
        ]
        let one = try Tool.run(arguments + ["--jobs", "1"]).stdoutData
        #expect(try Tool.run(arguments + ["--jobs", "4"]).stdoutData == one)
        #expect(!one.isEmpty)
    }

    @Test(arguments: [("validate", "20m"), ("validate", "1km"), ("agree", "100m"), ("sample", "250m")])
    func defaultsStandInTheHelpAsOneWouldTypeThem(command: String, length: String) throws {
        let help = try Tool.run([command, "--help"]).stdout
        #expect(!help.contains("Metres("))
        #expect(help.contains("(default: \(length))"), "\(help)")
    }

    /// Hand cases as small files, straight through the tool.
    @Test(
        arguments: [
            ("greedy loses one", [0.0, 10], [6.0, 11], 2, 0, 0), ("nothing detected", [0, 10], [], 0, 0, 2),
            ("nothing there", [], [3], 0, 1, 0), ("twice the same", [0], [1, 2], 1, 1, 0),
        ] as [(String, [Double], [Double], Int, Int, Int)])
    func handCases(name: String, truth: [Double], found: [Double], right: Int, wrong: Int, missed: Int) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        func write(_ places: [Double], _ file: String) throws -> String {
            // 1 m east at 42.44 N is 1 / 82,297 degrees.
            let features = places.enumerated().map { index, east in
                #"{"type":"Feature","id":"\#(file)-\#(index)","properties":{"kind":"guard_post"},"geometry":{"type":"Point","coordinates":[\#(129.75 + east / 82_297),42.44]}}"#
            }
            let path = folder.path(file + ".geojson")
            try #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
                .write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }
        let run = try JSONRun([
            "validate", "--reference", try write(truth, "r"), "--detections", try write(found, "d"), "--max-distance", "7m",
        ])
        let all = try run.row("area", "all")
        #expect(all["true_positive"] as? Int == right, "\(name)")
        #expect(all["false_positive"] as? Int == wrong, "\(name)")
        #expect(all["false_negative"] as? Int == missed, "\(name)")
        #expect((all["precision"] is NSNull) == found.isEmpty, "\(name)")
        #expect((all["recall"] is NSNull) == truth.isEmpty, "\(name)")
        #expect(all["ap"] is NSNull, "\(name)")
        if name == "twice the same" { #expect(all["duplicates"] as? Int == 1) }
    }

    @Test func linesAreScoredLayerByLayer() throws {
        let fences = Fixtures.path("studies/hoeryong/fences.geojson")
        let run = try JSONRun(["validate", "--reference", fences, "--detections", fences])
        #expect(run.results.map { $0["layer"] as? String } == ["primary", "secondary", "all"])
        for row in run.results {
            #expect(try row.number("completeness") == 1)
            #expect(try row.number("correctness") == 1)
            #expect(try row.number("quality") == 1)
        }
    }

    @Test(.needs(JSONSchemas.need))
    func everyOutputFollowsItsSchema() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let (model, rival) = (try path("detections-model.geojson"), try path("detections-rival.geojson"))
        let annotators = try ["anna", "boris", "clara"].map { try path("detections-\($0).geojson") }
        let fences = Fixtures.path("studies/hoeryong/fences.geojson")
        let quick = ["--replicates", "9"]
        let commands: [[String]] = [
            ["validate", "--study", try path(""), "--detections", model, "--second", rival, "--survey", rival] + quick,
            ["validate", "--reference", Fixtures.path("studies/hoeryong/facilities.geojson"), "--detections", rival] + quick,
            ["validate", "--reference", fences, "--detections", fences],
            ["agree"] + annotators + ["--study", try path("")] + quick,
            ["agree"] + annotators.prefix(2) + quick, ["audit"], ["audit", "hoeryong"],
            ["sample", "hoeryong", "--size", "10", "--least", "2"], ["spacing", "hoeryong", "--simulations", "9", "--k-test"],
            ["hotspots", "hoeryong", "--simulations", "9"],
        ]
        var files: [String] = []
        for (index, command) in commands.enumerated() {
            let run = try Tool.run(command + ["--format", "json"])
            files.append(folder.path("\(index)-\(command[0]).json"))
            try run.stdoutData.write(to: URL(filePath: files[index]))
        }
        #expect(try JSONSchemas.faults(in: files) == "")
    }

    /// The contract's keys, in its order, before any of ours.
    @Test func rowsCarryTheKeysOfTheContract() throws {
        let run = try Tool.run([
            "validate", "--study", try path(""), "--detections", try path("detections-model.geojson"), "--replicates", "9",
            "--format",
            "json",
        ])
        var rest = Substring(run.stdout)
        for key in [
            "area", "reference", "detections", "true_positive", "false_positive", "false_negative", "precision", "precision_ci95",
            "recall", "recall_ci95", "f1", "ap", "confusion", "position", "bias_e_m", "bias_n_m", "rmse_m", "ce90_m", "ce95_m",
        ] {
            let found = try #require(rest.range(of: "\"\(key)\": "), "no \(key) in its place")
            rest = rest[found.upperBound...]
        }
    }

    @Test(
        arguments: [
            (["validate", "--detections", "x.geojson"], 64),
            (["validate", "--reference", "no.geojson", "--detections", "no.geojson"], 66),
            (["validate", "--reference", "a", "--detections", "b", "--max-distance", "20"], 64),
            (["validate", "--reference", "a", "--detections", "b", "--min-recall", "2"], 64), (["agree", "one.geojson"], 64),
            (["sample", "--size", "0"], 64), (["hotspots", "--largest", "2"], 64),
            // 1.48 million stretches of 7.4 km.
            (["sample", "hoeryong", "--bin", "0.005m"], 64),
        ] as [([String], Int32)])
    func wrongArgumentsHaveTheirExitCode(arguments: [String], code: Int32) throws {
        let run = try Tool.run(arguments)
        #expect(run.exitCode == code)
        #expect(run.stdout.isEmpty)
        #expect(!run.stderr.isEmpty)
    }
}

@Suite struct AlongLineTests {
    @Test func spacingGivesBothFiguresAndAVerdict() throws {
        let run = try JSONRun(["spacing", "hoeryong"])
        let row = try #require(
            run.results.first {
                $0["area"] as? String == "all" && $0["epoch"] as? String == "2022" && $0["kind"] as? String == "guard_post"
            })
        #expect(try row.object("rate").number("spacing_m") == 43.787)
        #expect(try row.number("mean_m") < 43.787)
        #expect(row["verdict"] as? String == "regular")
        #expect(row["neighbours"] as? Int == 168)
        let towers = try #require(
            run.results.first {
                $0["area"] as? String == "all" && $0["epoch"] as? String == "2019" && $0["kind"] as? String == "watchtower"
            })
        #expect(try towers.object("rate").number("spacing_m") == 1480)
        let none = try #require(
            run.results.first { $0["epoch"] as? String == "2019" && $0["kind"] as? String == "guard_post" })
        #expect(none["mean_m"] is NSNull)
        #expect(none["verdict"] is NSNull)
    }

    @Test func hotspotsAreTheSameForTheSameSeed() throws {
        let arguments = ["hotspots", "hoeryong", "--simulations", "99", "--seed", "5", "--all"]
        let first = try Tool.run(arguments + ["--jobs", "1", "--format", "json"])
        #expect(first.exitCode == 0)
        #expect(try Tool.run(arguments + ["--jobs", "3", "--format", "json"]).stdout == first.stdout)
        let run = try JSONRun(arguments)
        let row = try #require(run.results.first { $0["area"] as? String == "all" && $0["epoch"] as? String == "2022" })
        let hot = try row.objects("hot")
        try #require(hot.count == 5)
        // What chance explains is called neither without --all.
        let called = try JSONRun(Array(arguments.dropLast()))
        for row in called.results {
            for window in try row.objects("hot") + row.objects("cold") { #expect(try window.number("p_adjusted") <= 0.05) }
        }
        #expect(try hot[0].number("count") > hot[0].number("expected"))
        #expect(try hot[0].number("p") <= 1)
        let layer = try Tool.run(arguments + ["--format", "geojson"])
        #expect(layer.stdout.contains("\"class\":\"hot"))
    }

    @Test func aCheckedSampleGivesTrueLengths() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let drawn = folder.path("sample.geojson")
        let run = try Tool.run([
            "sample", "six-areas", "--size", "80", "--least", "10", "--seed", "3", "--format", "geojson", "-o", drawn, "--quiet",
        ])
        #expect(run.exitCode == 0)
        let data = try Data(contentsOf: URL(filePath: drawn))
        #expect(
            try Tool.run([
                "sample", "six-areas", "--size", "80", "--least", "10", "--seed", "3", "--format", "geojson", "--quiet",
            ]).stdoutData == data)
        // The map is right everywhere but for two stretches of two layers that have one.
        var document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        var features = try document.objects("features")
        var wrong = 0
        for index in features.indices {
            var properties = try features[index].object("properties")
            let stratum = try #require(properties["stratum"] as? String)
            let isWrong = stratum == "2 layers" && wrong < 2
            if isWrong { wrong += 1 }
            properties["found"] = isWrong ? "1 layer" : stratum
            features[index]["properties"] = properties
        }
        document["features"] = features
        let checked = folder.path("checked.geojson")
        try JSONSerialization.data(withJSONObject: document).write(to: URL(filePath: checked))
        let result = try #require(try JSONRun(["sample", "--checked", checked]).results.first)
        let classes = try #require(result["classes"] as? [String])
        let lengths = try result.objects("length_m")
        let two = try #require(classes.firstIndex(of: "2 layers"))
        let drawnOfTwo = features.count { ($0["properties"] as? [String: Any])?["stratum"] as? String == "2 layers" }
        let mapped = try #require(
            features.lazy.compactMap { $0["properties"] as? [String: Any] }.first { $0["stratum"] as? String == "2 layers" })
        let expected = try mapped.number("stratum_length_m") * Double(drawnOfTwo - 2) / Double(drawnOfTwo)
        #expect(abs(try lengths[two].number("value") - expected) < 1)
        #expect(try result.object("overall").number("value") < 1)
        // Nothing filled in is no result.
        #expect(try Tool.run(["sample", "--checked", drawn]).exitCode == 65)
    }
}
