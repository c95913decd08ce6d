import LinearReferencing

/// A ZIP with files in it that GDAL reads: shapefiles as the world sends them, mostly.
struct OGRArchive {
    private let path: String
    private let entries: [String]

    /// `nil` where nothing in the archive is for GDAL, or something in it is ours.
    init?(_ path: String) throws {
        guard InputFormat(path: path) != .kmz else { return nil }
        let bytes = try ByteReader(.path(path)).readAll(limit: InputReader.limit)
        guard let archive = try? ZipReader(bytes) else { return nil }
        let names = archive.entries.map(\.name).filter { !$0.lowercased().hasPrefix("__macosx/") }
        guard !names.contains(where: { $0.lowercased().hasSuffix(".kml") }) else { return nil }
        let isOffice = names.contains { $0 == "content.xml" || $0.hasPrefix("xl/") || $0 == "[Content_Types].xml" }
        guard !isOffice else { return nil }
        self.path = path
        entries = Self.datasets(names)
        if entries.isEmpty { return nil }
    }

    /// Files that are layers, and folders that are databases, each once, in the order of the archive.
    private static func datasets(_ names: [String]) -> [String] {
        var found: [String] = []
        for name in names {
            let lower = name.lowercased()
            if let end = lower.firstRange(of: ".gdb/") {
                let length = lower.distance(from: lower.startIndex, to: end.upperBound) - 1
                let folder = String(name.prefix(length))
                if found.last != folder, !found.contains(folder) { found.append(folder) }
            } else if InputFormat(path: name) == nil, let driver = OGRDriver(path: name), !lower.hasSuffix(".dbf"),
                !driver.isFolder
            {
                found.append(name)
            } else if lower.hasSuffix(".tab") {
                found.append(name)
            }
        }
        return found
    }

    /// The one layer, or the one of that name; a layer inside a database is chosen there.
    func dataset(layer: String?) throws(InputError) -> (path: String, driver: OGRDriver?) {
        var choices = entries
        if choices.count > 1, let layer {
            choices = choices.filter { Self.stem($0).lowercased() == layer.lowercased() || $0 == layer }
        }
        guard let only = choices.first, choices.count == 1 else {
            let names = entries.prefix(20).map(Self.stem).joined(separator: ", ") + (entries.count > 20 ? ", ..." : "")
            throw InputError(
                layer.map { "there is no layer \"\($0)\" in the archive" }
                    ?? "the archive holds \(entries.count) layers, and none was chosen",
                at: Finding.Place(file: path), remedy: "Choose one with \(.layer): \(names).")
        }
        return ("/vsizip/{\(OGRSource.unmistakable(path))}/\(only)", OGRDriver(path: only))
    }

    static func stem(_ name: String) -> String {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        return last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
    }
}
