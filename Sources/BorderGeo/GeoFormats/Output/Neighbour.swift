import GeoHandles
import SystemPackage

/// Hidden files and folders beside an output that will take its place: their names cannot be guessed, nothing that is there is opened, and each is
/// locked while its process lives, so that the next run for the same output knows what a killed one left.
enum Neighbour {
    /// `.NAME.part-` and 32 digits, or `.NAME.lock`: at most 255 bytes, whatever the name is.
    static func stem(of name: String) -> String {
        guard name.utf8.count > 180 else { return ".\(name)" }
        return "." + SHA256.hexadecimal(of: Array(name.utf8)).prefix(32)
    }

    static func name(for name: String) -> String {
        var random = SystemRandomNumberGenerator()
        let digits = (0..<2).map { _ in
            let text = String(random.next(), radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return stem(of: name) + mark + digits.joined()
    }

    private static let mark = ".part-"

    /// Whether `candidate` is a name that `name(for:)` gives.
    static func isName(_ candidate: String, for name: String) -> Bool {
        let start = stem(of: name) + mark
        let digits = candidate.utf8.dropFirst(start.utf8.count)
        return candidate.hasPrefix(start) && digits.count == 32
            && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// A new file for `path`, open and locked.
    static func file(for path: String, permissions: FilePermissions) throws(Errno) -> (descriptor: FileDescriptor, path: String) {
        let (folder, name) = OutputFile.split(path)
        var last = Errno.fileExists
        for _ in 0..<100 {
            let neighbour = folder + self.name(for: name)
            do {
                let descriptor = try FileDescriptor.open(
                    neighbour, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                    permissions: permissions,
                    retryOnInterrupt: true)
                _ = SystemCalls.lock(descriptor.rawValue)
                // Another run may have taken it for a leftover before it was locked.
                if try descriptor.stat().linkCount > 0 { return (descriptor, neighbour) }
                try descriptor.close()
            } catch {
                last = error as? Errno ?? .ioError
                guard last == .fileExists else { throw last }
            }
        }
        throw last
    }

    /// A new folder for `path` that nobody else may enter, with its descriptor, locked.
    static func folder(for path: String) throws(Errno) -> (descriptor: FileDescriptor, path: String) {
        let (folder, name) = OutputFile.split(path)
        var status: CInt = 0
        for _ in 0..<100 {
            let neighbour = folder + self.name(for: name)
            status = SystemCalls.makeFolder(neighbour, mode: 0o700)
            if status == Errno.fileExists.rawValue { continue }
            guard status == 0 else { break }
            do {
                let descriptor = try FileDescriptor.open(
                    neighbour, .readOnly, options: [.directory, .noFollow, .closeOnExec], retryOnInterrupt: true)
                _ = SystemCalls.lock(descriptor.rawValue)
                if FileTree.exists(neighbour) { return (descriptor, neighbour) }
                try descriptor.close()
            } catch {
                // Another run took it for a leftover before it was locked.
                status = (error as? Errno ?? .ioError).rawValue
                if status == Errno.noSuchFileOrDirectory.rawValue { continue }
                _ = SystemCalls.removeFolder(neighbour)
                throw error as? Errno ?? .ioError
            }
        }
        throw Errno(rawValue: status)
    }

    /// Removes what killed runs left beside `path`: what has our kind of name, belongs to us and is locked by nobody.
    static func removeLeftovers(of path: String) {
        let (folder, name) = OutputFile.split(path)
        for candidate in SystemCalls.names(in: folder.isEmpty ? "." : folder) ?? [] where isName(candidate, for: name) {
            let leftover = folder + candidate
            guard let status = FileTree.status(leftover), status.type == .regular || status.type == .directory,
                status.userID.rawValue == SystemCalls.user,
                let descriptor = try? FileDescriptor.open(
                    leftover, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec], retryOnInterrupt: true)
            else { continue }
            if SystemCalls.lock(descriptor.rawValue) == 0 { FileTree.remove(leftover) }
            try? descriptor.close()
        }
    }
}
