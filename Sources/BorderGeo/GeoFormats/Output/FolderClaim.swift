import GeoHandles
import LinearReferencing
import OrderedCollections
import SystemPackage

/// The right to write a folder, held by one run at a time, and what an earlier run that was killed left of its work: finished or removed when the
/// right is taken.
///
/// The lock is a hidden file that also holds the journal: a line with the name of the folder in which new files are made, and, once all of them are whole and on the
/// disk, a line with the moves that put them into place.
struct FolderClaim: ~Copyable {
    /// The folder's path without links.
    let folder: String
    /// Whether the new files are made beside the folder: within it where the one above is closed or another file system.
    let isBeside: Bool
    /// New files are made in `new` of it.
    private(set) var workshop = ""

    /// Folders above that were made for this one: they go with a run that gives up.
    private let made: [String]
    private let place: String
    private let name: String
    private let lock: FileDescriptor
    private let lockPath: String
    /// Lock and workshop stay for the next run.
    private var isLeft = false

    static let lockEnding = ".geo-tool.lock"
    /// What lock and workshop are named after within the folder.
    static let nameWithin = "geo-tool"

    /// What puts new files into place.
    struct Moves {
        /// From the workshop into the folder, the manifest last.
        var names: [String]
        /// Of an earlier run, to be removed.
        var removed: [String]
    }

    /// Throws where another run has the folder, and where what a killed run left cannot be finished.
    static func take(_ folder: String, asNamed path: String, made: [String] = []) throws(FileError) -> FolderClaim {
        let place = place(of: folder)
        let lockPath = place.place + Neighbour.stem(of: place.name) + lockEnding
        var claim = FolderClaim(folder, in: place, lock: try take(lockPath, for: path), at: lockPath, made: made)
        do throws(Errno) { try claim.recover() } catch {
            claim.isLeft = true
            throw .cannotCreate(path: path, reason: "what an earlier run left cannot be finished: \(FileError.reason(error))")
        }
        return claim
    }

    private init(
        _ folder: String, in place: (isBeside: Bool, place: String, name: String), lock: FileDescriptor, at lockPath: String,
        made: [String]
    ) {
        self.folder = folder
        (isBeside, self.place, name) = place
        self.lock = lock
        self.lockPath = lockPath
        self.made = made
    }

    /// Where lock and workshop of a folder are, the same for every run.
    private static func place(of folder: String) -> (isBeside: Bool, place: String, name: String) {
        let (above, name) = OutputFile.split(folder)
        let inside = (false, folder + "/", nameWithin)
        guard let own = FileTree.status(folder) else { return (true, above, name) }
        guard SystemCalls.isWritable(above) else { return inside }
        return own.deviceID == (try? Stat(above))?.deviceID ? (true, above, name) : inside
    }

    private static func take(_ lockPath: String, for path: String) throws(FileError) -> FileDescriptor {
        do {
            while true {
                let lock = try FileDescriptor.open(
                    lockPath, .readWrite, options: [.create, .noFollow, .closeOnExec, .nonBlocking],
                    permissions: FilePermissions(rawValue: 0o600), retryOnInterrupt: true)
                let status = try lock.stat()
                guard status.type == .regular, status.userID.rawValue == SystemCalls.user else {
                    try? lock.close()
                    throw FileError.cannotCreate(path: path, reason: "\(lockPath) is another user's")
                }
                let locked = SystemCalls.lock(lock.rawValue)
                guard locked != Errno.wouldBlock.rawValue else {
                    try? lock.close()
                    throw FileError.cannotCreate(path: path, reason: "another run is writing it")
                }
                // The run that had it may have removed it in the meantime.
                if FileTree.status(lockPath)?.inode == status.inode { return lock }
                try lock.close()
            }
        } catch let error as FileError { throw error } catch {
            throw .cannotCreate(path: path, reason: FileError.reason(error))
        }
    }

    deinit {
        guard !isLeft else {
            try? lock.close()
            return
        }
        removeWork()
        for folder in made.reversed() { _ = SystemCalls.removeFolder(folder) }
        try? lock.close()
    }

    /// Makes the workshop. Its name is in the journal before it is there: a run that is killed leaves nothing unknown.
    mutating func begin() throws(Errno) {
        let name = Neighbour.name(for: name)
        try append(["workshop": .string(name)])
        let made = SystemCalls.makeFolder(place + name, mode: 0o700)
        guard made == 0 else { throw Errno(rawValue: made) }
        workshop = place + name
        // In a folder that only this user may enter, with the permissions that a new folder has.
        let new = SystemCalls.makeFolder(workshop + "/new", mode: 0o777)
        guard new == 0 else { throw Errno(rawValue: new) }
    }

