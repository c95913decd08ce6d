import LinearReferencing

/// Parts of fences that go on where the last one ended, in the order in which they are passed: one fence, for bridges.
struct FenceChain {
    struct Link {
        /// Index of the fence.
        var fence: Int
        var part: Int
        /// Passed against the direction drawn.
        var isTurned: Bool
    }

    var links: [Link]

    /// The chains of the parts of some fences. Where more than two ends meet, parts of one fence join in their order, and then the last two ends that are left, if just two
    /// are; a ring is cut at its first part. n log n.
    static func chains(of fences: [FenceProfile]) -> [FenceChain] {
        let parts = fences.indices.flatMap { fence in fences[fence].parts.indices.map { (fence: fence, part: $0) } }
        guard parts.count > 1 else {
            return parts.map { FenceChain(links: [Link(fence: $0.fence, part: $0.part, isTurned: false)]) }
        }
        // End `2 i` is where part `i` begins, `2 i + 1` where it ends.
        var mate = [Int](repeating: -1, count: 2 * parts.count)
        for ends in meetings(parts.map { fences[$0.fence].parts[$0.part] }) {
            let all = Set(ends)
            for end in ends where end % 2 == 1 && all.contains(end + 1) && parts[end / 2].fence == parts[end / 2 + 1].fence {
                mate[end] = end + 1
                mate[end + 1] = end
            }
            let left = ends.filter { mate[$0] < 0 }
            if left.count == 2, left[0] / 2 != left[1] / 2 {
                mate[left[0]] = left[1]
                mate[left[1]] = left[0]
            }
        }
        var chains: [FenceChain] = []
        var isDone = [Bool](repeating: false, count: parts.count)
        func follow(from end: Int) {
            var end = end
            var links: [Link] = []
            while end >= 0, !isDone[end / 2] {
                isDone[end / 2] = true
                links.append(Link(fence: parts[end / 2].fence, part: parts[end / 2].part, isTurned: end % 2 == 1))
                end = mate[end ^ 1]
            }
            if !links.isEmpty { chains.append(FenceChain(links: links)) }
        }
        for end in mate.indices where mate[end] < 0 { follow(from: end) }
        // What is left are rings.
        for end in mate.indices { follow(from: end) }
        return chains
    }

    /// The fences that share an end with another, in groups that hang together, ascending. n log n.
    static func groups(of fences: [FenceProfile]) -> [[Int]] {
        let parts = fences.indices.flatMap { fence in fences[fence].parts.map { (fence: fence, part: $0) } }
        var root = Array(fences.indices)
        func find(_ i: Int) -> Int {
            var i = i
            while root[i] != i {
                root[i] = root[root[i]]
                i = root[i]
            }
            return i
        }
        for ends in meetings(parts.map(\.part)) {
            let first = find(parts[ends[0] / 2].fence)
            for end in ends.dropFirst() { root[find(parts[end / 2].fence)] = first }
        }
        var groups: [Int: [Int]] = [:]
        for i in fences.indices { groups[find(i), default: []].append(i) }
        return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }

    /// The ends that lie within `FenceCover.snap` of each other or of one between, two or more at a place, ascending. n log n, for any number of ends at one place or on one
    /// parallel.
    private static func meetings(_ parts: [FenceProfile.Part]) -> [[Int]] {
        let ends = parts.flatMap { [$0.first, $0.last] }
        // Ends of the very same place are looked up once.
        let places = Array(Dictionary(grouping: ends.indices) { ends[$0] })
        let strips = LatitudeStrips(places.map(\.key), reach: FenceCover.snap)
        var isGrouped = [Bool](repeating: false, count: places.count)
        var groups: [[Int]] = []
        for first in places.indices where !isGrouped[first] {
            isGrouped[first] = true
            var group = [first]
            var done = 0
            while done < group.count {
                strips.forEach(near: places[group[done]].key) { other, _ in
                    if !isGrouped[other] {
                        isGrouped[other] = true
                        group.append(other)
                    }
                    return true
                }
                done += 1
            }
            let all = group.flatMap { places[$0].value }
            if all.count > 1 { groups.append(all.sorted()) }
        }
        return groups.sorted { $0[0] < $1[0] }
    }
}
