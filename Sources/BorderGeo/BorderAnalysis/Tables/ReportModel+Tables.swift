import BorderBase
import BorderModel

extension ReportModel {
    /// Fenced border by area and epoch.
    package var coverageTable: ResultTable {
        isPublic ? publicCoverageTable : exactCoverageTable
    }

    private var exactCoverageTable: ResultTable {
        ResultTable(
            id: "coverage", title: "Fenced border",
            columns: [
                .init("area", field: "area"), .init("epoch", field: "epoch"), .init("border, km", field: "border_m"),
                .init("observed, km", field: "observed_m"), .init("fenced, km", field: "fenced_m"),
                .init("of observed, %", field: "coverage"), .init("bridged, km", field: "bridged_m", isDetail: true),
            ] + layerCountColumns + [
                .init("gaps", field: "gaps"), .init("longest gap, km", field: "longest_gap_m"),
                .init("joined, km", field: "joined_m", isDetail: true),
            ],
            rows: coverage.map { row in
                let longest = row.gaps.map(\.length).max()
                return [
                    .text(row.area), .text(row.epoch), .kilometres(row.border), .kilometres(row.observed),
                    .kilometres(row.fenced),
                    .percent(row.share), .kilometres(row.bridged),
                ] + row.multiplicity.dropFirst().map { .kilometres($0.border) } + [
                    .count(row.gaps.count), .kilometres(longest, places: 2), .kilometres(row.joined, places: 3),
                ]
            }, notes: coverageNotes)
    }

    /// One for each number of layers that can stand at a place.
    var layerCountColumns: [ResultTable.Column] {
        (1...max(1, study.words.vocabulary.layers.count)).map {
            .init("\($0) layer\($0 == 1 ? "" : "s"), km", field: "layers_\($0)_m")
        }
    }

    /// One for each layer of the vocabulary.
    var layerColumns: [ResultTable.Column] {
        study.words.vocabulary.layers.map { .init("\(study.words.label(of: $0).english), km", field: $0.rawValue + "_m") }
    }

    private var coverageNotes: [String] {
        var notes: [String] = []
        if coverage.contains(where: { $0.bridged.value > 0 }) {
            notes.append("Bridged: river loops behind a fence that cuts their neck; included in fenced.")
        }
        let limit = parameters.minGap ?? study.minGap
        if limit.value > 0 {
            notes.append(
                "Joined: gaps up to \(NumberText.length(limit)) inside one fence, or between fences that end that near each other; included in fenced, and in no number of layers."
            )
        }
        return notes
    }

    /// Fence line by layer, area and epoch.
    package var fenceLineTable: ResultTable { isPublic ? publicFenceLineTable : exactFenceLineTable }

    private var exactFenceLineTable: ResultTable {
        ResultTable(
            id: "fence_lines", title: "Fence line (true length of the fences; longer than the border they run along)",
            columns: [
                .init("area", field: "area"), .init("epoch", field: "epoch"),
            ] + layerColumns + [
                .init("all, km", field: "fence_line_m"), .init("steep, km", field: "steep_m", isDetail: true),
                .init("across, km", field: "across_m", isDetail: true), .init("outside, km", field: "outside_m", isDetail: true),
                .init("beyond, km", field: "beyond_m", isDetail: true),
            ],
            rows: coverage.map { row in
                [.text(row.area), .text(row.epoch)] + row.layers.map { .kilometres($0.fenceLine) } + [
                    .kilometres(row.fenceLine), .kilometres(row.steep), .kilometres(row.across), .kilometres(row.outside),
                    .kilometres(row.beyond),
                ]
            }, notes: [fenceLineNote])
    }

    /// What the columns beside the layers are, and what was left out of them on request.
    private var fenceLineNote: String {
        let outside = "Outside the corridor and beyond the ends of the border: in no other figure."
        guard let angle = steepNote else {
            return "Steep: at more than 60 degrees with the border, and across: on its outward side; both are among all. "
                + outside
        }
        return angle + " Across: on its outward side. " + outside
    }

    /// What every table says that holds fence line where steep fence is left out of it; `nil` where it is not.
    private var steepNote: String? {
        parameters.maxAngle.map {
            "Steep: at more than \(FixedDecimal.string(shortest: $0.value)) degrees with the border, left out of fence line on request."
        }
    }

    /// Every gap, longest stretches of border without fence. For analysts: it carries positions. In a public edition gaps by class of length.
    package var gapTable: ResultTable { isPublic ? publicGapTable : exactGapTable }

