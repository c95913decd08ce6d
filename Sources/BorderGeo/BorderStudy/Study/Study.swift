import BorderModel
import GeoFormats
import LinearReferencing

/// What a study file says: which border, areas, epochs and files, and how their fields are to be read. Nothing is loaded yet.
public struct Study: Hashable, Sendable {
    /// Which side of the line is inward, looking along it from its first vertex.
    public enum InwardSide: String, Hashable, Sendable, Codable, CaseIterable { case left, right }

    package enum AreaSource: Hashable, Sendable {
        case inline([StudyArea])
        /// Ends that only the border or a facility tells.
        case drafts([AreaDraft])
        case file(StudyInput)
    }

    package enum ObservationSource: Hashable, Sendable {
        case inline([Observation])
        case files([StudyInput])
    }

    public var id: String
    public var title: String
    /// Positions are made up: every output repeats it.
    public var synthetic = false
    /// What a reader must know of this study, in sentences: every report repeats them beside the title.
    public var notes: [String] = []
    /// `builtin:dcw`, or a file relative to the study file.
    public var border = "builtin:dcw"
    /// The side of the line that is inward, looking along it as drawn; `nil` where the study leaves it open: then the line's
    /// direction along the built-in border decides, and elsewhere it is the right, with a finding.
    public var inward: InwardSide?
    package var areas = AreaSource.inline([])
    /// By id, how far an end of an area written in the study file may lie from what it means: half a unit of its last printed digit.
    package var areaTolerances: [String: Metres] = [:]
    /// Posts whose kilometre is known: measures of areas and observations are then in their system.
    package var kilometrePosts: StudyInput?
    public var epochs: [Epoch] = []
    public var baseline: String?
    public var comparison: String?
    package var fences: [StudyInput] = []
    package var facilities: [StudyInput] = []
    package var patrolPaths: [StudyInput] = []
    package var observations = ObservationSource.inline([])
    public var corridor = Study.defaultCorridor
    /// How near a facility must stand to a new or upgraded fence to be counted as near it.
    public var nearFence = Metres(500)
    /// How far apart lines of two epochs may be and still be one, where a record carries no sigma.
    public var matchDistance = Metres(30)
    /// Gaps up to this inside one fence, or between fences that end that near each other, are joints.
    public var minGap = Metres.zero
    /// A loop of border no longer than so many offsets of the fence that passes its mouth is a wiggle: direct, not bridged.
    public var bridgeRatio = 4.0
    /// What the rate is over that sentences lead with.
    public var headlineBasis = LengthBasis.borderObserved
    public var claims: [String] = []
    /// What the study calls things.
    public var words = StudyWords.neutral
    /// Series of figures from elsewhere that its report shows.
    package var context: [StudyContext] = []
    /// `fields:` and `values:`: other names for our fields and values.
    public var mapping = FieldMapping()

    /// A study of a border without areas, epochs or files, in the words that go with it.
    package init(id: String, title: String? = nil, border: String = "builtin:dcw") throws {
        self.id = id
        self.title = title ?? id
        self.border = border
        words = try StudyWords.initial(for: border)
        context = try StudyContext.ofBorder(border)
    }

    /// Layers of fence were seen up to several kilometres from the river.
    public static let defaultCorridor = Corridor(inward: Metres(5000), outward: Metres(500))

    public func epoch(_ id: String?) -> Epoch? { epochs.first { $0.id == id } }
}
