import LinearReferencing

/// Walks along a fence and says for every metre where its foot on the border is: makes the profile of F3.
///
/// Along a straight leg of fence the squared distance to a piece of border is a parabola, or three that join, in the metres of the leg, and the foot is on the piece whose
/// parabola is lowest there. So a leg asks the search once for all pieces that can be nearest anywhere on it, and their lower envelope is taken in closed form.
struct FenceWalk {
    var locator: RouteLocator
    let options: FenceOptions
    /// Of the fence under way, in room that is used again.
    var profile: FenceProfile
    /// Pieces that can be nearest, as a stack: a shorter part of a leg has fewer.
    var near: [NearPiece] = []
    private let steepest: Double
    private let steepestTangent: Double

    typealias NearPiece = EdgeSearch.NearPiece

    /// The piece of border that is nearest to a place, and a distance in the plane within which there is border, mostly its own.
    private struct Nearest {
        var piece: Int
        var distance: Double
    }

    /// A straight piece of fence in the plane of the search.
    struct Leg {
        var from: SIMD2<Double>
        var to: SIMD2<Double>
        /// Geodesic metres.
        var length: Double
        /// Metres of the part before it.
        var along: Double

        var planarLength: Double {
            let w = to - from
            return (w * w).sum().squareRoot()
        }
        func place(_ t: Double) -> SIMD2<Double> { from + t * (to - from) }
        func cut(_ t: Double, _ u: Double) -> Leg {
            Leg(from: t == 0 ? from : place(t), to: u == 1 ? to : place(u), length: length * (u - t), along: along + length * t)
        }
    }

    /// How far a stored step may bend away from the offset of the fence.
    static let chordError = 0.1
    /// A leg is cut in half while it is longer than this and than twice its distance from the border.
    private static let longLeg = 200.0
    /// A leg at which so many pieces are about as near is cut in half as well.
    private static let many = 64
    /// Within this of the border what is nearest in the plane is as near on the ground, but for what ties.
    private static let nearBorder = 10_000.0
    /// Farther than this from the border no corridor reaches, and the foot is where the two ends say.
    private static let farAway = 50_000.0
    /// Metres of fence that are not cut any further.
    static let shortest = 1e-7
    /// Of distances that decide which pieces are looked at: more than places that tie are apart, and than rounding is off.
    private static let slack = 1e-3

    init(locator: RouteLocator, options: FenceOptions, end: Measure) {
        self.locator = locator
        self.options = options
        profile = FenceProfile(end: end)
        let (sine, cosine) = options.steepAngle.sineAndCosine
        steepest = sine
        steepestTangent = cosine > 0 ? sine / cosine : .infinity
    }

    /// Adds a part to the profile; its geodesic length.
    mutating func follow(_ positions: [GeoPosition], source: Int) -> Double {
        guard var here = positions.first, positions.count > 1 else { return 0 }
        let geodesic = Geodesic()
        profile.startPart(source: source, at: here)
        var total = 0.0
        var last = place(of: here)
        var nearest = nearest(to: last)
        for next in positions.dropFirst() {
            let length = geodesic.shortOrExactLength(here, next)
            guard length > 0 else { continue }
            // A long edge is cut on the geodesic, where the chord in the plane would leave it.
            let cuts = max(min((length / EdgeIndex.pieceLength).rounded(.up), 20_000), 1)
            let azimuth = cuts > 1 ? geodesic.inverse(here, next).azimuth : Degrees(0)
            for i in 1...Int(cuts) {
                let t = Double(i) / cuts
                let position =
                    i == Int(cuts) ? next : geodesic.direct(from: here, azimuth: azimuth, length: Metres(length * t)).position
                let there = place(of: position)
                let leg = Leg(from: last, to: there, length: length / cuts, along: total + length * Double(i - 1) / cuts)
                nearest = trace(leg, nearestAtStart: nearest)
                last = there
            }
            total += length
            here = next
        }
        profile.endPart(at: here)
        return total
    }

    private func place(of p: GeoPosition) -> SIMD2<Double> {
        let q = locator.search.frame.projection.project(longitude: p.longitude, latitude: p.latitude)
        return SIMD2(q.east, q.north)
    }

    private mutating func nearest(to place: SIMD2<Double>) -> Nearest {
        let piece = locator.nearestPiece(east: place.x, north: place.y)
        return Nearest(
            piece: piece,
            distance: piece >= 0 ? locator.search.chord(piece).squaredDistance(to: place).squareRoot() : .infinity)
    }

    /// Adds a leg to the profile, given what is nearest to its start; what is nearest to its end.
    private mutating func trace(_ leg: Leg, nearestAtStart first: Nearest) -> Nearest {
        if let last = traceShort(leg, nearestAtStart: first) { return last }
        let last = nearest(to: leg.to)
        trace(leg, nearestAtStart: first, atEnd: last)
        return last
    }

