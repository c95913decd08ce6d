import BorderBase

extension Route {
    /// The line at a signed distance from the stretch between two measures, positive left of increasing measure: the inverse of locating a line.
    ///
    /// At offset 0 the stretch itself, vertex for vertex. Elsewhere every position is at that distance from the route: round a bend's outer side an arc (to 5 cm), on its inner
    /// side a corner, and nothing where the route bends more sharply than the offset allows or another limb is nearer; more than one line where that parts it.
    /// `from > to` gives the lines in the other direction, on the same side of the route. Throws for measures that are not on the route. Linear in the stretch's vertices, times a search for each.
    public func parallel(_ from: Measure, _ to: Measure, offset: Offset) throws(RouteError) -> [Polyline<GeoPosition>] {
        guard offset.metres.isFinite else { throw .outOfRange(from, start: start, end: end) }
        if offset.metres == 0 { return try stretch(from, to) }
        if from == to { return [Polyline([try position(of: RouteReference(measure: from, offset: offset))])] }
        let lines = try stretch(min(from, to), max(from, to))
        var result: [Polyline<GeoPosition>] = []
        index.withLocator(on: self, options: LocateOptions()) { locator in
            for line in lines {
                let drawn = ParallelLine(of: line, offset: offset)
                result += drawn.kept { locator.locate(longitude: $0.longitude, latitude: $0.latitude).distance }
            }
        }
        return from < to ? result : result.reversed().map { Polyline($0.positions.reversed()) }
    }
}

/// The positions at right angles to the edges of a line, and round its bends: the parallel with its loops, of which what is too near the route falls away.
private struct ParallelLine {
    private let drawn: [GeoPosition]
    private let distance: Double
    private let geodesic = Geodesic()

    /// How far an arc's chord may be from the arc.
    private static let sagitta = 0.05
    /// Nearer to the route than the offset by more than this is on the wrong side of a loop.
    private static let tolerance = 0.01

    init(of line: Polyline<GeoPosition>, offset: Offset) {
        let geodesic = Geodesic()
        distance = offset.distance.value
        let across: Double = offset.metres > 0 ? -90 : 90
        let step = min(
            30,
            2
                * Elementary.atan2(
                    (2 * Self.sagitta / distance).squareRoot(), 1) * 180 / .pi)
        // A loop is seen where a position falls into it.
        let spacing = max(distance / 2, 10)
        var drawn: [GeoPosition] = []
        func add(_ centre: GeoPosition, _ azimuth: Double) {
            drawn.append(geodesic.direct(from: centre, azimuth: Degrees(azimuth + across), length: offset.distance).position)
        }
        var arriving: Double?
        for (a, b) in zip(line.positions, line.positions.dropFirst()) {
            let edge = geodesic.inverse(a, b)
            guard edge.length.value > 0 else { continue }
            if let arriving {
                let turn = (edge.azimuth.value - arriving).remainder(dividingBy: 360)
                // The outer side of a bend.
                if turn.magnitude > step, (turn > 0) == (offset.metres > 0) {
                    let count = Int((turn.magnitude / step).rounded(.up))
                    for i in 1..<count { add(a, arriving + turn * Double(i) / Double(count)) }
                }
            }
            add(a, edge.azimuth.value)
            let count = min(Int((edge.length.value / spacing).rounded(.up)), 100_000)
            for i in 1..<max(count, 1) {
                let here = geodesic.direct(from: a, azimuth: edge.azimuth, length: edge.length * (Double(i) / Double(count)))
                add(here.position, here.finalAzimuth.value)
            }
            add(b, edge.finalAzimuth.value)
            arriving = edge.finalAzimuth.value
        }
        self.drawn = drawn
    }

    /// What is as far from the route as it should be, with the corners where it stops being so.
    func kept(_ distanceOf: (GeoPosition) -> Double) -> [Polyline<GeoPosition>] {
        func isKept(_ p: GeoPosition) -> Bool { distanceOf(p) >= distance - Self.tolerance }
        var lines: [[GeoPosition]] = []
        var open: [GeoPosition] = []
        var before: (position: GeoPosition, kept: Bool)?
        func close() {
            if !open.isEmpty { lines.append(open) }
            open = []
        }
        for position in drawn {
            let kept = isKept(position)
            if let before, before.kept != kept {
                let corner = corner(between: before.position, position, keptFirst: before.kept, isKept)
                if kept {
                    // A corner is where both sides of a loop meet; elsewhere the line is parted.
                    if let last = open.last ?? lines.last?.last, geodesic.distance(last, corner).value < 0.5 {
                        if open.isEmpty { open = lines.removeLast() }
                    } else {
                        close()
                        open.append(corner)
                    }
                } else {
                    open.append(corner)
                    close()
                }
            }
            if kept { open.append(position) }
            before = (position, kept)
        }
        close()
        return lines.map { Polyline(simplified($0)) }.filter { $0.positions.count > 1 }
    }

    private func corner(
        between a: GeoPosition, _ b: GeoPosition, keptFirst: Bool, _ isKept: (GeoPosition) -> Bool
    ) -> GeoPosition {
        let edge = geodesic.inverse(a, b)
        var (low, high) = (0.0, edge.length.value)
        func at(_ t: Double) -> GeoPosition { geodesic.direct(from: a, azimuth: edge.azimuth, length: Metres(t)).position }
        for _ in 0..<50 where high - low > 1e-4 {
            let middle = (low + high) / 2
            if isKept(at(middle)) == keptFirst { low = middle } else { high = middle }
        }
        return at(keptFirst ? low : high)
    }

    /// Without positions that are in a straight line with their neighbours, to a centimetre, and without repeats. Of neighbours alone: one pass.
    private func simplified(_ positions: [GeoPosition]) -> [GeoPosition] {
        var result: [GeoPosition] = []
        for (i, p) in positions.enumerated() {
            guard let last = result.last else {
                result.append(p)
                continue
            }
            let way = geodesic.inverse(last, p)
            if way.length.value < 2 * Self.tolerance {
                // Of two that are one the end of the line stays.
                if i + 1 == positions.count, result.count > 1 { result[result.count - 1] = p }
                continue
            }
            if i + 1 < positions.count {
                let next = geodesic.inverse(last, positions[i + 1])
                let turn = Elementary.sin((next.azimuth.value - way.azimuth.value) * .pi / 180)
                if (turn * way.length.value).magnitude < 1e-3, way.length < next.length { continue }
            }
            result.append(p)
        }
        return result
    }
}
