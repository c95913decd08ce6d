import CKernels

/// Finds the nearest other point of every point of a packed tree.
package enum PointTreeSearch {
    /// Points in a leaf, children of a node.
    package static let width = Int(POINT_WIDTH)
    package static let largestLevelCount = Int(POINT_LEVELS)

    /// The columns of a tree.
    package struct Columns: Sendable {
        /// Eastings and northings in the order of the leaves; the last leaf is filled up with NaN.
        package var east: [Double] = []
        package var north: [Double] = []
        /// Four times eight for each node: lower eastings, lower northings, upper eastings, upper northings of its children, at infinity where there is none. Level 0,
        /// whose children are the leaves, first, the root last.
        package var boxes: [Double] = []
        /// Where each level starts, in nodes.
        package var levels: [Int] = []

        package init() {}
    }

    /// For every place of some leaves, the squared distance to the nearest other point and the place where that is; infinite and -1 where there is none.
    package static func nearestOthers(_ columns: Columns, leaves: Range<Int>) -> (squared: [Double], places: [Int]) {
        precondition((1...largestLevelCount).contains(columns.levels.count), "a tree has at least one level")
        precondition(
            leaves.isEmpty || leaves.upperBound * width <= min(columns.east.count, columns.north.count), "these leaves exist")
        let count = leaves.count * width
        var places: [Int] = []
        let squared = [Double](unsafeUninitializedCapacity: count) { squared, filled in
            places = [Int](unsafeUninitializedCapacity: count) { places, placesFilled in
                columns.withTree { tree in
                    guard let s = squared.baseAddress, let p = places.baseAddress else { return }
                    point_search_nearest_others(tree, leaves.lowerBound, leaves.count, s, p)
                }
                placesFilled = count
            }
            filled = count
        }
        return (squared, places)
    }
}

extension PointTreeSearch.Columns {
    fileprivate func withTree(_ body: (UnsafePointer<point_tree>) -> Void) {
        east.withUnsafeBufferPointer { east in
            north.withUnsafeBufferPointer { north in
                boxes.withUnsafeBufferPointer { boxes in
                    levels.withUnsafeBufferPointer { levels in
                        var tree = point_tree(
                            east: east.baseAddress, north: north.baseAddress, boxes: boxes.baseAddress,
                            levels: levels.baseAddress,
                            level_count: levels.count)
                        body(&tree)
                    }
                }
            }
        }
    }
}
