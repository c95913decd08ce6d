import LinearReferencing

/// Parts of a line put one after the other: which part comes when, and which way round.
///
/// Parts that share an end (within `joinDistance`) are joined there. The pieces that are left lie apart, each join being a gap. They are
/// put in order and turned by a reference that lies near; otherwise they keep the order and direction of the file where that is
/// consistent, and else are joined nearest ends first. The line as a whole keeps the direction that most of it was drawn in.
/// Linear in the parts, quadratic in the pieces, of which there may be 256.
struct BorderChain {
    struct Link: Hashable {
        var part: Int
        var reversed: Bool
    }

    /// What decided the order of the pieces.
    enum Basis { case sharedEnds, reference, fileOrder, nearestEnds }

    /// Pieces in order; between one piece and the next lies a gap.
    private(set) var pieces: [[Link]]
    private(set) var basis = Basis.sharedEnds
    /// Whether the whole runs as the reference does; `nil` without one, and where the line lies too far from it to tell.
    private(set) var runsWithReference: Bool?
    /// Geodesic length of each part, in the order of the file.
    let lengths: [Metres]

    static let joinDistance = Metres(1)
    static let mostPieces = 256
}

extension BorderChain {
    /// Chains parts of at least two positions each; throws where three ends meet, where the line closes on itself, or where it is in
    /// more than 256 pieces.
    init(_ parts: [BorderPart], along reference: Border? = nil) throws(InputError) {
        let distances = parts.map(\.distances)
        let lengths = distances.map { Metres($0[$0.count - 1]) }
        self.lengths = lengths
        pieces = try Self.loose(parts).map { Self.asDrawn($0, lengths) }
        guard pieces.count <= Self.mostPieces else {
            throw InputError(
                "the line is in \(pieces.count) separate pieces, more than the \(Self.mostPieces) that a border may be in",
                remedy: "Join its parts end to end first.")
        }
        // In the order of the file: a piece stands where its first part does.
        pieces.sort { Self.firstPart($0) < Self.firstPart($1) }
        if let reference, let placed = ReferenceOrder(pieces, of: parts, distances: distances, along: reference) {
            runsWithReference = placed.runsWithReference
            if pieces.count > 1 { basis = .reference }
            pieces = placed.pieces
        } else if pieces.count > 1 {
            if Self.isConsistent(pieces, parts) {
                basis = .fileOrder
            } else {
                basis = .nearestEnds
                pieces = PieceJoining(pieces, parts).pieces
                let links = Self.asDrawn(Array(pieces.joined()), lengths)
                if links.first != pieces.first?.first { pieces = pieces.reversed().map(Self.turned) }
            }
        }
    }

    /// Parts joined where they share an end: the pieces before gaps are bridged, in no order and direction.
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

    static func turned(_ piece: [Link]) -> [Link] {
        piece.reversed().map { Link(part: $0.part, reversed: !$0.reversed) }
    }

    /// The first and the last position of a run of parts.
    static func ends(_ links: [Link], _ parts: [BorderPart]) -> (first: GeoPosition, last: GeoPosition) {
        let (first, last) = (links[0], links[links.count - 1])
        return (parts[first.part].end(first.reversed ? 1 : 0), parts[last.part].end(last.reversed ? 0 : 1))
    }

    /// The first and the last position of the chain.
    func ends(_ parts: [BorderPart]) -> (first: GeoPosition, last: GeoPosition) { Self.ends(Array(pieces.joined()), parts) }

    /// Parts that run against the way they were drawn.
    var turnedParts: [Int] { pieces.joined().filter(\.reversed).map(\.part).sorted() }

    /// The fewest parts that have to move for the file to be in the order of the line. n log n.
    var movedParts: Int {
        var tails: [Int] = []  // of rising runs of each length, the smallest last part
        for link in pieces.joined() {
            let i = tails.partitioningIndex { $0 >= link.part }
            if i == tails.count { tails.append(link.part) } else { tails[i] = link.part }
        }
        return pieces.reduce(0) { $0 + $1.count } - tails.count
    }

    private static func firstPart(_ piece: [Link]) -> Int { piece.reduce(.max) { min($0, $1.part) } }

    /// A piece in the direction in which it was drawn: from the first vertex of its first part in the file where the piece begins there, else
    /// as more of its length was drawn; where both are as long, that first part decides.
    private static func asDrawn(_ piece: [Link], _ lengths: [Metres]) -> [Link] {
        if beginsAsDrawn(piece) { return piece }
        if beginsAsDrawn(turned(piece)) { return turned(piece) }
        var balance = 0.0
        var total = 0.0
        for link in piece {
            balance += link.reversed ? -lengths[link.part].value : lengths[link.part].value
            total += lengths[link.part].value
        }
        if balance.magnitude > 1e-6 * total { return balance < 0 ? turned(piece) : piece }
        let first = piece.min { $0.part < $1.part }
        return first?.reversed == true ? turned(piece) : piece
    }

    /// Whether a piece begins with the first vertex that the file gives of it.
    static func beginsAsDrawn(_ piece: [Link]) -> Bool { piece.first == Link(part: firstPart(piece), reversed: false) }

    /// Whether pieces as they follow in the file make one line: no gap runs back along one of the two pieces beside it, which is so where
    /// turning that piece would spare more than half of its extent.
    private static func isConsistent(_ pieces: [[Link]], _ parts: [BorderPart]) -> Bool {
        let geodesic = Geodesic()
        func distance(_ a: GeoPosition, _ b: GeoPosition) -> Double { geodesic.distance(a, b).value }
        let ends = pieces.map { Self.ends($0, parts) }
        return zip(ends, ends.dropFirst()).allSatisfy { before, after in
            let gap = distance(before.last, after.first)
            return gap - distance(before.last, after.last) < 0.5 * distance(after.first, after.last)
                && gap - distance(before.first, after.first) < 0.5 * distance(before.first, before.last)
        }
    }
}
