import GeoHandles
import SystemPackage

/// A folder of outputs that appears whole or not at all: everything is written into a hidden folder, and `commit` lets it take the old one's place in one step. Where the
/// folder holds other things too, or the file system cannot do that, files are moved one by one and a run that is killed meanwhile is finished by the next.
///
/// Files of the folder that this run does not write stay as they are, so a user's own files survive; what would be overwritten is looked at by `FolderGuard`.
/// One run at a time has a folder.
package struct OutputFolder: ~Copyable {
    /// As the user calls it.
    package let path: String
    private let target: String
    private var claim: FolderClaim
    private var files: FolderGuard
    private var names: [String]
    private var retired: [String]

    /// Takes the folder. Throws `FileError.cannotCreate` where the parent is closed, `path` is a file or another run writes it, and `.occupied`
    /// where files of an earlier run were changed.
    package init(_ path: String, _ policy: FolderGuard.Policy = []) throws(FileError) {
        self = try Self.take(path, policy)
    }

    private static func take(_ path: String, _ policy: FolderGuard.Policy) throws(FileError) -> OutputFolder {
        var trimmed = path
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
        let (target, made) = try place(trimmed)
        do throws(FileError) { return try take(target, asNamed: trimmed, policy: policy, made: made) } catch {
            for folder in made.reversed() { _ = SystemCalls.removeFolder(folder) }
            throw error
        }
    }

    private static func take(
        _ target: String, asNamed path: String, policy: FolderGuard.Policy, made: [String]
    ) throws(FileError) -> OutputFolder {
        var claim = try FolderClaim.take(target, asNamed: path, made: made)
        var files = FolderGuard(target, asNamed: path, policy)
        try files.expectUnchanged()
        do throws(Errno) { try claim.begin() } catch {
            throw .cannotCreate(path: path, reason: FileError.reason(error))
        }
        return OutputFolder(path, at: target, claim: claim, files: files)
    }

    private init(_ path: String, at target: String, claim: consuming FolderClaim, files: FolderGuard) {
        self.path = path
        self.target = target
        self.claim = claim
        self.files = files
        names = []
        retired = []
    }

    /// The folder's path without links, and the folders above it that had to be made.
    private static func place(_ path: String) throws(FileError) -> (target: String, made: [String]) {
        func refused(_ reason: String) -> FileError { .cannotCreate(path: path, reason: reason) }
        guard !path.isEmpty else { throw refused("the path is empty") }
        guard !path.utf8.contains(0) else { throw refused("the path holds a NUL") }
        if let real = SystemCalls.realPath(path) {
            guard FileTree.status(real)?.type == .directory else { throw refused("a file of that name exists") }
            guard real != "/" else { throw refused("it is the root of the file system") }
            return (real, [])
        }
        guard !FileTree.exists(path) else { throw refused("it is a link that leads nowhere") }
        let (above, name) = OutputFile.split(path)
        guard name != "..", name != "." else { throw refused("no such folder") }
        var made: [String] = []
        var folder = above.hasPrefix("/") ? "/" : ""
        for part in above.split(separator: "/") {
            folder += part
            let status = SystemCalls.makeFolder(folder, mode: 0o777)
            if status == 0 { made.append(folder) }
            guard status == 0 || OutputFile.isFolder(folder) else {
                for folder in made.reversed() { _ = SystemCalls.removeFolder(folder) }
                throw refused(status == Errno.fileExists.rawValue ? "\(folder) is a file" : FileError.reason(status: status))
            }
            folder += "/"
        }
        guard let real = SystemCalls.realPath(above.isEmpty ? "." : above) else { throw refused("no such folder") }
        return ((real == "/" ? "" : real) + "/" + name, made)
    }

    /// Where a file named `name` (may hold `/`) has to be written now, for writers that need a path of their own.
    package mutating func stage(_ name: String) throws(FileError) -> String {
        guard FolderManifest.staysInside(name) else {
            throw .cannotCreate(path: "\(path)/\(name)", reason: "the name leads out of its folder")
        }
        do throws(Errno) { try FileTree.makeFolders(above: name, in: claim.workshop + "/new") } catch {
            throw .writing("\(path)/\(name)", error)
        }
        if !names.contains(name) { names.append(name) }
        return "\(claim.workshop)/new/\(name)"
    }

    /// A hidden folder to work in, on the same disk; who asks for it removes it.
    package borrowing func scratch() throws(FileError) -> String {
        for number in 0..<1000 {
            let folder = "\(claim.workshop)/work-\(number)"
            let status = SystemCalls.makeFolder(folder, mode: 0o700)
            if status == 0 { return folder }
            guard status == Errno.fileExists.rawValue else {
                throw .cannotCreate(path: path, reason: FileError.reason(status: status))
            }
        }
        throw .cannotCreate(path: path, reason: "no room to work in")
    }

    package mutating func write(_ bytes: [UInt8], to name: String) throws(FileError) {
        let staged = try stage(name)
        do {
            let file = try FileDescriptor.open(
                staged, .writeOnly, options: [.create, .truncate, .noFollow, .closeOnExec],
                permissions: FilePermissions(rawValue: 0o666), retryOnInterrupt: true)
            try file.closeAfter { _ = try bytes.withUnsafeBytes { try file.writeAll($0) } }
        } catch { throw .writing("\(path)/\(name)", error) }
    }

    /// A file that is written in pieces, none of which is kept.
    package mutating func open(_ name: String) throws(FileError) -> StagedFile {
        try StagedFile(stage(name), called: "\(path)/\(name)")
    }

    package mutating func write(_ text: String, to name: String) throws(FileError) { try write(Array(text.utf8), to: name) }

    /// Whether the finished folder already holds a file of that name.
    package func exists(_ name: String) -> Bool { (try? Stat("\(target)/\(name)")) != nil }

    /// How names begin that a run keeps for itself in a folder, where it cannot keep them beside it.
    package static let ownNames = Neighbour.stem(of: FolderClaim.nameWithin) + "."

    /// What an earlier run wrote into the finished folder.
    package var earlier: FolderManifest? { FolderManifest(of: target) }

    /// Throws what `commit` would throw for files of these names, before they are made.
    package mutating func expectRoom(for names: [String]) throws(FileError) {
        try files.expect(free: Dictionary(names.map { ($0, "") }) { first, _ in first })
    }

    /// Counts files as an earlier run's that no manifest names.
    package mutating func own(_ names: [String]) { files.owned.formUnion(names) }

    /// Takes a file of an earlier run out of the finished folder when this one is moved into place. Names that lead out of it are passed over.
    package mutating func retire(_ name: String) {
        guard FolderManifest.staysInside(name), !names.contains(name) else { return }
        retired.append(name)
    }
}

