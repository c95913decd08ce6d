import LineStatistics
import LinearReferencing

/// Facilities per kilometre along the border, smoothed (F14): one value for each short stretch, which is called a lixel.
package struct DensityProfile: Hashable, Sendable {
    package struct Lixel: Hashable, Sendable {
        package var span: MeasureSpan
        /// Facilities that the smoothed density puts here. Over a connected piece of observed border they add up to the
        /// facilities on it.
        package var expected: Double
        package var perKilometre: Double { expected / span.length.kilometres }
    }

    package var area: String
    package var epoch: String
    package var kind: String
    /// Standard deviation of the kernel.
    package var bandwidth: Metres
    /// How the bandwidth came about.
    package var choice: BandwidthChoice
    /// Facilities counted.
    package var count: Int
    package var lixels: [Lixel]
}

/// Where the bandwidth of a density comes from.
package enum BandwidthChoice: String, Hashable, Sendable, Codable {
    /// Asked for.
    case given
    /// The one that predicts each facility best from the others.
    case crossValidated = "cross_validated"
    /// Cross-validation ended at the smallest or largest bandwidth tried: the data do not settle it.
    case crossValidatedAtEnd = "cross_validated_at_end"
    /// Fewer than two facilities: nothing to choose by.
    case fallback
}

extension Inventory {
    /// The density of `selection` along the observed border of `domain`, in lixels of `step` (the last of a piece is shorter).
    ///
    /// Smoothing never reaches across unobserved border; its ends reflect. Without a `bandwidth` one is chosen by likelihood
    /// cross-validation, not below
    /// 10 m nor below twice the largest positional uncertainty; with fewer than two facilities it is 1 km. n log n, plus lixels
    /// times facilities in reach.
    package func densityProfile(
        in domain: MetricDomain, of selection: FacilitySelection, step: Metres = Metres(250), bandwidth: Metres? = nil
    ) -> DensityProfile {
        let sigma = present.reduce(0) { max($0, assets.facilities[$1].facility.provenance.sigma?.value ?? 0) }
        let pieces = linePieces(in: domain, of: selection)
        let (width, choice) = Self.bandwidth(bandwidth, pieces, floor: Metres(max(10, 2 * sigma)))
        let lixels = pieces.flatMap { piece -> [DensityProfile.Lixel] in
            guard let density = LineDensity(events: piece.events, from: piece.start, to: piece.end, bandwidth: width) else {
                return []
            }
            return Self.cuts(piece, step).map {
                DensityProfile.Lixel(span: $0, expected: density.events(from: $0.from, to: $0.to))
            }
        }
        return DensityProfile(
            area: domain.id, epoch: epoch.id, kind: selection.name, bandwidth: width, choice: choice,
            count: pieces.reduce(0) { $0 + $1.events.count }, lixels: lixels)
    }

    private static func bandwidth(_ asked: Metres?, _ pieces: [LinePiece], floor: Metres) -> (Metres, BandwidthChoice) {
        if let asked { return (asked, .given) }
        let longest = pieces.reduce(0) { max($0, ($1.end - $1.start).value) }
        let ceiling = Metres(max(longest / 4, floor.value * 2))
        guard let search = BandwidthSearch(pieces: pieces, floor: floor, ceiling: ceiling) else {
            return (.kilometres(1), .fallback)
        }
        return (search.bandwidth, search.isAtEnd ? .crossValidatedAtEnd : .crossValidated)
    }

    /// At most a million lixels to a piece: a step shorter than that is widened.
    private static func cuts(_ piece: LinePiece, _ step: Metres) -> [MeasureSpan] {
        let length = (piece.end - piece.start).value
        guard length > 0, step.value > 0 else { return [] }
        let width = max(step.value, length / 1e6)
        let count = Int((length / width).rounded(.up))
        return (0..<max(1, count)).map { i in
            MeasureSpan(piece.start + Metres(Double(i) * width), min(piece.end, piece.start + Metres(Double(i + 1) * width)))
        }.filter { !$0.isEmpty }
    }
}
