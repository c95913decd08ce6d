import GeoFormats
import GeoHandles
import LinearReferencing

/// Where a study and the files it names are found: a folder on disk, or the built-in ones.
package struct StudyFolder: Sendable {
    private enum Root: Hashable {
        case disk(String)
        case builtIn(String)
    }

    private let root: Root
    /// The study file's own path or name, for messages.
    package let studyFile: String
    private let studySource: InputSource

    /// Names that are no path: see `builtInNames`.
    static let builtInNames = BuiltInFile.names(below: "studies").compactMap { name -> String? in
        let parts = name.split(separator: "/")
        return parts.count == 3 && parts[2] == "study.yaml" ? String(parts[1]) : nil
    }

    /// A built-in name, a study file, a folder holding `study.yaml`, or `-` for stdin (files then count from the working folder).
    package init(_ argument: String) throws(FileError) {
        if Self.builtInNames.contains(argument), let bytes = BuiltInFile.bytes("studies/\(argument)/study.yaml") {
            root = .builtIn("studies/\(argument)")
            studyFile = "builtin:\(argument)/study.yaml"
            studySource = .bytes(Array(bytes), name: studyFile)
        } else if argument == "-" {
            root = .disk("")
            studyFile = "<stdin>"
            studySource = .path("-")
        } else {
            let path = OutputFile.isFolder(argument) ? Self.joined(argument, "study.yaml") : argument
            root = .disk(OutputFile.split(path).folder)
            studyFile = path
            studySource = .path(path)
        }
    }

    /// The study file, whole.
    package func studyText() throws -> (text: String, bytes: [UInt8]) { try Self.text(of: studySource) }

    /// A file that the study names; an absolute path stands for itself.
    package func source(_ name: String) throws(FileError) -> InputSource {
        switch root {
        case .disk(let folder):
            return .path(name.hasPrefix("/") || folder.isEmpty || OGRSource.isConnection(name) ? name : Self.joined(folder, name))
        case .builtIn(let folder): return try Self.builtInFile("\(folder)/\(name)")
        }
    }

    /// A file of context, which may be one of the tables that are built in.
    package func source(context name: String) throws(FileError) -> InputSource {
        let prefix = "builtin:"
        return name.hasPrefix(prefix) ? try Self.builtInFile(String(name.dropFirst(prefix.count))) : try source(name)
    }

    /// A file of the project that is built in, by its path below `Fixtures/`; messages name it `builtin:` and the path.
    static func builtInFile(_ path: String) throws(FileError) -> InputSource {
        let name = "builtin:" + (path.hasPrefix("studies/") ? String(path.dropFirst(8)) : path)
        guard let bytes = BuiltInFile.bytes(path) else { throw .notFound(path: name) }
        return .bytes(Array(bytes), name: name)
    }

    /// A text file of at most 16 MB, whole; study and claims files are read so.
    package static func text(of source: InputSource) throws -> (text: String, bytes: [UInt8]) {
        let bytes = try source.bytes(limit: 16 << 20)
        var content = bytes[...]
        if content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw InputError(
                "the file is not UTF-8 text", at: .init(file: source.name), remedy: "Save it with the encoding UTF-8.")
        }
        return (text, bytes)
    }

    private static func joined(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}
