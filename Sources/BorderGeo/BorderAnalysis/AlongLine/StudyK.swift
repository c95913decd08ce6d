import BorderModel
import LineStatistics

/// K of all facilities of a study, and cross-K of its two commonest kinds: what a report draws of them.
package struct StudyK: Sendable {
    package struct Curve: Sendable {
        /// The second kind stands around the first; `nil`: facilities of all kinds around each other.
        package var kinds: (first: FacilityKind, second: FacilityKind)?
        package var test: SpacingTest
    }

    /// Fewer than a test by itself draws: a page is made often, and its band shows the same.
    package static let simulations = 199

    package var area: String
    package var epoch: String
    package var curves: [Curve]

    /// Of one area at one epoch; `nil` where no piece of observed border holds two facilities, and in a public edition, which has no places.
    package init?(of model: ReportModel, area: String, epoch: Int, simulations: Int = Self.simulations, seed: UInt64 = 1) {
        guard !model.isPublic, let domain = model.domains.first(where: { $0.id == area }),
            model.inventories.indices.contains(epoch)
        else { return nil }
        let inventory = model.inventories[epoch]
        self.area = area
        self.epoch = inventory.epoch.id
        curves = []
        if let test = SpacingTest(inventory.linePieces(in: domain, of: .all), simulations: simulations, seed: seed) {
            curves.append(Curve(kinds: nil, test: test))
        }
        let kinds = model.study.words.vocabulary.kinds.map { kind in (kind, inventory.linePieces(in: domain, of: .kind(kind))) }
        func count(_ pieces: [LinePiece]) -> Int { pieces.reduce(0) { $0 + $1.events.count } }
        // As many of two kinds: in the order of the vocabulary.
        let commonest = kinds.indices.sorted { (count(kinds[$1].1), $0) < (count(kinds[$0].1), $1) }.prefix(2).sorted()
        if let a = commonest.first, let b = commonest.dropFirst().first,
            let test = SpacingTest(kinds[a].1, against: kinds[b].1, simulations: simulations, seed: seed)
        {
            curves.append(Curve(kinds: (kinds[a].0, kinds[b].0), test: test))
        }
        if curves.isEmpty { return nil }
    }
}
