import BorderModel
import GeoFormats
import LineStatistics
import LinearReferencing
import OrderedCollections

extension ValidationReport {
    /// One row for each area, `all` last.
    package var envelope: ResultEnvelope {
        var parameters = context.inputs
        parameters["max_distance_m"] = .metres(self.parameters.rule.maximumDistance)
        parameters["gate"] = .string(
            self.parameters.rule.usesSigma ? "sigma_m where both have it, else max_distance" : "max_distance")
        parameters["metric"] = .string(self.parameters.rule.metric.rawValue)
        parameters["goal"] = .string(self.parameters.rule.goal.rawValue)
        parameters["class_weight"] = .rate(self.parameters.rule.kindWeight)
        parameters["removed_shift_m"] = validation.matching.removedShift.map { [.metres($0.east), .metres($0.north)] } ?? .null
        parameters["bin_m"] = .metres(self.parameters.bin)
        parameters["confidence"] = .share(self.parameters.confidence)
        parameters["min_score"] = .rate(self.parameters.leastScore)
        parameters["interval"] = .string(
            "wilson; block, f1 and ap: moving blocks of \(rows.last?.blocks?.block ?? 5) \(rows.last?.blocks?.block == 1 ? "bin" : "bins")"
        )
        parameters["replicates"] = .integer(self.parameters.replicates)
        parameters["seed"] = .integer(Int(clamping: self.parameters.seed))
        return ResultEnvelope(
            verb: "validate", study: context.study, parameters: parameters, results: rows.map { json($0) },
            findings: context.findings + findings)
    }

    private func json(_ row: Row) -> JSONValue {
        let confidence = parameters.confidence
        var json: OrderedDictionary<String, JSONValue> = ["area": .string(row.area), "border_m": .metres(row.border)]
        for (key, value) in row.scores.members(confidence) { json[key] = value }
        func bounds(_ interval: BlockBootstrap.Interval?) -> JSONValue {
            interval.map { [.rate($0.range.lowerBound), .rate($0.range.upperBound)] } ?? .null
        }
        json["f1_ci95"] = bounds(row.blocks?.f1)
        json["precision_block_ci95"] = bounds(row.blocks?.precision)
        json["recall_block_ci95"] = bounds(row.blocks?.recall)
        json["design_effect"] = .rate(row.blocks?.designEffect)
        json["ap"] = .rate(row.curve?.averagePrecision)
        json["ap_ci95"] = bounds(row.blocks?.averagePrecision)
        json["map"] = .rate(row.meanAveragePrecision)
        json["ap_101"] = .rate(row.averagePrecision101)
        json["map_101"] = .rate(row.meanAveragePrecision101)
        json["false_positive_per_km"] = .rate(row.falsePositivePerKilometre)
        json["duplicates"] = .integer(row.duplicates)
        json["kinds"] = .array(
            row.kinds.map { own in
                var entry: OrderedDictionary<String, JSONValue> = ["kind": .string(own.kind.rawValue)]
                for (key, value) in own.scores.members(confidence) { entry[key] = value }
                entry["ap"] = .rate(own.curve?.averagePrecision)
                entry["ap_101"] = .rate(own.averagePrecision101)
                return .object(entry)
            })
        json["confusion"] = row.confusion.json
        json["position"] = row.positions?.json(confidence) ?? .null
        json["count_errors"] = row.countErrors?.json ?? .null
        json["survey"] = row.survey?.json(over: row.border) ?? .null
        json["iso19157"] = .array(isoMeasures(row))
        if row.area == MetricDomain.allName {
            json["not_scored"] = [
                "reference": .integer(validation.notScoredReference), "detections": .integer(validation.notScoredDetections),
            ]
            json["second"] =
                comparison.map { other in
                    [
                        "both": .integer(other.both), "only_first": .integer(other.onlyFirst),
                        "only_second": .integer(other.onlySecond),
                        "neither": .integer(other.neither), "mcnemar_p": .probability(other.pValue),
                        "scores": second.map { .object(OrderedDictionary(uniqueKeysWithValues: $0.scores().members(confidence))) }
                            ?? .null,
                    ]
                } ?? .null
            json["curve"] = row.curve.map { .array($0.thinned(to: 200).map(\.json)) } ?? .null
        }
        json["bins"] = .array(
            row.bins.map {
                [
                    "from_m": .measure($0.span.from), "to_m": .measure($0.span.to), "reference": .integer($0.reference),
                    "detections": .integer($0.detections), "true_positive": .integer($0.scores.truePositive),
                    "false_positive": .integer($0.scores.falsePositive), "false_negative": .integer($0.scores.falseNegative),
                ]
            })
        return .object(json)
    }

    /// Measures under the names of ISO 19157 (annex D). Rate 3 is over what should be there, so it is not 1 - precision.
    private func isoMeasures(_ row: Row) -> [JSONValue] {
        func measure(_ id: Int, _ name: String, is value: JSONValue) -> JSONValue {
            ["id": .integer(id), "name": .string(name), "value": value]
        }
        let scores = row.scores
        let reference = Double(scores.reference)
        func rate(_ count: Int) -> JSONValue { .rate(reference > 0 ? Double(count) / reference : nil) }
        return [
            measure(2, "number of excess items", is: .integer(scores.falsePositive)),
            measure(3, "rate of excess items", is: rate(scores.falsePositive)),
            measure(4, "number of duplicate feature instances", is: .integer(row.duplicates)),
            measure(6, "number of missing items", is: .integer(scores.falseNegative)),
            measure(7, "rate of missing items", is: rate(scores.falseNegative)),
            measure(47, "root mean square error of planimetry", is: .metres(row.positions?.accuracy.rmse)),
            measure(60, "number of incorrectly classified features", is: .integer(row.confusion.misclassified)),
            measure(
                61, "misclassification rate",
                is: .rate(row.confusion.matched > 0 ? Double(row.confusion.misclassified) / Double(row.confusion.matched) : nil)),
        ]
    }
}

