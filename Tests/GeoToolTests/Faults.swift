import Foundation
import TestSupport
import Testing

/// Calls that fail on demand (`Tests/faults/faults.c`), and a place to try them in.
enum Faults {
    /// The library that is loaded before the C library; made once a run of the tests.
    private static let library: String? = {
        #if os(Linux)
            let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../faults/faults.c").standardized
                .path
            let path = FileManager.default.temporaryDirectory.appending(
                path: "faults-\(ProcessInfo.processInfo.processIdentifier).so"
            ).path
            for compiler in ["cc", "clang"] where External.has(compiler) {
                if (try? External.run(compiler, ["-shared", "-fPIC", "-O1", "-o", path, source, "-ldl"]))?.exitCode == 0 {
                    return path
                }
            }
        #endif
        return nil
    }()

    static let need = Need("cc or LD_PRELOAD", remedy: "on Linux apt-get install gcc libc6-dev") { library != nil }

    /// Every one at first, then farther and farther apart.
    static let moments = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]

    /// `number` 0: the process is killed there.
    static func environment(call: String, at: Int, number: Int32, mark: String) -> [String: String] {
        ["LD_PRELOAD": library ?? "", "FAULT_CALL": call, "FAULT_AT": "\(at)", "FAULT_ERROR": "\(number)", "FAULT_MARK": mark]
    }

    /// Earlier results of a job, which are put back before every run.
    struct Stage {
        let job: FaultTests.Job
        private let folder: ScratchFolder
        /// What there was, and what the job leaves where nothing fails: bytes by path.
        let before: [String: Data]
        let after: [String: Data]

        static let recipe = """
            format: border-recipe/1
            id: tiny
            seed: 1
            areas: [{id: a, from: 900km, to: 902km}]
            epochs: [{id: "2019", date: 2019-06-30}]
            fences: [{id: f, layer: primary, line: 2.2km, offset: {from: 20m, to: 45m}}]
            facilities: [{id: post, kind: guard_post, count: 3, along: [f]}]
            """

        init(_ job: FaultTests.Job) throws {
            self.job = job
            folder = try ScratchFolder()
            try FileManager.default.createDirectory(atPath: folder.path("work"), withIntermediateDirectories: true)
            for (name, row) in [("a.csv", "a,guard_post,129.7,42.4"), ("b.csv", "b,watchtower,129.71,42.41")] {
                try folder.write("id,kind,longitude,latitude\n\(row)\n", to: "work/\(name)")
            }
            try folder.write(Self.recipe, to: "work/recipe.yaml")
            let first = try Self.run(job.old, in: folder, [:])
            try #require(first.exitCode == 0, "\(first.stderr)")
            if job.note { try folder.write("mine", to: "work/out/note.txt") }
            before = try Self.contents(folder).visible
            try FileManager.default.copyItem(atPath: folder.path("work"), toPath: folder.path("kept"))
            let second = try Self.run(job.new, in: folder, [:])
            try #require(second.exitCode == 0, "\(second.stderr)")
            after = try Self.contents(folder).visible
            try #require(before != after)
        }

        func remove() { folder.remove() }

        func reset() throws {
            try FileManager.default.removeItem(atPath: folder.path("work"))
            try FileManager.default.copyItem(atPath: folder.path("kept"), toPath: folder.path("work"))
        }

        func run(failing call: String, at: Int, with number: Int32) throws -> (run: Tool.Run, wasReached: Bool) {
            let mark = folder.path("mark")
            try? FileManager.default.removeItem(atPath: mark)
            let run = try Self.run(job.new, in: folder, Faults.environment(call: call, at: at, number: number, mark: mark))
            return (run, FileManager.default.fileExists(atPath: mark))
        }

        func visible() throws -> [String: Data] { try Self.contents(folder).visible }
        func hidden() throws -> [String] { try Self.contents(folder).hidden }

        /// The next start leaves the new results, the user's file and nothing hidden.
        func finish(_ name: String) throws {
            let run = try Self.run(job.new, in: folder, [:])
            #expect(run.exitCode == 0, "\(name), next start: \(run.exitCode) \(run.stderr)")
            let (visible, hidden) = try Self.contents(folder)
            #expect(visible == after, "\(name), next start: other results")
            #expect(hidden.isEmpty, "\(name), next start: left \(hidden)")
        }

        private static func run(_ words: [String], in folder: ScratchFolder, _ environment: [String: String]) throws -> Tool.Run {
            try Tool.run(words + ["--quiet"], environment: environment, directory: folder.url.appending(path: "work"))
        }

        private static func contents(_ folder: ScratchFolder) throws -> (visible: [String: Data], hidden: [String]) {
            let all = Faults.contents(of: folder.path("work"))
            func isHidden(_ name: String) -> Bool { name.split(separator: "/").contains { $0.hasPrefix(".") } }
            return (all.filter { !isHidden($0.key) }, all.keys.filter(isHidden).sorted())
        }
    }

    /// Every file below a folder by its path, and hidden folders.
    static func contents(of root: String) -> [String: Data] {
        var found: [String: Data] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init() {
            if let data = FileManager.default.contents(atPath: "\(root)/\(name)") {
                found[name] = data
            } else if name.split(separator: "/").last?.hasPrefix(".") == true {
                found[name] = Data()
            }
        }
        return found
    }
}