    /// A short leg near the border needs no search for what is nearest to its end: that is one of the pieces that can be nearest anywhere on it. `nil`, and nothing is added, where
    /// the leg is not short or there are many of them.
    private mutating func traceShort(_ leg: Leg, nearestAtStart first: Nearest) -> Nearest? {
        let planar = leg.planarLength
        guard first.piece >= 0, first.distance < Self.nearBorder, planar > 0, planar <= Self.longLeg else { return nil }
        let chord = locator.search.chord(first.piece)
        let toMiddle = chord.squaredDistance(to: leg.place(0.5)).squareRoot()
        let toEnd = chord.squaredDistance(to: leg.to).squareRoot()
        let limits = (max(first.distance, toMiddle) + Self.slack, max(toMiddle, toEnd) + Self.slack)
        guard collect(along: leg, planar, farthestEnd: max(first.distance, toEnd), limits) <= Self.many,
            let start = nearestPiece(0, 0..<near.count), let end = nearestPiece(1, 0..<near.count)
        else { return nil }
        envelope(of: leg, from: 0, on: start, to: 1, on: end, among: 0..<near.count, depth: 0)
        return Nearest(
            piece: end.piece, distance: locator.search.chord(end.piece).squaredDistance(to: leg.to).squareRoot())
    }

    /// Adds a leg to the profile, given what is nearest to its ends.
    private mutating func trace(_ leg: Leg, nearestAtStart first: Nearest, atEnd last: Nearest) {
        guard first.piece >= 0, last.piece >= 0 else { return }
        let planar = leg.planarLength
        guard planar > 0 else { return }
        let nearest = min(first.distance, last.distance)
        if planar > max(2 * nearest, Self.longLeg) { return halve(leg, nearestAtStart: first, atEnd: last) }
        if nearest > Self.farAway {
            near.removeAll(keepingCapacity: true)
            near.append(locator.search.nearPiece(first.piece, from: leg.from, to: leg.to))
            near.append(locator.search.nearPiece(last.piece, from: leg.from, to: leg.to))
        } else {
            let count = collect(
                along: leg, planar, farthestEnd: max(first.distance, last.distance), farthest(on: leg, from: first, to: last))
            if count > Self.many, planar > 1 { return halve(leg, nearestAtStart: first, atEnd: last) }
        }
        guard let start = nearestPiece(0, 0..<near.count), let end = nearestPiece(1, 0..<near.count) else { return }
        envelope(of: leg, from: 0, on: start, to: 1, on: end, among: 0..<near.count, depth: 0)
    }

    /// Puts into `near` the pieces that can be nearest somewhere on a leg, given how far its farther end and the places of its halves are from the border at most. How many are about
    /// as near.
    private mutating func collect(along leg: Leg, _ planar: Double, farthestEnd: Double, _ limits: (Double, Double)) -> Int {
        near.removeAll(keepingCapacity: true)
        // What is nearest somewhere on the leg is as near to its middle as an end is to the border, and half the leg.
        let reach = (farthestEnd + planar / 2) * (1 + 1e-9) + Self.slack
        return locator.search.appendPieces(
            within: reach, of: EdgeSearch.Line(from: leg.from, to: leg.to, limits: limits), to: &near)
    }

    /// No place of either half of a leg is farther from the border: the distance to a piece is convex, nowhere greater than at the ends.
    private func farthest(on leg: Leg, from first: Nearest, to last: Nearest) -> (Double, Double) {
        let middle = leg.place(0.5)
        let chord = locator.search.chord(first.piece)
        let toFirst = chord.squaredDistance(to: middle).squareRoot()
        var limits = (max(first.distance, toFirst), max(toFirst, last.distance))
        if first.piece != last.piece {
            let other = locator.search.chord(last.piece)
            let toLast = other.squaredDistance(to: middle).squareRoot()
            limits.0 = min(limits.0, max(other.squaredDistance(to: leg.from).squareRoot(), toLast))
            limits.1 = min(max(toFirst, chord.squaredDistance(to: leg.to).squareRoot()), max(toLast, last.distance))
        }
        return (limits.0 + Self.slack, limits.1 + Self.slack)
    }

    private mutating func halve(_ leg: Leg, nearestAtStart first: Nearest, atEnd last: Nearest) {
        let middle = nearest(to: leg.place(0.5))
        trace(leg.cut(0, 0.5), nearestAtStart: first, atEnd: middle)
        trace(leg.cut(0.5, 1), nearestAtStart: middle, atEnd: last)
    }

    var steepSine: Double { steepest }
    var steepTangent: Double { steepestTangent }
}
