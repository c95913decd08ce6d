/// One thread's view of an `EdgeIndex`: bare pointers, valid inside `EdgeIndex.withSearch`.
struct EdgeSearch {
    let east: UnsafePointer<Double>
    let north: UnsafePointer<Double>
    let measure: UnsafePointer<Double>
    let vertex: UnsafePointer<Int32>
    let boxes: UnsafePointer<SIMD16<Float>>
    let levels: UnsafePointer<Int>
    let levelCount: Int
    let leafCount: Int
    let frame: WorkingFrame
    let largestBow: Double
    let stack: UnsafeMutablePointer<Entry>

    /// A node or leaf to visit, with a lower bound of the squared planar distance to it.
    struct Entry {
        var distance2: Float
        /// -1: a leaf.
        var level: Int32
        var number: Int
    }

    /// A visited node leaves at most its children, one level after the other.
    static func stackCapacity(levels: Int) -> Int { (levels + 1) * EdgeIndex.width + 1 }
}

extension EdgeIndex {
    /// Calls `body` with pointers into the columns and room for the search; no allocation inside.
    func withSearch<R>(_ body: (borrowing EdgeSearch) throws -> R) rethrows -> R {
        try east.withUnsafeBufferPointer { east in
            try north.withUnsafeBufferPointer { north in
                try measure.withUnsafeBufferPointer { measure in
                    try vertex.withUnsafeBufferPointer { vertex in
                        try boxes.withUnsafeBufferPointer { boxes in
                            try levels.withUnsafeBufferPointer { levels in
                                try withUnsafeTemporaryAllocation(
                                    of: EdgeSearch.Entry.self, capacity: EdgeSearch.stackCapacity(levels: levels.count)
                                ) { stack in
                                    // None is empty: `init` saw to it. The guard is for the type.
                                    guard let e = east.baseAddress, let n = north.baseAddress, let m = measure.baseAddress,
                                        let v = vertex.baseAddress, let b = boxes.baseAddress, let l = levels.baseAddress,
                                        let s = stack.baseAddress
                                    else { preconditionFailure("an edge index has entries") }
                                    return try body(
                                        EdgeSearch(
                                            east: e, north: n, measure: m, vertex: v, boxes: b, levels: l,
                                            levelCount: levels.count,
                                            leafCount: leafCount, frame: frame, largestBow: largestBow, stack: s))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

extension EdgeSearch {
    /// A point in the plane with what the search needs of it.
    struct Query {
        let east: Double
        let north: Double
        /// Metres in the plane to a metre on the ground, at the point.
        let logScale: Double
        let scale: Double
        // Rounded up and down: no box seems farther than it is.
        let eastUp: Float
        let eastDown: Float
        let northUp: Float
        let northDown: Float

        @inline(__always)
        init(east: Double, north: Double, frame: WorkingFrame) {
            self.east = east
            self.north = north
            logScale = frame.logScale(east: east, north: north)
            scale = EdgeSearch.exponential(logScale)
            let e = Float(east)
            let n = Float(north)
            eastUp = e.nextUp
            eastDown = e.nextDown
            northUp = n.nextUp
            northDown = n.nextDown
        }
    }

    /// `e^x` for the logarithm of a scale: exact to 1e-16 below 0.01, which a border reaches at 900 km from its meridian.
    @inline(__always)
    static func exponential(_ x: Double) -> Double {
        let z = min(x, 4)
        return 1 + z * (1 + z * (1.0 / 2 + z * (1.0 / 6 + z * (1.0 / 24 + z * (1.0 / 120 + z * (1.0 / 720))))))
    }

    /// Lower bounds of the squared distances to the sixteen children of a node.
    @inline(__always)
    func childDistances(node: Int, _ q: borrowing Query) -> SIMD16<Float> {
        let b = boxes + 4 * node
        let zero = SIMD16<Float>.zero
        let dx = pointwiseMax(
            pointwiseMax(b[0] - SIMD16(repeating: q.eastUp), SIMD16(repeating: q.eastDown) - b[2]), zero)
        let dy = pointwiseMax(
            pointwiseMax(b[1] - SIMD16(repeating: q.northUp), SIMD16(repeating: q.northDown) - b[3]), zero)
        return dx * dx + dy * dy
    }

    /// Squared planar distances to the chords of eight pieces from `first` on; NaN where there is none.
    @inline(__always)
    func chordDistances(first: Int, _ q: borrowing Query) -> SIMD8<Double> {
        let ax = load(east, first)
        let ay = load(north, first)
        let ex = load(east, first + 1) - ax
        let ey = load(north, first + 1) - ay
        let px = SIMD8(repeating: q.east) - ax
        let py = SIMD8(repeating: q.north) - ay
        let t = pointwiseMin(
            pointwiseMax((px * ex + py * ey) / (ex * ex + ey * ey), SIMD8<Double>.zero), SIMD8<Double>(repeating: 1))
        let dx = px - t * ex
        let dy = py - t * ey
        return dx * dx + dy * dy
    }

    @inline(__always)
    private func load(_ column: UnsafePointer<Double>, _ i: Int) -> SIMD8<Double> {
        UnsafeRawPointer(column + i).loadUnaligned(as: SIMD8<Double>.self)
    }
}
