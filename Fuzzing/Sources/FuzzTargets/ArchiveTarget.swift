import GeoFormats

/// A ZIP gives its entries within the limit, or a `ZipError`.
enum ArchiveTarget {
    static let limit = 1 << 20

    static func complaint(about bytes: [UInt8]) -> String? {
        guard let reader = try? ZipReader(bytes) else { return nil }
        // Entries may share their bytes: as many as a reader of ours would ever open.
        for entry in reader.entries.prefix(64) {
            guard let contents = try? reader.contents(of: entry, limit: limit) else { continue }
            if contents.count > limit { return "entry \"\(entry.name)\" unpacks to \(contents.count) bytes, over the limit" }
        }
        return nil
    }
}
