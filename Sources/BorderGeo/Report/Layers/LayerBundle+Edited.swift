extension LayerBundle {
    /// Files of an existing folder that somebody changed since they were written there, in order of name: what an export must not overwrite unasked.
    ///
    /// A file counts as changed where its SHA-256 is not the one of the folder's manifest; without a manifest that names it, styles, projects
    /// and GeoPackages count, since they hold a person's work. A folder that is not there has none.
    public static func editedFiles(in folder: String) -> [String] {
        var recorded: [String: String] = [:]
        if let bytes = try? FileBytes.read("\(folder)/\(manifestName)"), case .object(let root)? = try? JSONValue(parsing: bytes),
            case .array(let outputs)? = root["outputs"]
        {
            for case .object(let output) in outputs {
                if case .string(let name)? = output["name"], case .string(let hash)? = output["sha256"] { recorded[name] = hash }
            }
        }
        let valuable = [".qml", ".qgz", ".qgs", ".gpkg"]
        let inside = FileBytes.names(in: "\(folder)/styles").map { "styles/" + $0 }
        let names = Set(FileBytes.names(in: folder) + inside + recorded.keys)
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.filter { name in
            guard recorded[name] != nil || valuable.contains(where: { name.hasSuffix($0) }) else { return false }
            guard let bytes = try? FileBytes.read("\(folder)/\(name)") else { return false }
            return SHA256.hexadecimal(of: bytes) != recorded[name]
        }
    }
}
