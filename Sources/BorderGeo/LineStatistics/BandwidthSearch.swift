import BorderBase

/// The bandwidth of a line density that predicts each event best from the others (likelihood cross-validation).
package struct BandwidthSearch: Sendable {
    package var bandwidth: Metres
    /// True where the best value is the first or the last tried: the true optimum may lie beyond it.
    package var isAtEnd: Bool
    /// `sum log density without the event itself - n` for each bandwidth tried.
    package var scores: [(bandwidth: Metres, score: Double)]

    /// Tries `steps` bandwidths, evenly spaced in the logarithm, from `floor` to `ceiling`.
    ///
    /// `nil` with fewer than two events. Coincident events drive the optimum to 0, so give a floor of 10 m or twice the positional
    /// uncertainty. Beyond 20,000 events densities are taken from counts in bins of a tenth of the bandwidth.
    package init?(pieces: [LinePiece], floor: Metres, ceiling: Metres, steps: Int = 32) {
        let pieces = pieces.filter { $0.end > $0.start }
        let count = pieces.reduce(0) { $0 + $1.events.count }
        guard count >= 2, floor.value > 0, ceiling >= floor, ceiling.value.isFinite else { return nil }
        let steps = max(2, steps)
        let ratio = Elementary.log(ceiling / floor) / Double(steps - 1)
        let bandwidths = (0..<steps).map { Metres(floor.value * Elementary.exp(ratio * Double($0))) }
        let all = pieces
        let values = Parallel.map(steps) { step in
            all.reduce(-Double(count)) { sum, piece in
                sum + (count > 20_000 ? Self.binnedScore(piece, bandwidths[step]) : Self.score(piece, bandwidths[step]))
            }
        }
        scores = zip(bandwidths, values).map { ($0, $1) }
        var best = 0
        for index in values.indices where values[index] > values[best] { best = index }
        bandwidth = bandwidths[best]
        isAtEnd = best == 0 || best == steps - 1
    }

    private static func score(_ piece: LinePiece, _ bandwidth: Metres) -> Double {
        guard let density = LineDensity(events: piece.events, from: piece.start, to: piece.end, bandwidth: bandwidth) else {
            return 0
        }
        return piece.events.reduce(0) { sum, event in
            // An event with no other in reach has density 0 without itself; the floor keeps one such event from deciding alone.
            sum + Elementary.log(max(density.perMetre(at: event) - density.ownShare(at: event), 1e-30))
        }
    }

    private static func binnedScore(_ piece: LinePiece, _ bandwidth: Metres) -> Double {
        let length = (piece.end - piece.start).value
        let bins = max(1, Int(min(length / bandwidth.value * 10, 2e7).rounded(.up)))
        let step = length / Double(bins)
        var counts = [Double](repeating: 0, count: bins)
        for event in piece.events {
            counts[min(bins - 1, max(0, Int((event - piece.start).value / step)))] += 1
        }
        let reach = min(Int((6 * bandwidth.value / step).rounded(.up)), 100_000)
        let kernel = (0...reach).map { tap in
            let t = Double(tap) * step / bandwidth.value
            return Elementary.exp(-t * t / 2) / (bandwidth.value * (2 * .pi).squareRoot())
        }
        func mirrored(_ bin: Int) -> Int {
            let m = ((bin % (2 * bins)) + 2 * bins) % (2 * bins)
            return m < bins ? m : 2 * bins - 1 - m
        }
        var sum = 0.0
        for bin in 0..<bins where counts[bin] > 0 {
            var density = (counts[bin] - 1) * kernel[0]
            for tap in 1..<(reach + 1) {
                let (left, right) = (bin - tap, bin + tap)
                density +=
                    kernel[tap] * (counts[left >= 0 ? left : mirrored(left)] + counts[right < bins ? right : mirrored(right)])
            }
            sum += counts[bin] * Elementary.log(max(density, 1e-30))
        }
        return sum
    }
}
