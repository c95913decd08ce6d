import BorderModel
import GeoFormats
import LinearReferencing

/// What a study file says: which border, areas, epochs and files, and how their fields are to be read. Nothing is loaded yet.
public struct Study: Hashable, Sendable {
    /// Which side of the border, looking from the Yalu mouth to the Tumen mouth, the DPRK lies on.
    public enum InwardSide: String, Hashable, Sendable, Codable, CaseIterable { case left, right }

    package enum AreaSource: Hashable, Sendable {
        case inline([StudyArea])
        case file(StudyInput)
    }

    package enum ObservationSource: Hashable, Sendable {
        case inline([Observation])
        case files([StudyInput])
    }

    public var id: String
    public var title: String
    /// Positions are made up: every output repeats it.
    public var synthetic: Bool
    /// What a reader must know of this study, in sentences: every report repeats them beside the title.
    public var notes: [String]
    /// `builtin:dcw`, or a file relative to the study file.
    public var border: String
    public var inward: InwardSide
    package var areas: AreaSource
    public var epochs: [Epoch]
    public var baseline: String?
    public var comparison: String?
    package var fences: [StudyInput]
    package var facilities: [StudyInput]
    package var patrolPaths: [StudyInput]
    package var observations: ObservationSource
    public var corridor: Corridor
    /// How near a facility must stand to a new or upgraded fence to be counted as near it.
    public var nearFence: Metres
    /// How far apart lines of two epochs may be and still be one, where a record carries no sigma.
    public var matchDistance: Metres
    /// Gaps up to this inside one fence, or between fences that end that near each other, are joints.
    public var minGap: Metres
    /// A loop of border no longer than so many offsets of the fence that passes its mouth is a wiggle: direct, not bridged.
    public var bridgeRatio: Double
    public var claims: [String]
    /// `fields:` and `values:`: other names for our fields and values.
    public var mapping: FieldMapping

    package init(
        id: String, title: String? = nil, synthetic: Bool = false, notes: [String] = [], border: String = "builtin:dcw",
        inward: InwardSide = .right,
        areas: AreaSource = .inline([]), epochs: [Epoch] = [], baseline: String? = nil, comparison: String? = nil,
        fences: [StudyInput] = [], facilities: [StudyInput] = [], patrolPaths: [StudyInput] = [],
        observations: ObservationSource = .inline([]),
        corridor: Corridor = Study.defaultCorridor, nearFence: Metres = Metres(500), matchDistance: Metres = Metres(30),
        minGap: Metres = .zero, bridgeRatio: Double = 4, claims: [String] = [],
        mapping: FieldMapping = FieldMapping()
    ) {
        self.id = id
        self.title = title ?? id
        self.synthetic = synthetic
        self.notes = notes
        self.border = border
        self.inward = inward
        self.areas = areas
        self.epochs = epochs
        self.baseline = baseline
        self.comparison = comparison
        self.fences = fences
        self.facilities = facilities
        self.patrolPaths = patrolPaths
        self.observations = observations
        self.corridor = corridor
        self.nearFence = nearFence
        self.matchDistance = matchDistance
        self.minGap = minGap
        self.bridgeRatio = bridgeRatio
        self.claims = claims
        self.mapping = mapping
    }

    /// Layers of fence were seen up to several kilometres from the river.
    public static let defaultCorridor = Corridor(inward: Metres(5000), outward: Metres(500))

    public func epoch(_ id: String?) -> Epoch? { epochs.first { $0.id == id } }
}
