import BorderModel
import LinearReferencing

/// Profiles of the density along the border, with their table, JSON and features.
package struct DensityProfileResults: Sendable {
    package let model: ReportModel
    package let profiles: [DensityProfile]
    package let step: Metres

    /// One profile for each area and epoch of `model`; the union of areas only where it alone was asked for.
    package init(_ model: ReportModel, of selection: FacilitySelection, step: Metres, bandwidth: Metres?, jobs: Int? = nil) {
        let domains = model.domains.count > 1 ? Array(model.domains.dropLast()) : model.domains
        let inventories = model.inventories
        let count = inventories.count
        self.model = model
        self.step = step
        profiles = Parallel.map(domains.count * count, jobs: jobs) { i in
            inventories[i % count].densityProfile(in: domains[i / count], of: selection, step: step, bandwidth: bandwidth)
        }
    }

    package var table: ResultTable {
        ResultTable(
            id: "density_profile", title: "Facilities along the border",
            columns: [
                .init("area", field: "area"), .init("epoch", field: "epoch"), .init("kind", field: "kind"),
                .init("from, km", field: "from_m"), .init("to, km", field: "to_m"), .init("facilities", field: "expected"),
                .init("per km", field: "per_km"), .init("bandwidth, m", field: "bandwidth_m"),
            ],
            rows: profiles.flatMap { profile in
                profile.lixels.map { lixel in
                    [
                        .text(profile.area), .text(profile.epoch), .text(profile.kind),
                        .kilometres(Metres(lixel.span.from.metres), places: 2),
                        .kilometres(Metres(lixel.span.to.metres), places: 2),
                        .number(lixel.expected, places: 2), .number(lixel.perKilometre, places: 2),
                        .metres(profile.bandwidth, places: 0),
                    ]
                }
            }, notes: ["Smoothed along observed border: the facilities of an area add up to its count."])
    }

    package var envelope: ResultEnvelope {
        ResultEnvelope(
            verb: "density-profile", study: model.studyJSON,
            parameters: model.parametersJSON.merging(["step_m": .metres(step)]) { $1 },
            results: profiles.map { profile in
                [
                    "area": .string(profile.area), "epoch": .string(profile.epoch), "kind": .string(profile.kind),
                    "count": .integer(profile.count), "bandwidth_m": .metres(profile.bandwidth),
                    "bandwidth_choice": .string(profile.choice.rawValue),
                    "lixels": .array(
                        profile.lixels.map {
                            [
                                "from_m": .measure($0.span.from), "to_m": .measure($0.span.to), "expected": .rate($0.expected),
                                "per_km": .rate($0.perKilometre),
                            ]
                        }),
                ]
            }, findings: model.findings)
    }

    /// Each lixel as its stretch of border.
    package func layer() throws -> FeatureLayer {
        let fields = [
            Field("area", .text), Field("epoch", .text), Field("kind", .text), Field("from_m", .real), Field("to_m", .real),
            Field("expected", .real), Field("per_km", .real), Field("synthetic", .bool),
        ]
        var features: [Feature] = []
        for profile in profiles {
            for lixel in profile.lixels {
                let parts = try model.border.route.stretch(lixel.span.from, lixel.span.to)
                features.append(
                    Feature(
                        id: "lixel-\(features.count)",
                        geometry: parts.count == 1 ? .lineString(parts[0]) : .multiLineString(parts),
                        properties: [
                            "area": .text(profile.area), "epoch": .text(profile.epoch), "kind": .text(profile.kind),
                            "from_m": .real(lixel.span.from.metres), "to_m": .real(lixel.span.to.metres),
                            "expected": .real(lixel.expected), "per_km": .real(lixel.perKilometre),
                            "synthetic": .bool(model.study.synthetic),
                        ]))
            }
        }
        return FeatureLayer(
            name: "density_profile", title: "Facilities per kilometre", kind: .line, fields: fields, features: features,
            synthetic: model.study.synthetic)
    }
}
