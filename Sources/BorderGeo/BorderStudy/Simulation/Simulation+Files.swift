import BorderModel
import GeoFormats
import LinearReferencing

extension Simulation {
    /// The files of the study, the study file first; its first line names what made it. Same recipe, same bytes.
    package func files(madeBy maker: String = "BorderGeo") throws -> [(name: String, bytes: [UInt8])] {
        var files: [(name: String, bytes: [UInt8])] = [("study.yaml", Array(studyText(madeBy: maker).utf8))]
        for layer in layers where !layer.features.isEmpty {
            files.append((layer.name + ".geojson", try GeoJSONWriter.write(layer)))
        }
        return files
    }

    /// The border where it is no built-in one, fences, facilities, patrol paths, and one layer for each run of detections.
    package var layers: [FeatureLayer] {
        (borderLine.map { [$0] } ?? []) + [
            layer("fences", title: "Fences", features: fences.map { Self.feature($0, ownBank: study.words.vocabulary.ownBank) }),
            layer("facilities", title: "Facilities", features: facilities.map(Self.feature)),
            layer("patrol_paths", title: "Patrol paths", features: patrolPaths.map(Self.feature)),
        ]
            + detections.map {
                layer("detections-\($0.run.annotator)", title: "Detections by \($0.run.annotator)", features: $0.features)
            }
    }

    private func layer(_ name: String, title: String, features: [Feature]) -> FeatureLayer {
        var layer = FeatureLayer(name: name, title: title, inferringFieldsOf: features, synthetic: true)
        // The order of files, whichever feature happened to come first.
        layer.fields.sort { (Self.columns.firstIndex(of: $0.name) ?? 0) < (Self.columns.firstIndex(of: $1.name) ?? 0) }
        return layer
    }

    private static let columns = [
        "kind", "layer", "valid_from", "valid_to", "absent_on", "upgraded_on", "bank", "rows", "material", "score", "sigma_m",
        "annotator",
        "synthetic",
    ]

    private static func feature(_ fence: FenceLine, ownBank: Bank) -> Feature {
        var properties: [(String, FieldValue?)] = [("layer", .text(fence.layer.rawValue))]
        properties += dates(fence.lifetime) + [("upgraded_on", text(fence.upgradedOn))]
        properties += [
            ("bank", fence.bank == ownBank ? nil : .text(fence.bank.rawValue)),
            ("rows", fence.rows.flatMap { $0 == 1 ? nil : .integer(Int64($0)) }),
            ("material", fence.material.rawValue == FenceMaterial.unknown.rawValue ? nil : .text(fence.material.rawValue)),
        ]
        return feature(fence.id, .lineString(fence.parts.first ?? Polyline([])), properties: properties)
    }

    private static func feature(_ path: PatrolPath) -> Feature {
        feature(
            path.id, .lineString(path.parts.first ?? Polyline([])),
            properties: [("kind", .text("patrol_path"))] + dates(path.lifetime) + [("upgraded_on", text(path.upgradedOn))])
    }

    private static func feature(_ facility: Facility) -> Feature {
        feature(
            facility.id, .point(facility.position),
            properties: [("kind", .text(facility.kind.rawValue))] + dates(facility.lifetime)
                + [("sigma_m", facility.provenance.sigma.map { .real($0.value) })])
    }

    fileprivate static func feature(
        _ id: String, _ geometry: GeoGeometry, properties: [(String, FieldValue?)]
    ) -> Feature {
        var feature = Feature(id: id, geometry: geometry)
        for (key, value) in properties { if let value { feature.properties[key] = value } }
        feature.properties["synthetic"] = true
        return feature
    }

    private static func dates(_ lifetime: Lifetime) -> [(String, FieldValue?)] {
        [
            ("valid_from", text(lifetime.validFrom)), ("valid_to", text(lifetime.validTo)),
            ("absent_on", text(lifetime.absentOn)),
        ]
    }

    private static func text(_ date: CalendarDate?) -> FieldValue? { date.map { .text($0.description) } }
}

