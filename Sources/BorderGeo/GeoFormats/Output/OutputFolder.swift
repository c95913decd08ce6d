#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A folder of outputs that appears whole or not at all: everything is written into a hidden neighbour, and `commit` moves the files into place.
///
/// Files of the folder that this run does not write stay as they are, so a user's own files survive.
package struct OutputFolder: ~Copyable {
    package let path: String
    private let staging: String
    private var names: [String] = []
    private var retired: [String] = []

    /// Throws `FileError.cannotCreate` where the parent is missing or closed, or where `path` is a file.
    package init(_ path: String) throws(FileError) {
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
    package mutating func stage(_ name: String) throws(FileError) -> String {
        let target = "\(staging)/\(name)"
        let parent = OutputFile.split(target).folder
        do { try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true) } catch {
            throw .cannotCreate(path: target, reason: Self.reason(error))
        }
        if !names.contains(name) { names.append(name) }
        return target
    }

    package mutating func write(_ bytes: [UInt8], to name: String) throws(FileError) {
        try OutputFile.write(bytes, to: try stage(name))
    }

    package mutating func write(_ text: String, to name: String) throws(FileError) { try write(Array(text.utf8), to: name) }

    /// Whether the finished folder already holds a file of that name.
    package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

    /// Takes a file of an earlier run out of the finished folder when this one is moved into place. Names that lead out of it are passed over.
    package mutating func retire(_ name: String) {
        guard !name.hasPrefix("/"), !name.split(separator: "/").contains(".."), !names.contains(name) else { return }
        retired.append(name)
    }

    /// Moves everything into place; returns the names in the order they were written. Where a move fails, the folder is as it was before.
    package consuming func commit() throws(FileError) -> [String] {
        let manager = FileManager.default
        var moved: [String] = []
        var placed: [String] = []
        do {
            if !manager.fileExists(atPath: path) {
                try manager.moveItem(atPath: staging, toPath: path)
                return names
            }
            // The old files wait in the hidden neighbour until all new ones are in place.
            for name in names + retired where manager.fileExists(atPath: "\(path)/\(name)") {
                try Self.move("\(path)/\(name)", "\(staging)/.replaced/\(name)")
                moved.append(name)
            }
            for name in names {
                try Self.move("\(staging)/\(name)", "\(path)/\(name)")
                placed.append(name)
            }
            return names
        } catch {
            for name in placed { try? manager.removeItem(atPath: "\(path)/\(name)") }
            for name in moved { try? Self.move("\(staging)/.replaced/\(name)", "\(path)/\(name)") }
            if let error = error as? FileError { throw error }
            throw .writeFailed(path: path, reason: Self.reason(error))
        }
    }

    /// Folders stay where they are: one may hold a user's own files.
    private static func move(_ from: String, _ to: String) throws {
        var isFolder = false
        if FileManager.default.fileExists(atPath: from, isDirectory: &isFolder), isFolder {
            throw FileError.cannotCreate(path: from, reason: "a folder of that name exists")
        }
        try FileManager.default.createDirectory(atPath: OutputFile.split(to).folder, withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: from, toPath: to)
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
