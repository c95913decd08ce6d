/// A vector format that GDAL knows and this library leaves to it, told by the ending of a name or by first bytes.
package struct OGRDriver: Hashable, Sendable {
    /// As GDAL calls it.
    package var name: String
    /// As a sentence calls it, with its article.
    package var words: String
    /// The first is what its files are written as.
    package var endings: [String]
    /// Whether layers are written to it.
    package var isWritten = true
    /// Whether a file of it is a folder.
    var isFolder = false

    package static let all: [OGRDriver] = [
        OGRDriver(name: "ESRI Shapefile", words: "a shapefile", endings: ["shp", "shz", "dbf"]),
        OGRDriver(name: "FlatGeobuf", words: "a FlatGeobuf", endings: ["fgb"]),
        OGRDriver(name: "OpenFileGDB", words: "an Esri file geodatabase", endings: ["gdb"], isFolder: true),
        OGRDriver(name: "GPX", words: "a GPX file (tracks and waypoints)", endings: ["gpx"]),
        OGRDriver(name: "DXF", words: "a DXF drawing", endings: ["dxf"]),
        OGRDriver(name: "MapInfo File", words: "a MapInfo file", endings: ["tab", "mif"]),
        OGRDriver(name: "GML", words: "a GML file", endings: ["gml"]),
        OGRDriver(name: "Parquet", words: "a (Geo)Parquet file", endings: ["parquet", "geoparquet"]),
        OGRDriver(name: "Arrow", words: "an Arrow file", endings: ["arrow", "feather", "arrows", "ipc"]),
        OGRDriver(name: "SQLite", words: "an SQLite database", endings: ["sqlite", "sqlite3", "db", "spatialite"]),
        OGRDriver(name: "OSM", words: "an OpenStreetMap file", endings: ["osm", "pbf"], isWritten: false),
        OGRDriver(name: "TopoJSON", words: "a TopoJSON", endings: ["topojson"], isWritten: false),
        OGRDriver(name: "ESRIJSON", words: "an Esri JSON", endings: ["esrijson"], isWritten: false),
        OGRDriver(name: "OGR_VRT", words: "a virtual layer (VRT)", endings: ["vrt"], isWritten: false),
        OGRDriver(name: "OGR_GMT", words: "a GMT text file", endings: ["gmt"]),
        OGRDriver(name: "JML", words: "an OpenJUMP JML file", endings: ["jml"]),
        OGRDriver(name: "GeoRSS", words: "a GeoRSS feed", endings: ["georss"]),
        OGRDriver(name: "DGN", words: "a MicroStation drawing", endings: ["dgn"]),
        OGRDriver(name: "CAD", words: "an AutoCAD drawing", endings: ["dwg"], isWritten: false),
        OGRDriver(name: "S57", words: "a nautical chart (S-57)", endings: ["000"], isWritten: false),
        OGRDriver(name: "PGeo", words: "an Esri personal geodatabase", endings: ["mdb"], isWritten: false),
        OGRDriver(name: "AVCE00", words: "an Arc/Info export file", endings: ["e00"], isWritten: false),
        OGRDriver(name: "Interlis 2", words: "an Interlis file", endings: ["xtf"], isWritten: false),
        OGRDriver(name: "Interlis 1", words: "an Interlis file", endings: ["itf"], isWritten: false),
        OGRDriver(name: "SXF", words: "an SXF map", endings: ["sxf"], isWritten: false),
        OGRDriver(name: "Geoconcept", words: "a Geoconcept file", endings: ["gxt"], isWritten: false),
        OGRDriver(name: "Idrisi", words: "an Idrisi vector file", endings: ["vct"], isWritten: false),
        OGRDriver(name: "WAsP", words: "a WAsP map", endings: ["wasp"], isWritten: false),
        OGRDriver(name: "UK .NTF", words: "a National Transfer Format file", endings: ["ntf"], isWritten: false),
        OGRDriver(name: "MapML", words: "a MapML document", endings: ["mapml"]),
    ]

    /// The driver of a name's ending. `tab` is a table as well: see `init(head:)`.
    package init?(path: String) {
        let name = path.lowercased().split(separator: "/").last ?? ""
        guard name.contains("."), let ending = name.split(separator: ".").last,
            let driver = Self.all.first(where: { $0.endings.contains(String(ending)) })
        else { return nil }
        self = driver
    }

    /// The driver of a format that its first bytes give away.
    init?(head: [UInt8], path: String) {
        guard let name = Self.binary(head, path) ?? Self.text(head), let driver = Self.all.first(where: { $0.name == name })
        else { return nil }
        self = driver
    }

    private init(name: String, words: String, endings: [String], isWritten: Bool = true, isFolder: Bool = false) {
        self.name = name
        self.words = words
        self.endings = endings
        self.isWritten = isWritten
        self.isFolder = isFolder
    }

    private static func binary(_ head: [UInt8], _ path: String) -> String? {
        func starts(_ text: String) -> Bool { head.starts(with: Array(text.utf8)) }
        if head.starts(with: [0x00, 0x00, 0x27, 0x0A]) { return "ESRI Shapefile" }
        if head.starts(with: [0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62]) { return "FlatGeobuf" }
        if starts("PAR1") { return "Parquet" }
        if starts("ARROW1") { return "Arrow" }
        if starts("AC10") { return "CAD" }
        if starts("SQLite format 3"), head.count > 72 {
            // The number of an application that a GeoPackage carries; old ones carry none, and their ending says it.
            let mark = String(decoding: head[68..<70], as: UTF8.self)
            return mark == "GP" || InputFormat(path: path) == .geopackage ? nil : "SQLite"
        }
        return nil
    }

    private static func text(_ head: [UInt8]) -> String? {
        let text = String(decoding: head.prefix(2048), as: UTF8.self).trimmed.lowercased()
        if text.hasPrefix("!table") || text.hasPrefix("version") && text.contains("\ncolumns ") { return "MapInfo File" }
        if text.hasPrefix("<") {
            if text.contains("<gpx") { return "GPX" }
            if text.contains("<osm") { return "OSM" }
            if text.contains("<ogrvrtdatasource") { return "OGR_VRT" }
            if text.contains("opengis.net/gml") || text.contains("opengis.net/wfs") { return text.contains("<kml") ? nil : "GML" }
            return nil
        }
        guard text.hasPrefix("{") else { return nil }
        let squeezed = text.withoutJSONSpace
        if squeezed.contains("\"type\":\"topology\"") { return "TopoJSON" }
        if squeezed.contains("\"geometrytype\":\"esrigeometry")
            || squeezed.contains("\"attributes\":{") && !squeezed.contains("\"type\":\"feature")
        {
            return "ESRIJSON"
        }
        return nil
    }
}
