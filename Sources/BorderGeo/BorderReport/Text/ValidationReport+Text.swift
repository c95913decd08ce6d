import BorderAnalysis
import BorderBase
import BorderModel
import LineStatistics

extension ValidationReport {
    package var scoreTable: ResultTable {
        ResultTable(
            id: "validation", title: "Detections against the reference",
            columns: [
                .init("area", field: "area"), .init("kind", field: "kind"), .init("reference", field: "reference"),
                .init("detections", field: "detections"), .init("right", field: "true_positive"),
                .init("false", field: "false_positive"), .init("missed", field: "false_negative"),
                .init("precision, %", field: "precision"), .init("from", field: "precision_lower"),
                .init("to", field: "precision_upper"),
                .init("recall, %", field: "recall"), .init("from", field: "recall_lower"), .init("to", field: "recall_upper"),
                .init("F1, %", field: "f1"), .init("AP", field: "ap"),
            ],
            rows: rows.flatMap { row in
                row.kinds.map {
                    cells(
                        of: $0.scores, area: row.area, kind: $0.kind.rawValue, averagePrecision: $0.curve?.averagePrecision)
                }
                    + [
                        cells(
                            of: row.scores, area: row.area, kind: MetricDomain.allName,
                            averagePrecision: row.curve?.averagePrecision, blocks: row.blocks)
                    ]
            }, notes: [intervalNote, "By kind, a right place with a wrong kind is missed for one kind and false for the other."])
    }

    /// Whether the intervals of the last row are those by blocks: detections cluster and theirs are wider.
    private var intervalNote: String {
        guard let row = rows.last, let blocks = row.blocks, let design = blocks.designEffect, design > BlockIntervals.clustered
        else { return "Intervals: 95 % (Wilson)." }
        return
            "Intervals: 95 %, of the last row the wider of Wilson's and that by blocks of \(NumberText.length(parameters.bin * Double(blocks.block))): right and wrong ones come in clusters (design effect \(NumberText.fixed(design, 1)))."
    }

    /// The interval to print first: by blocks where detections cluster and that one is wider.
    private func widest(
        _ binomial: ProportionInterval?, or blocks: BlockBootstrap.Interval?, design: Double?
    ) -> (lower: Share, upper: Share)? {
        guard let binomial else { return nil }
        if let blocks, let design, design > BlockIntervals.clustered,
            blocks.range.upperBound - blocks.range.lowerBound > binomial.upper.fraction - binomial.lower.fraction
        {
            return (Share(blocks.range.lowerBound), Share(blocks.range.upperBound))
        }
        return (binomial.lower, binomial.upper)
    }

    private func cells(
        of scores: DetectionScores, area: String, kind: String, averagePrecision: Double?, blocks: BlockIntervals? = nil
    ) -> [ResultTable.Cell] {
        let precision = widest(
            scores.precisionInterval(confidence: parameters.confidence), or: blocks?.precision,
            design: blocks?.precisionDesign)
        let recall = widest(
            scores.recallInterval(confidence: parameters.confidence), or: blocks?.recall, design: blocks?.recallDesign)
        return [
            .text(area), .text(kind), .count(scores.reference), .count(scores.detections), .count(scores.truePositive),
            .count(scores.falsePositive), .count(scores.falseNegative), .percent(scores.precision), .percent(precision?.lower),
            .percent(precision?.upper), .percent(scores.recall), .percent(recall?.lower), .percent(recall?.upper),
            .percent(scores.f1), .number(averagePrecision, places: 3),
        ]
    }

    /// Rows the reference, columns what it was called, then what was missed; the last row is what was made up.
    package var confusionTable: ResultTable? {
        guard let confusion = rows.last?.confusion, !confusion.kinds.isEmpty else { return nil }
        let names = confusion.kinds.map(\.rawValue)
        return ResultTable(
            id: "confusion", title: "What was called what",
            columns: [.init("reference", field: "reference")] + names.map { .init($0, field: $0) } + [
                .init("missed", field: "missed")
            ],
            rows: confusion.kinds.indices.map { i in
                [.text(names[i])] + confusion.counts[i].map { .count($0) } + [.count(confusion.missed[i])]
            } + [[.text("(nothing there)")] + confusion.spurious.map { .count($0) } + [.none]])
    }

    package func text(_ style: TextStyle = .plain) -> String {
        ([scoreTable.text(style), confusionTable?.text(style)].compactMap { $0 } + [WrappedText.sentences(sentences, style)])
            .joined(separator: "\n")
    }

