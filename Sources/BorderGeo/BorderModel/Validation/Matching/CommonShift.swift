import BorderBase
import LineStatistics
import LinearReferencing

/// The displacement that all pairs of two epochs share: that of their images, not of the facilities (F8, F11).
package struct CommonShift: Hashable, Sendable {
    /// Pairs that show it.
    package var pairs: Int
    /// Later minus earlier in metres, each axis by itself, with 95 % intervals.
    package var east: MedianInterval
    package var north: MedianInterval
    /// Whether it was taken off before distances were judged.
    package var isRemoved: Bool

    /// `nil` with fewer than six pairs, for which there is no interval.
    package init?(_ differences: [(east: Double, north: Double)], isRemoved: Bool) {
        guard let east = MedianInterval(differences.map(\.east)), let north = MedianInterval(differences.map(\.north)) else {
            return nil
        }
        pairs = differences.count
        self.east = east
        self.north = north
        self.isRemoved = isRemoved
    }

    /// The shift in words, taken off or not.
    var finding: Finding {
        func text(_ axis: MedianInterval) -> String {
            let (value, lower, upper) = (axis.median, axis.lower, axis.upper)
            return
                "\(NumberText.fixed(value, 1)) m (95 % interval \(NumberText.fixed(lower, 1)) to \(NumberText.fixed(upper, 1)))"
        }
        return Finding(
            rule: "facility-shift", severity: .note,
            sentence:
                "\(NumberText.grouped(pairs)) facilities that were drawn anew are shifted as a whole by \(text(east)) to the "
                + "east and \(text(north)) to the north; "
                + (isRemoved ? "distances are judged without it." : "the shift was left in."),
            remedy: isRemoved
                ? "Use \(.keepShift) where the facilities themselves may have moved like that."
                : "Leave out \(.keepShift) to take it off.")
    }
}
