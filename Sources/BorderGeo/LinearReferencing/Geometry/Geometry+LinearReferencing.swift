import BorderBase

// Measures along a line in a plane: metres of the plane, not of the ground. What holds on the ground is a `Route`; this is for drawings,
// profiles and lines that are planar to begin with. Gaps between parts add nothing to a measure. Each call walks the line once.
extension PlanarGeometry {
    /// Where a point lies along the line and beside it.
    package struct PlanarLocation: Hashable, Sendable {
        package var measure: Measure
        /// The nearest point of the line.
        package var foot: PlanarPoint
        /// Positive on the left of increasing measure; beyond an end the distance to it, on the side where the point lies.
        package var offset: Offset
    }

    /// The nearest place on the line; of several equally near the one with the smallest measure.
    package func locate(_ point: PlanarPoint) throws(PlanarLineError) -> PlanarLocation {
        guard point.easting.isFinite, point.northing.isFinite else { throw .notFinite }
        let line = try PlanarMeasures(self)
        var best: (edge: PlanarMeasures.Edge, measure: Double, distance: Double)?
        for edge in line.edges {
            let found = edge.nearest(point)
            if best.map({ found.distance < $0.distance }) ?? true { best = (edge, found.measure, found.distance) }
        }
        guard let best else {
            return PlanarLocation(
                measure: Measure(0), foot: line.start, offset: Offset(line.start.distance(to: point)))
        }
        let (a, b) = (best.edge.start, best.edge.end)
        let cross =
            (b.easting - a.easting) * (point.northing - a.northing) - (b.northing - a.northing) * (point.easting - a.easting)
        return PlanarLocation(
            measure: Measure(best.measure), foot: best.edge.position(at: best.measure),
            offset: Offset(cross < 0 ? -best.distance : best.distance))
    }

    /// Every measure at which the line passes within `tolerance` of a point, ascending: two for a line that returns to it.
    package func measures(at point: PlanarPoint, tolerance: Metres = Metres(1e-9)) throws(PlanarLineError) -> [Measure] {
        guard point.easting.isFinite, point.northing.isFinite else { throw .notFinite }
        let line = try PlanarMeasures(self)
        if line.edges.isEmpty { return line.start.distance(to: point) <= tolerance.value ? [Measure(0)] : [] }
        var measures: [Double] = []
        for edge in line.edges {
            let found = edge.nearest(point)
            guard found.distance <= tolerance.value else { continue }
            // The end of one edge and the start of the next are one visit.
            if let last = measures.last, found.measure - last <= 2 * tolerance.value { continue }
            measures.append(found.measure)
        }
        return measures.map(Measure.init)
    }

    /// The position at a measure, `offset` to the left of it. Throws outside the line, unless `clamp` asks for its nearer end.
    package func position(at measure: Measure, offset: Offset = Offset(0), clamp: Bool = false) throws(PlanarLineError)
        -> PlanarPoint
    {
        let line = try PlanarMeasures(self)
        let m = try line.checked(measure, clamp: clamp)
        guard offset.metres.isFinite else { throw .notFinite }
        guard let edge = line.edge(at: m) else { return line.start }
        let p = edge.position(at: m)
        let scale = offset.metres / edge.length
        return PlanarPoint(
            easting: p.easting - scale * (edge.end.northing - edge.start.northing),
            northing: p.northing + scale * (edge.end.easting - edge.start.easting))
    }

    /// Positions at every whole multiple of `step` from the start, the start itself left out.
    package func positions(every step: Metres) throws(PlanarLineError) -> [PlanarPoint] {
        let line = try PlanarMeasures(self)
        guard step.value > 0, step.value.isFinite, line.length / step.value < 1e8 else { throw .notFinite }
        // A hair beyond the end still counts as the end: ten tenths are not quite one.
        let count = Int((line.length / step.value * (1 + 1e-12)).rounded(.down))
        return (0..<count).compactMap { i in
            let m = Swift.min(Double(i + 1) * step.value, line.length)
            return line.edge(at: m)?.position(at: m)
        }
    }

