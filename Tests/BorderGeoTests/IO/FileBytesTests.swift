import TestSupport
import Testing

@testable import GeoFormats

@Suite struct FileBytesTests {
    /// Above a megabyte a file comes in pieces.
    @Test(arguments: ["", "a", String(repeating: "0123456789abcdef", count: 80_000)])
    func aFileIsReadWhole(text: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write(text, to: "file")
        #expect(try FileBytes.read(folder.path("file")) == Array(text.utf8))
    }

    @Test func whatCannotBeReadHasItsTrueCause() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let missing = folder.path("missing")
        #expect(throws: FileError.notFound(path: missing)) { try FileBytes.read(missing) }
        #expect(throws: FileError.unreadable(path: folder.url.path, reason: "is a directory")) {
            try FileBytes.read(folder.url.path)
        }
    }
}
