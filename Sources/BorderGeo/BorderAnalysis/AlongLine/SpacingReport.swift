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
        /// The rate of all that may stand there, where imagery or a grade leaves some open.
        package var mostRate: Rate?
        /// Of counts by kilometre; `nil` with fewer than two bins or no facility.
        package var dispersion: DispersionTest?
        /// `nil` where no facility stands there.
        package var statistics: SpacingStatistics?
        /// Of attraction or avoidance at any distance up to 2 km (K function); `nil` where not asked for, or no piece holds two.
        package var kTest: SpacingTest?
        /// The same of two kinds; only of the row of all kinds.
        package var crossTests: [CrossTest]
        /// p-values among those of the areas, by Benjamini and Hochberg; `nil` for the union of areas, which is not one more area.
        package var adjustedP: Double?
        package var adjustedK: Double?
        /// How often each pair of kinds stands side by side; only of the row of all kinds.
        package var neighbours: [Neighbours]
    }

    /// Where facilities of the second kind stand around those of the first.
    package struct CrossTest: Hashable, Sendable {
        package var first: FacilityKind
        package var second: FacilityKind
        package var test: SpacingTest
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
    /// Whether tables hold the curves of K.
    package var listsCurves = false

    /// One row for each area, epoch and kind. `testing` adds the K function's test, of all pieces together.
    package init(_ model: ReportModel, simulations: Int = 999, seed: UInt64 = 1, testing: Bool = false) {
        self.model = model
        self.simulations = simulations
        self.seed = seed
        let rows = model.domains.flatMap { domain in
            model.inventories.flatMap { inventory in
                model.selections.map { selection in
                    let pieces = inventory.linePieces(in: domain, of: selection)
                    let length = pieces.reduce(0) { $0 + $1.length }
                    return Row(
                        area: domain.id, epoch: inventory.epoch.id, kind: selection.name,
                        rate: Rate(
                            count: pieces.reduce(0) { $0 + $1.events.count }, per: .borderObserved, length: Metres(length)),
                        mostRate: model.density(area: domain.id, epoch: inventory.epoch.id, kind: selection.name)?
                            .maximumRate(.borderObserved),
                        dispersion: DispersionTest(counts: pieces.flatMap { $0.counts(inBinsOf: Density.bin) }),
                        statistics: SpacingStatistics(pieces: pieces, simulations: simulations, seed: seed),
                        kTest: testing ? SpacingTest(pieces, simulations: simulations, seed: seed) : nil,
                        crossTests: testing && selection == .all
                            ? Self.crossTests(in: domain, at: inventory, simulations: simulations, seed: seed) : [],
                        neighbours: selection == .all ? Self.neighbours(in: domain, at: inventory) : [])
                }
            }
        }
        self.rows = Self.adjusted(rows)
    }

    /// Every two kinds that stand on one piece.
    package static func crossTests(
        in domain: MetricDomain, at inventory: Inventory, simulations: Int, seed: UInt64
    ) -> [CrossTest] {
        let pieces = inventory.assets.kinds.map { ($0, inventory.linePieces(in: domain, of: .kind($0))) }
        return pieces.indices.flatMap { a in
            (a + 1..<pieces.count).compactMap { b in
                SpacingTest(pieces[a].1, against: pieces[b].1, simulations: simulations, seed: seed)
                    .map { CrossTest(first: pieces[a].0, second: pieces[b].0, test: $0) }
            }
        }
    }

    /// For each epoch and kind over the areas.
    private static func adjusted(_ rows: [Row]) -> [Row] {
        var rows = rows
        let groups = Dictionary(grouping: rows.indices.filter { rows[$0].area != MetricDomain.allName }) {
            "\(rows[$0].epoch) \(rows[$0].kind)"
        }
        for group in groups.values {
            for (path, p) in [
                (\Row.adjustedP, { (row: Row) in row.tested?.pValue }), (\Row.adjustedK, { $0.kTest?.pValue }),
            ] as [(WritableKeyPath<Row, Double?>, (Row) -> Double?)] {
                let known = group.filter { p(rows[$0]) != nil }
                for (row, value) in zip(known, FalseDiscoveryRate.benjaminiHochberg(known.compactMap { p(rows[$0]) })) {
                    rows[row][keyPath: path] = value
                }
            }
        }
        return rows
    }

    private static func neighbours(in domain: MetricDomain, at inventory: Inventory) -> [Neighbours] {
        var counts: [Int: Int] = [:]
        let kinds = inventory.assets.kinds
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
                .init("count", field: "count"), .init("at most", field: "count_max", isDetail: true),
                .init("length over count, m", field: "spacing_m"), .init("at least, m", field: "spacing_min_m", isDetail: true),
                .init("neighbours: mean, m", field: "mean_m"), .init("median, m", field: "median_m"),
                .init("least, m", field: "least_m"),
                .init("variation", field: "variation"), .init("Greenwood p", field: "p"),
                .init("adjusted", field: "p_adjusted"),
                .init("verdict", field: "verdict", isAnswer: true),
            ]
                + (isTested
                    ? [.init("K p", field: "k_test_p", isAnswer: true), .init("adjusted", field: "k_test_p_adjusted")] : []),
            rows: rows.map { row in
                let statistics = row.statistics
                return [
                    .text(row.area), .text(row.epoch), .text(row.kind), .count(row.rate.count),
                    .count((row.mostRate ?? row.rate).count), .metres(row.rate.spacing),
                    .metres((row.mostRate ?? row.rate).spacing),
                    .metres(statistics?.mean), .metres(statistics?.median), .metres(statistics?.least),
                    .number(statistics?.variation, places: 2), .probability(row.tested?.pValue),
                    .probability(row.adjustedP), row.tested.map { .text($0.verdict().rawValue) } ?? .none,
                ] + (isTested ? [.probability(row.kTest?.pValue), .probability(row.adjustedK)] : [])
            },
            notes: [
                "Length over count is the mean length of border for each, at least, if all that may be there are; neighbours are the distances between those next to each other, never across a gap.",
                "Variation: standard deviation over mean, 1 at random. Verdict: two-sided at 5 % against events at random. Adjusted: over the areas (Benjamini and Hochberg).",
            ] + kNotes)
    }

    private var isTested: Bool { rows.contains { $0.kTest != nil } }
}

