import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

/// Carries single events from one line to another.
struct EventMover {
    private let job: TransferJob
    private let fields: LinearRecord.Fields
    private let oldPlacer: RecordPlacer
    private let newPlacer: RecordPlacer
    private let fences: (old: FenceLocator, new: FenceLocator)

    private var old: Route { job.versions.old.route }
    private var new: Route { job.versions.new.route }

    /// An event on a line.
    private enum Event {
        case point(RouteReference, GeoPosition)
        /// `lines`: as drawn, or as the stretch is on the old line.
        case line(from: Measure, to: Measure, offset: Offset, lines: [Polyline<GeoPosition>], isDrawn: Bool)
    }

    private struct Refusal: Error { var reason: String }

    init(_ job: TransferJob) {
        self.job = job
        fields = LinearRecord.Fields(job.mapping, inwardSide: job.versions.old.route.inwardSide)
        oldPlacer = RecordPlacer(route: job.versions.old.route, fields: fields)
        newPlacer = RecordPlacer(route: job.versions.new.route, fields: fields)
        // An event may be as far from the line as it likes.
        let everything = FenceOptions(corridor: Corridor(inward: .kilometres(100), outward: .kilometres(100)))
        fences = (
            FenceLocator(route: job.versions.old.route, options: everything),
            FenceLocator(route: job.versions.new.route, options: everything)
        )
    }

    func move(_ feature: Feature) -> (feature: Feature, outcome: TransferJob.Outcome) {
        var feature = feature
        do throws(Refusal) {
            let event = try event(of: feature)
            write(event, old: true, to: &feature)
            if job.rule == .retire, !isUnchanged(event) {
                clear(&feature)
                feature.properties["transfer"] = "retired"
                return (feature, .retired)
            }
            let moved = try job.rule == .move ? moved(event) : stayed(event)
            write(moved, old: false, to: &feature)
            feature.geometry = geometry(of: moved)
            feature.properties["transfer"] = "carried"
            return (feature, .carried)
        } catch {
            clear(&feature)
            feature.properties["transfer"] = .text("not carried: \(error.reason)")
            return (feature, .notCarried(error.reason))
        }
    }

    // MARK: - On the old line

    /// Measures win over a geometry: they are the event's reference. A geometry without them is located.
    private func event(of feature: Feature) throws(Refusal) -> Event {
        switch fields.place(of: feature.properties) {
        case .wrong(let field, let problem): throw Refusal(reason: "\(field) \(problem)")
        case .point(let reference):
            let placed = oldPlacer.withLocator { oldPlacer.place(feature, asking: &$0) }
            guard case .point(let position) = placed.geometry else {
                throw Refusal(reason: "on the old line, \(placed.problem ?? "it has no place")")
            }
            // What is on the ground is better known than where the measure puts it.
            if case .point(let drawn) = feature.geometry { return .point(reference, drawn) }
            return .point(reference, position)
        case .line(let from, let to, let offset):
            let drawn = feature.geometry?.polylines ?? []
            if !drawn.isEmpty { return .line(from: from, to: to, offset: offset, lines: drawn, isDrawn: true) }
            let placed = oldPlacer.withLocator { oldPlacer.place(feature, asking: &$0) }
            guard let lines = placed.geometry?.polylines, !lines.isEmpty else {
                throw Refusal(reason: "on the old line, \(placed.problem ?? "it is not a stretch")")
            }
            return .line(from: from, to: to, offset: offset, lines: lines, isDrawn: false)
        case .none: return try located(feature.geometry, on: old, by: fences.old, called: "old")
        }
    }

    private func located(
        _ geometry: GeoGeometry?, on route: Route, by locator: FenceLocator, called which: String
    ) throws(Refusal) -> Event {
        guard let geometry else { throw Refusal(reason: "it has neither a place nor measures") }
        if case .point(let position) = geometry {
            let location = route.locate(position)
            guard location.measure.metres.isFinite else {
                throw Refusal(reason: "its place cannot be located on the \(which) line")
            }
            return .point(RouteReference(location), position)
        }
        let lines = geometry.polylines
        guard !lines.isEmpty else { throw Refusal(reason: "it is neither a point nor a line") }
        let location = locator.locate(lines)
        guard let first = location.events.first, let last = location.events.last else {
            throw Refusal(reason: "it runs nowhere along the \(which) line")
        }
        let length = location.events.reduce(0) { $0 + $1.fenceLine.value }
        let mean =
            length > 0
            ? location.events.reduce(0) { $0 + $1.offsetMean.metres * $1.fenceLine.value } / length : first.offsetMean.metres
        return .line(from: first.span.from, to: last.span.to, offset: Offset(mean), lines: lines, isDrawn: true)
    }

