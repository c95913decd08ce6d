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
        guard let format = Self.allCases.first(where: { $0.endings.contains(String(ending)) }) else { return nil }
        self = format
    }

    /// The endings of names that it is told by; the first is the usual one. Each may be followed by `.gz` where the format is text.
    package var endings: [String] {
        switch self {
        case .geojson: ["geojson", "json"]
        case .geojsonLines: ["geojsonl", "geojsons", "geojsonseq", "ndjson", "jsonl", "ndgeojson"]
        case .csv: ["csv", "txt"]
        case .tsv: ["tsv", "tab"]
        case .kml: ["kml"]
        case .kmz: ["kmz"]
        case .geopackage: ["gpkg"]
        }
    }

    /// As a sentence calls a file of it, with its article.
    package var words: String {
        switch self {
        case .geojson: "a GeoJSON"
        case .geojsonLines: "GeoJSON lines or a GeoJSON text sequence"
        case .csv: "a table with commas, semicolons, tabs or bars"
        case .tsv: "a table with tabs"
        case .kml: "a KML"
        case .kmz: "a KMZ archive"
        case .geopackage: "a GeoPackage"
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
