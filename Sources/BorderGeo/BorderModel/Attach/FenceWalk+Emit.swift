import LinearReferencing

extension FenceWalk {
    /// Adds the metres of a leg whose foot is on one piece: straight where the foot moves along it, a fan where it stays at a vertex.
    mutating func emit(_ leg: Leg, from t: Double, to u: Double, on near: NearPiece) {
        let least = Self.shortest / leg.length
        guard u - t > least else { return }
        let f = near.distances.fraction
        let vertices = locator.search.vertexEnds(of: near.piece)
        // Where the ends of the piece are passed, in that order; cuts of a long edge are passed unseen.
        let start = vertices.start ? -f.0 / f.1 : .nan
        let end = vertices.end ? (1 - f.0) / f.1 : .nan
        var last = t
        func pass(_ v: Double, _ walk: inout FenceWalk) {
            // False for NaN.
            guard v - last > least, u - v > least else { return }
            walk.emitPart(of: leg, from: last, to: v, on: near, vertices: vertices)
            last = v
        }
        pass(f.1 > 0 ? start : end, &self)
        pass(f.1 > 0 ? end : start, &self)
        emitPart(of: leg, from: last, to: u, on: near, vertices: vertices)
    }

    private mutating func emitPart(
        of leg: Leg, from t: Double, to u: Double, on near: NearPiece, vertices: (start: Bool, end: Bool)
    ) {
        let middle = near.distances.fraction.0 + (t + u) / 2 * near.distances.fraction.1
        if middle < 0, vertices.start {
            emitFan(of: leg, from: t, to: u, on: near, atEnd: false)
        } else if middle > 1, vertices.end {
            emitFan(of: leg, from: t, to: u, on: near, atEnd: true)
        } else {
            emitStraight(leg, from: t, to: u, on: near)
        }
    }

    /// The foot moves along an edge: measure and offset are straight.
    private mutating func emitStraight(_ leg: Leg, from t: Double, to u: Double, on near: NearPiece) {
        func offset(_ t: Double, _ distance: Double) -> Double {
            near.distances.across.0 + t * near.distances.across.1 < 0 ? -distance : distance
        }
        let (first, last) = locator.feet(of: leg.place(t), and: leg.place(u), on: near.piece)
        let sine = near.distances.across.1.magnitude / leg.planarLength
        let whole = FenceProfile.Step(
            alongFrom: leg.along + leg.length * t, alongTo: leg.along + leg.length * u,
            // A foot all but at the end is rounded past it.
            from: min(first.measure, profile.end), to: min(last.measure, profile.end),
            offsetFrom: offset(t, first.distance), offsetTo: offset(u, last.distance),
            stretch: sine > steepSine ? .steep : [])
        let change = whole.offsetTo - whole.offsetFrom
        let (inward, outward) = limits
        var cuts = SIMD3(inward, outward, 0)
        cuts = (cuts - whole.offsetFrom) / change
        var done = 0.0
        while done < 1 {
            var next = 1.0
            for i in 0..<3 where cuts[i] > done && cuts[i] < next { next = cuts[i] }
            place(whole.cut(done, next))
            done = next
        }
    }

    /// The foot stays at a vertex: the offset is a hyperbola over the metres of fence.
    private mutating func emitFan(of leg: Leg, from t: Double, to u: Double, on near: NearPiece, atEnd: Bool) {
        let bearing = locator.bearing(of: leg.place((t + u) / 2), on: near.piece, beyondEnd: atEnd)
        let chord = locator.search.chord(near.piece)
        let vertex = atEnd ? chord.start + chord.along : chord.start
        let way = leg.to - leg.from
        // Where the leg comes nearest, in metres along it, and how near.
        let turning = ((vertex - leg.from) * way).sum() / (way * way).sum()
        let miss = leg.place(turning) - vertex
        let nearest = (miss * miss).sum().squareRoot() * leg.length / leg.planarLength
        let sign = bearing.isRight ? -1.0 : 1.0
        let middle = turning * leg.length
        var cuts = FanCuts(from: t * leg.length, to: u * leg.length)
        cuts.add(middle)
        cuts.add(middle - nearest * steepTangent)
        cuts.add(middle + nearest * steepTangent)
        if !bearing.isBeyond {
            func add(limit: Double) {
                guard limit * sign > 0, limit.magnitude > nearest else { return }
                let x = (limit * limit - nearest * nearest).squareRoot()
                cuts.add(middle - x)
                cuts.add(middle + x)
            }
            add(limit: limits.inward)
            add(limit: limits.outward)
        }
        for cut in 1..<cuts.count {
            let (a, b) = (cuts[cut - 1], cuts[cut])
            guard b > a else { continue }
            let isSteep = ((a + b) / 2 - middle).magnitude > nearest * steepTangent
            let least = min(Self.hypotenuse(nearest, a - middle), Self.hypotenuse(nearest, b - middle))
            // The chord of a hyperbola is off by an eighth of the squared length times its curvature at most, and by no more than `nearest`.
            let bend = nearest > Self.chordError ? nearest * nearest / (8 * Self.chordError * least * least * least) : 0
            let count = max(1, min(((b - a) * bend.squareRoot()).rounded(.up), 10_000))
            for i in 0..<Int(count) {
                let x = a + (b - a) * Double(i) / count
                let y = i + 1 == Int(count) ? b : a + (b - a) * Double(i + 1) / count
                let step = FenceProfile.Step(
                    alongFrom: leg.along + x, alongTo: leg.along + y, from: bearing.measure, to: bearing.measure,
                    offsetFrom: sign * Self.hypotenuse(nearest, x - middle),
                    offsetTo: sign * Self.hypotenuse(nearest, y - middle),
                    stretch: isSteep ? .steep : [])
                self.place(step, isBeyond: bearing.isBeyond)
            }
        }
    }

    /// Places along a leg in order: its ends, and those added that lie between them. Nothing is allocated: a fence has a fan at every bend of the border.
    private struct FanCuts {
        /// The two ends, the middle, two of steepness and two of either limit of the corridor are nine.
        private var values: SIMD16<Double>
        private(set) var count = 2

        init(from: Double, to: Double) {
            values = SIMD16(repeating: to)
            values[0] = from
        }

        subscript(_ i: Int) -> Double { values[i] }

        mutating func add(_ x: Double) {
            guard x > values[0], x < values[count - 1], count < 16 else { return }
            var i = count
            while values[i - 1] > x {
                values[i] = values[i - 1]
                i -= 1
            }
            values[i] = x
            count += 1
        }
    }

    private static func hypotenuse(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }

    /// The limits of the corridor as offsets.
    private var limits: (inward: Double, outward: Double) {
        (options.corridor.inward.value * locator.inwardSign, -options.corridor.outward.value * locator.inwardSign)
    }

    /// Adds a step that lies on one side of every limit: says which place its metres have.
    private mutating func place(_ step: FenceProfile.Step, isBeyond: Bool = false) {
        guard step.length > 0 else { return }
        var step = step
        let inward = (step.offsetFrom + step.offsetTo) / 2 * locator.inwardSign
        if isBeyond {
            step.stretch.insert(.beyond)
        } else if options.corridor.contains(inwardOffset: Offset(inward)) {
            step.stretch.insert(.along)
            if inward < -1e-3 { step.stretch.insert(.across) }
        } else {
            step.stretch.insert(.outside)
        }
        profile.append(step)
    }
}
