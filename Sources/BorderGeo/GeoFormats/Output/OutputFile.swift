#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that appears whole or not at all: bytes go to a hidden neighbour that takes the name only on `commit`.
///
/// The neighbour is removed when the value goes away uncommitted. `-` is stdout, which cannot be taken back.
package struct OutputFile: ~Copyable {
    package let path: String
    private let temporaryPath: String?
    private let descriptor: Int32
    private var committed = false

    /// Throws `FileError.cannotCreate` where the folder is missing or closed, or where `path` is a folder.
    package init(_ path: String) throws(FileError) {
        self.path = path
        (descriptor, temporaryPath) = try Self.open(for: path)
    }

    private static func open(for path: String) throws(FileError) -> (descriptor: Int32, temporaryPath: String?) {
        if path == "-" { return (STDOUT_FILENO, nil) }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw .cannotCreate(path: path, reason: "it is a folder")
        }
        let (folder, name) = split(path)
        let temporary = "\(folder).\(name).part-\(getpid())"
        let descriptor = openForWriting(temporary)
        guard descriptor >= 0 else { throw .cannotCreate(path: path, reason: reason(errno)) }
        return (descriptor, temporary)
    }

    deinit {
        guard let temporaryPath, !committed else { return }
        close(descriptor)
        unlink(temporaryPath)
    }

    package borrowing func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        guard let base = bytes.baseAddress else { return }
        var done = 0
        while done < bytes.count {
            #if canImport(Darwin)
                let n = Darwin.write(descriptor, base + done, bytes.count - done)
            #elseif canImport(Musl)
                let n = Musl.write(descriptor, base + done, bytes.count - done)
            #else
                let n = Glibc.write(descriptor, base + done, bytes.count - done)
            #endif
            if n < 0 {
                if errno == EINTR { continue }
                throw .writeFailed(path: path, reason: Self.reason(errno))
            }
            done += n
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
        // close reports what write could not (quota, network file systems).
        let closed = close(descriptor)
        committed = true
        guard closed == 0, rename(temporaryPath, path) == 0 else {
            let why = Self.reason(errno)
            unlink(temporaryPath)
            throw .writeFailed(path: path, reason: why)
        }
    }

    /// Writes one whole file.
    package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let file = try OutputFile(path)
        try file.write(bytes)
        try file.commit()
    }

    /// The same for writers that need a path of their own: `make` fills a hidden neighbour, which then takes the name.
    static func replace<Result>(_ path: String, _ make: (String) throws -> Result) throws -> Result {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw FileError.cannotCreate(path: path, reason: "it is a folder")
        }
        let (folder, name) = split(path)
        let temporary = "\(folder).\(name).part-\(getpid())"
        // Also proves that the folder takes files, with a reason where it does not.
        let descriptor = openForWriting(temporary)
        guard descriptor >= 0 else { throw FileError.cannotCreate(path: path, reason: reason(errno)) }
        close(descriptor)
        defer { unlink(temporary) }
        let result = try make(temporary)
        guard rename(temporary, path) == 0 else { throw FileError.writeFailed(path: path, reason: reason(errno)) }
        return result
    }

    private static func openForWriting(_ path: String) -> Int32 {
        #if canImport(Darwin)
            Darwin.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        #elseif canImport(Musl)
            Musl.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        #else
            Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        #endif
    }

    package static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        return (String(path[...slash]), String(path[path.index(after: slash)...]))
    }

    static func reason(_ code: Int32) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text).lowercased()
    }
}
