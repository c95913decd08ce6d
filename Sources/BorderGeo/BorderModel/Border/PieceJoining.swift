import LinearReferencing

/// Pieces of a line joined nearest ends first until one path is left: what is done where neither a reference nor the file gives an order.
/// Quadratic in the pieces.
struct PieceJoining {
    /// In order along the path, turned as it needs.
    private(set) var pieces: [[BorderChain.Link]] = []

    init(_ pieces: [[BorderChain.Link]], _ parts: [BorderPart]) {
        let ends = pieces.map { BorderChain.ends($0, parts) }
        func end(_ index: Int) -> GeoPosition { index % 2 == 0 ? ends[index / 2].first : ends[index / 2].last }
        let geodesic = Geodesic()
        var candidates: [(distance: Metres, a: Int, b: Int)] = []  // an end is piece * 2 + which
        for a in 0..<pieces.count * 2 {
            for b in (a / 2 + 1) * 2..<pieces.count * 2 { candidates.append((geodesic.distance(end(a), end(b)), a, b)) }
        }
        candidates.sort { ($0.distance, $0.a, $0.b) < ($1.distance, $1.a, $1.b) }
        var partner = [Int?](repeating: nil, count: pieces.count * 2)
        var group = Array(pieces.indices)
        var joins = 0
        for (_, a, b) in candidates where joins < pieces.count - 1 {
            guard partner[a] == nil, partner[b] == nil, group[a / 2] != group[b / 2] else { continue }
            partner[a] = b
            partner[b] = a
            joins += 1
            let (old, new) = (group[b / 2], group[a / 2])
            for i in group.indices where group[i] == old { group[i] = new }
        }
        var here = partner.firstIndex(of: nil)
        while let entry = here {
            let piece = pieces[entry / 2]
            self.pieces.append(entry % 2 == 0 ? piece : BorderChain.turned(piece))
            here = partner[entry ^ 1]
        }
    }
}
