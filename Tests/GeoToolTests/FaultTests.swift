import Foundation
import TestSupport
import Testing

/// Calls of the system that fail, and processes that end, at the n-th time: what was there is whole before or after, and the next start has nothing left over.
@Suite("Faults", .needs(Faults.need)) struct FaultTests {
    /// What writes, over which earlier results, beside what.
    struct Job: Sendable, CustomTestStringConvertible {
        var name: String
        var old: [String]
        var new: [String]
        /// Files are moved one by one where one of somebody else is among them.
        var note = false
        var testDescription: String { name }
    }

    static let jobs = [
        Job(
            name: "a file", old: ["coverage", "hoeryong", "--format", "csv", "-o", "out.csv"],
            new: ["coverage", "hoeryong", "--epoch", "2022", "--format", "csv", "-o", "out.csv"]),
        Job(name: "a GeoPackage", old: ["convert", "a.csv", "out.gpkg"], new: ["convert", "b.csv", "out.gpkg"]),
        Job(
            name: "a folder", old: ["simulate", "recipe.yaml", "-o", "out"],
            new: ["simulate", "recipe.yaml", "--seed", "5", "-o", "out"]),
        Job(
            name: "a folder with a note", old: ["simulate", "recipe.yaml", "-o", "out"],
            new: ["simulate", "recipe.yaml", "--seed", "5", "-o", "out"], note: true),
    ]

    /// Kills at each call that changes what is on the disk.
    static let killed = ["rename", "renameat2", "unlink", "mkdir", "fsync", "create"]

    @Test(arguments: jobs, killed) func aKilledRunLosesNothing(job: Job, call: String) throws {
        let stage = try Faults.Stage(job)
        defer { stage.remove() }
        var reached = 0
        for at in Faults.moments {
            try stage.reset()
            guard try stage.run(failing: call, at: at, with: 0).wasReached else { break }
            reached += 1
            let left = try stage.visible()
            if !job.note {
                #expect(left == stage.before || left == stage.after, "\(call) \(at): neither the old results nor the new ones")
            }
            #expect(left["out/note.txt"] == stage.before["out/note.txt"], "\(call) \(at): the note")
            try stage.finish("\(call) \(at)")
        }
        print("\(job.name), killed at \(call): \(reached) moments")
    }

    static let errors: [(call: String, number: Int32)] = [
        ("write", ENOSPC), ("write", EIO), ("fsync", EIO), ("fsync", ENOSPC), ("rename", EIO), ("renameat2", EIO),
        ("mkdir", ENOSPC), ("create", ENOSPC),
        ("create", EMFILE), ("enter", EMFILE), ("unlink", EIO),
    ]

    @Test(arguments: jobs, errors) func aCallThatFailsIsReportedAndLosesNothing(job: Job, error: (call: String, number: Int32))
        throws
    {
        let stage = try Faults.Stage(job)
        defer { stage.remove() }
        let name = "\(error.call), \(String(cString: strerror(error.number)))"
        var reached = 0
        for at in Faults.moments {
            try stage.reset()
            let (run, wasReached) = try stage.run(failing: error.call, at: at, with: error.number)
            guard wasReached else { break }
            reached += 1
            // Where there is another way, the run takes it.
            #expect([0, 73, 74].contains(run.exitCode), "\(name), time \(at): \(run.exitCode) \(run.stderr)")
            #expect(run.exitCode == 0 || run.stderr.contains("geo-tool: "), "\(name), time \(at): \(run.stderr)")
            let left = try stage.visible()
            if run.exitCode == 0 {
                #expect(left == stage.after, "\(name), time \(at): success without the new results")
            } else if !job.note {
                #expect(left == stage.before, "\(name), time \(at), \(run.exitCode): the old results are not what they were")
            }
            #expect(left["out/note.txt"] == stage.before["out/note.txt"], "\(name), time \(at): the note")
            // What could not be removed is the next run's.
            let hidden = try stage.hidden()
            #expect(error.call == "unlink" || hidden.isEmpty, "\(name), time \(at): left \(hidden)")
            try stage.finish("\(name), time \(at)")
        }
        print("\(job.name), \(name): \(reached) times")
    }

    /// A disk that fails while reading is not the end of a file.
    @Test(arguments: [EIO, EISDIR]) func anInputThatCannotBeReadIsNotCutShort(number: Int32) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let rows = (0..<40_000).map { "p\($0),guard_post,42.43,129.72\n" }.joined()
        try folder.write("id,kind,lat,lon\n" + rows, to: "in.csv")
        var reached = 0
        for at in Faults.moments {
            let mark = folder.path("mark")
            try? FileManager.default.removeItem(atPath: mark)
            let run = try Tool.run(
                ["locate", "in.csv", "--quiet", "-o", "out.geojson"],
                environment: Faults.environment(call: "read", at: at, number: number, mark: mark), directory: folder.url)
            guard FileManager.default.fileExists(atPath: mark) else { break }
            reached += 1
            #expect([66, 70].contains(run.exitCode), "time \(at): \(run.exitCode) \(run.stderr)")
            #expect(!FileManager.default.fileExists(atPath: folder.path("out.geojson")), "time \(at)")
        }
        #expect(reached > 0)
    }
}
