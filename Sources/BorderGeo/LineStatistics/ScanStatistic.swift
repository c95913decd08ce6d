import BorderBase

/// Stretches with more events than chance allows, and stretches with fewer: the scan statistic on a line (Kulldorff 1997).
package struct ScanStatistic: Hashable, Sendable {
    package struct Window: Hashable, Sendable {
        package var from: Measure
        package var to: Measure
        /// Observed length inside; less than `to - from` where the window spans a gap of observation.
        package var observed: Metres
        package var count: Int
        /// Count expected for events at random.
        package var expected: Double
        package var likelihoodRatio: Double
        /// `(1 + #{simulated maximum >= this}) / (simulations + 1)`.
        package var pValue: Double
        /// The same among all areas and epochs of a run; `nil` where there is no run.
        package var adjustedPValue: Double?

        /// Whether chance explains it: only what it does not explain is hot or cold.
        package var isSignificant: Bool { adjustedPValue ?? pValue <= 0.05 }

        /// Rate inside over rate outside; `nil` where all events are inside.
        package func relativeRate(total: Int) -> Double? {
            let outside = Double(total - count)
            guard outside > 0, expected > 0 else { return nil }
            return Double(count) / expected / (outside / (Double(total) - expected))
        }
    }

    /// What chance is taken to do.
    package enum Null: String, Hashable, Sendable, CaseIterable {
        /// Spacing where events are more regular than at random, homogeneous elsewhere.
        case automatic = "auto"
        /// As many events anywhere.
        case homogeneous
        /// The distances between neighbours in another order: events that keep apart keep apart.
        case spacing
    }

    package struct Options: Hashable, Sendable {
        /// Windows hold at most this share of the observed length.
        package var largestShare: Share
        /// Narrower windows count as this wide, so that coincident events are no infinite cluster.
        package var leastWidth: Metres
        package var simulations: Int
        package var seed: UInt64
        /// How many windows that do not overlap are reported, hot and cold each.
        package var limit: Int
        package var null: Null

        package init(
            largestShare: Share = Share(0.5), leastWidth: Metres = Metres(50), simulations: Int = 999, seed: UInt64 = 1,
            limit: Int = 5, null: Null = .automatic
        ) {
            self.null = null
            self.largestShare = largestShare
            self.leastWidth = leastWidth
            self.simulations = simulations
            self.seed = seed
            self.limit = limit
        }
    }

    package var events: Int
    package var length: Metres
    /// What the windows were compared with: homogeneous or spacing.
    package var null: Null
    /// From the likeliest down; they do not overlap.
    package var hot: [Window]
    package var cold: [Window]

    /// Hot windows start and end at events, cold ones lie between events. Conditional on the number of events, uniform on the observed
    /// pieces. `nil` with fewer than two events or no length. O(n log n) a simulation as a rule.
    package init?(pieces: [LinePiece], options: Options = Options()) {
        let line = ObservedLine(pieces)
        guard line.places.count >= 2, line.length > 0 else { return nil }
        events = line.places.count
        length = Metres(line.length)
        null = options.null == .automatic ? (line.keepsApart ? .spacing : .homogeneous) : options.null
        let thrower = ScanThrower(line, null)
        let search = ScanSearch(
            likelihood: ScanLikelihood(total: line.places.count, length: line.length),
            widest: options.largestShare.fraction * line.length, narrowest: max(0, options.leastWidth.value))
        let hotFound = search.windows(line.places, limit: options.limit, kind: .hot)
        let coldFound = search.windows(line.places, limit: options.limit, kind: .cold)
        let exceedances = search.simulatedExceedances(
            hot: hotFound.map(\.ratio), cold: coldFound.map(\.ratio), options, thrower)
        func window(_ found: ScanSearch.Found, _ exceedances: Int) -> Window {
            Window(
                from: line.measure(found.from, isStart: true), to: line.measure(found.to, isStart: false),
                observed: Metres(found.to - found.from),
                count: found.count, expected: Double(line.places.count) * found.width / line.length,
                likelihoodRatio: found.ratio,
                pValue: Double(1 + exceedances) / Double(max(1, options.simulations) + 1))
        }
        hot = zip(hotFound, exceedances.hot).map(window)
        cold = zip(coldFound, exceedances.cold).map(window)
    }
}

/// The observed pieces laid end to end.
struct ObservedLine: Sendable {
    /// Places of events on the joined line, sorted.
    package var places: [Double]
    package var length: Double
    private var starts: [(place: Double, measure: Double)]

    init(_ pieces: [LinePiece]) {
        places = []
        length = 0
        starts = []
        for piece in pieces.filter({ $0.length > 0 }).sorted(by: { $0.start < $1.start }) {
            starts.append((length, piece.start.metres))
            for event in piece.events { places.append(length + min(max((event - piece.start).value, 0), piece.length)) }
            length += piece.length
        }
        places.sort()
    }

    /// Back to a measure of the route. A place where two pieces meet is the start of the later one or the end of the earlier one.
    package func measure(_ place: Double, isStart: Bool) -> Measure {
        let after = starts.partitioningIndex { isStart ? $0.place > place : $0.place >= place }
        let piece = starts[max(0, after - 1)]
        return Measure(piece.measure + place - piece.place)
    }
}