    package func markdown() -> String {
        ([scoreTable.markdown(), confusionTable?.markdown()].compactMap { $0 } + [
            sentences.map { "- \(MarkdownText($0))\n" }.joined()
        ])
        .joined(separator: "\n")
    }

    private var matchingSentence: String {
        let rule = parameters.rule
        let goal =
            switch rule.goal {
            case .mostPairs: "as many pairs as the gate allows, then the nearest"
            case .leastCost: "at least cost"
            }
        let kinds =
            rule.kindWeight > 0
            ? "equal kinds are preferred (class weight \(NumberText.fixed(rule.kindWeight, 2)))" : "whatever their kinds"
        let least = parameters.leastScore.map { "; only scores from \(FixedDecimal.string(shortest: $0)) on" } ?? ""
        return "Matched one to one, \(goal); \(kinds). Table, curve and confusion come from that matching\(least)."
    }

    /// Positions, counts, comparison, survey and what to bear in mind, one sentence each.
    var sentences: [String] {
        var result = [matchingSentence]
        if let row = rows.last {
            if let map = row.meanAveragePrecision, row.kinds.count > 1 {
                let coco = NumberText.fixed(row.meanAveragePrecision101, 3)
                result.append("Mean AP over kinds \(NumberText.fixed(map, 3)); COCO's \(coco).")
            }
            if let interval = row.blocks?.f1 {
                result.append(
                    "F1 \(NumberText.percent(row.scores.f1)), 95 % from \(NumberText.percent(Share(interval.range.lowerBound))) to \(NumberText.percent(Share(interval.range.upperBound))) (moving blocks along the border)."
                )
            }
            if let positions = row.positions { result.append(positions.sentence(parameters.confidence)) }
            if let errors = row.countErrors {
                let limits = errors.limits.map {
                    "; 95 % of the differences from \(NumberText.fixed($0.lowerBound, 1)) to \(NumberText.fixed($0.upperBound, 1)) (Bland and Altman)"
                }
                result.append(
                    "Counts in \(NumberText.counted(errors.bins, one: "stretch", many: "stretches")) of \(NumberText.length(parameters.bin)): bias \(NumberText.fixed(errors.bias, 2)), mean absolute error \(NumberText.fixed(errors.meanAbsolute, 2)), RMSE \(NumberText.fixed(errors.rootMeanSquare, 2))\(limits ?? "")."
                )
            }
            if let survey = row.survey {
                result.append(
                    "The survey's \(NumberText.counted(survey.detections, one: "detection means", many: "detections mean")) \(NumberText.fixed(survey.estimate, 0)) objects, 95 % from \(NumberText.fixed(survey.lower, 0)) to \(NumberText.fixed(survey.upper, 0))."
                )
            }
        }
        if let other = comparison {
            result.append(
                "Both detectors found \(NumberText.grouped(other.both)) of the reference, only the first \(NumberText.grouped(other.onlyFirst)), only the second \(NumberText.grouped(other.onlySecond)), neither \(NumberText.grouped(other.neither)); exact McNemar \(NumberText.pValue(other.pValue))."
            )
        }
        return result + findings.digest().map(\.sentence)
    }
}

extension PairPositions {
    func sentence(_ confidence: Share) -> String {
        let circle = accuracy.circle(holding: Share(0.9), confidence: confidence)
        let half = shift?.halfWidths(confidence: confidence)
        func mean(_ value: Metres, within half: Metres?, towards direction: String) -> String {
            let range = half.map {
                " (\(NumberText.fixed(value.value - $0.value, 2)) to \(NumberText.fixed(value.value + $0.value, 2)))"
            }
            return "\(NumberText.fixed(value.value, 2)) m\(range ?? "") \(direction)"
        }
        let east = mean(accuracy.meanEast, within: half?.east, towards: "east")
        let north = mean(accuracy.meanNorth, within: half?.north, towards: "north")
        let test = shift.map { ", Hotelling \(NumberText.pValue($0.pValue))" } ?? ""
        return
            "\(NumberText.counted(accuracy.count, one: "pair", many: "pairs")): detections are \(east) and \(north) of the reference\(test); RMSE \(NumberText.fixed(accuracy.rmse.value, 2)) m, 90 % within \(NumberText.fixed(circle.radius.value, 2)) m."
    }
}
