import LinearReferencing
import SystemPackage

/// The features of an input that is read as often as they are asked for, piece by piece: flat memory whatever its size, with the features that `InputReader.readVerbatim` gives.
package struct FeatureFeed {
    private enum Origin {
        case rows(GeoPackageReader, GeoPackageReader.Table)
        case stream
    }

    private let source: InputSource
    private let options: InputOptions
    private let jobs: Int?
    private let origin: Origin
    /// The attribute `id` is the id of every feature, as formats of tables have it.
    private var dropsIDs = false

    /// Pieces of text: features take ten times their bytes, and four pieces a thread are under way.
    private static let pieceBytes = 1 << 18
    /// Smaller inputs are read whole, once.
    package static let leastBytes = 16 << 20

    /// `nil` for what can be read only once or has to be read whole: pipes, KML, STAC, OpenStreetMap dumps, texts in other encodings; and for what is smaller than `leastBytes`.
    package init?(
        _ source: InputSource, options: InputOptions, leastBytes: Int = FeatureFeed.leastBytes, jobs: Int? = nil
    ) throws {
        guard case .path(let path) = source, path != "-", let status = try? Stat(path) else { return nil }
        self.source = source
        self.options = options
        self.jobs = jobs
        if let foreign = try source.foreign(options) {
            guard foreign.isLocal, (OGRSource.files(of: path) ?? []).reduce(0, { $0 + Self.size($1) }) >= leastBytes else {
                return nil
            }
            origin = .stream
            return
        }
        guard status.type == .regular, Int(clamping: status.size) >= leastBytes else { return nil }
        let reader = try ByteReader(source)
        let head = try reader.peek(4096)
        try ForeignFormat.refuse(head, reader.name)
        if InputFormat(head: head) == .geopackage {
            // A map shift is taken off all rows at once.
            guard options.shift == nil else { return nil }
            let reader = try GeoPackageReader(path: path)
            let table = try reader.table(named: options.layer)
            origin = .rows(reader, table)
            var isRepeated = true
            let (saysIDs, _) = try reader.forEach(table, options: options) { if isRepeated { isRepeated = $0.repeatsID } }
            dropsIDs = isRepeated && !saysIDs
            return
        }
        guard !WholeInput.isWhole(head), try !InputReader.needsDecoding(reader, as: InputFormat(head: head), options: options)
        else {
            return nil
        }
        origin = .stream
    }

    private static func size(_ path: String) -> Int { (try? Stat(path)).map { Int(clamping: $0.size) } ?? 0 }

    /// Lends every feature; returns what was found on the way. Throws what is wrong with the input, and what `body` throws.
    package func forEach(_ body: (Feature) throws -> Void) throws -> [Finding] {
        switch origin {
        case .rows(let reader, let table):
            return try reader.forEach(table, options: options) { try body(dropsIDs ? $0.withoutIDAttribute : $0) }.findings
        case .stream:
            let reader = try ByteReader(source, options: options)
            // Columns of tables get their types from their start, as when they are read whole; GeoJSON has its own.
            let isTable = try !reader.isForeign && InputFormat(head: reader.peek(4096)) != .geojson
            let stream = try FeatureStream(
                opening: source, through: reader, options: options, chunkBytes: Self.pieceBytes,
                headBytes: isTable ? InputReader.tableHead : 0)
            let pipeline = OrderedPipeline(stream) { { columns, _ in FeatureBatch.columns(columns).features } }
            return try pipeline.forEach(jobs: jobs) { features in for feature in features { try body(feature) } }
        }
    }
}
