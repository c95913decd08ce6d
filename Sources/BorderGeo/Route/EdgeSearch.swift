/// One thread's view of an `EdgeIndex`: bare pointers, valid inside `EdgeIndex.withSearch`.
struct EdgeSearch {
    let ends: UnsafePointer<EdgeIndex.PieceEnd>
    let leaves: UnsafePointer<Float>
    let origins: UnsafePointer<SIMD2<Double>>
    let boxes: UnsafePointer<SIMD16<Float>>
    let levels: UnsafePointer<Int>
    let levelCount: Int
    let frame: WorkingFrame
    let largestBow: Double
    let leafExtent: Double
    /// For each level from the root down: what is left of the node under visit, as distances to its children, and its number.
    let pending: UnsafeMutablePointer<SIMD16<Float>>
    let nodes: UnsafeMutablePointer<Int>
    let candidates: UnsafeMutablePointer<Int>

    /// A squared distance beyond all others; finite, because its last bits carry a lane.
    static let gone: Float = 0x1p126
    static let anything: Float = 0x1p120
}

extension EdgeIndex {
    /// Calls `body` with pointers into the columns and room for the search; no allocation inside.
    func withSearch<R>(_ body: (borrowing EdgeSearch) throws -> R) rethrows -> R {
        try withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: levels.count) { pending in
            try withUnsafeTemporaryAllocation(of: Int.self, capacity: levels.count) { nodes in
                try withUnsafeTemporaryAllocation(of: Int.self, capacity: EdgeSearch.candidateCapacity) { candidates in
                    try withColumns { columns in
                        // No column is empty: `init` saw to it. The guard is for the types.
                        guard let p = pending.baseAddress, let n = nodes.baseAddress, let c = candidates.baseAddress else {
                            preconditionFailure("a search has room")
                        }
                        return try body(
                            EdgeSearch(
                                ends: columns.ends, leaves: columns.leaves, origins: columns.origins, boxes: columns.boxes,
                                levels: columns.levels, levelCount: levels.count, frame: frame, largestBow: largestBow,
                                leafExtent: leafExtent, pending: p, nodes: n, candidates: c))
                    }
                }
            }
        }
    }

    private struct Columns {
        let ends: UnsafePointer<PieceEnd>
        let leaves: UnsafePointer<Float>
        let origins: UnsafePointer<SIMD2<Double>>
        let boxes: UnsafePointer<SIMD16<Float>>
        let levels: UnsafePointer<Int>
    }

    private func withColumns<R>(_ body: (Columns) throws -> R) rethrows -> R {
        try ends.withUnsafeBufferPointer { ends in
            try leaves.withUnsafeBufferPointer { leaves in
                try origins.withUnsafeBufferPointer { origins in
                    try boxes.withUnsafeBufferPointer { boxes in
                        try levels.withUnsafeBufferPointer { levels in
                            guard let e = ends.baseAddress, let f = leaves.baseAddress, let o = origins.baseAddress,
                                let b = boxes.baseAddress, let l = levels.baseAddress
                            else { preconditionFailure("an edge index has entries") }
                            return try body(Columns(ends: e, leaves: f, origins: o, boxes: b, levels: l))
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
        /// Logarithm of the scale of the plane at the point.
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
}
