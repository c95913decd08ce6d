import LinearReferencing
import SystemPackage

/// The one way in: any file that the tool understands as features and findings.
///
/// ```swift
/// let (features, findings) = try InputReader.read("posts.csv", options: InputOptions(crs: CRS(epsg: 5179)))
/// ```
public enum InputReader {
    /// The most that is read into memory whole.
    package static let limit = 4 << 30
    /// Columns of a table get their types from so much of it: all of it, as a rule.
    static let tableHead = 64 << 20

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

    /// As `read`, for who writes the features again: an id that a format of tables holds as the attribute `id` is the feature's alone, unless the file
    /// says that it is an attribute.
    package static func readVerbatim(
        _ source: InputSource, options: InputOptions = InputOptions()
    ) throws -> (features: [Feature], findings: [Finding]) {
        try followingLateCRS(of: source, options) { options in try readVerbatimOnce(source, options) }
    }

    private static func readVerbatimOnce(
        _ source: InputSource, _ options: InputOptions
    ) throws -> (features: [Feature], findings: [Finding]) {
        switch try open(source, through: try ByteReader(source, options: options), options: options) {
        case .whole(let whole):
            return (whole.repeatsIDs ? Feature.withoutRepeatedIDs(whole.features) : whole.features, whole.findings)
        case .stream(let stream): return try collect(stream)
        }
    }

    private static func read(
        _ source: InputSource, _ options: InputOptions, recovering: Bool
    ) throws -> (features: [Feature], findings: [Finding]) {
        let (pieces, findings) = try map(source, options: options, recovering: recovering) { batch, _ in batch.features }
        return (pieces.count == 1 ? pieces[0] : Array(pieces.joined()), findings)
    }

    /// Features in pieces of some thousand, made into something else on all cores and let go: `transform` gets a piece and the number of its
    /// first feature in the file. Results come in file order and do not depend on the number of threads.
    package static func map<Result: Sendable>(
        _ source: InputSource, options: InputOptions = InputOptions(), recovering: Bool = false, jobs: Int? = nil,
        _ transform: @escaping @Sendable (FeatureBatch, Int) -> Result
    ) throws -> (results: [Result], findings: [Finding]) {
        try followingLateCRS(of: source, options) { options in
            try mapOnce(source, options, recovering: recovering, jobs: jobs, into: transform)
        }
    }

    private static func mapOnce<Result: Sendable>(
        _ source: InputSource, _ options: InputOptions, recovering: Bool, jobs: Int?,
        into transform: @escaping @Sendable (FeatureBatch, Int) -> Result
    ) throws -> (results: [Result], findings: [Finding]) {
        switch try open(source, through: try ByteReader(source, options: options), options: options, recovering: recovering) {
        case .whole(let whole):
            let features = whole.features
            let pieces = Parallel.pieces(of: features.count, atLeast: 4096, jobs: jobs)
            return (
                Parallel.map(pieces.count, jobs: jobs) { transform(.values(Array(features[pieces[$0]])), pieces[$0].lowerBound) },
                whole.findings
            )
        case .stream(let stream):
            return try OrderedPipeline(stream, recovering: recovering) { { transform(.columns($0), $1) } }.collect(jobs: jobs)
        }
    }

    /// Rule of the error that a "crs" member was met too late.
    static let lateCRS = "late-crs"
    /// Rule of the error that coordinates are metres and nothing so far has said in which plane.
    static let unnamedPlane = "unnamed-plane"

    /// Runs `read`, and once more with the system that stands behind the features where that was met too late and the input can be read again:
    /// the end of gzip is known only once all of it has been inflated.
    private static func followingLateCRS<Result>(
        of source: InputSource, _ options: InputOptions, _ read: (InputOptions) throws -> Result
    ) throws -> Result {
        do { return try read(options) } catch let error as InputError where [lateCRS, unnamedPlane].contains(error.rule) {
            guard case .path(let path) = source, FileBytes.canBeReadAgain(path),
                case .named(let code) = CRSMember(endOf: try ByteReader(source).lastBytes(FeatureStream.tailLength))
            else { throw error }
            var options = options
            options.crs = try CRS(code)
            return try read(options)
        }
    }

    /// An input at its first feature: read whole where its format has to be.
    private enum Opened: ~Copyable {
        case whole(WholeInput)
        case stream(FeatureStream)
    }

