import BorderGeo
import Foundation
import TestSupport
import Testing

/// What a public edition guarantees, over random studies, for every byte of every file: what must not be told apart gives the same bytes.
@Suite("Public editions") struct PublicEditionTests {
    enum Command: String, CaseIterable, Sendable { case report, export }

    private static let scratch = Result { try ScratchFolder() }

    /// Writes the public edition of a study and returns all files, archives unpacked as well. The path of the study differs each time.
    private func edition(_ study: PublicStudy, _ command: Command, folder: String = "drawn-\(UUID().uuidString)") throws
        -> [String: [UInt8]]
    {
        let root = try Self.scratch.get().url.appending(path: folder)
        try study.write(to: root)
        let out = root.appending(path: "out").path
        let more = command == .report ? ["--archive", "2026-01-15"] : ["--csv"]
        let run = try Tool.run([command.rawValue, root.path, "-o", out, "--public", "--gpkg", "--kml"] + more)
        #expect(run.exitCode == 0, "\(run.stderr)")
        var files = try Self.contents(out)
        files["stdout"] = Array(run.stdout.replacing(out, with: "OUT").utf8)
        try FileManager.default.removeItem(at: root)
        return files
    }

    private static func contents(_ path: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path).sorted() {
            guard let data = FileManager.default.contents(atPath: "\(path)/\(name)"), !data.isEmpty else { continue }
            files[name] = Array(data)
            guard let archive = try? ZipReader(Array(data)) else { continue }
            for entry in archive.entries { files[name + "!" + entry.name] = try archive.contents(of: entry, limit: 1 << 30) }
        }
        return files
    }

    private func expectSame(_ a: [String: [UInt8]], _ b: [String: [UInt8]], _ what: String) {
        #expect(a.count > 20 && a.keys.sorted() == b.keys.sorted(), "\(what)")
        let differing = a.keys.sorted().filter { a[$0] != b[$0] }
        #expect(differing.isEmpty, "\(what): \(differing.joined(separator: ", "))")
    }

    private static let seeds: [UInt64] = [11, 2718, 20_240_307]

    @Test(arguments: seeds, Command.allCases) func `A facility may stand anywhere in its kilometre`(
        seed: UInt64, command: Command
    ) throws {
        var study = PublicStudy(seed: seed)
        var random = SeededGenerator(seed: seed &+ 1)
        // Imagery that ends within a kilometre does not say on which side of its end a facility stands.
        study.imagery = [(4100, 20_333), (31_250, 46_720), (50_300, 60_000)]
        var moved = study
        moved.moveFacilities(&random)
        expectSame(try edition(study, command), try edition(moved, command), "seed \(seed)")
        // A post in another kilometre is another edition: the test can fail.
        moved.facilities[0].measure = moved.facilities[0].measure < 38_000 ? 46_500 : 30_500
        moved.facilities[0].kind = "camera"
        #expect(try edition(study, command)["facilities.geojson"] != edition(moved, command)["facilities.geojson"])
    }

    @Test(arguments: seeds, Command.allCases) func `Order and ids of records are in no byte`(seed: UInt64, command: Command)
        throws
    {
        let study = PublicStudy(seed: seed)
        var other = study
        other.shuffle = seed
        other.idPrefix = "somebody-elses"
        for i in other.facilities.indices { other.facilities[i].id = "x\(997 - i)" }
        expectSame(try edition(study, command), try edition(other, command), "seed \(seed)")
    }

    @Test(arguments: seeds, Command.allCases) func `Gaps may lie anywhere in their area`(seed: UInt64, command: Command) throws {
        let study = PublicStudy(seed: seed)
        let original = try edition(study, command)
        var random = SeededGenerator(seed: seed &+ 2)
        var shifted = study
        shifted.placeGaps(&random)
        expectSame(original, try edition(shifted, command), "seed \(seed), shifted")
        var mirrored = study
        mirrored.mirrorFences()
        expectSame(original, try edition(mirrored, command), "seed \(seed), mirrored")
        // At the very end of its area, where it touches that of the next.
        var open = study
        open.areas[0].gaps[0].start = open.areas[0].to - open.areas[0].gaps[0].length
        if open.areas[0].gaps.count == 1 { expectSame(original, try edition(open, command), "seed \(seed), at the end") }
        // Another length that no rounding hides is another edition.
        var longer = study
        longer.areas[0].gaps[0].length += 150
        longer.placeGaps(&random)
        #expect(try edition(longer, command)["gaps.geojson"] != original["gaps.geojson"])
    }

    /// A gap across the border of two areas counts in each of them, and as much in their union: the union would say where it lies.
    @Test func `Gaps of all areas are the sum of those of the areas`() throws {
        var study = PublicStudy(seed: 5)
        study.areas[0].gaps = [.init(start: 13_800, length: 200, closes: false)]
        study.areas[1].gaps = [.init(start: 14_000, length: 300, closes: false)]
        let across = try edition(study, .report)
        study.areas[0].gaps = [.init(start: 9000, length: 200, closes: false)]
        study.areas[1].gaps = [.init(start: 17_000, length: 300, closes: false)]
        expectSame(across, try edition(study, .report), "across")
    }

    @Test(arguments: Command.allCases) func `No text of any input and no path is in any byte`(command: Command) throws {
        var study = PublicStudy(seed: 77)
        study.sentinel = "SENTINEL"
        study.idPrefix = "SENTINEL"
        study.imagery = [(0, PublicStudy.length)]
        let folder = "SENTINEL-\(UUID().uuidString)"
        let files = try edition(study, command, folder: folder)
        for (name, bytes) in files {
            for word in ["SENTINEL", "sentinel"] {
                #expect(Data(bytes).range(of: Data(word.utf8)) == nil, "\(name)")
                #expect(Data(bytes).range(of: word.data(using: .utf16LittleEndian) ?? Data()) == nil, "\(name), UTF-16")
            }
        }
        // Digests of inputs tell whether a guess at them is right.
        let root = try Self.scratch.get().url.appending(path: folder)
        try study.write(to: root)
        defer { try? FileManager.default.removeItem(at: root) }
        for input in try FileManager.default.contentsOfDirectory(atPath: root.path) {
            let bytes = Array(try Data(contentsOf: root.appending(path: input)))
            let digest = SHA256.hexadecimal(of: bytes)
            for (name, content) in files { #expect(Data(content).range(of: Data(digest.utf8)) == nil, "\(input) in \(name)") }
        }
        // With `--keep-source` the words are there, and still no id.
        let run = try Tool.run([command.rawValue, root.path, "-o", root.path + "/kept", "--public", "--keep-source"])
        #expect(run.exitCode == 0, "\(run.stderr)")
        let kept = try Self.contents(root.path + "/kept")
        let readme = String(decoding: kept["README.txt"] ?? [], as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
        #expect(readme.contains("SENTINEL source") && readme.contains("SENTINEL notes"))
        for (name, bytes) in kept {
            #expect(
                Data(bytes).range(of: Data("SENTINEL-fence".utf8)) == nil && Data(bytes).range(of: Data(folder.utf8)) == nil,
                "\(name)")
        }
    }

    @Test(arguments: seeds) func `Numbers and places are those of the grid`(seed: UInt64) throws {
        let files = try edition(PublicStudy(seed: seed), .report)
        func object(_ name: String) throws -> [String: Any] {
            let bytes = try #require(files[name])
            return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        }
        let results = try #require(try object("report.json")["results"] as? [[String: Any]])
        let row = try #require(results.first)
        let coverage = try #require(row["coverage"] as? [[String: Any]])
        #expect(
            coverage.compactMap { $0["area"] as? String } == ["a", "a", "b", "b", "c", "c", "x", "x", "y", "y", "all", "all"])
        #expect(coverage.filter { $0["withheld"] as? Bool == true }.compactMap { $0["area"] as? String } == ["x", "x", "y", "y"])
        for entry in coverage {
            #expect(entry["gaps"] is NSNull)
            for (key, value) in entry where key.hasSuffix("_m") {
                if let number = value as? Double { #expect(number.remainder(dividingBy: 100) == 0, "\(key) \(number)") }
            }
            guard entry["withheld"] as? Bool == false else { continue }
            let classes = try #require(entry["gap_classes"] as? [[String: Any]]).compactMap { $0["count"] as? Int }
            #expect(classes.count == 5 && classes.reduce(0, +) == entry["gap_count"] as? Int)
        }
        for area in try #require(row["areas"] as? [[String: Any]]) {
            for span in try #require(area["spans"] as? [[String: Double]]) {
                #expect(span.values.allSatisfy { $0.remainder(dividingBy: 1000) == 0 })
            }
        }
        let cells = try #require(try object("facilities.geojson")["features"] as? [[String: Any]]).compactMap {
            $0["properties"] as? [String: Any]
        }
        for cell in cells {
            let (from, to) = (try #require(cell["from_m"] as? Double), try #require(cell["to_m"] as? Double))
            let count = try #require(cell["count"] as? Int)
            #expect(
                from.remainder(dividingBy: 1000) == 0 && (to.remainder(dividingBy: 1000) == 0 || abs(to - PublicStudy.length) < 1)
            )
            #expect(count >= 3 || to - from >= 5000, "a cell of \(count) over \(to - from) m")
        }
        // Nobody is lost or counted twice: what cells hold at an epoch is what stands.
        let density = try #require(row["density"] as? [[String: Any]])
        for epoch in ["2019", "2023"] {
            let all = density.first {
                $0["area"] as? String == "all" && $0["kind"] as? String == "all" && $0["epoch"] as? String == epoch
            }
            let sum = cells.filter { $0["epoch"] as? String == epoch }.reduce(0) { $0 + ($1["count"] as? Int ?? 0) }
            #expect(sum == all?["count"] as? Int && sum > 0)
        }
    }

    @Test func `A cut that says more beside the whole is refused`() throws {
        let root = try Self.scratch.get().url.appending(path: "cuts")
        try PublicStudy(seed: 3).write(to: root)
        func run(_ arguments: [String], _ name: String) throws -> Tool.Run {
            try Tool.run(["report", root.path, "-o", root.path + "/" + name, "--public"] + arguments)
        }
        for (i, arguments) in [["--area", "x"], ["--area", "a", "--area", "y"]].enumerated() {
            let result = try run(arguments, "no-\(i)")
            #expect(result.exitCode == 65 && result.stderr.contains("a public edition cannot be cut down to"), "\(result.stderr)")
            #expect(!FileManager.default.fileExists(atPath: root.path + "/no-\(i)"))
        }
        #expect(try run(["--area", "a"], "a").exitCode == 0)
        #expect(try run(["--area", "all"], "all").exitCode == 0)
        let six = try Tool.run(["export", "six-areas", "-o", root.path + "/six", "--public", "--segment", "tumen"])
        #expect(six.exitCode == 65 && six.stderr.contains("cannot be cut down"))
        #expect(try Tool.run(["report", "hoeryong", "--keep-source"]).exitCode == 64)
    }

    @Test(arguments: Command.allCases) func `The folder holds the edition and nothing else`(command: Command) throws {
        let root = try Self.scratch.get().url.appending(path: "folder-\(command)")
        try PublicStudy(seed: 4).write(to: root)
        let out = root.appending(path: "out")
        func run(_ more: [String]) throws -> Tool.Run {
            try Tool.run([command.rawValue, root.path, "-o", out.path] + more)
        }
        #expect(try run(["--public"]).exitCode == 0)
        let clean = try Self.contents(out.path)
        #expect(try run(["--public"]).exitCode == 0, "the same again")
        #expect(try Self.contents(out.path) == clean)
        for name in ["old.csv", ".hidden", "maps/fences.shp"] {
            let file = out.appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("exact".utf8).write(to: file)
            for force in [[], ["--force"]] {
                let refused = try run(["--public"] + force)
                #expect(refused.exitCode == 73 && refused.stderr.contains("a folder of its own"), "\(name): \(refused.stderr)")
            }
            try FileManager.default.removeItem(at: out.appending(path: String(name.split(separator: "/")[0])))
            #expect(try Self.contents(out.path) == clean, "nothing was written")
        }
        // A run of the analyst's own leaves its layers; the public one takes them away or leaves the folder alone.
        #expect(try run(["--gpkg"]).exitCode == 0)
        let after = try run(["--public", "--force"])
        #expect(after.exitCode == 0 || after.exitCode == 73)
        if after.exitCode == 0 { #expect(try Self.contents(out.path).keys.sorted() == clean.keys.sorted()) }
    }

    /// The other way round: what holds places says so once in each of the places where somebody would look.
    @Test func `An exact output says that it is not for publication`() throws {
        let note = "Contains exact positions of gaps and fences. For publication use --public."
        let root = try Self.scratch.get().url.appending(path: "notes")
        func count(_ text: String) -> Int { text.components(separatedBy: note).count - 1 }
        let report = try Tool.run(["report", "hoeryong", "-o", root.path + "/r"])
        let export = try Tool.run(["export", "hoeryong", "-o", root.path + "/e"])
        #expect(count(report.stderr) == 1 && count(export.stderr) == 1)
        for folder in ["r", "e"] {
            #expect(count(try String(contentsOfFile: "\(root.path)/\(folder)/README.txt", encoding: .utf8)) == 1)
        }
        let page = try String(contentsOfFile: root.path + "/r/report.html", encoding: .utf8)
        #expect(page.components(separatedBy: ">\(note)<").count == 2)
        #expect(count(try Tool.run(["coverage", "hoeryong", "--gaps"]).stderr) == 1)
        #expect(count(try Tool.run(["coverage", "hoeryong", "--format", "json"]).stderr) == 1)
        #expect(count(try Tool.run(["coverage", "hoeryong"]).stderr) == 0)
        let open = try Tool.run(["report", "hoeryong", "-o", root.path + "/p", "--public"])
        #expect(count(open.stderr) == 0)
        for (name, bytes) in try Self.contents(root.path + "/p") {
            #expect(count(String(decoding: bytes, as: UTF8.self)) == 0, "\(name)")
        }
        for verb in ["report", "export"] {
            let help = try Tool.run([verb, "--help"]).stdout.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(help.contains("border line is published as it is") && help.contains("lengths to 0.1 km"))
        }
    }

    /// The attack of `scripts/attack-public`, which finds gaps to the millimetre in an exact folder laid out as a public one was.
    @Test(.needs(.python)) func `The attack comes no nearer than a guess`() throws {
        let root = try Self.scratch.get().url.appending(path: "attack")
        #expect(try Tool.run(["report", "hoeryong", "-o", root.path + "/exact", "--quiet"]).exitCode == 0)
        #expect(try Tool.run(["report", "hoeryong", "-o", root.path + "/public", "--public", "--quiet"]).exitCode == 0)
        func attack(_ folder: String) throws -> String? {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "python3", Fixtures.path("../scripts/attack-public"), "\(root.path)/\(folder)", root.path + "/exact",
                Fixtures.path("studies/hoeryong"),
            ]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let data = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
        }
        let open = try #require(try attack("public"))
        #expect(
            open.contains("under 100 m | 0, 0 |") && open.contains("id of their record | 0 |")
                && open.contains("digests of inputs | 0 |"))
        #expect(open.contains("finer than a kilometre | 0 |") && open.contains("finer than 0.1 km | 0 |"))
        // It can succeed.
        let exact = try #require(try attack("exact"))
        #expect(exact.contains("under 100 m | 8, 8 |") && exact.contains("id of their record | 174 |"))
    }

    @Test func `A batch of public editions names no path and no digest of an input`() throws {
        let root = try Self.scratch.get().url.appending(path: "SENTINEL-batch")
        var study = PublicStudy(seed: 6)
        study.sentinel = "SENTINEL"
        try study.write(to: root.appending(path: "drawn"))
        try Data("format: border-batch/1\npublic: true\nstudies: [drawn]\n".utf8).write(to: root.appending(path: "plan.yaml"))
        let plan = root.path + "/plan.yaml"
        let run = try Tool.run(["batch", plan, "-o", root.path + "/out"])
        #expect(run.exitCode == 0, "\(run.stderr)")
        let files = try Self.contents(root.path + "/out")
        #expect(files.keys.contains("jobs/drawn/report.html") && files.keys.contains("jobs/drawn/about/job.json"))
        for (name, bytes) in files { #expect(Data(bytes).range(of: Data("SENTINEL".utf8)) == nil, "\(name)") }
        #expect(String(decoding: files["jobs/drawn/about/job.json"] ?? [], as: UTF8.self).contains("\"key\": null"))
        #expect(try Tool.run(["batch", plan, "-o", root.path + "/out"]).exitCode == 0)
        #expect(try Self.contents(root.path + "/out") == files)
        try Data("exact".utf8).write(to: root.appending(path: "out/old.geojson"))
        #expect(try Tool.run(["batch", plan, "-o", root.path + "/out"]).exitCode == 73)
    }
}
