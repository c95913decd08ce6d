import BorderModel
import BorderStudy
import GeoFormats
import LinearReferencing

/// Reads what validation compares: reference, detections, annotations, fences. Collects what is doubtful on the way.
package struct PointReader: Sendable {
    package var options: InputOptions
    /// Facilities of a reference count where they stand on this day; `nil`: all.
    package var date: CalendarDate?
    /// Threads; `nil`: all cores. Results do not depend on it.
    package var jobs: Int?
    /// The classes that files are read by.
    package var words = StudyWords.neutral
    package private(set) var findings: [Finding] = []
    /// A feature said that its position is made up.
    package private(set) var sawSynthetic = false

    package init(options: InputOptions = InputOptions(), date: CalendarDate? = nil, jobs: Int? = nil) {
        self.options = options
        self.date = date
        self.jobs = jobs
    }

    package mutating func features(_ path: String) throws -> [Feature] {
        let (features, notes) = try InputReader.read(path, options: options)
        findings += notes
        if features.contains(where: { $0.properties["synthetic"] == true }) { sawSynthetic = true }
        return features
    }

    package mutating func reference(_ path: String) throws -> ValidationPoints {
        let date = date
        let decoder = decoder(path)
        return try points(of: .path(path), decodedBy: decoder) { decoder, batch, first in
            decoder.referencePoints(batch, first: first, on: date)
        } ?? ValidationPoints()
    }

    package mutating func detections(_ path: String) throws -> ValidationPoints {
        try points(of: .path(path), decodedBy: decoder(path)) { $0.detectedPoints($1, first: $2) } ?? ValidationPoints()
    }

    /// What a file of detections holds: points, or lines that somebody digitised.
    package enum Content {
        case points(ValidationPoints)
        case lines([Feature])
    }

    /// A file with any line in it is one of lines.
    package mutating func content(_ path: String) throws -> Content {
        // Read twice where it holds lines.
        let source = try InputSource.path(path).repeatable()
        let points = try points(of: source, decodedBy: decoder(path), unlessLines: true) { $0.detectedPoints($1, first: $2) }
        if let points {
            return .points(points)
        }
        let (features, notes) = try InputReader.read(source, options: options)
        findings += notes
        return .lines(features)
    }

    private func decoder(_ path: String) -> FeatureDecoder {
        var decoder = FeatureDecoder(file: path, mapping: options.mapping, words: words)
        decoder.jobs = jobs
        decoder.keepsExtra = false
        return decoder
    }

    /// Reads and decodes in pieces on all cores and keeps the points alone. `nil` where there are lines and they are not expected.
    private mutating func points(
        of source: InputSource, decodedBy decoder: FeatureDecoder, unlessLines: Bool = false,
        _ decode: @escaping @Sendable (FeatureDecoder, FeatureBatch, _ first: Int) -> FeatureDecoder.Piece<ValidationPoint>
    ) throws -> ValidationPoints? {
        var decoder = decoder
        let (pieces, notes) = try InputReader.map(source, options: options, jobs: jobs) {
            [decoder] batch, first -> (entries: FeatureDecoder.Entries, points: ValidationPoints)? in
            if unlessLines, batch.hasLines { return nil }
            let piece = decode(decoder, batch, first)
            return (piece.entries, ValidationPoints(present: piece.values))
        }
        guard pieces.allSatisfy({ $0 != nil }) else { return nil }
        findings += notes
        try notes.refuseIncomplete()
        if pieces.contains(where: { $0?.entries.sawSynthetic == true }) { sawSynthetic = true }
        // Ids that occur twice are refused: no point has to be left out for them.
        _ = try decoder.settle(pieces.compactMap { $0?.entries })
        findings += decoder.findings
        var points = ValidationPoints()
        points.reserveCapacity(pieces.reduce(0) { $0 + ($1?.points.count ?? 0) })
        for case let piece? in pieces { points.append(contentsOf: piece.points) }
        // Recall over nothing is no result: the file's places were not found.
        if points.count == 0 { try (notes + decoder.findings).refusePlaceless(file: source.name) }
        return points
    }

    package mutating func fences(_ features: [Feature], _ path: String) throws -> [FenceLine] {
        var decoder = FeatureDecoder(file: path, mapping: options.mapping, words: words)
        let date = date
        let fences = try decoder.fences(features).filter { fence in
            date.map { fence.presence(at: $0) == .present } ?? !fence.leavesCounts()
        }
        findings += decoder.findings
        return fences
    }
}