    /// `reader` is of `source` and nothing has been taken from it: stdin cannot be opened twice.
    private static func open(
        _ source: InputSource, through reader: ByteReader, options: InputOptions, recovering: Bool = false
    ) throws -> Opened {
        if reader.isForeign { return .stream(try FeatureStream(reader, options: options.behindGDAL)) }
        let head = try reader.peek(4096)
        if let table = try source.spreadsheet(reader, options) {
            return .stream(try FeatureStream(ByteReader(table), options: options, headBytes: tableHead))
        }
        try ForeignFormat.refuse(head, reader.name)
        if let whole = try WholeInput(source, through: reader, options: options, recovering: recovering) { return .whole(whole) }
        if InputFormat(head: head) == .geojson, try !needsDecoding(reader, as: .geojson, options: options) {
            return .stream(try FeatureStream(reader, options: options, chunkBytes: chunkBytes(of: reader)))
        }
        return .stream(try FeatureStream(opening: source, through: reader, options: options, headBytes: tableHead))
    }

    /// Pieces of a megabyte; smaller ones where the input would not make several for every core.
    private static func chunkBytes(of reader: ByteReader) -> Int { min(1 << 20, max(1 << 16, (reader.size ?? .max) / 16)) }

    static func empty(_ name: String) -> InputError {
        InputError(
            "the input is empty", at: Finding.Place(file: name), remedy: "Check that the export finished and the path is right.")
    }

    package static func collect(
        _ stream: consuming sending FeatureStream, recovering: Bool = false, jobs: Int? = nil
    ) throws -> (features: [Feature], findings: [Finding]) {
        let (pieces, findings) = try OrderedPipeline(stream, recovering: recovering) {
            { columns, _ in
                FeatureBatch.columns(columns).features
            }
        }.collect(jobs: jobs)
        return (pieces.count == 1 ? pieces[0] : Array(pieces.joined()), findings)
    }
}

extension FeatureStream {
    /// Any input as a stream: GeoJSON and tables as they come; KML, GeoPackage, STAC, OpenStreetMap dumps and texts in other encodings are read
    /// whole first. What was found while doing so is in `openingFindings`.
    package init(opening source: InputSource, options: InputOptions = InputOptions(), chunkBytes: Int = 1 << 20) throws {
        try self.init(
            opening: source, through: try ByteReader(source, options: options), options: options, chunkBytes: chunkBytes)
    }

    package init(
        opening source: InputSource, through reader: ByteReader, options: InputOptions, chunkBytes: Int = 1 << 20,
        headBytes: Int = 0
    ) throws {
        if let table = try source.spreadsheet(reader, options) {
            try self.init(ByteReader(table), options: options, chunkBytes: chunkBytes, headBytes: headBytes)
            return
        }
        if reader.isForeign {
            try self.init(reader, options: options.behindGDAL, chunkBytes: chunkBytes)
            return
        }
        try ForeignFormat.refuse(try reader.peek(4096), reader.name)
        if let whole = try WholeInput(source, through: reader, options: options) {
            try self.init(whole.features, of: reader)
            openingFindings = whole.findings
        } else if try InputReader.needsDecoding(reader, as: InputFormat(head: reader.peek(4096)), options: options) {
            let decoded = try TextEncoding.decode(
                try reader.readAll(limit: InputReader.limit), declared: options.encoding, file: reader.name)
            try self.init(
                try ByteReader(.bytes(decoded.bytes, name: reader.name)), options: options, chunkBytes: chunkBytes,
                headBytes: headBytes)
            if decoded.isGuessed { openingFindings = [InputReader.guessed(decoded.encoding, reader.name)] }
        } else {
            try self.init(reader, options: options, chunkBytes: chunkBytes, headBytes: headBytes)
        }
    }
}

extension InputReader {
    /// How much of a table is looked at for characters that are not UTF-8; what comes later is refused with a remedy.
    private static let inspected = 1 << 20

    /// Whether a text is in another encoding than UTF-8 and has to be decoded whole before it is read. JSON is UTF-8 unless marked or
    /// declared otherwise.
    static func needsDecoding(
        _ reader: ByteReader, as format: InputFormat?, options: InputOptions
    ) throws -> Bool {
        let head = try reader.peek(4)
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) || head.contains(0) { return true }
        if let declared = options.encoding { return declared != .utf8 }
        guard format != .geojson else { return false }
        let start = try reader.peek(inspected)
        return start.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, let wrong = UTF8Check.firstError(base, count: bytes.count) else { return false }
            // A character that the end of the look cuts in two is none.
            return start.count < inspected || wrong + 4 <= bytes.count
        }
    }

    fileprivate static func guessed(_ encoding: TextEncoding, _ name: String) -> Finding {
        Finding(
            rule: "guessed-encoding", severity: .warning, place: Finding.Place(file: name),
            sentence: "The text is not UTF-8; it was read as \(encoding.rawValue), which fits its characters.",
            remedy: "Say it with \(.encoding(encoding.rawValue)), or save the file as UTF-8.")
    }
}
