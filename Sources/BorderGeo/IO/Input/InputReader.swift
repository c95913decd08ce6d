/// The one way in: any file that the tool understands as features and findings.
///
/// ```swift
/// let (features, findings) = try InputReader.read("posts.csv", options: InputOptions(crs: CRS(epsg: 5179)))
/// ```
public enum InputReader {
    /// The most that is read into memory whole.
    static let limit = 4 << 30

    /// Reads a file; `-` is stdin. The format is told by the first bytes and, for tables, by the ending; gzip is inflated.
    ///
    /// Throws `FileError` where the file cannot be read and `InputError` where it is not what it should be.
    public static func read(
        _ path: String, options: InputOptions = InputOptions()
    ) throws -> (features: [Feature], findings: [Finding]) {
        try read(.path(path), options: options)
    }

    public static func read(
        _ source: InputSource, options: InputOptions = InputOptions()
    ) throws -> (features: [Feature], findings: [Finding]) {
        try read(source, options, recovering: false)
    }

    /// Reads on where `read` gives up: broken features come empty, each with a finding of severity error; places off the Earth are kept as
    /// they stand. Throws only where the file as a whole cannot be read.
    public static func inspect(
        _ source: InputSource, options: InputOptions = InputOptions()
    ) throws -> (features: [Feature], findings: [Finding]) {
        try read(source, options, recovering: true)
    }

    private static func read(
        _ source: InputSource, _ options: InputOptions, recovering: Bool
    ) throws -> (features: [Feature], findings: [Finding]) {
        let reader = try ByteReader(source)
        let head = try reader.peek(4096)
        try refuseForeign(head, reader.name)
        switch InputFormat(head: head) {
        case .geopackage: return try geopackage(source, options)
        case .kml, .kmz:
            let bytes = try reader.readAll(limit: limit)
            if let office = officeFormat(bytes) {
                throw InputError(
                    "this is \(office), not a table as text", at: Finding.Place(file: reader.name),
                    remedy: "Save it as \"CSV UTF-8\" in the spreadsheet program.")
            }
            let (layer, findings) = try KMLReader().read(bytes, name: reader.name)
            return (layer.features, findings)
        case .geojson where STACReader.isSTAC(head):
            return (try STACReader.features(try reader.readAll(limit: limit), name: reader.name), [])
        case .geojson where options.encoding == nil || options.encoding == .utf8:
            return try collect(FeatureStream(reader, options: options), recovering: recovering)
        default:
            guard !head.isEmpty || reader.name == "<stdin>" || InputFormat(path: reader.name) == .geojsonLines else {
                throw empty(reader.name)
            }
            return try text(reader, options, recovering)
        }
    }

