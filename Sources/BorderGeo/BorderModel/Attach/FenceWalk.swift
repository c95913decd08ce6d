import LinearReferencing

/// Walks along a fence and says where it is on the route, in steps along which measure and offset are straight to 0.1 m (F3).
///
/// Along a straight piece of fence the distance to one piece of route is known in closed form, so the route is searched where two such distances meet and not by
/// halving: what lies nearer there takes its place between them, and where nothing does, the foot goes over exactly there (the lower envelope of the distances).
struct FenceWalk {
    var locator: RouteLocator
    package let options: FenceOptions

    /// A place on the fence.
    struct Sample {
        /// Easting and northing in the plane of the search.
        package var place: SIMD2<Double>
        package var measure: Double
        /// Positive left.
        var offset: Double
        /// Beyond an end of the route: no part of it lies beside the fence.
        var beyond: Bool
        var inside: Bool
        /// The piece of the route that is nearest, -1 for none, and the vertex that the foot is, or -1.
        package var piece: Int
        var vertex: Int
    }

    /// A piece of fence between two samples. Where the foot goes from one place of the route to another at once, its length is 0.
    struct Step {
        var from: Sample
        var to: Sample
        /// Geodesic metres.
        package var length: Double
        /// The foot leaps from one limb of the route to another.
        var leaps: Bool
    }

    static let chordError = 0.1
    /// Where the corridor ends, or the foot leaps, is found to this.
    static let limitError = 1e-3
    /// Longer pieces are looked at in the middle whatever their ends say.
    static let longestStep = 500.0

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
                trace(last, there, length / max(cuts, 1), body)
                last = there
            }
            here = next
        }
        return total
    }

    @inline(__always)
    private mutating func sample(_ p: GeoPosition) -> Sample {
        let q = locator.search.frame.projection.project(longitude: p.longitude, latitude: p.latitude)
        return sample(SIMD2(q.east, q.north))
    }

    mutating func sample(_ place: SIMD2<Double>) -> Sample {
        sample(place, locator.sample(east: place.x, north: place.y))
    }

    /// The sample as seen from a piece that is known to be nearest.
    func sample(_ place: SIMD2<Double>, on piece: Int) -> Sample {
        sample(place, locator.sample(east: place.x, north: place.y, on: piece))
    }

    @inline(__always)
    private func sample(_ place: SIMD2<Double>, _ found: RouteLocator.Sample) -> Sample {
        let at = found.place
        let beyond = at.side == .end || !at.measure.isFinite
        return Sample(
            place: place, measure: at.measure, offset: at.offset, beyond: beyond,
            inside: !beyond && options.corridor.contains(inwardOffset: Offset(at.offset * locator.inwardSign)),
            piece: found.piece, vertex: found.vertex)
    }

    func step(_ a: Sample, _ b: Sample, _ length: Double) -> Step {
        let leap = (b.measure - a.measure).magnitude
        let offset = max(a.offset.magnitude, b.offset.magnitude)
        return Step(from: a, to: b, length: length, leaps: leap > max(options.maxJump.value, 4 * offset) + 2 * length)
    }
}
