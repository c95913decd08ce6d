import LinearReferencing

/// The fence lines that rates at one epoch are over, as something to ask which of them a place lies near (F5).
///
/// Lines are taken wherever they run: what is near does not depend on the requested area, so counts of parts of an area add up to
/// those of the whole.
package struct FenceVicinity: Sendable {
    /// Which lines lie near a place.
    struct Lines: OptionSet, Hashable, Sendable {
        let rawValue: UInt8

        /// A fence that stands at the epoch.
        static let standing = Lines(rawValue: 1)
        /// Fence that is new or upgraded since the baseline: of a fence that is so in part, that part.
        static let newOrUpgraded = Lines(rawValue: 2)
    }

    package let distance: Metres
    private let standing: FenceProximity
    private let newOrUpgraded: FenceProximity?

    /// Of the fences of `inventory`; `change` leads to it from the baseline, `nil` where there is none. Linear in the length of the
    /// lines over `distance`, plus their vertices.
    package init(of inventory: Inventory, since change: FenceComparison?, within distance: Metres) {
        self.distance = distance
        standing = FenceProximity(
            inventory.fences.flatMap { inventory.assets.fences[$0].fence.parts }, within: distance)
        newOrUpgraded = change.map { FenceProximity($0.newOrUpgradedLines, within: distance) }
    }

    func lines(near place: GeoPosition) -> Lines {
        var lines: Lines = []
        if standing.isNear(place) { lines.insert(.standing) }
        if newOrUpgraded?.isNear(place) == true { lines.insert(.newOrUpgraded) }
        return lines
    }
}

/// Which fence lines every facility of an inventory stands near: one value for each row of what stands.
package struct FacilityNearness: Sendable {
    private let lines: [FenceVicinity.Lines]

    fileprivate init(_ lines: [FenceVicinity.Lines]) { self.lines = lines }

    subscript(row: Int) -> FenceVicinity.Lines { lines.indices.contains(row) ? lines[row] : [] }
}

extension Inventory {
    /// Asks for every facility that stands. Linear in their number, on `jobs` threads (`nil`: all cores).
    package func nearness(to vicinity: FenceVicinity, jobs: Int? = nil) -> FacilityNearness {
        let records = standing.records
        let pieces = Parallel.pieces(of: records.count, atLeast: 1024, jobs: jobs)
        let parts = Parallel.map(pieces.count, jobs: jobs) { piece in
            records[pieces[piece]].map { vicinity.lines(near: assets.facilities[Int($0)].facility.position) }
        }
        return FacilityNearness(parts.count == 1 ? parts[0] : Array(parts.joined()))
    }
}
