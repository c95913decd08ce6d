import SystemPackage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Whole files and folders, for what is small or must be in memory at once.
package enum FileBytes {
    package static func read(_ path: String) throws(FileError) -> [UInt8] {
        guard FileManager.default.fileExists(atPath: path) else { throw .notFound(path: path) }
        var bytes: [UInt8] = []
        try forEachPiece(of: path) { bytes += $0 }
        return bytes
    }

    /// Lends the bytes of a file a megabyte at a time. No input of the run: an output of it, which may be written again.
    package static func forEachPiece(of path: String, _ body: (UnsafeRawBufferPointer) -> Void) throws(FileError) {
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec, retryOnInterrupt: true)
            try file.closeAfter {
                var room = [UInt8](repeating: 0, count: 1 << 20)
                while true {
                    let count = try room.withUnsafeMutableBytes { try file.read(into: $0) }
                    if count == 0 { return }
                    room.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
                }
            }
        } catch { throw .unreadable(path: path, reason: FileError.reason(error)) }
    }

    /// False for pipes and devices.
    package static func canBeReadAgain(_ path: String) -> Bool {
        guard let type = (try? Stat(path))?.type else { return true }
        return type == .regular || type == .directory
    }

    /// The names of a folder's files in order of their bytes; empty where there is no such folder.
    package static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
    }
}
