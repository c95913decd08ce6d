import BorderModel
import GeoFormats
import LinearReferencing

/// Turns features of any file into facilities, fences, patrol paths, observations and detections.
///
/// What cannot be understood at all throws an `InputError` with file, feature and remedy; what is doubtful becomes a finding. Properties that
/// the model does not read stay in `extra`. Linear in the number of features.
package struct FeatureDecoder: Sendable {
    package let file: String?
    package let mapping: FieldMapping
    /// True where the study says that positions are made up; a feature's own `synthetic` wins.
    package let synthetic: Bool
    /// The study's classes and its other names for them.
    package let words: StudyWords
    package var findings: [Finding] = []
    /// What is wrong with a feature becomes a finding too, the feature is left out, and decoding goes on: to see everything at once.
    package var collectsErrors = false
    /// Without it the first twenty findings of a rule and field are listed and the others counted.
    package var listsEveryFinding = false
    /// Threads; `nil`: all cores. Results do not depend on it.
    package var jobs: Int?
    /// Whether what no field has taken is kept with each value; without it `extra` stays empty.
    package var keepsExtra = true
    /// Which records count, and what the study says of every one of them.
    package var preparation = RecordPreparation()
    /// Whether what the preparation did to the file is among the findings already.
    var saysPreparation = false
    package var identifiers = IdentifierPolicy.refuse
    var tally = FindingTally()
    /// By piece and entry, new ids of records whose id repeats.
    var renamed: [Int: [Int: String]] = [:]

    package init(
        file: String? = nil, mapping: FieldMapping = FieldMapping(), synthetic: Bool = false, words: StudyWords = .neutral
    ) {
        self.words = words
        self.file = file
        self.mapping = mapping
        self.synthetic = synthetic
    }

    /// Facilities from Point features. A kind that is missing or unknown is `other`, with a finding.
    package mutating func facilities(_ features: [Feature]) throws(InputError) -> [Facility] {
        try decode(features, facilityRule)
    }

    package var facilityRule: Rule<Facility> {
        let (synthetic, keepsExtra) = (synthetic, keepsExtra)
        return Rule(prefix: "facility", shape: .point) { reader, id throws(InputError) in
            try Self.facility(&reader, id: id, synthetic: synthetic, keepsExtra: keepsExtra)
        }
    }

    @inline(__always)
    static func facility(
        _ reader: inout AttributeReader, id: String, synthetic: Bool, keepsExtra: Bool
    ) throws(InputError) -> Facility? {
        guard let position = try reader.point("a facility") else { return nil }
        let kind = kind(&reader)
        return Facility(
            try reader.record(id: id, synthetic: synthetic, keepsExtra: keepsExtra), kind: kind, position: position)
    }

    /// Fences from line features. A layer that is missing is the first of the vocabulary, with a finding, an unknown one is refused like an unknown bank; features of `kind: patrol_path` are left to `patrolPaths`.
    package mutating func fences(_ features: [Feature]) throws(InputError) -> [FenceLine] {
        let (synthetic, mapping, vocabulary) = (synthetic, mapping, words.vocabulary)
        let rule = Rule<FenceLine>(prefix: "fence", where: { !Self.isPatrolPath($0, mapping) }, shape: .line) {
            reader, id throws(InputError) in
            let parts = try reader.lines("a fence")
            guard !parts.isEmpty else { return nil }
            _ = reader.text(.kind)
            let layer = try reader.classOrRefuse(.layer, of: vocabulary.layers)
            if layer == nil {
                reader.note(
                    "layer-missing", as: .warning, "the fence names no layer and counts as \(vocabulary.layers[0].rawValue)",
                    field: "layer",
                    remedy: "Give layer: \(vocabulary.layers.map(\.rawValue).joined(separator: ", ")).")
            }
            let material = reader.item(.material, of: vocabulary.materials) ?? vocabulary.unknownMaterial
            let bank = try reader.classOrRefuse(.bank, of: vocabulary.banks) ?? vocabulary.ownBank
            let rows = try reader.number(.rows, in: 1...100).map { Int($0) }
            let upgradedOn = try reader.date(.upgradedOn)
            return FenceLine(
                try reader.record(id: id, synthetic: synthetic), layer: layer ?? vocabulary.layers[0], bank: bank, rows: rows,
                material: material, upgradedOn: upgradedOn, parts: parts)
        }
        return try decode(features, rule)
    }

    /// Patrol paths from line features of `kind: patrol_path`; from all of them with `all`.
    package mutating func patrolPaths(_ features: [Feature], all: Bool = false) throws(InputError) -> [PatrolPath] {
        let (synthetic, mapping) = (synthetic, mapping)
        let rule = Rule<PatrolPath>(prefix: "patrol-path", where: { all || Self.isPatrolPath($0, mapping) }, shape: .line) {
            reader, id throws(InputError) in
            let parts = try reader.lines("a patrol path")
            guard !parts.isEmpty else { return nil }
            _ = reader.text(.kind)
            let upgradedOn = try reader.date(.upgradedOn)
            return PatrolPath(try reader.record(id: id, synthetic: synthetic), upgradedOn: upgradedOn, parts: parts)
        }
        return try decode(features, rule)
    }

    /// Detections from Point features; `score` may be on any scale.
    package mutating func detections(_ features: [Feature]) throws(InputError) -> [Detection] {
        try decode(features, detectionRule)
    }

    private var detectionRule: Rule<Detection> {
        let (synthetic, keepsExtra) = (synthetic, keepsExtra)
        return Rule(prefix: "detection") { reader, id throws(InputError) in
            try Self.detection(&reader, id: id, synthetic: synthetic, keepsExtra: keepsExtra)
        }
    }

    @inline(__always)
    static func detection(
        _ reader: inout AttributeReader, id: String, synthetic: Bool, keepsExtra: Bool
    ) throws(InputError) -> Detection? {
        guard let position = try reader.point("a detection") else { return nil }
        let kind = kind(&reader)
        let score = try reader.number(.score, in: -1e9...1e9)
        let annotator = reader.text(.annotator)
        let provenance = try reader.provenance(synthetic: synthetic)
        return Detection(
            id: id, kind: kind, position: position, score: score, sigma: provenance.sigma, annotator: annotator,
            provenance: provenance, extra: keepsExtra ? reader.extra : [:])
    }

    private static func kind(_ reader: inout AttributeReader) -> FacilityKind {
        let before = reader.foreignLabel
        let vocabulary = reader.words.vocabulary
        if let kind = reader.item(.kind, of: vocabulary.kinds) { return kind }
        if reader.foreignLabel == before {
            reader.note(
                "kind-missing", as: .warning, "the feature names no kind and counts as \(vocabulary.otherKind.rawValue)",
                field: "kind",
                remedy: "Give kind: \(vocabulary.kinds.map(\.rawValue).joined(separator: ", ")).")
        }
        return vocabulary.otherKind
    }

    private static func isPatrolPath(_ feature: Feature, _ mapping: FieldMapping) -> Bool {
        let name = mapping.fields["kind"] ?? "kind"
        guard let text = feature.properties[name]?.text else { return false }
        let mapped = mapping.value(of: text, in: "kind") ?? text
        return Synonyms.value(of: "kind", for: mapped) == patrolPath
    }

    /// The value of `kind` by which a line is a patrol path and no fence.
    static let patrolPath = "patrol_path"
}
