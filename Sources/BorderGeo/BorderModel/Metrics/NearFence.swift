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
    /// One row for each domain. "Near" is within `distance` of the line of a fence that is new or upgraded over any part of its
    /// course.
    ///
    /// No published definition of "near" was seen, so the distance is a parameter and stands in the result.
    public func facilitiesNearNewOrUpgraded(in domains: [MetricDomain], within distance: Metres) -> [NearFence] {
        let fences = Set(fencePieces.filter { $0.epoch == .comparison && ($0.status == .new || $0.status == .upgraded) }.map(\.fence))
        let lines = fences.sorted().flatMap { comparison.assets.fences[$0].fence.parts }
        let proximity = FenceProximity(lines, within: distance)
        var rows = domains.map { NearFence(area: $0.id, epoch: comparison.epoch.id, distance: distance, near: 0, all: 0) }
        for index in comparison.present {
            guard let measure = comparison.assets.facilities[index].attachedMeasure, comparison.observed.containsClosed(measure)
            else { continue }
            let near = proximity.isNear(comparison.assets.facilities[index].facility.position)
            for i in domains.indices where domains[i].contains(measure) {
                rows[i].all += 1
                if near { rows[i].near += 1 }
            }
        }
        return rows
    }
}