extension DetectionScores {
    /// `reference` to `f1`, in the order of the contract.
    func members(_ confidence: Share) -> [(String, JSONValue)] {
        func pair(_ interval: ProportionInterval?) -> JSONValue {
            interval.map { [.share($0.lower), .share($0.upper)] } ?? .null
        }
        return [
            ("reference", .integer(reference)), ("detections", .integer(detections)), ("true_positive", .integer(truePositive)),
            ("false_positive", .integer(falsePositive)), ("false_negative", .integer(falseNegative)),
            ("precision", .share(precision)), ("precision_ci95", pair(precisionInterval(confidence: confidence))),
            ("precision_exact_ci95", pair(precisionInterval(exact: true, confidence: confidence))), ("recall", .share(recall)),
            ("recall_ci95", pair(recallInterval(confidence: confidence))),
            ("recall_exact_ci95", pair(recallInterval(exact: true, confidence: confidence))), ("f1", .share(f1)),
        ]
    }
}

extension ConfusionMatrix {
    /// Rows are the reference, columns the detections.
    package var json: JSONValue {
        [
            "kinds": .array(kinds.map { .string($0.rawValue) }),
            "matrix": .array(counts.map { .array($0.map { .integer($0) }) }), "missed": .array(missed.map { .integer($0) }),
            "spurious": .array(spurious.map { .integer($0) }), "kappa": .rate(kappa?.kappa),
        ]
    }
}

extension PairPositions {
    package func json(_ confidence: Share) -> JSONValue {
        func circle(_ share: Double) -> (JSONValue, JSONValue) {
            let circle = accuracy.circle(holding: Share(share), confidence: confidence)
            return (.metres(circle.radius), [.metres(circle.lower), .metres(circle.upper)])
        }
        let (ce90, ce90Bounds) = circle(0.9)
        let (ce95, ce95Bounds) = circle(0.95)
        let half = shift?.halfWidths(confidence: confidence)
        func interval(_ mean: Metres, _ half: Metres?) -> JSONValue {
            half.map { [.metres(mean - $0), .metres(mean + $0)] } ?? .null
        }
        return [
            "pairs": .integer(accuracy.count), "bias_e_m": .metres(accuracy.meanEast),
            "bias_e_ci95": interval(accuracy.meanEast, half?.east), "bias_n_m": .metres(accuracy.meanNorth),
            "bias_n_ci95": interval(accuracy.meanNorth, half?.north), "hotelling_t2": .rate(shift?.tSquared),
            "shift_p": .probability(shift?.pValue), "rmse_m": .metres(accuracy.rmse), "rmse_e_m": .metres(accuracy.rmseEast),
            "rmse_n_m": .metres(accuracy.rmseNorth), "rmse_along_m": .metres(rmseAlong), "rmse_across_m": .metres(rmseAcross),
            "ce90_m": ce90, "ce90_ci95": ce90Bounds, "ce95_m": ce95, "ce95_ci95": ce95Bounds,
            "nssda95_m": .metres(accuracy.nssda95), "enough_for_nssda": .bool(accuracy.hasEnoughForNSSDA),
            "enough_for_asprs2023": .bool(accuracy.hasEnoughForASPRS2023),
        ]
    }
}

extension AdjustedCount {
    /// The density is of the estimate, over the border of the row.
    package func json(over border: Metres?) -> JSONValue {
        let length = border.flatMap { $0.value > 0 ? $0.kilometres : nil }
        return [
            "detections": .integer(detections), "estimate": .rate(estimate), "estimate_ci95": [.rate(lower), .rate(upper)],
            "per_km": .rate(length.map { estimate / $0 }),
            "per_km_ci95": length.map { [.rate(lower / $0), .rate(upper / $0)] } ?? .null,
        ]
    }
}

extension CountErrors {
    package var json: JSONValue {
        [
            "bins": .integer(bins), "bias": .rate(bias), "mae": .rate(meanAbsolute), "rmse": .rate(rootMeanSquare),
            "limits_of_agreement": limits.map { [.rate($0.lowerBound), .rate($0.upperBound)] } ?? .null,
        ]
    }
}

extension PrecisionRecallCurve {
    /// At most so many points, spread evenly, the first and last kept.
    func thinned(to limit: Int) -> [Point] {
        guard points.count > limit, limit > 1 else { return points }
        return (0..<limit).map { points[$0 * (points.count - 1) / (limit - 1)] }
    }
}

extension PrecisionRecallCurve.Point {
    package var json: JSONValue { ["score": .rate(score), "precision": .rate(precision), "recall": .rate(recall)] }
}

extension JSONValue {
    /// A p-value to 6 significant figures, however small.
    package static func probability(_ p: Double?) -> JSONValue { rate(p) }
}
