import GeoHandles
import SystemPackage

/// A file that appears whole or not at all: bytes go to a hidden neighbour that takes the name only on `commit`.
///
/// The neighbour is removed when the value goes away uncommitted; what a killed run left goes when the next one begins. Links are followed, and
/// permissions stay as they were. Devices and named pipes are written to as they are. `-` is stdout, which cannot be taken back.
package struct OutputFile: ~Copyable {
    package let path: String
    private let descriptor: FileDescriptor
    private let temporary: Temporary?
    private let isOurs: Bool
    private var committed = false

    /// A neighbour, and what it takes the place of.
    private struct Temporary {
        var path: String
        var target: String
        var existing: Stat?
    }

    /// Throws `FileError.cannotCreate` where the folder is missing or closed, or where `path` is a folder or an input of this run.
    package init(_ path: String) throws(FileError) {
        self.path = path
        (descriptor, temporary, isOurs) = try Self.open(path)
    }

    private static func open(_ path: String) throws(FileError) -> (FileDescriptor, Temporary?, isOurs: Bool) {
        do {
            switch try OutputPlace(path) {
            case .stream(let descriptor): return (descriptor, nil, false)
            case .device:
                let descriptor = try FileDescriptor.open(path, .writeOnly, options: .closeOnExec, retryOnInterrupt: true)
                return (descriptor, nil, true)
            case .file(let target, let existing):
                Neighbour.removeLeftovers(of: target)
                let (descriptor, neighbour) = try Neighbour.file(
                    for: target, permissions: FilePermissions(rawValue: existing == nil ? 0o666 : 0o600))
                return (descriptor, Temporary(path: neighbour, target: target, existing: existing), true)
            }
        } catch let error as FileError { throw error } catch {
            throw .cannotCreate(path: path, reason: FileError.reason(error))
        }
    }

    /// Whether a folder of that name exists, a link to one included.
    package static func isFolder(_ path: String) -> Bool { (try? Stat(path))?.type == .directory }

    deinit {
        guard !committed else { return }
        if let temporary { _ = SystemCalls.unlink(temporary.path) }
        if isOurs { try? descriptor.close() }
    }

    package borrowing func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = bytes
        while !rest.isEmpty {
            do {
                let count = try descriptor.write(rest)
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } catch Errno.resourceTemporarilyUnavailable {
                // A pipe that its other end keeps from blocking.
                SystemCalls.waitUntilWritable(descriptor.rawValue)
            } catch {
                throw .writing(path, error)
            }
        }
    }

    package borrowing func write(_ bytes: [UInt8]) throws(FileError) {
        do { try bytes.withUnsafeBytes { try write($0) } } catch let error as FileError { throw error } catch {
            throw .writing(path, error)
        }
    }

    package borrowing func write(_ text: String) throws(FileError) { try write(Array(text.utf8)) }

    /// Gives the file its name. Uncommitted files vanish.
    package consuming func commit() throws(FileError) {
        committed = true
        do {
            guard let temporary else {
                if isOurs { try descriptor.close() }
                return
            }
            do {
                if let existing = temporary.existing { FileTree.takeOver(existing, by: descriptor) }
                // Reports what write could not (quota, network file systems).
                try FileTree.synchronise(descriptor)
                // Given up with its lock only when it has its name: another run must not take it for a leftover.
                try Self.rename(temporary.path, to: temporary.target)
                try? descriptor.close()
            } catch {
                _ = SystemCalls.unlink(temporary.path)
                throw error
            }
            try? FileTree.synchronise(Self.folder(of: temporary.target))
        } catch {
            throw .writing(path, error)
        }
    }

    private static func rename(_ path: String, to name: String) throws(Errno) {
        let status = SystemCalls.rename(path, to: name)
        if status != 0 { throw Errno(rawValue: status) }
    }

    private static func folder(of path: String) -> String {
        let folder = split(path).folder
        return folder.isEmpty ? "." : folder
    }

    /// Writes one whole file.
    package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let file = try OutputFile(path)
        try file.write(bytes)
        try file.commit()
    }

    package static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        return (String(path[...slash]), String(path[path.index(after: slash)...]))
    }
}

extension OutputFile {
    /// The same for writers that need a path of their own and leave files beside it: `make` fills a file in a hidden folder, which then takes the name.
    static func replace<Result>(_ path: String, _ make: (String) throws -> Result) throws -> Result {
        guard case .file(let target, let existing) = try OutputPlace(path) else {
            throw FileError.cannotCreate(path: path, reason: "this format needs a file, not a pipe or a device")
        }
        Neighbour.removeLeftovers(of: target)
        let workshop: (descriptor: FileDescriptor, path: String)
        do throws(Errno) { workshop = try Neighbour.folder(for: target) } catch {
            throw FileError.cannotCreate(path: path, reason: FileError.reason(error))
        }
        defer {
            FileTree.remove(workshop.path)
            try? workshop.descriptor.close()
        }
        let new = workshop.path + "/new"
        let result: Result
        do { result = try make(new) } catch let error as FileError { throw error.about(path) }
        do throws(Errno) {
            if let existing { FileTree.takeOver(existing, by: new) }
            try FileTree.synchronise(new)
            try rename(new, to: target)
            try? FileTree.synchronise(folder(of: target))
        } catch { throw FileError.writing(path, error) }
        return result
    }
}