    private var exactGapTable: ResultTable {
        ResultTable(
            id: "gaps", title: "Gaps",
            columns: [
                .init("area", field: "area"), .init("epoch", field: "epoch"), .init("from, km", field: "from_m"),
                .init("to, km", field: "to_m"), .init("length, m", field: "length_m"), .init("open", field: "open"),
            ],
            rows: coverage.flatMap { row in
                row.gaps.map { gap in
                    [
                        .text(row.area), .text(row.epoch), .kilometres(Metres(gap.span.from.metres), places: 3),
                        .kilometres(Metres(gap.span.to.metres), places: 3), .metres(gap.length, places: 0), .flag(gap.open),
                    ]
                }
            },
            notes: ["Open: the gap reaches the end of what was observed; its true length is at least this."])
    }

    /// Counts by kind with their density and spacing, for people: one line for each area and epoch.
    package var facilityTable: ResultTable { isPublic ? publicFacilityTable : exactFacilityTable }

    private var exactFacilityTable: ResultTable {
        var table = facilityRates
        table.columns += [
            .init("of all near that fence", field: "count_near_fence_line_new_or_upgraded", isDetail: true),
            .init("median to neighbour, m", field: "neighbour_median_m", isDetail: true),
            .init("per km 95 % from", field: "per_km_border_observed_lower", isDetail: true),
            .init("to", field: "per_km_border_observed_upper", isDetail: true),
            .init("dispersion", field: "dispersion", isDetail: true),
            .init("clustered 95 % from", field: "per_km_border_observed_lower_clustered", isDetail: true),
            .init("to", field: "per_km_border_observed_upper_clustered", isDetail: true),
        ]
        let rows = density.filter { $0.kind == MetricDomain.allName }
        for (i, row) in rows.enumerated() {
            table.rows[i] += [
                row.countNearFence(.fenceLineNewOrUpgraded).map { .count($0) } ?? .none,
                .metres(row.neighbours?.median, places: 1),
            ]
            let rate = row.rate(.borderObserved)
            let (exact, clustered) = (rate?.interval(), rate.flatMap { row.clusteredInterval(of: $0) })
            table.rows[i] += [
                .number(exact?.perKilometreLower, places: 2), .number(exact?.perKilometreUpper, places: 2),
                .number(row.dispersion?.ratio, places: 2), .number(clustered?.perKilometreLower, places: 2),
                .number(clustered?.perKilometreUpper, places: 2),
            ]
        }
        if rows.contains(where: { $0.countNearFence(.fenceLineNewOrUpgraded) != nil }) {
            table.notes.append(.near(study.nearFence))
        }
        table.notes.append(
            "Dispersion: variance over mean of the counts by kilometre of border, 1 for a random process. The interval allowing for clusters is given where it is significantly more."
        )
        return table
    }

    /// Counts by kind with their rates: what a public edition has as well.
    var facilityRates: ResultTable {
        let kinds = kinds
        return ResultTable(
            id: "facilities", title: "Facilities",
            columns: [.init("area", field: "area"), .init("epoch", field: "epoch")]
                + kinds.map { .init(study.words.label(of: $0).english, field: $0.rawValue) }
                + [
                    .init("all", field: "count"), .init("at most", field: "count_max", isDetail: true),
                    .init("per km of border", field: "per_km_border_observed"),
                    .init("m of border each", field: "spacing_border_observed_m"),
                    .init("m of new/upgraded fence each", field: "spacing_fence_line_new_or_upgraded_m"),
                ],
            rows: density.filter { $0.kind == MetricDomain.allName }.map { row in
                [.text(row.area), .text(row.epoch)]
                    + kinds.map { .count(density(area: row.area, epoch: row.epoch, kind: $0.rawValue)?.count.count ?? 0) }
                    + [
                        .count(row.count.count), .count(row.count.maximum),
                        .number(row.rate(.borderObserved)?.perKilometre, places: 2),
                        .metres(row.rate(.borderObserved)?.spacing, places: 1),
                        .metres(row.rate(.fenceLineNewOrUpgraded)?.spacing, places: 1),
                    ]
            })
    }

    /// Every rate on every basis with its interval: one line for each.
    package var densityTable: ResultTable {
        var table = ResultTable.density(density, near: isPublic ? nil : study.nearFence)
        table.notes += [steepNote].compactMap { $0 }
        return table
    }

    /// Border by class of change.
    package var changeTable: ResultTable {
        publicTable(
            "change",
            "Change of fences, border km"
                + (changes.first.map { " (\($0.fences.baseline) to \($0.fences.comparison))" } ?? ""),
            columns: [
                .init("area", field: "area"), .init("border", field: "border_m"),
                .init("observed both", field: "observed_both_m"),
            ]
                + ChangeClass.allCases.map { .init($0.words, field: $0.rawValue + "_m") },
            rows: changes.map { row in
                [.text(row.area), .kilometres(row.fences.border), .kilometres(row.fences.observedBoth)]
                    + row.fences.classes.map { .kilometres($0.border) }
            })
    }

