import Foundation
import TestSupport
import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

@Suite("Batch run", .serialized)
struct BatchRunnerTests {
    private func plan(_ studies: String = "[hoeryong]", grid: String = "{bridged: [true, false]}") throws -> BatchPlan {
        try BatchPlan(yaml: "format: border-batch/1\nwrite: results\nstudies: \(studies)\ngrid: \(grid)\n", file: "plan.yaml")
    }

    /// Every file below a folder with its bytes.
    private func contents(_ folder: String) throws -> [String: Data] {
        let root = URL(filePath: folder)
        var found: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
            if !isFolder.boolValue { found[name] = try Data(contentsOf: root.appending(path: name)) }
        }
        return found
    }

    @Test func `Finished jobs are not run again, and the folder keeps its bytes`() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let plan = try plan()
        #expect(try BatchRunner(plan, into: scratch.path("out"), jobs: 2).run().map(\.status) == [.done, .done])
        let first = try contents(scratch.path("out"))
        #expect(try BatchRunner(plan, into: scratch.path("out"), jobs: 1).run().map(\.status) == [.reused, .reused])
        #expect(try contents(scratch.path("out")) == first)
        #expect(first.keys.contains("summary.csv") && first.keys.contains("index.html") && first.keys.contains("batch.json"))
    }

    @Test func `A file that was changed or lost is made again, with the same bytes`() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let plan = try plan()
        _ = try BatchRunner(plan, into: scratch.path("out")).run()
        let first = try contents(scratch.path("out"))
        try Data("changed".utf8).write(to: scratch.url.appending(path: "out/jobs/\(plan.jobs[0].id)/report.json"))
        try FileManager.default.removeItem(atPath: scratch.path("out/jobs/\(plan.jobs[1].id)/report.md"))
        #expect(try BatchRunner(plan, into: scratch.path("out")).run().map(\.status) == [.done, .done])
        #expect(try contents(scratch.path("out")) == first)
    }

    @Test func `One failed study does not stop the others and is named in the summary and on the index`() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let plan = try plan("[no-such-study.yaml, hoeryong]", grid: "{bridged: [true]}")
        #expect(try BatchRunner(plan, into: scratch.path("out")).run().map(\.status) == [.failed, .done])
        let files = try contents(scratch.path("out"))
        let summary = String(decoding: try #require(files["summary.csv"]), as: UTF8.self).split(whereSeparator: \.isNewline)
        #expect(summary[1].contains(",failed,") && summary[1].contains("no such file"))
        // One area and `all`, at two epochs.
        #expect(summary.dropFirst(2).count { $0.contains(",done,hoeryong,") } == 4)
        let index = String(decoding: try #require(files["index.html"]), as: UTF8.self)
        #expect(index.contains("1 failed") && index.contains("In 1 of 2 jobs every position is made up"))
        let failed = try #require(index.range(of: "no such file")).lowerBound
        #expect(failed < (try #require(index.range(of: "jobs/hoeryong--")).lowerBound), "what failed stands first")
    }

    /// GCJ02's public formula is good to some metres, and the study is drawn in it: the job that requires 1 m fails, the one that requires 1 km runs.
    @Test func `A job whose conversion may be worse than its accuracy fails`() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try scratch.write("id,kind,lat,lon\na,guard_post,42.431,129.756\n", to: "posts.csv")
        try scratch.write(
            """
            format: border-study/1
            id: s
            epochs: [{id: "2019", date: 2019-06-30}]
            facilities: {file: posts.csv, crs: GCJ02}
            """, to: "study.yaml")
        let plan = try BatchPlan(
            yaml: "format: border-batch/1\nwrite: results\nstudies: [study.yaml]\ngrid: {accuracy: [1m, 1km]}\n",
            file: scratch.path("plan.yaml"))
        let outcomes = try BatchRunner(plan, into: scratch.path("out")).run()
        #expect(outcomes.map(\.status) == [.failed, .done])
        #expect(outcomes[0].message?.contains("an accuracy of 1 m is required") == true, "\(outcomes[0].message ?? "")")
    }

    @Test func `Results do not depend on the number of threads`() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let plan = try plan(grid: "{corridor_inward: [1km, 2km, 3km]}")
        _ = try BatchRunner(plan, into: scratch.path("one"), jobs: 1).run()
        _ = try BatchRunner(plan, into: scratch.path("four"), jobs: 4).run()
        #expect(try contents(scratch.path("one")) == contents(scratch.path("four")))
    }

    /// A real process is killed while it works, and the batch is started again.
    @Test func `Killed half way and started again, a batch ends with the bytes of an uninterrupted one`() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try "format: border-batch/1\nstudies: [hoeryong]\ngrid: {corridor_inward: [1km, 2km, 3km, 4km, 5km, 6km]}\n"
            .write(toFile: scratch.path("plan.yaml"), atomically: true, encoding: .utf8)
        let whole = try Tool.run(["batch", scratch.path("plan.yaml"), "-o", scratch.path("whole"), "--quiet", "--jobs", "2"])
        #expect(whole.exitCode == 0, "\(whole.stderr)")
        let process = Process()
        process.executableURL = Tool.path
        process.arguments = ["batch", scratch.path("plan.yaml"), "-o", scratch.path("cut"), "--quiet", "--jobs", "1"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        // Until some jobs are done and others are not.
        let jobs = scratch.path("cut/jobs")
        func finished() -> Int {
            ((try? FileManager.default.contentsOfDirectory(atPath: jobs)) ?? []).count { !$0.hasPrefix(".") }
        }
        let limit = Date(timeIntervalSinceNow: 120)
        while finished() < 2, process.isRunning, Date() < limit { Thread.sleep(forTimeInterval: 0.005) }
        // Only the process started here, and only while it is ours: an id that was given back may be somebody else's.
        let identifier = process.processIdentifier
        try #require(process.isRunning && identifier > 1, "the batch ended before it could be killed")
        kill(identifier, SIGKILL)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(finished() < 6)
        let again = try Tool.run(["batch", scratch.path("plan.yaml"), "-o", scratch.path("cut"), "--quiet", "--jobs", "2"])
        #expect(again.exitCode == 0, "\(again.stderr)")
        #expect(again.stdout.contains("of them before"))
        #expect(try contents(scratch.path("cut")) == contents(scratch.path("whole")))
    }

    /// Two parts that meet, the second against the first; two jobs on the one border.
    @Test func `What was done to a border is said once, also by a batch that finds its jobs done`() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        func write(_ name: String, _ text: String) throws {
            try text.write(toFile: scratch.path(name), atomically: true, encoding: .utf8)
        }
        try write("line.geojson", #"{"type":"MultiLineString","coordinates":[[[100,42],[100,42.04]],[[100,42.09],[100,42.04]]]}"#)
        try write(
            "study.yaml",
            "format: border-study/1\nid: t\nborder: line.geojson\ninward: right\nareas: [{id: a, from: 0m, to: 9km}]\nepochs: [{id: \"2019\", date: 2019-03-31}]\n"
        )
        try write("plan.yaml", "format: border-batch/1\nwrite: results\nstudies: [study.yaml]\ngrid: {bridged: [true, false]}\n")
        let said = "warning: study--bridged-true and 1 more: 1 of 2 parts runs against the line and has been turned: part 2."
        let arguments = ["batch", scratch.path("plan.yaml"), "-o", scratch.path("out")]
        for _ in 1...2 {
            let run = try Tool.run(arguments)
            #expect(run.exitCode == 0)
            #expect(run.stderr.components(separatedBy: "has been turned").count == 2, "\(run.stderr)")
            #expect(run.stderr.contains(said), "\(run.stderr)")
        }
        #expect(try Tool.run(arguments + ["--quiet"]).stderr == "")
        let log = try Tool.run(arguments + ["--log-format", "json"]).stderr.split(separator: "\n")
        #expect(log.count { $0.contains("\"warnings\":[\"1 of 2 parts runs against the line") } == 2)
    }

    @Test func `A log in JSON is one event a line, and a failed job makes exit 1`() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try "format: border-batch/1\nwrite: results\nstudies: [hoeryong, gone.yaml]\n"
            .write(toFile: scratch.path("plan.yaml"), atomically: true, encoding: .utf8)
        let run = try Tool.run(["batch", scratch.path("plan.yaml"), "-o", scratch.path("out"), "--log-format", "json"])
        #expect(run.exitCode == 1)
        let events = try run.stderr.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(events.count == 4)
        #expect(Set(events.compactMap { $0["event"] as? String }) == ["started", "done", "failed"])
        #expect(try Tool.run(["batch", scratch.path("plan.yaml")]).exitCode == 64)
        #expect(try Tool.run(["batch", scratch.path("none.yaml"), "-o", scratch.path("x")]).exitCode == 66)
    }
}
