import BorderBase

/// Random arrangements that a scan is compared with.
struct ScanThrower: Sendable {
    private let count: Int
    private let length: Double
    /// Distances to the next one, the last one's round the end; empty: events stand anywhere.
    private let spacings: [Double]

    init(_ line: ObservedLine, _ null: ScanStatistic.Null) {
        count = line.places.count
        length = line.length
        spacings = null == .spacing ? line.spacings : []
    }

    /// Sorted.
    func places(_ random: inout SplitMix64) -> [Double] {
        guard !spacings.isEmpty else { return SpacingTest.thrown(count, on: length, &random) }
        var order = spacings
        random.shuffle(&order)
        // The line is closed to a ring and cut anywhere.
        let start = random.uniform(0, length)
        var place = start
        var wrapped: [Double] = []
        var places: [Double] = []
        places.reserveCapacity(count)
        for spacing in order {
            if place < length { places.append(place) } else { wrapped.append(place - length) }
            place += spacing
        }
        return wrapped + places
    }
}

extension ObservedLine {
    /// Distances to the next event, the last one's round the end of the line.
    var spacings: [Double] {
        guard let first = places.first, let last = places.last else { return [] }
        return zip(places, places.dropFirst()).map { $1 - $0 } + [length - last + first]
    }

    /// Whether neighbours keep a distance: spacings vary so little as one time in forty at random (Greenwood, with its moments).
    var keepsApart: Bool {
        let n = Double(places.count)
        guard n >= 5, length > 0 else { return false }
        let greenwood = spacings.reduce(0) { $0 + ($1 / length) * ($1 / length) }
        // Of a ring with n events: n spacings as of n - 1 events on a line.
        let mean = 2 / (n + 1)
        let variance = 4 * (n - 1) / ((n + 1) * (n + 1) * (n + 2) * (n + 3))
        return greenwood < mean - 1.96 * variance.squareRoot()
    }
}
