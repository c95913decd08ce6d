#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A folder of outputs that appears whole or not at all: everything is written into a hidden neighbour, and `commit` moves the files into place.
///
/// Files of the folder that this run does not write stay as they are, so a user's own files survive.
public struct OutputFolder: ~Copyable {
    public let path: String
    private let staging: String
    private var names: [String] = []

    /// Throws `FileError.cannotCreate` where the parent is missing or closed, or where `path` is a file.
    public init(_ path: String) throws(FileError) {
        (self.path, staging) = try Self.prepare(path)
    }

    private static func prepare(_ path: String) throws(FileError) -> (path: String, staging: String) {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let manager = FileManager.default
        var isFolder = false
        if manager.fileExists(atPath: trimmed, isDirectory: &isFolder), !isFolder {
            throw .cannotCreate(path: trimmed, reason: "a file of that name exists")
        }
        let (folder, name) = OutputFile.split(trimmed)
        let staging = "\(folder).\(name).part-\(ProcessInfo.processInfo.processIdentifier)"
        do {
            if !folder.isEmpty { try manager.createDirectory(atPath: folder, withIntermediateDirectories: true) }
            try? manager.removeItem(atPath: staging)
            try manager.createDirectory(atPath: staging, withIntermediateDirectories: false)
        } catch {
            throw .cannotCreate(path: trimmed, reason: reason(error))
        }
        return (trimmed, staging)
    }

    deinit { try? FileManager.default.removeItem(atPath: staging) }

    /// Where a file named `name` (may hold `/`) has to be written now, for writers that need a path of their own.
    public mutating func stage(_ name: String) throws(FileError) -> String {
        let target = "\(staging)/\(name)"
        let parent = OutputFile.split(target).folder
        do { try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true) } catch {
            throw .cannotCreate(path: target, reason: Self.reason(error))
        }
        if !names.contains(name) { names.append(name) }
        return target
    }

    public mutating func write(_ bytes: [UInt8], to name: String) throws(FileError) {
        try OutputFile.write(bytes, to: try stage(name))
    }

    public mutating func write(_ text: String, to name: String) throws(FileError) { try write(Array(text.utf8), to: name) }

    /// Whether the finished folder already holds a file of that name.
    public func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

    /// Moves everything into place; returns the names in the order they were written.
    public consuming func commit() throws(FileError) -> [String] {
        let manager = FileManager.default
        do {
            if !manager.fileExists(atPath: path) {
                try manager.moveItem(atPath: staging, toPath: path)
                return names
            }
            for name in names {
                let target = "\(path)/\(name)"
                let parent = OutputFile.split(target).folder
                try manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
                if manager.fileExists(atPath: target) { try manager.removeItem(atPath: target) }
                try manager.moveItem(atPath: "\(staging)/\(name)", toPath: target)
            }
            return names
        } catch {
            throw .writeFailed(path: path, reason: Self.reason(error))
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? CocoaError else { return "\(error)" }
        switch error.code {
        case .fileWriteNoPermission: return "permission denied"
        case .fileWriteFileExists: return "a file of that name exists"
        case .fileNoSuchFile: return "no such folder"
        case .fileWriteOutOfSpace: return "no space left"
        default: return "file system error \(error.code.rawValue)"
        }
    }
}
