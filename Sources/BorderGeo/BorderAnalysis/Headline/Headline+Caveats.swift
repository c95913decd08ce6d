import BorderBase
import BorderModel

extension ReportModel {
    var caveats: [String] {
        var result: [String] = []
        if let sentence = assumedObservation.sentence { result.append(sentence) }
        if let text = otherBasisCaveat { result.append(text) }
        if let epoch = headlineEpoch, let row = density(epoch: epoch.id), let rate = leadingRate(of: row),
            let interval = rate.interval(), row.count.count > 0, rate.spacing != nil
        {
            result.append(
                "One every \(NumberText.spacing(rate.spacing)) of \(rate.basis.phrase): 95 % interval \(NumberText.spacing(interval.spacingLower)) to "
                    + "\(NumberText.spacing(interval.spacingUpper)). It is the interval of a random process of this intensity "
                    + "(exact Poisson), not a sampling error: every facility that imagery shows was counted.")
        }
        if let epoch = headlineEpoch, let row = density(epoch: epoch.id), let dispersion = row.dispersion,
            dispersion.rejectsPoisson()
        {
            let ratio = NumberText.fixed(dispersion.ratio, 1)
            if dispersion.ratio < 1 {
                result.append(
                    "Counts per kilometre of border are more even than a random process gives (dispersion \(ratio)): that interval is wide."
                )
            } else if let rate = leadingRate(of: row), let wide = row.clusteredInterval(of: rate) {
                result.append(
                    "Counts per kilometre of border are more clustered than a random process gives (dispersion \(ratio)): allowing for that, "
                        + "one every \(NumberText.spacing(wide.spacingLower)) to \(NumberText.spacing(wide.spacingUpper)) of \(rate.basis.phrase)."
                )
            }
        }
        let scale = border.source.scale.map { ", digitised at \($0)" } ?? ""
        result.append(
            "Lengths of border are geodesic, along \(border.source.name)\(scale); a line of larger scale follows more bends and is longer."
        )
        if inventories.contains(where: { !$0.possible.isEmpty }) {
            result.append(
                "Counts are ranges where a facility may have stood between its last image without and its first image with it.")
        }
        return result + publishedCaveats
    }

    /// What a reader must know of the published figures that the sentences quote.
    private var publishedCaveats: [String] {
        var result: [String] = []
        if let epoch = headlineEpoch, let row = density(epoch: epoch.id), let basis = leadingRate(of: row)?.basis,
            let claim = publishedCheck(.spacing, of: row.kind, per: basis.rawValue, at: epoch.id)?.claim, claim.denominator == nil
        {
            result.append(
                "\(claim.publishedText) is published without the length that it is of: of the published lengths it follows only from \(basis.phrase), which is an inference."
            )
        }
        if sentences.contains(where: { $0.contains(")*") }) {
            result.append(Self.copyNote)
        }
        if let claimNote { result.append(claimNote) }
        return result
    }
}
