import LinearReferencing

/// Which ends of parts lie at the same place.
struct EndNodes {
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
                // The column of 180 degrees is that of -180: a line may be cut there.
                let x = Int((p.longitude / 2e-5).rounded(.down))
                let y = Int((p.latitude / 2e-5).rounded(.down))
                var found: Int?
                for dx in -1...1 {
                    for dy in -1...1 {
                        for candidate in cells[Cell(x: Self.column(x + dx), y: y + dy)] ?? []
                        where geodesic.distance(places[candidate], p) <= BorderChain.joinDistance {
                            found = min(found ?? candidate, candidate)
                        }
                    }
                }
                let here = found ?? places.count
                if found == nil {
                    places.append(p)
                    ends.append([])
                    cells[Cell(x: Self.column(x), y: y), default: []].append(here)
                }
                ends[here].append(node.count)
                node.append(here)
            }
        }
        if let fork = ends.first(where: { $0.count > 2 }) {
            var place = parts[fork[2] / 2].place
            place.position = parts[fork[2] / 2].end(fork[2] % 2)
            throw InputError(
                "the line forks: \(fork.count) ends of its parts meet at one place, so its course is ambiguous",
                at: place,
                remedy: "Leave out side branches and doubled parts.")
        }
    }

    /// Columns go round the earth.
    private static func column(_ x: Int) -> Int {
        let around = 18_000_000
        return ((x % around) + around) % around
    }

    func isLoose(part: Int, end: Int) -> Bool { ends[node[2 * part + end]].count == 1 }

    /// The end of another part that meets this one.
    func partner(part: Int, end: Int) -> (part: Int, end: Int)? {
        let this = 2 * part + end
        guard let other = ends[node[this]].first(where: { $0 != this }) else { return nil }
        return (other / 2, other % 2)
    }
}
