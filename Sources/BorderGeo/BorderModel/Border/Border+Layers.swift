import LinearReferencing

extension Border {
    /// Posts at the multiples of a spacing over a part of the border, as points with label, measure, azimuth and segment (F25).
    public func postsLayer(every spacing: Metres, over span: MeasureSpan? = nil) throws(RouteError) -> FeatureLayer {
        let posts = try route.kmPosts(every: spacing).filter { post in
            span.map { post.measure >= $0.from && post.measure <= $0.to } ?? true
        }
        let features = posts.map { post in
            Feature(
                id: "km-\(post.label)", geometry: .point(post.position),
                properties: [
                    "label": .text(post.label), "route": .text(route.id),
                    "segment": segment(at: post.measure).map { .text($0.id) } ?? .null,
                    "measure_m": .real(post.measure.metres.rounded(toDecimals: 3)),
                    "azimuth": .real(post.azimuth.value.rounded(toDecimals: 3)),
                ])
        }
        return FeatureLayer(
            name: "km_posts", title: "Kilometre posts", kind: .point,
            fields: [
                Field("label", .text), Field("route", .text), Field("segment", .text), Field("measure_m", .real),
                Field("azimuth", .real),
            ], features: features, synthetic: false)
    }

    /// The border as lines, one feature for each segment.
    public func segmentsLayer() throws(RouteError) -> FeatureLayer {
        var features: [Feature] = []
        for segment in segments {
            features.append(try stretch(segment.span.from, segment.span.to, id: segment.id, segment: segment))
        }
        return stretchLayer(features)
    }

    /// One part of the border between two measures; `from` after `to` gives it reversed, equal ones a point.
    public func stretchLayer(_ from: Measure, _ to: Measure) throws(RouteError) -> FeatureLayer {
        stretchLayer([try stretch(from, to, id: "stretch", segment: segment(at: min(from, to)))])
    }

    private func stretch(
        _ from: Measure, _ to: Measure, id: String, segment: BorderSegment?
    ) throws(RouteError) -> Feature {
        let lines = Self.withoutTraces(try route.stretch(from, to))
        let geometry: GeoGeometry? =
            if lines.count == 1, lines[0].positions.count == 1 {
                .point(lines[0].positions[0])
            } else if lines.count == 1 {
                .lineString(lines[0])
            } else {
                lines.isEmpty ? nil : .multiLineString(lines)
            }
        // A stretch over several segments names none.
        let within = segment.flatMap { $0.span.to >= max(from, to) ? $0 : nil }
        return Feature(
            id: id, geometry: geometry,
            properties: [
                "route": .text(route.id), "segment": within.map { .text($0.id) } ?? .null,
                "name": within.map { .text($0.name) } ?? .null,
                "neighbour": within?.neighbour.map { .text($0.rawValue) } ?? .null,
                "from_m": .real(from.metres.rounded(toDecimals: 3)), "to_m": .real(to.metres.rounded(toDecimals: 3)),
                "length_m": .real((to - from).magnitude.value.rounded(toDecimals: 3)),
            ])
    }

    /// Without the pieces of less than a centimetre that a stretch leaves of a part where it begins or ends at a gap: with seven decimals all
    /// their positions are equal. A stretch that is nothing else stays.
    private static func withoutTraces(_ lines: [Polyline<GeoPosition>]) -> [Polyline<GeoPosition>] {
        let drawn = lines.filter { line in
            let printed = line.positions.map {
                GeoPosition(longitude: $0.longitude.rounded(toDecimals: 7), latitude: $0.latitude.rounded(toDecimals: 7))
            }
            return printed.contains { $0 != printed[0] }
        }
        return drawn.isEmpty ? lines : drawn
    }

    private func stretchLayer(_ features: [Feature]) -> FeatureLayer {
        FeatureLayer(
            name: "border", title: "Border", kind: .line,
            fields: [
                Field("route", .text), Field("segment", .text), Field("name", .text), Field("neighbour", .text),
                Field("from_m", .real), Field("to_m", .real), Field("length_m", .real),
            ], features: features, synthetic: false)
    }
}
