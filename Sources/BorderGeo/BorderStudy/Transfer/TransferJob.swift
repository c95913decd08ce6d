import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

/// Carries events of one version of a line over to another one (F24). What cannot be carried is kept with the reason; nothing is interpolated across a reach that changed.
///
/// An event is a feature with a measure (or a pair of measures) on the old line, or with a geometry alone, which is located on it. Events gain `measure_m` and `offset_m`, or
/// `from_m` and `to_m`, on the new line; the old ones are in `old_measure_m`, `old_offset_m`, `old_from_m`, `old_to_m`; `transfer` says what became of them.
public struct TransferJob: Sendable {
    public enum Rule: String, Hashable, Sendable, CaseIterable {
        /// Things stay where they are on the ground, and get the measures that they have on the new line.
        case stay
        /// Measures and offsets stay, and things go where those are on the new line.
        case move
        /// Events on unchanged reaches stay where they are; the others end with the old line.
        case retire
    }

    public var versions: LineVersions
    public var rule: Rule
    public var mapping: FieldMapping

    public init(versions: LineVersions, rule: Rule, mapping: FieldMapping = FieldMapping()) {
        self.versions = versions
        self.rule = rule
        self.mapping = mapping
    }

    /// What became of an event.
    public enum Outcome: Hashable, Sendable {
        case carried
        /// By `retire`: its reach of the line changed.
        case retired
        case notCarried(String)
    }

    public struct Result: Sendable {
        public var features: [Feature] = []
        public var carried = 0
        public var retired = 0
        public var notCarried = 0
        /// One for each event that was retired or not carried, in the order of the file.
        public var findings: [Finding] = []
    }

    /// Linear in the events, times a search for each.
    public func run(_ features: [Feature], file: String) -> Result {
        let mover = EventMover(self)
        var result = Result()
        for (index, feature) in features.enumerated() {
            let (moved, outcome) = mover.move(feature)
            result.features.append(moved)
            let place = Finding.Place(file: file, feature: index, id: feature.id ?? feature.properties["id"]?.text)
            switch outcome {
            case .carried: result.carried += 1
            case .retired:
                result.retired += 1
                result.findings.append(
                    Finding(
                        rule: "retired", severity: .warning, place: place,
                        sentence:
                            "Retired: the line has changed there by more than \(FixedDecimal.string(shortest: versions.tolerance.value)) m."
                    ))
            case .notCarried(let reason):
                result.notCarried += 1
                result.findings.append(
                    Finding(rule: "not-carried", severity: .warning, place: place, sentence: "Not carried: \(reason)".asSentence))
            }
        }
        return result
    }
}
