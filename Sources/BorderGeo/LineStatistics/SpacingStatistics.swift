import BorderBase

/// Distances between neighbours along the line, and whether they are more regular or more clustered than chance.
package struct SpacingStatistics: Hashable, Sendable {
    package var events: Int
    /// Neighbour distances, sorted; never across a gap between pieces, ends not included.
    package var spacings: [Metres]
    /// Neighbours at the very same measure.
    package var ties: Int
    /// `sum of D^2 / L^2` over all spacings of the pieces, the two end spacings of each included (Greenwood 1946).
    package var greenwood: Double
    /// Mean and standard deviation of `greenwood` for events at random. On one piece `2/(n + 2)` and `4n/((n + 2)^2 (n + 3)(n + 4))`.
    package var greenwoodMean: Double
    package var greenwoodDeviation: Double
    /// Share of random arrangements at least as regular, and at least as clustered (Monte Carlo, the seen one counted).
    package var pRegular: Double
    package var pClustered: Double

    /// Two-sided: twice the smaller tail, at most 1.
    package var pValue: Double { min(1, 2 * min(pRegular, pClustered)) }

    package enum Verdict: String, Hashable, Sendable, Codable { case regular, random, clustered }
    package func verdict(significance: Double = 0.05) -> Verdict {
        guard pValue < significance else { return .random }
        return pRegular < pClustered ? .regular : .clustered
    }

    /// `nil` where there is no event or no length. Pieces are the connected parts of the observed line; simulation keeps the number of
    /// events of each piece. O(simulations x n).
    package init?(pieces: [LinePiece], simulations: Int = 999, seed: UInt64) {
        let parts = pieces.compactMap { piece -> (length: Double, places: [Double])? in
            let length = (piece.end - piece.start).value
            guard length > 0 else { return nil }
            return (length, piece.events.map { min(max(($0 - piece.start).value, 0), length) }.sorted())
        }
        events = parts.reduce(0) { $0 + $1.places.count }
        let total = parts.reduce(0) { $0 + $1.length }
        guard events > 0, total > 0 else { return nil }
        spacings = parts.flatMap { zip($0.places, $0.places.dropFirst()).map { Metres($1 - $0) } }.sorted()
        ties = spacings.count { $0.value == 0 }
        @Sendable func statistic(_ places: [Double], _ length: Double) -> Double {
            var sum = 0.0
            var last = 0.0
            for place in places {
                sum += (place - last) * (place - last)
                last = place
            }
            return (sum + (length - last) * (length - last)) / (total * total)
        }
        greenwood = parts.reduce(0) { $0 + statistic($1.places, $1.length) }
        var (mean, variance) = (0.0, 0.0)
        for (length, places) in parts {
            let n = Double(places.count)
            let share = length * length / (total * total)
            mean += share * 2 / (n + 2)
            variance += share * share * 4 * n / ((n + 2) * (n + 2) * (n + 3) * (n + 4))
        }
        greenwoodMean = mean
        greenwoodDeviation = variance.squareRoot()
        let generator = SplitMix64(seed: seed)
        let count = max(1, simulations)
        let (seen, shapes) = (greenwood, parts.map { (length: $0.length, count: $0.places.count) })
        let outcomes = Parallel.map(count) { index in
            var random = generator.stream(index)
            return shapes.reduce(0.0) { sum, shape in
                sum + statistic(UniformPlaces.sorted(shape.count, on: shape.length, &random), shape.length)
            }
        }
        pRegular = Double(1 + outcomes.count { $0 <= seen }) / Double(count + 1)
        pClustered = Double(1 + outcomes.count { $0 >= seen }) / Double(count + 1)
    }

    /// Mean of the neighbour distances; `nil` without neighbours. Not length over count: that is `Rate.spacing`.
    package var mean: Metres? {
        spacings.isEmpty ? nil : spacings.reduce(.zero, +) / Double(spacings.count)
    }

    package var median: Metres? { quantile(Share(0.5)) }
    /// The least distance kept between neighbours.
    package var least: Metres? { spacings.first }

    /// Linear between order statistics (R's type 7); `nil` without neighbours.
    package func quantile(_ share: Share) -> Metres? {
        Quantile.of(spacings.map(\.value), share.fraction).map { Metres($0) }
    }

    /// Standard deviation over mean: 1 for events at random, 0 for even spacing; `nil` with fewer than two neighbour distances.
    package var variation: Double? {
        guard let mean, mean.value > 0, spacings.count >= 2 else { return nil }
        let squares = spacings.reduce(0) { $0 + ($1 - mean).value * ($1 - mean).value }
        return (squares / Double(spacings.count - 1)).squareRoot() / mean.value
    }
}

/// Quantiles of sorted values.
package enum Quantile {
    /// Linear between order statistics (R's type 7); `nil` for none.
    package static func of(_ sorted: [Double], _ share: Double) -> Double? {
        guard let last = sorted.last else { return nil }
        let position = min(max(share, 0), 1) * Double(sorted.count - 1)
        let index = Int(position)
        guard index + 1 < sorted.count else { return last }
        return sorted[index] + (position - Double(index)) * (sorted[index + 1] - sorted[index])
    }
}
