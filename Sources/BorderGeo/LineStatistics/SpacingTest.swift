import BorderBase

/// Whether events attract or avoid each other, or those of another kind, at any distance: K or cross-K of all pieces together against random
/// arrangements with as many on each piece (F16).
package struct SpacingTest: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package var radius: Metres
        /// Equals the radius for events at random.
        package var k: Metres
        /// Band of 95 % of random arrangements over all radii at once.
        package var lower: Metres
        package var upper: Metres
    }

    package enum Against: String, Hashable, Sendable {
        /// Events thrown at random on their pieces.
        case random = "uniform on each piece, as many as were seen"
        /// The first kind stays, the second is thrown at random.
        case otherKind = "the second kind uniform on each piece, as many as were seen; the first stays"
    }

    package var pValue: Double
    package var curve: [Point]
    package var against: Against
    package var simulations: Int
    /// Pieces that took part, their length and their events.
    package var pieces: Int
    package var length: Metres
    package var events: Int
    package var others: Int?

    /// Radii up to five mean spacings, 2 km or half the longest piece, the denser the shorter: what stands side by side shows at many of them.
    /// None where there is no length.
    private static func radii(_ lengths: [Double], events: Int) -> [Double] {
        let spacing = lengths.reduce(0, +) / Double(max(1, events))
        let most = min(2000, 5 * spacing, (lengths.max() ?? 0) / 2)
        return most > 0 ? (1...40).map { most * Double($0 * $0) / 1600 } : []
    }

    /// K of the pieces that hold two events or more. `nil` where there are none. O(simulations x radii x n).
    package init?(_ pieces: [LinePiece], simulations: Int = 999, seed: UInt64) {
        let parts = pieces.filter { $0.length > 0 && $0.events.count >= 2 }
        guard !parts.isEmpty else { return nil }
        let seen = parts.map(\.places)
        let counts = seen.map(\.count)
        let k = PooledK(
            lengths: parts.map(\.length), radii: Self.radii(parts.map(\.length), events: counts.reduce(0, +)))
        let generator = SplitMix64(seed: seed)
        let curves = Parallel.map(max(1, simulations)) { index in
            var random = generator.stream(index)
            return k.values(zip(counts, k.lengths).map { Self.thrown($0, on: $1, &random) })
        }
        self.init(k.values(seen), among: curves, of: k, on: parts, against: .random, others: nil)
    }

    /// Cross-K of two kinds on the same pieces: those that hold both. `nil` where there are none.
    package init?(_ first: [LinePiece], against second: [LinePiece], simulations: Int = 999, seed: UInt64) {
        let both = zip(first, second).filter { $0.length > 0 && !$0.events.isEmpty && !$1.events.isEmpty }
        guard !both.isEmpty else { return nil }
        let parts = both.map(\.0)
        let (seen, others) = (parts.map(\.places), both.map { $0.1.places })
        let counts = others.map(\.count)
        let events = (seen + others).reduce(0) { $0 + $1.count }
        let k = PooledK(lengths: parts.map(\.length), radii: Self.radii(parts.map(\.length), events: events))
        let generator = SplitMix64(seed: seed)
        let curves = Parallel.map(max(1, simulations)) { index in
            var random = generator.stream(index)
            return k.values(seen, around: zip(counts, k.lengths).map { Self.thrown($0, on: $1, &random) })
        }
        self.init(
            k.values(seen, around: others), among: curves, of: k, on: parts, against: .otherKind, others: counts.reduce(0, +))
    }

    private init(
        _ seen: [Double], among curves: [[Double]], of k: PooledK, on parts: [LinePiece], against: Against, others: Int?
    ) {
        let test = ExtremeRankLength(seen: seen, simulated: curves)
        pValue = test.pValue
        curve = k.radii.indices.map {
            Point(
                radius: Metres(k.radii[$0]), k: Metres(seen[$0]), lower: Metres(test.lower[$0]), upper: Metres(test.upper[$0]))
        }
        self.against = against
        self.others = others
        simulations = curves.count
        pieces = parts.count
        length = Metres(k.lengths.reduce(0, +))
        events = parts.reduce(0) { $0 + $1.events.count }
    }

    /// So many places at random, sorted: sums of exponential steps, which take no sorting.
    static func thrown(_ count: Int, on length: Double, _ random: inout SplitMix64) -> [Double] {
        var sum = 0.0
        var places = (0..<count).map { _ in
            sum -= Elementary.log(1 - random.uniform())
            return sum
        }
        let scale = length / (sum - Elementary.log(1 - random.uniform()))
        for index in places.indices { places[index] *= scale }
        return places
    }
}

extension LinePiece {
    /// Events from the start of the piece on, sorted.
    var places: [Double] { events.map { min(max(($0 - start).value, 0), length) }.sorted() }
}
