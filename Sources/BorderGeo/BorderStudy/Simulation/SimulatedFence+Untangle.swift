import LinearReferencing

/// A fence never crosses itself: no builder would, and a map reader takes it for a fault of the data.
extension SimulatedFence {
    /// Mends the first place where the line crosses itself; `false` where there is none.
    ///
    /// In a tight bend the teeth of neighbouring runs reach into each other: they are drawn straight there. Where straight runs cross, both end
    /// just before the crossing and what lies between them is left out. Every call takes teeth, runs or length away, so calls come to an end.
    mutating func untangle(on route: SimulatedRoute, slope: Double) throws(RouteError) -> Bool {
        let vertices = try vertices(on: route, slope: slope)
        guard !runs.isEmpty, let crossing = SelfIntersection.first(in: vertices.map(\.position)) else { return false }
        let (first, second) = (vertices[crossing.first - 1].run, vertices[crossing.second].run)
        let involved = [first, vertices[crossing.first].run, vertices[crossing.second - 1].run, second]
        if involved.contains(where: { runs[$0].teeth > 0 }) {
            for run in involved { runs[run].teeth = 0 }
            return true
        }
        // An edge between two runs has no measures of its own; those runs keep their ends.
        if vertices[crossing.first].run == first {
            runs[first].to = runs[first].cut(
                from: vertices[crossing.first - 1].position, to: vertices[crossing.first].position, at: crossing, moved: -1)
        }
        if vertices[crossing.second - 1].run == second {
            runs[second].from = runs[second].cut(
                from: vertices[crossing.second - 1].position, to: vertices[crossing.second].position, at: crossing, moved: 1)
        }
        if first + 1 < second { runs.removeSubrange((first + 1)..<second) }
        return true
    }
}

extension SimulatedFence.Run {
    /// The measure of a crossing on this straight run from `a` to `b`, moved by `step` metres, within the run.
    fileprivate func cut(from a: GeoPosition, to b: GeoPosition, at crossing: SelfIntersection, moved step: Double) -> Double {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let square = dx * dx + dy * dy
        let t = square > 0 ? ((crossing.position.x - a.x) * dx + (crossing.position.y - a.y) * dy) / square : 0
        return min(max(from + t * (to - from) + step, from), to)
    }
}
