/// Walks along a fence and samples where it is on the route, so densely that measure and offset are straight between samples to 0.1 m (F3).
struct FenceWalk {
    var locator: RouteLocator
    let options: FenceOptions

    /// A place on the fence.
    struct Sample {
        var east: Double
        var north: Double
        var measure: Double
        /// Positive left.
        var offset: Double
        /// Beyond an end of the route: no part of it lies beside the fence.
        var beyond: Bool
        var inside: Bool
    }

    /// A piece of fence between two samples.
    struct Step {
        var from: Sample
        var to: Sample
        /// Geodesic metres.
        var length: Double
        /// The foot leaps from one limb of the route to another.
        var leaps: Bool
    }

    private static let chordError = 0.1
    /// Where the corridor ends is found to this.
    private static let limitError = 1e-3
    /// Longer steps are halved whatever the samples say: a look at the middle alone may miss what lies between.
    private static let longestStep = 500.0

    /// Calls `body` for every step in order; the geodesic length of the line.
    mutating func follow(_ positions: [GeoPosition], _ body: (Step) -> Void) -> Double {
        guard var here = positions.first, positions.count > 1 else { return 0 }
        let geodesic = Geodesic()
        var total = 0.0
        var last = sample(here)
        for next in positions.dropFirst() {
            let edge = geodesic.shortOrExact(here, next)
            let length = edge.length
            guard length > 0 else { continue }
            total += length
            // A long edge is cut on the geodesic, where the chord in the plane would leave it.
            let cuts = min((length / EdgeIndex.pieceLength).rounded(.up), 20_000)
            for i in 1...max(Int(cuts), 1) {
                let t = Double(i) / max(cuts, 1)
                let place =
                    i == Int(cuts)
                    ? next : geodesic.direct(from: here, azimuth: Degrees(edge.azimuth), length: Metres(length * t)).position
                let there = sample(place)
                refine(last, there, length / max(cuts, 1), body)
                last = there
            }
            here = next
        }
        return total
    }

    @inline(__always)
    private mutating func sample(_ p: GeoPosition) -> Sample {
        let q = locator.search.frame.projection.project(longitude: p.longitude, latitude: p.latitude)
        return sample(east: q.east, north: q.north)
    }

    @inline(__always)
    private mutating func sample(east: Double, north: Double) -> Sample {
        let place = locator.sample(east: east, north: north)
        let beyond = place.side == .end || !place.measure.isFinite
        return Sample(
            east: east, north: north, measure: place.measure, offset: place.offset, beyond: beyond,
            inside: !beyond && options.corridor.contains(inwardOffset: Offset(place.offset * locator.inwardSign)))
    }

    /// Halves a piece until it is straight in measure and offset, or too short to matter.
    private mutating func refine(_ a: Sample, _ b: Sample, _ length: Double, _ body: (Step) -> Void) {
        // The distance to the route changes by no more than the way along the fence: far outside nothing can happen.
        let limit = max(options.corridor.inward.value, options.corridor.outward.value)
        let nearest = (a.offset.magnitude + b.offset.magnitude - length * 1.001) / 2
        let isOutside = !a.inside && !b.inside && nearest > limit
        let isShort = length < (a.inside != b.inside ? Self.limitError : Self.chordError)
        if isOutside || isShort { return body(step(a, b, length)) }
        let m = sample(east: (a.east + b.east) / 2, north: (a.north + b.north) / 2)
        let straight =
            (m.measure - (a.measure + b.measure) / 2).magnitude < Self.chordError
            && (m.offset - (a.offset + b.offset) / 2).magnitude < Self.chordError
            && a.inside == b.inside && m.inside == a.inside && a.beyond == b.beyond && length < Self.longestStep
        if straight {
            body(step(a, m, length / 2))
            body(step(m, b, length / 2))
        } else {
            refine(a, m, length / 2, body)
            refine(m, b, length / 2, body)
        }
    }

    private func step(_ a: Sample, _ b: Sample, _ length: Double) -> Step {
        let leap = (b.measure - a.measure).magnitude
        let offset = max(a.offset.magnitude, b.offset.magnitude)
        return Step(from: a, to: b, length: length, leaps: leap > max(options.maxJump.value, 4 * offset) + 2 * length)
    }
}
