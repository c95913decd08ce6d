import LinearReferencing

/// Parts of a line put one after the other: which part comes when, and which way round.
///
/// Parts that share an end (within `joinDistance`) are joined there. What is then left in separate pieces is joined nearest ends
/// first, each join being a gap. Linear in the parts, quadratic in the few pieces, of which there may be 256.
struct BorderChain {
    struct Link: Hashable {
        var part: Int
        var reversed: Bool
    }

    /// Pieces in order; between one piece and the next lies a gap.
    private(set) var pieces: [[Link]]

    static let joinDistance = Metres(1)
    static let mostPieces = 256
}

/// A part of a line as it came: its positions and the feature it is from.
struct BorderPart {
    var positions: [GeoPosition]
    package var place: Finding.Place
    var segment: String?
    package var name: String?
    var neighbour: BorderNeighbour?
    /// The feature's word for the bank it runs on, where it says one.
    var bank: String? = nil

    /// The position at one end: 0 the first, 1 the last. Parts hold at least two.
    func end(_ which: Int) -> GeoPosition { which == 0 ? positions[0] : positions[positions.count - 1] }
}

extension BorderChain {
    /// Chains parts of at least two positions each; throws where three ends meet, where the line closes on itself, or where it is in
    /// more than 256 pieces.
    init(_ parts: [BorderPart]) throws(InputError) {
        let pieces = try Self.loose(parts)
        guard pieces.count <= Self.mostPieces else {
            throw InputError(
                "the line is in \(pieces.count) separate pieces, more than the \(Self.mostPieces) that a border may be in",
                remedy: "Join its parts end to end first.")
        }
        self.pieces = Self.joined(pieces, parts)
        orientAsDrawn(parts)
    }

    /// The first and the last position of the chain.
    func ends(_ parts: [BorderPart]) -> (first: GeoPosition, last: GeoPosition) {
        let links = Array(pieces.joined())
        let first = links[0]
        let last = links[links.count - 1]
        return (parts[first.part].end(first.reversed ? 1 : 0), parts[last.part].end(last.reversed ? 0 : 1))
    }

    /// Parts joined where they share an end: the pieces before gaps are bridged.
    static func loose(_ parts: [BorderPart]) throws(InputError) -> [[Link]] {
        let nodes = try EndNodes(parts)
        var pieces: [[Link]] = []
        var used = [Bool](repeating: false, count: parts.count)
        for part in parts.indices where !used[part] {
            guard let loose = [0, 1].first(where: { nodes.isLoose(part: part, end: $0) }) else { continue }
            var piece: [Link] = []
            var here = (part: part, end: loose)
            while true {
                used[here.part] = true
                piece.append(Link(part: here.part, reversed: here.end == 1))
                guard let next = nodes.partner(part: here.part, end: 1 - here.end) else { break }
                here = next
            }
            pieces.append(piece)
        }
        if let ring = used.firstIndex(of: false) {
            throw InputError(
                "the line closes on itself, so it has no beginning and no end", at: parts[ring].place,
                remedy: "Give the border alone, not the outline of a country.")
        }
        return pieces
    }

    /// Turns the whole chain round.
    mutating func reverse() {
        pieces.reverse()
        for i in pieces.indices {
            pieces[i] = pieces[i].reversed().map { Link(part: $0.part, reversed: !$0.reversed) }
        }
    }

    /// Joins pieces nearest ends first until one path is left; returns its pieces in order.
    private static func joined(_ pieces: [[Link]], _ parts: [BorderPart]) -> [[Link]] {
        guard pieces.count > 1 else { return pieces }
        func end(_ piece: Int, _ which: Int) -> GeoPosition {
            let link = which == 0 ? pieces[piece][0] : pieces[piece][pieces[piece].count - 1]
            return parts[link.part].end(link.reversed == (which == 0) ? 1 : 0)
        }
        let geodesic = Geodesic()
        var candidates: [(distance: Metres, a: Int, b: Int)] = []  // an end is piece * 2 + which
        for a in 0..<pieces.count * 2 {
            for b in (a / 2 + 1) * 2..<pieces.count * 2 {
                candidates.append((geodesic.distance(end(a / 2, a % 2), end(b / 2, b % 2)), a, b))
            }
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
        var result: [[Link]] = []
        var here = partner.firstIndex(of: nil)
        while let entry = here {
            let piece = pieces[entry / 2]
            result.append(entry % 2 == 0 ? piece : piece.reversed().map { Link(part: $0.part, reversed: !$0.reversed) })
            here = partner[entry ^ 1]
        }
        return result
    }

    /// Turns the chain so that more of its vertices run as they were drawn; the first part decides a tie.
    private mutating func orientAsDrawn(_ parts: [BorderPart]) {
        var balance = 0
        for link in pieces.joined() {
            balance += link.reversed ? -parts[link.part].positions.count : parts[link.part].positions.count
        }
        let firstIsReversed = pieces.joined().first { $0.part == 0 }?.reversed ?? false
        if balance < 0 || (balance == 0 && firstIsReversed) { reverse() }
    }
}

/// Which ends of parts lie at the same place.
private struct EndNodes {
    private var node: [Int] = []  // of end 2 * part + which
    private var ends: [[Int]] = []  // at each node

    init(_ parts: [BorderPart]) throws(InputError) {
        // Cells of 2e-5 degrees are wider than the join distance in latitude and up to 60 degrees in longitude; beyond that, joins
        // of nearly a metre may be missed and become gaps, which are reported.
        struct Cell: Hashable {
            var x: Int
            var y: Int
        }
        var cells: [Cell: [Int]] = [:]
        var places: [GeoPosition] = []
        let geodesic = Geodesic()
        for part in parts {
            for which in 0...1 {
                let p = part.end(which)
                let x = Int((p.longitude / 2e-5).rounded(.down))
                let y = Int((p.latitude / 2e-5).rounded(.down))
                var found: Int?
                for dx in -1...1 {
                    for dy in -1...1 {
                        for candidate in cells[Cell(x: x + dx, y: y + dy)] ?? []
                        where geodesic.distance(places[candidate], p) <= BorderChain.joinDistance {
                            found = min(found ?? candidate, candidate)
                        }
                    }
                }
                let here = found ?? places.count
                if found == nil {
                    places.append(p)
                    ends.append([])
                    cells[Cell(x: x, y: y), default: []].append(here)
                }
                ends[here].append(node.count)
                node.append(here)
            }
        }
        if let fork = ends.first(where: { $0.count > 2 }) {
            var place = parts[fork[2] / 2].place
            place.position = parts[fork[2] / 2].end(fork[2] % 2)
            throw InputError(
                "the line forks: \(fork.count) ends of its parts meet at one place, so which way it goes on cannot be told",
                at: place,
                remedy: "Leave out side branches and doubled parts.")
        }
    }

    func isLoose(part: Int, end: Int) -> Bool { ends[node[2 * part + end]].count == 1 }

    /// The end of another part that meets this one.
    func partner(part: Int, end: Int) -> (part: Int, end: Int)? {
        let this = 2 * part + end
        guard let other = ends[node[this]].first(where: { $0 != this }) else { return nil }
        return (other / 2, other % 2)
    }
}
