import BorderBase

/// Intervals of any statistic of units in a row (bins, lixels) that are not independent of their neighbours: moving blocks are drawn
/// again and again, so that the dependence inside a block stays (Kuensch 1989).
package struct BlockBootstrap: Hashable, Sendable {
    package var units: Int
    /// Units in a block; 2 to 10 km of border as a rule.
    package var blockLength: Int
    package var replicates: Int
    package var seed: UInt64

    /// Values below 1 become 1; a block is no longer than the row.
    package init(units: Int, blockLength: Int, replicates: Int = 1999, seed: UInt64) {
        self.units = max(0, units)
        self.blockLength = max(1, min(blockLength, max(1, units)))
        self.replicates = max(1, replicates)
        self.seed = seed
    }

    package struct Interval: Hashable, Sendable {
        package var estimate: Double
        package var percentile: ClosedRange<Double>
        /// Bias-corrected and accelerated (Efron 1987), the acceleration from a jackknife over blocks; `nil` where it is not defined.
        package var accelerated: ClosedRange<Double>?
        /// Replicates in which the statistic was defined.
        package var defined: Int
        /// Standard deviation over the replicates.
        package var standardError = 0.0

        /// On the logit with Student's t for the number of blocks, for a statistic between 0 and 1: percentiles of blocks are too narrow (they hold
        /// 0.88 to 0.93 where this holds 0.93 to 0.97: 60 units or more, dependence over up to half a block). `nil` elsewhere.
        package var studentised: ClosedRange<Double>?

        /// The interval to quote.
        package var range: ClosedRange<Double> { studentised ?? percentile }

        /// Whether the replicates differ at all: where they do not, an interval would claim certainty.
        package var hasWidth: Bool { percentile.lowerBound < percentile.upperBound }
    }

    /// Calls `statistic` with the indices of the drawn units. `nil` where it is not defined for the units themselves, or for fewer than
    /// half of the replicates. The same seed gives the same interval on any number of cores.
    package func interval(
        confidence: Share = Share(0.95), of statistic: @escaping @Sendable ([Int]) -> Double?
    ) -> Interval? {
        guard units > 0, let estimate = statistic(Array(0..<units)) else { return nil }
        return interval(
            around: estimate, confidence: confidence,
            drawn: { random in
                var indices: [Int] = []
                indices.reserveCapacity(units)
                draw(&random) { indices.append(contentsOf: $0) }
                return statistic(indices)
            },
            without: { left in statistic(Array(0..<left.lowerBound) + Array(left.upperBound..<units)) })
    }

    /// The same of units that are of a few kinds, with a statistic of how many there are of each. Units of the common kind cost nothing.
    package func interval(
        over kinds: UnitKinds, confidence: Share = Share(0.95), of statistic: @escaping @Sendable (_ counts: [Int]) -> Double?
    ) -> Interval? {
        guard units > 0, units == kinds.unitCount, let estimate = statistic(kinds.counts) else { return nil }
        return interval(
            around: estimate, confidence: confidence,
            drawn: { random in
                var counts = [Int](repeating: 0, count: kinds.counts.count)
                draw(&random) { kinds.add($0, to: &counts) }
                return statistic(counts)
            },
            without: { left in
                var counts = [Int](repeating: 0, count: kinds.counts.count)
                kinds.add(left, to: &counts)
                return statistic(zip(kinds.counts, counts).map { $0 - $1 })
            })
    }

    private func interval(
        around estimate: Double, confidence: Share, drawn: @escaping @Sendable (inout SplitMix64) -> Double?,
        without: @escaping @Sendable (Range<Int>) -> Double?
    ) -> Interval? {
        let generator = SplitMix64(seed: seed)
        let values = Parallel.map(replicates) { index in
            var random = generator.stream(index)
            return drawn(&random)
        }.compactMap { $0 }.filter { !$0.isNaN }.sorted()
        guard values.count * 2 >= replicates else { return nil }
        let tail = (1 - confidence.fraction) / 2
        func quantile(_ share: Double) -> Double { Quantile.of(values, share) ?? estimate }
        let percentile = quantile(tail)...max(quantile(tail), quantile(1 - tail))
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let standardError = (squares / Double(max(1, values.count - 1))).squareRoot()
        return Interval(
            estimate: estimate, percentile: percentile,
            accelerated: accelerated(values, around: estimate, tail: tail, quantile: quantile, without: without),
            defined: values.count, standardError: standardError,
            studentised: studentised(estimate, standardError, confidence: confidence))
    }

    private func studentised(_ estimate: Double, _ error: Double, confidence: Share) -> ClosedRange<Double>? {
        guard estimate > 0, estimate < 1, units > blockLength, error > 0 else { return nil }
        // A row of blocks that overlap varies less than blocks apart would.
        let wider = error * (Double(units) / Double(units - blockLength)).squareRoot()
        let degrees = max(1, Double(units) / Double(blockLength) - 1)
        let half = StudentT.twoSided(confidence, degrees: degrees) * wider / (estimate * (1 - estimate))
        let odds = estimate / (1 - estimate)
        let (low, high) = (odds * Elementary.exp(-half), odds * Elementary.exp(half))
        return low / (1 + low)...(high.isFinite ? high / (1 + high) : 1)
    }

    /// Blocks until there are as many units as in the row; the last one may be cut.
    private func draw(_ random: inout SplitMix64, _ body: (Range<Int>) -> Void) {
        var missing = units
        while missing > 0 {
            let start = random.index(below: units - blockLength + 1)
            body(start..<start + min(blockLength, missing))
            missing -= blockLength
        }
    }

    /// A jackknife leaves out this many parts at most, each of several blocks in a longer row: its work stays linear in the units.
    private static let jackknifeParts = 2000

    private func accelerated(
        _ values: [Double], around estimate: Double, tail: Double, quantile: (Double) -> Double,
        without: @escaping @Sendable (Range<Int>) -> Double?
    ) -> ClosedRange<Double>? {
        // Ties count half, so that a discrete statistic has no bias of its own.
        let below = Double(values.count { $0 < estimate }) + Double(values.count { $0 == estimate }) / 2
        let share = below / Double(values.count)
        guard share > 0, share < 1 else { return nil }
        let bias = Normal.quantile(share)
        let all = (units + blockLength - 1) / blockLength
        let length = blockLength * ((all + Self.jackknifeParts - 1) / Self.jackknifeParts)
        let blocks = (units + length - 1) / length
        guard blocks >= 2 else { return nil }
        let left = Parallel.map(blocks) { block in
            without(block * length..<min(units, (block + 1) * length))
        }.compactMap { $0 }
        guard left.count == blocks else { return nil }
        let mean = left.reduce(0, +) / Double(blocks)
        let squares = left.reduce(0) { $0 + (mean - $1) * (mean - $1) }
        let cubes = left.reduce(0) { $0 + (mean - $1) * (mean - $1) * (mean - $1) }
        let acceleration = squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
        func adjusted(_ z: Double) -> Double? {
            let sum = bias + z
            let bottom = 1 - acceleration * sum
            return bottom > 0 ? Normal.cumulative(bias + sum / bottom) : nil
        }
        let z = Normal.quantile(1 - tail)
        guard let low = adjusted(-z), let high = adjusted(z) else { return nil }
        return quantile(low)...max(quantile(low), quantile(high))
    }
}
