import BorderBase

/// How many facilities of the comparison epoch stand near a fence that is new or upgraded since the baseline.
public struct NearFence: Hashable, Sendable {
    public var area: String
    public var epoch: String
    public var distance: Metres
    public var near: Int
    /// All facilities that stand in the domain, near or not.
    public var all: Int
}

extension FenceComparison {
    /// One row for each domain. "Near" is within `distance` of fence line that is new or upgraded: of a fence that is so in part, of
    /// that part.
    ///
    /// No published definition of "near" was seen, so the distance is a parameter and stands in the result.
    public func facilitiesNearNewOrUpgraded(in domains: [MetricDomain], within distance: Metres) -> [NearFence] {
        facilitiesNearNewOrUpgraded(in: domains, of: FenceVicinity(of: comparison, since: self, within: distance))
    }

    package func facilitiesNearNewOrUpgraded(in domains: [MetricDomain], of vicinity: FenceVicinity) -> [NearFence] {
        let nearness = comparison.nearness(to: vicinity)
        return domains.map { domain in
            let count = comparison.facilityCounts(in: domain, nearness: nearness)[nil] ?? FacilityCount()
            return NearFence(
                area: domain.id, epoch: comparison.epoch.id, distance: vicinity.distance,
                near: count.nearNewOrUpgraded, all: count.count)
        }
    }
}
