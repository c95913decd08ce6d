import GeoHandles
import SystemPackage

/// Outputs that are more than a file: a shapefile and its companions, a folder that is a database. Made in a hidden folder beside their place, and moved there when all is done.
enum OutputSet {
    /// `make` gets a hidden folder to work in and the name of what is to be made in its folder `new`. One file takes its place in one step, a folder likewise; of several files the one that was asked
    /// for comes last. `companions`: endings of files of the same stem that an earlier one may have left.
    static func replace<Result>(
        _ path: String, isFolder: Bool, companions: [String], _ make: (_ folder: String, _ name: String) throws -> Result
    ) throws -> Result {
        func refused(_ reason: String) -> FileError { .cannotCreate(path: path, reason: reason) }
        let target = isFolder ? try folderTarget(path) : try fileTarget(path)
        Neighbour.removeLeftovers(of: target)
        let workshop: (descriptor: FileDescriptor, path: String)
        do throws(Errno) { workshop = try Neighbour.folder(for: target) } catch { throw refused(FileError.reason(error)) }
        defer {
            FileTree.remove(workshop.path)
            try? workshop.descriptor.close()
        }
        let new = workshop.path + "/new"
        let made = SystemCalls.makeFolder(new, mode: 0o777)
        guard made == 0 else { throw refused(FileError.reason(status: made)) }
        let (folder, name) = OutputFile.split(target)
        let result: Result
        do { result = try make(workshop.path, name) } catch let error as FileError { throw error.about(path) }
        do throws(Errno) {
            for (name, _) in FileTree.entries(of: new) ?? [] { try FileTree.synchronise("\(new)/\(name)") }
            SignalHold.begin()
            defer { SignalHold.end() }
            if isFolder {
                try moveFolder("\(new)/\(name)", to: target)
            } else {
                try moveFiles(of: new, to: folder, last: name, companions: companions)
            }
            try? FileTree.synchronise(folder.isEmpty ? "." : folder)
        } catch { throw FileError.writing(path, error) }
        return result
    }

    private static func fileTarget(_ path: String) throws -> String {
        guard case .file(let target, _) = try OutputPlace(path) else {
            throw FileError.cannotCreate(path: path, reason: "this format needs a file, not a pipe or a device")
        }
        return target
    }

    /// A folder of that name is replaced only where it is a geodatabase and nothing else, and no input of the run.
    private static func folderTarget(_ path: String) throws -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard FileTree.exists(path) else { return try fileTarget(path) }
        func refused(_ reason: String) -> FileError { .cannotCreate(path: path, reason: reason) }
        guard let real = SystemCalls.realPath(path), let status = FileTree.status(real), status.type == .directory else {
            throw refused("a file of that name exists")
        }
        for name in SystemCalls.names(in: real) ?? [] {
            guard let status = FileTree.status("\(real)/\(name)"), status.type == .regular else {
                throw refused("a folder with other things in it exists")
            }
            if let input = RunInputs.name(of: status) { throw refused("it is an input of this run: \(input)") }
            let isPart =
                name == "gdb" || name == "timestamps" || name.hasPrefix("a0") && name.contains(".") || name.hasSuffix(".lock")
            guard isPart else { throw refused("a folder with other things in it exists") }
        }
        return real
    }

    private static func moveFolder(_ new: String, to target: String) throws(Errno) {
        guard FileTree.exists(target) else { return try check(SystemCalls.rename(new, to: target)) }
        let status = SystemCalls.exchange(new, with: target)
        if status == 0 { return }
        // A file system that knows no exchange.
        let old = new + ".old"
        try check(SystemCalls.rename(target, to: old))
        let moved = SystemCalls.rename(new, to: target)
        if moved != 0 { _ = SystemCalls.rename(old, to: target) }
        try check(moved)
    }

    private static func moveFiles(of new: String, to folder: String, last name: String, companions: [String]) throws(Errno) {
        let names = (SystemCalls.names(in: new) ?? []).sorted()
        guard names.contains(name) else { throw .noSuchFileOrDirectory }
        let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        for ending in companions where !names.contains("\(stem).\(ending)") {
            _ = SystemCalls.unlink("\(folder)\(stem).\(ending)")
        }
        for other in names where other != name {
            try check(SystemCalls.rename("\(new)/\(other)", to: folder + other))
        }
        if let old = FileTree.status(folder + name), old.type == .regular { FileTree.takeOver(old, by: "\(new)/\(name)") }
        try check(SystemCalls.rename("\(new)/\(name)", to: folder + name))
    }

    private static func check(_ status: CInt) throws(Errno) {
        if status != 0 { throw Errno(rawValue: status) }
    }
}
