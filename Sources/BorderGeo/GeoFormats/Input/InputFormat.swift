/// The file formats that are read and written, told by ending and by first bytes.
public enum InputFormat: String, Hashable, Sendable, CaseIterable {
    case geojson
    /// One GeoJSON text a line, or RFC 8142.
    case geojsonLines
    case csv, tsv, kml, kmz
    case geopackage

    /// By the name's ending, `.gz` aside; `nil` for others.
    public init?(path: String) {
        var name = path.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        guard let ending = name.split(separator: "/").last?.split(separator: ".").last else { return nil }
        switch ending {
        case "geojson", "json": self = .geojson
        case "geojsonl", "geojsons", "geojsonseq", "ndjson", "jsonl", "ndgeojson": self = .geojsonLines
        case "csv", "txt": self = .csv
        case "tsv", "tab": self = .tsv
        case "kml": self = .kml
        case "kmz": self = .kmz
        case "gpkg": self = .geopackage
        default: return nil
        }
    }

    /// By the first bytes, where they are unmistakable.
    package init?(head: [UInt8]) {
        if head.starts(with: Array("SQLite format 3".utf8)) {
            self = .geopackage
        } else if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = .kmz
        } else {
            // A byte order mark, and the zeros of UTF-16, say nothing about the format.
            let isMarked = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
            let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : isMarked ? head.dropFirst(2) : head[...]
            switch text.first(where: { $0 > 0x20 }) {
            case UInt8(ascii: "<"): self = .kml
            case UInt8(ascii: "{"), 0x1E: self = .geojson
            default: return nil
            }
        }
    }
}