    /// Puts files into place one after the other. From the journal's second line on a killed run is finished by the next one; a move that fails
    /// is undone with all before it.
    mutating func move(_ moves: Moves) throws(Errno) {
        try append(["names": .strings(moves.names), "removed": .strings(moves.removed)])
        // What was there gets a second name in the workshop, where the file system has such; without it nothing can be undone.
        var kept: Set<String> = []
        var canUndo = true
        for name in moves.names + moves.removed where FileTree.exists("\(folder)/\(name)") {
            try? FileTree.makeFolders(above: "replaced/\(name)", in: workshop)
            kept.insert(name)
            if SystemCalls.link("\(folder)/\(name)", to: "\(workshop)/replaced/\(name)") != 0 { canUndo = false }
        }
        var undo: [String] = []
        do throws(Errno) {
            for name in moves.names {
                try Self.place(name, from: workshop + "/new", into: folder)
                undo.append(name)
            }
            for name in moves.removed {
                undo.append(name)
                _ = SystemCalls.unlink("\(folder)/\(name)")
            }
        } catch {
            guard canUndo else {
                // Left as it is: the next run goes on from the journal.
                isLeft = true
                throw error
            }
            for name in undo.reversed() {
                if kept.contains(name) {
                    _ = SystemCalls.rename("\(workshop)/replaced/\(name)", to: "\(folder)/\(name)")
                } else {
                    _ = SystemCalls.unlink("\(folder)/\(name)")
                }
            }
            throw error
        }
        var folders: Set<String> = []
        for name in moves.names + moves.removed { folders.insert(OutputFile.split("\(folder)/\(name)").folder) }
        for folder in folders { try? FileTree.synchronise(folder) }
    }

    /// Removes workshop and lock: everything is in place.
    mutating func end() {
        removeWork()
        isLeft = true
    }

    /// Where a part of the workshop cannot be removed, lock and journal stay, so that the next run tries again: with no moves, since none is left to finish.
    private borrowing func removeWork() {
        if !workshop.isEmpty {
            FileTree.remove(workshop)
            if FileTree.exists(workshop) {
                try? lock.resize(to: 0)
                try? append(["workshop": .string(OutputFile.split(workshop).name)])
                return
            }
        }
        _ = SystemCalls.unlink(lockPath)
    }

    private static func place(_ name: String, from new: String, into folder: String) throws(Errno) {
        try FileTree.makeFolders(above: name, in: folder)
        let status = SystemCalls.rename("\(new)/\(name)", to: "\(folder)/\(name)")
        guard status == Errno.improperLink.rawValue else {
            if status != 0 { throw Errno(rawValue: status) }
            return
        }
        // A part of the folder lies on another file system.
        do {
            try OutputFile.write(try FileBytes.read("\(new)/\(name)"), to: "\(folder)/\(name)")
            _ = SystemCalls.unlink("\(new)/\(name)")
        } catch { throw .improperLink }
    }
}

extension FolderClaim {
    private borrowing func append(_ line: JSONValue) throws(Errno) {
        do {
            _ = try lock.seek(offset: 0, from: .end)
            try lock.writeAll((line.text(.compact) + "\n").utf8)
            try FileTree.synchronise(lock)
        } catch { throw error as? Errno ?? .ioError }
    }

    /// Finishes moves whose line is whole, removes the workshop, empties the journal.
    private borrowing func recover() throws(Errno) {
        // Only a line that ends was written whole.
        let text = (try? FileBytes.read(lockPath)) ?? []
        // A file of somebody else's with the name of our lock keeps what it holds.
        guard text.isEmpty || text.starts(with: Array(#"{"workshop""#.utf8).prefix(text.count)) else { throw .fileExists }
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
            .map { try? JSONValue(parsing: Array($0)) }
        if case .object(let first)?? = lines.first, case .string(let name)? = first["workshop"],
            Neighbour.isName(name, for: self.name), FileTree.status(place + name)?.type == .directory
        {
            if lines.count > 1, case .object(let moves)? = lines[1] {
                try finish(moves, from: place + name)
            }
            FileTree.remove(place + name)
        }
        do { try lock.resize(to: 0) } catch { throw error as? Errno ?? .ioError }
    }

    private borrowing func finish(_ moves: OrderedDictionary<String, JSONValue>, from workshop: String) throws(Errno) {
        SignalHold.begin()
        defer { SignalHold.end() }
        for name in Self.names(moves["names"]) where FileTree.exists("\(workshop)/new/\(name)") {
            try Self.place(name, from: workshop + "/new", into: folder)
        }
        for name in Self.names(moves["removed"]) { _ = SystemCalls.unlink("\(folder)/\(name)") }
    }

    private static func names(_ value: JSONValue?) -> [String] {
        guard case .array(let values)? = value else { return [] }
        return values.compactMap { if case .string(let name) = $0, FolderManifest.staysInside(name) { name } else { nil } }
    }
}

extension JSONValue {
    fileprivate static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
