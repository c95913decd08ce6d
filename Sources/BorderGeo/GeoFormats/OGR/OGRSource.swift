import LinearReferencing
import SystemPackage

/// An input that GDAL opens: a file in a format of its own, a database, something in an archive.
package struct OGRSource: Sendable {
    /// What the programs of GDAL are given.
    var dataset: String
    /// What messages call it: without passwords.
    var name: String
    /// Its format, where a file's name or first bytes say it.
    var driver: OGRDriver?
    /// Not a database or a service.
    var isLocal = true

    /// `nil` where the library reads the input itself, or where there is none: then the usual way says so.
    ///
    /// Whoever gives options for GDAL wants GDAL, whatever the format. Throws `FileError`, and `InputError` for an archive that holds several layers.
    package init?(_ path: String, options: InputOptions) throws {
        guard path != "-", !path.isEmpty, !path.utf8.contains(0) else { return nil }
        guard let status = try? Stat(path) else {
            guard Self.isConnection(path) else { return nil }
            self.init(dataset: path, name: Self.masked(path), isLocal: path.hasPrefix("/vsi") && !path.hasPrefix("/vsicurl"))
            return
        }
        let isWanted = !options.ogr.isEmpty
        let dataset = Self.unmistakable(path)
        if status.type == .directory {
            let driver = OGRDriver(path: path.hasSuffix("/") ? String(path.dropLast()) : path)
            guard driver?.isFolder == true || isWanted else { return nil }
            // Known as inputs, so that no output takes their place.
            for file in Self.files(of: path) ?? [] { _ = try? InputFile(file) }
            self.init(dataset: dataset, name: path, driver: driver)
            return
        }
        guard status.type == .regular else { return nil }
        let head = try Self.head(of: path)
        for file in Self.files(of: path) ?? [] where file != path { _ = try? InputFile(file) }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]), let inner = try OGRArchive(path)?.dataset(layer: options.layer) {
            self.init(dataset: inner.path, name: path, driver: inner.driver)
            return
        }
        if let driver = OGRDriver(head: head, path: path) {
            self.init(dataset: dataset, name: path, driver: driver)
        } else if isWanted {
            self.init(dataset: dataset, name: path, driver: OGRDriver(path: path))
        } else if let driver = OGRDriver(path: path), InputFormat(path: path) == nil, !Self.isOurs(head) {
            self.init(dataset: dataset, name: path, driver: driver)
        } else {
            return nil
        }
    }

    private init(dataset: String, name: String, driver: OGRDriver? = nil, isLocal: Bool = true) {
        self.dataset = dataset
        self.name = name
        self.driver = driver
        self.isLocal = isLocal
    }

    /// GeoJSON under a foreign ending is GeoJSON; an XML or an archive is what its ending says.
    private static func isOurs(_ head: [UInt8]) -> Bool {
        switch InputFormat(head: head) {
        case .geojson, .geopackage: true
        default: String(decoding: head.prefix(2048), as: UTF8.self).contains("<kml")
        }
    }

    private static func head(of path: String) throws -> [UInt8] {
        // Opened as every input is, so that no output of the run takes its place.
        let file = try InputFile(path)
        var room = [UInt8](repeating: 0, count: 4096)
        var count = 0
        while count < room.count {
            let more = try room.withUnsafeMutableBytes {
                try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
            }
            if more == 0 { break }
            count += more
        }
        return Array(room[..<count])
    }

    /// A path that no program takes for an option or for the name of a driver.
    static func unmistakable(_ path: String) -> String { path.hasPrefix("/") ? path : "./" + path }

    /// What GDAL opens and no file system has.
    package static func isConnection(_ path: String) -> Bool {
        if path.hasPrefix("/vsi") { return true }
        guard let colon = path.firstIndex(of: ":") else { return false }
        return connections.contains(path[..<colon].lowercased())
    }

    private static let connections: Set<String> = [
        "pg", "postgresql", "pgeo", "mysql", "mssql", "oci", "odbc", "wfs", "oapif", "ogcapi", "es", "carto", "sqlite",
        "spatialite",
        "gpsbabel", "csw", "couchdb", "http", "https", "ngw", "amigocloud", "eeda",
    ]

    /// A connection without its password.
    package static func masked(_ text: String) -> String {
        let secret = /(?i)((?:password|passwd|pwd)\s*=\s*)('[^']*'|[^\s;,&]+)/
        let login = /(:\/\/[^:\/@\s]+:)[^@\s]+@/
        return text.replacing(secret) { "\($0.1)***" }.replacing(login) { "\($0.1)***@" }
    }
}

extension OGRSource {
    /// The files behind a path, in the order of their names: those of a folder, those that make up a shapefile; `nil` for what is no file.
    package static func files(of path: String) -> [String]? {
        if isConnection(path), (try? Stat(path)) == nil { return nil }
        if (try? Stat(path))?.type == .directory { return FileBytes.names(in: path).map { path + "/" + $0 } }
        guard path.lowercased().hasSuffix(".shp") else { return [path] }
        let (folder, name) = OutputFile.split(path)
        let stem = name.dropLast(4)
        let parts: Set<String> = ["shp", "shx", "dbf", "prj", "cpg"]
        return FileBytes.names(in: folder.isEmpty ? "." : folder)
            .filter { $0.hasPrefix(stem + ".") && parts.contains($0.dropFirst(stem.count + 1).lowercased()) }.map { folder + $0 }
    }
}

extension InputSource {
    /// The same source for GDAL; `nil` where the library reads it itself.
    package func foreign(_ options: InputOptions) throws -> OGRSource? {
        guard case .path(let path) = self else { return nil }
        return try OGRSource(path, options: options)
    }
}
