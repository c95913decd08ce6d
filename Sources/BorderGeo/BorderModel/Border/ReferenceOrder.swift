import LinearReferencing

/// Pieces of a line ordered and turned by their own measures on a reference line that lies near.
///
/// The reference decides where it contradicts the file clearly, which is by more than its distance from the line: a small map does not know which way
/// a short reach runs. Where the file as a whole runs against the reference, so does the result: a line drawn from the other end stays so.
struct ReferenceOrder {
    private(set) var pieces: [[BorderChain.Link]]
    private(set) var runsWithReference: Bool

    /// How near the reference must lie.
    static let near = Metres.kilometres(25)
    /// So much of the length, and of the steps from piece to piece, must run against the reference for the file to run against it as a whole.
    private static let againstAsAWhole = 2.0 / 3

    /// `pieces` in the order and direction of the file; `nil` where one of them lies too far from the reference, or none has a direction on it.
    /// `distances`: geodesic metres from the first position of each part. n log n in the pieces.
    init?(_ pieces: [[BorderChain.Link]], of parts: [BorderPart], distances: [[Double]], along reference: Border) {
        var places: [ReferencePlace] = []
        for piece in pieces {
            guard let place = ReferencePlace(of: piece, parts, distances, on: reference.route) else { return nil }
            places.append(place)
        }
        let lengths = distances.map { Metres($0[$0.count - 1]) }
        guard let against = Self.shareAgainst(of: pieces, at: places, lengths: lengths) else { return nil }
        let back = Double(zip(places, places.dropFirst()).count { $0.measure > $1.measure })
        // One piece that begins with the file's first vertex says itself which way it runs.
        let isAgainst =
            pieces.count == 1 && BorderChain.beginsAsDrawn(pieces[0]) && places[0].direction != 0
            ? places[0].direction < 0
            : against >= Self.againstAsAWhole && back >= Self.againstAsAWhole * Double(pieces.count - 1)
        runsWithReference = !isAgainst
        let sense = isAgainst ? -1.0 : 1
        let isInOrder = zip(places, places.dropFirst()).allSatisfy { a, b in
            sense * (b.measure - a.measure) >= -(a.distance + b.distance)
        }
        let order =
            isInOrder
            ? Array(places.indices)
            : places.indices.sorted { (sense * places[$0].measure, $0) < (sense * places[$1].measure, $1) }
        self.pieces = order.map { i in
            (places[i].isClear || pieces.count == 1) && places[i].direction * sense < 0
                ? BorderChain.turned(pieces[i]) : pieces[i]
        }
        for i in order.indices where !places[order[i]].isClear && pieces.count > 1 { fit(i, parts) }
    }

    /// The share of the length that was drawn against the reference, by the pieces whose direction is clear, else by all that have one.
    private static func shareAgainst(
        of pieces: [[BorderChain.Link]], at places: [ReferencePlace], lengths: [Metres]
    ) -> Double? {
        let clear = places.contains(where: \.isClear)
        var (with, against) = (0.0, 0.0)
        for (piece, place) in zip(pieces, places) where place.direction != 0 && (place.isClear || !clear) {
            for link in piece {
                if (place.direction > 0) == !link.reversed {
                    with += lengths[link.part].value
                } else {
                    against += lengths[link.part].value
                }
            }
        }
        return with + against > 0 ? against / (with + against) : nil
    }

    /// Turns a piece without a clear direction where a gap beside it would run back along it.
    private mutating func fit(_ i: Int, _ parts: [BorderPart]) {
        let geodesic = Geodesic()
        let own = BorderChain.ends(pieces[i], parts)
        let extent = geodesic.distance(own.first, own.last).value
        var saved = 0.0
        if i > 0 {
            let before = BorderChain.ends(pieces[i - 1], parts).last
            saved += geodesic.distance(before, own.first).value - geodesic.distance(before, own.last).value
        }
        if i + 1 < pieces.count {
            let after = BorderChain.ends(pieces[i + 1], parts).first
            saved += geodesic.distance(own.last, after).value - geodesic.distance(own.first, after).value
        }
        if saved > extent * 0.5 { pieces[i] = BorderChain.turned(pieces[i]) }
    }
}

/// Where a piece lies on the reference, and which way it runs there.
private struct ReferencePlace {
    /// Mean over the piece.
    var measure: Double
    /// Mean distance from the reference.
    var distance: Double
    /// 1 with the reference, -1 against it, 0 where it runs across.
    var direction: Double
    /// Whether it reaches farther along the reference than twice its distance from it.
    var isClear: Bool

    /// Places of a piece that are looked at.
    private static let samples = 64
    /// A piece of which the measure on the reference grows by less than this much of its own length runs across it.
    private static let leastSlope = 0.1

    /// `nil` where fewer than half of its places lie near.
    init?(of piece: [BorderChain.Link], _ parts: [BorderPart], _ distances: [[Double]], on route: Route) {
        let total = piece.reduce(0) { $0 + parts[$1.part].positions.count }
        let count = min(total, Self.samples)
        var rows: [(own: Double, measure: Double, distance: Double)] = []
        var (before, extent) = (0, 0.0)
        var k = 0
        for link in piece {
            let (positions, own) = (parts[link.part].positions, distances[link.part])
            let length = own[own.count - 1]
            while k < count {
                let i = k * (total - 1) / max(1, count - 1) - before
                guard i < positions.count else { break }
                k += 1
                let j = link.reversed ? positions.count - 1 - i : i
                let there = route.locate(positions[j])
                guard there.offset.distance <= ReferenceOrder.near else { continue }
                rows.append(
                    (extent + (link.reversed ? length - own[j] : own[j]), there.measure.metres, there.offset.distance.value))
            }
            before += positions.count
            extent += length
        }
        guard rows.count * 2 >= count, !rows.isEmpty else { return nil }
        let n = Double(rows.count)
        let own = rows.reduce(0) { $0 + $1.own } / n
        let mean = rows.reduce(0) { $0 + $1.measure } / n
        let covariance = rows.reduce(0) { $0 + ($1.own - own) * ($1.measure - mean) }
        let variance = rows.reduce(0) { $0 + ($1.own - own) * ($1.own - own) }
        let slope = variance > 0 ? covariance / variance : 0
        measure = mean
        distance = rows.reduce(0) { $0 + $1.distance } / n
        direction = slope.magnitude >= Self.leastSlope ? (slope > 0 ? 1 : -1) : 0
        isClear = direction != 0 && slope.magnitude * extent > 2 * distance
    }
}
