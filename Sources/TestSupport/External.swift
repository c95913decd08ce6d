import Foundation

/// Programs of other projects that check our files where they are installed (`Need` says which): GDAL, QGIS.
public enum External {
    /// Whether a program is on the PATH.
    public static func has(_ program: String) -> Bool { path(of: program) != nil }

    private static func path(of program: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":").map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// What a script of `scripts/` prints, run by Debian's own Python. Throws `ScriptFailure`.
    public static func script(_ name: String, _ arguments: [String]) throws -> Data {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../scripts/\(name)").standardized.path
        let result = try run("/usr/bin/python3", [path] + arguments)
        guard result.exitCode == 0 else { throw ScriptFailure(script: name, exitCode: result.exitCode, message: result.stderr) }
        return result.stdoutData
    }

    public struct ScriptFailure: Error, CustomStringConvertible {
        public var script: String
        public var exitCode: Int32
        public var message: String

        public var description: String { "scripts/\(script) ended with \(exitCode): \(message)" }
    }

    public static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], directory: URL? = nil
    ) throws -> Tool.Run {
        let folder = FileManager.default.temporaryDirectory.appending(path: "external-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["out", "err"].map { folder.appending(path: $0) }
        for file in files { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: program.hasPrefix("/") ? program : path(of: program) ?? program)
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        let out = try Data(contentsOf: files[0])
        return Tool.Run(
            stdout: String(decoding: out, as: UTF8.self), stderr: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
            exitCode: process.terminationStatus, stdoutData: out)
    }
}
