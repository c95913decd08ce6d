import LinearReferencing

/// A part of a line as it came: its positions and the feature it is from.
struct BorderPart {
    /// At least two, no two neighbours equal.
    var positions: [GeoPosition]
    var place: Finding.Place
    var segment: String?
    var name: String?
    var neighbour: BorderNeighbour?
    /// The feature's word for the bank it runs on, where it says one.
    var bank: String? = nil

    /// The position at one end: 0 the first, 1 the last.
    func end(_ which: Int) -> GeoPosition { which == 0 ? positions[0] : positions[positions.count - 1] }

    /// Geodesic length. Linear.
    var length: Metres {
        let geodesic = Geodesic()
        return Metres(zip(positions, positions.dropFirst()).reduce(0) { $0 + geodesic.shortOrExact($1.0, $1.1).length })
    }
}
