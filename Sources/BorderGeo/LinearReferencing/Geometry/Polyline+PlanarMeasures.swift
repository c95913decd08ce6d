import BorderBase

/// Why a planar line cannot be measured, or a measure not be found on it.
package enum PlanarLineError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Only LineString, MultiLineString and collections of them have measures.
    case notALine(typeName: String)
    case empty
    case notFinite
    case outOfRange(Measure, length: Metres)
    /// One measure per position is needed.
    case measuresMissing(positions: Int, measures: Int)

    package var description: String {
        switch self {
        case .notALine(let name): "a \(name) has no measures; give a line"
        case .empty: "an empty line has no measures"
        case .notFinite: "a coordinate or a measure is not a finite number"
        case .outOfRange(let measure, let length):
            "measure \(measure.metres) m is not on the line, which is \(length.value) m long; ask with clamp: true for its nearest end"
        case .measuresMissing(let positions, let measures): "\(positions) positions need as many measures, not \(measures)"
        }
    }
}

/// The edges of a planar line with their measures, straight in the plane; zero-length edges are left out, gaps between parts add nothing.
struct PlanarMeasures {
    struct Edge {
        var part: Int
        package var start: PlanarPoint
        var end: PlanarPoint
        package var measure: Double
        package var length: Double

        package func position(at measure: Double) -> PlanarPoint {
            // The ends are the vertices themselves, to the bit.
            let along = measure - self.measure
            if along <= 0 { return start }
            if along >= length { return end }
            let t = along / length
            return PlanarPoint(
                easting: start.easting + t * (end.easting - start.easting),
                northing: start.northing + t * (end.northing - start.northing))
        }

        /// Measure of the nearest point of the edge, and its distance.
        func nearest(_ p: PlanarPoint) -> (measure: Double, distance: Double) {
            let (dx, dy) = (end.easting - start.easting, end.northing - start.northing)
            let t = ((p.easting - start.easting) * dx + (p.northing - start.northing) * dy) / (dx * dx + dy * dy)
            let along = t > 0 ? (t < 1 ? t * length : length) : 0
            let foot = position(at: measure + along)
            return (measure + along, foot.distance(to: p))
        }
    }

    private(set) var edges: [Edge] = []
    private(set) var length = 0.0
    /// Where a line of no length lies.
    package let start: PlanarPoint

    init(_ geometry: PlanarGeometry) throws(PlanarLineError) {
        guard geometry.isLinear else { throw .notALine(typeName: geometry.typeName) }
        let lines = geometry.polylines
        guard let first = lines.lazy.compactMap(\.positions.first).first else { throw .empty }
        start = first
        for (part, line) in lines.enumerated() {
            guard line.positions.allSatisfy({ $0.easting.isFinite && $0.northing.isFinite }) else { throw .notFinite }
            for (a, b) in zip(line.positions, line.positions.dropFirst()) where a != b {
                let edge = Edge(part: part, start: a, end: b, measure: length, length: a.distance(to: b))
                edges.append(edge)
                length += edge.length
            }
        }
        guard length.isFinite else { throw .notFinite }
    }

    /// The measure, in range; a measure outside throws, or becomes the nearer end.
    func checked(_ measure: Measure, clamp: Bool) throws(PlanarLineError) -> Double {
        guard measure.metres.isFinite else { throw .notFinite }
        if (0...length).contains(measure.metres) { return measure.metres }
        guard clamp else { throw .outOfRange(measure, length: Metres(length)) }
        return measure.metres < 0 ? 0 : length
    }

    /// The edge that holds a measure; at a vertex the one that ends there, so that a gap gives the end of the earlier part.
    func edge(at measure: Double) -> Edge? {
        var (low, high) = (0, edges.count)
        while low < high {
            let middle = (low + high) / 2
            if edges[middle].measure + edges[middle].length < measure { low = middle + 1 } else { high = middle }
        }
        return low < edges.count ? edges[low] : edges.last
    }
}

extension Geometry {
    /// Lines and nothing else.
    var isLinear: Bool {
        switch self {
        case .lineString, .multiLineString: true
        case .collection(let members): members.allSatisfy(\.isLinear)
        default: false
        }
    }
}

extension PlanarPoint {
    /// Straight distance in the plane.
    func distance(to other: PlanarPoint) -> Double {
        let (dx, dy) = (easting - other.easting, northing - other.northing)
        return (dx * dx + dy * dy).squareRoot()
    }
}
