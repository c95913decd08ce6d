import BorderModel
import BorderStudy
import GeoFormats
import LinearReferencing
import OrderedCollections

extension ReportModel {
    /// `{"id","synthetic","border"}`, and `notes` where the study has some: what every envelope says of its study.
    package var studyJSON: JSONValue {
        var members: OrderedDictionary<String, JSONValue> = [
            "id": .string(study.id), "synthetic": .bool(study.synthetic), "border": .string(border.source.name),
        ]
        let kinds = study.words.vocabulary.kinds
        if kinds != FacilityKind.allCases { members["kinds"] = .array(kinds.map { .string($0.rawValue) }) }
        if !study.notes.isEmpty { members["notes"] = .array(study.notes.map { .string($0) }) }
        return .object(members)
    }

    /// What was asked, in the order of the command line.
    package var parametersJSON: OrderedDictionary<String, JSONValue> {
        [
            "areas": .array(parameters.areas.map { .string($0) }), "epochs": .array(parameters.epochs.map { .string($0) }),
            "segments": .array(parameters.segments.map { .string($0) }),
            "banks": .array(banks.map { .string($0.rawValue) }),
            "bridged": .bool(parameters.countingBridged),
            "corridor_inward_m": .metres(study.corridor.inward), "corridor_outward_m": .metres(study.corridor.outward),
            "near_fence_m": .metres(study.nearFence), "headline_basis": .string(study.headlineBasis.rawValue),
            "max_angle_deg": .chosen(parameters.maxAngle?.value), "min_gap_m": .metres(parameters.minGap ?? study.minGap),
            "min_confidence": .share(parameters.leastConfidence),
            "match_distance_m": .metres(study.matchDistance), "bridge_ratio": .chosen(study.bridgeRatio),
            "observation_assumed": .array(inventories.filter(\.observedIsAssumed).map { .string($0.epoch.id) }),
            "confidence": .rate(0.95), "interval": "poisson_exact_process", "public": .bool(isPublic),
        ]
    }

    private func envelope(_ verb: String, _ results: [JSONValue], adding extra: OrderedDictionary<String, JSONValue> = [:])
        -> ResultEnvelope
    {
        ResultEnvelope(
            verb: verb, study: studyJSON, parameters: parametersJSON.merging(extra) { $1 }, results: results,
            findings: findings)
    }

    private var coverageJSON: [JSONValue] { edition?.coverageJSON ?? coverage.map(\.json) }
    private var changeJSON: [JSONValue] { isPublic ? changes.map(\.publicJSON) : changes.map(\.json) }

    package var coverageEnvelope: ResultEnvelope { envelope("coverage", coverageJSON) }
    package var densityEnvelope: ResultEnvelope { envelope("density", density.map(\.json)) }
    package var changeEnvelope: ResultEnvelope {
        envelope("change", changeJSON, adding: matchingJSON)
    }

    /// How facilities of the two epochs were recognised, and the shift that those drawn anew share.
    private var matchingJSON: OrderedDictionary<String, JSONValue> {
        [
            "matching": .string(parameters.matching.rawValue), "keep_shift": .bool(parameters.keepsShift),
            "facility_shift": facilityComparison?.shift?.json ?? .null,
        ]
    }

    /// The whole study as one row of results.
    package var reportEnvelope: ResultEnvelope {
        let headline = headline
        let row: JSONValue = [
            "title": .string(study.title),
            "epochs": .array(inventories.map { ["epoch": .string($0.epoch.id), "date": .date($0.epoch.date)] }),
            "areas": .array(
                domains.map { domain in
                    [
                        "area": .string(domain.id), "name": .string(areaName(domain.id)),
                        "border_m": .metres(edition.map { $0.border(of: domain.id) } ?? domain.border),
                        "spans": .array(domain.spans.spans.map { ["from_m": .measure($0.from), "to_m": .measure($0.to)] }),
                    ]
                }),
            "headline": .array(headline.sentences.map { .string($0) }), "caveats": .array(headline.caveats.map { .string($0) }),
            "coverage": .array(coverageJSON), "density": .array(density.map(\.json)),
            "change": .array(changeJSON), "near_fence": .array(nearFence.map(\.json)),
            "timeline": .array(timelines.map(\.json)),
            "claims": .array(claims.map(\.json)), "orders": .array(orders.map(\.json)), "inputs": .array(inputs.map(\.json)),
        ]
        return envelope("report", [row], adding: matchingJSON)
    }
}

extension ClaimCheck {
    package var json: JSONValue {
        [
            "claim": .string(claim.id), "subject": .string(claim.subject), "measurand": .string(claim.measurand.rawValue),
            "value": .shortest(claim.value), "unit": .string(claim.unit),
            "significant_figures": .integer(claim.significantFigures), "qualifier": .string(claim.qualifier.rawValue),
            "numerator": .text(claim.numerator), "denominator": .text(claim.denominator),
            "computed": .rate(computed.map(claim.inUnit)), "reproduced": audit.isReproduced.map { .bool($0) } ?? .null,
            "verdict": .string(audit.verdict.rawValue), "deviation": .rate(audit.deviation),
            "by_construction": .bool(audit.isByConstruction), "source": .string(claim.source),
            "confidence": .string(claim.confidence.rawValue), "seen": .text(claim.seen),
        ]
    }
}

extension PublishedStatement {
    package var json: JSONValue {
        [
            "id": .string(id), "date": .text(date), "says": .string(says), "area": .text(area), "source": .string(source),
            "confidence": .string(confidence.rawValue), "seen": .text(seen),
        ]
    }
}

extension InputRecord {
    package var json: JSONValue {
        ["name": .string(name), "bytes": isNamedOnly ? .null : .integer(bytes), "sha256": isNamedOnly ? .null : .string(sha256)]
    }

    /// Nothing is said of the content, which would tell whether a guess at it is right.
    package var isNamedOnly: Bool { sha256.isEmpty }
}
