import Foundation
import TestSupport
import Testing

@testable import GeoFormats

/// The one door for folders: what a killed run left, at each moment in which it can be killed.
@Suite("Output folders") struct OutputFolderTests {
    private func put(_ text: String, _ path: String) throws {
        let url = URL(filePath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
    private func read(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

    static let workshop = ".out.part-" + String(repeating: "5a", count: 16)
    static let journals: [(name: String, lines: String, isNew: Bool)] = [
        ("before the workshop's name was written", "", false),
        ("in the middle of its name", #"{"workshop":".out.pa"#, false),
        ("while files were made", #"{"workshop":"W"}"# + "\n", false),
        ("in the middle of the moves' line", #"{"workshop":"W"}"# + "\n" + #"{"names":["a.txt","b/"#, false),
        ("after it", #"{"workshop":"W"}"# + "\n" + #"{"names":["a.txt","b/c.txt"],"removed":["gone.txt"]}"# + "\n", true),
    ]

    @Test(arguments: journals) func whatAKilledRunLeftIsFinishedOrRemoved(row: (name: String, lines: String, isNew: Bool)) throws
    {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        for name in ["a.txt", "b/c.txt", "gone.txt", "notes.txt"] { try put("old", scratch.path("out/\(name)")) }
        for name in ["a.txt", "b/c.txt"] { try put("new", scratch.path("\(Self.workshop)/new/\(name)")) }
        try put(row.lines.replacing("W", with: Self.workshop), scratch.path(".out.geo-tool.lock"))
        do { _ = try OutputFolder(scratch.path("out")) }
        for name in ["a.txt", "b/c.txt"] {
            #expect(read(scratch.path("out/\(name)")) == (row.isNew ? "new" : "old"), "\(row.name)")
        }
        #expect((read(scratch.path("out/gone.txt")) == nil) == row.isNew)
        #expect(read(scratch.path("out/notes.txt")) == "old")
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted()
        // A name that was never written whole belongs to no folder.
        #expect(left == (row.lines.contains("W") ? ["out"] : [Self.workshop, "out"]), "\(row.name)")
    }

    /// A journal is a file in a folder that others may write to: it moves nothing in from elsewhere, and nothing out.
    @Test(arguments: [
        #"{"workshop":"victim"}"#, #"{"workshop":"../victim"}"#, #"{"workshop":".out.part-../victim"}"#, "my own notes",
    ]) func aForgedJournalDoesNothing(line: String) throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try put("mine", scratch.path("victim/new/a.txt"))
        try put(
            line + "\n" + #"{"names":["a.txt","../x"],"removed":["../victim/new/a.txt"]}"# + "\n",
            scratch.path(".out.geo-tool.lock"))
        do { _ = try OutputFolder(scratch.path("out")) } catch FileError.cannotCreate {}
        #expect(read(scratch.path("victim/new/a.txt")) == "mine")
        if line == "my own notes" { #expect(read(scratch.path(".out.geo-tool.lock"))?.hasPrefix("my own notes") == true) }
    }

    @Test(arguments: ["../x", "/x", "a/../../x", "a//b", "", ".", "a\0b"]) func namesStayInside(name: String) throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        var folder = try OutputFolder(scratch.path("out"))
        var refused = false
        do { try folder.write("text", to: name) } catch FileError.cannotCreate { refused = true }
        #expect(refused)
        folder.retire(name)
        try folder.write("text", to: "a.txt")
        #expect(try folder.commit() == ["a.txt"])
        #expect(try FileManager.default.subpathsOfDirectory(atPath: scratch.url.path).sorted() == ["out", "out/a.txt"])
    }

    /// In one step where all files are ours; file by file beside others. The folder's own mode stays.
    @Test(arguments: [false, true]) func aFolderKeepsItsModeAndWhatIsNotOurs(hasNotes: Bool) throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        func write(_ text: String, _ names: [String]) throws {
            var folder = try OutputFolder(scratch.path("out"))
            for name in names { try folder.write(text, to: name) }
            let outputs = names.map { (name: $0, bytes: Array(text.utf8)) }
            try folder.write(FolderManifest.text(["schema": "geo-tool/test/1"], outputs: outputs), to: FolderManifest.name)
            _ = try folder.commit()
        }
        try write("old", ["a.txt", "b/c.txt", "d/only-old.txt"])
        chmod(scratch.path("out"), 0o750)
        chmod(scratch.path("out/a.txt"), 0o600)
        if hasNotes { try put("mine", scratch.path("out/d/notes.txt")) }
        let inode = try FileManager.default.attributesOfItem(atPath: scratch.path("out"))[.systemFileNumber] as? Int
        try write("new", ["a.txt", "b/c.txt"])
        let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path("out"))
        #expect(attributes[.posixPermissions] as? Int == 0o750)
        #expect(try FileManager.default.attributesOfItem(atPath: scratch.path("out/a.txt"))[.posixPermissions] as? Int == 0o600)
        #expect((attributes[.systemFileNumber] as? Int == inode) == hasNotes, "one step or file by file")
        #expect(read(scratch.path("out/a.txt")) == "new" && read(scratch.path("out/b/c.txt")) == "new")
        #expect(read(scratch.path("out/d/only-old.txt")) == "old", "of an earlier run, and not retired")
        #expect((read(scratch.path("out/d/notes.txt")) == "mine") == hasNotes)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["out"])
    }

    @Test func aRunThatGivesUpLeavesNothing() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        do {
            var folder = try OutputFolder(scratch.path("some/new/out"))
            try folder.write("text", to: "a.txt")
            #expect(throws: FileError.cannotCreate(path: scratch.path("some/new/out"), reason: "another run is writing it")) {
                _ = try OutputFolder(scratch.path("some/new/out/"))
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
    }
}
