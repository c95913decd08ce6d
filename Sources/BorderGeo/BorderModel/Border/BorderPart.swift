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

    /// Geodesic metres from the first position to each. Linear.
    var distances: [Double] {
        let geodesic = Geodesic()
        var distances = [0.0]
        distances.reserveCapacity(positions.count)
        for (a, b) in zip(positions, positions.dropFirst()) {
            distances.append(distances[distances.count - 1] + geodesic.shortOrExact(a, b).length)
        }
        return distances
    }
}
