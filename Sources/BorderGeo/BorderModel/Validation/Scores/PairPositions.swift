import LineStatistics
import LinearReferencing

/// How the positions of matched pairs differ: on the ground, and along and across the route.
///
/// Matching admits no difference beyond its gate, so all figures are at best as large as that.
package struct PairPositions: Hashable, Sendable {
    package var accuracy: PositionalAccuracy
    /// `nil` with fewer than 3 pairs.
    package var shift: ShiftTest?
    /// Root mean squares along the route and across it; `nil` where no pair is located.
    package var rmseAlong: Metres?
    package var rmseAcross: Metres?

    /// `nil` without pairs.
    package init?(_ pairs: [MatchedPair]) {
        let (east, north) = (pairs.map(\.east), pairs.map(\.north))
        guard let accuracy = PositionalAccuracy(east: east, north: north) else { return nil }
        self.accuracy = accuracy
        shift = ShiftTest(east: east, north: north)
        func rms(_ values: [Metres]) -> Metres? {
            values.isEmpty ? nil : Metres((values.reduce(0) { $0 + $1.value * $1.value } / Double(values.count)).squareRoot())
        }
        rmseAlong = rms(pairs.compactMap(\.along))
        rmseAcross = rms(pairs.compactMap(\.across))
    }

    package var findings: [Finding] {
        guard accuracy.count < 30 else { return [] }
        return [
            Finding(
                rule: "few-check-points", severity: .note,
                sentence:
                    "Positional accuracy rests on \(NumberText.counted(accuracy.count, one: "pair", many: "pairs")); NSSDA requires 20, ASPRS 2023 requires 30.",
                remedy: "Validate a larger sample.")
        ]
    }
}
