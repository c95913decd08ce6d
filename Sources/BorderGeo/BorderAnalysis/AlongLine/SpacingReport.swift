import BorderBase
import BorderModel
import GeoFormats
import LineStatistics

/// Distances between neighbouring facilities along the border.
package struct SpacingReport: Sendable {
    package struct Row: Sendable {
        package var area: String
        package var epoch: String
        package var kind: String
        /// Mean spacing as length over count, on observed border: not the mean distance of neighbours.
        package var rate: Rate
        /// `nil` where no facility stands there.
        package var statistics: SpacingStatistics?
        /// Of attraction or avoidance at any distance up to 2 km (K function); `nil` where not asked for, or fewer than two stand.
        package var randomnessP: Double?
        /// How often each pair of kinds stands side by side; only of the row of all kinds.
        package var neighbours: [Neighbours]
    }

    package struct Neighbours: Hashable, Sendable {
        package var first: FacilityKind
        package var second: FacilityKind
        package var count: Int
    }

    package var model: ReportModel
    package var simulations: Int
    package var seed: UInt64
    package var rows: [Row]

    /// One row for each area, epoch and kind. `testing` adds the K function's test, whose cost grows with the square of the density.
    package init(_ model: ReportModel, simulations: Int = 999, seed: UInt64 = 1, testing: Bool = false) {
        self.model = model
        self.simulations = simulations
        self.seed = seed
        rows = model.domains.flatMap { domain in
            model.inventories.flatMap { inventory in
                model.selections.map { selection in
                    let pieces = inventory.linePieces(in: domain, of: selection)
                    let length = pieces.reduce(0) { $0 + $1.length }
                    return Row(
                        area: domain.id, epoch: inventory.epoch.id, kind: selection.name,
                        rate: Rate(
                            count: pieces.reduce(0) { $0 + $1.events.count }, per: .borderObserved, length: Metres(length)),
                        statistics: SpacingStatistics(pieces: pieces, simulations: simulations, seed: seed),
                        randomnessP: testing ? Self.randomness(of: pieces, simulations: simulations, seed: seed) : nil,
                        neighbours: selection == .all ? Self.neighbours(in: domain, at: inventory) : [])
                }
            }
        }
    }

    /// The K test on the longest piece that holds at least two.
    private static func randomness(of pieces: [LinePiece], simulations: Int, seed: UInt64) -> Double? {
        guard let piece = pieces.filter({ $0.events.count >= 2 }).max(by: { $0.length < $1.length }) else { return nil }
        let radii = (1...40).map { Metres(Double($0) * 50) }.filter { $0.value <= piece.length / 2 }
        guard !radii.isEmpty else { return nil }
        return LinearK.randomnessTest(
            events: piece.events, from: piece.start, to: piece.end, radii: radii, simulations: simulations, seed: seed)
    }

    private static func neighbours(in domain: MetricDomain, at inventory: Inventory) -> [Neighbours] {
        var counts: [Int: Int] = [:]
        let kinds = FacilityKind.allCases
        let spans = domain.spans.intersection(inventory.observed).spans
        let placed = inventory.present.compactMap { index -> (measure: Measure, kind: Int)? in
            let located = inventory.assets.facilities[index]
            guard let measure = located.attached?.measure, let kind = kinds.firstIndex(of: located.facility.kind) else {
                return nil
            }
            return (measure, kind)
        }.sorted { ($0.measure, $0.kind) < ($1.measure, $1.kind) }
        for (a, b) in zip(placed, placed.dropFirst()) {
            let piece = spans.partitioningIndex { $0.from > a.measure }
            guard piece > 0, spans[piece - 1].contains(a.measure), b.measure < spans[piece - 1].to else { continue }
            counts[min(a.kind, b.kind) * kinds.count + max(a.kind, b.kind), default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }
            .map { Neighbours(first: kinds[$0.key / kinds.count], second: kinds[$0.key % kinds.count], count: $0.value) }
    }

    package var envelope: ResultEnvelope {
        var parameters = model.parametersJSON
        parameters["simulations"] = .integer(simulations)
        parameters["seed"] = .integer(Int(clamping: seed))
        return ResultEnvelope(
            verb: "spacing", study: model.studyJSON, parameters: parameters, results: rows.map(\.json), findings: model.findings)
    }

    package var table: ResultTable {
        ResultTable(
            id: "spacing", title: "Spacing along the observed border",
            columns: [
                .init("area", field: "area"), .init("epoch", field: "epoch"), .init("kind", field: "kind"),
                .init("count", field: "count"), .init("length over count, m", field: "spacing_m"),
                .init("neighbours: mean, m", field: "mean_m"), .init("median, m", field: "median_m"),
                .init("least, m", field: "least_m"),
                .init("variation", field: "variation"), .init("Greenwood p", field: "p"), .init("verdict", field: "verdict"),
            ],
            rows: rows.map { row in
                let statistics = row.statistics
                return [
                    .text(row.area), .text(row.epoch), .text(row.kind), .count(row.rate.count), .metres(row.rate.spacing),
                    .metres(statistics?.mean), .metres(statistics?.median), .metres(statistics?.least),
                    .number(statistics?.variation, places: 2), .probability(statistics?.pValue),
                    statistics.map { .text($0.verdict().rawValue) } ?? .none,
                ]
            },
            notes: [
                "Length over count is the mean length of border for each; neighbours are the distances between those next to each other, never across a gap.",
                "Variation: standard deviation over mean, 1 at random. Verdict: two-sided at 5 % against events at random.",
            ])
    }
}

extension SpacingReport.Row {
    package var json: JSONValue {
        [
            "area": .string(area), "epoch": .string(epoch), "kind": .string(kind), "count": .integer(rate.count),
            "rate": .object(rate.members(clustered: nil)), "neighbours": .integer(statistics?.spacings.count ?? 0),
            "mean_m": .metres(statistics?.mean),
            "median_m": .metres(statistics?.median),
            "quartiles_m": [
                .metres(statistics?.quantile(Share(0.25))), .metres(statistics?.quantile(Share(0.75))),
            ],
            "least_m": .metres(statistics?.least), "variation": .rate(statistics?.variation),
            "ties": .integer(statistics?.ties ?? 0), "greenwood": .rate(statistics?.greenwood),
            "greenwood_mean": .rate(statistics?.greenwoodMean), "greenwood_sd": .rate(statistics?.greenwoodDeviation),
            "p_regular": .rate(statistics?.pRegular), "p_clustered": .rate(statistics?.pClustered),
            "p": .rate(statistics?.pValue),
            "verdict": .text(statistics?.verdict().rawValue), "k_test_p": .rate(randomnessP),
            "side_by_side": .array(
                self.neighbours.map {
                    ["first": .string($0.first.rawValue), "second": .string($0.second.rawValue), "count": .integer($0.count)]
                }),
        ]
    }
}
