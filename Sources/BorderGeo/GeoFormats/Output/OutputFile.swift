import GeoHandles
import SystemPackage

/// A file that appears whole or not at all: bytes go to a hidden neighbour that takes the name only on `commit`.
///
/// The neighbour is removed when the value goes away uncommitted. `-` is stdout, which cannot be taken back.
package struct OutputFile: ~Copyable {
    package let path: String
    private let temporaryPath: String?
    private let descriptor: FileDescriptor
    private var committed = false

    /// Throws `FileError.cannotCreate` where the folder is missing or closed, or where `path` is a folder.
    package init(_ path: String) throws(FileError) {
        self.path = path
        (descriptor, temporaryPath) = try Self.open(for: path)
    }

    private static func open(for path: String) throws(FileError) -> (descriptor: FileDescriptor, temporaryPath: String?) {
        if path == "-" { return (.standardOutput, nil) }
        return try openNeighbour(of: path)
    }

    /// A hidden file beside `path`, empty and open. Proves that the folder takes files, with a reason where it does not.
    private static func openNeighbour(of path: String) throws(FileError) -> (descriptor: FileDescriptor, temporaryPath: String) {
        if isFolder(path) { throw .cannotCreate(path: path, reason: "it is a folder") }
        let (folder, name) = split(path)
        let temporary = "\(folder).\(name).part-\(SystemCalls.processIdentifier)"
        do {
            let descriptor = try FileDescriptor.open(
                temporary, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: FilePermissions(rawValue: 0o644),
                retryOnInterrupt: false)
            return (descriptor, temporary)
        } catch {
            throw .cannotCreate(path: path, reason: FileError.reason(error))
        }
    }

    /// Whether a folder of that name exists, a link to one included.
    package static func isFolder(_ path: String) -> Bool { (try? Stat(path))?.type == .directory }

    deinit {
        guard let temporaryPath, !committed else { return }
        try? descriptor.close()
        _ = SystemCalls.unlink(temporaryPath)
    }

    package borrowing func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = bytes
        do {
            while !rest.isEmpty {
                let count = try descriptor.write(rest)
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        } catch {
            throw .writeFailed(path: path, reason: FileError.reason(error))
        }
    }

    package borrowing func write(_ bytes: [UInt8]) throws(FileError) {
        do { try bytes.withUnsafeBytes { try write($0) } } catch let error as FileError { throw error } catch {
            throw .writeFailed(path: path, reason: "\(error)")
        }
    }

    package borrowing func write(_ text: String) throws(FileError) { try write(Array(text.utf8)) }

    /// Gives the file its name. Uncommitted files vanish.
    package consuming func commit() throws(FileError) {
        guard let temporaryPath else {
            committed = true
            return
        }
        committed = true
        do {
            // close reports what write could not (quota, network file systems).
            try descriptor.close()
            try Self.rename(temporaryPath, to: path)
        } catch {
            _ = SystemCalls.unlink(temporaryPath)
            throw .writeFailed(path: path, reason: FileError.reason(error))
        }
    }

    private static func rename(_ path: String, to name: String) throws(Errno) {
        let status = SystemCalls.rename(path, to: name)
        if status != 0 { throw Errno(rawValue: status) }
    }

    /// Writes one whole file.
    package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let file = try OutputFile(path)
        try file.write(bytes)
        try file.commit()
    }

    /// The same for writers that need a path of their own: `make` fills a hidden neighbour, which then takes the name.
    static func replace<Result>(_ path: String, _ make: (String) throws -> Result) throws -> Result {
        let (descriptor, temporary) = try openNeighbour(of: path)
        try? descriptor.close()
        defer { _ = SystemCalls.unlink(temporary) }
        let result = try make(temporary)
        do throws(Errno) { try rename(temporary, to: path) } catch {
            throw FileError.writeFailed(path: path, reason: FileError.reason(error))
        }
        return result
    }

    package static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        return (String(path[...slash]), String(path[path.index(after: slash)...]))
    }
}
