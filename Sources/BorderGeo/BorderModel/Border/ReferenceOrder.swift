import LinearReferencing

/// Pieces of a line ordered and turned by their own measures on a reference line that lies near.
///
/// Where the file as a whole runs against the reference, so does the result: a line drawn from the other end stays so.
struct ReferenceOrder {
    private(set) var pieces: [[BorderChain.Link]]
    private(set) var runsWithReference: Bool

    /// How near the reference must lie.
    static let near = Metres.kilometres(25)
    /// Places of a piece that are looked at.
    static let samples = 64
    /// A piece of which the measure on the reference grows by less than this much of its own length has no direction on it.
    static let leastSlope = 0.1
    /// So much of the length, and of the steps from piece to piece, must run against the reference for the file to run against it as a whole.
    static let againstAsAWhole = 2.0 / 3

    /// `pieces` in the order and direction of the file; `nil` where one of them lies too far from the reference, or none has a direction on it.
    init?(_ pieces: [[BorderChain.Link]], _ parts: [BorderPart], _ lengths: [Metres], along reference: Border) {
        var places: [Place] = []
        for piece in pieces {
            guard let place = Place(of: piece, parts, on: reference.route) else { return nil }
            places.append(place)
        }
        var (with, against) = (0.0, 0.0)
        for (piece, place) in zip(pieces, places) where place.direction != 0 {
            for link in piece {
                if (place.direction > 0) == !link.reversed {
                    with += lengths[link.part].value
                } else {
                    against += lengths[link.part].value
                }
            }
        }
        guard with + against > 0 else { return nil }
        let steps = Double(pieces.count - 1)
        let back = Double(zip(places, places.dropFirst()).count { $0.measure > $1.measure })
        let isAgainst =
            against >= Self.againstAsAWhole * (with + against) && back >= Self.againstAsAWhole * steps
        runsWithReference = !isAgainst
        let sense = isAgainst ? -1.0 : 1
        let order = places.indices.sorted {
            (sense * places[$0].measure, $0) < (sense * places[$1].measure, $1)
        }
        var ordered = order.map { i in
            places[i].direction * sense < 0 ? BorderChain.turned(pieces[i]) : pieces[i]
        }
        for i in ordered.indices where places[order[i]].direction == 0 {
            Self.fit(i, in: &ordered, parts)
        }
        self.pieces = ordered
    }

    /// Turns a piece that has no direction of its own on the reference where that brings its ends nearer to its neighbours'.
    private static func fit(_ i: Int, in pieces: inout [[BorderChain.Link]], _ parts: [BorderPart]) {
        let geodesic = Geodesic()
        let own = BorderChain.ends(pieces[i], parts)
        var saved = 0.0
        if i > 0 {
            let before = BorderChain.ends(pieces[i - 1], parts).last
            saved += geodesic.distance(before, own.first).value - geodesic.distance(before, own.last).value
        }
        if i + 1 < pieces.count {
            let after = BorderChain.ends(pieces[i + 1], parts).first
            saved += geodesic.distance(own.last, after).value - geodesic.distance(own.first, after).value
        }
        if saved > 0 { pieces[i] = BorderChain.turned(pieces[i]) }
    }

    /// Where a piece lies on the reference, and which way it runs there.
    private struct Place {
        /// Mean over the piece.
        var measure: Double
        /// 1 with the reference, -1 against it, 0 where it cannot be told.
        var direction: Double

        /// `nil` where fewer than half of its places lie near.
        init?(of piece: [BorderChain.Link], _ parts: [BorderPart], on route: Route) {
            var positions: [GeoPosition] = []
            for link in piece {
                let own = parts[link.part].positions
                positions += link.reversed ? own.reversed() : own
            }
            let geodesic = Geodesic()
            var along: [Double] = [0]
            along.reserveCapacity(positions.count)
            for (a, b) in zip(positions, positions.dropFirst()) {
                along.append(along[along.count - 1] + geodesic.shortOrExact(a, b).length)
            }
            let count = min(positions.count, ReferenceOrder.samples)
            var rows: [(own: Double, measure: Double)] = []
            for k in 0..<count {
                let i = k * (positions.count - 1) / max(1, count - 1)
                let there = route.locate(positions[i])
                guard there.offset.distance <= ReferenceOrder.near else { continue }
                rows.append((along[i], there.measure.metres))
            }
            guard rows.count * 2 >= count, !rows.isEmpty else { return nil }
            let n = Double(rows.count)
            let own = rows.reduce(0) { $0 + $1.own } / n
            let mean = rows.reduce(0) { $0 + $1.measure } / n
            let covariance = rows.reduce(0) { $0 + ($1.own - own) * ($1.measure - mean) }
            let variance = rows.reduce(0) { $0 + ($1.own - own) * ($1.own - own) }
            measure = mean
            direction =
                covariance.magnitude >= ReferenceOrder.leastSlope * variance && covariance != 0 ? (covariance > 0 ? 1 : -1) : 0
        }
    }
}
