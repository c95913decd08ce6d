import BorderModel
import GeoFormats
import LineStatistics
import LinearReferencing

/// Stretches with more or fewer facilities than chance allows.
package struct HotspotReport: Sendable {
    package struct Row: Sendable {
        package var area: String
        package var epoch: String
        package var kind: String
        /// `nil` with fewer than two facilities.
        package var scan: ScanStatistic?
    }

    package var model: ReportModel
    package var options: ScanStatistic.Options
    package var rows: [Row]

    /// One row for each area and epoch, for one kind or all.
    package init(_ model: ReportModel, kind: FacilityKind? = nil, options: ScanStatistic.Options = .init()) {
        self.model = model
        self.options = options
        let selection = kind.map { FacilitySelection.kind($0) } ?? .all
        rows = model.domains.flatMap { domain in
            model.inventories.map { inventory in
                Row(
                    area: domain.id, epoch: inventory.epoch.id, kind: selection.name,
                    scan: ScanStatistic(pieces: inventory.linePieces(in: domain, of: selection), options: options))
            }
        }
    }

    package var envelope: ResultEnvelope {
        var parameters = model.parametersJSON
        parameters["largest_share"] = .share(options.largestShare)
        parameters["least_width_m"] = .metres(options.leastWidth)
        parameters["simulations"] = .integer(options.simulations)
        parameters["seed"] = .integer(Int(clamping: options.seed))
        return ResultEnvelope(
            verb: "hotspots", study: model.studyJSON, parameters: parameters,
            results: rows.map { row in
                func windows(_ windows: [ScanStatistic.Window]?) -> JSONValue {
                    .array((windows ?? []).map { $0.json(total: row.scan?.events ?? 0) })
                }
                return [
                    "area": .string(row.area), "epoch": .string(row.epoch), "kind": .string(row.kind),
                    "count": .integer(row.scan?.events ?? 0), "observed_m": .metres(row.scan?.length),
                    "hot": windows(row.scan?.hot), "cold": windows(row.scan?.cold),
                ]
            }, findings: model.findings)
    }

    private var windows: [(row: Row, isHot: Bool, window: ScanStatistic.Window)] {
        rows.flatMap { row in
            (row.scan?.hot ?? []).map { (row, true, $0) } + (row.scan?.cold ?? []).map { (row, false, $0) }
        }
    }

    package var table: ResultTable {
        ResultTable(
            id: "hotspots", title: "Hot and cold stretches (scan statistic)",
            columns: [
                .init("area", field: "area"), .init("epoch", field: "epoch"), .init("kind", field: "kind"),
                .init("", field: "type"),
                .init("from, km", field: "from_m"), .init("to, km", field: "to_m"), .init("observed, km", field: "observed_m"),
                .init("count", field: "count"), .init("expected", field: "expected"),
                .init("times the rest", field: "relative_rate"),
                .init("log likelihood ratio", field: "log_likelihood_ratio"), .init("p", field: "p"),
            ],
            rows: windows.map { row, isHot, window in
                [
                    .text(row.area), .text(row.epoch), .text(row.kind), .text(isHot ? "hot" : "cold"),
                    .kilometres(Metres(window.from.metres), places: 2), .kilometres(Metres(window.to.metres), places: 2),
                    .kilometres(window.observed, places: 2), .count(window.count), .number(window.expected, places: 1),
                    .number(window.relativeRate(total: row.scan?.events ?? 0), places: 2),
                    .number(window.likelihoodRatio, places: 2), .probability(window.pValue),
                ]
            },
            notes: [
                "p: share of random arrangements of as many facilities with a window at least as unlikely; windows of one row do not overlap."
            ])
    }

    /// The windows as stretches of the border.
    package func layer() throws(RouteError) -> FeatureLayer {
        var features: [Feature] = []
        for (index, entry) in windows.enumerated() {
            let (row, isHot, window) = entry
            let lines = try model.border.route.stretch(window.from, window.to)
            let isPoint = lines.count == 1 && lines[0].positions.count == 1
            features.append(
                Feature(
                    id: "window-\(index + 1)",
                    geometry: isPoint
                        ? .point(lines[0].positions[0]) : lines.count == 1 ? .lineString(lines[0]) : .multiLineString(lines),
                    properties: [
                        "class": .text(isHot ? "hot" : "cold"), "area": .text(row.area), "epoch": .text(row.epoch),
                        "kind": .text(row.kind), "from_m": .millimetres(Metres(window.from.metres)),
                        "to_m": .millimetres(Metres(window.to.metres)), "observed_m": .millimetres(window.observed),
                        "count": .integer(Int64(window.count)), "expected": .real(window.expected.rounded(toDecimals: 3)),
                        "log_likelihood_ratio": .real(window.likelihoodRatio.rounded(toDecimals: 6)),
                        "p": .real(window.pValue.rounded(toDecimals: 6)),
                    ]))
        }
        return FeatureLayer(
            name: "hotspots", title: "Hot and cold stretches", kind: .line,
            fields: [
                Field("class", .text), Field("area", .text), Field("epoch", .text), Field("kind", .text), Field("from_m", .real),
                Field("to_m", .real), Field("observed_m", .real), Field("count", .integer), Field("expected", .real),
                Field("log_likelihood_ratio", .real), Field("p", .real),
            ], features: features, synthetic: model.study.synthetic)
    }
}

extension ScanStatistic.Window {
    package func json(total: Int) -> JSONValue {
        [
            "from_m": .measure(from), "to_m": .measure(to), "observed_m": .metres(observed), "count": .integer(count),
            "expected": .rate(expected), "relative_rate": .rate(relativeRate(total: total)),
            "log_likelihood_ratio": .rate(likelihoodRatio), "p": .rate(pValue),
        ]
    }
}
