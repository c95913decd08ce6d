import BorderModel
import GeoFormats
import LinearReferencing

/// A file under inspection: its features, what it is, and what has been found. Rules add to `findings`.
struct LintFile {
    package let name: String
    let features: [Feature]
    let role: LintRole
    let mapping: FieldMapping
    let words: StudyWords
    var findings: [Finding]
    private var counts: [String: Int] = [:]
    /// Our fields by the names that a file may give them: the mapping's before synonyms, the first of several.
    let ourNames: [String: String]

    /// Places of one rule that are told one by one; the rest is told as a number.
    package static let limit = 200

    init(name: String, features: [Feature], role: LintRole, mapping: FieldMapping, words: StudyWords, findings: [Finding]) {
        self.words = words
        self.name = name
        self.features = features
        self.role = role
        self.mapping = mapping
        let synonyms = Synonyms.fields.flatMap { ours, others in others.map { ($0, ours) } }
        ourNames = Dictionary(mapping.fields.map { ($0.value, $0.key) } + synonyms, uniquingKeysWith: { first, _ in first })
        self.findings = findings
    }

    mutating func add(
        _ rule: String, feature index: Int?, at position: GeoPosition? = nil, pointer: String? = nil,
        sentence: @autoclosure () -> String, remedy: @autoclosure () -> Remedy
    ) {
        counts[rule, default: 0] += 1
        guard counts[rule, default: 0] <= Self.limit else { return }
        var place = Finding.Place(file: name, feature: index, pointer: pointer, position: position)
        if let index {
            place.id = id(of: features[index])
            if place.position == nil { place.position = features[index].geometry?.firstPosition }
        }
        if let p = place.position, !p.isOnEarth { place.position = nil }
        findings.append(
            Finding(
                rule: rule, severity: LintRule.severities[rule] ?? .warning, place: place, sentence: sentence(), remedy: remedy())
        )
    }

    /// Adds what was left out per rule as a number.
    mutating func close() {
        for (rule, count) in counts.sorted(by: { $0.key < $1.key }) where count > Self.limit {
            var finding = Finding(
                rule: rule, severity: LintRule.severities[rule] ?? .warning, place: Finding.Place(file: name),
                sentence: "\(count - Self.limit) more of the same.", remedy: "")
            finding.repeats = count - Self.limit
            findings.append(finding)
        }
    }

    package func id(of feature: Feature) -> String? {
        if let id = feature.id { return id }
        let text = feature.properties[mapping.fields["id"] ?? "id"]?.plainText
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// What a file's features are, as far as checks differ.
package enum LintRole: String, Hashable, Sendable, CaseIterable {
    case facilities, fences
    case patrolPaths = "patrol-paths"
    case observations, detections
    /// Lines that are a border of one's own.
    case border
    /// Anything else: only geometry and values are checked.
    case features

    /// What the features look like: lines with a layer are fences, points with a kind facilities or (with a score) detections, polygons or rows with
    /// an epoch observations.
    init(of features: [Feature], mapping: FieldMapping) {
        func has(_ field: String) -> Bool {
            let names = mapping.fields[field].map { [$0] } ?? [field] + (Synonyms.fields[field] ?? [])
            return features.contains { feature in names.contains { feature.properties[$0].map { $0 != .null } ?? false } }
        }
        var points = false
        var lines = false
        var polygons = false
        for feature in features {
            switch feature.geometry {
            case .point, .multiPoint: points = true
            case .lineString, .multiLineString: lines = true
            case .polygon, .multiPolygon: polygons = true
            case .collection, nil: break
            }
        }
        if lines, !points, !polygons {
            let paths = features.contains {
                $0.properties[mapping.fields["kind"] ?? "kind"].map {
                    Synonyms.value(of: "kind", for: $0.plainText) == "patrol_path"
                } ?? false
            }
            self = has("layer") ? .fences : paths ? .patrolPaths : .features
        } else if points, !lines, !polygons {
            self = has("score") ? .detections : has("kind") ? .facilities : .features
        } else if !points, !lines, has("epoch") {
            self = .observations
        } else if !lines, has("kind") {
            // Compounds and buildings are drawn as polygons.
            self = has("score") ? .detections : .facilities
        } else {
            self = .features
        }
    }
}

extension Geometry {
    /// The first position in file order, `nil` in an empty geometry.
    var firstPosition: P? {
        switch self {
        case .point(let p): p
        case .multiPoint(let points): points.first
        case .lineString(let line): line.positions.first
        case .multiLineString(let lines): lines.lazy.compactMap(\.positions.first).first
        case .polygon(let polygon): polygon.exterior.first
        case .multiPolygon(let polygons): polygons.lazy.compactMap(\.exterior.first).first
        case .collection(let members): members.lazy.compactMap(\.firstPosition).first
        }
    }
}
