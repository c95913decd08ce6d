import BorderBase

/// The vertices of a route with their measures: what `Route` is without its search structure.
package struct MeasuredLine: Sendable {
    private(set) var vertices: [GeoPosition] = []
    private(set) var measures: [Measure] = []
    /// Azimuth at each vertex of the edge that starts there; unused at the last vertex of a part.
    private(set) var azimuths: [Double] = []
    private(set) var parts: [Range<Int>] = []
    private(set) var gaps: [RouteGap] = []
    private(set) var droppedEdges = 0
    /// Ends where it began.
    private(set) var isClosed = false
    /// Where it runs out and back over itself, in order of measure.
    private(set) var spikes: [RouteSpike] = []

    /// Shorter edges have no direction worth the name.
    static let shortestEdge = Metres(1e-6)

    init(
        id: String, parts source: [Polyline<GeoPosition>], edgeModel: EdgeModel, gapPolicy: GapPolicy, start: Measure
    ) throws(RouteError) {
        let geodesic = Geodesic()
        let count = source.reduce(0) { $0 + $1.positions.count }
        vertices.reserveCapacity(count)
        measures.reserveCapacity(count)
        azimuths.reserveCapacity(count)
        var measure = start
        for (partIndex, part) in source.enumerated() {
            for (index, p) in part.positions.enumerated() where !p.isOnEarth {
                throw .notOnEarth(p, part: partIndex, index: index)
            }
            let positions = edgeModel == .lonlat ? LonLatEdges.densified(part.positions) : part.positions
            guard let first = positions.first else { continue }
            // Open the part; it is closed again below if it turns out to have no edge.
            let partStart = vertices.count
            var joins = false
            if let previous = vertices.last {
                let across = geodesic.distance(previous, first)
                joins = across < Self.shortestEdge
                if !joins, gapPolicy == .include { measure = measure + across }
            }
            var here = joins ? vertices[partStart - 1] : first
            var open = joins
            for p in positions.dropFirst() {
                let edge = geodesic.shortOrExact(here, p)
                // On the numbers, so that NaN is dropped too.
                guard edge.length >= Self.shortestEdge.value else {
                    droppedEdges += 1
                    continue
                }
                if open {
                    azimuths[azimuths.count - 1] = edge.azimuth
                } else {
                    append(here, at: measure, azimuth: edge.azimuth)
                    open = true
                }
                measure = measure + Metres(edge.length)
                append(p, at: measure, azimuth: edge.finalAzimuth)
                here = p
            }
            guard vertices.count > partStart else {
                // Nothing of it stays, nor the gap that led to it.
                measure = measures.last ?? start
                if positions.count == 1 { droppedEdges += 1 }
                continue
            }
            if joins, let last = parts.last {
                parts[parts.count - 1] = last.lowerBound..<vertices.count
            } else {
                if partStart > 0 {
                    let from = vertices[partStart - 1]
                    let to = vertices[partStart]
                    gaps.append(
                        RouteGap(
                            span: MeasureSpan(measures[partStart - 1], measures[partStart]), from: from, to: to,
                            length: geodesic.distance(from, to)))
                }
                parts.append(partStart..<vertices.count)
            }
        }
        guard let first = vertices.first, let last = vertices.last else { throw .emptyRoute(id: id) }
        isClosed = parts.count == 1 && vertices.count > 3 && geodesic.distance(first, last) < Self.shortestEdge
        for part in parts { spikes += RouteSpike.all(in: part, of: vertices, measures) }
    }

    private mutating func append(_ p: GeoPosition, at measure: Measure, azimuth: Double) {
        vertices.append(p)
        measures.append(measure)
        azimuths.append(azimuth)
    }
}

extension MeasuredLine {
    /// Which part a vertex belongs to; log of the number of parts.
    func part(ofVertex vertex: Int) -> Range<Int> {
        var low = 0
        var high = parts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if parts[middle].lowerBound <= vertex { low = middle } else { high = middle }
        }
        return parts[low]
    }

    /// The first vertex whose measure is not below the given one; `count` where all are below.
    func firstVertex(notBelow measure: Measure) -> Int {
        var low = 0
        var high = measures.count
        while low < high {
            let middle = (low + high) / 2
            if measures[middle] < measure { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The place at `length` along the edge that starts at `vertex`, and the azimuth there.
    package func place(onEdge vertex: Int, at length: Metres) -> (position: GeoPosition, azimuth: Degrees) {
        if length.value == 0 { return (vertices[vertex], Degrees(azimuths[vertex])) }
        let r = Geodesic().direct(from: vertices[vertex], azimuth: Degrees(azimuths[vertex]), length: length)
        return (r.position, r.finalAzimuth)
    }
}
