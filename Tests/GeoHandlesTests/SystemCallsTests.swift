import Foundation
import GeoHandles
import Synchronization
import TestSupport
import Testing

@Suite struct SystemCallsTests {
    @Test func aFileTakesANameAndLosesIt() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try Data("new".utf8).write(to: scratch.url.appending(path: "a"))
        try Data("old".utf8).write(to: scratch.url.appending(path: "b"))
        #expect(SystemCalls.rename(scratch.path("a"), to: scratch.path("b")) == 0)
        #expect(try Data(contentsOf: scratch.url.appending(path: "b")) == Data("new".utf8))
        #expect(!FileManager.default.fileExists(atPath: scratch.path("a")))
        #expect(SystemCalls.unlink(scratch.path("b")) == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
    }

    @Test func whatFailsHasTheNumberOfTheSystem() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        #expect(SystemCalls.rename(scratch.path("none"), to: scratch.path("b")) == ENOENT)
        #expect(SystemCalls.unlink(scratch.path("none")) == ENOENT)
        try Data().write(to: scratch.url.appending(path: "file"))
        #expect(SystemCalls.rename(scratch.path("file"), to: scratch.path("file/below")) == ENOTDIR)
    }

    @Test func variablesOfTheEnvironmentAreReadAsTheyAre() {
        #expect(SystemCalls.environment("PATH") == ProcessInfo.processInfo.environment["PATH"])
        #expect(SystemCalls.environment("BORDERGEO_NO_SUCH_VARIABLE") == nil)
    }

    @Test func twoNamesChangePlaces() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        for name in ["a", "b"] {
            #expect(SystemCalls.makeFolder(scratch.path(name), mode: 0o755) == 0)
            try Data(name.utf8).write(to: scratch.url.appending(path: "\(name)/of-\(name)"))
        }
        let status = SystemCalls.exchange(scratch.path("a"), with: scratch.path("b"))
        let canExchange = status != ENOSYS && status != EINVAL
        let exchange = Need("exchange of names", remedy: "set TMPDIR to a folder of a file system that has it") { canExchange }
        guard try exchange.isMetOrSaysSo() else { return }
        #expect(status == 0)
        #expect(SystemCalls.names(in: scratch.path("a")) == ["of-b"] && SystemCalls.names(in: scratch.path("b")) == ["of-a"])
        #expect(SystemCalls.removeFolder(scratch.path("a")) == ENOTEMPTY)
        #expect(SystemCalls.exchange(scratch.path("a"), with: scratch.path("none")) == ENOENT)
    }

    @Test func aLockIsTakenOnce() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try Data().write(to: scratch.url.appending(path: "lock"))
        let (one, two) = (open(scratch.path("lock"), O_RDONLY), open(scratch.path("lock"), O_RDONLY))
        #expect(SystemCalls.lock(one) == 0)
        #expect(SystemCalls.lock(two) == EWOULDBLOCK)
        close(one)
        #expect(SystemCalls.lock(two) == 0)
        close(two)
    }

    @Test func linksAreReadAndFollowed() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try Data().write(to: scratch.url.appending(path: "file"))
        symlink("file", scratch.path("link"))
        #expect(SystemCalls.linkTarget(scratch.path("link")) == "file")
        #expect(SystemCalls.linkTarget(scratch.path("file")) == nil)
        #expect(SystemCalls.realPath(scratch.path("link"))?.hasSuffix("/file") == true)
        #expect(SystemCalls.realPath(scratch.path("none")) == nil)
    }

    private static let seen = Atomic<Int>(0)

    /// In a process of its own: other tests hold signals too, and handlers belong to the process.
    @Test func aSignalWaitsForTheLastHold() async {
        await #expect(processExitsWith: .success) {
            _ = signal(SIGHUP) { _ in SystemCallsTests.seen.add(1, ordering: .relaxed) }
            SignalHold.begin()
            SignalHold.begin()
            kill(getpid(), SIGHUP)
            SignalHold.end()
            try await Task.sleep(for: .milliseconds(50))
            #expect(SystemCallsTests.seen.load(ordering: .relaxed) == 0)
            SignalHold.end()
            let limit = Date(timeIntervalSinceNow: 10)
            while SystemCallsTests.seen.load(ordering: .relaxed) == 0, Date() < limit {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(SystemCallsTests.seen.load(ordering: .relaxed) == 1)
        }
    }
}

/// The converter in pieces: how far it came shows in the two buffers.
@Suite struct CharacterConverterTests {
    @Test(arguments: [1, 7, 64, 5000])
    func textsThatGrowAreConvertedWhole(count: Int) throws {
        // U+D55C, two bytes in CP949 and three in UTF-8: more than the room that is guessed at first.
        let bytes = [UInt8](repeating: 0, count: count).flatMap { _ in [0xC7, 0xD1] as [UInt8] }
        #expect(try CharacterConverter.utf8(bytes, from: "CP949") == Array(String(repeating: "한", count: count).utf8))
        // One byte becomes two: twice the input.
        let latin = [UInt8](repeating: 0xE9, count: count)
        #expect(try CharacterConverter.utf8(latin, from: "ISO-8859-1") == Array(String(repeating: "é", count: count).utf8))
    }

    @Test func theFirstWrongByteIsNamed() {
        let error = #expect(throws: CharacterConverter.Failure.self) {
            try CharacterConverter.utf8(Array("abc".utf8) + [0xFF, 0xFF, 0x41], from: "CP949")
        }
        #expect(error?.offset == 3)
    }

    @Test func anUnknownSetIsNoPlace() {
        let error = #expect(throws: CharacterConverter.Failure.self) { try CharacterConverter.utf8([0x41], from: "no-such-set") }
        #expect(error != nil && error?.offset == nil)
    }
}
