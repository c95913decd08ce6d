import BorderBase

/// The exact interval of a rate and of its spacing.
public struct RateInterval: Hashable, Sendable {
    /// Bounds per kilometre.
    public var perKilometreLower: Double
    public var perKilometreUpper: Double
    /// Bounds of the spacing: the inverse of the rate's, the other way round.
    public var spacingLower: Metres
    /// `nil` where the count is 0: the spacing has no upper bound then ("> x").
    public var spacingUpper: Metres?
    public var confidence: Share
}

extension Rate {
    /// Garwood's exact interval over the length; `nil` where the length is 0.
    ///
    /// For a full census this is a process interval, not a sampling error.
    public func interval(confidence: Share = Share(0.95)) -> RateInterval? {
        guard isDefined else { return nil }
        let bounds = PoissonInterval.garwood(count: count, confidence: confidence)
        return interval(from: bounds.lower, to: bounds.upper, confidence: confidence)
    }

    /// The interval widened by overdispersion: both arms of the exact interval times `sqrt(dispersion)`; never below 0.
    ///
    /// For use where a dispersion test rejects Poisson; `dispersion` is `DispersionTest.ratio`. Values below 1 do not narrow it.
    public func quasiPoissonInterval(dispersion: Double, confidence: Share = Share(0.95)) -> RateInterval? {
        guard isDefined else { return nil }
        let bounds = PoissonInterval.garwood(count: count, confidence: confidence)
        let factor = max(1, dispersion).squareRoot()
        let n = Double(count)
        return interval(
            from: max(0, n - factor * (n - bounds.lower)), to: n + factor * (bounds.upper - n), confidence: confidence)
    }

    /// Ratio of this rate to another on the same basis, with its exact conditional interval.
    ///
    /// - Throws: `RateError.differentBases`, or `.noLength` where one of the two has no length.
    public func ratio(to other: Rate, confidence: Share = Share(0.95)) throws(RateError) -> RateRatio {
        try requireSameBasis(as: other)
        guard
            let ratio = RateRatio.exact(
                count: count, over: length, against: other.count, over: other.length, confidence: confidence)
        else { throw .noLength(basis) }
        return ratio
    }

    private func interval(from lower: Double, to upper: Double, confidence: Share) -> RateInterval {
        RateInterval(
            perKilometreLower: lower / length.kilometres, perKilometreUpper: upper / length.kilometres,
            spacingLower: length / upper, spacingUpper: lower > 0 ? length / lower : nil, confidence: confidence)
    }
}
