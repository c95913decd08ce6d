import GeoHandles
import SystemPackage

/// Looking at and removing what is below a folder, without following links.
enum FileTree {
    /// What a name stands for, a link for itself; `nil` where there is nothing.
    static func status(_ path: String) -> Stat? { try? Stat(path, followTargetSymlink: false) }

    static func exists(_ path: String) -> Bool { status(path) != nil }

    /// Removes a file, a link or a whole folder. Stops at nothing: what cannot be removed stays.
    static func remove(_ path: String) {
        guard status(path)?.type == .directory else {
            _ = SystemCalls.unlink(path)
            return
        }
        for name in SystemCalls.names(in: path) ?? [] { remove("\(path)/\(name)") }
        _ = SystemCalls.removeFolder(path)
    }

    /// Makes the folders above `name`, below `root`, that are not there.
    static func makeFolders(above name: String, in root: String) throws(Errno) {
        var path = root
        for part in name.split(separator: "/").dropLast() {
            path += "/" + part
            if status(path)?.type == .directory { continue }
            let made = SystemCalls.makeFolder(path, mode: 0o777)
            if made != 0, made != Errno.fileExists.rawValue { throw Errno(rawValue: made) }
        }
    }

    /// Everything below a folder by its path in it, in order of bytes: folders before what is in them. `nil` where a part cannot be read.
    static func entries(of root: String) -> [(name: String, status: Stat)]? {
        var found: [(name: String, status: Stat)] = []
        var folders = [""]
        while let folder = folders.popLast() {
            guard let names = SystemCalls.names(in: folder.isEmpty ? root : "\(root)/\(folder)") else { return nil }
            for name in names {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                guard let status = status("\(root)/\(path)") else { return nil }
                found.append((path, status))
                if status.type == .directory { folders.append(path) }
            }
        }
        return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// Waits until a file or folder is on the disk. File systems that know no such thing are taken as they are.
    static func synchronise(_ path: String) throws(Errno) {
        do {
            let descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .noFollow], retryOnInterrupt: true)
            defer { try? descriptor.close() }
            try synchronise(descriptor)
        } catch { throw error as? Errno ?? .ioError }
    }

    static func synchronise(_ descriptor: FileDescriptor) throws(Errno) {
        let status = Errno(rawValue: SystemCalls.synchronise(descriptor.rawValue))
        switch status {
        case Errno(rawValue: 0), .invalidArgument, .notSupported, .notSupportedOnSocket: return
        default: throw status
        }
    }

    /// Gives a new file or folder the permissions, and where that is allowed the owner, of what it takes the place of.
    static func takeOver(_ old: Stat, by descriptor: FileDescriptor) {
        guard let new = try? descriptor.stat() else { return }
        var isOwned = true
        if new.userID != old.userID || new.groupID != old.groupID {
            isOwned =
                SystemCalls.changeOwner(descriptor.rawValue, user: old.userID.rawValue, group: old.groupID.rawValue) == 0
        }
        // Rights of a program that runs as its owner are not for another owner's file.
        let mode = UInt32(old.permissions.rawValue) & (isOwned ? 0o7777 : 0o777)
        _ = SystemCalls.changeMode(descriptor.rawValue, to: mode)
    }

    static func takeOver(_ old: Stat, by path: String) {
        guard
            let descriptor = try? FileDescriptor.open(
                path, .readOnly, options: [.closeOnExec, .noFollow], retryOnInterrupt: true)
        else { return }
        takeOver(old, by: descriptor)
        try? descriptor.close()
    }
}
