import SystemPackage

/// A file, or stdin for `-`, open for reading.
///
/// Read with `read(2)` into blocks that are used again, not mapped: mapped pages count as memory of the process, fault on first touch,
/// and kill the process when another one shortens the file. (A map is the faster way to have a whole file at once, which nothing here needs.)
package final class InputFile {
    let path: String
    private let descriptor: FileDescriptor

    /// Throws `FileError.notFound`, or `.unreadable` for folders and where permission lacks.
    package init(_ path: String) throws(FileError) {
        self.path = path
        // C ends a text at a NUL: another file would be opened.
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .notFound(path: path) }
        try RunInputs.expectUnread(path)
        guard path != "-" else {
            descriptor = .standardInput
            RunInputs.note(descriptor, "<stdin>")
            ReadMeter.open(size)
            return
        }
        do { descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec, retryOnInterrupt: false) } catch {
            switch error as? Errno {
            case .noSuchFileOrDirectory, .notDirectory: throw .notFound(path: path)
            default: throw .unreadable(path: path, reason: FileError.reason(error))
            }
        }
        RunInputs.note(descriptor, path)
        ReadMeter.open(size)
    }

    deinit { if descriptor != .standardInput { try? descriptor.close() } }

    /// Size of a regular file; `nil` for pipes.
    package var size: Int? {
        guard let status = try? descriptor.stat(), status.type == .regular else { return nil }
        return Int(status.size)
    }

    /// The last bytes of a regular file, at most `count`; empty for others. The place of reading stays.
    func tail(_ count: Int) throws(FileError) -> [UInt8] {
        guard descriptor != .standardInput, let size, size > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: min(count, size))
        do {
            let read = try bytes.withUnsafeMutableBytes {
                try descriptor.read(fromAbsoluteOffset: Int64(size - $0.count), into: $0)
            }
            return Array(bytes[..<read])
        } catch {
            throw .unreadable(path: path, reason: FileError.reason(error))
        }
    }

    /// Fills as much of `buffer` as the system gives at once; 0 at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard !buffer.isEmpty else { return 0 }
        do {
            let count = try descriptor.read(into: buffer)
            ReadMeter.read(count)
            return count
        } catch {
            throw .unreadable(path: path, reason: FileError.reason(error))
        }
    }
}
