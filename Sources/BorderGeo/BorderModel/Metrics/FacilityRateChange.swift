import BorderBase
import LineStatistics

/// Whether facilities became denser between two epochs, on border observed at both (F18).
package struct FacilityRateChange: Hashable, Sendable {
    /// Comparison rate over baseline rate; infinite where there was none before.
    package var ratio: Double
    /// Exact conditional 95 % bounds of the ratio; the upper one is infinite where there was none before.
    package var lower: Double
    package var upper: Double
    /// Of "the two rates are equal", in agreement with the bounds. Takes the two counts as independent.
    package var pValue: Double
    /// `pValue` among those of all areas, by Benjamini and Hochberg; `nil` for the union of areas, which is not one more area.
    package var adjustedPValue: Double?
    /// Exact test of new against removed. The same post seen twice is not two independent events, so where records tell which
    /// posts stayed this is the one to read.
    package var pairedPValue: Double
    /// The same adjusted over areas as `adjustedPValue`.
    package var adjustedPairedPValue: Double?
    /// The interval of the ratio that goes with it: those that stayed count in both and do not vary on their own.
    package var paired: PairedRateRatio?

    /// `nil` where both counts are 0 or nothing was observed twice.
    package init?(_ change: FacilityChange, over observedBoth: Metres) {
        guard
            let exact = RateRatio.exact(
                count: change.comparison, over: observedBoth, against: change.baseline, over: observedBoth),
            let ratio = exact.ratio
        else { return nil }
        self.ratio = ratio
        lower = exact.lower
        upper = exact.upper
        pValue = exact.test.central
        let stayed = change.persisted + change.moved + (change.kind == MetricDomain.allName ? change.reclassified : 0)
        paired = PairedRateRatio(stayed: stayed, new: change.comparison - stayed, gone: change.baseline - stayed)
        pairedPValue = McNemar.exact(onlyFirst: change.new, onlySecond: change.removed)
    }
}
