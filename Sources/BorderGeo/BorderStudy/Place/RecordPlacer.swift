import LinearReferencing

/// Puts single records of measures on the ground.
struct RecordPlacer: Sendable {
    let route: Route
    let fields: LinearRecord.Fields

    struct Placed {
        var geometry: GeoGeometry?
        var isLine = false
        /// Why there is no geometry.
        var problem: String?
        /// No position is at that offset from that measure.
        var isImpossible = false
    }

    func withLocator<R>(_ body: (inout RouteLocator) throws -> R) rethrows -> R {
        try route.index.withLocator(on: route, options: LocateOptions(), body)
    }

    func place(_ feature: Feature, asking locator: inout RouteLocator) -> Placed {
        do throws(RouteError) {
            switch fields.place(of: feature.properties) {
            case .none: return Placed(problem: "it has neither measure_m nor from_m and to_m")
            case .wrong(let field, let problem): return Placed(problem: "\(field) \(problem)")
            case .point(var reference):
                reference.measure = onRoute(reference.measure)
                let found = try route.placing(of: reference, asking: &locator)
                return Placed(geometry: .point(found.position), isImpossible: !found.isExact)
            case .line(let from, let to, let offset):
                let lines = try route.parallel(onRoute(from), onRoute(to), offset: offset)
                guard let first = lines.first else {
                    return Placed(
                        isLine: true, problem: "no line is at that offset from that stretch: it bends more sharply, or is a gap")
                }
                if lines.count > 1 { return Placed(geometry: .multiLineString(lines), isLine: true) }
                if first.positions.count == 1 { return Placed(geometry: .point(first.positions[0])) }
                return Placed(geometry: .lineString(first), isLine: true)
            }
        } catch {
            return Placed(problem: "\(error)")
        }
    }

    /// The end as it is printed may be beyond the end as it is.
    private func onRoute(_ measure: Measure) -> Measure {
        let rounding = Metres(6e-4)
        if measure > route.end, measure - route.end <= rounding { return route.end }
        if measure < route.start, route.start - measure <= rounding { return route.start }
        return measure
    }
}
