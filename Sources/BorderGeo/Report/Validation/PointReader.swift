/// Reads what validation compares: reference, detections, annotations, fences. Collects what is doubtful on the way.
public struct PointReader: Sendable {
    public var options: InputOptions
    /// Facilities of a reference count where they stand on this day; `nil`: all.
    public var date: CalendarDate?
    public private(set) var findings: [Finding] = []
    /// A feature said that its position is made up.
    public private(set) var sawSynthetic = false

    public init(options: InputOptions = InputOptions(), date: CalendarDate? = nil) {
        self.options = options
        self.date = date
    }

    public mutating func features(_ path: String) throws -> [Feature] {
        let (features, notes) = try InputReader.read(path, options: options)
        findings += notes
        if features.contains(where: { $0.properties["synthetic"] == true }) { sawSynthetic = true }
        return features
    }

    public mutating func reference(_ path: String) throws -> [ValidationPoint] {
        let features = try features(path)
        var decoder = FeatureDecoder(file: path, mapping: options.mapping)
        let facilities = try decoder.facilities(features)
        findings += decoder.findings
        let date = date
        return facilities.filter { facility in date.map { facility.lifetime.presence(at: $0) == .present } ?? true }
            .map { ValidationPoint($0) }
    }

    public mutating func detections(_ path: String) throws -> [ValidationPoint] { try detections(try features(path), path) }

    public mutating func detections(_ features: [Feature], _ path: String) throws -> [ValidationPoint] {
        var decoder = FeatureDecoder(file: path, mapping: options.mapping)
        let detections = try decoder.detections(features)
        findings += decoder.findings
        return detections.map { ValidationPoint($0) }
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
