import LinearReferencing

/// The usual question in one value: what fences and facilities stood along a border at some dates, per kilometre of what, and what changed.
///
/// ```swift
/// let border = try Border.builtinDCW()
/// let epochs = ["2019-03-31", "2023-04-30"].compactMap { CalendarDate($0) }.map { Epoch(id: "\($0.year)", date: $0) }
///
/// let survey = try BorderSurvey(of: border, fences: fences, facilities: facilities, epochs: epochs)
///
/// let share = survey.coverage(at: "2023")?.share                              // fenced border over observed border
/// let spacing = survey.density(at: "2023")?.rate(.borderFenced)?.spacing      // metres of fenced border for each facility
/// let built = survey.change()?.fences.fenceLine.new                           // metres of new fence line
/// ```
///
/// Without a study file: everything comes from values. Rows are in the order of the areas, the union of areas (`all`) last.
public struct BorderSurvey: Sendable {
    public let border: Border
    /// What rows are about: the areas, then their union; without areas the whole border alone, as `all`.
    public let domains: [MetricDomain]
    /// In order of date.
    public let inventories: [Inventory]
    /// One row for each area and epoch.
    public let coverage: [Coverage]
    /// One row for each area, epoch and facility kind that occurs, `all` kinds last.
    public let density: [Density]
    /// One row for each area: the first epoch against the last; empty with fewer than two epochs.
    public let changes: [AreaChange]
    /// What is doubtful about the border, the assets and how they lie on it.
    public let findings: [Finding]
}

/// What counts in a survey, and how.
public struct SurveyOptions: Hashable, Sendable {
    /// How far from the border assets count.
    public var corridor: Corridor
    /// Whose fences count.
    public var banks: Set<Bank>
    /// Whether border behind a fence that cuts off a river loop counts as fenced.
    public var countingBridged: Bool
    /// How facilities of two epochs are recognised as the same.
    public var matching: FacilityMatching
    /// Whether matching by position leaves the shift that all pairs share.
    public var keepsShift: Bool
    /// How near a facility must stand to a fence to be counted as near it.
    public var nearFence: Metres
    /// How far apart lines of two epochs may be and still be one, where a record carries no sigma.
    public var matchDistance: Metres
    /// Gaps up to this inside one fence, or between fences that end that near each other, are joints.
    public var minGap: Metres
    /// Fence line that makes a larger angle with the border counts nowhere; `nil`: it counts.
    public var maxAngle: Degrees?
    /// A loop of border no longer than so many offsets of the fence that passes its mouth is direct, not bridged.
    public var bridgeRatio: Double
    /// Records less sure than this count nowhere; `nil`: all do, and so do those without a confidence.
    public var leastConfidence: Share?

    public init(
        corridor: Corridor = Corridor(inward: .kilometres(3), outward: Metres(500)), banks: Set<Bank> = [.inward],
        countingBridged: Bool = true, matching: FacilityMatching = .records, keepsShift: Bool = false,
        nearFence: Metres = Metres(500), matchDistance: Metres = Metres(30), minGap: Metres = .zero, maxAngle: Degrees? = nil,
        bridgeRatio: Double = 4, leastConfidence: Share? = nil
    ) {
        self.leastConfidence = leastConfidence
        self.corridor = corridor
        self.banks = banks
        self.countingBridged = countingBridged
        self.matching = matching
        self.keepsShift = keepsShift
        self.nearFence = nearFence
        self.matchDistance = matchDistance
        self.minGap = minGap
        self.maxAngle = maxAngle
        self.bridgeRatio = bridgeRatio
    }
}

extension SurveyOptions {
    /// How fences are located.
    package var fenceOptions: FenceOptions {
        FenceOptions(
            corridor: corridor, steepAngle: maxAngle ?? Degrees(60), excludesSteep: maxAngle != nil, bridgeRatio: bridgeRatio)
    }
}

extension BorderSurvey {
    /// Locates everything on the border once and computes every row.
    ///
    /// Where `observations` name no image of an epoch, the whole border counts as observed then (`Inventory.observedIsAssumed`); elsewhere what no
    /// image shows is unknown, not absent. `jobs`: threads, `nil` for all cores; results do not depend on it.
    ///
    /// Throws `MatchError` where matching by position meets more candidates than fit memory. n log m for n vertices of the assets against m
    /// edges of the border.
    public init(
        of border: Border, fences: [FenceLine] = [], facilities: [Facility] = [], epochs: [Epoch], areas: [StudyArea] = [],
        observations: [Observation] = [], options: SurveyOptions = SurveyOptions(), jobs: Int? = nil
    ) throws {
        var located = LocatedAssets(
            facilities: facilities, fences: fences, patrolPaths: [], on: border.route, fenceOptions: options.fenceOptions,
            jobs: jobs)
        located.leastConfidence = options.leastConfidence
        let assets = located
        let inventories = epochs.sorted { $0.date < $1.date }.map { epoch in
            Inventory(
                epoch: epoch, assets: assets,
                mask: ObservationMask(epoch: epoch.id, observations: observations, on: border.route),
                banks: options.banks)
        }
        let domains =
            areas.isEmpty
            ? [MetricDomain(id: MetricDomain.allName, spans: border.route.whole)] : MetricDomain.domains(of: areas)
        let rows = try SurveyRows(
            of: domains, at: inventories, comparing: SurveyRows.Pair(first: inventories.first, last: inventories.last),
            kinds: Set(facilities.map(\.kind)), options: options, jobs: jobs)
        self.border = border
        self.domains = domains
        self.inventories = inventories
        coverage = rows.coverage
        density = rows.density
        changes = rows.changes
        findings =
            border.findings + assets.findings(on: border, areas: areas)
            + (rows.facilityComparison?.findings ?? []) + (rows.fenceComparison?.findings(on: border.route) ?? [])
            + inventories.flatMap { inventory in domains.last.map { inventory.findings(in: $0) } ?? [] }
    }

    /// The row of an area (by default of all) at an epoch; `nil` where there is none.
    public func coverage(of area: String = MetricDomain.allName, at epoch: String) -> Coverage? {
        coverage.first { $0.area == area && $0.epoch == epoch }
    }

    /// The row of an area and kind (by default of all) at an epoch; `nil` where there is none.
    public func density(
        of area: String = MetricDomain.allName, kind: FacilityKind? = nil, at epoch: String
    ) -> Density? {
        density.first { $0.area == area && $0.epoch == epoch && $0.kind == kind?.rawValue ?? MetricDomain.allName }
    }

    /// The row of an area (by default of all); `nil` with fewer than two epochs.
    public func change(of area: String = MetricDomain.allName) -> AreaChange? { changes.first { $0.area == area } }
}
