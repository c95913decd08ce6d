import CKernels

/// Walks over a packed tree of boxes that find the pieces of a route near a point of the plane; for one thread, valid inside `EdgeTreeWalk.over`.
///
/// What it gives is a superset: single precision with every rounding on the safe side. No allocation per point.
package struct EdgeTreeWalk {
    /// Pieces in a leaf, children of a node.
    package static let width = Int(EDGE_WIDTH)
    /// Floats in a leaf: eastings of its seventeen ends with one more on either side, relative to its origin, their northings, and the least and greatest measure.
    package static let leafStride = Int(EDGE_LEAF_STRIDE)
    package static let largestLevelCount = Int(EDGE_LEVELS)

    private let tree: UnsafePointer<edge_tree>
    private let walk: OpaquePointer
    private let pieces: UnsafeMutablePointer<Int>

    /// The columns of a tree; they belong to the caller.
    package struct Columns {
        /// Four entries a node: lower eastings, lower northings, upper eastings, upper northings of its sixteen children. Level 0 first, the root last.
        package let boxes: UnsafePointer<SIMD16<Float>>
        package let leaves: UnsafePointer<Float>
        package let origins: UnsafePointer<SIMD2<Double>>
        /// Where each level starts, in nodes; level 0 is above the leaves.
        package let levels: UnsafePointer<Int>
        package let levelCount: Int

        package init(
            boxes: UnsafePointer<SIMD16<Float>>, leaves: UnsafePointer<Float>, origins: UnsafePointer<SIMD2<Double>>,
            levels: UnsafePointer<Int>, levelCount: Int
        ) {
            self.boxes = boxes
            self.leaves = leaves
            self.origins = origins
            self.levels = levels
            self.levelCount = levelCount
        }
    }

    /// Calls `body` with room for one walk at a time over the columns.
    package static func over<R>(
        _ columns: Columns, leafExtent: Double, largestBow: Double, _ body: (EdgeTreeWalk) throws -> R
    ) rethrows -> R {
        precondition((1...largestLevelCount).contains(columns.levelCount), "a tree has between one level and twelve")
        var tree = edge_tree(
            boxes: UnsafeRawPointer(columns.boxes).assumingMemoryBound(to: Float.self), leaves: columns.leaves,
            origins: UnsafeRawPointer(columns.origins).assumingMemoryBound(to: Double.self), levels: columns.levels,
            level_count: columns.levelCount, leaf_extent: leafExtent, largest_bow: largestBow)
        return try withUnsafePointer(to: &tree) { tree in
            try withUnsafeTemporaryAllocation(byteCount: edge_walk_size(), alignment: 64) { room in
                try withUnsafeTemporaryAllocation(of: Int.self, capacity: Int(EDGE_CANDIDATES)) { pieces in
                    guard let walk = room.baseAddress, let pieces = pieces.baseAddress else {
                        preconditionFailure("a walk has room")
                    }
                    return try body(EdgeTreeWalk(tree: tree, walk: OpaquePointer(walk), pieces: pieces))
                }
            }
        }
    }
}

extension EdgeTreeWalk {
    /// Starts at the root with a point of the plane. The squared distance to the box of everything, rounded down.
    package func begin(east: Double, north: Double) -> Float { edge_walk_begin(walk, tree, east, north) }

    /// Calls `body` with every piece that can be the nearest: in the plane or, with `onGround`, on the ground. `warm` is a leaf to look at first, or -1.
    @inline(__always)
    package func forEachNearest(warm: Int, onGround: Bool, _ body: (_ piece: Int) -> Void) {
        var first = warm
        while true {
            var more: Int32 = 0
            let count = edge_walk_nearest(walk, tree, first, onGround ? 1 : 0, pieces, &more)
            for i in 0..<count { body(pieces[i]) }
            if more == 0 { return }
            first = -1
        }
    }

    /// The next leaf with pieces on which the distance can have a local minimum within `reach` metres in the plane, their lanes as bits; `nil` at the end. Leaves
    /// whose measures all lie in `near` are left out.
    @inline(__always)
    package func nextMinima(within reach: Double, except near: ClosedRange<Double>) -> (leaf: Int, lanes: UInt32)? {
        var lanes: UInt32 = 0
        let leaf = edge_walk_minima(walk, tree, reach, near.lowerBound, near.upperBound, &lanes)
        return leaf >= 0 ? (leaf, lanes) : nil
    }

    /// A straight way in the plane about the point of a walk, in two halves. What is nearest to a place of a half is nearer than the limit there.
    package struct Way {
        fileprivate var way: edge_way

        package init(unitEast: Double, unitNorth: Double, half: Double, limits: (Double, Double)) {
            way = edge_way(unit_east: unitEast, unit_north: unitNorth, half: half, limits: limits)
        }
    }

    /// Calls `body` with every leaf that has pieces beside a way about the point of the walk, within `reach` metres of it and within the limit of a half, and with their lanes as
    /// bits. How many pieces are within `reach`.
    @inline(__always)
    package func forEachPieces(beside way: Way, within reach: Double, _ body: (_ leaf: Int, _ lanes: UInt32) -> Void) -> Int {
        var count = 0
        var lanes: UInt32 = 0
        withUnsafePointer(to: way.way) { way in
            while true {
                let leaf = edge_walk_beside(walk, tree, reach, way, &count, &lanes)
                if leaf < 0 { return }
                body(leaf, lanes)
            }
        }
        return count
    }
}
