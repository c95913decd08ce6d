import BorderBase
import SystemPackage

/// A file of an output folder that is written piece by piece, with its size and digest.
package final class StagedFile {
    private let descriptor: FileDescriptor
    private let name: String
    private var hash = SHA256()
    package private(set) var count = 0

    init(_ path: String, called name: String) throws(FileError) {
        self.name = name
        do {
            descriptor = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .truncate, .noFollow, .closeOnExec],
                permissions: FilePermissions(rawValue: 0o666), retryOnInterrupt: true)
        } catch { throw .writing(name, error) }
    }

    deinit { try? descriptor.close() }

    package func write(_ piece: borrowing ByteWriter) throws(FileError) {
        let failure = piece.withBytes { bytes -> (any Error)? in
            hash.update(bytes)
            count += bytes.count
            do { _ = try descriptor.writeAll(bytes) } catch { return error }
            return nil
        }
        if let failure { throw .writing(name, failure) }
    }

    /// The digest of what was written, in lower-case hexadecimal.
    package var sha256: String { hash.hexadecimal() }
}
