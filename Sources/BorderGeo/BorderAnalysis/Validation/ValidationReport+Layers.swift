import BorderModel
import LinearReferencing

extension ValidationReport {
    /// The errors on a map: pairs as lines from the reference to the detection, what was missed, what was made up. Points that were not
    /// scored are in none.
    package var layers: [FeatureLayer] {
        let place: [Field] = [Field("measure_m", .real), Field("offset_m", .real)]
        let pairs = validation.scoredPairs.map { pair -> Feature in
            let (a, b) = (validation.reference[pair.first], validation.detections[pair.second])
            return Feature(
                id: "pair-\(a.id)", geometry: .lineString(Polyline([a.position, b.position])),
                properties: [
                    "outcome": .text(pair.sameKind ? "matched" : "misclassified"), "reference": .text(a.id),
                    "detection": .text(b.id),
                    "kind": .text(a.kind.rawValue), "kind_detected": .text(b.kind.rawValue),
                    "score": b.score.map { .real($0) } ?? .null,
                    "distance_m": .millimetres(pair.distance), "east_m": .millimetres(pair.east),
                    "north_m": .millimetres(pair.north),
                    "along_m": pair.along.map { .millimetres($0) } ?? .null,
                    "across_m": pair.across.map { .millimetres($0) } ?? .null,
                    "measure_m": a.measure.map { .millimetres(Metres($0.metres)) } ?? .null,
                ])
        }
        func points(of set: ValidationPoints, leftBy outcomes: [DetectionValidation.Outcome], as outcome: String) -> [Feature] {
            set.indices.filter { outcomes[$0] == .unmatched }.map { index in
                let point = set[index]
                return Feature(
                    id: "\(outcome)-\(point.id)", geometry: .point(point.position),
                    properties: [
                        "outcome": .text(outcome), "kind": .text(point.kind.rawValue),
                        "score": point.score.map { .real($0) } ?? .null,
                        "measure_m": point.measure.map { .millimetres(Metres($0.metres)) } ?? .null,
                        "offset_m": point.offset.map { .millimetres(Metres($0.metres)) } ?? .null,
                    ])
            }
        }
        let own: [Field] = [Field("outcome", .text), Field("kind", .text), Field("score", .real)]
        return [
            FeatureLayer(
                name: "missed", title: "Missed: in the reference, not detected", kind: .point, fields: own + place,
                features: points(of: validation.reference, leftBy: validation.referenceOutcomes, as: "missed"),
                synthetic: context.isSynthetic),
            FeatureLayer(
                name: "spurious", title: "Spurious: detected, not in the reference", kind: .point, fields: own + place,
                features: points(of: validation.detections, leftBy: validation.detectionOutcomes, as: "spurious"),
                synthetic: context.isSynthetic),
            FeatureLayer(
                name: "pairs", title: "Matched pairs, reference to detection", kind: .line,
                fields: [
                    Field("outcome", .text), Field("reference", .text), Field("detection", .text), Field("kind", .text),
                    Field("kind_detected", .text), Field("score", .real), Field("distance_m", .real), Field("east_m", .real),
                    Field("north_m", .real), Field("along_m", .real), Field("across_m", .real), Field("measure_m", .real),
                ], features: pairs, synthetic: context.isSynthetic),
        ]
    }

    /// All of it in one layer.
    package var layer: FeatureLayer {
        FeatureLayer(
            name: "validation", title: "Validation", inferringFieldsOf: layers.flatMap(\.features),
            synthetic: context.isSynthetic)
    }
}

extension FieldValue {
    /// A length for an attribute, to the millimetre.
    static func millimetres(_ length: Metres) -> FieldValue { .real(length.value.rounded(toDecimals: 3)) }
}
