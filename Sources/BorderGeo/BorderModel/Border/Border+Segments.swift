import LinearReferencing

// Which segments a line is cut into.
extension Border {
    static func segments(
        of route: Route, joined line: JoinedLine, from parts: [BorderPart], along reference: Border?, source: BorderSource,
        noting findings: inout [Finding]
    ) throws(InputError) -> [BorderSegment] {
        if parts.contains(where: { $0.segment != nil }) {
            if let segments = named(route, joined: line, by: parts, along: reference) { return segments }
            findings.append(
                Finding(
                    rule: "border-segments-unclear", severity: .warning, place: .init(file: source.file),
                    sentence:
                        "Not every part says its `segment`, or one comes back after another; segments are cut by place instead.",
                    remedy: "Give every part a `segment`, each in one run."))
        }
        let whole = MeasureSpan(route.start, route.end)
        guard let reference else { return [BorderSegment(id: "border", name: "Border", neighbour: nil, span: whole)] }
        return cut(route, whole, by: reference)
    }

    /// Segments from the parts' own names, `nil` where a part has none or a name comes back after another.
    private static func named(
        _ route: Route, joined line: JoinedLine, by parts: [BorderPart], along reference: Border?
    ) -> [BorderSegment]? {
        var runs: [(id: String, part: BorderPart, from: Double, to: Double)] = []
        var ids: Set<String> = []
        for (part, from, to) in line.extents {
            guard let id = parts[part].segment else { return nil }
            if let last = runs.last, last.id == id {
                runs[runs.count - 1].to = to
            } else {
                guard ids.insert(id).inserted else { return nil }
                runs.append((id, parts[part], from, to))
            }
        }
        guard let total = runs.last?.to, total > 0 else { return nil }
        // The route may measure edges by another model than the geodesic one used here.
        let scale = route.length.value / total
        // Parts end at vertices. Lengths that were added up in another order end a nanometre beside them, and a stretch cut there would end with two equal points.
        let measures = route.measures
        func end(_ metres: Double) -> Measure {
            let measure = route.start + Metres(metres * scale)
            let next = measures.partitioningIndex { $0 >= measure }
            let near = [next - 1, next].filter(measures.indices.contains).map { measures[$0] }
            return near.first { ($0 - measure).magnitude <= Metres(1e-4) } ?? measure
        }
        return runs.enumerated().map { i, run in
            let from = i == 0 ? route.start : end(run.from)
            let to = i == runs.count - 1 ? route.end : end(run.to)
            let same = reference?.segment(id: run.id)
            return BorderSegment(
                id: run.id, name: run.part.name ?? same?.name ?? run.id, neighbour: run.part.neighbour ?? same?.neighbour,
                span: MeasureSpan(from, to))
        }
    }

    /// Segments cut where the line passes nearest the cuts of the reference.
    private static func cut(_ route: Route, _ whole: MeasureSpan, by reference: Border) -> [BorderSegment] {
        var cuts: Set<Measure> = []
        for segment in reference.segments.dropFirst() {
            guard let place = try? reference.route.position(at: segment.span.from) else { continue }
            let there = route.locate(place)
            guard there.offset.distance <= nearReference, there.side != .end, there.measure > whole.from,
                there.measure < whole.to
            else { continue }
            cuts.insert(there.measure)
        }
        let bounds = [whole.from] + cuts.sorted() + [whole.to]
        return zip(bounds, bounds.dropFirst()).map { from, to in
            let span = MeasureSpan(from, to)
            let middle = try? route.position(at: from + span.length / 2)
            let near = middle.map { reference.route.locate($0) }
            guard let near, near.offset.distance <= nearReference, let segment = reference.segment(at: near.measure) else {
                return BorderSegment(id: "border", name: "Border", neighbour: nil, span: span)
            }
            return BorderSegment(id: segment.id, name: segment.name, neighbour: segment.neighbour, span: span)
        }
    }
}
