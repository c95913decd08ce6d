import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

/// Digitised fences scored against true ones, layer by layer.
package struct LineValidationReport: Sendable {
    /// One layer of fence; `all` takes every layer against every layer and is inflated where layers run side by side.
    package struct Row: Sendable {
        package var layer: String
        package var result: LineValidation
    }

    package var rows: [Row]
    package var context = ResultContext()

    /// Each layer on its own, then `all`. O(length over a tenth of the tolerance).
    package init(reference: [FenceLine], digitised: [FenceLine], tolerance: Metres, jobs: Int? = nil) {
        let layers = ClassIndex(of: (reference + digitised).lazy.map(\.layer)).classes
        func parts(_ fences: [FenceLine], _ layer: FenceLayer?) -> [Polyline<GeoPosition>] {
            fences.filter { layer == nil || $0.layer == layer }.flatMap(\.parts)
        }
        rows = (layers.map { Optional($0) } + [nil]).map { layer in
            Row(
                layer: layer?.rawValue ?? MetricDomain.allName,
                result: LineValidation(
                    reference: parts(reference, layer), digitised: parts(digitised, layer), tolerance: tolerance, jobs: jobs))
        }
    }

    package var total: LineValidation? { rows.last?.result }

    package var envelope: ResultEnvelope {
        var parameters = context.inputs
        parameters["tolerance_m"] = .metres(total?.tolerance)
        return ResultEnvelope(
            verb: "validate-lines", study: context.study, parameters: parameters, results: rows.map(\.json),
            findings: context.findings)
    }

    package var table: ResultTable {
        ResultTable(
            id: "line_validation", title: "Digitised lines against the reference",
            columns: [
                .init("layer", field: "layer"), .init("reference, km", field: "reference_m"),
                .init("digitised, km", field: "digitised_m"),
                .init("complete, %", field: "completeness"), .init("correct, %", field: "correctness"),
                .init("quality, %", field: "quality"), .init("redundant, %", field: "redundancy"),
                .init("90 % within, m", field: "distance90_m"), .init("95 % within, m", field: "distance95_m"),
                .init("Hausdorff, m", field: "hausdorff_m"),
            ],
            rows: rows.map { row in
                [
                    .text(row.layer), .kilometres(row.result.reference, places: 3), .kilometres(row.result.digitised, places: 3),
                    .percent(row.result.completeness), .percent(row.result.correctness), .percent(row.result.quality),
                    .percent(row.result.redundancy),
                    .metres(row.result.distance(holding: Share(0.9))), .metres(row.result.distance(holding: Share(0.95))),
                    .metres(row.result.hausdorff),
                ]
            },
            notes: [
                "All: every layer against every layer; where layers run side by side one completes the other, so read the layers.",
                "Redundant: of what is correct, the share that was drawn more than once.",
            ])
    }
}

extension LineValidationReport.Row {
    package var json: JSONValue {
        let multiples = [0.25, 0.5, 1, 2, 4, 8, 16]
        return [
            "layer": .string(layer), "reference_m": .metres(result.reference),
            "reference_matched_m": .metres(result.referenceMatched),
            "digitised_m": .metres(result.digitised), "digitised_matched_m": .metres(result.digitisedMatched),
            "completeness": .share(result.completeness), "correctness": .share(result.correctness),
            "quality": .share(result.quality), "redundancy": .share(result.redundancy),
            "distance90_m": .metres(result.distance(holding: Share(0.9))),
            "distance95_m": .metres(result.distance(holding: Share(0.95))),
            "hausdorff_m": .metres(result.hausdorff),
            "curve": .array(
                multiples.map { multiple in
                    let distance = result.tolerance * multiple
                    return ["distance_m": .metres(distance), "share": .share(result.share(within: distance))]
                }),
        ]
    }
}
