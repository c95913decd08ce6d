import GeoFormats

extension LayerBundle {
    /// Files of an existing folder that somebody changed since they were written there, in order of name: what an export must not overwrite unasked.
    ///
    /// A file counts as changed where its SHA-256 is not the one of the folder's manifest; without a manifest that names it, styles, projects
    /// and GeoPackages of our names count, since they hold a person's work. A folder that is not there has none.
    package static func editedFiles(in folder: String) -> [String] {
        let recorded = recordedFiles(in: folder)
        let valuable = [".qml", ".qgz", ".qgs", ".gpkg"]
        // A file of a name that no run of ours would write is never overwritten.
        let ours = Set(layerNames + [Self.name])
        // Without a manifest nobody knows which of the further styles are ours: all count.
        let further = recorded.isEmpty ? FileBytes.names(in: "\(folder)/styles").map { "styles/" + $0 } : []
        let names = Set(FileBytes.names(in: folder) + further).union(recorded.keys)
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.filter { name in
            let stem = name.split(separator: ".").first.map(String.init) ?? ""
            let isValuable = (ours.contains(stem) || name.hasPrefix("styles/")) && valuable.contains { name.hasSuffix($0) }
            guard recorded[name] != nil || isValuable else { return false }
            guard let bytes = try? FileBytes.read("\(folder)/\(name)") else { return false }
            return SHA256.hexadecimal(of: bytes) != recorded[name]
        }
    }

    /// Names and SHA-256 of what an earlier run wrote, as its manifest says.
    private static func recordedFiles(in folder: String) -> [String: String] {
        var recorded: [String: String] = [:]
        guard let bytes = try? FileBytes.read("\(folder)/\(manifestName)"),
            case .object(let root)? = try? JSONValue(parsing: bytes),
            case .array(let outputs)? = root["outputs"]
        else { return [:] }
        for case .object(let output) in outputs {
            if case .string(let name)? = output["name"], case .string(let hash)? = output["sha256"] { recorded[name] = hash }
        }
        return recorded
    }

    /// Files of an earlier run that this one does not write: layers that are empty now, formats that were not asked for. They would stand
    /// beside the new ones as if they belonged together. A public run takes all of them away, since they may hold exact places.
    func staleFiles(in folder: String, besides written: some Sequence<String>) -> [String] {
        let written = Set(written)
        let kinds = [".geojson", ".qml", ".qgz", ".gpkg", ".kmz"]
        return Self.recordedFiles(in: folder).keys.sorted().filter { name in
            !written.contains(name) && (isPublic || name.hasPrefix("csv/") || kinds.contains { name.hasSuffix($0) })
        }
    }
}
