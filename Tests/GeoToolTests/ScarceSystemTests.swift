import Foundation
import TestSupport
import Testing

/// Disks, descriptors and neighbours of a kind that a test can have for itself. Mounts take root and namespaces: without them these are skipped with a message.
@Suite("Scarce systems") struct ScarceSystemTests {
    /// A line of the shell with the tool as `$0` and a folder as `$1`.
    private func shell(_ line: String, _ folder: ScratchFolder, mounts: Bool = false) throws -> Tool.Run {
        let words = ["sh", "-c", line, Tool.path.path, folder.url.path]
        return mounts ? try External.run("unshare", ["-m"] + words) : try External.run(words[0], Array(words.dropFirst()))
    }

    static let full: [(name: String, first: String, second: String)] = [
        ("a file", "coverage hoeryong --epoch 2019 --format csv -o out.csv", "locate in.csv -o out.csv"),
        ("a GeoPackage", "convert one.csv out.gpkg", "convert in.csv out.gpkg"),
        ("a folder", "simulate recipe.yaml -o out", "export hoeryong -o out --force"),
    ]

    /// 300 kB: the first run fits, the second does not.
    @Test(.needs(.mounts), arguments: full)
    func aFullDiskLosesNothing(row: (name: String, first: String, second: String)) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write(Faults.Stage.recipe, to: "recipe.yaml")
        let rows = (0..<4000).map { "p\($0),guard_post,42.43,129.72\n" }
        try folder.write("id,kind,lat,lon\n" + rows.joined(), to: "in.csv")
        try folder.write("id,kind,lat,lon\n" + rows[0], to: "one.csv")
        let run = try shell(
            """
            mkdir "$1/disk" && mount -t tmpfs -o size=300k tmpfs "$1/disk" && cd "$1/disk" || exit 9
            ln -s "$1/in.csv" "$1/one.csv" "$1/recipe.yaml" . || exit 9
            "$0" \(row.first) --quiet || exit 8
            find . -type f -exec sha256sum {} + | sort > "$1/before"
            "$0" \(row.second) --quiet; code=$?
            find . -type f -exec sha256sum {} + | sort > "$1/after"
            exit $code
            """, folder, mounts: true)
        #expect(run.exitCode == 74, "\(row.name): \(run.exitCode) \(run.stderr)")
        #expect(run.stderr.contains("no space left on device") || run.stderr.contains("disk is full"), "\(run.stderr)")
        let before = try String(contentsOfFile: folder.path("before"), encoding: .utf8)
        #expect(try !before.isEmpty && String(contentsOfFile: folder.path("after"), encoding: .utf8) == before, "\(row.name)")
    }

    @Test(.needs(.mounts), arguments: full)
    func aReadOnlyDiskIsNamed(row: (name: String, first: String, second: String)) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write(Faults.Stage.recipe, to: "recipe.yaml")
        try folder.write("id,kind,lat,lon\na,guard_post,42.43,129.72\n", to: "in.csv")
        try folder.write("id,kind,lat,lon\nb,guard_post,42.43,129.72\n", to: "one.csv")
        let run = try shell(
            """
            mkdir "$1/disk" && mount -t tmpfs -o size=20m tmpfs "$1/disk" && cd "$1/disk" || exit 9
            ln -s "$1/in.csv" "$1/one.csv" "$1/recipe.yaml" . && "$0" \(row.first) --quiet || exit 8
            find . -type f -exec sha256sum {} + | sort > "$1/before"
            mount -o remount,ro "$1/disk" || exit 9
            "$0" \(row.second) --quiet; code=$?
            find . -type f -exec sha256sum {} + | sort > "$1/after"
            exit $code
            """, folder, mounts: true)
        #expect(run.exitCode == 73, "\(row.name): \(run.exitCode) \(run.stderr)")
        #expect(run.stderr.contains("read-only file system"), "\(run.stderr)")
        let before = try String(contentsOfFile: folder.path("before"), encoding: .utf8)
        #expect(try !before.isEmpty && String(contentsOfFile: folder.path("after"), encoding: .utf8) == before, "\(row.name)")
    }

    @Test func aLimitOnTheSizeOfFilesIsNamed() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write("id,kind,lat,lon\n" + (0..<4000).map { "p\($0),guard_post,42.43,129.72\n" }.joined(), to: "in.csv")
        try folder.write("old", to: "out.geojson")
        let run = try shell(#"cd "$1" && ulimit -f 8 && exec "$0" locate in.csv --quiet -o out.geojson"#, folder)
        #expect(run.exitCode == 74 && run.stderr.contains("ulimit -f"), "\(run.exitCode) \(run.stderr)")
        #expect(try String(contentsOfFile: folder.path("out.geojson"), encoding: .utf8) == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == ["in.csv", "out.geojson"])
    }

    /// From as few as start the process to the least that is accepted, which has to do: the one cause is named, and nothing is lost.
    @Test(arguments: [
        "coverage hoeryong --format csv -o out.csv", "simulate recipe.yaml -o out", "convert in.csv out.gpkg",
        "locate in.csv -o out.geojson",
    ])
    func fewDescriptorsAreReported(command: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write(Faults.Stage.recipe, to: "recipe.yaml")
        try folder.write("id,kind,lat,lon\na,guard_post,42.43,129.72\n", to: "in.csv")
        var codes: [Int32] = []
        for limit in [4, 5, 6, 8, 12, 16, 19, 20, 24] {
            let run = try shell("cd \"$1\" && ulimit -n \(limit) && exec \"$0\" \(command) --quiet", folder)
            // 127: the system's own loader has too few.
            guard run.exitCode != 127 else { continue }
            codes.append(run.exitCode)
            #expect(run.exitCode == (limit < 20 ? 70 : 0), "\(limit): \(run.exitCode) \(run.stderr)")
            #expect(limit >= 20 || run.stderr.contains("too many open files: the limit is \(limit)"), "\(limit): \(run.stderr)")
        }
        #expect(codes.count > 4)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(!names.contains { $0.hasPrefix(".") }, "\(names)")
    }

    /// 30 at once: one file is one of their results and nothing else is left; of a folder, one has it and the others say so.
    @Test(arguments: [
        (["coverage", "hoeryong", "--format", "csv", "-o", "out.csv"], [Int32(0)]),
        (["convert", "in.csv", "out.gpkg"], [0]), (["simulate", "recipe.yaml", "-o", "out"], [0, 73]),
    ])
    func thirtyWritersLeaveOneResult(command: [String], codes: [Int32]) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let alone = try ScratchFolder()
        defer { alone.remove() }
        for place in [folder, alone] {
            try place.write(Faults.Stage.recipe, to: "recipe.yaml")
            try place.write("id,kind,lat,lon\na,guard_post,42.43,129.72\n", to: "in.csv")
        }
        #expect(try Tool.run(command + ["--quiet"], directory: alone.url).exitCode == 0)
        let processes = try (0..<30).map { _ in
            let process = Process()
            process.executableURL = Tool.path
            process.arguments = command + ["--quiet"]
            process.currentDirectoryURL = folder.url
            (process.standardInput, process.standardOutput, process.standardError) = (
                FileHandle.nullDevice, FileHandle.nullDevice, FileHandle.nullDevice
            )
            try process.run()
            return process
        }
        let ended = processes.map { process in
            process.waitUntilExit()
            return process.terminationStatus
        }
        #expect(ended.contains(0) && ended.allSatisfy { codes.contains($0) }, "\(ended)")
        #expect(Faults.contents(of: folder.url.path) == Faults.contents(of: alone.url.path))
    }

    static let databases: [(name: String, bytes: Data)] = [
        ("empty", Data()), ("text", Data("not a database\n".utf8)), ("a header alone", Data("SQLite format 3\u{0}".utf8)),
        ("another database", Data()),
    ]

    /// An installation that is damaged is not the fault of the input.
    @Test(arguments: databases) func aDamagedDatabaseOfPROJIsNamed(row: (name: String, bytes: Data)) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write("id,easting,northing\na,950000,1900000\n", to: "in.csv")
        if row.name == "another database" {
            try folder.write("id,lat,lon\na,42,129\n", to: "small.csv")
            #expect(try Tool.run(["convert", "small.csv", "small.gpkg", "--quiet"], directory: folder.url).exitCode == 0)
            try FileManager.default.moveItem(atPath: folder.path("small.gpkg"), toPath: folder.path("proj.db"))
        } else {
            try row.bytes.write(to: folder.url.appending(path: "proj.db"))
        }
        let run = try Tool.run(
            ["convert", "in.csv", "out.geojson", "--crs", "EPSG:5179"],
            environment: ["PROJ_DATA": folder.url.path, "PROJ_LIB": folder.url.path], directory: folder.url)
        #expect(run.exitCode == 70 && run.stderr.contains("proj.db"), "\(row.name): \(run.exitCode) \(run.stderr)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("out.geojson")))
    }
}