    /// Formats that are known but not read, by their first bytes: a name is better than a parser's first stumble.
    private static func refuseForeign(_ head: [UInt8], _ name: String) throws(InputError) {
        let place = Finding.Place(file: name)
        if head.starts(with: [0x00, 0x00, 0x27, 0x0A]) {
            throw InputError(
                "this is a shapefile, which is not read", at: place,
                remedy: "Convert it first: ogr2ogr -t_srs EPSG:4326 out.geojson in.shp.")
        }
        if head.starts(with: Array("%PDF".utf8)) || head.starts(with: [0x89, 0x50, 0x4E, 0x47])
            || head.starts(with: [0xFF, 0xD8, 0xFF])
        {
            throw InputError("this is a picture or a PDF, not data", at: place, remedy: "Give the data that it was made from.")
        }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw InputError(
                "this is an old Excel file", at: place, remedy: "Save it as \"CSV UTF-8\" in the spreadsheet program.")
        }
        if InputFormat(path: name) == .geopackage, !head.starts(with: Array("SQLite format 3".utf8)) {
            throw InputError(
                "the name says GeoPackage, but the file is none", at: place,
                remedy: "Export the layer again, or correct the file's ending.")
        }
        let start = String(decoding: head.prefix(64), as: UTF8.self).trimmed.lowercased()
        if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") {
            throw InputError(
                "this is a web page, not data", at: place,
                remedy: "A download may have been answered with a login or error page: open it in a browser.")
        }
    }

    static func empty(_ name: String) -> InputError {
        InputError(
            "the input is empty", at: Finding.Place(file: name), remedy: "Check that the export finished and the path is right.")
    }

    private static func officeFormat(_ bytes: [UInt8]) -> String? {
        guard bytes.starts(with: [0x50, 0x4B]), let archive = try? ZipReader(bytes) else { return nil }
        if archive.entries.contains(where: { $0.name == "xl/workbook.xml" }) { return "an Excel workbook" }
        if archive.entries.contains(where: { $0.name == "content.xml" }) { return "an OpenDocument file" }
        return nil
    }

    /// A text that is a table, or JSON in another encoding than UTF-8: decoded whole.
    private static func text(
        _ reader: ByteReader, _ options: InputOptions, _ recovering: Bool
    ) throws -> (features: [Feature], findings: [Finding]) {
        let bytes = try reader.readAll(limit: limit)
        let decoded = try TextEncoding.decode(bytes, declared: options.encoding, file: reader.name)
        var result = try collect(
            FeatureStream(.bytes(decoded.bytes, name: reader.name), options: options, chunkBytes: decoded.bytes.count + 1),
            recovering: recovering)
        if decoded.isGuessed {
            result.findings.insert(
                Finding(
                    rule: "guessed-encoding", severity: .warning, place: Finding.Place(file: reader.name),
                    sentence: "The text is not UTF-8; it was read as \(decoded.encoding.rawValue), which fits its characters.",
                    remedy: "Say it with --encoding \(decoded.encoding.rawValue), or save the file as UTF-8."), at: 0)
        }
        return result
    }

    static func collect(
        _ stream: consuming FeatureStream, recovering: Bool = false
    ) throws -> (features: [Feature], findings: [Finding]) {
        var stream = stream
        var ledger = FeatureLedger(file: stream.name)
        var columns = FeatureColumns()
        var features: [Feature] = []
        while let chunk = try stream.next() {
            columns.read(chunk, recovering: recovering)
            try ledger.accept(columns)
            for index in 0..<columns.count { features.append(columns.feature(at: index)) }
        }
        return (features, ledger.findings(of: stream))
    }

    private static func geopackage(_ source: InputSource, _ options: InputOptions) throws -> (
        features: [Feature], findings: [Finding]
    ) {
        guard case .path(let path) = source, path != "-" else {
            throw InputError(
                "a GeoPackage cannot be read from a stream", at: Finding.Place(file: source.name),
                remedy: "Save it to a file and give its path.")
        }
        let reader = try GeoPackageReader(path: path)
        let (layer, findings) = try reader.read(try reader.table(named: options.layer), crs: options.crs)
        return (layer.features, findings)
    }
}

extension FeatureStream {
    /// Any input as a stream: GeoJSON and tables as they come; KML, GeoPackage and texts in other encodings are read whole first and streamed
    /// from memory.
    public init(opening source: InputSource, options: InputOptions = InputOptions(), chunkBytes: Int = 1 << 20) throws {
        let reader = try ByteReader(source)
        let head = try reader.peek(4096)
        let isWide = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
        let format = InputFormat(head: head)
        if isWide || (options.encoding ?? .utf8) != .utf8 {
            let decoded = try TextEncoding.decode(
                try reader.readAll(limit: InputReader.limit), declared: options.encoding, file: reader.name)
            try self.init(.bytes(decoded.bytes, name: reader.name), options: options, chunkBytes: chunkBytes)
        } else if format == .kml || format == .kmz || format == .geopackage {
            let features = try InputReader.read(source, options: options).features
            let layer = FeatureLayer(name: "input", title: "input", inferringFieldsOf: features, synthetic: false)
            try self.init(.bytes(try GeoJSONWriter.writeLines(layer), name: source.name), chunkBytes: chunkBytes)
        } else {
            try self.init(reader, options: options, chunkBytes: chunkBytes)
        }
    }
}
