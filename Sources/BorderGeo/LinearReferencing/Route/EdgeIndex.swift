import BorderBase
import GeoHandles

/// The search structure of a route: its edges in the plane, in pieces of at most about 2 km, under a packed tree of boxes.
///
/// A polyline is already in order along itself, so the tree is built by grouping sixteen neighbours at a time, without a sort: linear, and as tight as a
/// sorted tree. Boxes are single precision, rounded outwards, sixteen to a node. Long edges are cut on the geodesic, so that a chord is never far from it.
@usableFromInline package struct EdgeIndex: Sendable {
    package let frame: WorkingFrame
    /// Ends of pieces in order. Parts are separated by one entry of NaN and the column ends in entries of NaN, which no comparison lets through: a piece from or to
    /// such an entry does not exist.
    let ends: [PieceEnd]
    /// Leaf by leaf, in single precision, what the search for candidates reads: see `EdgeTreeWalk.leafStride`.
    let leaves: [Float]
    let origins: [SIMD2<Double>]
    /// Largest extent of a leaf.
    let leafExtent: Double
    /// Four entries a node: lower eastings, lower northings, upper eastings, upper northings of its sixteen children. Level 0 first, the root last.
    let boxes: [SIMD16<Float>]
    /// Where each level starts, in nodes; level 0 is above the leaves.
    let levels: [Int]
    let leafCount: Int
    /// How far a geodesic edge may lie from its chord.
    let largestBow: Double
    let longestPiece: Double

    /// Pieces in a leaf, children of a node.
    static let width = EdgeTreeWalk.width
    /// Unless the route is so long that there would be too many.
    package static let pieceLength = 2000.0
    /// One end of a piece; together, so that a piece is one or two lines of cache.
    @usableFromInline package struct PieceEnd: Sendable {
        @usableFromInline package var east = Double.nan
        @usableFromInline package var north = Double.nan
        package var measure = Double.nan
        /// The vertex of the route; `-1 - v` for a cut on the edge that starts at vertex `v`.
        package var vertex = Int.min
    }

    init(_ line: MeasuredLine) {
        let frame =
            WorkingFrame(around: line.vertices) ?? WorkingFrame(centralMeridian: Degrees(0), latitudes: 0...0)
        var ends: [PieceEnd] = []
        ends.reserveCapacity(line.vertices.count + line.parts.count + 2 * Self.width)
        func append(_ p: GeoPosition, measure: Measure, vertex: Int) {
            let q = frame.projection.project(longitude: p.longitude, latitude: p.latitude)
            ends.append(PieceEnd(east: q.east, north: q.north, measure: measure.metres, vertex: vertex))
        }
        let length = line.parts.reduce(0) { $0 + (line.measures[$1.upperBound - 1] - line.measures[$1.lowerBound]).value }
        // Memory stays in proportion to the vertices whatever the edges are.
        let step = max(Self.pieceLength, length / (4 * Double(line.vertices.count) + 100_000))
        var longest = 0.0
        for part in line.parts {
            if !ends.isEmpty { ends.append(PieceEnd()) }
            for v in part {
                append(line.vertices[v], measure: line.measures[v], vertex: v)
                guard v + 1 < part.upperBound else { continue }
                let edge = line.measures[v + 1] - line.measures[v]
                let cuts = max((edge.value / step).rounded(.up), 1)
                longest = max(longest, edge.value / cuts)
                guard cuts > 1 else { continue }
                for i in 1..<Int(cuts) {
                    let t = edge * (Double(i) / cuts)
                    append(line.place(onEdge: v, at: t).position, measure: line.measures[v] + t, vertex: -1 - v)
                }
            }
        }
        let pieces = max(ends.count - 1, 1)
        leafCount = (pieces + Self.width - 1) / Self.width
        ends += Array(repeating: PieceEnd(), count: leafCount * Self.width + 2 - ends.count)
        largestBow = Self.largestBow(ends, frame)
        longestPiece = longest
        (boxes, levels) = Self.pack(ends, leafCount: leafCount)
        (leaves, origins, leafExtent) = Self.leaves(ends, count: leafCount)
        self.frame = frame
        self.ends = ends
    }

    private static func largestBow(_ ends: [PieceEnd], _ frame: WorkingFrame) -> Double {
        var bow = 0.0
        for (a, b) in zip(ends, ends.dropFirst()) {
            let e = b.east - a.east
            let n = b.north - a.north
            let g = frame.logScaleGradient(east: (a.east + b.east) / 2, north: (a.north + b.north) / 2)
            let here = (e * g.north - n * g.east).magnitude * (e * e + n * n).squareRoot() / 8
            // False for NaN: no piece there.
            if here > bow { bow = here }
        }
        return bow
    }
}

extension EdgeIndex {
    private struct Box {
        var west = Double.infinity
        var south = Double.infinity
        var east = -Double.infinity
        var north = -Double.infinity
    }

    private static func pack(_ ends: [PieceEnd], leafCount: Int) -> (boxes: [SIMD16<Float>], levels: [Int]) {
        var children: [Box] = []
        children.reserveCapacity(leafCount)
        for leaf in 0..<leafCount {
            var box = Box()
            for i in leaf * width..<(leaf + 1) * width {
                // A piece to or from NaN does not exist; `min` and `max` must not meet it.
                let (a, b) = (ends[i], ends[i + 1])
                guard a.east + b.east < .infinity else { continue }
                box.west = min(box.west, a.east, b.east)
                box.east = max(box.east, a.east, b.east)
                box.south = min(box.south, a.north, b.north)
                box.north = max(box.north, a.north, b.north)
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

    /// The ends once more in single precision, relative to the first of their leaf, with the one before and the one after; its measures rounded outwards.
    private static func leaves(_ ends: [PieceEnd], count: Int) -> (leaves: [Float], origins: [SIMD2<Double>], extent: Double) {
        let stride = EdgeTreeWalk.leafStride
        var leaves = [Float](repeating: .nan, count: count * stride)
        var origins: [SIMD2<Double>] = []
        origins.reserveCapacity(count)
        var extent = 0.0
        for leaf in 0..<count {
            let first = leaf * width
            let origin = ends[first...first + width].first { !$0.east.isNaN } ?? PieceEnd(east: 0, north: 0)
            origins.append(SIMD2(origin.east, origin.north))
            for i in -1...width + 1 where first + i >= 0 && first + i < ends.count {
                let east = ends[first + i].east - origin.east
                let north = ends[first + i].north - origin.north
                leaves[leaf * stride + 1 + i] = Float(east)
                leaves[leaf * stride + width + 4 + i] = Float(north)
                // False for NaN.
                if max(east.magnitude, north.magnitude) > extent { extent = max(east.magnitude, north.magnitude) }
            }
            leaves[leaf * stride + stride - 2] = Float(ends[first].measure).nextDown
            leaves[leaf * stride + stride - 1] = Float(ends[first + width].measure).nextUp
        }
        return (leaves, origins, extent)
    }
}
