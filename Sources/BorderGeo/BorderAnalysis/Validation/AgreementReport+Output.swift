import BorderModel
import GeoFormats
import LineStatistics
import LinearReferencing
import OrderedCollections

extension AgreementReport {
    /// One row for each area, `all` last.
    package var envelope: ResultEnvelope {
        var parameters = context.inputs
        parameters["max_distance_m"] = .metres(rule.maximumDistance)
        parameters["metric"] = .string(rule.metric.rawValue)
        parameters["goal"] = .string(rule.goal.rawValue)
        parameters["class_weight"] = .rate(rule.kindWeight)
        parameters["bin_m"] = .metres(bin)
        parameters["confidence"] = .share(confidence)
        parameters["replicates"] = .integer(replicates)
        parameters["seed"] = .integer(Int(clamping: seed))
        return ResultEnvelope(
            verb: "agree", study: context.study, parameters: parameters, results: rows.map(json),
            findings: context.findings + findings)
    }

    private func json(_ row: Row) -> JSONValue {
        [
            "area": .string(row.area),
            "annotators": .array(agreement.annotators.map { .string($0) }),
            "pairs": .array(row.pairs.map(json)),
            "total_by_kind": row.stratified.map {
                [
                    "estimate": .rate($0.estimate), "standard_error": .rate($0.standardError),
                    "estimate_ci95": [.rate($0.lower), .rate($0.upper)], "flags": .array($0.flags.map { .string($0.rawValue) }),
                ]
            } ?? .null,
            "log_linear": row.logLinear?.json(agreement.annotators) ?? .null,
            "bins": row.bins.map(json) ?? .null,
        ]
    }

    private func json(_ pair: AnnotatorAgreement.Pair) -> JSONValue {
        let interval = pair.kappa?.interval(confidence: confidence)
        return [
            "first": .string(agreement.annotators[pair.first]), "second": .string(agreement.annotators[pair.second]),
            "first_count": .integer(pair.counts.first), "second_count": .integer(pair.counts.second),
            "matched": .integer(pair.counts.both), "dice": .share(pair.total?.dice), "kappa": .rate(pair.kappa?.kappa),
            "kappa_ci95": interval.map { [.rate($0.lower), .rate($0.upper)] } ?? .null,
            "observed_agreement": .rate(pair.kappa?.observedAgreement), "confusion": pair.confusion.json,
            "total": pair.total?.json ?? .null,
        ]
    }

    private func json(_ bins: AnnotatorAgreement.ByBins) -> JSONValue {
        func interval(_ value: BlockBootstrap.Interval?) -> JSONValue {
            value.map { [.rate($0.percentile.lowerBound), .rate($0.percentile.upperBound)] } ?? .null
        }
        return [
            "bins": .integer(bins.bins), "alpha_presence": .rate(bins.presence),
            "alpha_presence_ci95": interval(bins.presenceInterval), "alpha_counts": .rate(bins.counts),
            "alpha_counts_ci95": interval(bins.countsInterval), "kappa_presence": .rate(bins.presenceKappa),
        ]
    }

    package var table: ResultTable {
        ResultTable(
            id: "agreement", title: "Annotators compared",
            columns: [
                .init("area", field: "area"), .init("first", field: "first"), .init("second", field: "second"),
                .init("marks", field: "first_count"), .init("marks", field: "second_count"), .init("in common", field: "matched"),
                .init("Dice, %", field: "dice"), .init("kappa of kinds", field: "kappa"),
                .init("estimated total", field: "estimate"), .init("from", field: "estimate_lower"),
                .init("to", field: "estimate_upper"),
            ],
            rows: rows.flatMap { row in
                row.pairs.map { pair -> [ResultTable.Cell] in
                    [
                        .text(row.area), .text(agreement.annotators[pair.first]), .text(agreement.annotators[pair.second]),
                        .count(pair.counts.first), .count(pair.counts.second), .count(pair.counts.both),
                        .percent(pair.total?.dice), .number(pair.kappa?.kappa, places: 3),
                        .number(pair.total?.estimate, places: 1),
                        .number(pair.total?.midP?.lower, places: 0), .number(pair.total?.midP?.upper, places: 0),
                    ]
                }
            }, notes: ["Estimated total: Chapman, 95 % mid-P interval of the hypergeometric overlap."])
    }

    package var sentences: [String] {
        var result: [String] = []
        for row in rows {
            if let model = row.logLinear?.best {
                let names = model.dependentPairs.map { $0.map { agreement.annotators[$0] }.joined(separator: " and ") }
                let dependence = names.isEmpty ? "independent" : "dependence between " + names.joined(separator: "; ")
                result.append(
                    "\(row.area): log-linear total \(NumberText.fixed(model.estimate, 1)), 95 % from \(NumberText.fixed(model.lower, 1)) to \(NumberText.fixed(model.upper, 1)) (\(dependence))."
                )
            }
            if let bins = row.bins {
                result.append(
                    "\(row.area): in \(NumberText.counted(bins.bins, one: "stretch", many: "stretches")) of \(NumberText.length(bin)) Krippendorff's alpha is \(NumberText.fixed(bins.presence, 3)) for presence and \(NumberText.fixed(bins.counts, 3)) for counts."
                )
            }
        }
        return result + findings.map(\.sentence)
    }
}

extension CaptureRecapture {
    package var json: JSONValue {
        [
            "estimate": .rate(estimate), "standard_error": .rate(standardError), "estimate_ci95": [.rate(lower), .rate(upper)],
            "estimate_midp_ci95": midP.map { [.rate($0.lower), .rate($0.upper)] } ?? .null,
            "seen": .integer(seen), "share_found_by_first": .share(shareFoundByFirst),
            "share_found_by_second": .share(shareFoundBySecond), "flags": .array(flags.map { .string($0.rawValue) }),
        ]
    }
}

extension LogLinearEstimate {
    package func json(_ names: [String]) -> JSONValue {
        func json(_ model: Model) -> JSONValue {
            [
                "dependent": .array(model.dependentPairs.map { .array($0.map { .string(names[$0]) }) }),
                "estimate": .rate(model.estimate), "standard_error": .rate(model.standardError),
                "estimate_ci95": [.rate(model.lower), .rate(model.upper)], "aic": .rate(model.aic),
            ]
        }
        return ["seen": .integer(seen), "best": json(best), "models": .array(models.map(json))]
    }
}
