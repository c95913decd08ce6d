import LinearReferencing

/// The chained line: positions of each piece, and from where to where each part reaches.
struct JoinedLine {
    var pieces: [[GeoPosition]] = []
    /// In order of the line: part, and geodesic metres from the line's first vertex to its two ends.
    var extents: [(part: Int, from: Double, to: Double)] = []

    init(_ chain: BorderChain, _ parts: [BorderPart]) {
        let geodesic = Geodesic()
        var total = 0.0
        for links in chain.pieces {
            var piece: [GeoPosition] = []
            for link in links {
                let start = total
                let positions = parts[link.part].positions
                if let last = piece.last {
                    total += geodesic.distance(last, link.reversed ? positions[positions.count - 1] : positions[0]).value
                }
                total += chain.lengths[link.part].value
                for p in link.reversed ? positions.reversed() : positions where piece.last?.isSamePlace(as: p) != true {
                    piece.append(p)
                }
                extents.append((link.part, start, total))
            }
            pieces.append(piece)
        }
    }
}