    /// The part of the line between two measures, with every vertex between; backwards where `from` lies after `to`, a point where both
    /// are equal, several lines where it runs over a gap. Throws outside the line, unless `clamp` asks for the nearer end.
    package func stretch(from: Measure, to: Measure, clamp: Bool = false) throws(PlanarLineError) -> PlanarGeometry {
        let line = try PlanarMeasures(self)
        let (a, b) = (try line.checked(from, clamp: clamp), try line.checked(to, clamp: clamp))
        if a > b { return try stretch(from: Measure(b), to: Measure(a)).reversedInOrder }
        if a == b { return .point(line.edge(at: a)?.position(at: a) ?? line.start) }
        var pieces: [(part: Int, line: [PlanarPoint])] = []
        for edge in line.edges where edge.measure < b && edge.measure + edge.length > a {
            let (start, end) = (edge.position(at: a), edge.position(at: b))
            if let last = pieces.indices.last, pieces[last].part == edge.part || pieces[last].line.last == start {
                pieces[last].line.append(end)
            } else {
                pieces.append((edge.part, [start, end]))
            }
            pieces[pieces.count - 1].part = edge.part
        }
        switch pieces.count {
        case 0: return .point(line.start)
        case 1: return .lineString(Polyline(pieces[0].line))
        default: return .multiLineString(pieces.map { Polyline($0.line) })
        }
    }

    /// The parts whose own measures lie in a range: points kept, lines cut by linear interpolation between their vertices.
    ///
    /// - Parameter measures: one per position in file order, rising or falling. A line that only touches the range gives nothing.
    package func located(between range: ClosedRange<Measure>, measures: [Measure]) throws(PlanarLineError) -> PlanarGeometry {
        var count = 0
        forEachPosition { _ in count += 1 }
        guard count == measures.count else { throw .measuresMissing(positions: count, measures: measures.count) }
        guard measures.allSatisfy(\.metres.isFinite) else { throw .notFinite }
        switch self {
        case .point(let p): return .multiPoint(range.contains(measures[0]) ? [p] : [])
        case .multiPoint(let points): return .multiPoint(zip(points, measures).filter { range.contains($0.1) }.map(\.0))
        case _ where isLinear:
            var next = 0
            var pieces: [Polyline<PlanarPoint>] = []
            for line in polylines {
                pieces += line.pieces(between: range, measures: Array(measures[next..<next + line.positions.count]))
                next += line.positions.count
            }
            return .multiLineString(pieces)
        default: throw .notALine(typeName: typeName)
        }
    }

    /// The greatest distance between any two points of both, which two vertices always have; `nil` where one is empty.
    package func farthestDistance(to other: PlanarGeometry) throws(GeosError) -> Metres? {
        // Only corners of the hulls can be farthest: few, even of long lines.
        var here: [PlanarPoint] = []
        var there: [PlanarPoint] = []
        try convexHull().forEachPosition { here.append($0) }
        try other.convexHull().forEachPosition { there.append($0) }
        return here.flatMap { a in there.map { Metres(a.distance(to: $0)) } }.max()
    }

    private var reversedInOrder: PlanarGeometry {
        if case .multiLineString(let lines) = self { return .multiLineString(lines.reversed().map { $0.reversed() }) }
        return reversed()
    }
}

extension Polyline<PlanarPoint> {
    fileprivate func pieces(between range: ClosedRange<Measure>, measures: [Measure]) -> [Polyline] {
        var pieces: [[PlanarPoint]] = []
        var isOpen = false
        for i in positions.indices.dropLast() {
            let (m, n) = (measures[i].metres, measures[i + 1].metres)
            let (low, high) = (range.lowerBound.metres, range.upperBound.metres)
            guard max(m, n) >= low, min(m, n) <= high else {
                isOpen = false
                continue
            }
            func cut(_ at: Double) -> PlanarPoint {
                if at == m || m == n { return positions[i] }
                if at == n { return positions[i + 1] }
                let t = (at - m) / (n - m)
                return PlanarPoint(
                    easting: positions[i].easting + t * (positions[i + 1].easting - positions[i].easting),
                    northing: positions[i].northing + t * (positions[i + 1].northing - positions[i].northing))
            }
            let (start, end) = (min(max(m, low), high), min(max(n, low), high))
            let last = m == n ? positions[i + 1] : cut(end)
            if isOpen { pieces[pieces.count - 1].append(last) } else { pieces.append([cut(start), last]) }
            isOpen = end == n
        }
        return pieces.filter { Set($0).count > 1 }.map(Polyline.init)
    }
}
