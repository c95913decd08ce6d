import Foundation
import GeoHandles
import TestSupport
import Testing

@Suite struct ChildProcessTests {
    private func start(_ script: String, errorLimit: Int = 1 << 16, arguments: [String] = []) throws -> ChildProcess {
        try ChildProcess(
            path: "/bin/sh", arguments: ["-c", script, "sh"] + arguments, environment: ["PATH=/usr/bin:/bin", "MARK=ours"],
            errorLimit: errorLimit)
    }

    private func output(of child: ChildProcess) -> String {
        var bytes: [UInt8] = []
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { room in
            while true {
                let count = child.read(into: room)
                if count == 0 { break }
                bytes += room[..<count]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a process is there, zombies included.
    private func exists(_ process: Int32) -> Bool { kill(process, 0) == 0 }

    @Test func argumentsArriveAsTheyAreAndTheEnvironmentIsTheOneGiven() throws {
        let child = try start("printf '%s|' \"$@\" \"$MARK\" \"$HOME\"; cat", arguments: ["a b", "$(id)", "", "x;y", "'\"*"])
        #expect(output(of: child) == "a b|$(id)||x;y|'\"*|ours||")
        #expect(child.finish() == .exited(code: 0))
    }

    @Test(arguments: [("exit 3", ChildProcess.Ending.exited(code: 3)), ("kill -9 $$", .signalled(9)), (":", .exited(code: 0))])
    func theEndIsTaken(script: String, ending: ChildProcess.Ending) throws {
        let child = try start("echo $$; \(script)")
        let number = try #require(Int32(output(of: child).trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(child.finish() == ending)
        #expect(child.finish() == ending)
        #expect(!exists(number))
    }

    @Test func floodsOfStderrNeitherBlockNorFillMemory() throws {
        let child = try start("head -c 5000000 /dev/zero >&2; head -c 3000000 /dev/zero; echo last >&2", errorLimit: 1000)
        #expect(output(of: child).utf8.count == 3_000_000)
        #expect(child.finish() == .exited(code: 0))
        #expect(child.errorBytes.count == 1000)
        #expect(child.errorsDropped == 5_000_005 - 1000)
    }

    @Test func aProgramWaitsUntilItsOutputIsTaken() throws {
        let child = try start("head -c 10000000 /dev/zero; echo done >&2")
        Thread.sleep(forTimeInterval: 0.3)
        _ = withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { child.read(into: $0) }
        #expect(child.errorBytes.isEmpty)
        #expect(child.finish() == .exited(code: 0))
        #expect(child.errorBytes == Array("done\n".utf8))
    }

    @Test func whatIsLetGoIsKilledWithWhatItStarted() throws {
        var child: ChildProcess? = try start("sleep 1000 & echo $! $$; wait")
        let numbers = withUnsafeTemporaryAllocation(byteCount: 64, alignment: 16) { room in
            let count = child?.read(into: room) ?? 0
            return String(decoding: room[..<count], as: UTF8.self).split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
        }
        #expect(numbers.count == 2 && numbers.allSatisfy(exists))
        child = nil
        // The grandchild is init's to bury.
        for _ in 0..<100 where isRunning(numbers[0]) { Thread.sleep(forTimeInterval: 0.02) }
        #expect(!isRunning(numbers[0]))
        #expect(!exists(numbers[1]))
    }

    private func isRunning(_ process: Int32) -> Bool {
        guard exists(process) else { return false }
        let state = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8))?.split(separator: ")").last?.split(
            separator: " "
        ).first
        return state != "Z"
    }

    @Test func aGrandchildThatHoldsTheStreamsDoesNotHoldUsUp() throws {
        let begin = Date()
        let child = try start("sleep 1000 2>&2 >/dev/null & echo out; exit 4")
        #expect(output(of: child) == "out\n")
        #expect(child.finish() == .exited(code: 4))
        #expect(Date().timeIntervalSince(begin) < 30)
    }

    @Test func whatCannotBeStartedSaysWhy() throws {
        #expect(throws: SystemStatus.self) { try ChildProcess(path: "/no/such/program", arguments: [], environment: []) }
        #expect(SystemCalls.program(named: "no-such-program-anywhere") == nil)
        #expect(SystemCalls.program(named: "sh")?.hasSuffix("/sh") == true)
    }

    @Test func descriptorsAreGivenBack() throws {
        func open() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count }
        _ = try start("exit 0").finish()
        let before = try open()
        for _ in 0..<20 { _ = try start("echo x; exit 1").finish() }
        for _ in 0..<20 { try start("sleep 100").stop() }
        // Other tests open files at the same time.
        #expect(try open() < before + 30)
    }
}