    /// Fence line by what became of it: a ledger whose lines balance.
    package var fenceLineChangeTable: ResultTable {
        ResultTable(
            id: "fence_line_change", title: "Change of fences, fence-line km",
            columns: [
                .init("area", field: "area"), .init("before", field: "baseline_m"), .init("removed", field: "removed_m"),
                .init("new", field: "new_m"), .init("redrawn", field: "redrawn_m", isDetail: true),
                .init("after", field: "comparison_m"),
                .init("upgraded", field: "upgraded_m"), .init("realigned", field: "realigned_m", isDetail: true),
                .init("relabelled", field: "relabelled_m", isDetail: true), .init("unchanged", field: "unchanged_m"),
                .init("new or upgraded", field: "new_or_upgraded_m"), .init("coverage before, %", field: "coverage_baseline"),
                .init("after, %", field: "coverage_comparison"),
            ],
            rows: changes.map { row in
                let line = row.fences.fenceLine
                // To the metre: what was redrawn is a few metres a fence.
                let lengths = [
                    line.baseline, line.removed, line.new, line.redrawn, line.comparison, line.upgraded, line.realigned,
                    line.relabelled, line.unchanged, line.newOrUpgraded,
                ]
                return [.text(row.area)] + lengths.map { .kilometres($0, places: isPublic ? 1 : 3) } + [
                    .percent(row.fences.coverageBaseline), .percent(row.fences.coverageComparison),
                ]
            },
            notes: [
                "After = before - removed + new + redrawn. Redrawn: the difference in drawn length of lines that stood at both epochs."
            ] + [steepNote].compactMap { $0 })
    }

    /// Facilities by what became of them.
    package var facilityChangeTable: ResultTable { isPublic ? publicFacilityChangeTable : exactFacilityChangeTable }

    private var exactFacilityChangeTable: ResultTable {
        ResultTable(
            id: "facility_change", title: "Change of facilities",
            columns: [
                .init("area", field: "area"), .init("kind", field: "kind"), .init("before", field: "baseline"),
                .init("after", field: "comparison"), .init("persisted", field: "persisted"),
                .init("moved", field: "moved", isDetail: true),
                .init("reclassified", field: "reclassified", isDetail: true), .init("new", field: "new"),
                .init("removed", field: "removed"),
                .init("entered", field: "entered", isDetail: true), .init("left", field: "left", isDetail: true),
                .init("unknown", field: "unknown", isDetail: true),
                .init("factor", field: "factor"), .init("95 % from", field: "factor_paired_lower"),
                .init("to", field: "factor_paired_upper"), .init("p, paired", field: "p_paired", isDetail: true),
                .init("adjusted", field: "p_paired_adjusted", isDetail: true),
                .init("unpaired 95 % from", field: "factor_lower", isDetail: true),
                .init("to", field: "factor_upper", isDetail: true), .init("p", field: "p", isDetail: true),
                .init("adjusted", field: "p_adjusted", isDetail: true),
            ],
            rows: changes.flatMap { row in
                row.facilities.map {
                    [
                        .text(row.area), .text($0.kind), .count($0.baseline), .count($0.comparison), .count($0.persisted),
                        .count($0.moved), .count($0.reclassified), .count($0.new), .count($0.removed), .count($0.entered),
                        .count($0.left), .count($0.unknown),
                        .number($0.factor, places: 1), .number($0.test?.paired?.lower, places: 2),
                        .number($0.test?.paired?.upper, places: 2),
                        .probability($0.test?.pairedPValue), .probability($0.test?.adjustedPairedPValue),
                        .number($0.test?.lower, places: 2), .number($0.test?.upper, places: 2), .probability($0.test?.pValue),
                        .probability($0.test?.adjustedPValue),
                    ]
                }
            },
            notes: [
                "Paired: new against removed, those that stayed in both counts; unpaired: two independent counts. Adjusted over the areas, all left out (Benjamini and Hochberg)."
            ])
    }

    /// Facilities standing on each date of an image, union of areas.
    package var timelineTable: ResultTable? {
        guard let points = timelines.last?.points, !points.isEmpty else { return nil }
        return ResultTable(
            id: "timeline", title: "Facilities standing on dates of images",
            columns: [.init("date", field: "date"), .init("at least", field: "at_least"), .init("at most", field: "at_most")],
            rows: points.map { [.text($0.date.description), .count($0.atLeast), .count($0.atMost)] })
    }

