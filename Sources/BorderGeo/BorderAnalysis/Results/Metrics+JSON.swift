import BorderBase
import BorderModel
import GeoFormats
import LineStatistics
import OrderedCollections

extension Coverage {
    /// A row of the results of coverage.
    package var json: JSONValue {
        [
            "area": .string(area), "epoch": .string(epoch), "border_m": .metres(border), "observed_m": .metres(observed),
            "fenced_m": .metres(fenced), "direct_m": .metres(direct), "bridged_m": .metres(bridged), "coverage": .share(share),
            "layers": .array(
                layers.map {
                    [
                        "layer": .string($0.layer.rawValue), "fenced_m": .metres($0.fenced),
                        "fence_line_m": .metres($0.fenceLine),
                    ]
                }),
            "multiplicity": .array(multiplicity.map { ["layers": .integer($0.layers), "border_m": .metres($0.border)] }),
            "gaps": .array(
                gaps.map {
                    [
                        "from_m": .measure($0.span.from), "to_m": .measure($0.span.to),
                        "length_m": .metres($0.length), "open": .bool($0.open),
                    ]
                }),
            "steep_m": .metres(steep), "across_m": .metres(across), "outside_m": .metres(outside), "beyond_m": .metres(beyond),
            "joined_m": .metres(joined), "joined_gaps": .integer(joinedGaps),
        ]
    }
}

extension Density {
    /// A row of the results of density.
    package var json: JSONValue {
        [
            "area": .string(area), "epoch": .string(epoch), "kind": .string(kind), "count": .integer(count.count),
            "count_min": .integer(count.minimum), "count_max": .integer(count.maximum),
            "rates": .array(
                rates.map { rate in
                    var members = rate.members(clustered: clusteredInterval(of: rate))
                    let most = maximumRate(rate.basis)
                    members["per_km_max"] = .rate((most ?? rate).perKilometre)
                    members["spacing_min_m"] = .metres((most ?? rate).spacing)
                    members["range_ci95"] = range(rate, most)
                    members["count_near_fence"] = countNearFence(rate.basis).map { .integer($0) } ?? .null
                    return .object(members)
                }),
            "dispersion": dispersion.map {
                [
                    "bin_m": .metres(Self.bin), "bins": .integer($0.bins), "ratio": .rate($0.ratio),
                    "p_clustered": .rate($0.pClustered), "p_regular": .rate($0.pRegular),
                ]
            } ?? .null,
            "neighbours": neighbours.map {
                [
                    "median_m": .metres($0.median), "least_m": .metres($0.least), "p10_m": .metres($0.lowerDecile),
                    "p90_m": .metres($0.upperDecile),
                ]
            } ?? .null,
        ]
    }
}

extension Density {
    /// Per kilometre, from the lower end of what is certain to the upper end of what is possible.
    private func range(_ rate: Rate, _ most: Rate?) -> JSONValue {
        guard let low = rate.interval(), let high = (most ?? rate).interval() else { return .null }
        return [.rate(low.perKilometreLower), .rate(high.perKilometreUpper)]
    }
}

extension Rate {
    /// `basis, length_m, per_km, per_km_ci95, spacing_m, spacing_ci95, per_km_ci95_clustered`; an upper end of a spacing that
    /// does not exist is `null`.
    package func members(clustered: RateInterval?) -> OrderedDictionary<String, JSONValue> {
        let interval = interval()
        return [
            "basis": .string(basis.rawValue), "length_m": .metres(length), "per_km": .rate(perKilometre),
            "per_km_ci95": interval.map { [.rate($0.perKilometreLower), .rate($0.perKilometreUpper)] } ?? .null,
            "spacing_m": .metres(spacing),
            "spacing_ci95": interval.map { [.metres($0.spacingLower), .metres($0.spacingUpper)] } ?? .null,
            "per_km_ci95_clustered": clustered.map { [.rate($0.perKilometreLower), .rate($0.perKilometreUpper)] } ?? .null,
        ]
    }
}

extension AreaChange {
    /// A row of the results of change.
    package var json: JSONValue {
        [
            "area": .string(area), "baseline": .string(fences.baseline), "comparison": .string(fences.comparison),
            "border_m": .metres(fences.border), "observed_both_m": .metres(fences.observedBoth),
            "coverage_baseline": .share(fences.coverageBaseline), "coverage_comparison": .share(fences.coverageComparison),
            "classes": .array(
                fences.classes.map { ["class": .string($0.changeClass.rawValue), "border_m": .metres($0.border)] }),
            "matrix": .array(fences.matrix.map { .array($0.map { .metres($0) }) }),
            "fence_line_m": fences.fenceLine.json,
            "new_layer_m": .metres(fences.newLayerLength),
            "facilities": .array(facilities.map(\.json)),
        ]
    }
}

extension FenceLedger {
    /// `comparison = baseline - removed + new + redrawn`, to the millimetre as printed.
    package var json: JSONValue {
        [
            "baseline": .metres(baseline), "new": .metres(new), "upgraded": .metres(upgraded), "realigned": .metres(realigned),
            "relabelled": .metres(relabelled), "unchanged": .metres(unchanged), "removed": .metres(removed),
            "redrawn": .metres(redrawn), "comparison": .metres(comparison),
        ]
    }
}

extension FacilityChange {
    package var json: JSONValue {
        [
            "kind": .string(kind), "baseline": .integer(baseline), "comparison": .integer(comparison),
            "persisted": .integer(persisted), "moved": .integer(moved), "reclassified": .integer(reclassified),
            "reclassified_away": .integer(reclassifiedAway), "new": .integer(new), "removed": .integer(removed),
            "new_near_fence": newNearFence.map { .integer($0) } ?? .null, "entered": .integer(entered), "left": .integer(left),
            "unknown": .integer(unknown), "factor": .rate(factor),
            // An infinite bound is `null`: JSON has no word for it.
            "factor_ci95": test.map { [.rate($0.lower), .rate($0.upper)] } ?? .null, "p_value": .rate(test?.pValue),
            "p_adjusted": .rate(test?.adjustedPValue), "p_paired": .rate(test?.pairedPValue),
            "factor_paired_ci95": (test?.paired).map { [.rate($0.lower), .rate($0.upper)] } ?? .null,
            "p_paired_adjusted": .rate(test?.adjustedPairedPValue),
        ]
    }
}

extension NearFence {
    package var json: JSONValue {
        [
            "area": .string(area), "epoch": .string(epoch), "distance_m": .metres(distance), "near": .integer(near),
            "all": .integer(all),
        ]
    }
}

extension FacilityTimeline {
    package var json: JSONValue {
        [
            "area": .string(area),
            "dates": .array(
                points.map { ["date": .date($0.date), "at_least": .integer($0.atLeast), "at_most": .integer($0.atMost)] }),
        ]
    }
}

extension CommonShift {
    /// `pairs, east_m, east_ci95, north_m, north_ci95, removed`.
    package var json: JSONValue {
        func metres(_ value: Double) -> JSONValue { .metres(Metres(value)) }
        return [
            "pairs": .integer(pairs), "east_m": metres(east.median), "east_ci95": [metres(east.lower), metres(east.upper)],
            "north_m": metres(north.median), "north_ci95": [metres(north.lower), metres(north.upper)],
            "removed": .bool(isRemoved),
        ]
    }
}
