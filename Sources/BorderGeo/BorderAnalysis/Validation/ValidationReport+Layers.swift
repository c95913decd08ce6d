import BorderModel
import LinearReferencing

extension ValidationReport {
    /// The errors on a map: pairs as lines from the reference to the detection, what was missed, what was made up. Points that were not
    /// scored are in none.
    package func layers(synthetic: Bool) -> [FeatureLayer] {
        let place: [Field] = [Field("measure_m", .real), Field("offset_m", .real)]
        func layer(_ name: String, _ title: String, _ kind: FeatureLayer.GeometryKind, _ fields: [Field], _ features: [Feature])
            -> FeatureLayer
        {
            FeatureLayer(name: name, title: title, kind: kind, fields: fields, features: features, synthetic: synthetic)
        }
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
        func points(_ set: ValidationPoints, _ outcomes: [DetectionValidation.Outcome], _ outcome: String) -> [Feature] {
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
            layer(
                "missed", "Missed: in the reference, not detected", .point, own + place,
                points(validation.reference, validation.referenceOutcomes, "missed")),
            layer(
                "spurious", "Spurious: detected, not in the reference", .point, own + place,
                points(validation.detections, validation.detectionOutcomes, "spurious")),
            layer(
                "pairs", "Matched pairs, reference to detection", .line,
                [
                    Field("outcome", .text), Field("reference", .text), Field("detection", .text), Field("kind", .text),
                    Field("kind_detected", .text), Field("score", .real), Field("distance_m", .real), Field("east_m", .real),
                    Field("north_m", .real), Field("along_m", .real), Field("across_m", .real), Field("measure_m", .real),
                ], pairs),
        ]
    }

    /// All of it in one layer, for `--format geojson`.
    package func layer(synthetic: Bool) -> FeatureLayer {
        let parts = layers(synthetic: synthetic)
        return FeatureLayer(
            name: "validation", title: "Validation", inferringFieldsOf: parts.flatMap(\.features), synthetic: synthetic)
    }
}

extension FieldValue {
    /// A length for an attribute, to the millimetre.
    static func millimetres(_ length: Metres) -> FieldValue { .real(length.value.rounded(toDecimals: 3)) }
}
