import BorderAnalysis
import BorderModel
import LinearReferencing

// The layers of a public edition: nothing in them is made from anything else.
extension StudyLayers {
    func publicLayers(_ edition: PublicEdition) -> [FeatureLayer] {
        [
            cells(edition), kmPosts, gapClasses(edition), layersByArea(edition), changeByArea(edition), coverageByArea(edition),
            border,
            publicAreas(edition), imageryByArea(edition),
        ]
    }

    private static let epochFields: [(String, FieldType)] = [("epoch", .text), ("valid_from", .date), ("valid_to", .date)]

    /// Facilities by the kilometre, in the middle of their stretch of border.
    private func cells(_ edition: PublicEdition) -> FeatureLayer {
        var rows = LayerRows(
            "facilities", title: title("Facilities by the kilometre"), kind: .point, synthetic: synthetic,
            fields: Self.epochFields + [
                ("kind", .text), ("count", .integer), ("segment", .text), ("area", .text), ("measure_m", .real),
                ("from_m", .real),
                ("to_m", .real),
            ])
        for (index, cell) in edition.cells.enumerated() where edition.epochs.indices.contains(cell.epoch) {
            let middle = middle(cell.span)
            rows.add(
                "cell-\(index + 1)", geometry: (try? route.position(at: middle)).map { .point($0) },
                values: validity(edition.epochs[cell.epoch].id) + [
                    .text(cell.kind?.rawValue ?? MetricDomain.allName), .count(cell.count), segment(at: middle),
                    .words(edition.areas.first { $0.spans.contains(middle) }?.id), .measure(middle), .measure(cell.span.from),
                    .measure(cell.span.to),
                ])
        }
        return rows.layer
    }

    /// How many gaps of which length each area has.
    private func gapClasses(_ edition: PublicEdition) -> FeatureLayer {
        var rows = LayerRows(
            "gaps", title: title("Gaps"), kind: .none, synthetic: synthetic,
            fields: Self.epochFields + [("area", .text), ("unfenced_m", .real), ("gaps", .integer)]
                + PublicGaps.fields.map { ($0, .integer) })
        for (row, gaps) in zip(edition.coverage, edition.gaps) {
            rows.add(
                "gaps-\(row.area)-\(row.epoch)", geometry: nil,
                values: validity(row.epoch) + [.text(row.area), .metres(gaps.unfenced), .count(gaps.count)]
                    + gaps.classes.map { .count($0) })
        }
        return rows.layer
    }

    /// Rows of the areas, of all areas together where none has a row of its own.
    private func rows(_ edition: PublicEdition) -> [Coverage] {
        let ids = domainIDs
        return edition.coverage.filter { ids.contains($0.area) }
    }

    /// Which layers stand in which area at which epoch, drawn along the whole area.
    private func layersByArea(_ edition: PublicEdition) -> FeatureLayer {
        var layer = LayerRows(
            "fences", title: title("Layers of fence by area"), kind: .line, synthetic: synthetic,
            fields: Self.epochFields + [
                ("area", .text), ("layer", .text), ("fenced_m", .real), ("fence_line_m", .real),
            ])
        for row in rows(edition) {
            let place = domains.first { $0.id == row.area }.flatMap { geometry(of: $0.spans) }
            for item in row.layers where item.fenced.value > 0 {
                layer.add(
                    "fence-\(row.area)-\(item.layer.rawValue)-\(row.epoch)", geometry: place,
                    values: validity(row.epoch)
                        + [.text(row.area), .text(item.layer.rawValue), .metres(item.fenced), .metres(item.fenceLine)])
            }
        }
        return layer.layer
    }

    private func changeByArea(_ edition: PublicEdition) -> FeatureLayer {
        var rows = LayerRows(
            "change", title: title("Change of fence"), kind: .none, synthetic: synthetic,
            fields: [
                ("area", .text), ("class", .text), ("baseline", .text), ("comparison", .text), ("length_m", .real),
            ])
        let ids = domainIDs
        for change in edition.changes where ids.contains(change.area) {
            for row in change.fences.classes where row.border.value > 0 {
                rows.add(
                    "change-\(change.area)-\(row.changeClass.rawValue)", geometry: nil,
                    values: [
                        .text(change.area), .text(row.changeClass.rawValue), .text(change.fences.baseline),
                        .text(change.fences.comparison), .metres(row.border),
                    ])
            }
        }
        return rows.layer
    }

    private func coverageByArea(_ edition: PublicEdition) -> FeatureLayer {
        var layer = LayerRows(
            "coverage", title: title("Layers of fence"), kind: .none, synthetic: synthetic,
            fields: Self.epochFields + [("area", .text), ("layers", .integer), ("length_m", .real)])
        for row in rows(edition) {
            for entry in row.multiplicity where entry.border.value > 0 {
                layer.add(
                    "coverage-\(row.area)-\(row.epoch)-\(entry.layers)", geometry: nil,
                    values: validity(row.epoch) + [.text(row.area), .count(entry.layers), .metres(entry.border)])
            }
        }
        return layer.layer
    }

    /// How much of each area imagery shows; not where.
    private func imageryByArea(_ edition: PublicEdition) -> FeatureLayer {
        var layer = LayerRows(
            "observations", title: title("Imagery"), kind: .none, synthetic: synthetic,
            fields: Self.epochFields + [("area", .text), ("state", .text), ("length_m", .real)])
        for row in rows(edition) {
            let seen = edition.assumed.contains(row.epoch) ? "assumed" : "observed"
            for (state, length) in [(seen, row.observed), ("unobserved", row.unobserved)] where length.value > 0 {
                layer.add(
                    "imagery-\(row.area)-\(row.epoch)-\(state)", geometry: nil,
                    values: validity(row.epoch) + [.text(row.area), .text(state), .metres(length)])
            }
        }
        return layer.layer
    }

    /// The areas with rows as the stretches that they cover, and the names of those withheld.
    private func publicAreas(_ edition: PublicEdition) -> FeatureLayer {
        var layer = areas
        layer.fields.append(Field("withheld", .bool))
        for index in layer.features.indices { layer.features[index].properties["withheld"] = .bool(false) }
        for area in edition.withheld {
            var properties = layer.features.first?.properties ?? [:]
            for field in layer.fields { properties[field.name] = .null }
            properties["name"] = .text(area.name)
            properties["withheld"] = .bool(true)
            layer.features.append(Feature(id: area.id, geometry: nil, properties: properties))
        }
        return layer
    }
}
