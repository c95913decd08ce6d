/// The search structure of a route: its edges in the plane, in pieces of at most about 2 km, under a packed tree of boxes.
///
/// A polyline is already in order along itself, so the tree is built by grouping sixteen neighbours at a time, without a sort: linear, and as tight as a
/// sorted tree. Boxes are single precision, rounded outwards, sixteen to a node. Long edges are cut on the geodesic, so that a chord is never far from it.
struct EdgeIndex: Sendable {
    let frame: WorkingFrame
    /// Ends of pieces in the plane and their measures. Parts are separated by one entry of NaN and the columns end in entries of NaN, which
    /// no comparison lets through: a piece from or to such an entry does not exist.
    let east: [Double]
    let north: [Double]
    let measure: [Double]
    /// The vertex of the route at an end of a piece; `-1 - v` where the end is a cut on the edge that starts at vertex `v`.
    let vertex: [Int32]
    /// Four entries a node: lower eastings, lower northings, upper eastings, upper northings of its sixteen children. Level 0 first, the root last.
    let boxes: [SIMD16<Float>]
    /// Where each level starts, in nodes; level 0 is above the leaves.
    let levels: [Int]
    let leafCount: Int
    /// How far a geodesic edge may lie from its chord.
    let largestBow: Double
    let longestPiece: Double

    /// Pieces in a leaf, children of a node.
    static let width = 16
    /// Unless the route is so long that there would be too many.
    static let pieceLength = 2000.0

    init(_ line: MeasuredLine) {
        frame = Self.frame(line)
        var east: [Double] = []
        var north: [Double] = []
        var measure: [Double] = []
        var vertex: [Int32] = []
        let count = line.vertices.count + line.parts.count + Self.width + 1
        for reserve in [count] {
            east.reserveCapacity(reserve)
            north.reserveCapacity(reserve)
            measure.reserveCapacity(reserve)
            vertex.reserveCapacity(reserve)
        }
        let length = line.parts.reduce(0) { $0 + (line.measures[$1.upperBound - 1] - line.measures[$1.lowerBound]).value }
        // Memory stays in proportion to the vertices whatever the edges are.
        let step = max(Self.pieceLength, length / (4 * Double(line.vertices.count) + 100_000))
        var longest = 0.0
        for part in line.parts {
            if !east.isEmpty {
                east.append(.nan)
                north.append(.nan)
                measure.append(.nan)
                vertex.append(.min)
            }
            for v in part {
                let p = line.vertices[v]
                let q = frame.projection.project(longitude: p.longitude, latitude: p.latitude)
                let number = Int32(truncatingIfNeeded: v)
                east.append(q.east)
                north.append(q.north)
                measure.append(line.measures[v].metres)
                vertex.append(number)
                guard v + 1 < part.upperBound else { continue }
                let edge = line.measures[v + 1] - line.measures[v]
                let cuts = (edge.value / step).rounded(.up)
                longest = max(longest, edge.value / max(cuts, 1))
                guard cuts > 1 else { continue }
                for i in 1..<Int(cuts) {
                    let t = edge * (Double(i) / cuts)
                    let c = line.place(onEdge: v, at: t).position
                    let q = frame.projection.project(longitude: c.longitude, latitude: c.latitude)
                    east.append(q.east)
                    north.append(q.north)
                    measure.append((line.measures[v] + t).metres)
                    vertex.append(-1 - number)
                }
            }
        }
        let pieces = max(east.count - 1, 1)
        leafCount = (pieces + Self.width - 1) / Self.width
        for _ in 0...(leafCount * Self.width + 1 - east.count + Self.width) {
            east.append(.nan)
            north.append(.nan)
            measure.append(.nan)
            vertex.append(.min)
        }
        var bow = 0.0
        for i in 0..<pieces {
            let e = east[i + 1] - east[i]
            let n = north[i + 1] - north[i]
            let g = frame.logScaleGradient(east: (east[i] + east[i + 1]) / 2, north: (north[i] + north[i + 1]) / 2)
            let b = (e * g.north - n * g.east).magnitude * (e * e + n * n).squareRoot() / 8
            if b > bow { bow = b }
        }
        largestBow = bow
        longestPiece = longest
        (boxes, levels) = Self.pack(east: east, north: north, leafCount: leafCount)
        self.east = east
        self.north = north
        self.measure = measure
        self.vertex = vertex
    }

    /// The plane: its meridian in the middle of the line, also where the line crosses the antimeridian.
    private static func frame(_ line: MeasuredLine) -> WorkingFrame {
        let first = line.vertices.first ?? GeoPosition(longitude: 0, latitude: 0)
        var west = 0.0
        var east = 0.0
        var south = first.latitude
        var north = first.latitude
        for p in line.vertices {
            let d = TransverseMercator.reduced(p.longitude - first.longitude)
            west = min(west, d)
            east = max(east, d)
            south = min(south, p.latitude)
            north = max(north, p.latitude)
        }
        let middle = TransverseMercator.reduced(first.longitude + (west + east) / 2)
        return WorkingFrame(centralMeridian: Degrees(middle), latitudes: south...north)
    }
}

extension EdgeIndex {
    private struct Box {
        var west = Double.infinity
        var south = Double.infinity
        var east = -Double.infinity
        var north = -Double.infinity
    }

    private static func pack(east: [Double], north: [Double], leafCount: Int) -> (boxes: [SIMD16<Float>], levels: [Int]) {
        var children: [Box] = []
        children.reserveCapacity(leafCount)
        for leaf in 0..<leafCount {
            var box = Box()
            for i in leaf * width..<(leaf + 1) * width {
                // A piece to or from NaN does not exist; `min` and `max` must not meet it.
                guard east[i] + east[i + 1] < .infinity else { continue }
                box.west = min(box.west, east[i], east[i + 1])
                box.east = max(box.east, east[i], east[i + 1])
                box.south = min(box.south, north[i], north[i + 1])
                box.north = max(box.north, north[i], north[i + 1])
            }
            children.append(box)
        }
        var boxes: [SIMD16<Float>] = []
        var levels: [Int] = []
        repeat {
            levels.append(boxes.count / 4)
            var parents: [Box] = []
            for first in stride(from: 0, to: children.count, by: width) {
                var west = SIMD16<Float>(repeating: .infinity)
                var south = west
                var right = SIMD16<Float>(repeating: -.infinity)
                var top = right
                var box = Box()
                for lane in 0..<min(width, children.count - first) {
                    let child = children[first + lane]
                    west[lane] = Float(child.west).nextDown
                    south[lane] = Float(child.south).nextDown
                    right[lane] = Float(child.east).nextUp
                    top[lane] = Float(child.north).nextUp
                    box.west = min(box.west, child.west)
                    box.south = min(box.south, child.south)
                    box.east = max(box.east, child.east)
                    box.north = max(box.north, child.north)
                }
                boxes += [west, south, right, top]
                parents.append(box)
            }
            children = parents
        } while children.count > 1
        return (boxes, levels)
    }
}
