import GeoHandles

/// Gzip files without name and time: the same bytes give the same file.
enum Gzip {
    static func compressed(_ bytes: [UInt8]) throws -> [UInt8] { try Zlib.gzip(bytes) }
}
