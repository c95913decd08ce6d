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
    /// The same where a line that is cut off ends: in a gentle bend a centimetre is many metres along.
    private var fineTolerance: Double { 1e-4 + distance * 2e-7 }

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
        func add(_ centre: GeoPosition, _ azimuth: Double, at length: Metres) {
            drawn.append(geodesic.direct(from: centre, azimuth: Degrees(azimuth + across), length: length).position)
        }
        let edges = zip(line.positions, line.positions.dropFirst())
            .map { (start: $0, end: $1, way: geodesic.inverse($0, $1)) }.filter { $0.way.length.value > 0 }
        var cut = 0.0
        for (i, edge) in edges.enumerated() {
            let way = edge.way
            if cut == 0 { add(edge.start, way.azimuth.value, at: offset.distance) }
            let next = i + 1 < edges.count ? edges[i + 1].way : nil
            let turn = next.map { ($0.azimuth.value - way.finalAzimuth.value).remainder(dividingBy: 360) } ?? 0
            let isOuter = (turn > 0) == (offset.metres > 0)
            // On the inner side both parallels end where they meet, unless one is too short for that.
            let half = turn.magnitude * .pi / 360
            let shorter = min(way.length.value, next?.length.value ?? 0)
            var meeting =
                isOuter || turn == 0 || turn.magnitude > 170 ? 0 : distance * Elementary.sin(half) / Elementary.cos(half)
            if meeting > shorter / 2 { meeting = 0 }
            let count = min(Int((way.length.value / spacing).rounded(.up)), 100_000)
            for i in 1..<max(count, 1) {
                let along = way.length * (Double(i) / Double(count))
                guard along.value > cut, along.value < way.length.value - meeting else { continue }
                let here = geodesic.direct(from: edge.start, azimuth: way.azimuth, length: along)
                add(here.position, here.finalAzimuth.value, at: offset.distance)
            }
            cut = meeting
            if meeting > 0 {
                add(edge.end, way.finalAzimuth.value + turn / 2, at: Metres(distance / Elementary.cos(half)))
                continue
            }
            add(edge.end, way.finalAzimuth.value, at: offset.distance)
            if isOuter, turn.magnitude > step {
                let count = Int((turn.magnitude / step).rounded(.up))
                for i in 1..<count {
                    add(edge.end, way.finalAzimuth.value + turn * Double(i) / Double(count), at: offset.distance)
                }
            }
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
                let corner = corner(between: before.position, position, keptFirst: before.kept, distanceOf)
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
        between a: GeoPosition, _ b: GeoPosition, keptFirst: Bool, _ distanceOf: (GeoPosition) -> Double
    ) -> GeoPosition {
        let edge = geodesic.inverse(a, b)
        let fine = distance - fineTolerance
        let least = distanceOf(keptFirst ? a : b) >= fine ? fine : distance - Self.tolerance
        var (low, high) = (0.0, edge.length.value)
        func at(_ t: Double) -> GeoPosition { geodesic.direct(from: a, azimuth: edge.azimuth, length: Metres(t)).position }
        for _ in 0..<50 where high - low > 1e-4 {
            let middle = (low + high) / 2
            if (distanceOf(at(middle)) >= least) == keptFirst { low = middle } else { high = middle }
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
