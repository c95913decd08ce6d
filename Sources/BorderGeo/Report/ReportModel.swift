/// Every result of one study in one value: text, JSON, Markdown, HTML, maps and layers are drawn from it and compute nothing of
/// their own.
public struct ReportModel: Sendable {
    public var study: Study
    public var parameters: ReportParameters
    /// The whole border and its segments by measure, in order from the Yalu mouth.
    public var border: BorderSummary
    public var areas: [StudyArea]
    /// In order of date.
    public var inventories: [Inventory]
    /// One row for each area and epoch, areas in study order with `all` last, epochs in order of date.
    public var coverage: [Coverage]
    /// The number of layers along the union of areas, for each epoch.
    public var profiles: [EpochProfile]
    /// One row for each area, epoch and facility kind, `all` kinds last.
    public var density: [Density]
    /// One row for each area; empty where the study names no pair of epochs.
    public var changes: [AreaChange]
    /// The fences of the two epochs laid over each other; `nil` where the study names no pair.
    public var fenceComparison: FenceComparison?
    public var facilityComparison: FacilityComparison?
    /// Facilities of the comparison epoch that stand near a new or upgraded fence; one row for each area.
    public var nearFence: [NearFence]
    public var claims: [ClaimCheck]
    public var findings: [Finding]
    /// Files that went in, in order of reading.
    public var inputs: [InputRecord]
}

/// What was asked of a report: it stands in every envelope.
public struct ReportParameters: Hashable, Sendable {
    /// Ids of the areas asked for; empty: all.
    public var areas: [String] = []
    /// Ids of the epochs asked for; empty: all.
    public var epochs: [String] = []
    /// Ids of the segments asked for; empty: the whole border.
    public var segments: [String] = []
    public var banks: Set<Bank> = [.dprk]
    public var countingBridged = true

    public init(
        areas: [String] = [], epochs: [String] = [], segments: [String] = [], banks: Set<Bank> = [.dprk],
        countingBridged: Bool = true
    ) {
        self.areas = areas
        self.epochs = epochs
        self.segments = segments
        self.banks = banks
        self.countingBridged = countingBridged
    }
}

/// The border as results name it.
public struct BorderSummary: Hashable, Sendable {
    public struct Segment: Hashable, Sendable {
        public var id: String
        public var name: String
        public var span: MeasureSpan
    }

    /// `builtin:dcw`, or the file it was read from.
    public var name: String
    public var length: Metres
    public var segments: [Segment]
    /// What lengths along this line are worth: its scale and source in a sentence.
    public var caveat: String

    /// The segment at a measure; the last one for the very end.
    public func segment(at measure: Measure) -> Segment? {
        segments.first { $0.span.contains(measure) } ?? segments.last.flatMap { $0.span.to == measure ? $0 : nil }
    }
}

/// The number of layers along the border at one epoch.
public struct EpochProfile: Hashable, Sendable {
    public var epoch: String
    public var pieces: [CoveragePiece]
}

/// Change in one area: fences and facilities.
public struct AreaChange: Hashable, Sendable {
    public var area: String
    public var fences: FenceChange
    public var facilities: [FacilityChange]
}

/// How many facilities of the comparison epoch stand near a fence that is new or upgraded since the baseline.
public struct NearFence: Hashable, Sendable {
    public var area: String
    public var epoch: String
    public var distance: Metres
    public var near: Int
    public var all: Int
}

/// A published figure beside what the study gives for it.
public struct ClaimCheck: Hashable, Sendable {
    public var claim: Claim
    /// The study's own figure for the same measurand and denominator, in metres, as a fraction, or plain; `nil` where it defines
    /// none.
    public var computed: Double?
    /// Whether `computed`, rounded to the published significant figures, is the published figure.
    public var reproduced: Bool
}

/// A file that went into a result.
public struct InputRecord: Hashable, Sendable {
    public var name: String
    public var bytes: Int
    /// Hexadecimal.
    public var sha256: String
}
