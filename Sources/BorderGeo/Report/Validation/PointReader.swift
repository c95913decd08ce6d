/// Reads what validation compares: reference, detections, annotations, fences. Collects what is doubtful on the way.
public struct PointReader: Sendable {
    public var options: InputOptions
    /// Facilities of a reference count where they stand on this day; `nil`: all.
    public var date: CalendarDate?
    /// Threads; `nil`: all cores. Results do not depend on it.
    public var jobs: Int?
    public private(set) var findings: [Finding] = []
    /// A feature said that its position is made up.
    public private(set) var sawSynthetic = false

    public init(options: InputOptions = InputOptions(), date: CalendarDate? = nil, jobs: Int? = nil) {
        self.options = options
        self.date = date
        self.jobs = jobs
    }

    public mutating func features(_ path: String) throws -> [Feature] {
        let (features, notes) = try InputReader.read(path, options: options)
        findings += notes
        if features.contains(where: { $0.properties["synthetic"] == true }) { sawSynthetic = true }
        return features
    }

    public mutating func reference(_ path: String) throws -> [ValidationPoint] {
        let date = date
        let decoder = decoder(path)
        return try points(.path(path), decoder, decoder.facilityRule) { facility in
            date.map { facility.lifetime.presence(at: $0) == .present } ?? true ? ValidationPoint(facility) : nil
        } ?? []
    }

    public mutating func detections(_ path: String) throws -> [ValidationPoint] {
        let decoder = decoder(path)
        return try points(.path(path), decoder, decoder.detectionRule) { ValidationPoint($0) } ?? []
    }

    /// What a file of detections holds: points, or lines that somebody digitised.
    public enum Content {
        case points([ValidationPoint])
        case lines([Feature])
    }

    /// A file with any line in it is one of lines.
    public mutating func content(_ path: String) throws -> Content {
        // Read twice where it holds lines, and stdin can be read once.
        let source =
            path == "-"
            ? InputSource.bytes(try ByteReader(.path(path)).readAll(limit: InputReader.limit), name: "<stdin>") : .path(path)
        let decoder = decoder(path)
        if let points = try points(source, decoder, decoder.detectionRule, unlessLines: true, { ValidationPoint($0) }) {
            return .points(points)
        }
        let (features, notes) = try InputReader.read(source, options: options)
        findings += notes
        return .lines(features)
    }

    private func decoder(_ path: String) -> FeatureDecoder {
        var decoder = FeatureDecoder(file: path, mapping: options.mapping)
        decoder.jobs = jobs
        return decoder
    }

    /// Reads and decodes in pieces on all cores and keeps the points alone. `nil` where there are lines and they are not expected.
    private mutating func points<Value: Sendable>(
        _ source: InputSource, _ decoder: FeatureDecoder, _ rule: FeatureDecoder.Rule<Value>, unlessLines: Bool = false,
        _ point: @escaping @Sendable (Value) -> ValidationPoint?
    ) throws -> [ValidationPoint]? {
        var decoder = decoder
        let (pieces, notes) = try InputReader.map(source, options: options, jobs: jobs) {
            [decoder] features, first -> (piece: FeatureDecoder.Piece<ValidationPoint>, isSynthetic: Bool)? in
            if unlessLines, features.contains(where: { !($0.geometry?.polylines.isEmpty ?? true) }) { return nil }
            let piece = decoder.piece(features, first: first, rule)
            return (
                FeatureDecoder.Piece(
                    entries: piece.entries.map { ($0.index, $0.id, $0.position, $0.value.flatMap(point)) },
                    findings: piece.findings, errors: piece.errors),
                features.contains { $0.properties["synthetic"] == true }
            )
        }
        guard pieces.allSatisfy({ $0 != nil }) else { return nil }
        findings += notes
        if pieces.contains(where: { $0?.isSynthetic == true }) { sawSynthetic = true }
        let points = try decoder.merge(pieces.compactMap { $0?.piece })
        findings += decoder.findings
        return points
    }

    public mutating func fences(_ features: [Feature], _ path: String) throws -> [FenceLine] {
        var decoder = FeatureDecoder(file: path, mapping: options.mapping)
        let date = date
        let fences = try decoder.fences(features).filter { fence in
            date.map { fence.lifetime.presence(at: $0) == .present } ?? true
        }
        findings += decoder.findings
        return fences
    }
}
