import BorderBase
import BorderModel

extension ReportModel {
    /// The rate that sentences lead with: over the length that the study names (`headline_basis`), where the epoch has such a length
    /// and the facilities stand near it; else over observed border. `nil` where that is not defined either.
    package func leadingRate(of row: Density) -> Rate? {
        if let rate = row.rate(study.headlineBasis), rate.isDefined, row.meets(study.headlineBasis) { return rate }
        return row.rate(.borderObserved).flatMap { $0.isDefined ? $0 : nil }
    }

    /// How many stand near the fence that a rate is over: `6,700 of the 6,820 facilities are within 500 m of fence line`.
    func nearWords(_ row: Density, _ basis: LengthBasis) -> String {
        let near = basis == .fenceLineNewOrUpgraded ? row.count.nearNewOrUpgraded : row.count.nearFenceLine
        let line = basis == .fenceLineNewOrUpgraded ? basis : .fenceLine
        return "\(nearWords(near, of: row.count.count, line.phrase)) in \(row.epoch)"
    }

    /// `6,700 of the 6,820 facilities are within 500 m of LINE`.
    func nearWords(_ near: Int, of count: Int, _ line: String) -> String {
        "\(NumberText.grouped(near)) of the \(NumberText.counted(count, one: "facility", many: "facilities")) \(near == 1 ? "is" : "are") within "
            + "\(NumberText.length(study.nearFence)) of \(line)"
    }

    /// Why a study's own denominator does not lead; `nil` where it does.
    var otherBasisCaveat: String? {
        let basis = study.headlineBasis
        guard !isPublic, basis != .borderObserved, let epoch = headlineEpoch, let row = density(epoch: epoch.id),
            row.count.count > 0
        else {
            return nil
        }
        guard row.rate(basis)?.isDefined == true else {
            return
                "The study requests rates over \(basis.phrase); there is none in \(epoch.id), so they are over observed border."
        }
        guard !row.meets(basis) else { return nil }
        return
            "The study requests rates over \(basis.phrase), but only \(nearWords(row, basis)): a rate over it would not be about the "
            + "others, so rates over observed border lead."
    }
}
