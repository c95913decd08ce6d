import Foundation

/// Runs the built `geo-tool` as a user would: arguments in; stdout, stderr and exit code out.
public enum Tool {
    public struct Run: Sendable {
        public var stdout: String
        public var stderr: String
        public var exitCode: Int32
        public var stdoutData: Data
    }

    /// The binary beside the test bundle, or the one named by `BORDERGEO_TOOL` (tests of a release build).
    public static var path: URL {
        if let path = ProcessInfo.processInfo.environment["BORDERGEO_TOOL"] { return URL(filePath: path) }
        return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "geo-tool")
    }

    /// `copy` is run in its place where it is given. Output goes to files, not pipes: a full pipe would block a tool that writes much.
    public static func run(
        _ arguments: [String], stdin: Data = Data(), environment: [String: String] = [:], directory: URL? = nil,
        at copy: URL? = nil
    ) throws -> Run {
        let folder = FileManager.default.temporaryDirectory.appending(path: "geo-tool-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["in", "out", "err"].map { folder.appending(path: $0) }
        try stdin.write(to: files[0])
        for file in files[1...] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = copy ?? path
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        let out = try Data(contentsOf: files[1])
        let err = try Data(contentsOf: files[2])
        return Run(
            stdout: String(decoding: out, as: UTF8.self), stderr: String(decoding: err, as: UTF8.self),
            exitCode: process.terminationStatus, stdoutData: out)
    }
}
