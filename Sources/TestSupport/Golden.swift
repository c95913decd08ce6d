import Foundation
import Testing

/// Files under Fixtures/, found from this source file so that tests run from any folder.
public enum Fixtures {
    public static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    public static func path(_ name: String) -> String { folder.appending(path: name).path }
}

/// Expected outputs kept in Fixtures/goldens. They change only with `UPDATE_GOLDENS=1`, which also fails the run.
public enum Golden {
    public static func expect(
        _ actual: String, matches name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = Fixtures.folder.appending(path: "goldens/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            let old = try? String(contentsOf: file, encoding: .utf8)
            try actual.write(to: file, atomically: true, encoding: .utf8)
            Issue.record(
                "golden \(name) \(old == actual ? "kept" : "written"): read it, then run without UPDATE_GOLDENS",
                sourceLocation: sourceLocation)
            return
        }
        guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record("no golden \(name); make it with UPDATE_GOLDENS=1", sourceLocation: sourceLocation)
            return
        }
        #expect(actual == expected, "differs from golden \(name)", sourceLocation: sourceLocation)
    }
}

/// A folder of its own for one test, removed with `remove()`.
public struct ScratchFolder: Sendable {
    public let url: URL

    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "bordergeo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    public func path(_ name: String) -> String { url.appending(path: name).path }
    public func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: url.appending(path: name)) }
    public func remove() { try? FileManager.default.removeItem(at: url) }
}