    private func isUnchanged(_ event: Event) -> Bool {
        switch event {
        case .point(let reference, _): job.versions.isUnchanged(reference.measure)
        case .line(let from, let to, _, _, _): job.versions.isUnchanged(from: from, to: to)
        }
    }

    // MARK: - On the new line

    /// The same place on the ground.
    private func stayed(_ event: Event) throws(Refusal) -> Event {
        switch event {
        case .point(_, let position):
            let location = new.locate(position)
            guard location.measure.metres.isFinite else { throw Refusal(reason: "its place cannot be located on the new line") }
            guard !location.isBeyondEnd else { throw Refusal(reason: "it is beyond an end of the new line") }
            return .point(RouteReference(location), position)
        case .line(let from, let to, _, let lines, let isDrawn):
            // A stretch without a drawing is where the old line was: where that changed, no stretch of the new line is the same.
            if !isDrawn, !job.versions.isUnchanged(from: from, to: to) {
                throw Refusal(reason: "the line has changed along it, and it has no place of its own")
            }
            return try located(.multiLineString(lines), on: new, by: fences.new, called: "new")
        }
    }

    /// The same measures.
    private func moved(_ event: Event) throws(Refusal) -> Event {
        do throws(RouteError) {
            switch event {
            case .point(let reference, _):
                var reference = reference
                reference.foot = nil
                return .point(reference, try new.position(of: reference))
            case .line(let from, let to, let offset, _, _):
                return .line(
                    from: from, to: to, offset: offset, lines: try new.parallel(from, to, offset: offset), isDrawn: false)
            }
        } catch {
            throw Refusal(reason: "on the new line, \(error)")
        }
    }

    // MARK: - Members

    private func geometry(of event: Event) -> GeoGeometry? {
        switch event {
        case .point(_, let position): .point(position)
        case .line(_, _, _, let lines, _):
            lines.isEmpty ? nil : lines.count == 1 ? .lineString(lines[0]) : .multiLineString(lines)
        }
    }

    /// Members of references that an event does not have on the new line.
    private func clear(_ feature: inout Feature) {
        for name in ["measure_m", "offset_m", "inward_offset_m", "overshoot_m", "lateral_m", "from_m", "to_m", "offset_mean_m"] {
            let field = job.mapping.fields[name] ?? name
            if feature.properties[field] != nil { feature.properties[field] = .null }
        }
    }

    private func write(_ event: Event, old: Bool, to feature: inout Feature) {
        func put(_ name: String, _ value: Double?) {
            let field = old ? "old_" + name : job.mapping.fields[name] ?? name
            feature.properties[field] = value.map { .real($0.rounded(toDecimals: 3)) } ?? .null
        }
        let route = old ? self.old : new
        let sign: Double = route.inwardSide == .left ? 1 : -1
        switch event {
        case .point(let reference, _):
            put("measure_m", reference.measure.metres)
            put("offset_m", reference.offset.metres)
            if old { return }
            put("inward_offset_m", reference.offset.metres * sign)
            for (name, value) in [("overshoot_m", reference.overshoot?.value), ("lateral_m", reference.lateral?.metres)] {
                let has = feature.properties[job.mapping.fields[name] ?? name] != nil
                if value != nil || has { put(name, value) }
            }
        case .line(let from, let to, let offset, _, _):
            put("from_m", from.metres)
            put("to_m", to.metres)
            let isOffset = feature.properties[job.mapping.fields["offset_m"] ?? "offset_m"].map { $0 != .null } ?? false
            put(isOffset ? "offset_m" : "offset_mean_m", offset.metres)
        }
    }
}
