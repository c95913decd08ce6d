import BorderModel
import BorderStudy
import LinearReferencing

/// Every result of one study in one value: text, JSON, Markdown, HTML, maps and layers are drawn from it and compute nothing of
/// their own.
public struct ReportModel: Sendable {
    public var study: Study
    public var parameters: ReportParameters
    public var border: Border
    public var areas: [StudyArea]
    /// What the rows of each table are about: the areas, clipped to the asked segments, then their union as `all`.
    public var domains: [MetricDomain]
    /// In order of date.
    public var inventories: [Inventory]
    /// One row for each area and epoch, areas in study order with `all` last, epochs in order of date.
    public var coverage: [Coverage]
    /// The number of layers along the union of areas, for each epoch.
    package var profiles: [EpochProfile]
    /// One row for each area, epoch and facility kind, `all` kinds last.
    public var density: [Density]
    /// One row for each area; empty where the study names no pair of epochs.
    public var changes: [AreaChange]
    /// The fences of the two epochs laid over each other; `nil` where the study names no pair.
    public var fenceComparison: FenceComparison?
    public var facilityComparison: FacilityComparison?
    /// For each inventory, the fence lines that its rates are over; empty where nothing asks what stands near them.
    package var vicinities: [FenceVicinity] = []
    /// Facilities of the comparison epoch that stand near a new or upgraded fence; one row for each area.
    public var nearFence: [NearFence]
    /// How many facilities stood on each date of an image, as bounds; one for each area.
    package var timelines: [FacilityTimeline] = []
    /// What images of the asked epochs show, as given: the masks of the inventories come from them.
    public var observations: [Observation] = []
    package var claims: [ClaimCheck]
    /// Figures from elsewhere that the report shows.
    public var context: [ContextSeries] = []
    public var findings: [Finding]
    /// Files that went in, in order of reading.
    package var inputs: [InputRecord]
    /// What everything here was made from, where it may be published; `nil` for the analyst's own.
    package var edition: PublicEdition?
}

extension ReportModel {
    /// The banks whose fences count, in the order of the vocabulary.
    package var banks: [Bank] {
        let own = study.words.vocabulary
        return own.banks.filter { (parameters.banks ?? Set(own.countedBanks)).contains($0) }
    }

    /// Whether any figure is about facilities: a study without them has no rates, charts and tables of them.
    package var hasFacilities: Bool { density.contains { $0.count.maximum > 0 || $0.count.outsideMask > 0 } }

    /// Whether any figure is about fences.
    package var hasFences: Bool {
        coverage.contains { $0.fenceLine.value > 0 || $0.fenced.value > 0 || $0.outside.value > 0 || $0.beyond.value > 0 }
    }

    /// Whether the study says for any epoch what imagery shows.
    package var hasImagery: Bool { isPublic || !inventories.allSatisfy(\.observedIsAssumed) }

    /// Kinds that any row is about, in the order of the vocabulary.
    package var kinds: [FacilityKind] {
        let named = Set(density.map(\.kind))
        return study.words.vocabulary.kinds.filter { named.contains($0.rawValue) }
    }

    /// The findings as texts and pages list them.
    package var listedFindings: [Finding] { parameters.listsAllFindings ? findings.removingRepeats() : findings.digest() }

    /// The kind of a row; `nil` for the row of all kinds.
    package func kind(named name: String) -> FacilityKind? { study.words.vocabulary.kinds.first { $0.rawValue == name } }

    /// Whether this holds nothing but what a public edition does.
    package var isPublic: Bool { edition != nil }
}

/// What was asked of a report: it stands in every envelope.
public struct ReportParameters: Hashable, Sendable {
    /// Ids of the areas asked for; empty: all.
    public var areas: [String] = []
    /// Ids of the epochs asked for; empty: all.
    public var epochs: [String] = []
    /// Ids of the segments asked for; empty: the whole border.
    public var segments: [String] = []
    /// Banks whose fences count; `nil`: those of the study's vocabulary.
    public var banks: Set<Bank>?
    public var countingBridged = true
    /// Fence line that makes a larger angle with the border counts nowhere; `nil`: it counts, and is reported as steep above 60 degrees.
    public var maxAngle: Degrees?
    /// Gaps up to this are joints where they lie inside one fence or between fences that end that near; `nil`: what the study says.
    public var minGap: Metres?
    /// Records less sure than this count nowhere; `nil`: all do, and so do those without a confidence.
    public var leastConfidence: Share?
    public var matching = FacilityMatching.records
    /// Whether the shift that facilities drawn anew share is left in when it is judged which of them moved.
    public var keepsShift = false
    /// Whether outputs are public: facilities by the kilometre, gaps by number and class of length, lengths to 0.1 km; see `docs/public.md`.
    public var isPublic = false
    /// Whether public outputs keep what people wrote: notes of the study, sources of records, claims.
    public var keepsSource = false
    /// Whether texts and pages list every finding; else equal ones are one with their number and three examples.
    public var listsAllFindings = false

    public init(
        areas: [String] = [], epochs: [String] = [], segments: [String] = [], banks: Set<Bank>? = nil,
        countingBridged: Bool = true, maxAngle: Degrees? = nil, minGap: Metres? = nil, leastConfidence: Share? = nil,
        matching: FacilityMatching = .records, keepsShift: Bool = false, isPublic: Bool = false, keepsSource: Bool = false
    ) {
        self.areas = areas
        self.epochs = epochs
        self.segments = segments
        self.banks = banks
        self.countingBridged = countingBridged
        self.maxAngle = maxAngle
        self.minGap = minGap
        self.leastConfidence = leastConfidence
        self.matching = matching
        self.keepsShift = keepsShift
        self.isPublic = isPublic
        self.keepsSource = keepsSource
    }
}

/// The number of layers along the border at one epoch.
package struct EpochProfile: Hashable, Sendable {
    package var epoch: String
    package var pieces: [CoveragePiece]
}

/// A published figure beside what the study gives for it.
package struct ClaimCheck: Hashable, Sendable {
    package var audit: ClaimAudit
    package var claim: Claim { audit.claim }
    /// The study's own figure for the same measurand and denominator, in metres, as a fraction, or plain; `nil` where it defines
    /// none.
    package var computed: Double? { audit.here?.value }
    /// What the figure is per, where it follows: `LengthBasis` names and `border`. The claim may name none.
    package var denominators: [String] {
        claim.measurand == .growth ? [] : audit.by.compactMap(\.per).removingRepeats()
    }
}

extension ReportModel {
    /// Name of an area for people; ids are for machines.
    public func areaName(_ id: String) -> String { (areas + (edition?.withheld ?? [])).first { $0.id == id }?.name ?? id }
}
