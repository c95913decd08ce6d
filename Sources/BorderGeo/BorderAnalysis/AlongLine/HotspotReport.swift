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
        package var count: Int
        /// Where imagery shows the area.
        package var observed: MeasureSpanSet
        /// `nil` with fewer than two facilities.
        package var scan: ScanStatistic?
        /// Windows of one length with more facilities than the mean rate allows; empty where none was asked for.
        package var sliding: [SlidingWindows.Window]
    }

    package var model: ReportModel
    package var options: ScanStatistic.Options
    package var rows: [Row]

    /// Length of the sliding windows; `nil`: none.
    package var window: Metres?
    /// Whether windows that chance explains are listed too.
    package var listsAll: Bool

    /// One row for each area and epoch, for one kind or all. p-values are adjusted over them; the likeliest hot and the likeliest cold window of
    /// a row are its two tests, further windows rise by as much.
    package init(
        _ model: ReportModel, kind: FacilityKind? = nil, options: ScanStatistic.Options = .init(), window: Metres? = nil,
        listsAll: Bool = false
    ) {
        self.window = window
        self.listsAll = listsAll
        self.model = model
        self.options = options
        let selection = kind.map { FacilitySelection.kind($0) } ?? .all
        let rows = model.domains.flatMap { domain in
            model.inventories.map { inventory in
                let pieces = inventory.linePieces(in: domain, of: selection)
                return Row(
                    area: domain.id, epoch: inventory.epoch.id, kind: selection.name,
                    count: pieces.reduce(0) { $0 + $1.events.count }, observed: domain.spans.intersection(inventory.observed),
                    scan: ScanStatistic(pieces: pieces, options: options),
                    sliding: window.map { SlidingWindows.scan(pieces: pieces, length: $0, step: $0 / 4) } ?? [])
            }
        }
        self.rows = Self.adjusted(rows)
    }

    private static func adjusted(_ rows: [Row]) -> [Row] {
        var rows = rows
        let scans = rows.compactMap(\.scan)
        let tests = scans.flatMap { [$0.hot.first?.pValue, $0.cold.first?.pValue] }
        var next = FalseDiscoveryRate.benjaminiHochberg(tests.compactMap { $0 }).makeIterator()
        func adjust(_ windows: inout [ScanStatistic.Window]?) {
            guard let first = windows?.first, let adjusted = next.next() else { return }
            let factor = adjusted / first.pValue
            windows = windows?.map {
                var window = $0
                window.adjustedPValue = min(1, $0.pValue * factor)
                return window
            }
        }
        for index in rows.indices {
            var (hot, cold) = (rows[index].scan?.hot, rows[index].scan?.cold)
            adjust(&hot)
            adjust(&cold)
            if let hot { rows[index].scan?.hot = hot }
            if let cold { rows[index].scan?.cold = cold }
        }
        let all = rows.flatMap { $0.sliding.map(\.pValue) }
        var sliding = FalseDiscoveryRate.benjaminiHochberg(all).makeIterator()
        for row in rows.indices {
            for index in rows[row].sliding.indices { rows[row].sliding[index].adjusted = sliding.next() ?? 1 }
        }
        return rows
    }

    package var envelope: ResultEnvelope {
        var parameters = model.parametersJSON
        parameters["largest_share"] = .share(options.largestShare)
        parameters["least_width_m"] = .metres(options.leastWidth)
        parameters["simulations"] = .integer(options.simulations)
        parameters["seed"] = .integer(Int(clamping: options.seed))
        parameters["null"] = .string(options.null.rawValue)
        parameters["adjusted"] = "benjamini-hochberg over all areas and epochs"
        parameters["all"] = .bool(listsAll)
        parameters["window_m"] = .metres(window)
        return ResultEnvelope(
            verb: "hotspots", study: model.studyJSON, parameters: parameters,
            results: rows.map { row in
                func windows(_ windows: [ScanStatistic.Window]?) -> JSONValue {
                    .array((windows ?? []).filter { listsAll || $0.isSignificant }.map { $0.json(total: row.count) })
                }
                return [
                    "area": .string(row.area), "epoch": .string(row.epoch), "kind": .string(row.kind),
                    "count": .integer(row.count),
                    "observed_m": .metres(row.observed.spans.reduce(.zero) { $0 + $1.length }),
                    "null": .text(row.scan?.null.rawValue),
                    "hot": windows(row.scan?.hot), "cold": windows(row.scan?.cold),
                    "sliding": .array(
                        row.sliding.filter { listsAll || $0.adjusted <= 0.05 }.map {
                            [
                                "from_m": .measure($0.from), "to_m": .measure($0.to), "count": .integer($0.count),
                                "expected": .rate($0.expected), "p": .probability($0.pValue),
                                "p_adjusted": .probability($0.adjusted),
                            ]
                        }),
                ]
            }, findings: model.findings)
    }

    private var windows: [(row: Row, isHot: Bool, window: ScanStatistic.Window)] {
        rows.flatMap { row in
            ((row.scan?.hot ?? []).map { (row, true, $0) } + (row.scan?.cold ?? []).map { (row, false, $0) })
                .filter { listsAll || $0.2.isSignificant }
        }
    }

    package var table: ResultTable {
        ResultTable(
            id: "hotspots", title: "Hot and cold stretches (scan statistic)",
            columns: [
                .init("area", field: "area"), .init("epoch", field: "epoch"), .init("kind", field: "kind"),
                .init("", field: "type"),
                .init("from, km", field: "from_m"), .init("to, km", field: "to_m"),
                .init("observed, km", field: "observed_m", isDetail: true),
                .init("count", field: "count"), .init("expected", field: "expected"),
                .init("times the rest", field: "relative_rate"),
                .init("log likelihood ratio", field: "log_likelihood_ratio", isDetail: true),
                .init("p", field: "p", isDetail: true),
                .init("adjusted", field: "p_adjusted", isAnswer: true), .init("null", field: "null", isDetail: true),
            ],
            rows: windows.map { row, isHot, window in
                [
                    .text(row.area), .text(row.epoch), .text(row.kind), .text(Self.name(isHot, window)),
                    .kilometres(Metres(window.from.metres), places: 2), .kilometres(Metres(window.to.metres), places: 2),
                    .kilometres(window.observed, places: 2), .count(window.count), .number(window.expected, places: 1),
                    .number(window.relativeRate(total: row.scan?.events ?? 0), places: 2),
                    .number(window.likelihoodRatio, places: 2), .probability(window.pValue),
                    .probability(window.adjustedPValue), .text(row.scan?.null.rawValue ?? ""),
                ]
            },
            notes: [
                listsAll
                    ? "Hot and cold: adjusted p up to 0.05; others are what chance gives."
                    : "Only stretches with an adjusted p up to 0.05 are hot or cold; the likeliest others are left out.",
                "Adjusted: over all areas and epochs of this run (Benjamini and Hochberg). Null: homogeneous, as many anywhere; spacing, where facilities keep apart: the distances between neighbours in another order.",

                "p: share of random arrangements of as many facilities with a window at least as unlikely; windows of one row do not overlap.",
            ])
    }

    private static func name(_ isHot: Bool, _ window: ScanStatistic.Window) -> String {
        (isHot ? "hot" : "cold") + (window.isSignificant ? "" : ", by chance")
    }

    /// The windows as stretches of the border, where imagery shows it.
    package func layer() throws(RouteError) -> FeatureLayer {
        var features: [Feature] = []
        for (index, entry) in windows.enumerated() {
            let (row, isHot, window) = entry
            let seen = row.observed.intersection(MeasureSpanSet(MeasureSpan(window.from, window.to))).spans
            var lines: [Polyline<GeoPosition>] = []
            for span in seen where span.length.value > 0 { lines += try model.border.route.stretch(span.from, span.to) }
            if lines.isEmpty { lines = try model.border.route.stretch(window.from, window.from) }
            let isPoint = lines.count == 1 && lines[0].positions.count == 1
            features.append(
                Feature(
                    id: "window-\(index + 1)",
                    geometry: isPoint
                        ? .point(lines[0].positions[0]) : lines.count == 1 ? .lineString(lines[0]) : .multiLineString(lines),
                    properties: [
                        "class": .text(Self.name(isHot, window)), "area": .text(row.area), "epoch": .text(row.epoch),
                        "kind": .text(row.kind), "from_m": .millimetres(Metres(window.from.metres)),
                        "to_m": .millimetres(Metres(window.to.metres)), "observed_m": .millimetres(window.observed),
                        "count": .integer(Int64(window.count)), "expected": .real(window.expected.rounded(toDecimals: 3)),
                        "log_likelihood_ratio": .real(window.likelihoodRatio.rounded(toDecimals: 6)),
                        "p": .real(window.pValue.rounded(toFigures: 6)),
                        "p_adjusted": .real((window.adjustedPValue ?? window.pValue).rounded(toFigures: 6)),
                        "null": .text(row.scan?.null.rawValue ?? ""),
                    ]))
        }
        return FeatureLayer(
            name: "hotspots", title: "Hot and cold stretches", kind: .line,
            fields: [
                Field("class", .text), Field("area", .text), Field("epoch", .text), Field("kind", .text), Field("from_m", .real),
                Field("to_m", .real), Field("observed_m", .real), Field("count", .integer), Field("expected", .real),
                Field("log_likelihood_ratio", .real), Field("p", .real), Field("p_adjusted", .real), Field("null", .text),
            ], features: features, synthetic: model.study.synthetic)
    }
}

extension ScanStatistic.Window {
    package func json(total: Int) -> JSONValue {
        [
            "from_m": .measure(from), "to_m": .measure(to), "observed_m": .metres(observed), "count": .integer(count),
            "expected": .rate(expected), "relative_rate": .rate(relativeRate(total: total)),
            "log_likelihood_ratio": .rate(likelihoodRatio), "p": .rate(pValue),
            "p_adjusted": .rate(adjustedPValue), "significant": .bool(isSignificant),
        ]
    }
}
