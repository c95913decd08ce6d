#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file, or stdin for `-`, open for reading.
///
/// Read with `read(2)` into blocks that are used again, not mapped: mapped pages count as memory of the process, fault on first touch,
/// and kill the process when another one shortens the file. (A map is the faster way to have a whole file at once, which nothing here needs.)
package final class InputFile {
    let path: String
    private let descriptor: Int32

    /// Throws `FileError.notFound`, or `.unreadable` for folders and where permission lacks.
    package init(_ path: String) throws(FileError) {
        self.path = path
        guard path != "-" else {
            descriptor = STDIN_FILENO
            return
        }
        #if canImport(Darwin)
            descriptor = Darwin.open(path, O_RDONLY | O_CLOEXEC)
        #elseif canImport(Musl)
            descriptor = Musl.open(path, O_RDONLY | O_CLOEXEC)
        #else
            descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        #endif
        guard descriptor >= 0 else {
            let code = errno
            if code == ENOENT || code == ENOTDIR { throw .notFound(path: path) }
            throw .unreadable(path: path, reason: OutputFile.reason(code))
        }
    }

    deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

    /// Size of a regular file; `nil` for pipes.
    package var size: Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    /// Fills as much of `buffer` as the system gives at once; 0 at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        while true {
            #if canImport(Darwin)
                let count = Darwin.read(descriptor, base, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, base, buffer.count)
            #else
                let count = Glibc.read(descriptor, base, buffer.count)
            #endif
            if count >= 0 { return count }
            if errno != EINTR { throw .unreadable(path: path, reason: OutputFile.reason(errno)) }
        }
    }
}
