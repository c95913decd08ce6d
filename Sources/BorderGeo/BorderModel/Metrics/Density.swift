import BorderBase
import LineStatistics

/// Facilities per length and length per facility in one domain at one epoch, on every basis (F5).
///
/// The exact interval of a rate is `Rate.interval()`: that of the process, not a sampling error, since every facility was
/// counted.
public struct Density: Hashable, Sendable {
    public var area: String
    public var epoch: String
    /// A facility kind, or `all`.
    public var kind: String
    public var count: FacilityCount
    /// One for each basis, in the order of `LengthBasis.allCases`.
    public var rates: [Rate]

    /// Whether counts in bins of a kilometre of observed border scatter as a Poisson process would; `nil` with fewer than two
    /// bins or no facility.
    package var dispersion: DispersionTest?
    /// Distances between neighbours along the border; `nil` without facilities.
    package var neighbours: NeighbourDistances?
    /// How many stand near a fence is not said, as in a public edition.
    package var withholdsNearFence = false

    /// The same without a word of how many stand near a fence.
    package var withoutNearFence: Density {
        var row = self
        row.withholdsNearFence = true
        return row
    }

    /// Bins of the dispersion test.
    public static let bin = Metres.kilometres(1)

    /// The interval of a rate: widened by the dispersion where counts are more clustered than a Poisson process (quasi-Poisson),
    /// `nil` where they are not.
    public func clusteredInterval(of rate: Rate) -> RateInterval? {
        guard let dispersion, dispersion.ratio > 1, dispersion.rejectsPoisson() else { return nil }
        return rate.quasiPoissonInterval(dispersion: dispersion.ratio)
    }

    public func rate(_ basis: LengthBasis) -> Rate? { rates.first { $0.basis == basis } }

    /// The rate of all that may stand there, where imagery or a grade leaves some open; `nil` where the count is no range.
    public func maximumRate(_ basis: LengthBasis) -> Rate? {
        guard count.maximum > count.minimum, let rate = rate(basis) else { return nil }
        return Rate(count: count.maximum, per: basis, length: rate.length)
    }

    /// Length for each facility, of the most and of the fewest that may stand there: equal where the count is no range. `most` is `nil` where
    /// none is certain. `nil` where there is no length, or no facility at all.
    public func spacingRange(_ basis: LengthBasis) -> (least: Metres, most: Metres?)? {
        guard let rate = rate(basis), let least = maximumRate(basis)?.spacing ?? rate.spacing else { return nil }
        return (least, rate.spacing)
    }

    /// How many of the facilities under a rate over fence line stand near that line (`near_fence` of the study); `nil` for rates over
    /// border, and where the rate is not defined.
    public func countNearFence(_ basis: LengthBasis) -> Int? {
        guard !withholdsNearFence, rate(basis)?.isDefined == true else { return nil }
        return switch basis {
        case .borderObserved, .borderFenced: nil
        case .fenceLine: count.nearFenceLine
        case .fenceLineNewOrUpgraded: count.nearNewOrUpgraded
        }
    }

    /// Whether numerator and denominator of a rate meet: half of the facilities or more stand near the fences that it is over. Those
    /// counted on observed border stand on it.
    public func meets(_ basis: LengthBasis) -> Bool {
        if withholdsNearFence { return basis == .borderObserved }
        let near =
            switch basis {
            case .borderObserved: count.count
            case .borderFenced, .fenceLine: count.nearFenceLine
            case .fenceLineNewOrUpgraded: count.nearNewOrUpgraded
            }
        return near * 2 >= count.count
    }
}

/// Distances between neighbouring facilities along the border, within connected pieces of observed border (F15). Not length over
/// count: that is the spacing of a rate.
package struct NeighbourDistances: Hashable, Sendable {
    package var median: Metres
    package var least: Metres
    package var lowerDecile: Metres
    package var upperDecile: Metres

    /// `nil` where no piece has two facilities.
    package init?(_ pieces: [LinePiece]) {
        let distances = pieces.flatMap { zip($0.events, $0.events.dropFirst()).map { ($1 - $0).value } }.sorted()
        guard let least = distances.first, let median = Quantile.of(distances, 0.5), let lower = Quantile.of(distances, 0.1),
            let upper = Quantile.of(distances, 0.9)
        else { return nil }
        self.least = Metres(least)
        self.median = Metres(median)
        lowerDecile = Metres(lower)
        upperDecile = Metres(upper)
    }
}

/// The four lengths that rates are over, in one domain at one epoch.
package struct BasisLengths: Hashable, Sendable {
    package var borderObserved: Metres
    package var borderFenced: Metres
    package var fenceLine: Metres
    /// `nil` at the baseline and without one: nothing is new or upgraded since itself.
    package var fenceLineNewOrUpgraded: Metres?

    package init(coverage: Coverage, change: FenceChange?) {
        borderObserved = coverage.observed
        borderFenced = coverage.fenced
        fenceLine = coverage.fenceLine
        fenceLineNewOrUpgraded = change?.fenceLine.newOrUpgraded
    }

    subscript(basis: LengthBasis) -> Metres {
        switch basis {
        case .borderObserved: borderObserved
        case .borderFenced: borderFenced
        case .fenceLine: fenceLine
        case .fenceLineNewOrUpgraded: fenceLineNewOrUpgraded ?? .zero
        }
    }
}

extension Inventory {
    /// One row for each kind in `kinds`, then `all`. Counts and lengths are over the same observed border.
    package func density(
        in domain: MetricDomain, lengths: BasisLengths, kinds: Set<FacilityKind>, nearness: FacilityNearness? = nil
    ) -> [Density] {
        let counts = facilityCounts(in: domain, nearness: nearness)
        return Density.rows(area: domain.id, epoch: epoch.id, kinds: kinds) {
            lengths[$0]
        } tally: { kind in
            let pieces = linePieces(in: domain, of: kind.map { .kind($0) } ?? .all)
            return Density.Tally(
                count: counts[kind] ?? FacilityCount(), bins: pieces.flatMap { $0.counts(inBinsOf: Density.bin) },
                neighbours: NeighbourDistances(pieces))
        }
    }
}

extension Density {
    /// What the records of one kind (`nil`: all kinds) give in one domain at one epoch.
    package struct Tally {
        package var count: FacilityCount
        /// Facilities in bins of `Density.bin` of observed border; empty stands for no facility in any.
        var bins: [Int]
        var neighbours: NeighbourDistances?

        package init(count: FacilityCount, bins: [Int], neighbours: NeighbourDistances? = nil) {
            self.count = count
            self.bins = bins
            self.neighbours = neighbours
        }
    }

    /// One row for each kind in `kinds`, then `all`.
    package static func rows(
        area: String, epoch: String, kinds: Set<FacilityKind>, length: (LengthBasis) -> Metres, tally: (FacilityKind?) -> Tally
    ) -> [Density] {
        FacilitySelection.rows(for: kinds).map { selection in
            let key: FacilityKind? = if case .kind(let kind) = selection { kind } else { nil }
            let tally = tally(key)
            return Density(
                area: area, epoch: epoch, kind: selection.name, count: tally.count,
                rates: LengthBasis.allCases.map { Rate(count: tally.count.count, per: $0, length: length($0)) },
                dispersion: DispersionTest(counts: tally.bins), neighbours: tally.neighbours)
        }
    }
}
