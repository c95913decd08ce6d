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
        let reader = try ByteReader(source)
        let head = try reader.peek(64)
        switch InputFormat(head: head) {
        case .geopackage: return try geopackage(source, options)
        case .kml, .kmz:
            let (layer, findings) = try KMLReader().read(try reader.readAll(limit: limit), name: reader.name)
            return (layer.features, findings)
        case .geojson where options.encoding == nil || options.encoding == .utf8:
            return try collect(FeatureStream(reader, options: options))
        default: return try text(reader, options)
        }
    }

    /// A text that is a table, or JSON in another encoding than UTF-8: decoded whole.
    private static func text(_ reader: ByteReader, _ options: InputOptions) throws -> (features: [Feature], findings: [Finding]) {
        let bytes = try reader.readAll(limit: limit)
        let decoded = try TextEncoding.decode(bytes, declared: options.encoding, file: reader.name)
        var result = try collect(
            FeatureStream(.bytes(decoded.bytes, name: reader.name), options: options, chunkBytes: decoded.bytes.count + 1))
        if decoded.isGuessed {
            result.findings.insert(
                Finding(
                    rule: "guessed-encoding", severity: .warning, place: Finding.Place(file: reader.name),
                    sentence: "The text is not UTF-8; it was read as \(decoded.encoding.rawValue), which fits its characters.",
                    remedy: "Say it with --encoding \(decoded.encoding.rawValue), or save the file as UTF-8."), at: 0)
        }
        return result
    }

    static func collect(_ stream: consuming FeatureStream) throws -> (features: [Feature], findings: [Finding]) {
        var stream = stream
        var ledger = FeatureLedger(file: stream.name)
        var columns = FeatureColumns()
        var features: [Feature] = []
        while let chunk = try stream.next() {
            columns.read(chunk)
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
