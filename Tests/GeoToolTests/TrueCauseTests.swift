import Foundation
import TestSupport
import Testing

/// Messages name what is wrong, not what is wrong most often.
@Suite("True causes") struct TrueCauseTests {
    /// Runs a line of the shell with the tool as `$0`.
    private func shell(_ line: String, _ arguments: [String] = []) throws -> Tool.Run {
        try External.run("sh", ["-c", line, Tool.path.path] + arguments)
    }

    static let full: [String] = [
        "--version", "--help", "report --help", "help report", "coverage hoeryong", "locate -h", "border posts --every 100km",
    ]

    @Test(.needs(.fullDevice), arguments: full)
    func aFullDeviceIsNoSuccess(arguments: String) throws {
        let run = try shell("\"$0\" \(arguments) > /dev/full")
        #expect(run.exitCode == 74, "\(run.stderr)")
        #expect(run.stderr.contains("<stdout>: writing failed (no space left on device)"), "\(run.stderr)")
    }

    static let causes: [(name: String, line: String, code: Int32, words: String)] = [
        ("a closed stdout", #""$0" coverage hoeryong --quiet >&-"#, 74, "closed before the command started"),
        ("an empty folder", #""$0" report hoeryong -o "" --quiet"#, 73, "the path is empty"),
        ("an empty file", #""$0" coverage hoeryong -o "" --quiet"#, 73, "the path is empty"),
        ("an empty input", #""$0" locate """#, 66, "The path is empty"),
        ("a name that is not UTF-8", #""$0" coverage hoeryong -o "$(printf 'x\377.csv')""#, 64, "argument 4 is not UTF-8"),
        ("an input that is not UTF-8", #""$0" lint "$(printf 'x\377.csv')""#, 64, "argument 2 is not UTF-8"),
    ]

    @Test(arguments: causes) func theCauseIsNamed(row: (name: String, line: String, code: Int32, words: String)) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let run = try shell("cd \"$1\" || exit 9; " + row.line, [folder.url.path])
        #expect(run.exitCode == row.code && run.stderr.contains(row.words), "\(row.name): \(run.exitCode) \(run.stderr)")
        #expect(!run.stderr.contains("free some space"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test func aReaderThatWentAwayIsNamed() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let run = try shell(
            #"trap '' PIPE; { sleep 0.3; "$0" coverage hoeryong --quiet; echo $? > "$1/code"; } | true"#, [folder.url.path])
        #expect(try String(contentsOfFile: folder.path("code"), encoding: .utf8) == "74\n")
        #expect(run.stderr.contains("has stopped reading") && !run.stderr.contains("free some space"), "\(run.stderr)")
    }

    /// Only root can take /proc away, and only where namespaces are allowed.
    @Test(.needs(.mounts)) func withoutProcTheToolSaysSo() throws {
        let run = try shell(#"unshare -m sh -c 'umount -l /proc; exec "$0" coverage hoeryong' "$0""#)
        #expect(run.exitCode == 70 && run.stderr.contains("/proc is not mounted"), "\(run.exitCode) \(run.stderr)")
        #expect(run.stdout.isEmpty)
    }

    // MARK: Pipes as inputs

    /// The same results and digests from pipes as from files.
    @Test func aStudysFileMayBeAPipe() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        for name in ["file", "pipe"] {
            try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
            let text =
                "format: border-study/1\nid: p\nborder: builtin:dcw\nareas: [{id: a, from: 1010.2km, to: 1017.6km}]\n"
                + "epochs: [{id: e, date: 2022-04-30}]\nfacilities: [facilities.geojson]\nfences: [fences.geojson]\n"
            try Data(text.utf8).write(to: URL(filePath: folder.path("\(name)/study.yaml")))
        }
        for name in ["facilities.geojson", "fences.geojson"] {
            let real = Fixtures.path("studies/hoeryong/\(name)")
            try FileManager.default.copyItem(atPath: real, toPath: folder.path("file/\(name)"))
            mkfifo(folder.path("pipe/\(name)"), 0o600)
        }
        let line =
            #"cd "$1/$2" && { [ $2 = file ] || for n in facilities fences; do cat "../file/$n.geojson" > $n.geojson & done; }; timeout 60 "$0" report study.yaml --format json"#
        let file = try shell(line, [folder.url.path, "file"])
        let pipe = try shell(line, [folder.url.path, "pipe"])
        #expect(file.exitCode == 0 && pipe.exitCode == 0, "\(pipe.stderr)")
        #expect(file.stdoutData == pipe.stdoutData)
        #expect(
            !pipe.stdout.contains("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), "the digest of nothing")
    }

    @Test func aPipeIsReadOnce() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try OutputDoorTests.csv.write(to: URL(filePath: folder.path("in.csv")))
        mkfifo(folder.path("pipe"), 0o600)
        let twice = try shell(
            #"cd "$1"; cat in.csv > pipe & timeout 60 "$0" validate --reference pipe --detections pipe --max-distance 20m"#,
            [folder.url.path])
        #expect(
            twice.exitCode == 66 && twice.stderr.contains("a pipe can be read only once"), "\(twice.exitCode) \(twice.stderr)")
        let linted = try shell(#"cd "$1"; cat in.csv > pipe & timeout 60 "$0" lint pipe --format json"#, [folder.url.path])
        #expect(linted.stdout.contains("geo-tool/lint/1"), "\(linted.stderr)")
        let stdin = try Tool.run(
            ["validate", "--reference", "-", "--detections", "-", "--max-distance", "20m"], stdin: OutputDoorTests.csv)
        #expect(stdin.exitCode == 66 && stdin.stderr.contains("only once"), "\(stdin.stderr)")
        _ = try Tool.run(["convert", folder.path("in.csv"), folder.path("in.gpkg")])
        let package = try shell(#"cd "$1"; cat in.gpkg > pipe & timeout 60 "$0" convert pipe out.csv"#, [folder.url.path])
        #expect(
            package.exitCode == 65 && package.stderr.contains("cannot be read from a stream"),
            "\(package.exitCode) \(package.stderr)")
    }
}
