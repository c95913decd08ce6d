import LinearReferencing

/// Facilities of one part of the records, counted: whole numbers only, so that parts add up to the whole without rounding.
///
/// Adding is commutative and associative, and an empty part changes nothing: any split into parts, in any order, gives the counts
/// of all records in one run.
package struct PartialCounts: Hashable, Sendable {
    /// Records read, by kind, wherever they stand.
    package var records: [FacilityKind: Int]
    /// By kind (`nil`: all kinds) in each cell: area by area, and in each area epoch by epoch.
    package var cells: [[FacilityKind?: FacilityCount]]
    /// For each cell by kind, as in `cells`: facilities in bins of `Density.bin` of observed border. A kind without one is left out.
    package var bins: [[FacilityKind?: [Int]]]
    package var doubts: [FacilityDoubt: RecordTally]

    /// No records at all.
    package init(cells: Int) {
        records = [:]
        self.cells = Array(repeating: [:], count: max(0, cells))
        bins = Array(repeating: [:], count: max(0, cells))
        doubts = [:]
    }

    /// Counts `facilities` in every domain at the epoch of every inventory, where that epoch's imagery shows the border.
    /// `vicinities` holds for each inventory what its rates over fence line are over; empty, and nothing counts as near a fence.
    /// `areas` is the union of the study's areas, `nil` where it has none. n log s for n facilities and s spans, for each cell.
    package init(
        _ facilities: [LocatedFacility], in domains: [MetricDomain], at inventories: [Inventory],
        vicinities: [FenceVicinity] = [], areas: MeasureSpanSet?
    ) {
        let borderEnd = inventories.first?.assets.borderEnd
        var assets = LocatedAssets(facilities: facilities, borderEnd: borderEnd)
        assets.leastConfidence = inventories.first?.assets.leastConfidence
        let views = inventories.map { [assets] in Inventory(epoch: $0.epoch, assets: assets, observed: $0.observed, banks: []) }
        let nearness = views.indices.map { i in
            vicinities.indices.contains(i) ? views[i].nearness(to: vicinities[i], jobs: 1) : nil
        }
        cells = domains.flatMap { domain in zip(views, nearness).map { $0.facilityCounts(in: domain, nearness: $1) } }
        let kinds: [FacilityKind?] = [nil] + assets.kinds
        bins = domains.flatMap { domain in
            views.map { view in
                kinds.reduce(into: [:]) { bins, kind in
                    let pieces = view.linePieces(in: domain, of: kind.map { .kind($0) } ?? .all)
                    guard pieces.contains(where: { !$0.events.isEmpty }) else { return }
                    bins[kind] = pieces.flatMap { $0.counts(inBinsOf: Density.bin) }
                }
            }
        }
        records = facilities.reduce(into: [:]) { $0[$1.facility.kind, default: 0] += 1 }
        doubts = FacilityDoubt.tallies(
            of: facilities, areas: areas, borderEnd: borderEnd, leastConfidence: assets.leastConfidence)
    }

    /// Both must have the same cells, with the same bins.
    package static func += (sum: inout PartialCounts, part: PartialCounts) {
        precondition(sum.cells.count == part.cells.count, "parts of one study have the same cells")
        sum.records.merge(part.records, uniquingKeysWith: +)
        sum.doubts.merge(part.doubts) { (a: RecordTally, b: RecordTally) in
            var both = a
            both += b
            return both
        }
        for (i, cell) in part.cells.enumerated() { sum.cells[i].merge(cell, uniquingKeysWith: +) }
        for (i, bins) in part.bins.enumerated() {
            sum.bins[i].merge(bins) { a, b in
                precondition(a.count == b.count, "parts of one study have the same bins")
                return zip(a, b).map { $0 + $1 }
            }
        }
    }

    /// The most records that a sum may hold: far below where whole numbers end, so that adding never overflows.
    package static let limit = 1 << 53

    package var recordCount: Int { records.values.reduce(0, +) }
}
