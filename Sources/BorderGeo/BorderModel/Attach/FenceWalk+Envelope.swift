extension FenceWalk {
    /// Which piece of the route is nearest along a straight piece of fence, and where the foot goes over to the next.
    mutating func trace(_ a: Sample, _ b: Sample, _ length: Double, depth: Int = 0, _ body: (Step) -> Void) {
        // The distance to the route changes by no more than the way along the fence: far outside nothing can happen.
        let limit = max(options.corridor.inward.value, options.corridor.outward.value)
        let nearest = (a.offset.magnitude + b.offset.magnitude - length * 1.001) / 2
        guard a.piece >= 0, b.piece >= 0, a.inside || b.inside || nearest <= limit else { return body(step(a, b, length)) }
        if a.piece == b.piece || (a.vertex == b.vertex && a.vertex >= 0) {
            if Self.isNearestBetween(a, b, length) { return follow(a, b, length, body) }
            let middle = sample((a.place + b.place) / 2)
            trace(a, middle, length / 2, depth: depth + 1, body)
            trace(middle, b, length / 2, depth: depth + 1, body)
            return
        }
        guard length > Self.limitError else { return body(goOver(a, b, length)) }
        // Each split leaves fewer pieces, mostly half as many; where it takes only one away each time, halving ends sooner than the stack does.
        let isDeep = depth > 64
        let t = isDeep ? 0.5 : meeting(a, b, length)
        let there = sample(a.place + t * (b.place - a.place))
        let first = there.piece == a.piece ? there : sample(there.place, on: a.piece)
        let second = there.piece == b.piece ? there : sample(there.place, on: b.piece)
        if isDeep || there.offset.magnitude < min(first.offset.magnitude, second.offset.magnitude) - Self.limitError {
            trace(a, there, length * t, depth: depth + 1, body)
            trace(there, b, length * (1 - t), depth: depth + 1, body)
        } else {
            trace(a, first, length * t, depth: depth + 1, body)
            body(goOver(first, second, 0))
            trace(second, b, length * (1 - t), depth: depth + 1, body)
        }
    }

    /// Whether what is nearest at both ends is nearest all along.
    ///
    /// The places nearest to one vertex are a convex set. For a piece that holds where the ends are close: the circle round the middle that touches
    /// the piece sticks out of those round the ends by an eighth of the square of their distance over their radius, here a thirtieth of the radius.
    private static func isNearestBetween(_ a: Sample, _ b: Sample, _ length: Double) -> Bool {
        if a.vertex == b.vertex, a.vertex >= 0 { return true }
        return length <= min(max(1, min(a.offset.magnitude, b.offset.magnitude) / 2), longestStep)
    }

    /// Where between two places the pieces nearest to them are equally near.
    private func meeting(_ a: Sample, _ b: Sample, _ length: Double) -> Double {
        let first = locator.search.chord(a.piece).distances(from: a.place, to: b.place)
        let second = locator.search.chord(b.piece).distances(from: a.place, to: b.place)
        var low = 0.0
        var high = 1.0
        while (high - low) * length > Self.limitError {
            let t = (low + high) / 2
            let firstIsNearer = first.squared(t) <= second.squared(t)
            // Two choices and no branch: which way it goes is anyone's guess.
            low = firstIsNearer ? t : low
            high = firstIsNearer ? high : t
        }
        return (low + high) / 2
    }

    /// The foot goes over at one place of the fence: the distance is the same on both sides.
    private func goOver(_ a: Sample, _ b: Sample, _ length: Double) -> Step {
        var to = b
        if length == 0 { to.offset = b.offset < 0 ? -a.offset.magnitude : a.offset.magnitude }
        return step(a, to, length)
    }
}

extension FenceWalk {
    /// Steps along one piece of the route: straight where the foot moves along the piece, in parts where it stays at a vertex.
    private func follow(_ a: Sample, _ b: Sample, _ length: Double, _ body: (Step) -> Void) {
        guard a.piece == b.piece else { return halve(a, b, length, isStraight: false, body) }
        let chord = locator.search.chord(a.piece)
        let from = chord.fraction(of: a.place)
        let to = chord.fraction(of: b.place)
        func isBeside(_ t: Double, _ u: Double) -> Bool { (0...1).contains(from + (t + u) / 2 * (to - from)) }
        var last = a
        var done = 0.0
        // In the order in which they are passed.
        for end in from < to ? [0.0, 1.0] : [1.0, 0.0] {
            let t = (end - from) / (to - from)
            guard t > done, t < 1 else { continue }
            let there = sample(a.place + t * (b.place - a.place), on: a.piece)
            halve(last, there, length * (t - done), isStraight: isBeside(done, t), body)
            last = there
            done = t
        }
        halve(last, b, length * (1 - done), isStraight: isBeside(done, 1), body)
    }

    /// Halves what bends, or leaves the corridor, until it is straight or too short to matter.
    private func halve(_ a: Sample, _ b: Sample, _ length: Double, isStraight: Bool, _ body: (Step) -> Void) {
        let staysOnOneSide = a.inside || a.offset * b.offset > 0
        let changes = a.inside != b.inside || a.beyond != b.beyond || !staysOnOneSide
        // A distance over a chord of its curve: at most an eighth of the squared length over the least distance.
        let bends = !isStraight && length * length > 8 * Self.chordError * min(a.offset.magnitude, b.offset.magnitude)
        let isShort = length < (changes ? Self.limitError : Self.chordError)
        guard changes || bends, !isShort else { return body(step(a, b, length)) }
        let middle = sample((a.place + b.place) / 2, on: a.piece)
        halve(a, middle, length / 2, isStraight: isStraight, body)
        halve(middle, b, length / 2, isStraight: isStraight, body)
    }
}
