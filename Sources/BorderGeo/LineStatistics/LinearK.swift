import BorderBase

/// Whether events on a line attract or avoid each other, by distance: Ripley's K on one piece of line.
package struct LinearK: Hashable, Sendable {
    package var radii: [Metres]
    /// Corrected for the ends (Ang, Baddeley and Nair 2012): equals the radius for events at random.
    package var corrected: [Metres]
    /// Without correction: too small near the ends.
    package var uncorrected: [Metres]

    /// K of one set: `L / (n (n - 1)) sum over pairs 1{d <= r} / m`, where `m` counts the places of the piece at distance `d`.
    ///
    /// `nil` with fewer than two events or no length. Radii are sorted. O(n log n + pairs within the largest radius).
    package init?(events: [Measure], from start: Measure, to end: Measure, radii: [Metres]) {
        let places = events.map { $0.metres - start.metres }.sorted()
        let length = (end - start).value
        guard places.count >= 2, length > 0, let most = radii.map(\.value).max() else { return nil }
        let radii = radii.sorted()
        var plain = [Double](repeating: 0, count: radii.count)
        var weighted = plain
        for i in places.indices {
            var j = i + 1
            while j < places.count, places[j] - places[i] <= most {
                let d = places[j] - places[i]
                let bin = radii.partitioningIndex { $0.value >= d }
                plain[bin] += 2
                weighted[bin] +=
                    Self.weight(of: places[i], at: d, toRight: true, length: length)
                    + Self.weight(of: places[j], at: d, toRight: false, length: length)
                j += 1
            }
        }
        let n = Double(places.count)
        self.init(radii: radii, plain: plain, weighted: weighted, factor: length / (n * (n - 1)))
    }

    /// Cross-K: how events of `others` lie around those of `events`. `nil` where one of the two is empty.
    package init?(events: [Measure], around others: [Measure], from start: Measure, to end: Measure, radii: [Metres]) {
        let places = events.map { $0.metres - start.metres }.sorted()
        let targets = others.map { $0.metres - start.metres }.sorted()
        let length = (end - start).value
        guard !places.isEmpty, !targets.isEmpty, length > 0, let most = radii.map(\.value).max() else { return nil }
        let radii = radii.sorted()
        var plain = [Double](repeating: 0, count: radii.count)
        var weighted = plain
        var first = 0
        for place in places {
            while first < targets.count, targets[first] < place - most { first += 1 }
            var j = first
            while j < targets.count, targets[j] - place <= most {
                let d = (targets[j] - place).magnitude
                j += 1
                let bin = radii.partitioningIndex { $0.value >= d }
                guard bin < radii.count else { continue }
                plain[bin] += 1
                weighted[bin] += Self.weight(of: place, at: d, toRight: targets[j - 1] >= place, length: length)
            }
        }
        self.init(radii: radii, plain: plain, weighted: weighted, factor: length / (Double(places.count) * Double(targets.count)))
    }

    private init(radii: [Metres], plain: [Double], weighted: [Double], factor: Double) {
        self.radii = radii
        func summed(_ values: [Double]) -> [Metres] {
            var sum = 0.0
            return values.map { value in
                sum += value
                return Metres(sum * factor)
            }
        }
        uncorrected = summed(plain)
        corrected = summed(weighted)
    }

    /// One over the number of places at distance `d`. The one where the partner stands is there; only the other side can lie beyond an end.
    private static func weight(of place: Double, at d: Double, toRight: Bool, length: Double) -> Double {
        (toRight ? place - d >= 0 : place + d <= length) ? 0.5 : 1
    }

    /// `max |K(r) - r|` over the radii: the test statistic for attraction or avoidance at any distance.
    package var largestDeviation: Metres {
        zip(radii, corrected).map { ($1 - $0).magnitude }.max() ?? .zero
    }

    /// Rank of the largest deviation among as many events thrown at random on the piece: `(1 + #{simulated >= seen}) / (simulations + 1)`.
    ///
    /// This one p-value covers all radii; a pointwise envelope does not. `nil` as in `init`.
    package static func randomnessTest(
        events: [Measure], from start: Measure, to end: Measure, radii: [Metres], simulations: Int = 999, seed: UInt64
    ) -> Double? {
        guard let seen = LinearK(events: events, from: start, to: end, radii: radii)?.largestDeviation else { return nil }
        let generator = SplitMix64(seed: seed)
        let count = max(1, simulations)
        let atLeast = Parallel.map(count) { index in
            var random = generator.stream(index)
            let thrown = events.map { _ in Measure(random.uniform(start.metres, end.metres)) }
            let deviation = LinearK(events: thrown, from: start, to: end, radii: radii)?.largestDeviation ?? .zero
            return deviation >= seen ? 1 : 0
        }
        return Double(1 + atLeast.reduce(0, +)) / Double(count + 1)
    }
}