    /// Border with so many layers before (down) and after (across), union of areas.
    package var matrixTable: ResultTable? {
        guard let change = change()?.fences else { return nil }
        return ResultTable(
            id: "change_matrix", title: "Border km by layers in \(change.baseline) (down) and \(change.comparison) (across)",
            columns: [.init("layers", field: "layers_baseline")]
                + change.matrix.indices.map { .init("\($0)", field: "layers_\($0)_m") },
            rows: change.matrix.enumerated().map { [.text("\($0.offset)")] + $0.element.map { .kilometres($0) } })
    }

    /// The tables of a report, in order.
    package var tables: [ResultTable] {
        var tables = (hasFences ? [coverageTable, fenceLineTable] : []) + (hasFacilities ? [facilityTable] : [])
        if !changes.isEmpty {
            if hasFences { tables += [changeTable, fenceLineChangeTable] }
            if hasFacilities { tables.append(facilityChangeTable) }
            if hasFences { tables += [matrixTable].compactMap { $0 } }
        }
        return tables + [isPublic ? gapTable : nil, timelineTable, orderTable, claimTable].compactMap { $0 }
    }
}

extension ChangeClass {
    /// For headings.
    var words: String {
        switch self {
        case .layerAdded: "layer added"
        case .layerLost: "layer lost"
        case .lineAdded: "line added"
        case .lineLost: "line lost"
        default: rawValue
        }
    }
}

extension ResultTable {
    /// Every rate on every basis with its interval: one line for each.
    static func density(_ rows: [Density], near distance: Metres?) -> ResultTable {
        ResultTable(
            id: "density", title: "Density and spacing",
            columns: [
                .init("area", field: "area"), .init("epoch", field: "epoch"), .init("kind", field: "kind"),
                .init("count", field: "count"), .init("at least", field: "count_min", isDetail: true),
                .init("at most", field: "count_max", isDetail: true),
                .init("per length of", field: "basis"), .init("length, km", field: "length_m"),
                .init("per km", field: "per_km", isAnswer: true),
                .init("95 % from", field: "per_km_lower", isDetail: true), .init("to", field: "per_km_upper", isDetail: true),
                .init("one every, m", field: "spacing_m", isAnswer: true),
                .init("95 % from, m", field: "spacing_lower_m", isDetail: true),
                .init("to, m", field: "spacing_upper_m", isDetail: true),
                .init("at most per km", field: "per_km_max", isDetail: true),
                .init("one every at least, m", field: "spacing_min_m", isDetail: true),
                .init("dispersion", field: "dispersion", isDetail: true),
                .init("clustered 95 % from", field: "per_km_lower_clustered", isDetail: true),
                .init("to", field: "per_km_upper_clustered", isDetail: true),
            ] + (distance == nil ? [] : [.init("near it", field: "count_near_fence", isDetail: true)]),
            rows: rows.flatMap { row in
                row.rates.map { rate in
                    let interval = rate.interval()
                    return [
                        .text(row.area), .text(row.epoch), .text(row.kind), .count(row.count.count), .count(row.count.minimum),
                        .count(row.count.maximum), .text(rate.basis.rawValue), .kilometres(rate.length),
                        .number(rate.perKilometre, places: 3), .number(interval?.perKilometreLower, places: 3),
                        .number(interval?.perKilometreUpper, places: 3), .metres(rate.spacing), .metres(interval?.spacingLower),
                        .metres(interval?.spacingUpper),
                        .number((row.maximumRate(rate.basis) ?? rate).perKilometre, places: 3),
                        .metres((row.maximumRate(rate.basis) ?? rate).spacing), .number(row.dispersion?.ratio, places: 2),
                        .number(row.clusteredInterval(of: rate)?.perKilometreLower, places: 3),
                        .number(row.clusteredInterval(of: rate)?.perKilometreUpper, places: 3),
                    ] + (distance == nil ? [] : [row.countNearFence(rate.basis).map { .count($0) } ?? .none])
                }
            },
            notes: [
                "Intervals are exact Poisson intervals of the process, not sampling errors: every facility that imagery shows was counted.",
                "Dispersion: variance over mean of the counts by kilometre of border, 1 for a random process. Where it is significantly more, the interval that allows for clusters is shown beside the exact one (quasi-Poisson).",
                distance.map { .near($0) },
            ].compactMap { $0 })
    }
}

extension String {
    /// What a number of facilities near a fence is for.
    fileprivate static func near(_ distance: Metres) -> String {
        "Near: within \(NumberText.length(distance)) of the fence line that the rate is over. Facilities elsewhere are still in the count."
    }
}
