import BorderBase

/// Whether one curve is as extreme as those that chance gives, over all its values at once (extreme rank length; Myllymaki and others 2017).
///
/// At each value a curve has a rank from its own side, so that the spread there does not matter: it is studentised by itself. Curves are
/// compared by their ranks in rising order: the one that is lowest or highest most often is the most extreme.
package struct ExtremeRankLength: Hashable, Sendable {
    /// `(1 + #{simulated as extreme or more}) / (simulations + 1)`.
    package var pValue: Double
    /// The band that holds 95 % of all curves whole: the seen one leaves it where and only where the test rejects at 5 %.
    package var lower: [Double]
    package var upper: [Double]

    /// All curves have as many values. O(values x simulations log simulations).
    package init(seen: [Double], simulated: [[Double]], level: Double = 0.05) {
        let curves = [seen] + simulated
        let count = curves.count
        // Ranks from the nearer end, equal values their mean; twice, to be whole.
        var ranks = [[Int32]](repeating: [Int32](repeating: 0, count: seen.count), count: count)
        var order = Array(0..<count)
        for value in seen.indices {
            order.sort { curves[$0][value] < curves[$1][value] }
            var start = 0
            while start < count {
                var end = start + 1
                while end < count, curves[order[end]][value] <= curves[order[start]][value] { end += 1 }
                let twice = start + end + 1
                for place in start..<end { ranks[order[place]][value] = Int32(min(twice, 2 * (count + 1) - twice)) }
                start = end
            }
        }
        for curve in ranks.indices { ranks[curve].sort() }
        let own = ranks[0]
        let asExtreme = ranks.count { !own.lexicographicallyPrecedes($0) }
        pValue = Double(asExtreme) / Double(count)
        // The band leaves out as many of the most extreme as the level allows.
        let byDepth = ranks.indices.sorted { ranks[$0].lexicographicallyPrecedes(ranks[$1]) }
        var left = min(Int(level * Double(count)), count - 1)
        // Curves that are equally extreme stay together.
        while left > 0, !ranks[byDepth[left - 1]].lexicographicallyPrecedes(ranks[byDepth[left]]) { left -= 1 }
        let kept = byDepth[left...]
        lower = seen.indices.map { value in kept.reduce(.infinity) { min($0, curves[$1][value]) } }
        upper = seen.indices.map { value in kept.reduce(-.infinity) { max($0, curves[$1][value]) } }
    }
}
