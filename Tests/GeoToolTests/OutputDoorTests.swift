import Foundation
import GeoFormats
import TestSupport
import Testing

/// What happens to what is there where an output goes. Every output goes through one door, so each rule is tried with the commands that reach it differently.
@Suite("Outputs") struct OutputDoorTests {
    static let csv = Data("id,kind,longitude,latitude\na,guard_post,129.7,42.4\nb,guard_post,129.71,42.41\n".utf8)

    private func write(_ text: String, _ path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
    private func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
    private func names(_ folder: ScratchFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    }

    // MARK: Single files

    @Test func linksAreFollowedAndModesKept() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try Self.csv.write(to: URL(filePath: folder.path("in.csv")))
        for (name, arguments) in [
            ("old.geojson", ["convert", folder.path("in.csv")]), ("old.gpkg", ["convert", folder.path("in.csv")]),
        ] {
            try FileManager.default.createDirectory(atPath: folder.path("real"), withIntermediateDirectories: true)
            try write("old", folder.path("real/\(name)"))
            chmod(folder.path("real/\(name)"), 0o600)
            symlink("real/\(name)", folder.path(name))
            let run = try Tool.run(arguments + [folder.path(name)])
            #expect(run.exitCode == 0, "\(run.stderr)")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path(name)) == "real/\(name)")
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("real/\(name)"))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(attributes[.size] as? Int ?? 0 > 100)
        }
        symlink("real/to-come.csv", folder.path("to-come.csv"))
        #expect(try Tool.run(["convert", folder.path("in.csv"), folder.path("to-come.csv")]).exitCode == 0)
        #expect(try read(folder.path("real/to-come.csv")).hasPrefix("longitude,latitude,id"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("real")).sorted() == [
                "old.geojson", "old.gpkg", "to-come.csv",
            ])
    }

    @Test func aNewFileHasTheModeOfTheMask() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let run = try External.run(
            "sh",
            ["-c", #"umask 027; exec "$0" coverage hoeryong --format csv --quiet -o "$1""#, Tool.path.path, folder.path("x.csv")])
        #expect(run.exitCode == 0)
        #expect(try FileManager.default.attributesOfItem(atPath: folder.path("x.csv"))[.posixPermissions] as? Int == 0o640)
    }

    @Test func aPipeGetsTheOutput() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        mkfifo(folder.path("pipe"), 0o600)
        let run = try External.run(
            "sh",
            [
                "-c",
                #"cat "$1/pipe" > "$1/got" & "$0" coverage hoeryong --format csv --quiet -o "$1/pipe"; code=$?; wait; exit $code"#,
                Tool.path.path, folder.url.path,
            ])
        #expect(run.exitCode == 0, "\(run.stderr)")
        #expect(
            try Data(contentsOf: URL(filePath: folder.path("got")))
                == Tool.run(["coverage", "hoeryong", "--format", "csv"]).stdoutData)
        #expect(
            try FileManager.default.attributesOfItem(atPath: folder.path("pipe"))[.type] as? FileAttributeType != .typeRegular)
    }

    /// A device node of the test's own (Linux numbers the null device 1, 3); making one takes root.
    @Test(.needs(.devices)) func aDeviceIsWrittenToAndStaysOne() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try #require(mknod(folder.path("null"), S_IFCHR | 0o666, dev_t(0x103)) == 0)
        for arguments in [
            ["coverage", "hoeryong", "--format", "csv", "-o", folder.path("null")],
            ["convert", Fixtures.path("studies/hoeryong/facilities.geojson"), folder.path("null"), "--to", "csv"],
        ] {
            let run = try Tool.run(arguments)
            #expect(run.exitCode == 0, "\(run.stderr)")
            #expect(
                try FileManager.default.attributesOfItem(atPath: folder.path("null"))[.type] as? FileAttributeType
                    == .typeCharacterSpecial)
        }
        #expect(try Tool.run(["report", "hoeryong", "-o", folder.path("null")]).exitCode == 73)
        #expect(try names(folder) == ["null"])
    }

    static let sameFile: [(name: String, target: String)] = [
        ("itself", "in.csv"), ("another spelling", "./sub/../in.csv"), ("a link", "link.csv"), ("a second name", "second.csv"),
    ]

    @Test(arguments: sameFile) func anInputIsNeverTheOutput(row: (name: String, target: String)) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try Self.csv.write(to: URL(filePath: folder.path("in.csv")))
        try FileManager.default.createDirectory(atPath: folder.path("sub"), withIntermediateDirectories: true)
        try Self.csv.write(to: URL(filePath: folder.path("other.csv")))
        symlink("in.csv", folder.path("link.csv"))
        try FileManager.default.linkItem(atPath: folder.path("in.csv"), toPath: folder.path("second.csv"))
        let target = folder.url.path + "/" + row.target
        for arguments in [
            ["convert", folder.path("in.csv"), target], ["locate", folder.path("in.csv"), "-o", target],
            ["lint", folder.path("in.csv"), "-o", target],
            ["agree", folder.path("in.csv"), folder.path("other.csv"), "-o", target],
            ["lint", folder.path("in.csv"), "--fix", target],
            [
                "validate", "--reference", folder.path("in.csv"), "--detections", folder.path("in.csv"), "--max-distance", "20m",
                "-o", target,
            ],
        ] {
            let run = try Tool.run(arguments)
            #expect(run.exitCode == 73 || (run.exitCode == 64 && arguments.contains("--fix")), "\(arguments): \(run.stderr)")
            #expect(try Data(contentsOf: URL(filePath: folder.path("in.csv"))) == Self.csv, "\(arguments)")
        }
        let piped = try External.run(
            "sh", ["-c", #""$0" convert - "$1" --to csv < "$2""#, Tool.path.path, target, folder.path("in.csv")])
        #expect(piped.exitCode == 73 && piped.stderr.contains("input of this run"), "\(piped.stderr)")
        #expect(try names(folder) == ["in.csv", "link.csv", "other.csv", "second.csv", "sub"])
    }

    @Test func whatAKilledRunLeftBesideAFileGoes() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let left = ".x.csv.part-" + String(repeating: "0af7", count: 8)
        for name in [left, ".x.csv.part-mine", ".y.csv.part-" + String(repeating: "0", count: 32)] {
            try write("half", folder.path(name))
        }
        try FileManager.default.createDirectory(
            atPath: folder.path(".x.csv.part-" + String(repeating: "1", count: 32)), withIntermediateDirectories: true)
        #expect(try Tool.run(["coverage", "hoeryong", "--format", "csv", "--quiet", "-o", folder.path("x.csv")]).exitCode == 0)
        #expect(try names(folder) == [".x.csv.part-mine", ".y.csv.part-" + String(repeating: "0", count: 32), "x.csv"])
        let long = String(repeating: "n", count: 245) + ".csv"
        #expect(try Tool.run(["coverage", "hoeryong", "--format", "csv", "--quiet", "-o", folder.path(long)]).exitCode == 0)
        #expect(try names(folder).contains(long))
    }

    // MARK: Folders

    @Test func aStudyIsNotWrittenOverByItsReport() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let study = folder.path("st")
        try FileManager.default.copyItem(atPath: Fixtures.path("studies/hoeryong"), toPath: study)
        let before = try contents(study)
        for (arguments, words) in [
            (["report", study, "-o", study], "inputs of this run would be overwritten: facilities.geojson, fences.geojson"),
            (["export", study + "/study.yaml", "-o", study], "inputs of this run would be overwritten: "),
            (
                ["report", study, "-o", study, "--force"],
                "inputs of this run would be overwritten: facilities.geojson, fences.geojson"
            ),
        ] {
            let run = try Tool.run(arguments)
            #expect(run.exitCode == 73, "\(run.stderr)")
            #expect(run.stderr.contains(words), "\(run.stderr)")
            #expect(try contents(study) == before)
        }
        // Names that are in nobody's way, and still a mess.
        try FileManager.default.createDirectory(atPath: folder.path("plain"), withIntermediateDirectories: true)
        try write("format: border-study/1\nid: p\nepochs: [{id: e, date: 2022-04-30}]\n", folder.path("plain/study.yaml"))
        let plain = ["report", folder.path("plain"), "-o", folder.path("plain"), "--quiet"]
        let mess = try Tool.run(plain)
        #expect(mess.exitCode == 73 && mess.stderr.contains("it holds inputs of this run: study.yaml"), "\(mess.stderr)")
        #expect(try contents(folder.path("plain")).count == 1)
        #expect(try Tool.run(plain + ["--force"]).exitCode == 0)
        // Below the study.
        #expect(try Tool.run(["report", study, "-o", study + "/out", "--quiet"]).exitCode == 0)
        #expect(try Tool.run(["report", study, "-o", "/"]).stderr.contains("root of the file system"))
    }

    @Test(arguments: ["report", "export"]) func whatNoEarlierRunMadeIsNotOverwrittenUnasked(verb: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try FileManager.default.createDirectory(atPath: folder.path("out/sub"), withIntermediateDirectories: true)
        let own = ["README.txt", "fences.geojson", "about/manifest.json"]
        try FileManager.default.createDirectory(atPath: folder.path("out/about"), withIntermediateDirectories: true)
        for name in own + ["notes.txt", "sub/deep.txt"] { try write("mine", folder.path("out/\(name)")) }
        let arguments = [verb, "hoeryong", "-o", folder.path("out"), "--quiet"]
        let refused = try Tool.run(arguments)
        #expect(refused.exitCode == 73)
        #expect(
            refused.stderr.contains("not made by an earlier run: README.txt, about/manifest.json, fences.geojson"),
            "\(refused.stderr)")
        #expect(refused.stderr.contains("--force"))
        #expect(try contents(folder.path("out")).count == 5)
        #expect(try Tool.run(arguments + ["--force"]).exitCode == 0)
        #expect(try read(folder.path("out/notes.txt")) == "mine" && read(folder.path("out/sub/deep.txt")) == "mine")
        #expect(try read(folder.path("out/README.txt")) != "mine")
        #expect(try Tool.run(arguments).exitCode == 0, "now they are an earlier run's")
        try write("edited", folder.path("out/README.txt"))
        let edited = try Tool.run(arguments)
        #expect(edited.exitCode == 73 && edited.stderr.contains("changed since the last run: README.txt"), "\(edited.stderr)")
        #expect(try names(folder) == ["out"])
    }

    @Test func aReportAndAnExportShareAFolder() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        for verb in ["report", "export", "report"] {
            #expect(try Tool.run([verb, "hoeryong", "-o", folder.path("out"), "--quiet"]).exitCode == 0)
            #expect(FileManager.default.fileExists(atPath: folder.path("out/report.html")))
        }
    }

    @Test func aLinkInAFolderIsNotFollowedOutOfIt() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try FileManager.default.createDirectory(atPath: folder.path("elsewhere"), withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: folder.path("out"), withIntermediateDirectories: true)
        symlink("../elsewhere", folder.path("out/figures"))
        let run = try Tool.run(["report", "hoeryong", "-o", folder.path("out"), "--quiet", "--force"])
        #expect(run.exitCode == 73 && run.stderr.contains("figures"), "\(run.stderr)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("elsewhere")).isEmpty)
    }

    @Test func anEditedStudyIsNotSimulatedAway() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let recipe = Fixtures.path("studies/hoeryong/recipe.yaml")
        let arguments = ["simulate", recipe, "-o", folder.path("s"), "--quiet"]
        for _ in 1...2 { #expect(try Tool.run(arguments).exitCode == 0) }
        #expect(try Tool.run(arguments + ["--seed", "5"]).exitCode == 0, "what was simulated may be simulated anew")
        let text = try read(folder.path("s/study.yaml")) + "# my note\n"
        try write(text, folder.path("s/study.yaml"))
        let refused = try Tool.run(arguments)
        #expect(refused.exitCode == 73 && refused.stderr.contains("study.yaml"), "\(refused.stderr)")
        #expect(try read(folder.path("s/study.yaml")) == text)
        #expect(try Tool.run(arguments + ["--force"]).exitCode == 0)
        #expect(try read(folder.path("s/study.yaml")) != text)
    }

    @Test func filesOfTheUsersInAJobsFolderStay() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try write("format: border-batch/1\nwrite: results\nstudies: [hoeryong]\n", folder.path("plan.yaml"))
        let job = folder.path("out/jobs/hoeryong")
        try FileManager.default.createDirectory(atPath: job, withIntermediateDirectories: true)
        try write("mine", job + "/report.md")
        try write("mine", job + "/notes.txt")
        let arguments = ["batch", folder.path("plan.yaml"), "-o", folder.path("out"), "--quiet"]
        let refused = try Tool.run(arguments)
        #expect(
            refused.exitCode == 1 && refused.stderr.contains("report.md") && refused.stderr.contains("--force"),
            "\(refused.stderr)")
        #expect(try read(job + "/report.md") == "mine")
        #expect(try Tool.run(arguments + ["--force"]).exitCode == 0)
        #expect(try read(job + "/notes.txt") == "mine" && read(job + "/report.md") != "mine")
        try FileManager.default.createDirectory(atPath: folder.path("other"), withIntermediateDirectories: true)
        try write("mine", folder.path("other/summary.csv"))
        let top = try Tool.run(["batch", folder.path("plan.yaml"), "-o", folder.path("other")])
        #expect(top.exitCode == 73 && top.stderr.contains("summary.csv"), "\(top.stderr)")
    }

    @Test func aReportStaysWhereItsReplacementFails() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try FileManager.default.copyItem(atPath: Fixtures.path("studies/hoeryong"), toPath: folder.path("st"))
        try write("format: border-batch/1\nwrite: results\nstudies: [st]\n", folder.path("plan.yaml"))
        let arguments = ["batch", folder.path("plan.yaml"), "-o", folder.path("out"), "--quiet"]
        #expect(try Tool.run(arguments).exitCode == 0)
        let before = try contents(folder.path("out/jobs/st"))
        try write("{", folder.path("st/fences.geojson"))
        #expect(try Tool.run(arguments).exitCode == 1)
        #expect(try contents(folder.path("out/jobs/st")) == before)
    }

    @Test(arguments: ["report", "batch"]) func twoWritersAreTwoTurns(verb: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try write("format: border-batch/1\nwrite: results\nstudies: [hoeryong]\n", folder.path("plan.yaml"))
        let arguments = [verb, verb == "batch" ? folder.path("plan.yaml") : "hoeryong", "-o", folder.path("out"), "--quiet"]
        do {
            let held = try OutputFolder(folder.path("out"))
            let run = try Tool.run(arguments)
            #expect(run.exitCode == 73 && run.stderr.contains("another run is writing it"), "\(run.stderr)")
            _ = consume held
        }
        #expect(try Tool.run(arguments).exitCode == 0)
        #expect(try names(folder) == ["out", "plan.yaml"])
    }

    private func contents(_ folder: String) throws -> [String: Data] {
        var found: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            if let data = FileManager.default.contents(atPath: "\(folder)/\(name)") { found[name] = data }
        }
        return found
    }

    // MARK: Kills

    /// A few of what `scripts/kill-anywhere` does in hundreds.
    @Test(.needs(.python))
    func aKilledRunLosesAndMixesNothing() throws {
        let script = Fixtures.folder.deletingLastPathComponent().appending(path: "scripts/kill-anywhere").path
        let run = try External.run(
            "python3", [script, "--runs", "9", "--seed", "\(Int.random(in: 1...9999))", "--tool", Tool.path.path])
        #expect(run.exitCode == 0, "\(run.stdout)\(run.stderr)")
    }
}
