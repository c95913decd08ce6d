import Foundation
import GeoHandles
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

    @Test func processesRunOrDoNot() throws {
        #expect(SystemCalls.processIdentifier == ProcessInfo.processInfo.processIdentifier)
        #expect(SystemCalls.isRunning(process: SystemCalls.processIdentifier))
        let child = Process()
        child.executableURL = URL(filePath: "/bin/sh")
        child.arguments = ["-c", "exit 0"]
        try child.run()
        child.waitUntilExit()
        #expect(!SystemCalls.isRunning(process: child.processIdentifier))
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