extension SpacingReport.Row {
    /// What a verdict may rest on: one facility keeps no distance from another.
    fileprivate var tested: SpacingStatistics? { statistics.flatMap { $0.spacings.isEmpty ? nil : $0 } }

    /// The interval allowing for clusters; `nil` where counts do not cluster.
    private var clustered: RateInterval? {
        guard let dispersion, dispersion.ratio > 1, dispersion.rejectsPoisson() else { return nil }
        return rate.quasiPoissonInterval(dispersion: dispersion.ratio)
    }

    package var json: JSONValue {
        [
            "area": .string(area), "epoch": .string(epoch), "kind": .string(kind), "count": .integer(rate.count),
            "count_min": .integer(rate.count), "count_max": .integer((mostRate ?? rate).count),
            "spacing_min_m": .metres((mostRate ?? rate).spacing),
            "rate": .object(rate.members(clustered: clustered)), "dispersion": .rate(dispersion?.ratio),
            "neighbours": .integer(statistics?.spacings.count ?? 0),
            "mean_m": .metres(statistics?.mean),
            "median_m": .metres(statistics?.median),
            "quartiles_m": [
                .metres(statistics?.quantile(Share(0.25))), .metres(statistics?.quantile(Share(0.75))),
            ],
            "least_m": .metres(statistics?.least), "variation": .rate(statistics?.variation),
            "ties": .integer(statistics?.ties ?? 0), "greenwood": .rate(statistics?.greenwood),
            "greenwood_mean": .rate(statistics?.greenwoodMean), "greenwood_sd": .rate(statistics?.greenwoodDeviation),
            "p_regular": .rate(tested?.pRegular), "p_clustered": .rate(tested?.pClustered),
            "p": .rate(tested?.pValue),
            "verdict": .text(tested?.verdict().rawValue), "k_test_p": .rate(kTest?.pValue),
            "p_adjusted": .rate(adjustedP), "k_test_p_adjusted": .rate(adjustedK), "k_test": kTest?.json ?? .null,
            "cross_k": .array(
                crossTests.map {
                    [
                        "first": .string($0.first.rawValue), "second": .string($0.second.rawValue),
                        "p": .rate($0.test.pValue), "test": $0.test.json,
                    ]
                }),
            "side_by_side": .array(
                self.neighbours.map {
                    ["first": .string($0.first.rawValue), "second": .string($0.second.rawValue), "count": .integer($0.count)]
                }),
        ]
    }
}
