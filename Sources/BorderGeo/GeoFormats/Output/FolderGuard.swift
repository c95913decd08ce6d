import GeoHandles
import SystemPackage

/// What of a folder a run would overwrite or remove that no earlier run made, or that somebody changed since.
///
/// A file is an earlier run's where the folder's manifest names it, and unchanged where it still has that digest. A file that would get the bytes it has loses nothing.
package struct FolderGuard: Sendable {
    /// How much of what is in a folder gives way.
    package struct Policy: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }

        /// Everything but inputs of this run: the user said so.
        package static let overwriting = Policy(rawValue: 1)
        /// Files of the manifest that were changed: the folder is a store that is made again from its inputs.
        package static let restoring = Policy(rawValue: 2)
        /// Inputs of this run may lie in the folder, as a recipe beside its study, where nothing takes their place.
        package static let besideInputs = Policy(rawValue: 4)
    }

    /// The folder without links, and as the user calls it.
    let folder: String
    let path: String
    let policy: Policy
    /// Names that are an earlier run's though no manifest has them.
    var owned: Set<String> = []
    private var known: [String: (stamp: Stamp, digest: String)] = [:]

    init(_ folder: String, asNamed path: String, _ policy: Policy) {
        self.folder = folder
        self.path = path
        self.policy = policy
    }

    /// What tells whether a file has been written to since it was read.
    private struct Stamp: Hashable {
        var inode: UInt64
        var size: Int64
        var seconds: Int
        var nanoseconds: Int

        init(_ status: Stat) {
            inode = UInt64(truncatingIfNeeded: status.inode.rawValue)
            size = status.size
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    private mutating func digest(_ name: String, _ status: Stat) -> String? {
        let stamp = Stamp(status)
        if let known = known[name], known.stamp == stamp { return known.digest }
        guard let bytes = try? FileBytes.read("\(folder)/\(name)") else { return nil }
        let digest = SHA256.hexadecimal(of: bytes)
        known[name] = (stamp, digest)
        return digest
    }

    /// Throws where files of the manifest have been changed.
    mutating func expectUnchanged() throws(FileError) { try expect(free: [:]) }

    /// Throws where something that has to stay is in the way of files with these names, each with the path of its new content.
    mutating func expect(free names: [String: String]) throws(FileError) {
        let manifest = FolderManifest(of: folder)
        var changed: [String] = []
        var foreign: [String] = []
        var inputs: [String] = []
        for (name, new) in names {
            try expectNoFolder(at: name)
            guard let status = FileTree.status("\(folder)/\(name)") else { continue }
            if let target = try? Stat("\(folder)/\(name)"), RunInputs.name(of: target) != nil {
                inputs.append(name)
            } else if status.type != .regular {
                foreign.append(name)
            } else if name == FolderManifest.name {
                if manifest == nil { foreign.append(name) }
            } else if manifest?.digests[name] == nil, !owned.contains(name),
                (try? FileBytes.read(new)) != (try? FileBytes.read("\(folder)/\(name)"))
            {
                foreign.append(name)
            }
        }
        for (name, recorded) in manifest?.digests ?? [:] {
            guard let status = FileTree.status("\(folder)/\(name)"), status.type == .regular else { continue }
            if digest(name, status) != recorded { changed.append(name) }
        }
        guard inputs.isEmpty else {
            throw .cannotCreate(path: path, reason: "inputs of this run would be overwritten: \(Self.list(inputs))")
        }
        guard !policy.contains(.overwriting) else { return }
        if !names.isEmpty, !policy.contains(.besideInputs), let input = inputsInside() {
            throw .occupied(path: path, reason: "it holds inputs of this run: \(input)")
        }
        guard foreign.isEmpty else {
            throw .occupied(path: path, reason: "not made by an earlier run: \(Self.list(foreign))")
        }
        guard changed.isEmpty || policy.contains(.restoring) else {
            throw .occupied(path: path, reason: "changed since the last run: \(Self.list(changed))")
        }
    }

    /// Files that this run has read, directly in the folder.
    private func inputsInside() -> String? {
        let found = (SystemCalls.names(in: folder) ?? []).filter { name in
            (try? Stat("\(folder)/\(name)")).map { RunInputs.name(of: $0) != nil } == true
        }
        return found.isEmpty ? nil : Self.list(found)
    }

    private func expectNoFolder(at name: String) throws(FileError) {
        var path = ""
        for part in name.split(separator: "/") {
            path += path.isEmpty ? String(part) : "/" + part
            guard let type = FileTree.status("\(folder)/\(path)")?.type else { return }
            if path == name {
                if type == .directory {
                    throw .cannotCreate(path: "\(self.path)/\(path)", reason: "a folder of that name exists")
                }
            } else if type != .directory {
                throw .cannotCreate(path: "\(self.path)/\(path)", reason: "it is in the way of a folder")
            }
        }
    }

    /// The first of them, in order.
    private static func list(_ names: [String]) -> String {
        let names = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let shown = names.prefix(5).joined(separator: ", ")
        return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
    }
}
