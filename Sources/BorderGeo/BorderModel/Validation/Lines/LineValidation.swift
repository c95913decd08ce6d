import LinearReferencing

/// How well digitised lines cover the true ones, by length within a tolerance (F19).
///
/// Along fences of several layers match each layer on its own: a secondary fence 15 m off would otherwise complete the primary one.
package struct LineValidation: Hashable, Sendable {
    package var tolerance: Metres
    /// Length of the reference, and of it what lies within the tolerance of the digitised lines.
    package var reference: Metres
    package var referenceMatched: Metres
    package var digitised: Metres
    package var digitisedMatched: Metres
    /// Farthest that a reference place lies from the digitised lines, and the other way round; `nil` where one is beyond the search
    /// distance or one set is empty.
    package var hausdorff: Metres?
    /// Distances of digitised places from the reference with the length each stands for, sorted; beyond the search distance infinite.
    private var distances: [WeightedDistance]

    private struct WeightedDistance: Hashable, Sendable {
        var distance: Double
        var length: Double
    }

    /// Of the reference, the share that was digitised; `nil` without a reference.
    package var completeness: Share? { Share(referenceMatched, of: reference) }
    /// Of what was digitised, the share that is true; `nil` where nothing was.
    package var correctness: Share? { Share(digitisedMatched, of: digitised) }
    /// Matched over matched, false and missed together; `nil` where both sets are empty.
    package var quality: Share? {
        Share(digitisedMatched, of: digitisedMatched + (digitised - digitisedMatched) + (reference - referenceMatched))
    }

    /// Of what was digitised and is true, the share that says again what other lines say: 0.5 where every line is drawn twice; `nil` where
    /// nothing is. Not below 0.
    package var redundancy: Share? {
        Share(max(.zero, digitisedMatched - referenceMatched), of: digitisedMatched)
    }

    /// Share of the digitised length within a distance of the reference (Goodchild and Hunter 1997).
    package func share(within distance: Metres) -> Share? {
        let inside = distances.prefix { $0.distance <= distance.value }.reduce(0) { $0 + $1.length }
        return Share(Metres(inside), of: digitised)
    }

    /// The distance within which a share of the digitised length lies; `nil` beyond the search distance, or where nothing was digitised.
    package func distance(holding share: Share) -> Metres? {
        var sum = 0.0
        let wanted = share.fraction * digitised.value
        for entry in distances {
            sum += entry.length
            if sum >= wanted * (1 - 1e-12) { return entry.distance.isFinite ? Metres(entry.distance) : nil }
        }
        return nil
    }

    /// Both sets are cut into pieces of a tenth of the tolerance, at most 10 m; each counts by where its middle lies. Distances are
    /// searched up to 20 tolerances. Linear in length over piece length.
    package init(reference: [Polyline<GeoPosition>], digitised: [Polyline<GeoPosition>], tolerance: Metres, jobs: Int? = nil) {
        self.tolerance = tolerance
        let step = min(10, max(0.1, tolerance.value / 10))
        let limit = max(tolerance * 20, Metres(1))
        let referencePlaces = Self.places(reference, step: step)
        let digitisedPlaces = Self.places(digitised, step: step)
        let toDigitised = Self.distances(referencePlaces, to: digitised, limit: limit, jobs: jobs)
        let toReference = Self.distances(digitisedPlaces, to: reference, limit: limit, jobs: jobs)
        func length(_ places: [WeightedDistance], within distance: Double = .infinity) -> Metres {
            Metres(places.reduce(0) { $0 + ($1.distance <= distance ? $1.length : 0) })
        }
        self.reference = length(toDigitised)
        referenceMatched = length(toDigitised, within: tolerance.value)
        self.digitised = length(toReference)
        digitisedMatched = length(toReference, within: tolerance.value)
        let farthest = (toDigitised + toReference).map(\.distance).max()
        hausdorff = farthest.flatMap { !toDigitised.isEmpty && !toReference.isEmpty && $0.isFinite ? Metres($0) : nil }
        distances = toReference.sorted { $0.distance < $1.distance }
    }

    private struct Sample: Sendable {
        var position: GeoPosition
        var length: Double
    }

    private static func places(_ lines: [Polyline<GeoPosition>], step: Double) -> [Sample] {
        let geodesic = Geodesic()
        return lines.flatMap { line in
            zip(line.positions, line.positions.dropFirst()).flatMap { a, b -> [Sample] in
                let length = geodesic.distance(a, b).value
                guard length > 0, length.isFinite else { return [] }
                let count = max(1, Int(min((length / step).rounded(.up), 1_000_000)))
                return (0..<count).map {
                    Sample(position: a.between(b, (Double($0) + 0.5) / Double(count)), length: length / Double(count))
                }
            }
        }
    }

    private static func distances(
        _ places: [Sample], to lines: [Polyline<GeoPosition>], limit: Metres, jobs: Int?
    ) -> [WeightedDistance] {
        let proximity = FenceProximity(lines, within: limit)
        let pieces = Parallel.pieces(of: places.count, atLeast: 1024, jobs: jobs)
        return Parallel.map(pieces.count, jobs: jobs) { piece in
            places[pieces[piece]].map { place in
                WeightedDistance(distance: proximity.distance(to: place.position)?.value ?? .infinity, length: place.length)
            }
        }.flatMap { $0 }
    }
}
