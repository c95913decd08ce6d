extension EdgeSearch {
    /// Calls `body` with every leaf whose box is within `bound` (a squared planar distance), nearer ones of a node first, until it returns false.
    ///
    /// `body` may lower the bound. No heap and no list: each level keeps the distances to the children of one node, and gives away the least.
    @inline(__always)
    func forEachLeaf(_ q: Query, bound: inout Float, _ body: (_ leaf: Int, _ bound: inout Float) -> Bool) {
        var level = levelCount - 1
        pending[level] = childDistances(node: levels[level], q)
        nodes[level] = 0
        while level < levelCount {
            let (distance, lane) = Self.least(pending[level])
            guard distance <= bound else {
                level += 1
                continue
            }
            pending[level][lane] = Self.gone
            let child = nodes[level] * EdgeIndex.width + lane
            if level == 0 {
                if !body(child, &bound) { return }
            } else {
                level -= 1
                pending[level] = childDistances(node: levels[level] + child, q)
                nodes[level] = child
            }
        }
    }

    /// Lower bounds of the squared distances to the sixteen children of a node, with lanes in their last bits.
    @inline(__always)
    func childDistances(node: Int, _ q: Query) -> SIMD16<Float> {
        let b = boxes + 4 * node
        let dx = Self.positiveMaximum(b[0] - SIMD16(repeating: q.eastUp), SIMD16(repeating: q.eastDown) - b[2])
        let dy = Self.positiveMaximum(b[1] - SIMD16(repeating: q.northUp), SIMD16(repeating: q.northDown) - b[3])
        return Self.numbered(dx * dx + dy * dy)
    }

    /// Squared planar distances to the chords of a leaf's pieces, right to `leafError`, with lanes in their last bits.
    @inline(__always)
    func chordDistances(leaf: Int, _ q: Query) -> SIMD16<Float> {
        let east = leaves + leaf * EdgeIndex.leafStride
        let north = east + EdgeIndex.width + 1
        let origin = origins[leaf]
        let ax = Self.load(east)
        let ay = Self.load(north)
        let ex = Self.load(east + 1) - ax
        let ey = Self.load(north + 1) - ay
        let px = SIMD16(repeating: Float(q.east - origin.x)) - ax
        let py = SIMD16(repeating: Float(q.north - origin.y)) - ay
        // The least normal number keeps an edge too short for single precision from dividing zero by zero.
        var t = (px * ex + py * ey) / (ex * ex + ey * ey + SIMD16(repeating: Float.leastNormalMagnitude))
        t.replace(with: 0, where: t .< 0)
        t.replace(with: 1, where: t .> 1)
        let dx = px - t * ex
        let dy = py - t * ey
        return Self.numbered(dx * dx + dy * dy)
    }

    /// Least and greatest measure of a leaf, rounded outwards; NaN where a break lies at its end.
    @inline(__always)
    func measures(leaf: Int) -> (least: Float, greatest: Float) {
        let m = leaves + (leaf + 1) * EdgeIndex.leafStride - 2
        return (m[0], m[1])
    }

    @inline(__always)
    private static func load(_ p: UnsafePointer<Float>) -> SIMD16<Float> {
        UnsafeRawPointer(p).loadUnaligned(as: SIMD16<Float>.self)
    }

    /// What single precision may add to or take from a distance from `chordDistances`: sixteen roundings of numbers up to the distance and the extent of a leaf.
    @inline(__always)
    func leafError(_ distance: Double) -> Double { 2e-6 * (distance + 2 * leafExtent) }

    /// The lane's number in the last four bits, so that the least of sixteen tells where it is: takes 2e-6 of a squared distance away at most.
    @inline(__always)
    private static func numbered(_ distances: SIMD16<Float>) -> SIMD16<Float> {
        // Also what is not a number: a piece that does not exist.
        let bounded = distances.replacing(with: gone, where: .!(distances .<= gone))
        let bits = unsafeBitCast(bounded, to: SIMD16<UInt32>.self) & SIMD16(repeating: ~15) | lanes
        return unsafeBitCast(bits, to: SIMD16<Float>.self)
    }

    private static var lanes: SIMD16<UInt32> {
        @inline(__always) get { SIMD16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) }
    }

    @inline(__always)
    static func least(_ v: SIMD16<Float>) -> (distance: Float, lane: Int) {
        let eight = v.lowHalf.replacing(with: v.highHalf, where: v.highHalf .< v.lowHalf)
        let four = eight.lowHalf.replacing(with: eight.highHalf, where: eight.highHalf .< eight.lowHalf)
        let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .< four.lowHalf)
        let one = two.y < two.x ? two.y : two.x
        return (one, Int(one.bitPattern & 15))
    }

    /// The larger of both where it is positive, else 0. Masks, because `pointwiseMax` is not compiled to vector instructions.
    @inline(__always)
    private static func positiveMaximum(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> SIMD16<Float> {
        var m = a.replacing(with: b, where: a .< b)
        m.replace(with: 0, where: m .< 0)
        return m
    }

    /// Squared bounds in single precision, never too small.
    @inline(__always)
    static func roundedUp(_ bound: Double) -> Float { min(Float(bound * 1.000_001).nextUp, anything) }
}
