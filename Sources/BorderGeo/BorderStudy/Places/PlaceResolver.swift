import BorderModel
import LinearReferencing

/// Puts what a study writes along its border onto it: measures of another system, places of facilities, polygons.
struct PlaceResolver {
    let border: Border
    /// Measures that the study writes are in this system; `nil`: they count from the first vertex.
    let calibration: Calibration?
    private let positions: [String: GeoPosition]

    init(border: Border, calibration: Calibration?, facilities: [Facility], asking drafts: [AreaDraft]) {
        self.border = border
        self.calibration = calibration
        let wanted = Set(
            drafts.lazy.flatMap(\.extents).flatMap { extent -> [String] in
                guard case .stretch(let from, let to) = extent else { return [] }
                return [from, to].compactMap { if case .facility(let id) = $0 { id } else { nil } }
            })
        positions = Dictionary(
            facilities.lazy.filter { wanted.contains($0.id) }.map { ($0.id, $0.position) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The area on the border. Throws where an end is nowhere, the two ends are one place, or a polygon holds none of the border.
    func area(_ draft: AreaDraft) throws(InputError) -> StudyArea {
        var spans: [MeasureSpan] = []
        for extent in draft.extents {
            switch extent {
            case .inside(let polygons):
                let inside = border.route.spans(inside: polygons).spans
                guard !inside.isEmpty else {
                    throw InputError(
                        "the polygon of area \"\(draft.id)\" holds nothing of the border \(border.source.name)", at: draft.place,
                        remedy: "Draw it across the line, or check its coordinates.")
                }
                spans += inside
            case .stretch(let from, let to):
                let ends = (try measure(from, of: draft), try measure(to, of: draft))
                // Measures keep their order, which was checked; places and kilometres of another system may run the other way.
                let (low, high) = ends.0 <= ends.1 ? ends : (ends.1, ends.0)
                spans.append(try MeasureSpan(checked: low, high, at: draft.place))
            }
        }
        return StudyArea(id: draft.id, name: draft.name, aliases: draft.aliases, spans: MeasureSpanSet(spans))
    }

    /// Spans in the study's system on the border.
    func spans(_ spans: MeasureSpanSet, at place: Finding.Place) throws(InputError) -> MeasureSpanSet {
        guard calibration != nil else { return spans }
        var result: [MeasureSpan] = []
        for span in spans.spans {
            let ends = (try own(span.from, at: place), try own(span.to, at: place))
            result.append(try MeasureSpan(checked: min(ends.0, ends.1), max(ends.0, ends.1), at: place))
        }
        return MeasureSpanSet(result)
    }

    private func measure(_ end: AreaDraft.End, of draft: AreaDraft) throws(InputError) -> Measure {
        switch end {
        case .measure(let measure, _): return try own(measure, at: draft.place)
        case .position(let position): return try nearest(position, "the end of area \"\(draft.id)\"", at: draft.place)
        case .facility(let id):
            guard let position = positions[id] else {
                throw InputError(
                    "area \"\(draft.id)\" ends at \"\(id)\", which is not a facility of the study", at: draft.place,
                    remedy: "Write the id of a facility, or a length along the border.")
            }
            return try nearest(position, "\"\(id)\"", at: draft.place)
        }
    }

    private func own(_ measure: Measure, at place: Finding.Place) throws(InputError) -> Measure {
        guard let calibration else { return measure }
        guard let own = calibration.measure(ofPosted: measure) else {
            let posted = calibration.posts.map(\.posted)
            throw InputError(
                "km \(measure.kilometreLabel) is beyond the kilometre posts, which go from \((posted.min() ?? measure).kilometreLabel) to \((posted.max() ?? measure).kilometreLabel)",
                at: place, remedy: "Add a post beyond it, or correct the measure.")
        }
        return own
    }

    private func nearest(_ position: GeoPosition, _ what: String, at place: Finding.Place) throws(InputError) -> Measure {
        let there = border.route.locate(position)
        guard there.offset.distance <= Border.postReach else {
            throw InputError(
                "\(what) is \(FixedDecimal.string(there.offset.distance.kilometres, decimals: 1)) km from the border", at: place,
                remedy: "Give a place within \(FixedDecimal.string(Border.postReach.kilometres, decimals: 0)) km of the line.")
        }
        return there.measure
    }
}
