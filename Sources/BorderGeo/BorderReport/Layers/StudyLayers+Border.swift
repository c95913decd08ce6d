import LinearReferencing

extension StudyLayers {
    /// One feature a segment, with the measures of its vertices for formats that carry M.
    var border: FeatureLayer {
        var rows = LayerRows(
            "border", title: "Border", kind: .line, synthetic: false,
            fields: [
                ("name", .text), ("segment", .text), ("neighbour", .text), ("from_m", .real), ("to_m", .real),
                ("length_m", .real), ("inward", .text), ("source", .text),
            ])
        for segment in model.border.segments {
            let (lines, measures) = measuredStretch(segment.span)
            rows.add(
                "segment-\(segment.id)", geometry: Self.geometry(lines),
                values: [
                    .text(segment.name), .text(segment.id), .words(segment.neighbour?.rawValue), .measure(segment.span.from),
                    .measure(segment.span.to), .metres(segment.length), .text(route.inwardSide == .left ? "left" : "right"),
                    .text(model.border.source.title),
                ])
            rows.setMeasures(measures)
        }
        return rows.layer
    }

    /// A stretch with the measure of each of its positions: those of the route's vertices, and those of the two ends.
    private func measuredStretch(_ span: MeasureSpan) -> (lines: [Polyline<GeoPosition>], measures: [Measure]) {
        var lines: [Polyline<GeoPosition>] = []
        var measures: [Measure] = []
        for part in route.parts {
            guard let first = part.first, let last = part.last else { continue }
            let from = max(span.from, route.measures[first])
            let to = min(span.to, route.measures[last])
            guard from < to, let line = try? route.stretch(from, to).max(by: { $0.positions.count < $1.positions.count }) else {
                continue
            }
            let inner = part.lazy.map { route.measures[$0] }.filter { $0 > from && $0 < to }
            let own = [from] + inner + [to]
            // Vertices that share a measure with a neighbour would break the pairing; then the line goes without M.
            guard own.count == line.positions.count else { return ((try? route.stretch(span.from, span.to)) ?? [], []) }
            lines.append(line)
            measures += own
        }
        return (lines, measures)
    }

    /// A post at every kilometre of the border.
    var kmPosts: FeatureLayer {
        var rows = LayerRows(
            "km_posts", title: "Kilometre posts", kind: .point, synthetic: false,
            fields: [("km", .integer), ("measure_m", .real), ("azimuth_deg", .real), ("segment", .text)])
        for post in (try? route.kmPosts(every: .kilometres(1))) ?? [] {
            let km = (post.measure.metres / 1000).rounded()
            guard km.magnitude < 1e12 else { continue }
            rows.add(
                "km-\(Int(km))", geometry: .point(post.position),
                values: [
                    .count(Int(km)), .measure(post.measure), .metres(Metres(post.azimuth.value)), segment(at: post.measure),
                ])
        }
        return rows.layer
    }

    /// The study's areas as the stretches of border they cover, with their headline figures.
    var areas: FeatureLayer {
        var rows = LayerRows(
            "areas", title: title("Study areas"), kind: .line, synthetic: synthetic,
            fields: [
                ("name", .text), ("aliases", .text), ("from_m", .real), ("to_m", .real), ("length_m", .real),
                ("observed_m", .real), ("coverage_baseline", .real), ("coverage_comparison", .real),
                ("facilities_baseline", .integer), ("facilities_comparison", .integer), ("inward", .text),
            ])
        for area in model.areas {
            let spans = area.spans
            let change = model.changes.first { $0.area == area.id }
            let all = change?.facilities.last
            rows.add(
                area.id, geometry: geometry(of: spans),
                values: [
                    .text(area.name), area.aliases.isEmpty ? .null : .text(area.aliases.joined(separator: ", ")),
                    .measure(spans.spans.first?.from), .measure(spans.spans.last?.to), .metres(area.spans.length),
                    .metres(change?.fences.observedBoth), .share(change?.fences.coverageBaseline),
                    .share(change?.fences.coverageComparison), .count(all?.baseline), .count(all?.comparison),
                    .text(route.inwardSide == .left ? "left" : "right"),
                ])
        }
        return rows.layer
    }

    /// Where imagery shows the border at each epoch, and where it does not: there absence is unknown.
    var observations: FeatureLayer {
        var rows = LayerRows(
            "observations", title: title("Imagery"), kind: .line, synthetic: synthetic,
            fields: [
                ("epoch", .text), ("valid_from", .date), ("valid_to", .date), ("state", .text), ("from_m", .real),
                ("to_m", .real),
                ("length_m", .real),
            ])
        let whole = model.domains.last?.spans ?? MeasureSpanSet()
        for inventory in model.inventories {
            let seen = inventory.observedIsAssumed ? "assumed" : "observed"
            let parts =
                inventory.observed.intersection(whole).spans.map { (seen, $0) }
                + whole.subtracting(inventory.observed).spans.map { ("unobserved", $0) }
            for (index, (state, span)) in parts.sorted(by: { $0.1.from < $1.1.from }).enumerated() {
                rows.add(
                    "imagery-\(inventory.epoch.id)-\(index + 1)", geometry: geometry(of: span),
                    values: validity(inventory.epoch.id)
                        + [.text(state), .measure(span.from), .measure(span.to), .metres(span.length)])
            }
        }
        return rows.layer
    }
}