extension OutputFolder {
    /// Lets everything take its place; returns the names in the order they were written. Where that fails, the folder is as it was before.
    package consuming func commit() throws(FileError) -> [String] {
        var staged: [String: String] = [:]
        for name in names { staged[name] = "\(claim.workshop)/new/\(name)" }
        try files.expect(free: staged)
        let names = names
        let leaving = Set(retired).subtracting(names)
        let removed = leaving.filter { FileTree.status("\(target)/\($0)")?.type == .regular }.sorted()
        do throws(Errno) {
            try finishFiles()
            SignalHold.begin()
            defer { SignalHold.end() }
            if try !swap(removing: leaving) {
                // The manifest last: it vouches for the rest.
                let ordered = names.filter { $0 != FolderManifest.name } + names.filter { $0 == FolderManifest.name }
                if !FileTree.exists(target) {
                    let status = SystemCalls.makeFolder(target, mode: 0o777)
                    guard status == 0 else { throw Errno(rawValue: status) }
                }
                try claim.move(FolderClaim.Moves(names: ordered, removed: removed))
            }
            claim.end()
        } catch { throw .writing(path, error) }
        return names
    }

    /// Permissions of what is replaced, and everything on the disk.
    private borrowing func finishFiles() throws(Errno) {
        let new = claim.workshop + "/new"
        guard let entries = FileTree.entries(of: new) else { throw .ioError }
        for (name, status) in entries {
            if let old = FileTree.status("\(target)/\(name)"), old.type == status.type {
                FileTree.takeOver(old, by: "\(new)/\(name)")
            }
        }
        for (name, _) in entries { try FileTree.synchronise("\(new)/\(name)") }
        if let old = FileTree.status(target) { FileTree.takeOver(old, by: new) }
        try FileTree.synchronise(new)
    }

    /// Lets the new folder take the place of the old one in one step; false where that cannot be.
    private borrowing func swap(removing leaving: Set<String>) throws(Errno) -> Bool {
        guard claim.isBeside else { return false }
        let new = claim.workshop + "/new"
        guard let own = FileTree.status(target) else {
            let status = SystemCalls.rename(new, to: target)
            guard status == 0 else { throw Errno(rawValue: status) }
            try? FileTree.synchronise(OutputFile.split(target).folder)
            return true
        }
        // Whoever works in the folder would be left in the old one.
        let here = SystemCalls.realPath(".") ?? "/"
        guard here != target, !here.hasPrefix(target + "/"), let entries = FileTree.entries(of: target) else { return false }
        let ours = Set(earlier?.digests.keys.map { $0 } ?? []).union(names).union([FolderManifest.name])
        var folders: Set<String> = []
        for name in ours {
            var path = name
            while let slash = path.lastIndex(of: "/") {
                path = String(path[..<slash])
                folders.insert(path)
            }
        }
        let isOurs = entries.allSatisfy { name, status in
            status.deviceID == own.deviceID
                && (status.type == .directory ? folders.contains(name) : status.type == .regular && ours.contains(name))
        }
        guard isOurs else { return false }
        var carried: [String] = []
        for (name, status) in entries where status.type == .regular && !names.contains(name) && !leaving.contains(name) {
            guard (try? FileTree.makeFolders(above: name, in: new)) != nil,
                SystemCalls.link("\(target)/\(name)", to: "\(new)/\(name)") == 0
            else {
                for name in carried { _ = SystemCalls.unlink("\(new)/\(name)") }
                return false
            }
            carried.append(name)
        }
        guard SystemCalls.exchange(new, with: target) == 0 else {
            for name in carried { _ = SystemCalls.unlink("\(new)/\(name)") }
            return false
        }
        try? FileTree.synchronise(OutputFile.split(target).folder)
        // What came in the last moment stays.
        let seen = Set(entries.map(\.name))
        for (name, status) in FileTree.entries(of: new) ?? [] where status.type != .directory && !seen.contains(name) {
            if !FileTree.exists("\(target)/\(name)"), (try? FileTree.makeFolders(above: name, in: target)) != nil {
                _ = SystemCalls.rename("\(new)/\(name)", to: "\(target)/\(name)")
            }
        }
        return true
    }

    /// Finishes or removes what killed runs left of folders in `folder`, whoever wrote them.
    package static func recover(in folder: String) {
        for name in SystemCalls.names(in: folder) ?? [] where name.hasPrefix(".") && name.hasSuffix(FolderClaim.lockEnding) {
            guard let real = SystemCalls.realPath(folder) else { return }
            let of = String(name.dropFirst().dropLast(FolderClaim.lockEnding.count))
            if !of.isEmpty { _ = try? FolderClaim.take("\(real)/\(of)", asNamed: of) }
        }
    }
}
