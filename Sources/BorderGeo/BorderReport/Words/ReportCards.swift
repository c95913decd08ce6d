import BorderAnalysis
import BorderBase
import BorderModel

/// The key numbers of each epoch, each with the length it is over.
struct ReportCard {
    struct Value {
        var epoch: Int
        /// The length that the value is over, where a reader chooses among several.
        var basis: LengthBasis?
        var value: String
        /// The baseline's value, at later epochs: "2019: 230 km".
        var before: String?
        var sentence: FindingSentence
    }

    var label: ReportLabel
    var values: [Value]
    /// Lengths to choose from, and the one shown first.
    var choices: [LengthBasis] = []
    var chosen: LengthBasis?
}

extension ReportFigures {
    var cards: [ReportCard] {
        let fences = model.hasFences || !model.hasFacilities ? [fencedCard, lineCard] : []
        let facilities = model.hasFacilities ? [facilitiesCard, densityCard, spacingCard] : []
        return (fences + facilities).filter { !$0.values.isEmpty }
    }

    private func card(
        _ label: ReportLabel, comparable: Bool = true, _ make: (Int) -> (value: String, english: String, korean: String)?
    ) -> ReportCard {
        let before = (comparable ? baseline : nil).flatMap { first in make(first).map { "\(epochs[first]): \($0.value)" } }
        return ReportCard(
            label: label,
            values: epochs.indices.compactMap { epoch in
                make(epoch).map {
                    ReportCard.Value(
                        epoch: epoch, value: $0.value, before: baseline.map { epoch > $0 } == true ? before : nil,
                        sentence: FindingSentence("card-\(label.rawValue)-\(epoch)", english: $0.english, korean: $0.korean))
                }
            })
    }

    private var fencedCard: ReportCard {
        card(.fencedBorder) { epoch in
            guard let row = coverage(whole, epoch) else { return nil }
            let observed = NumberText.length(row.observed)
            return (
                NumberText.length(row.fenced), "\(NumberText.percent(row.share)) of \(observed) of observed border",
                "관측된 국경 \(observed)의 \(NumberText.percent(row.share))"
            )
        }
    }

    private var lineCard: ReportCard {
        card(.fenceLine) { epoch in
            guard let row = coverage(whole, epoch) else { return nil }
            let words = model.study.words
            let parts = row.layers.filter { $0.fenceLine.value > 0 }
            let english = parts.map { "\(words.word($0.layer).english) \(NumberText.length($0.fenceLine))" }.joined(
                separator: ", ")
            let korean = parts.map { "\(words.word($0.layer).korean) \(NumberText.length($0.fenceLine))" }.joined(
                separator: ", ")
            return (NumberText.length(row.fenceLine), "summed over layers: \(english)", "겹마다 더한 길이: \(korean)")
        }
    }

    private var facilitiesCard: ReportCard {
        card(.facilities) { epoch in
            guard let row = density(whole, epoch) else { return nil }
            let words = model.study.words
            let kinds = model.kinds.compactMap { kind in
                density(whole, epoch, kind: kind.rawValue).map { (kind, $0.count.count) }
            }
            .filter { $0.1 > 0 }
            let english = kinds.map { "\(NumberText.grouped($0.1)) \(words.word($0.0).english)" }.joined(separator: ", ")
            let korean = kinds.map { "\(words.word($0.0).korean) \(NumberText.grouped($0.1))" }.joined(separator: ", ")
            let range = row.count.maximum > row.count.count ? "\u{2013}\(NumberText.grouped(row.count.maximum))" : ""
            return (NumberText.grouped(row.count.count) + range, english, korean)
        }
    }

    private var densityCard: ReportCard {
        card(.densityCard) { epoch in
            guard let rate = density(whole, epoch)?.rate(.borderObserved), let value = rate.perKilometre else { return nil }
            let interval =
                rate.interval().map {
                    "\(NumberText.rate($0.perKilometreLower, 2))\u{2013}\(NumberText.rate($0.perKilometreUpper, 2))"
                } ?? NumberText.nothing
            let wide = density(whole, epoch).flatMap { row in
                row.clusteredInterval(of: rate).map { (row.dispersion?.ratio, $0) }
            }.map { ratio, wide in
                (
                    NumberText.fixed(ratio, 1),
                    "\(NumberText.rate(wide.perKilometreLower, 2))\u{2013}\(NumberText.rate(wide.perKilometreUpper, 2))"
                )
            }
            return (
                NumberText.rate(value, value < 10 ? 2 : 1),
                "per km of observed border; 95 % interval \(interval)"
                    + (wide.map { ", allowing for clusters \($0.1) (dispersion \($0.0))" } ?? ""),
                "관측된 국경 1 km당, 95 % 구간 \(interval)" + (wide.map { ", 군집을 고려하면 \($0.1)(산포 \($0.0))" } ?? "")
            )
        }
    }

    /// One count over each length that there is: a reader switches between them and sees how far apart they are.
    private var spacingCard: ReportCard {
        let rows = epochs.indices.map { density(whole, $0) }
        let bases = LengthBasis.allCases.filter { basis in rows.contains { ($0?.rate(basis)?.length.value ?? 0) > 0 } }
        let lead = rows.indices.contains(shown) ? rows[shown].flatMap { model.leadingRate(of: $0)?.basis } : nil
        let values = epochs.indices.flatMap { epoch in
            bases.compactMap { basis in rows[epoch].map { spacing($0, over: basis, at: epoch) } }
        }
        return ReportCard(
            label: .spacingCard, values: values, choices: bases,
            chosen: lead.flatMap { bases.contains($0) ? $0 : nil } ?? bases.first)
    }

    private func spacing(_ row: Density, over basis: LengthBasis, at epoch: Int) -> ReportCard.Value {
        let rate = row.rate(basis)
        let near = model.nearFence(row, basis)
        let length = NumberText.length(rate?.length)
        return ReportCard.Value(
            epoch: epoch, basis: basis, value: NumberText.spacing(rate?.spacing),
            sentence: FindingSentence(
                "card-spacingCard-\(epoch)-\(basis.rawValue)",
                english: "of \(basis.phrase), \(length)" + (near.map { "; \($0.english)" } ?? ""),
                korean: "\(basis.koreanPhrase) \(length) 기준" + (near.map { "; \($0.korean)" } ?? "")))
    }
}