extension SimulatedDetections {
    fileprivate var features: [Feature] {
        detections.map {
            Simulation.feature(
                $0.id, .point($0.position),
                properties: [
                    ("kind", .text($0.kind.rawValue)), ("score", $0.score.map { .real($0.fraction) }),
                    ("sigma_m", .real(run.sigma.value)), ("annotator", .text(run.annotator)),
                ])
        }
    }
}

extension Simulation {
    /// The study file as text.
    private func studyText(madeBy maker: String) -> String {
        var lines = [
            "# Made by \(maker) from the recipe \(recipe.study.id), seed \(recipe.seed). All positions are made up.",
            "format: \(Study.format)", "id: \(study.id)", "title: \(quoted(study.title))", "synthetic: true",
        ]
        if !study.notes.isEmpty { lines += ["notes:"] + study.notes.map { "  - \(quoted($0))" } }
        lines += [
            "border: \(quoted(study.border))", "inward: \((study.inward ?? .right).rawValue)", "areas:",
        ]
        if case .inline(let areas) = study.areas {
            for area in areas {
                let aliases = area.aliases.isEmpty ? "" : ", aliases: [\(area.aliases.map(quoted).joined(separator: ", "))]"
                let head = "  - {id: \(area.id), name: \(quoted(area.name))\(aliases), "
                let spans = area.spans.spans.map { "from: \(kilometres($0.from)), to: \(kilometres($0.to))" }
                if let span = spans.first, spans.count == 1 {
                    lines.append(head + span + "}")
                } else {
                    lines.append(head + "spans: [" + spans.map { "{\($0)}" }.joined(separator: ", ") + "]}")
                }
            }
        }
        lines.append("epochs:")
        lines += study.epochs.map { "  - {id: \(quoted($0.id)), date: \($0.date)}" }
        if let baseline = study.baseline { lines.append("baseline: \(quoted(baseline))") }
        if let comparison = study.comparison { lines.append("comparison: \(quoted(comparison))") }
        for (key, files) in [("fences", study.fences), ("facilities", study.facilities), ("patrol_paths", study.patrolPaths)]
        where !files.isEmpty {
            lines.append("\(key): [\(files.map(\.file).joined(separator: ", "))]")
        }
        lines += observationLines()
        lines.append(
            "corridor: {inward: \(length(study.corridor.inward)), outward: \(length(study.corridor.outward))}")
        lines.append("near_fence: \(length(study.nearFence))")
        if study.headlineBasis != .borderObserved { lines.append("headline_basis: \(study.headlineBasis.rawValue)") }
        if !study.claims.isEmpty { lines.append("claims: [\(study.claims.map(quoted).joined(separator: ", "))]") }
        return lines.joined(separator: "\n") + "\n" + recipe.wordsText
    }

    private func observationLines() -> [String] {
        guard case .inline(let rows) = study.observations, !rows.isEmpty else { return ["observations: []"] }
        return ["observations:"]
            + rows.compactMap { row in
                guard case .spans(let spans) = row.extent, let span = spans.spans.first else { return nil }
                var members = ["epoch: \(quoted(row.epoch))", "from: \(kilometres(span.from))", "to: \(kilometres(span.to))"]
                if row.state != .observed { members.append("state: \(row.state.rawValue)") }
                if let image = row.image { members.append("image: \(quoted(image))") }
                if let date = row.date { members.append("date: \(date)") }
                if let distance = row.groundSampleDistance { members.append("gsd: \(length(distance))") }
                return "  - {\(members.joined(separator: ", "))}"
            }
    }

    private func kilometres(_ measure: Measure) -> String {
        FixedDecimal.string(shortest: (measure.metres / 1000).rounded(toDecimals: 7)) + "km"
    }

    private func length(_ length: Metres) -> String { FixedDecimal.string(shortest: length.value) + "m" }

    /// JSON's quoting, which YAML shares.
    private func quoted(_ text: String) -> String { JSONValue.string(text).text(.compact) }
}
