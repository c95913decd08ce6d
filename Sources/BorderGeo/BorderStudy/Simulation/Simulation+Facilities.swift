import BorderModel
import LinearReferencing

extension SimulationSite {
    /// Spreads the facilities of one group along the lines of fences, in each area apart where counts are given by area.
    package func place(_ group: SimulationRecipe.FacilityGroup, along laid: [LaidFences], _ random: SplitMix64) throws
        -> [Facility]
    {
        var random = random
        let fences = laid.filter { group.along.isEmpty || group.along.contains($0.group.id) }.flatMap(\.fences)
        var result: [Facility] = []
        let total: Int
        switch group.count {
        case .total(let count):
            total = count
            result = try place(count, of: group, along: FenceString(fences), total: total, first: 1, &random)
        case .byArea(let rows):
            total = rows.reduce(0) { $0 + $1.value }
            for row in rows {
                let string = FenceString(fences.filter { $0.layout.area == row.area })
                result += try place(row.value, of: group, along: string, total: total, first: result.count + 1, &random)
            }
        }
        return result
    }

    private func place(
        _ count: Int, of group: SimulationRecipe.FacilityGroup, along string: FenceString, total: Int, first: Int,
        _ random: inout SplitMix64
    ) throws -> [Facility] {
        guard count > 0 else { return [] }
        guard string.length > 0 else {
            throw InputError(
                "\(group.id): there is no fence to place facilities along",
                remedy: "Name groups in `along` that have fences in the areas with a count.")
        }
        var result: [Facility] = []
        for (number, distance) in distances(count, spacing: group.spacing, over: string.length, &random).enumerated() {
            let (position, fence) = try standingPlace(near: distance, of: group, along: string, count: count, &random)
            var lifetime = Lifetime()
            if let built = group.built {
                let (seen, before) = try sightings(built, in: fence.layout.area, of: group.id, &random)
                lifetime.validFrom = seen
                lifetime.absentOn = before
            }
            if let removed = group.removed {
                lifetime.validTo = try sightings(removed, in: fence.layout.area, of: group.id, &random).seen
            }
            result.append(
                Facility(
                    id: "\(group.id)-\((first + number).padded(to: String(total).count))", kind: group.kind, position: position,
                    lifetime: lifetime, provenance: Provenance(sigma: group.sigma, synthetic: true)))
        }
        return result
    }

    /// Places along the string of fences, ascending.
    private func distances(
        _ count: Int, spacing: SimulationRecipe.FacilityGroup.Spacing, over length: Double, _ random: inout SplitMix64
    ) -> [Double] {
        switch spacing {
        case .even:
            let step = length / Double(count)
            return (0..<count).map { (Double($0) + 0.5 + random.uniform(-0.3, 0.3)) * step }
        case .random: return (0..<count).map { _ in random.uniform(0, length) }.sorted()
        case .clustered:
            let centres = (0..<max(1, count / 8)).map { _ in random.uniform(0, length) }
            return (0..<count).map { _ in
                min(max(centres[random.index(below: centres.count)] + 150 * random.normal(), 0), length)
            }.sorted()
        }
    }

    /// A place inland of the fence that counts to the fence's area; tried again a little farther along where a bend spoils it.
    private func standingPlace(
        near distance: Double, of group: SimulationRecipe.FacilityGroup, along string: FenceString, count: Int,
        _ random: inout SplitMix64
    ) throws -> (GeoPosition, LaidFences.Fence) {
        let step = string.length / Double(count)
        for attempt in 0..<50 {
            let along = min(max(distance + (attempt == 0 ? 0 : random.uniform(-0.5, 0.5) * step), 0), string.length)
            let (onFence, fence) = string.position(at: along)
            let behind = random.uniform(group.offset.from.value, group.offset.to.value)
            let there = route.route.locate(onFence)
            let depth = there.inwardOffset.metres * fence.layout.side
            let p = try route.position(at: there.measure, inland: (depth + behind) * fence.layout.side)
            let area = areas.first { $0.id == fence.layout.area }
            let back = route.route.locate(p)
            guard back.side != .end, area?.spans.contains(back.measure) == true,
                back.inwardOffset.metres <= recipe.study.corridor.inward.value,
                -back.inwardOffset.metres <= recipe.study.corridor.outward.value
            else { continue }
            return (p, fence)
        }
        throw InputError(
            "\(group.id): no place found that counts to its area", remedy: "Use a smaller `offset`, or a wider `corridor`.")
    }
}

/// Fences laid end to end, so that a place among them is one number.
private struct FenceString {
    private var fences: [LaidFences.Fence] = []
    /// Where each edge starts, with the fence and the index of its first vertex.
    private var edges: [(start: Double, fence: Int, vertex: Int)] = []
    private(set) var length = 0.0

    init(_ fences: [LaidFences.Fence]) {
        let geodesic = Geodesic()
        self.fences = fences
        for (index, fence) in fences.enumerated() {
            for i in fence.line.indices.dropLast() {
                edges.append((length, index, i))
                length += geodesic.distance(fence.line[i], fence.line[i + 1]).value
            }
        }
    }

    func position(at distance: Double) -> (GeoPosition, LaidFences.Fence) {
        var low = 0
        var high = edges.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if edges[middle].start <= distance { low = middle } else { high = middle }
        }
        let fence = fences[edges[low].fence]
        let (a, b) = (fence.line[edges[low].vertex], fence.line[edges[low].vertex + 1])
        let edge = Geodesic().inverse(a, b)
        return (Geodesic().direct(from: a, azimuth: edge.azimuth, length: Metres(distance - edges[low].start)).position, fence)
    }
}

extension Int {
    /// With leading zeros.
    func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
