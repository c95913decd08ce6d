import GeoHandles
import SystemPackage

/// What the path of an output leads to.
enum OutputPlace {
    /// Open already: stdout and the like. Not closed.
    case stream(FileDescriptor)
    /// A device or a named pipe: written to, never replaced.
    case device
    /// A regular file, by its path without links, with what is there now.
    case file(path: String, existing: Stat?)

    /// Follows links, also one whose target does not exist yet. Throws `FileError.cannotCreate` for folders, for inputs of this run, for files that may not be written.
    init(_ path: String) throws(FileError) {
        func refused(_ reason: String) -> FileError { .cannotCreate(path: path, reason: reason) }
        guard !path.isEmpty else { throw refused("the path is empty") }
        guard !path.utf8.contains(0) else { throw refused("the path holds a NUL") }
        if let descriptor = Self.descriptor(path) {
            if let status = try? descriptor.stat(), status.type == .regular, let input = RunInputs.name(of: status) {
                throw refused("it is an input of this run: \(input)")
            }
            self = .stream(descriptor)
            return
        }
        do {
            let status = try Stat(path)
            switch status.type {
            case .directory: throw refused("it is a folder")
            case .regular:
                if let input = RunInputs.name(of: status) { throw refused("it is an input of this run: \(input)") }
                guard let real = SystemCalls.realPath(path) else { throw refused("its folder cannot be read") }
                let access = SystemCalls.writeAccess(to: real)
                guard access == 0 else { throw refused(FileError.reason(status: access)) }
                self = .file(path: real, existing: status)
            default: self = .device
            }
        } catch let error as FileError { throw error } catch Errno.noSuchFileOrDirectory {
            self = .file(path: try Self.target(of: path), existing: nil)
        } catch { throw refused(FileError.reason(error)) }
    }

    /// `-`, and the paths by which systems name what is open already. Opened anew, they would begin at the start of a file that others append to.
    private static func descriptor(_ path: String) -> FileDescriptor? {
        switch path {
        case "-", "/dev/stdout": return .standardOutput
        case "/dev/stderr": return .standardError
        default:
            for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
                return CInt(path.dropFirst(folder.count)).map { FileDescriptor(rawValue: $0) }
            }
            return nil
        }
    }

    /// The file that would be made where links lead, and nothing is there yet.
    private static func target(of path: String) throws(FileError) -> String {
        var path = path
        for _ in 0..<40 {
            guard let next = SystemCalls.linkTarget(path) else { return path }
            path = next.hasPrefix("/") ? next : OutputFile.split(path).folder + next
        }
        throw .cannotCreate(path: path, reason: "too many levels of symbolic links")
    }
}
