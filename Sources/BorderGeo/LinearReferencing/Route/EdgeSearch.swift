import GeoHandles

/// One thread's view of an `EdgeIndex`: bare pointers, valid inside `EdgeIndex.withSearch`.
@usableFromInline package struct EdgeSearch {
    @usableFromInline let ends: UnsafePointer<EdgeIndex.PieceEnd>
    let walk: EdgeTreeWalk
    package let frame: WorkingFrame
    let largestBow: Double
}

extension EdgeIndex {
    /// Calls `body` with pointers into the columns and room for the search; no allocation inside.
    func withSearch<R>(_ body: (borrowing EdgeSearch) throws -> R) rethrows -> R {
        try ends.withUnsafeBufferPointer { ends in
            try withColumns { columns in
                guard let ends = ends.baseAddress else { preconditionFailure("an edge index has entries") }
                return try EdgeTreeWalk.over(columns, leafExtent: leafExtent, largestBow: largestBow) { walk in
                    try body(EdgeSearch(ends: ends, walk: walk, frame: frame, largestBow: largestBow))
                }
            }
        }
    }

    private func withColumns<R>(_ body: (EdgeTreeWalk.Columns) throws -> R) rethrows -> R {
        try leaves.withUnsafeBufferPointer { leaves in
            try origins.withUnsafeBufferPointer { origins in
                try boxes.withUnsafeBufferPointer { boxes in
                    try levels.withUnsafeBufferPointer { levels in
                        // No column is empty: `init` saw to it. The guard is for the types.
                        guard let f = leaves.baseAddress, let o = origins.baseAddress, let b = boxes.baseAddress,
                            let l = levels.baseAddress
                        else { preconditionFailure("an edge index has entries") }
                        return try body(
                            EdgeTreeWalk.Columns(boxes: b, leaves: f, origins: o, levels: l, levelCount: levels.count))
                    }
                }
            }
        }
    }
}

extension EdgeSearch {
    /// A point in the plane with what the search needs of it.
    struct Query {
        package let east: Double
        package let north: Double
        /// Logarithm of the scale of the plane at the point.
        let logScale: Double
        let scale: Double

        @inline(__always)
        init(east: Double, north: Double, frame: WorkingFrame) {
            self.east = east
            self.north = north
            logScale = frame.logScale(east: east, north: north)
            scale = EdgeSearch.exponential(logScale)
        }
    }

    /// `e^x` for the logarithm of a scale: exact to 1e-16 below 0.01, which a border reaches at 900 km from its meridian.
    @inline(__always)
    static func exponential(_ x: Double) -> Double {
        let z = min(x, 4)
        return 1 + z * (1 + z * (1.0 / 2 + z * (1.0 / 6 + z * (1.0 / 24 + z * (1.0 / 120 + z * (1.0 / 720))))))
    }
}
