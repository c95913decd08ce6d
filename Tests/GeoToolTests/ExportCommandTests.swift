import Foundation
import TestSupport
import Testing

@Suite("geo-tool export") struct ExportCommandTests {
    func folder() -> String { FileManager.default.temporaryDirectory.appending(path: "export-\(UUID().uuidString)").path }

    @Test func writesAFolderAndTalksOnStderrOnly() throws {
        let path = folder()
        let run = try Tool.run(["export", "hoeryong", "-o", path, "--gpkg", "--kml"])
        #expect(run.exitCode == 0, "\(run.stderr)")
        #expect(run.stdout.isEmpty)
        #expect(run.stderr.contains("hoeryong.qgz"))
        #expect(FileManager.default.fileExists(atPath: path + "/hoeryong.gpkg"))
        #expect(try Tool.run(["export", "hoeryong", "-o", path, "--quiet"]).stderr.isEmpty)
    }

    @Test func aStyleOfTheUsersIsNotOverwrittenWithoutForce() throws {
        let path = folder()
        #expect(try Tool.run(["export", "hoeryong", "-o", path]).exitCode == 0)
        let style = URL(filePath: path + "/facilities.qml")
        try Data("mine".utf8).write(to: style)
        let refused = try Tool.run(["export", "hoeryong", "-o", path])
        #expect(refused.exitCode == 73)
        #expect(refused.stderr.contains("facilities.qml") && refused.stderr.contains("--force"))
        #expect(try Data(contentsOf: style) == Data("mine".utf8))
        #expect(try Tool.run(["export", "hoeryong", "-o", path, "--force"]).exitCode == 0)
        #expect(try Data(contentsOf: style).count > 1000)
    }

    static let misuse: [(name: String, arguments: [String], code: Int32)] = [
        ("no folder", ["export", "hoeryong"], 64), ("stdout", ["export", "hoeryong", "-o", "-"], 64),
        ("a format", ["export", "hoeryong", "-o", "x", "--format", "json"], 64),
        ("a bare width", ["export", "hoeryong", "-o", "x", "--buffer", "2000"], 64),
        ("no such study", ["export", "no-such-study", "-o", "x"], 66),
        ("a file in the way", ["export", "hoeryong", "-o", "/dev/null"], 73),
    ]

    @Test(arguments: misuse) func misuseHasItsExitCode(row: (name: String, arguments: [String], code: Int32)) throws {
        let run = try Tool.run(row.arguments, directory: FileManager.default.temporaryDirectory)
        #expect(run.exitCode == row.code, "\(row.name): \(run.stderr)")
        #expect(!FileManager.default.fileExists(atPath: FileManager.default.temporaryDirectory.appending(path: "x").path))
    }
}
