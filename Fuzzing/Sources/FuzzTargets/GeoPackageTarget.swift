import BorderStudy
import Foundation
import GeoFormats

/// A GeoPackage has to be a file; SQLite reads nothing else.
enum GeoPackageTarget {
    static func complaint(about bytes: [UInt8]) -> String? {
        let path = FileManager.default.temporaryDirectory.appending(
            path: "fuzz-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString).gpkg"
        ).path
        guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else { return "no room for \(path)" }
        defer { for ending in ["", "-journal", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) } }
        let read = Outcome { try InputReader.read(.path(path)).features }
        let inspected = Outcome { try InputReader.inspect(.path(path)).features }
        if let words = read.complaint("read") ?? inspected.complaint("inspect") { return words }
        if FileManager.default.contents(atPath: path) != Data(bytes) { return "the file was changed by reading it" }
        guard case .success(let features) = read else { return nil }
        guard case .success = inspected else { return "inspect refuses what read accepts" }
        return ReaderTarget.complaint(aboutWriting: features)
    }
}
